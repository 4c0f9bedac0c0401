// Deterministic keys, networks and transfers for tests. No Qt: the simulator may use them too.
#pragma once

#include "node/chain/block.h"
#include "node/chain/certificates.h"
#include "node/chain/coin.h"
#include "node/chain/params.h"
#include "node/chain/transaction_check.h"

#include <map>
#include <memory>
#include <vector>

namespace timecoin {

/// The key of a number; the same in every run and on every machine.
SigningKey testKey(std::uint32_t number);
/// The hash of a number.
Hash testHash(std::uint32_t number);
/// testHash(number), first output unless told otherwise.
OutPoint testOutPoint(std::uint32_t number, std::uint32_t index = 0);

/// Coins in memory.
class MemoryCoins final : public CoinView {
public:
    std::optional<Coin> coin(const OutPoint& outpoint) const override;
    std::map<OutPoint, Coin> coins;
};

/// A network whose every key is known. Member i has operator testKey(1000 + i), owner and payout
/// testKey(2000 + i); user u is testKey(3000 + u) and starts with 1,000,000 TIME.
struct TestNetwork {
    Network network;
    std::vector<SigningKey> operators;
    std::vector<SigningKey> owners;
    std::vector<SigningKey> users;

    const Hash& hash() const { return network.genesisHash; }
    /// Members of the genesis set, none demoted.
    HeightContext at(std::uint64_t height, std::uint64_t epoch = 0) const;
    /// The coin that user `user` has from genesis.
    OutPoint userOutPoint(std::uint32_t user) const;
    Coin userCoin(std::uint32_t user) const;
};

TestNetwork testNetwork(std::uint32_t members, std::uint32_t users = 4);

/// What checkTransaction needs, with the collateral of testNetwork().
CheckBasis testBasis(const Hash& genesis, const SignatureScheme& scheme = ed25519());

/// `statement` with its header's member's signature.
template <class S>
S signedStatement(S statement, const TestNetwork& network, const SignatureScheme& scheme) {
    statement.signature = scheme.sign(network.operators[statement.at.member],
                                      signingBytes(statement, network.hash()));
    return statement;
}

/// COMMITs of the members 0 .. signers-1 for (height, view, block).
CommitCertificate commitCertificate(const TestNetwork& network, const HeightContext& height,
                                    std::uint32_t view, const Hash& block, std::uint32_t signers,
                                    const SignatureScheme& scheme);
/// The primary's PRE-PREPARE and PREPAREs of the others, `signers` in all.
PreparedCertificate preparedCertificate(const TestNetwork& network, const HeightContext& height,
                                        std::uint32_t view, const Hash& block,
                                        const Hash& justification, std::uint32_t signers,
                                        const SignatureScheme& scheme);
/// Votes or acknowledgements of the members 0 .. signers-1 for `id`, each in a batch of its own
/// with `others` further ids.
TransferCertificate transferCertificate(const TestNetwork& network, const HeightContext& height,
                                        StatementKind kind, const Hash& id, std::uint32_t signers,
                                        const SignatureScheme& scheme, std::uint32_t others = 2);

/// Builds transfers step by step. Signs with `scheme`, by default Ed25519.
class TransferBuilder {
public:
    explicit TransferBuilder(const Hash& genesis, const SignatureScheme& scheme = ed25519());

    TransferBuilder& spend(const OutPoint& outpoint, const Coin& coin);
    TransferBuilder& pay(const Lock& lock, Amount value);
    TransferBuilder& pay(const SigningKey& to, Amount value);
    TransferBuilder& memo(Bytes bytes);
    TransferBuilder& open(const KeyList& list);
    /// One signature more; call after everything but other signatures is there.
    TransferBuilder& sign(const SigningKey& key);

    /// For tests that break something: reach in, then sign.
    Transaction& tx() { return m_tx; }
    const std::vector<Coin>& spent() const { return m_spent; }
    std::vector<Output> spentOutputs() const;
    /// The transaction with its witness in canonical order.
    Transaction build() const;

private:
    Hash m_genesis;
    const SignatureScheme* m_scheme;
    Transaction m_tx;
    std::vector<Coin> m_spent;
};

/// User `from` pays `value` to user `to` out of the coin given.
Transaction simpleTransfer(const TestNetwork& network, std::uint32_t from, std::uint32_t to,
                           Amount value, const OutPoint& outpoint, const Coin& coin,
                           const SignatureScheme& scheme = ed25519(),
                           Amount fee = Amount::satoshi(1'000));
/// The same out of the coin of genesis.
Transaction simpleTransfer(const TestNetwork& network, std::uint32_t from, std::uint32_t to,
                           Amount value, const SignatureScheme& scheme = ed25519());

}  // namespace timecoin
