#include "node/base/sealing.h"

#include <sodium.h>

#include <cassert>

namespace timecoin {

namespace {

static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(SealNonce::kSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kSealTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(KeySalt::kSize == crypto_pwhash_argon2id_SALTBYTES);
static_assert(Hash::kSize == kSealKeyBytes);

using Personalisation = std::array<std::uint8_t, crypto_generichash_blake2b_PERSONALBYTES>;

/// Apart from each other and from every Domain, so that no hash of one kind is one of another.
constexpr std::string_view kSubkey = "TimeCoin subkey";
constexpr std::string_view kKeyed = "TimeCoin keyed";

void keyedBlake2b(std::span<std::uint8_t> out, ByteView key, ByteView bytes,
                  std::string_view purpose) {
    assert(key.size() == kSealKeyBytes);
    Personalisation personal{};
    std::copy(purpose.begin(), purpose.end(), personal.begin());
    const int result =
        crypto_generichash_blake2b_salt_personal(out.data(), out.size(), bytes.data(), bytes.size(),
                                                 key.data(), key.size(), nullptr, personal.data());
    assert(result == 0);
    static_cast<void>(result);
}

/// Opens into `out`, which has the size of the text.
bool unsealInto(std::span<std::uint8_t> out, ByteView key, const SealNonce& nonce, ByteView sealed,
                ByteView additional) {
    assert(key.size() == kSealKeyBytes);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(
               out.data(), nullptr, nullptr, sealed.data(), sealed.size(), additional.data(),
               additional.size(), nonce.data.data(), key.data()) == 0;
}

}  // namespace

std::optional<SecretBytes> argon2idKey(ByteView passphrase, const KeySalt& salt, ArgonCost cost,
                                       std::size_t size) {
    SecretBytes key(size);
    const std::size_t memoryBytes = std::size_t{cost.memoryKiB} * 1'024;
    const int result = crypto_pwhash_argon2id(key.span().data(), size,
                                              reinterpret_cast<const char*>(passphrase.data()),
                                              passphrase.size(), salt.data.data(), cost.passes,
                                              memoryBytes, crypto_pwhash_argon2id_ALG_ARGON2ID13);
    if (result != 0) return std::nullopt;
    return key;
}

Bytes seal(ByteView key, const SealNonce& nonce, ByteView text, ByteView additional) {
    assert(key.size() == kSealKeyBytes);
    Bytes sealed(text.size() + kSealTagBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, text.data(), text.size(),
                                               additional.data(), additional.size(), nullptr,
                                               nonce.data.data(), key.data());
    return sealed;
}

std::optional<Bytes> unseal(ByteView key, const SealNonce& nonce, ByteView sealed,
                            ByteView additional) {
    if (sealed.size() < kSealTagBytes) return std::nullopt;
    Bytes text(sealed.size() - kSealTagBytes);
    if (!unsealInto(text, key, nonce, sealed, additional)) return std::nullopt;
    return text;
}

std::optional<SecretBytes> unsealSecret(ByteView key, const SealNonce& nonce, ByteView sealed,
                                        ByteView additional) {
    if (sealed.size() < kSealTagBytes) return std::nullopt;
    SecretBytes text(sealed.size() - kSealTagBytes);
    if (!unsealInto(text.span(), key, nonce, sealed, additional)) return std::nullopt;
    return text;
}

SecretBytes keyFrom(ByteView key, std::string_view context) {
    SecretBytes out(kSealKeyBytes);
    keyedBlake2b(out.span(), key, asBytes(context), kSubkey);
    return out;
}

Hash keyedHash(ByteView key, ByteView bytes) {
    Hash out;
    keyedBlake2b(out.data, key, bytes, kKeyed);
    return out;
}

bool sameBytes(ByteView one, ByteView other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

SecretBytes secretCopy(ByteView bytes) {
    SecretBytes copy(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.span().begin());
    return copy;
}

}  // namespace timecoin
