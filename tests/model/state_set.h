// A set of states of the model: open addressing, 24 bytes each, nothing is ever removed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace timecoin::model {

/// All bits of a state: 147 of them.
struct StateKey {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::uint32_t extra = 0;
    friend bool operator==(const StateKey&, const StateKey&) = default;
};

class StateSet {
public:
    StateSet() : m_slots(1U << 16) {}

    /// True when it was not there.
    bool insert(const StateKey& key) {
        if ((m_count + 1) * 4 > m_slots.size() * 3) grow();
        if (!place(m_slots, key)) return false;
        ++m_count;
        return true;
    }
    std::size_t size() const { return m_count; }

private:
    struct Slot {
        StateKey key;
        bool used = false;
    };

    static std::size_t hashOf(const StateKey& key) {
        std::uint64_t h = key.low * 0x9e3779b97f4a7c15ULL;
        h ^= h >> 32;
        h = (h + key.high) * 0xbf58476d1ce4e5b9ULL;
        h ^= h >> 29;
        h = (h + key.extra) * 0x94d049bb133111ebULL;
        return static_cast<std::size_t>(h ^ (h >> 31));
    }
    static bool place(std::vector<Slot>& slots, const StateKey& key) {
        const std::size_t mask = slots.size() - 1;
        for (std::size_t at = hashOf(key) & mask;; at = (at + 1) & mask) {
            if (!slots[at].used) {
                slots[at] = {key, true};
                return true;
            }
            if (slots[at].key == key) return false;
        }
    }
    void grow() {
        std::vector<Slot> larger(m_slots.size() * 2);
        for (const Slot& slot : m_slots)
            if (slot.used) place(larger, slot.key);
        m_slots.swap(larger);
    }

    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
};

}  // namespace timecoin::model
