// Payments that spend what other payments of the same window make: parents come first.
#pragma once

#include "tests/sim/checkers/members.h"

#include "node/wire/messages.h"

namespace timecoin::sim {

/// A member votes for a child only once its parents are certified, and acknowledges it only after
/// them (R-FIN-2, R-FIN-3). What is signed comes
/// from a SignedQueue.
class FamilyChecker {
public:
    FamilyChecker(const MemberChecker& members, const std::set<NodeNumber>& excused,
                  Verdict& verdict)
        : m_members(members),
          m_excused(excused),
          m_verdict(verdict) {}

    void onTransfer(const Hash& id, const std::vector<OutPoint>& inputs);
    /// Whoever commits it first: before what is said above it.
    void onBlock(const Block& block);
    /// A statement of this node, in the order of signing.
    void onSigned(NodeNumber node, const wire::Message& message);
    /// This node calls it certified (R-FIN-1, R-FIN-2): q members voted for it in this window.
    void onCertified(NodeNumber node, const Hash& id, std::uint64_t height);
    /// What left a node may have reached every other.
    void onSent(const wire::Message& message);

private:
    using Named = std::map<std::uint64_t, std::map<Hash, std::set<NodeNumber>>>;  // by height, id

    void noteVotes(NodeNumber signer, std::uint64_t height, const std::vector<Hash>& ids);
    void noteAcks(NodeNumber signer, std::uint64_t height, const std::vector<Hash>& ids);
    /// Parents of `id` that were in no block below `height`.
    std::vector<Hash> openParents(const Hash& id, std::uint64_t height) const;

    const MemberChecker& m_members;
    const std::set<NodeNumber>& m_excused;
    Verdict& m_verdict;
    std::map<Hash, std::set<Hash>> m_parents;   // of payments, those that are payments too
    std::map<Hash, std::uint64_t> m_committed;  // -> height
    Named m_votesSent;
    Named m_ownVotes;  // durable
    Named m_ownAcks;
};

}  // namespace timecoin::sim
