#include "node/core/waiting_room.h"

namespace timecoin {

namespace {

/// What was handed in here, or was kept over a restart, is no stranger's: it leaves by time alone.
bool isOwn(PeerNumber from) {
    return from == kSelf || from == kRestored;
}

}  // namespace

void WaitingRoom::add(Guest guest) {
    if (m_places.contains(guest.fullHash)) return;
    const Place place{guest.sinceMs, ++m_came};
    const PeerNumber from = guest.from;
    const std::uint64_t bytes = encoded(*guest.transaction).size();
    m_places.emplace(guest.fullHash, place);
    m_byParent.emplace(guest.parent, place);
    m_guests.emplace(place, Kept{std::move(guest), bytes});
    m_bytes += bytes;
    if (!isOwn(from)) {
        auto& its = m_byPeer[from];
        its.insert(place);
        count(from, its.size() - 1, its.size());
    }
    makeRoom();
}

/// Of two peers that have as many, the one that came last. Own ones alone may stand above the bound.
void WaitingRoom::makeRoom() {
    while ((m_guests.size() > kMaxWaiting || m_bytes > kMaxWaitingBytes) && !m_byCount.empty())
        take(*m_byPeer.at(m_byCount.rbegin()->second).begin());
}

void WaitingRoom::count(PeerNumber peer, std::size_t before, std::size_t after) {
    if (before > 0) m_byCount.erase({before, peer});
    if (after > 0) m_byCount.emplace(after, peer);
}

WaitingRoom::Guest WaitingRoom::take(const Place& place) {
    const Place at = place;  // it may stand in what is erased here
    auto kept = m_guests.extract(at);
    Guest guest = std::move(kept.mapped().guest);
    m_bytes -= kept.mapped().bytes;
    m_places.erase(guest.fullHash);
    m_byParent.erase({guest.parent, at});
    if (const auto its = m_byPeer.find(guest.from); its != m_byPeer.end()) {
        its->second.erase(at);
        count(guest.from, its->second.size() + 1, its->second.size());
        if (its->second.empty()) m_byPeer.erase(its);
    }
    return guest;
}

std::vector<WaitingRoom::Guest> WaitingRoom::takeChildrenOf(const Hash& parent) {
    std::vector<Guest> taken;
    while (true) {
        const auto first = m_byParent.lower_bound({parent, Place{}});
        if (first == m_byParent.end() || first->first != parent) return taken;
        taken.push_back(take(first->second));
    }
}

std::vector<WaitingRoom::Guest> WaitingRoom::takeAll() {
    std::vector<Guest> taken;
    for (auto& [place, kept] : m_guests) taken.push_back(std::move(kept.guest));
    *this = WaitingRoom();
    return taken;
}

std::vector<WaitingRoom::Guest> WaitingRoom::takeExpired(Instant now) {
    std::vector<Guest> taken;
    while (!m_guests.empty() && now.monotonicMs >= m_guests.begin()->first.first + kMaxWaitingMs)
        taken.push_back(take(m_guests.begin()->first));
    return taken;
}

}  // namespace timecoin
