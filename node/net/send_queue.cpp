#include "node/net/send_queue.h"

#include "node/base/limits.h"

#include <algorithm>
#include <cassert>

namespace timecoin {

namespace {

constexpr std::size_t kAgreement = static_cast<std::size_t>(wire::Lane::Agreement);
constexpr std::array<std::size_t, wire::kLanes> kLaneLimits{16'000'000, 16'000'000, 16'000'000,
                                                            24'000'000, 200'000};
// A block always fits, and another behind it.
static_assert(kLaneLimits[3] > 2 * std::size_t{kMaxFrameBytes});

/// A flood of gossip is best forgotten from its old end; of answers the first are wanted first.
bool keepsNewest(std::size_t lane) {
    return lane == static_cast<std::size_t>(wire::Lane::Votes) ||
           lane == static_cast<std::size_t>(wire::Lane::Transactions);
}

}  // namespace

SendQueue::~SendQueue() {
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) count(lane, 0, m_lanes[lane].bytes);
}

std::size_t SendQueue::laneLimit(wire::Lane lane) {
    return kLaneLimits[static_cast<std::size_t>(lane)];
}

void SendQueue::count(std::size_t lane, std::size_t added, std::size_t removed) {
    m_lanes[lane].bytes += added;
    m_lanes[lane].bytes -= removed;
    if (lane == kAgreement) return;
    m_budget.used += added;
    m_budget.used -= removed;
}

/// False when only a half-sent frame, or nothing, is left.
bool SendQueue::dropOldest(std::size_t lane) {
    LaneQueue& queue = m_lanes[lane];
    const std::size_t index = queue.sent > 0 ? 1 : 0;
    if (queue.frames.size() <= index) return false;
    count(lane, 0, queue.frames[index]->size());
    queue.frames.erase(queue.frames.begin() + static_cast<std::ptrdiff_t>(index));
    return true;
}

SendQueue::Put SendQueue::put(wire::Lane lane, SharedFrame frame) {
    const auto index = static_cast<std::size_t>(lane);
    const std::size_t size = frame->size();
    const auto fits = [&] {
        if (m_lanes[index].bytes + size > kLaneLimits[index]) return false;
        return index == kAgreement || m_budget.used + size <= m_budget.limit;
    };
    Put result = Put::Queued;
    while (!fits()) {
        if (index == kAgreement) return Put::Overflow;
        if (!keepsNewest(index) || !dropOldest(index)) return Put::Dropped;
        result = Put::Dropped;
    }
    m_lanes[index].frames.push_back(std::move(frame));
    count(index, size, 0);
    return result;
}

bool SendQueue::empty() const {
    return std::all_of(m_lanes.begin(), m_lanes.end(),
                       [](const LaneQueue& queue) { return queue.frames.empty(); });
}

Bytes SendQueue::nextText(std::size_t maxBytes) {
    std::size_t lane = 0;
    while (m_lanes[lane].frames.empty()) ++lane;
    LaneQueue& queue = m_lanes[lane];
    Bytes text{static_cast<std::uint8_t>(lane)};
    text.reserve(std::min(maxBytes, queue.bytes + 1));
    while (!queue.frames.empty() && text.size() < maxBytes) {
        const Bytes& frame = *queue.frames.front();
        const std::size_t size = std::min(maxBytes - text.size(), frame.size() - queue.sent);
        const auto from = frame.begin() + static_cast<std::ptrdiff_t>(queue.sent);
        text.insert(text.end(), from, from + static_cast<std::ptrdiff_t>(size));
        count(lane, 0, size);
        queue.sent += size;
        if (queue.sent < frame.size()) break;
        queue.frames.pop_front();
        queue.sent = 0;
    }
    return text;
}

void SendQueue::keepDownTo(wire::Lane lowest) {
    for (auto lane = static_cast<std::size_t>(lowest) + 1; lane < m_lanes.size(); ++lane)
        while (dropOldest(lane)) {
        }
}

}  // namespace timecoin
