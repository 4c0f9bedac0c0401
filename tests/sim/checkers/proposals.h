// What members propose and prepare.
#pragma once

#include "tests/sim/checkers/signatures.h"

#include "node/wire/messages.h"

namespace timecoin::sim {

/// A member prepares what the primary of the view proposed: with q VIEW-CHANGEs for that very view,
/// and the block of the highest P that they name, which is shown; or, when they name none, a block of
/// its own (R-CON-5, R-CON-6, R-CON-12). What is signed comes from a SignedQueue.
class ProposalChecker {
public:
    ProposalChecker(const Network& network, const SignatureScheme& scheme,
                    const MemberChecker& members, const std::set<NodeNumber>& excused,
                    Verdict& verdict)
        : m_signatures(network, scheme, members),
          m_members(members),
          m_excused(excused),
          m_verdict(verdict) {}

    /// What left a node may have reached every other.
    void onSent(NodeNumber node, const wire::Message& message);
    /// A statement of this node, in the order of signing.
    void onSigned(NodeNumber node, const wire::Message& message);

private:
    using Place = std::tuple<std::uint64_t, std::uint32_t, Hash>;  // height, view, block

    std::string flawOf(const wire::ProposalMessage& proposal) const;
    std::string flawOfReason(const wire::ProposalMessage& proposal) const;
    std::string flawOfPrepared(const PreparedCertificate& prepared) const;

    const Signatures m_signatures;
    const MemberChecker& m_members;
    const std::set<NodeNumber>& m_excused;
    Verdict& m_verdict;
    std::set<Bytes> m_seen;                // PRE-PREPARE and digest of J
    std::map<Place, std::string> m_flaws;  // empty: one without a flaw was shown
};

}  // namespace timecoin::sim
