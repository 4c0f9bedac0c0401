#include "node/wire/known_set.h"

namespace timecoin::wire {

bool KnownSet::insert(const Hash& id, std::uint64_t atMs) {
    if (m_capacity == 0) return true;
    if (!m_at.try_emplace(id, Noted{atMs, m_nextTurn}).second) return false;
    m_line.push_back({m_nextTurn++, id});
    trim();
    return true;
}

std::optional<std::uint64_t> KnownSet::at(const Hash& id) const {
    const auto found = m_at.find(id);
    if (found == m_at.end()) return std::nullopt;
    return found->second.atMs;
}

bool KnownSet::erase(const Hash& id) {
    // Its place in line stays behind, stale, until trim() comes to it.
    return m_at.erase(id) > 0;
}

bool KnownSet::stale(const Place& place) const {
    const auto found = m_at.find(place.id);
    return found == m_at.end() || found->second.turn != place.turn;
}

void KnownSet::trim() {
    while (m_at.size() > m_capacity) {
        if (!stale(m_line.front())) m_at.erase(m_line.front().id);
        m_line.pop_front();
    }
    // Erasing and inserting over and over behind one that stays must not grow the line.
    if (m_line.size() > 2 * m_capacity)
        std::erase_if(m_line, [this](const Place& place) { return stale(place); });
}

}  // namespace timecoin::wire
