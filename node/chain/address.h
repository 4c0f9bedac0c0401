// Bech32m addresses: a lock as text (R-VAL-4). Prefixes: time, ttime, stime.
#pragma once

#include "node/chain/transaction.h"

#include <string>
#include <string_view>

#include "node/base/result.h"

namespace timecoin {

enum class AddressError : std::uint8_t {
    TooLong,
    BadCharacter,
    MixedCase,
    NoSeparator,
    BadChecksum,
    WrongNetwork,
    BadPayload,  ///< unknown lock kind, wrong length or non-zero padding
};

/// Raw Bech32m (BIP-350 checksum, 90 characters at most unless `maxLength` says more).
struct Bech32m {
    std::string prefix;
    std::vector<std::uint8_t> values;  ///< 5 bits each
};
Result<Bech32m, AddressError> decodeBech32m(std::string_view text, std::size_t maxLength = 90);
std::string encodeBech32m(const Bech32m& parts);

/// Data part: the lock kind as one 5-bit value, then 32 bytes in 5-bit groups, zero padded.
std::string formatAddress(const Lock& lock, std::string_view prefix);
Result<Lock, AddressError> parseAddress(std::string_view text, std::string_view prefix);

}  // namespace timecoin
