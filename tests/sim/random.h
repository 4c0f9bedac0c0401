// The one source of chance of a run: xoshiro256** seeded by splitmix64. No distribution of the
// standard library, since those differ between libraries and a seed must replay anywhere.
#pragma once

#include <cstdint>

namespace timecoin::sim {

class Random {
public:
    explicit Random(std::uint64_t seed) {
        for (std::uint64_t& word : m_state) {
            seed += 0x9e3779b97f4a7c15;
            std::uint64_t mixed = seed;
            mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            word = mixed ^ (mixed >> 31);
        }
    }

    std::uint64_t next() {
        const std::uint64_t result = rotated(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = rotated(m_state[3], 45);
        return result;
    }

    /// In [0, bound); 0 for bound 0. The bias of the remainder is below 2^-40 for every bound used.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
    /// In [low, high].
    std::uint64_t between(std::uint64_t low, std::uint64_t high) {
        return low + below(high - low + 1);
    }
    /// True in `perMille` of 1,000 cases.
    bool chance(std::uint32_t perMille) { return below(1'000) < perMille; }
    template <class Container>
    auto& pick(Container& from) {
        return from[static_cast<std::size_t>(below(from.size()))];
    }
    /// A generator of its own, so that drawing more here changes nothing there.
    Random split() { return Random(next()); }

private:
    static constexpr std::uint64_t rotated(std::uint64_t value, int by) {
        return (value << by) | (value >> (64 - by));
    }
    std::uint64_t m_state[4] = {};
};

}  // namespace timecoin::sim
