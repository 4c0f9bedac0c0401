#include "tests/support/fast_scheme.h"

namespace timecoin {

Signature FastScheme::signatureOf(const PublicKey& key, ByteView message) {
    const Hash half = Hasher(Domain::Test).add(key).add(message).finish();
    Signature signature;
    std::copy(half.data.begin(), half.data.end(), signature.data.begin());
    std::copy(half.data.begin(), half.data.end(), signature.data.begin() + Hash::kSize);
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
