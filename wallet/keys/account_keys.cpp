#include "wallet/keys/account_keys.h"

#include <array>
#include <cassert>
#include <utility>

namespace timecoin {

namespace {

constexpr std::uint32_t kPurpose = 44;
constexpr std::uint32_t kAccount = 0;

Slip10Node chainNode(const Slip10Node& account, KeyChain chain) {
    return account.child(hardened(static_cast<std::uint32_t>(chain))).value();
}

}  // namespace

AccountKey::AccountKey(Slip10Node receive, Slip10Node change)
    : m_receive(std::move(receive)),
      m_change(std::move(change)) {}

AccountKey AccountKey::fromSeed(ByteView seed, CoinType coin) {
    const auto root = Slip10Node::fromSeed(seed);
    assert(root.ok());
    const std::array<std::uint32_t, 3> path = {
        hardened(kPurpose), hardened(static_cast<std::uint32_t>(coin)), hardened(kAccount)};
    const auto account = root->at(path);
    return {chainNode(*account, KeyChain::Receive), chainNode(*account, KeyChain::Change)};
}

SigningKey AccountKey::signingKeyAt(KeyChain chain, std::uint32_t index) const {
    assert(index < kMaxKeys);
    const Slip10Node& node = chain == KeyChain::Receive ? m_receive : m_change;
    return node.child(hardened(index)).value().signingKey();
}

PublicKey AccountKey::publicKeyAt(KeyChain chain, std::uint32_t index) const {
    return signingKeyAt(chain, index).publicKey();
}

}  // namespace timecoin
