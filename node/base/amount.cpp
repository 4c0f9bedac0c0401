#include "node/base/amount.h"

namespace timecoin {

namespace {

constexpr std::size_t kDecimals = 8;

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Appends one decimal digit to `value`; false when the result would pass kMaxSatoshi.
bool appendDigit(std::uint64_t& value, char digit) {
    const auto add = static_cast<std::uint64_t>(digit - '0');
    if (value > (kMaxSatoshi - add) / 10) return false;
    value = value * 10 + add;
    return true;
}

}  // namespace

std::string formatTime(Amount amount) {
    const std::string fraction = std::to_string(amount.satoshi() % kSatoshiPerTime);
    std::string text = std::to_string(amount.satoshi() / kSatoshiPerTime);
    text += '.';
    text.append(kDecimals - fraction.size(), '0');
    text += fraction;
    return text;
}

std::optional<Amount> parseTime(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string_view fraction;
    if (point != std::string_view::npos) {
        fraction = text.substr(point + 1);
        if (fraction.empty() || fraction.size() > kDecimals) return std::nullopt;
    }
    if (whole.empty()) return std::nullopt;

    std::uint64_t satoshi = 0;
    for (const char c : whole) {
        if (!isDigit(c) || !appendDigit(satoshi, c)) return std::nullopt;
    }
    for (std::size_t i = 0; i < kDecimals; ++i) {
        const char c = i < fraction.size() ? fraction[i] : '0';
        if (!isDigit(c) || !appendDigit(satoshi, c)) return std::nullopt;
    }
    return Amount::fromSatoshi(satoshi);
}

}  // namespace timecoin
