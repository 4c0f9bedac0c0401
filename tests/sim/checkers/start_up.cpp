#include "tests/sim/checkers/start_up.h"

#include <algorithm>

namespace timecoin::sim {

void StartUpChecker::onSent(NodeNumber node, const wire::Message& message) {
    const auto boot = m_boots.find(node);
    const auto* question = std::get_if<wire::AskNewest>(&message);
    if (question != nullptr && boot != m_boots.end()) boot->second.asked = *question;
}

void StartUpChecker::onArrived(NodeNumber node, const wire::Message& message) {
    const auto* answer = std::get_if<wire::NewestAnswer>(&message);
    const auto found = m_boots.find(node);
    if (answer == nullptr || found == m_boots.end()) return;
    Boot& boot = found->second;
    if (!boot.asked || answer->about != boot.asked->operatorKey ||
        answer->nonce != boot.asked->nonce || answer->answerer == answer->about)
        return;
    if (m_scheme.verify(answer->answerer, wire::signingBytes(*answer, m_genesis),
                        answer->signature))
        boot.answered.insert(answer->answerer);
}

/// The set may have changed since it started: the fewest that any of them needed.
void StartUpChecker::onDurable(NodeNumber node, const std::vector<SafetyRecord>& records) {
    const auto found = m_boots.find(node);
    if (found == m_boots.end()) return;
    Boot& boot = found->second;
    if (boot.judged || m_excused.contains(node) ||
        std::none_of(records.begin(), records.end(), [](const SafetyRecord& record) {
            return record.kind == SafetyKind::Statement;
        }))
        return;
    boot.judged = true;
    std::uint32_t needed = m_members.needed(boot.height);
    for (std::uint64_t height = boot.height; height <= m_members.height() + 1; ++height)
        needed = std::min(needed, m_members.needed(height));
    if (boot.answered.size() + 1 >= needed) return;
    m_verdict.fail("start-up: node " + std::to_string(node) + " signed when " +
                   std::to_string(boot.answered.size()) +
                   " others had told it how far it had come, and with itself " +
                   std::to_string(needed) + " are needed");
}

}  // namespace timecoin::sim
