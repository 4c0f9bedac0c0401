// Byte strings: owned, borrowed, and fixed-size ones that carry their meaning in their type.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace timecoin {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// `N` bytes with a meaning. Two tags never mix; ordering is lexicographic.
template <class Tag, std::size_t N>
struct FixedBytes {
    static constexpr std::size_t kSize = N;
    std::array<std::uint8_t, N> data{};

    ByteView view() const { return {data.data(), N}; }
    bool isZero() const { return data == std::array<std::uint8_t, N>{}; }
    friend auto operator<=>(const FixedBytes&, const FixedBytes&) = default;
};

using Hash = FixedBytes<struct HashTag, 32>;            ///< BLAKE2b-256 of something
using PublicKey = FixedBytes<struct PublicKeyTag, 32>;  ///< Ed25519
using Signature = FixedBytes<struct SignatureTag, 64>;  ///< Ed25519, detached

/// Lower-case hexadecimal.
std::string toHex(ByteView bytes);
template <class Tag, std::size_t N>
std::string toHex(const FixedBytes<Tag, N>& bytes) {
    return toHex(bytes.view());
}

/// Even number of digits, either case; nullopt otherwise.
std::optional<Bytes> fromHex(std::string_view text);

/// Exactly `2 * T::kSize` hexadecimal digits; nullopt otherwise.
template <class T>
std::optional<T> fixedFromHex(std::string_view text) {
    const auto bytes = fromHex(text);
    if (!bytes || bytes->size() != T::kSize) return std::nullopt;
    T out;
    std::copy(bytes->begin(), bytes->end(), out.data.begin());
    return out;
}

inline ByteView asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace timecoin
