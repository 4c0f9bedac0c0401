// From passphrases and seeds to keys: SHA-256, HMAC-SHA512 and PBKDF2 (RFC 8018), all of whose
// intermediate values live in guarded memory. Needs startCrypto().
#pragma once

#include "node/base/crypto.h"

#include <cstdint>
#include <initializer_list>

namespace timecoin {

inline constexpr std::size_t kSha256Bytes = 32;
inline constexpr std::size_t kHmacSha512Bytes = 64;

/// kSha256Bytes. For formats of others (BIP39) only: our own hashes are BLAKE2b (crypto.h).
SecretBytes sha256(ByteView bytes);

/// kHmacSha512Bytes, of the concatenation of `parts`.
SecretBytes hmacSha512(ByteView key, std::initializer_list<ByteView> parts);

/// `size` bytes, at least 1; `iterations` at least 1.
SecretBytes pbkdf2HmacSha512(ByteView password, ByteView salt, std::uint32_t iterations,
                             std::size_t size);

}  // namespace timecoin
