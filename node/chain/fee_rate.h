// Satoshi per byte, compared exactly: cross products in 96 bits, never a division, never a double.
#pragma once

#include <compare>
#include <cstdint>

namespace timecoin {

struct FeeRate {
    std::uint64_t feeSatoshi = 0;
    std::uint32_t bytes = 1;

    /// Orders by fee / bytes; 1/2 and 2/4 are equivalent.
    friend constexpr std::weak_ordering operator<=>(const FeeRate& a, const FeeRate& b) {
        const Product left = product(a.feeSatoshi, b.bytes);
        const Product right = product(b.feeSatoshi, a.bytes);
        if (left.high != right.high) return left.high <=> right.high;
        return left.low <=> right.low;
    }
    friend constexpr bool operator==(const FeeRate& a, const FeeRate& b) {
        return (a <=> b) == std::weak_ordering::equivalent;
    }

private:
    /// high * 2^32 + low, low below 2^32.
    struct Product {
        std::uint64_t high = 0;
        std::uint64_t low = 0;
    };
    static constexpr Product product(std::uint64_t fee, std::uint32_t bytes) {
        const std::uint64_t low = (fee & 0xffff'ffff) * bytes;
        return {(fee >> 32) * bytes + (low >> 32), low & 0xffff'ffff};
    }
};

}  // namespace timecoin
