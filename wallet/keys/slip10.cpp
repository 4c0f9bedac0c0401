#include "wallet/keys/slip10.h"

#include "node/base/key_derivation.h"

#include <optional>
#include <utility>

namespace timecoin {

namespace {

constexpr std::size_t kLeastSeed = 16;
constexpr std::size_t kMostSeed = 64;

}  // namespace

Result<Slip10Node, Slip10Error> Slip10Node::fromSeed(ByteView seed) {
    if (seed.size() < kLeastSeed || seed.size() > kMostSeed) return fail(Slip10Error::SeedSize);
    return Slip10Node(hmacSha512(asBytes("ed25519 seed"), {seed}));
}

Result<Slip10Node, Slip10Error> Slip10Node::child(std::uint32_t index) const {
    if ((index & kHardened) == 0) return fail(Slip10Error::NotHardened);
    constexpr std::array<std::uint8_t, 1> kPrivate = {0};
    const std::array<std::uint8_t, 4> number = {
        static_cast<std::uint8_t>(index >> 24), static_cast<std::uint8_t>(index >> 16),
        static_cast<std::uint8_t>(index >> 8), static_cast<std::uint8_t>(index)};
    return Slip10Node(hmacSha512(chainCode(), {kPrivate, privateKey(), number}));
}

Result<Slip10Node, Slip10Error> Slip10Node::at(std::span<const std::uint32_t> path) const {
    SecretBytes copy(m_bytes.view().size());
    std::copy(m_bytes.view().begin(), m_bytes.view().end(), copy.span().begin());
    Slip10Node node(std::move(copy));
    for (const std::uint32_t index : path) {
        Result<Slip10Node, Slip10Error> next = node.child(index);
        if (!next) return next;
        node = std::move(next).value();
    }
    return node;
}

}  // namespace timecoin
