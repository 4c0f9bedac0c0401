// A bounded set of message ids with the time each was noted; the oldest leaves first (R-PEER-4).
#pragma once

#include "node/base/bytes.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace timecoin::wire {

class KnownSet {
public:
    explicit KnownSet(std::size_t capacity) : m_capacity(capacity) {}

    /// False when it was there already; its time and place in line stay as they were.
    bool insert(const Hash& id, std::uint64_t atMs = 0);
    bool contains(const Hash& id) const { return m_at.contains(id); }
    /// When it was noted.
    std::optional<std::uint64_t> at(const Hash& id) const;
    /// True when it was there.
    bool erase(const Hash& id);
    std::size_t size() const { return m_at.size(); }

private:
    struct Noted {
        std::uint64_t atMs;
        std::uint64_t turn;  ///< tells a place in line from that of an erased namesake
    };
    struct Place {
        std::uint64_t turn;
        Hash id;
    };
    bool stale(const Place& place) const;
    void trim();

    std::size_t m_capacity;
    std::uint64_t m_nextTurn = 0;
    std::map<Hash, Noted> m_at;
    std::deque<Place> m_line;
};

}  // namespace timecoin::wire
