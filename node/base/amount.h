// Money: whole satoshi in 64 bits, every operation checked. Never a double.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace timecoin {

inline constexpr std::uint64_t kSatoshiPerTime = 100'000'000;
/// No amount, and no sum of amounts, reaches 2^63 satoshi (R-MONEY-1).
inline constexpr std::uint64_t kMaxSatoshi = (std::uint64_t{1} << 63) - 1;

/// A checked number of satoshi in [0, kMaxSatoshi].
class Amount {
public:
    constexpr Amount() = default;

    /// nullopt above kMaxSatoshi.
    static constexpr std::optional<Amount> fromSatoshi(std::uint64_t satoshi) {
        if (satoshi > kMaxSatoshi) return std::nullopt;
        return Amount(satoshi);
    }
    /// Whole TIME, for constants; the caller keeps it below 92,233,720,368.
    static constexpr Amount time(std::uint32_t coins) { return Amount(coins * kSatoshiPerTime); }
    static constexpr Amount satoshi(std::uint32_t count) { return Amount(count); }

    constexpr std::uint64_t satoshi() const { return m_satoshi; }
    constexpr bool isZero() const { return m_satoshi == 0; }

    /// nullopt on a sum over kMaxSatoshi.
    constexpr std::optional<Amount> plus(Amount other) const {
        return fromSatoshi(m_satoshi + other.m_satoshi);  // two values < 2^63 cannot wrap 2^64
    }
    /// nullopt when `other` is larger.
    constexpr std::optional<Amount> minus(Amount other) const {
        if (other.m_satoshi > m_satoshi) return std::nullopt;
        return Amount(m_satoshi - other.m_satoshi);
    }

    friend constexpr auto operator<=>(Amount, Amount) = default;

private:
    constexpr explicit Amount(std::uint64_t satoshi) : m_satoshi(satoshi) {}
    std::uint64_t m_satoshi = 0;
};

/// "12.00000000": always eight decimals, no sign, no grouping.
std::string formatTime(Amount amount);
/// Digits, optionally one point and one to eight decimals; nullopt for anything else or too much.
std::optional<Amount> parseTime(std::string_view text);

}  // namespace timecoin
