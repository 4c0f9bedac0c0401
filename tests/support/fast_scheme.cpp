#include "tests/support/fast_scheme.h"

#include "tests/support/quick_hash.h"

namespace timecoin {

Signature FastScheme::signatureOf(const PublicKey& key, ByteView message) {
    std::uint64_t word = quickHash(message, quickHash(key.view()));
    Signature signature;
    for (std::size_t i = 0; i < Signature::kSize; ++i) {
        signature.data[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
        if (i % 8 == 7) word = word * 0x9e3779b97f4a7c15 + i;
    }
    return signature;
}

Signature FastScheme::sign(const SigningKey& key, ByteView message) const {
    return signatureOf(key.publicKey(), message);
}

bool FastScheme::verify(const PublicKey& key, ByteView message, const Signature& signature) const {
    return signatureOf(key, message) == signature;
}

const SignatureScheme& fastScheme() {
    static const FastScheme scheme;
    return scheme;
}

}  // namespace timecoin
