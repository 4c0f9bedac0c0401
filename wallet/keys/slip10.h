// SLIP-0010 for Ed25519: a tree of keys from one seed. Every step is hardened, so a child's public
// key cannot be had from its parent's: there is no extended public key. Pure.
#pragma once

#include "node/base/crypto.h"
#include "node/base/result.h"

#include <cstdint>
#include <span>

namespace timecoin {

inline constexpr std::uint32_t kHardened = 0x8000'0000;
constexpr std::uint32_t hardened(std::uint32_t index) {
    return index | kHardened;
}

enum class Slip10Error : std::uint8_t {
    SeedSize,     ///< not 16 to 64 bytes
    NotHardened,  ///< Ed25519 knows no other step
};

/// A private key and its chain code, in guarded memory. Move only.
class Slip10Node {
public:
    static Result<Slip10Node, Slip10Error> fromSeed(ByteView seed);
    /// `index` carries kHardened.
    Result<Slip10Node, Slip10Error> child(std::uint32_t index) const;
    /// The node at the end of `path`, every step with kHardened.
    Result<Slip10Node, Slip10Error> at(std::span<const std::uint32_t> path) const;

    ByteView privateKey() const { return m_bytes.view().first(32); }
    ByteView chainCode() const { return m_bytes.view().last(32); }
    SigningKey signingKey() const { return SigningKey::fromSeed(privateKey()); }
    PublicKey publicKey() const { return signingKey().publicKey(); }

private:
    explicit Slip10Node(SecretBytes bytes) : m_bytes(std::move(bytes)) {}
    SecretBytes m_bytes;
};

}  // namespace timecoin
