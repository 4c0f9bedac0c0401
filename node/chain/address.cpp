#include "node/chain/address.h"

namespace timecoin {

namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::uint32_t kBech32mConstant = 0x2bc830a3;
constexpr std::size_t kChecksumLength = 6;
/// One value for the kind, then 256 bits in groups of 5.
constexpr std::size_t kPayloadValues = 1 + 52;

std::uint32_t polymodStep(std::uint32_t state, std::uint8_t value) {
    constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                         0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = state >> 25;
    state = ((state & 0x1ffffff) << 5) ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
        if (((top >> i) & 1) != 0) state ^= kGenerator[i];
    }
    return state;
}

std::uint32_t polymod(std::string_view prefix, const std::vector<std::uint8_t>& values) {
    std::uint32_t state = 1;
    for (const char c : prefix)
        state = polymodStep(state, static_cast<std::uint8_t>(static_cast<std::uint8_t>(c) >> 5));
    state = polymodStep(state, 0);
    for (const char c : prefix)
        state = polymodStep(state, static_cast<std::uint8_t>(static_cast<std::uint8_t>(c) & 31));
    for (const std::uint8_t value : values) state = polymodStep(state, value);
    return state;
}

/// Printable and of one case; lower-case on success.
Result<std::string, AddressError> normalised(std::string_view text) {
    bool lower = false;
    bool upper = false;
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c < 33 || c > 126) return fail(AddressError::BadCharacter);
        lower = lower || (c >= 'a' && c <= 'z');
        upper = upper || (c >= 'A' && c <= 'Z');
        out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    if (lower && upper) return fail(AddressError::MixedCase);
    return out;
}

}  // namespace

Result<Bech32m, AddressError> decodeBech32m(std::string_view text, std::size_t maxLength) {
    if (text.size() > maxLength) return fail(AddressError::TooLong);
    const auto lowered = normalised(text);
    if (!lowered) return fail(lowered.error());
    const std::string_view clean = *lowered;

    const std::size_t separator = clean.rfind('1');
    if (separator == std::string_view::npos || separator == 0)
        return fail(AddressError::NoSeparator);
    Bech32m parts;
    parts.prefix = clean.substr(0, separator);
    for (const char c : clean.substr(separator + 1)) {
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos) return fail(AddressError::BadCharacter);
        parts.values.push_back(static_cast<std::uint8_t>(value));
    }
    if (parts.values.size() < kChecksumLength ||
        polymod(parts.prefix, parts.values) != kBech32mConstant)
        return fail(AddressError::BadChecksum);
    parts.values.resize(parts.values.size() - kChecksumLength);
    return parts;
}

std::string encodeBech32m(const Bech32m& parts) {
    std::vector<std::uint8_t> padded = parts.values;
    padded.resize(padded.size() + kChecksumLength);
    const std::uint32_t checksum = polymod(parts.prefix, padded) ^ kBech32mConstant;
    for (std::size_t i = 0; i < kChecksumLength; ++i) {
        padded[parts.values.size() + i] =
            static_cast<std::uint8_t>((checksum >> (5 * (kChecksumLength - 1 - i))) & 31);
    }
    std::string text = parts.prefix + '1';
    for (const std::uint8_t value : padded) text.push_back(kAlphabet[value]);
    return text;
}

std::string formatAddress(const Lock& lock, std::string_view prefix) {
    Bech32m parts;
    parts.prefix = prefix;
    parts.values.reserve(kPayloadValues);
    parts.values.push_back(static_cast<std::uint8_t>(lock.kind));
    std::uint32_t buffer = 0;
    std::uint32_t bits = 0;
    for (const std::uint8_t byte : lock.data) {
        buffer = (buffer << 8 | byte) & 0xfff;  // at most 4 bits wait, and 8 come
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            parts.values.push_back(static_cast<std::uint8_t>((buffer >> bits) & 31));
        }
    }
    parts.values.push_back(static_cast<std::uint8_t>((buffer << (5 - bits)) & 31));
    return encodeBech32m(parts);
}

Result<Lock, AddressError> parseAddress(std::string_view text, std::string_view prefix) {
    const auto parts = decodeBech32m(text);
    if (!parts) return fail(parts.error());
    if (parts->prefix != prefix) return fail(AddressError::WrongNetwork);
    const auto& values = parts->values;
    if (values.size() != kPayloadValues || values[0] > static_cast<std::uint8_t>(LockKind::KeyList))
        return fail(AddressError::BadPayload);

    Lock lock;
    lock.kind = static_cast<LockKind>(values[0]);
    std::uint32_t buffer = 0;
    std::uint32_t bits = 0;
    std::size_t at = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        buffer = (buffer << 5 | values[i]) & 0xfff;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            lock.data[at++] = static_cast<std::uint8_t>(buffer >> bits);
        }
    }
    const std::uint32_t padding = buffer & ((1U << bits) - 1);
    if (padding != 0) return fail(AddressError::BadPayload);
    return lock;
}

}  // namespace timecoin
