#include "node/mempool/refusals.h"

namespace timecoin {

bool Refusals::isOver(const Refusal& refusal, Instant now) {
    return now.monotonicMs >= refusal.atMs + kRefusalLifetimeMs;
}

void Refusals::remember(const Hash& fullHash, TxError reason, Instant now) {
    while (!m_oldestFirst.empty() && isOver(m_refusals.at(m_oldestFirst.front()), now)) {
        m_refusals.erase(m_oldestFirst.front());
        m_oldestFirst.pop_front();
    }
    if (!m_refusals.emplace(fullHash, Refusal{reason, now.monotonicMs}).second) return;
    m_oldestFirst.push_back(fullHash);
    if (m_oldestFirst.size() <= kMaxRefusals) return;
    m_refusals.erase(m_oldestFirst.front());
    m_oldestFirst.pop_front();
}

std::optional<TxError> Refusals::find(const Hash& fullHash, Instant now) const {
    const auto at = m_refusals.find(fullHash);
    if (at == m_refusals.end() || isOver(at->second, now)) return std::nullopt;
    return at->second.reason;
}

}  // namespace timecoin
