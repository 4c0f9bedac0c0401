// Evidence on the chain: it must be against a liar, signed by it, and prove what it says.
#pragma once

#include "node/chain/evidence.h"
#include "tests/sim/checkers/statements.h"

namespace timecoin::sim {

/// No evidence against honest members, and none that proves nothing (R-EVI-1, R-EVI-3, R-EVI-4).
class EvidenceChecker {
public:
    EvidenceChecker(const Network& network, const SignatureScheme& scheme,
                    const MemberChecker& members, const StatementChecker& statements,
                    const std::set<NodeNumber>& liars, Verdict& verdict);

    void onBlock(const Block& block);
    std::uint64_t count() const { return m_count; }

private:
    void judge(const Evidence& evidence, const std::string& what);
    /// What is wrong with it, or an empty string.
    template <class S>
    std::string flawOf(const Contradiction<S>& pair, const PublicKey& key) const;
    std::string flawOf(const DoubleVote& pair, const PublicKey& key) const;
    std::string flawOf(const UnlistedAck& proof, const PublicKey& key) const;
    template <class S>
    bool signedBy(const PublicKey& key, const S& statement) const;

    const Hash m_genesis;
    const SignatureScheme& m_scheme;
    const MemberChecker& m_members;
    const StatementChecker& m_statements;
    const std::set<NodeNumber>& m_liars;
    Verdict& m_verdict;
    std::uint64_t m_count = 0;
};

}  // namespace timecoin::sim
