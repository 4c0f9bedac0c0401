// 64 bits of anything, quickly and the same on every machine. Not for what an attacker chooses.
// Header only.
#pragma once

#include "node/base/bytes.h"

#include <cstdint>

namespace timecoin {

inline std::uint64_t quickHash(ByteView bytes, std::uint64_t seed = 0) {
    const auto mixed = [](std::uint64_t state, std::uint64_t word) {
        state = (state ^ word) * 0x9e3779b97f4a7c15;
        state ^= state >> 32;
        state *= 0xd6e8feb86659fd93;
        return state ^ (state >> 29);
    };
    std::uint64_t state = mixed(seed, bytes.size());
    std::uint64_t word = 0;
    int filled = 0;
    for (const std::uint8_t byte : bytes) {
        word |= static_cast<std::uint64_t>(byte) << (8 * filled);
        if (++filled < 8) continue;
        state = mixed(state, word);
        word = 0;
        filled = 0;
    }
    return mixed(state, word);
}

}  // namespace timecoin
