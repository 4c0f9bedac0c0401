// A signature scheme that costs one hash: for the simulator and for tests of counting and
// agreement, where real signatures would only cost time.
#pragma once

#include "node/base/crypto.h"

namespace timecoin {

/// Signature = BLAKE2b (Domain::Test) of public key and message, twice. Anyone can forge it, and
/// tests that attack do: what it keeps is that a signature fits one key and one message only.
class FastScheme final : public SignatureScheme {
public:
    Signature sign(const SigningKey& key, ByteView message) const override;
    bool verify(const PublicKey& key, ByteView message, const Signature& signature) const override;

    /// What `key` would sign; no secret is needed.
    static Signature signatureOf(const PublicKey& key, ByteView message);
};

const SignatureScheme& fastScheme();

}  // namespace timecoin
