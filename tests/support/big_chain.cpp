#include "tests/support/big_chain.h"

#include "app/sandbox/sandbox_network.h"
#include "app/texts/file_text.h"
#include "tests/support/file_content.h"

#include <QString>

#include <chrono>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <iostream>

namespace timecoin {
namespace {

constexpr std::uint32_t kMembers = 4;
constexpr std::uint64_t kFee = 1'000;
/// A chain that lies in a cache for days must not be too old to go on with.
constexpr std::uint32_t kUnbondingSlots = 1'000'000;

[[noreturn]] void giveUp(const std::string& what) {
    std::cerr << "BigChain: " << what << std::endl;
    std::abort();
}

Hash numbered(std::string_view what, std::uint64_t number) {
    Writer out;
    out.blob(asBytes(what));
    out.u64(number);
    return hashOf(Domain::Test, out.bytes());
}

SigningKey keyOf(std::string_view what, std::uint64_t number) {
    return SigningKey::fromSeed(numbered(what, number).view());
}

std::uint64_t nowMs() {
    using namespace std::chrono;
    return static_cast<std::uint64_t>(
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

}  // namespace

BigChain::BigChain(std::string folder, const BigChainPlan& plan, const Progress& progress)
    : m_folder(std::move(folder)),
      m_plan(plan),
      m_owner(keyOf("owner", 0)),
      m_faucet(keyOf("faucet", 0)) {
    for (std::uint32_t i = 0; i < kMembers; ++i) m_operators.push_back(keyOf("operator", i));
    std::sort(m_operators.begin(), m_operators.end(), [](const SigningKey& a, const SigningKey& b) {
        return a.publicKey() < b.publicKey();
    });
    if (std::filesystem::exists(chainPath())) {
        auto file = readNetworkFile(QString::fromStdString(networkPath()));
        if (!file) giveUp(describe(file.error()).toStdString());
        m_file = std::move(*file);
    } else {
        make(progress);
    }
}

std::unique_ptr<SqliteChainStore> BigChain::openStore(const std::string& path,
                                                      const Network& network) {
    auto store = SqliteChainStore::open(path);
    if (!store) giveUp(store.error().detail);
    if (auto status = store.value()->openGenesis(network); !status) giveUp(status.error().detail);
    return std::move(store).value();
}

// ---- who owns what ------------------------------------------------------------------------

std::uint32_t BigChain::spentTransfers() const {
    return (m_plan.transfers - kFaucetCoins) / kOutputs;
}

Lock BigChain::walletLock(std::uint32_t number) const {
    return {LockKind::Key, numbered("wallet", number).data};
}

std::vector<Lock> BigChain::walletLocks() const {
    std::vector<Lock> locks;
    for (std::uint32_t i = 0; i < m_plan.walletKeys; ++i) locks.push_back(walletLock(i));
    return locks;
}

SigningKey BigChain::payerKey(std::uint32_t number) const {
    return keyOf("payer", number);
}

Lock BigChain::lockOf(std::uint32_t transfer, std::uint32_t output) const {
    if (transfer < spentTransfers()) return Lock::toKey(m_faucet.publicKey());
    const std::uint32_t last = transfer - spentTransfers();
    const std::uint32_t wallet = m_plan.walletKeys * m_plan.coinsPerWalletKey;
    if (output == 0 && last < wallet) return walletLock(last % m_plan.walletKeys);
    if (output == 0 && last - wallet < m_plan.payers)
        return Lock::toKey(payerKey(last - wallet).publicKey());
    return {LockKind::Key, numbered("lock", std::uint64_t{transfer} * kOutputs + output).data};
}

PlannedTransfer BigChain::transfer(std::uint32_t index, const OutPoint& outpoint, const Coin& coin,
                                   const SigningKey& key) const {
    PlannedTransfer planned{outpoint, coin, &key, {}};
    const auto each = Amount::fromSatoshi((coin.output.value.satoshi() - kFee) / kOutputs);
    for (std::uint32_t output = 0; output < kOutputs; ++output)
        planned.outputs.push_back({*each, lockOf(index, output)});
    return planned;
}

// ---- making -------------------------------------------------------------------------------

void BigChain::make(const Progress& progress) {
    const auto began = nowMs();
    const std::uint32_t blocks = m_plan.transfers / m_plan.perBlock + 1;
    SandboxPlan sandbox{kMembers, 0, 10'000, 24'200};
    sandbox.genesisTimeMs = began - (blocks + 100) * sandbox.blockIntervalMs;
    NetworkFile file = sandboxNetworkFile(sandbox, m_operators, m_owner, m_faucet);
    file.network.params.unbondingSlots = kUnbondingSlots;
    file.network = Network::make(file.network.params, file.network.genesis);
    m_file = std::move(file);

    const std::string making = nodeFolder() + ".making";
    std::filesystem::remove_all(making);
    std::filesystem::create_directories(making);
    if (!writeContent(QString::fromStdString(networkPath()),
                      QByteArray::fromStdString(networkFileText(*m_file))))
        giveUp("cannot write " + networkPath());
    {
        const auto store = openStore(making + "/chain.db", network());
        ChainMaker maker(network(), m_operators, *store);
        std::deque<std::pair<OutPoint, Coin>> free;  // to be spent, oldest first
        for (const auto& created : network().initialCoins())
            if (created.coin.output.lock == Lock::toKey(m_faucet.publicKey()))
                free.emplace_back(created.outpoint, created.coin);
        for (std::uint32_t made = 0; made < m_plan.transfers;) {
            // A transfer spends nothing of its own block: it could not be planned before that.
            const auto some = std::min({m_plan.perBlock, m_plan.transfers - made,
                                        static_cast<std::uint32_t>(free.size())});
            std::vector<PlannedTransfer> plan;
            for (std::uint32_t i = 0; i < some; ++i, free.pop_front())
                plan.push_back(
                    transfer(made + i, free.front().first, free.front().second, m_faucet));
            const auto transfers = maker.checked(plan);
            for (std::uint32_t i = 0; i < some && made + i < spentTransfers(); ++i)
                for (std::uint32_t output = 0; output < kOutputs; ++output)
                    free.emplace_back(OutPoint{transfers[i]->id, output},
                                      Coin{transfers[i]->tx.outputs[output], 0});
            if (auto status = maker.commit(maker.next(transfers)); !status)
                giveUp(status.error().detail);
            made += some;
            progress("block " + std::to_string(maker.tip().header.height) + ", " +
                     std::to_string(made) + " transfers, " + std::to_string(nowMs() - began) +
                     " ms");
        }
    }
    std::filesystem::rename(making, nodeFolder());
}

// ---- payments -----------------------------------------------------------------------------

BigPayments::BigPayments(const BigChain& chain, const ChainStore& store, std::uint32_t first,
                         std::uint32_t count) {
    m_keys.reserve(count);
    for (std::uint32_t payer = first; payer < first + count; ++payer) {
        m_keys.push_back(chain.payerKey(payer));
        const Lock own = Lock::toKey(m_keys.back().publicKey());
        const auto coins = store.coinsOf(own);
        if (!coins || coins.value().empty()) giveUp("no coin for payer " + std::to_string(payer));
        const auto& [outpoint, coin] = coins.value().front();
        const std::uint64_t half = (coin.output.value.satoshi() - kFee) / 2;
        const Lock other{LockKind::Key, numbered("paid", payer).data};
        m_plan.push_back(
            {outpoint,
             coin,
             &m_keys.back(),
             {{*Amount::fromSatoshi(half), other}, {*Amount::fromSatoshi(half), own}}});
    }
}

}  // namespace timecoin
