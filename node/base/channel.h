// Key exchange and the encrypted channel that follows it (R-PEER-1). libsodium underneath.
#pragma once

#include "node/base/bytes.h"
#include "node/base/crypto.h"

#include <optional>

namespace timecoin {

using ExchangeKey = FixedBytes<struct ExchangeKeyTag, 32>;  ///< X25519, ephemeral

/// Two secret keys, one for each direction.
struct SessionKeys {
    SecretBytes receive;
    SecretBytes send;
};

/// One side of crypto_kx, for one connection. Move only.
class KeyExchange {
public:
    static constexpr std::size_t kSeedSize = 32;
    /// `seed` holds kSeedSize random bytes, used for nothing else.
    static KeyExchange fromSeed(ByteView seed);

    const ExchangeKey& publicKey() const { return m_public; }
    /// The initiator is crypto_kx's client. nullopt when the other key is unacceptable.
    std::optional<SessionKeys> asInitiator(const ExchangeKey& other) const;
    std::optional<SessionKeys> asResponder(const ExchangeKey& other) const;

private:
    KeyExchange(SecretBytes secret, ExchangeKey publicKey);
    SecretBytes m_secret;
    ExchangeKey m_public;
};

/// crypto_secretstream_xchacha20poly1305 in both directions. What is sealed opens once, in order,
/// and only in the channel at the other end of the same exchange and `context`. Move only.
class SecretChannel {
public:
    static constexpr std::size_t kOverhead = 17;  ///< bytes a ciphertext is longer than its text

    /// `context` binds the stream to what was said before it. The stream headers are derived from
    /// it instead of being sent: every key here serves one direction of one connection, so that a
    /// header need not be random.
    SecretChannel(SessionKeys keys, const Hash& context);

    /// Appends the ciphertext to `out`. `additional` is authenticated, not sent.
    void seal(ByteView text, ByteView additional, Bytes& out);
    /// nullopt when forged, altered, repeated or out of order; then the channel is of no more use.
    std::optional<Bytes> open(ByteView ciphertext, ByteView additional);

private:
    SecretBytes m_receive;  // states of libsodium's stream
    SecretBytes m_send;
};

}  // namespace timecoin
