// What a window tells about itself: nothing here changes it but takeEvents() and takePinned().
#include "node/finality/window.h"

#include <algorithm>

namespace timecoin {

std::vector<WindowEvent> Window::takeEvents() {
    return std::exchange(m_events, {});
}

TransferTally Window::tally(const Hash& id) const {
    return {m_votes.members(id), m_acks.members(id), certified(id), final(id)};
}

bool Window::certified(const Hash& id) const {
    const auto at = m_nodes.find(id);
    return at != m_nodes.end() && at->second.certified;
}

bool Window::final(const Hash& id) const {
    const auto at = m_nodes.find(id);
    return at != m_nodes.end() && at->second.final;
}

std::uint64_t Window::finalBytes() const {
    return m_finalBytes;
}

bool Window::budgetFull() const {
    if (m_self) return m_ballot.full();
    return std::any_of(m_votedBytes.begin(), m_votedBytes.end(), [](const auto& member) {
        return member.second + kMaxTransactionBytes > kVoteBudgetBytes;
    });
}

std::vector<Hash> Window::certifiedInOrder() const {
    return m_certified;
}

std::vector<Hash> Window::pinned() const {
    return {m_pinned.begin(), m_pinned.end()};
}

std::vector<Hash> Window::takePinned() {
    return std::exchange(m_newlyPinned, {});
}

std::vector<Hash> Window::unknownIds(std::size_t max) const {
    std::vector<Hash> ids;
    for (const auto& [order, id] : m_unknown) {
        if (ids.size() == max) break;
        ids.push_back(id);
    }
    return ids;
}

std::optional<TransferCertificate> Window::proof(const Hash& id, StatementKind kind) const {
    const std::uint32_t quorum = m_context.members.quorum();
    if (kind == StatementKind::TxVote) return m_votes.proof(id, quorum);
    if (kind == StatementKind::TxAck) return m_acks.proof(id, quorum);
    return std::nullopt;
}

std::optional<IdProof> Window::proofBy(MemberIndex member, const Hash& id,
                                       StatementKind kind) const {
    return (kind == StatementKind::TxVote ? m_votes : m_acks).proofBy(member, id);
}

std::uint32_t Window::named(MemberIndex member, StatementKind kind) const {
    return (kind == StatementKind::TxVote ? m_votes : m_acks).named(member);
}

std::optional<Hash> Window::ackedOutside(MemberIndex member,
                                         const std::vector<Hash>& listed) const {
    return m_acks.namedOutside(member, listed);
}

std::vector<Window::DoubleVote> Window::doubleVotes() const {
    std::set<std::tuple<MemberIndex, Hash, Hash>> found;
    for (const OutPoint& contested : m_contested) {
        const std::vector<Hash>& spenders = m_spenders.at(contested);
        for (std::size_t i = 0; i < spenders.size(); ++i) {
            for (std::size_t j = i + 1; j < spenders.size(); ++j) {
                const auto [first, second] = std::minmax(spenders[i], spenders[j]);
                for (const MemberIndex member : m_votes.members(first)) {
                    if (m_votes.counted(second, member)) found.emplace(member, first, second);
                }
            }
        }
    }
    std::vector<DoubleVote> votes;
    votes.reserve(found.size());
    for (const auto& [member, first, second] : found) votes.push_back({member, first, second});
    return votes;
}

}  // namespace timecoin
