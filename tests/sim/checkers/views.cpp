#include "tests/sim/checkers/views.h"

#include <algorithm>

namespace timecoin::sim {

void ViewChecker::onSigned(NodeNumber node, const wire::Message& message, std::uint64_t nowMs) {
    if (m_excused.contains(node)) return;
    if (const auto* ready = std::get_if<wire::ReadyMessage>(&message))
        m_ready[ready->ready.at.height].insert(node);
    else if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message))
        judge(node, change->change.at, nowMs);
}

void ViewChecker::onSent(const wire::Message& message) {
    if (const auto* ready = std::get_if<wire::ReadyMessage>(&message)) {
        const StatementHeader& at = ready->ready.at;
        if (const auto signer = m_members.nodeOf(at.height, at.member))
            m_ready[at.height].insert(*signer);
    } else if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message)) {
        noteSent(change->change);
    } else if (const auto* proposal = std::get_if<wire::ProposalMessage>(&message)) {
        for (const ViewChange& named : proposal->justification.changes) noteSent(named);
    }
}

void ViewChecker::noteSent(const ViewChange& change) {
    const auto signer = m_members.nodeOf(change.at.height, change.at.member);
    if (!signer) return;
    const auto [view, isNew] = m_sent[change.at.height].emplace(*signer, change.at.view);
    if (!isNew) view->second = std::max(view->second, change.at.view);
}

void ViewChecker::onTip(NodeNumber node, std::uint64_t height, std::uint64_t nowMs) {
    m_tips[node] = {height, nowMs};
}

std::uint32_t ViewChecker::askedFor(std::uint64_t height, std::uint32_t view,
                                    NodeNumber except) const {
    const auto sent = m_sent.find(height);
    if (sent == m_sent.end()) return 0;
    return static_cast<std::uint32_t>(
        std::count_if(sent->second.begin(), sent->second.end(), [&](const auto& entry) {
            return entry.first != except && entry.second >= view;
        }));
}

/// Due, or wanted by one honest member at least.
bool ViewChecker::mayBegin(NodeNumber node, std::uint64_t height, std::uint64_t nowMs) const {
    const auto tip = m_tips.find(node);
    if (tip == m_tips.end() || tip->second.first + 1 != height ||
        nowMs >= tip->second.second + m_intervalMs)
        return true;
    std::set<NodeNumber> wanting{node};
    if (const auto ready = m_ready.find(height); ready != m_ready.end())
        wanting.insert(ready->second.begin(), ready->second.end());
    if (const auto sent = m_sent.find(height); sent != m_sent.end())
        for (const auto& [member, view] : sent->second) wanting.insert(member);
    return wanting.size() > m_members.count(height) - m_members.needed(height);
}

void ViewChecker::judge(NodeNumber node, const StatementHeader& own, std::uint64_t nowMs) {
    const std::uint64_t height = own.height;
    const std::uint32_t view = own.view;
    const std::uint32_t needed = m_members.needed(height);
    const std::uint32_t faulty = m_members.count(height) - needed;
    const auto before = m_own[height].find(node);
    const bool first = before == m_own[height].end();
    const bool joined = askedFor(height, view, node) > faulty;
    // Itself among those who asked for the view that has run out.
    const bool ranOut = !first && view == before->second + 1 &&
                        askedFor(height, before->second, node) + 1 >= needed;
    const bool began = first && view == 0 && mayBegin(node, height, nowMs);
    if (!joined && !ranOut && !began)
        m_verdict.fail("view: node " + std::to_string(node) + " asks for view " +
                       std::to_string(view) + " of height " + std::to_string(height) +
                       (first ? "" : " after view " + std::to_string(before->second)) + ", and " +
                       std::to_string(askedFor(height, view, node)) + " others did");
    m_own[height][node] = view;
}

}  // namespace timecoin::sim
