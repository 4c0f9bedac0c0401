// Sealing what only its owner may read: a key from a passphrase (Argon2id), authenticated
// encryption (XChaCha20-Poly1305-IETF), keys for one purpose from another key, keyed hashes.
// Pure: salts and nonces come in as values. startCrypto() first; keys are always 32 bytes.
#pragma once

#include "node/base/crypto.h"

#include <optional>
#include <string_view>

namespace timecoin {

using SealNonce = FixedBytes<struct SealNonceTag, 24>;  ///< random ones do not repeat: 192 bits
using KeySalt = FixedBytes<struct KeySaltTag, 16>;

inline constexpr std::size_t kSealKeyBytes = 32;
inline constexpr std::size_t kSealTagBytes = 16;  ///< sealed text is longer by this

/// What one guess of a passphrase costs.
struct ArgonCost {
    std::uint32_t memoryKiB = 262'144;
    std::uint32_t passes = 3;
    friend bool operator==(const ArgonCost&, const ArgonCost&) = default;
};

/// nullopt when there is not that much memory, or for a cost or size that Argon2id does not have
/// (below 8 KiB, no pass, fewer than 16 bytes). Takes as long as the cost says.
std::optional<SecretBytes> argon2idKey(ByteView passphrase, const KeySalt& salt, ArgonCost cost,
                                       std::size_t size = kSealKeyBytes);

/// `text` encrypted and, with `additional`, authenticated. A nonce is used once with a key.
Bytes seal(ByteView key, const SealNonce& nonce, ByteView text, ByteView additional);
/// nullopt when any bit of it is not what seal() made with this key, nonce and `additional`.
std::optional<Bytes> unseal(ByteView key, const SealNonce& nonce, ByteView sealed,
                            ByteView additional);
std::optional<SecretBytes> unsealSecret(ByteView key, const SealNonce& nonce, ByteView sealed,
                                        ByteView additional);

/// The key of one purpose: who has it learns neither `key` nor the key of another context.
SecretBytes keyFrom(ByteView key, std::string_view context);

/// BLAKE2b-256 keyed with `key`: a name or a checksum that nobody without the key can make.
Hash keyedHash(ByteView key, ByteView bytes);

/// Compares in a time that tells nothing of the content; false for different sizes.
bool sameBytes(ByteView one, ByteView other);

/// A copy in guarded memory.
SecretBytes secretCopy(ByteView bytes);

}  // namespace timecoin
