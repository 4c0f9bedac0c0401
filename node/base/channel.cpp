#include "node/base/channel.h"

#include <sodium.h>

#include <cassert>
#include <new>

namespace timecoin {

namespace {

using Stream = crypto_secretstream_xchacha20poly1305_state;
static_assert(ExchangeKey::kSize == crypto_kx_PUBLICKEYBYTES);
static_assert(KeyExchange::kSeedSize == crypto_kx_SEEDBYTES);
static_assert(crypto_kx_SESSIONKEYBYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES);
static_assert(SecretChannel::kOverhead == crypto_secretstream_xchacha20poly1305_ABYTES);

Stream* streamIn(SecretBytes& state) {
    return std::launder(reinterpret_cast<Stream*>(state.span().data()));
}

/// A stream starts from key and header alone, the same at both ends: init_push is init_pull with a
/// header drawn at random, so the sending side can be given its header with init_pull.
SecretBytes startStream(const SecretBytes& key, const Hash& context) {
    static_assert(Hash::kSize >= crypto_secretstream_xchacha20poly1305_HEADERBYTES);
    SecretBytes state(sizeof(Stream));
    crypto_secretstream_xchacha20poly1305_init_pull(new (state.span().data()) Stream,
                                                    context.data.data(), key.view().data());
    return state;
}

}  // namespace

// ---- key exchange -------------------------------------------------------------------------

KeyExchange::KeyExchange(SecretBytes secret, ExchangeKey publicKey)
    : m_secret(std::move(secret)),
      m_public(publicKey) {}

KeyExchange KeyExchange::fromSeed(ByteView seed) {
    assert(seed.size() == kSeedSize);
    SecretBytes secret(crypto_kx_SECRETKEYBYTES);
    ExchangeKey publicKey;
    crypto_kx_seed_keypair(publicKey.data.data(), secret.span().data(), seed.data());
    return {std::move(secret), publicKey};
}

std::optional<SessionKeys> KeyExchange::asInitiator(const ExchangeKey& other) const {
    SessionKeys keys{SecretBytes(crypto_kx_SESSIONKEYBYTES),
                     SecretBytes(crypto_kx_SESSIONKEYBYTES)};
    if (crypto_kx_client_session_keys(keys.receive.span().data(), keys.send.span().data(),
                                      m_public.data.data(), m_secret.view().data(),
                                      other.data.data()) != 0)
        return std::nullopt;
    return keys;
}

std::optional<SessionKeys> KeyExchange::asResponder(const ExchangeKey& other) const {
    SessionKeys keys{SecretBytes(crypto_kx_SESSIONKEYBYTES),
                     SecretBytes(crypto_kx_SESSIONKEYBYTES)};
    if (crypto_kx_server_session_keys(keys.receive.span().data(), keys.send.span().data(),
                                      m_public.data.data(), m_secret.view().data(),
                                      other.data.data()) != 0)
        return std::nullopt;
    return keys;
}

// ---- channel ------------------------------------------------------------------------------

SecretChannel::SecretChannel(SessionKeys keys, const Hash& context)
    : m_receive(startStream(keys.receive, context)),
      m_send(startStream(keys.send, context)) {}

void SecretChannel::seal(ByteView text, ByteView additional, Bytes& out) {
    const std::size_t at = out.size();
    out.resize(at + text.size() + kOverhead);
    crypto_secretstream_xchacha20poly1305_push(
        streamIn(m_send), out.data() + at, nullptr, text.data(), text.size(), additional.data(),
        additional.size(), crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
}

std::optional<Bytes> SecretChannel::open(ByteView ciphertext, ByteView additional) {
    if (ciphertext.size() < kOverhead) return std::nullopt;
    Bytes text(ciphertext.size() - kOverhead);
    unsigned char tag = 0;
    const int result = crypto_secretstream_xchacha20poly1305_pull(
        streamIn(m_receive), text.data(), nullptr, &tag, ciphertext.data(), ciphertext.size(),
        additional.data(), additional.size());
    if (result != 0 || tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
        return std::nullopt;
    return text;
}

}  // namespace timecoin
