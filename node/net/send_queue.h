// What waits to be sent to one peer: a bounded queue for each lane, the highest first (R-PEER-3).
// Cut into record-sized texts, so that a higher lane overtakes even inside a large frame.
// Thread: node. No QObject.
#pragma once

#include "node/base/bytes.h"
#include "node/wire/messages.h"

#include <array>
#include <cstddef>
#include <deque>
#include <memory>

namespace timecoin {

/// One frame, shared by all peers it is sent to.
using SharedFrame = std::shared_ptr<const Bytes>;

/// Bytes that wait for all peers together; the agreement lane takes no part.
struct SendBudget {
    std::size_t limit = 256'000'000;
    std::size_t used = 0;
};

class SendQueue {
public:
    enum class Put : std::uint8_t {
        Queued,
        Dropped,   ///< something of that lane was given up: the oldest, or in Sync and Addresses it
        Overflow,  ///< of the agreement lane: the peer is of no use
    };

    explicit SendQueue(SendBudget& budget) : m_budget(budget) {}
    ~SendQueue();
    SendQueue(const SendQueue&) = delete;
    SendQueue& operator=(const SendQueue&) = delete;

    static std::size_t laneLimit(wire::Lane lane);

    Put put(wire::Lane lane, SharedFrame frame);
    bool empty() const;
    std::size_t queuedBytes(wire::Lane lane) const { return at(lane).bytes; }
    /// The lane's number and then bytes of its frames, at most `maxBytes` in all. Not when empty().
    Bytes nextText(std::size_t maxBytes);
    /// Gives up everything of the lanes below `lowest`, but what is already half sent.
    void keepDownTo(wire::Lane lowest);

private:
    struct LaneQueue {
        std::deque<SharedFrame> frames;
        std::size_t bytes = 0;  ///< not yet sent
        std::size_t sent = 0;   ///< of the first frame
    };
    const LaneQueue& at(wire::Lane lane) const { return m_lanes[static_cast<std::size_t>(lane)]; }
    bool dropOldest(std::size_t lane);
    void count(std::size_t lane, std::size_t added, std::size_t removed);

    SendBudget& m_budget;
    std::array<LaneQueue, wire::kLanes> m_lanes;
};

}  // namespace timecoin
