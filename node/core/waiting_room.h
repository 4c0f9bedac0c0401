// Transactions that spend an output of one that nobody here has seen yet (R-POOL-10). Bounded, and
// nobody can fill it for others: when it is full, whoever has most places gives up its oldest.
#pragma once

#include "node/base/instant.h"
#include "node/chain/transaction.h"
#include "node/core/turn.h"

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace timecoin {

inline constexpr std::size_t kMaxWaiting = 1'000;
inline constexpr std::uint64_t kMaxWaitingBytes = 10'000'000;
inline constexpr std::uint64_t kMaxWaitingMs = 600'000;

class WaitingRoom {
public:
    struct Guest {
        std::shared_ptr<const Transaction> transaction;
        Hash fullHash;
        Hash parent;  ///< id of the transaction that is missing
        PeerNumber from = kSelf;
        std::uint64_t sinceMs = 0;  ///< monotonic
    };

    /// One that waits already keeps its place and its giver.
    void add(Guest guest);
    std::vector<Guest> takeChildrenOf(const Hash& parent);
    /// The tip moved: all may be possible or hopeless now. Oldest first; they keep their age when
    /// they come again.
    std::vector<Guest> takeAll();
    /// Those that have waited for too long.
    std::vector<Guest> takeExpired(Instant now);

    std::size_t size() const { return m_guests.size(); }
    bool contains(const Hash& fullHash) const { return m_places.contains(fullHash); }

private:
    using Place = std::pair<std::uint64_t, std::uint64_t>;  // since, order of coming
    struct Kept {
        Guest guest;
        std::uint64_t bytes = 0;
    };

    Guest take(const Place& place);
    void makeRoom();
    void count(PeerNumber peer, std::size_t before, std::size_t after);

    std::map<Place, Kept> m_guests;
    std::map<Hash, Place> m_places;  // by full hash
    std::set<std::pair<Hash, Place>> m_byParent;
    std::map<PeerNumber, std::set<Place>> m_byPeer;
    std::set<std::pair<std::size_t, PeerNumber>> m_byCount;  // of peers, how many wait
    std::uint64_t m_bytes = 0;
    std::uint64_t m_came = 0;
};

}  // namespace timecoin
