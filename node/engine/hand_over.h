// A named hand-over queue: the only place where two threads of the node meet. The mutex is inside,
// nothing else is shared. Any thread pushes, one thread drains.
#pragma once

#include <cstddef>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace timecoin {

template <class T>
class HandOver {
public:
    /// True when the queue was empty: the pusher then wakes the drainer, once for many pushes.
    bool push(std::vector<T> items) {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = m_items.empty();
        if (wasEmpty) {
            m_items = std::move(items);
        } else {
            m_items.insert(m_items.end(), std::make_move_iterator(items.begin()),
                           std::make_move_iterator(items.end()));
        }
        return wasEmpty && !m_items.empty();
    }

    /// Everything that waits, oldest first.
    std::vector<T> drain() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_items, {});
    }

private:
    std::mutex m_mutex;
    std::vector<T> m_items;
};

}  // namespace timecoin
