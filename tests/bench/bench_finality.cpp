// Payments: what a window and the pool cost for the load of a busy block. Signatures are left out:
// they are checked on other threads.
#include "node/chain/merkle.h"
#include "node/finality/window.h"
#include "node/mempool/mempool.h"

#include <benchmark/benchmark.h>
#include <cstdlib>

namespace timecoin {
namespace {

constexpr std::uint32_t kTransfers = 2'000;
constexpr std::uint32_t kPoolTransfers = 10'000;

Hash numbered(std::uint32_t number) {
    Writer out;
    out.u32(number);
    return hashOf(Domain::Test, out.bytes());
}

HeightContext contextOf(std::uint32_t members) {
    std::vector<Masternode> set(members);
    for (std::uint32_t i = 0; i < members; ++i) set[i].operatorKey.data[0] = std::uint8_t(i);
    return {1, 0, 0, MasternodeSet(std::move(set)), {}};
}

/// A batch as it is after its signature was checked.
template <class S>
Verified<S> batch(MemberIndex member, const std::vector<Hash>& ids) {
    S statement;
    statement.at = {0, 1, 0, member, 1};
    statement.ids = IdListRef::of(ids);
    return Verified<S>::ownStatement(statement);
}

std::vector<TransferFacts> someFacts() {
    std::vector<TransferFacts> all;
    for (std::uint32_t i = 0; i < kTransfers; ++i)
        all.push_back({numbered(i), {{numbered(i + kTransfers), 0}}, {}, 300, 1'000 + i % 997});
    return all;
}

/// Everything one masternode does for 2,000 payments, in batches of `range`: offer, vote, count the
/// others' votes, acknowledge, count, tell.
void windowOfPayments(benchmark::State& state) {
    constexpr MemberIndex kMembers = 4;
    const auto facts = someFacts();
    const auto batchSize = static_cast<std::size_t>(state.range(0));
    std::vector<std::vector<Hash>> lists;
    for (const auto& one : facts) {
        if (lists.empty() || lists.back().size() == batchSize) lists.emplace_back();
        lists.back().push_back(one.id);
    }
    std::vector<std::pair<Verified<TxVote>, const std::vector<Hash>*>> votes;
    std::vector<std::pair<Verified<TxAck>, const std::vector<Hash>*>> acks;
    for (const auto& list : lists)
        for (MemberIndex member = 1; member < kMembers; ++member) {
            votes.emplace_back(batch<TxVote>(member, list), &list);
            acks.emplace_back(batch<TxAck>(member, list), &list);
        }
    for (auto _ : state) {
        Window window(contextOf(kMembers), MemberIndex{0});
        for (const auto& one : facts) window.offer(one);
        const auto ownVotes = window.takeVotes();
        window.onVotes(batch<TxVote>(0, ownVotes), ownVotes);
        for (const auto& [vote, ids] : votes) window.onVotes(vote, *ids);
        const auto ownAcks = window.takeAcks();
        window.onAcks(batch<TxAck>(0, ownAcks), ownAcks);
        for (const auto& [ack, ids] : acks) window.onAcks(ack, *ids);
        const auto events = window.takeEvents();
        if (events.size() != 2 * kTransfers) std::abort();
        benchmark::DoNotOptimize(events);
    }
    state.SetItemsProcessed(state.iterations() * kTransfers);
}
BENCHMARK(windowOfPayments)->Arg(50)->Arg(2'000)->Unit(benchmark::kMillisecond);

/// The certificates of 2,000 payments, as they are stored with the acknowledgement.
void certificatesOfPayments(benchmark::State& state) {
    std::vector<Hash> ids;
    for (const auto& one : someFacts()) ids.push_back(one.id);
    for (auto _ : state) {
        Window window(contextOf(4), std::nullopt);
        for (MemberIndex member = 0; member < 3; ++member)
            window.onVotes(batch<TxVote>(member, ids), ids);
        for (const Hash& id : ids) {
            auto proof = window.proof(id, StatementKind::TxVote);
            if (!proof) std::abort();
            benchmark::DoNotOptimize(proof);
        }
    }
    state.SetItemsProcessed(state.iterations() * kTransfers);
}
BENCHMARK(certificatesOfPayments)->Unit(benchmark::kMillisecond);

/// Signatures that always hold.
class NoScheme final : public SignatureScheme {
public:
    Signature sign(const SigningKey&, ByteView) const override { return {}; }
    bool verify(const PublicKey&, ByteView, const Signature&) const override { return true; }
};

/// Every fourth spends from the one before, or all do.
std::vector<TransactionPtr> someTransfers(std::uint32_t count, bool oneChain = false) {
    const NoScheme scheme;
    const Coin coin{{Amount::time(1), Lock{}}, 0};
    std::vector<TransactionPtr> all;
    for (std::uint32_t i = 0; i < count; ++i) {
        Transaction tx;
        const bool child = oneChain ? i > 0 : i % 4 == 3;
        tx.inputs = {child ? OutPoint{all.back()->id, 1} : OutPoint{numbered(i), 0}};
        const auto change = Amount::fromSatoshi(kSatoshiPerTime - 10'000 - (i * 7'919) % 5'000);
        tx.outputs = {{Amount::satoshi(5'000), Lock{}}, {*change, Lock{}}};
        tx.witness.signatures.resize(1);
        auto checked = checkTransaction(std::move(tx), {coin}, {Hash(), Amount(), scheme});
        if (!checked) std::abort();
        all.push_back(std::make_shared<const CheckedTransaction>(std::move(checked).value()));
    }
    return all;
}

void poolFill(benchmark::State& state) {
    const auto transfers = someTransfers(kPoolTransfers);
    for (auto _ : state) {
        Mempool pool;
        for (const auto& one : transfers)
            if (pool.add(one, {1, 1})) std::abort();
        benchmark::DoNotOptimize(pool.count());
    }
    state.SetItemsProcessed(state.iterations() * kPoolTransfers);
}
BENCHMARK(poolFill)->Unit(benchmark::kMillisecond);

/// A full pool under pressure: whoever pays more pushes somebody out.
void poolEviction(benchmark::State& state) {
    const auto transfers = someTransfers(2 * kPoolTransfers);
    std::size_t added = 0;
    for (auto _ : state) {
        Mempool pool;
        for (const auto& one : transfers)
            if (!pool.add(one, {1, 1})) ++added;
        if (pool.count() > kPoolTransfers) std::abort();
        benchmark::DoNotOptimize(pool.takeDropped());
    }
    benchmark::DoNotOptimize(added);
    state.SetItemsProcessed(state.iterations() * 2 * kPoolTransfers);
}
BENCHMARK(poolEviction)->Unit(benchmark::kMillisecond);

void poolInOrder(benchmark::State& state) {
    Mempool pool;
    for (const auto& one : someTransfers(kPoolTransfers)) pool.add(one, {1, 1});
    for (auto _ : state) benchmark::DoNotOptimize(pool.inOrder());
    state.SetItemsProcessed(state.iterations() * kPoolTransfers);
}
BENCHMARK(poolInOrder)->Unit(benchmark::kMillisecond);

/// The longest packages there are: each spends from the one before.
void poolOfOneChain(benchmark::State& state) {
    const auto chain = someTransfers(kPoolTransfers, true);
    Mempool pool;
    for (const auto& one : chain) pool.add(one, {1, 1});
    for (auto _ : state) benchmark::DoNotOptimize(pool.inOrder());
    state.SetItemsProcessed(state.iterations() * kPoolTransfers);
}
BENCHMARK(poolOfOneChain)->Unit(benchmark::kMillisecond);

/// Layers of 20, each spending from all of the layer before: as many paths as there can be.
void poolOrderInLayers(benchmark::State& state) {
    std::vector<Hash> ids;
    std::vector<OrderItem> items;
    for (std::uint32_t i = 0; i < kPoolTransfers; ++i) ids.push_back(numbered(i));
    for (std::uint32_t i = 0; i < kPoolTransfers; ++i) {
        items.push_back({{1'000 + i, 300}, &ids[i], {}});
        for (std::uint32_t k = 0; i >= 20 && k < 20; ++k)
            items.back().parents.push_back(i / 20 * 20 - 20 + k);
    }
    for (auto _ : state) benchmark::DoNotOptimize(packageOrder(items));
    state.SetItemsProcessed(state.iterations() * kPoolTransfers);
}
BENCHMARK(poolOrderInLayers)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace timecoin
