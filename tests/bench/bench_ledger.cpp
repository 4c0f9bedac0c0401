// Blocks: what it costs to make one and to check one, signatures of transfers left out (they are
// checked on other threads, before).
#include "node/ledger/ledger.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <map>

namespace timecoin {
namespace {

class Coins final : public CoinView {
public:
    std::optional<Coin> coin(const OutPoint& outpoint) const override {
        const auto at = all.find(outpoint);
        if (at == all.end()) return std::nullopt;
        return at->second;
    }
    std::map<OutPoint, Coin> all;
};

SigningKey keyOf(std::uint8_t number) {
    return SigningKey::fromSeed(hashOf(Domain::Test, ByteView(&number, 1)).view());
}

/// A network with `payments` coins of one key, and a payment out of each.
struct Load {
    Network network;
    TipState tip;
    Coins coins;
    HeightContext none;
    std::vector<TransactionPtr> transfers;

    explicit Load(std::uint32_t payments) : network(networkOf(payments)), tip(genesisTip(network)) {
        const SigningKey key = keyOf(9);
        for (const auto& created : network.initialCoins()) {
            coins.all.emplace(created.outpoint, created.coin);
            if (created.outpoint.index < 4) continue;
            Transaction tx;
            tx.inputs = {created.outpoint};
            tx.outputs = {
                {Amount::time(1), created.coin.output.lock},
                {*Amount::time(9).minus(Amount::satoshi(1'000)), created.coin.output.lock}};
            const Hash message = signingHash(tx, network.genesisHash, {created.coin.output});
            tx.witness.signatures = {{key.publicKey(), key.sign(message.view())}};
            auto checked = checkTransaction(
                tx, {created.coin}, {network.genesisHash, network.params.collateral, ed25519()});
            if (!checked) std::abort();
            transfers.push_back(std::make_shared<const CheckedTransaction>(std::move(*checked)));
        }
    }

    LedgerContext context() const { return {network, tip, coins, ed25519(), none}; }
    ProposalInput proposal() const {
        ProposalInput input;
        input.others = transfers;
        input.proposer = keyOf(0).publicKey();
        input.wallMs = tip.header.timestampMs + 1;
        return input;
    }

private:
    static Network networkOf(std::uint32_t payments) {
        Genesis genesis;
        std::vector<Masternode> members;
        for (std::uint8_t i = 0; i < 4; ++i) {
            const Lock lock = Lock::toKey(keyOf(i).publicKey());
            members.push_back({{Hash{}, i}, keyOf(i).publicKey(), lock, lock, "127.0.0.1:1"});
            genesis.balances.push_back({Amount::time(1'000), lock});
        }
        genesis.balances.insert(genesis.balances.end(), payments,
                                {Amount::time(10), Lock::toKey(keyOf(9).publicKey())});
        genesis.members = MasternodeSet(std::move(members));
        return Network::make({}, std::move(genesis));
    }
};

void makeBlock(benchmark::State& state) {
    const Load load(static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) {
        auto block = buildBlock(load.proposal(), load.context());
        if (!block) std::abort();
        benchmark::DoNotOptimize(block);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(makeBlock)->Arg(2'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void checkWholeBlock(benchmark::State& state) {
    const Load load(static_cast<std::uint32_t>(state.range(0)));
    const auto block = buildBlock(load.proposal(), load.context());
    if (!block || block->transactions.size() != load.transfers.size() + 1) std::abort();
    for (auto _ : state) {
        auto effects = checkBlock(*block, load.transfers, load.context());
        if (!effects) std::abort();
        benchmark::DoNotOptimize(effects);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(checkWholeBlock)->Arg(2'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace timecoin
