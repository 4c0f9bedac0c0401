// Hashing, signatures and guarded memory. The only room that speaks to libsodium.
#pragma once

#include "node/base/bytes.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace timecoin {

/// Must be called once before anything else here; false when libsodium cannot start or its
/// self-test (known answers for BLAKE2b and Ed25519) fails.
bool startCrypto();

/// What a hash is for. Each is the 16-byte BLAKE2b personalisation (zero padded), so equal bytes
/// hashed for two purposes never collide (R-VAL-1). At most 16 characters.
enum class Domain : std::uint8_t {
    TransactionId,    // "TimeCoin txid"
    TransactionFull,  // "TimeCoin txfull"
    TransactionSign,  // "TimeCoin txsign"
    BlockHeader,      // "TimeCoin header"
    TreeLeaf,         // "TimeCoin leaf"
    TreeNode,         // "TimeCoin node"
    TreeEmpty,        // "TimeCoin empty"
    Coin,             // "TimeCoin coin"
    CoinSetDigest,    // "TimeCoin coinset"
    LockKeyList,      // "TimeCoin keylist"
    MasternodeSet,    // "TimeCoin mnset"
    Registry,         // "TimeCoin regroot"
    RegistryRest,     // "TimeCoin regrest"
    Genesis,          // "TimeCoin genesis"
    Justification,    // "TimeCoin justif"
    Message,          // "TimeCoin message": de-duplication of gossip
    Handshake,        // "TimeCoin hello"
    StoredRow,        // "TimeCoin stored": rows of this node's files
    SnapshotPage,     // "TimeCoin page"
    Test,             // "TimeCoin test"
};

/// BLAKE2b-256 of the concatenation of what was added, personalised by `domain`.
class Hasher {
public:
    explicit Hasher(Domain domain);
    Hasher& add(ByteView bytes);
    template <class Tag, std::size_t N>
    Hasher& add(const FixedBytes<Tag, N>& value) {
        return add(value.view());
    }
    Hash finish();

private:
    alignas(64) std::array<std::uint8_t, 384> m_state;
};

Hash hashOf(Domain domain, ByteView bytes);

/// Fills with ChaCha20 key stream (zero nonce, counter 0) of `key`. Used by LtHash only.
void chacha20Stream(const Hash& key, std::span<std::uint8_t> out);

/// Cryptographic randomness; for keys and nonces only, never in a pure target.
void randomBytes(std::span<std::uint8_t> out);

/// Bytes in guarded memory (locked, no-access pages around it), wiped when freed. Move only.
class SecretBytes {
public:
    explicit SecretBytes(std::size_t size);
    SecretBytes(SecretBytes&&) noexcept = default;
    SecretBytes& operator=(SecretBytes&&) noexcept = default;
    std::span<std::uint8_t> span() { return {m_data.get(), m_size}; }
    ByteView view() const { return {m_data.get(), m_size}; }

private:
    struct Wipe {
        void operator()(std::uint8_t* bytes) const;
    };
    std::unique_ptr<std::uint8_t, Wipe> m_data;
    std::size_t m_size;
};

/// An Ed25519 key pair whose secret half lives in guarded memory. Move only.
class SigningKey {
public:
    static constexpr std::size_t kSeedSize = 32;
    /// `seed` must hold kSeedSize bytes.
    static SigningKey fromSeed(ByteView seed);
    static SigningKey generate();

    const PublicKey& publicKey() const { return m_public; }
    /// The 32-byte seed, for writing a key file.
    ByteView seed() const { return m_secret.view().first(kSeedSize); }
    Signature sign(ByteView message) const;

private:
    SigningKey(SecretBytes secret, PublicKey publicKey);
    SecretBytes m_secret;  // libsodium's 64-byte secret key
    PublicKey m_public;
};

/// libsodium's detached verification *is* the rule (R-VAL-2); its accept-set is pinned by vectors.
bool verifyEd25519(const PublicKey& key, ByteView message, const Signature& signature);

/// How statements and transactions are signed and checked. The program uses ed25519(); the
/// simulator may use a fast scheme of its own, nothing else may.
class SignatureScheme {
public:
    virtual ~SignatureScheme() = default;
    virtual Signature sign(const SigningKey& key, ByteView message) const = 0;
    virtual bool verify(const PublicKey& key, ByteView message,
                        const Signature& signature) const = 0;
};

const SignatureScheme& ed25519();

}  // namespace timecoin
