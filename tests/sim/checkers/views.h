// Who may enter which view, and when.
#pragma once

#include "tests/sim/checkers/members.h"

#include "node/wire/messages.h"

namespace timecoin::sim {

/// A member asks for a view because f+1 others do, because the one before has run out (a quorum had
/// asked for that), or, for view 0, because the block is due or f+1 members want it early (R-CON-1,
/// R-CON-3, R-CON-10, R-CON-11). What is signed comes from a SignedQueue.
class ViewChecker {
public:
    ViewChecker(const Network& network, const MemberChecker& members,
                const std::set<NodeNumber>& excused, Verdict& verdict)
        : m_intervalMs(network.params.blockIntervalMs),
          m_members(members),
          m_excused(excused),
          m_verdict(verdict) {}

    /// A statement of this node, in the order of signing.
    void onSigned(NodeNumber node, const wire::Message& message, std::uint64_t nowMs);
    /// What left a node may have reached every other.
    void onSent(const wire::Message& message);
    /// From now on the block above is due after an interval.
    void onTip(NodeNumber node, std::uint64_t height, std::uint64_t nowMs);
    /// Its clock decides when the open height is due.
    void onStart(NodeNumber node) { m_tips.erase(node); }

private:
    using Views = std::map<NodeNumber, std::uint32_t>;  // the highest asked for

    void noteSent(const ViewChange& change);
    void judge(NodeNumber node, const StatementHeader& own, std::uint64_t nowMs);
    bool mayBegin(NodeNumber node, std::uint64_t height, std::uint64_t nowMs) const;
    std::uint32_t askedFor(std::uint64_t height, std::uint32_t view, NodeNumber except) const;

    const std::uint64_t m_intervalMs;
    const MemberChecker& m_members;
    const std::set<NodeNumber>& m_excused;
    Verdict& m_verdict;
    std::map<std::uint64_t, Views> m_sent;                                 // by height
    std::map<std::uint64_t, Views> m_own;                                  // durable
    std::map<std::uint64_t, std::set<NodeNumber>> m_ready;                 // by height: sent
    std::map<NodeNumber, std::pair<std::uint64_t, std::uint64_t>> m_tips;  // height, since when
};

}  // namespace timecoin::sim
