// Messages that wait for a turn: one bounded queue for each peer in each lane (R-WIRE-3). The
// highest lane is served first; within a lane the peers take turns, so that neither a flood in one
// lane nor a flooding peer delays the others.
// Thread: node.
#pragma once

#include "node/core/turn.h"

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>

namespace timecoin {

class Inbox {
public:
    static constexpr std::size_t kLanes = 5;
    /// Messages of one peer that may wait in a lane; what comes beyond is dropped (everything that
    /// matters is sent again or asked for).
    static constexpr std::array<std::size_t, kLanes> kPerPeer{1'024, 2'048, 4'096, 256, 32};

    struct Entry {
        PeerNumber from = kSelf;
        wire::Message message;
    };

    /// False when the peer's queue in that message's lane is full.
    bool hasRoom(PeerNumber from, const wire::Message& message) const;
    /// Requires hasRoom().
    void put(PeerNumber from, wire::Message message);
    /// The next message of the lanes up to and including `lowest`; nullopt when none waits.
    std::optional<Entry> take(wire::Lane lowest);
    void forget(PeerNumber peer);
    bool empty(wire::Lane lowest) const;
    std::size_t size() const { return m_size; }

private:
    struct LaneQueues {
        std::map<PeerNumber, std::deque<wire::Message>> byPeer;  ///< no empty queues
        PeerNumber lastServed = 0;
    };
    std::array<LaneQueues, kLanes> m_lanes;
    std::size_t m_size = 0;
};

}  // namespace timecoin
