// The fee rate that a newcomer must exceed since others had to leave (R-POOL-9).
#pragma once

#include "node/chain/fee_rate.h"

#include <cstdint>

namespace timecoin {

inline constexpr std::uint64_t kFloorHalvingMs = 600'000;

class FeeFloor {
public:
    /// Never above what raise() was given; {0, ..}: every fee is enough.
    FeeRate at(std::uint64_t nowMs) const {
        const std::uint64_t halvings =
            nowMs <= m_sinceMs ? 0 : (nowMs - m_sinceMs) / kFloorHalvingMs;
        return {halvings < 64 ? m_rate.feeSatoshi >> halvings : 0, m_rate.bytes};
    }
    /// Something worth `evicted` had to leave: the halving starts anew.
    void raise(const FeeRate& evicted, std::uint64_t nowMs) {
        const FeeRate now = at(nowMs);
        m_rate = now < evicted ? evicted : now;
        m_sinceMs = nowMs;
    }
    void forget() { m_rate = {}; }

private:
    FeeRate m_rate;
    std::uint64_t m_sinceMs = 0;
};

/// Satoshi per 1,000 bytes, rounded up.
constexpr std::uint64_t perThousandBytes(const FeeRate& rate) {
    const std::uint64_t whole = rate.feeSatoshi / rate.bytes;
    constexpr std::uint64_t kMost = ~std::uint64_t{0} / 1'000 - 1;
    if (whole > kMost) return ~std::uint64_t{0};
    return whole * 1'000 + (rate.feeSatoshi % rate.bytes * 1'000 + rate.bytes - 1) / rate.bytes;
}

}  // namespace timecoin
