// Virtual time: what happens next is what is due first, and of equals what was planned first.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

namespace timecoin::sim {

class Timeline {
public:
    using Action = std::function<void()>;

    /// Milliseconds since the run began.
    std::uint64_t nowMs() const { return m_nowMs; }
    void after(std::uint64_t delayMs, Action action) {
        m_queue.push({m_nowMs + delayMs, m_sequence++, std::move(action)});
    }
    bool empty() const { return m_queue.empty(); }
    /// Performs the next action; the clock jumps to it.
    void step() {
        // top() is const only to protect the order, which the action is no part of.
        Planned next = std::move(const_cast<Planned&>(m_queue.top()));
        m_queue.pop();
        m_nowMs = next.atMs;
        next.action();
    }
    std::uint64_t planned() const { return m_sequence; }

private:
    struct Planned {
        std::uint64_t atMs;
        std::uint64_t sequence;
        Action action;
        friend bool operator<(const Planned& a, const Planned& b) {
            return a.atMs != b.atMs ? a.atMs > b.atMs : a.sequence > b.sequence;
        }
    };
    std::priority_queue<Planned> m_queue;
    std::uint64_t m_nowMs = 0;
    std::uint64_t m_sequence = 0;
};

}  // namespace timecoin::sim
