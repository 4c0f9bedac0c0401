// Masternode transactions for tests: registrations, updates, retirements and evidence, signed by
// test keys. No Qt.
#pragma once

#include "node/chain/masternode_actions.h"
#include "tests/support/fixtures.h"

namespace timecoin {

/// A masternode that is not of the genesis: operator testKey(4000 + number), owner and payout
/// testKey(5000 + number), service 127.0.0.1:25000 + number.
struct NewMasternode {
    explicit NewMasternode(std::uint32_t number);

    /// Output 0 is the collateral.
    Registration registration() const;
    OperatorUpdate update(const OutPoint& collateral, std::uint64_t number) const;
    Retirement retirement(const OutPoint& collateral) const;

    SigningKey operatorKey;
    SigningKey owner;
    std::string service;
};

/// A builder with kind and payload of `action`; what spends, pays and signs is the caller's.
TransferBuilder actionBuilder(const Hash& genesis, const MasternodeAction& action,
                              const SignatureScheme& scheme = ed25519());

/// User `user` registers `node` with the coin given: output 0 the collateral, output 1 the change,
/// a fee of 1,000 satoshi.
TransferBuilder registrationBuilder(const TestNetwork& network, const NewMasternode& node,
                                    std::uint32_t user, const OutPoint& outpoint, const Coin& coin,
                                    const SignatureScheme& scheme = ed25519());
/// The same with the coin that the user has from genesis.
Transaction registrationTransaction(const TestNetwork& network, const NewMasternode& node,
                                    std::uint32_t user, const SignatureScheme& scheme = ed25519());

/// An action without coins, signed by the one key that it asks for.
Transaction signedAction(const Hash& genesis, const MasternodeAction& action, const SigningKey& key,
                         const SignatureScheme& scheme = ed25519());

/// Two COMMITs of view 0 for different blocks, by `key` as `member` of that height.
Evidence equivocation(const SigningKey& key, MemberIndex member, std::uint64_t epoch,
                      std::uint64_t height, const Hash& genesis,
                      const SignatureScheme& scheme = ed25519());

}  // namespace timecoin
