#include "node/engine/inbox.h"

#include <utility>

namespace timecoin {

bool Inbox::hasRoom(PeerNumber from, const wire::Message& message) const {
    const auto lane = static_cast<std::size_t>(wire::laneOf(message));
    const auto at = m_lanes[lane].byPeer.find(from);
    return at == m_lanes[lane].byPeer.end() || at->second.size() < kPerPeer[lane];
}

void Inbox::put(PeerNumber from, wire::Message message) {
    const auto lane = static_cast<std::size_t>(wire::laneOf(message));
    m_lanes[lane].byPeer[from].push_back(std::move(message));
    ++m_size;
}

std::optional<Inbox::Entry> Inbox::take(wire::Lane lowest) {
    for (std::size_t index = 0; index <= static_cast<std::size_t>(lowest); ++index) {
        LaneQueues& lane = m_lanes[index];
        if (lane.byPeer.empty()) continue;
        auto at = lane.byPeer.upper_bound(lane.lastServed);
        if (at == lane.byPeer.end()) at = lane.byPeer.begin();
        Entry entry{at->first, std::move(at->second.front())};
        lane.lastServed = at->first;
        at->second.pop_front();
        if (at->second.empty()) lane.byPeer.erase(at);
        --m_size;
        return entry;
    }
    return std::nullopt;
}

void Inbox::forget(PeerNumber peer) {
    for (LaneQueues& lane : m_lanes) {
        const auto at = lane.byPeer.find(peer);
        if (at == lane.byPeer.end()) continue;
        m_size -= at->second.size();
        lane.byPeer.erase(at);
    }
}

bool Inbox::empty(wire::Lane lowest) const {
    for (std::size_t index = 0; index <= static_cast<std::size_t>(lowest); ++index)
        if (!m_lanes[index].byPeer.empty()) return false;
    return true;
}

}  // namespace timecoin
