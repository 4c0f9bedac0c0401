#include "node/base/crypto.h"

#include <sodium.h>

#include <cassert>
#include <cstring>
#include <new>

namespace timecoin {

namespace {

using State = crypto_generichash_blake2b_state;
static_assert(Hash::kSize == crypto_generichash_blake2b_BYTES);
static_assert(PublicKey::kSize == crypto_sign_PUBLICKEYBYTES);
static_assert(Signature::kSize == crypto_sign_BYTES);
static_assert(SigningKey::kSeedSize == crypto_sign_SEEDBYTES);

constexpr std::array<std::string_view, 20> kPersonalisation = {
    "TimeCoin txid",    "TimeCoin txfull",  "TimeCoin txsign", "TimeCoin header",
    "TimeCoin leaf",    "TimeCoin node",    "TimeCoin empty",  "TimeCoin coin",
    "TimeCoin coinset", "TimeCoin keylist", "TimeCoin mnset",  "TimeCoin regroot",
    "TimeCoin regrest", "TimeCoin genesis", "TimeCoin justif", "TimeCoin message",
    "TimeCoin hello",   "TimeCoin stored",  "TimeCoin page",   "TimeCoin test",
};
static_assert(kPersonalisation.size() == static_cast<std::size_t>(Domain::Test) + 1);

bool blake2bKnownAnswer() {
    const auto expected =
        fixedFromHex<Hash>("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    const ByteView text = asBytes("abc");
    Hash hash;
    crypto_generichash_blake2b(hash.data.data(), Hash::kSize, text.data(), text.size(), nullptr, 0);
    return expected == hash;
}

bool ed25519KnownAnswer() {  // RFC 8032, 7.1, test 2
    const auto seed = fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    const auto publicKey =
        fixedFromHex<PublicKey>("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const auto signature =
        fixedFromHex<Signature>("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    const Bytes message = {0x72};
    const SigningKey key = SigningKey::fromSeed(*seed);
    Signature broken = *signature;
    broken.data[0] ^= 1;
    return key.publicKey() == *publicKey && key.sign(message) == *signature &&
           verifyEd25519(*publicKey, message, *signature) &&
           !verifyEd25519(*publicKey, message, broken);
}

}  // namespace

bool startCrypto() {
    return sodium_init() >= 0 && blake2bKnownAnswer() && ed25519KnownAnswer();
}

// ---- hashing ----------------------------------------------------------------------------

Hasher::Hasher(Domain domain) {
    static_assert(sizeof(State) <= sizeof(m_state) && alignof(State) <= 64);
    std::array<std::uint8_t, crypto_generichash_blake2b_PERSONALBYTES> personal{};
    const std::string_view name = kPersonalisation[static_cast<std::size_t>(domain)];
    std::copy(name.begin(), name.end(), personal.begin());
    crypto_generichash_blake2b_init_salt_personal(new (m_state.data()) State, nullptr, 0,
                                                  Hash::kSize, nullptr, personal.data());
}

Hasher& Hasher::add(ByteView bytes) {
    crypto_generichash_blake2b_update(std::launder(reinterpret_cast<State*>(m_state.data())),
                                      bytes.data(), bytes.size());
    return *this;
}

Hash Hasher::finish() {
    Hash hash;
    crypto_generichash_blake2b_final(std::launder(reinterpret_cast<State*>(m_state.data())),
                                     hash.data.data(), Hash::kSize);
    return hash;
}

Hash hashOf(Domain domain, ByteView bytes) {
    return Hasher(domain).add(bytes).finish();
}

void chacha20Stream(const Hash& key, std::span<std::uint8_t> out) {
    static_assert(Hash::kSize == crypto_stream_chacha20_KEYBYTES);
    constexpr std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> kNonce{};
    crypto_stream_chacha20(out.data(), out.size(), kNonce.data(), key.data.data());
}

void randomBytes(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

// ---- secrets and signatures ---------------------------------------------------------------

SecretBytes::SecretBytes(std::size_t size)
    : m_data(static_cast<std::uint8_t*>(sodium_malloc(size))),
      m_size(size) {
    if (!m_data) throw std::bad_alloc();
    std::memset(m_data.get(), 0, size);
}

void SecretBytes::Wipe::operator()(std::uint8_t* bytes) const {
    sodium_free(bytes);
}

SigningKey::SigningKey(SecretBytes secret, PublicKey publicKey)
    : m_secret(std::move(secret)),
      m_public(publicKey) {}

SigningKey SigningKey::fromSeed(ByteView seed) {
    assert(seed.size() == kSeedSize);
    SecretBytes secret(crypto_sign_SECRETKEYBYTES);
    PublicKey publicKey;
    crypto_sign_seed_keypair(publicKey.data.data(), secret.span().data(), seed.data());
    return {std::move(secret), publicKey};
}

SigningKey SigningKey::generate() {
    SecretBytes seed(kSeedSize);
    randomBytes(seed.span());
    return fromSeed(seed.view());
}

Signature SigningKey::sign(ByteView message) const {
    Signature signature;
    crypto_sign_detached(signature.data.data(), nullptr, message.data(), message.size(),
                         m_secret.view().data());
    return signature;
}

bool verifyEd25519(const PublicKey& key, ByteView message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.data.data(), message.data(), message.size(),
                                       key.data.data()) == 0;
}

namespace {

class Ed25519Scheme final : public SignatureScheme {
public:
    Signature sign(const SigningKey& key, ByteView message) const override {
        return key.sign(message);
    }
    bool verify(const PublicKey& key, ByteView message, const Signature& signature) const override {
        return verifyEd25519(key, message, signature);
    }
};

}  // namespace

const SignatureScheme& ed25519() {
    static const Ed25519Scheme scheme;
    return scheme;
}

}  // namespace timecoin
