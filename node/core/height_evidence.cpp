// The suspicious half of HeightWork: members that cannot have meant both of what they said (R-EVI-5).
#include "node/core/height_work.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Votes and lists are compared at most once in this many ms, and when the height is decided: the
/// work grows with what is in the window.
constexpr std::uint64_t kLookGapMs = 1'000;

}  // namespace

std::vector<Evidence> HeightWork::takeEvidence(Instant now) {
    const bool due = m_decision ? !m_lookedLast : now.monotonicMs >= m_nextLookMs;
    if (due) {
        m_lookedLast = m_decision.has_value();
        m_nextLookMs = now.monotonicMs + kLookGapMs;
        lookAtVotes();
        lookAtAcks();
    }
    return m_contradictions.take();
}

/// Two votes of one member for payments that spend one output.
void HeightWork::lookAtVotes() {
    for (const auto& [member, first, second] : m_window.doubleVotes()) {
        if (m_contradictions.isAccused(member) || member == m_self) continue;
        const auto a = m_window.proofBy(member, first, StatementKind::TxVote);
        const auto b = m_window.proofBy(member, second, StatementKind::TxVote);
        const auto one = m_parts.pool.byId(first);
        const auto other = m_parts.pool.byId(second);
        if (!a || !b || !one || !other) continue;
        m_contradictions.add(
            member, makeEvidence(m_contradictions.keyOf(member), *a, one->tx, *b, other->tx));
    }
}

/// Acknowledgements that the same member's list, where it is known here, leaves out (R-FIN-5).
void HeightWork::lookAtAcks() {
    static const std::vector<Hash> kNothing;  // nobody is asked for an empty list
    for (const auto& [member, change] : m_contradictions.changes()) {
        if (m_contradictions.isAccused(member) || member == m_self) continue;
        const bool empty = change.acknowledged.count == 0;
        const auto* listed = empty ? &kNothing : ackList(change.acknowledged);
        const std::uint32_t named = m_window.named(member, StatementKind::TxAck);
        if (!listed || m_acksLookedAt[member] == named) continue;
        m_acksLookedAt[member] = named;
        const auto id = m_window.ackedOutside(member, *listed);
        if (!id) continue;
        if (const auto ack = m_window.proofBy(member, *id, StatementKind::TxAck))
            m_contradictions.add(
                member, makeEvidence(m_contradictions.keyOf(member), *ack, *id, change, *listed));
    }
}

}  // namespace timecoin
