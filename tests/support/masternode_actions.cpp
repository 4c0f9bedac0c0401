#include "tests/support/masternode_actions.h"

#include <cstdlib>

namespace timecoin {

namespace {

constexpr std::uint32_t kOperatorKeys = 4'000;
constexpr std::uint32_t kOwnerKeys = 5'000;
constexpr std::uint32_t kPorts = 25'000;

}  // namespace

NewMasternode::NewMasternode(std::uint32_t number)
    : operatorKey(testKey(kOperatorKeys + number)),
      owner(testKey(kOwnerKeys + number)),
      service("127.0.0.1:" + std::to_string(kPorts + number)) {}

Registration NewMasternode::registration() const {
    const Lock lock = Lock::toKey(owner.publicKey());
    return {operatorKey.publicKey(), lock, lock, service, 0, 1};
}

OperatorUpdate NewMasternode::update(const OutPoint& collateral, std::uint64_t number) const {
    return {collateral, operatorKey.publicKey(), number, service, 1};
}

Retirement NewMasternode::retirement(const OutPoint& collateral) const {
    return {collateral, Lock::toKey(owner.publicKey())};
}

TransferBuilder actionBuilder(const Hash& genesis, const MasternodeAction& action,
                              const SignatureScheme& scheme) {
    TransferBuilder builder(genesis, scheme);
    builder.tx().kind = kindOf(action);
    builder.tx().payload = encodePayload(action);
    return builder;
}

TransferBuilder registrationBuilder(const TestNetwork& network, const NewMasternode& node,
                                    std::uint32_t user, const OutPoint& outpoint, const Coin& coin,
                                    const SignatureScheme& scheme) {
    const Amount collateral = network.network.params.collateral;
    const auto change = coin.output.value.minus(*collateral.plus(Amount::satoshi(1'000)));
    if (!change) std::abort();  // the test itself is wrong
    TransferBuilder builder = actionBuilder(network.hash(), node.registration(), scheme);
    builder.spend(outpoint, coin).pay(node.owner, collateral).pay(network.users[user], *change);
    return builder;
}

Transaction registrationTransaction(const TestNetwork& network, const NewMasternode& node,
                                    std::uint32_t user, const SignatureScheme& scheme) {
    return registrationBuilder(network, node, user, network.userOutPoint(user),
                               network.userCoin(user), scheme)
        .sign(network.users[user])
        .sign(node.operatorKey)
        .build();
}

Transaction signedAction(const Hash& genesis, const MasternodeAction& action, const SigningKey& key,
                         const SignatureScheme& scheme) {
    return actionBuilder(genesis, action, scheme).sign(key).build();
}

Evidence equivocation(const SigningKey& key, MemberIndex member, std::uint64_t epoch,
                      std::uint64_t height, const Hash& genesis, const SignatureScheme& scheme) {
    Commit one{{epoch, height, 0, member, 1}, testHash(1), {}};
    Commit other{{epoch, height, 0, member, 2}, testHash(2), {}};
    for (Commit* commit : {&one, &other})
        commit->signature = scheme.sign(key, signingBytes(*commit, genesis));
    const auto evidence = makeEvidence(key.publicKey(), one, other);
    if (!evidence) std::abort();
    return *evidence;
}

}  // namespace timecoin
