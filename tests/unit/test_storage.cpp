// One contract, both backends: what ChainStore and SafetyLog promise (R-STO-1..4, 6, 8, 9, R-SIG-1).
#include "node/storage/commit_check.h"
#include "node/storage/memory_store.h"
#include "node/storage/sqlite/chain_store.h"
#include "node/storage/sqlite/safety_log.h"
#include "tests/support/fixtures.h"
#include "tests/support/sample_chain.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace timecoin;

namespace {

/// A store of either kind that can be closed and opened again on the same "disk".
class Disk {
public:
    explicit Disk(const QString& backend) : m_sqlite(backend == "sqlite") {
        reopenChain();
        reopenLog();
    }

    void reopenChain() {
        m_memoryChain.reopen();
        if (!m_sqlite) return;
        m_chain.reset();
        m_chain = std::move(SqliteChainStore::open(path("chain.sqlite"))).value();
    }
    void reopenLog() {
        m_memoryLog.reopen();
        if (!m_sqlite) return;
        m_log.reset();
        m_log = std::move(SqliteSafetyLog::open(path("safety.sqlite"))).value();
    }
    ChainStore& chain() { return m_sqlite ? static_cast<ChainStore&>(*m_chain) : m_memoryChain; }
    SafetyLog& log() { return m_sqlite ? static_cast<SafetyLog&>(*m_log) : m_memoryLog; }

private:
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    bool m_sqlite;
    QTemporaryDir m_folder;
    MemoryChainStore m_memoryChain;
    MemorySafetyLog m_memoryLog;
    std::unique_ptr<SqliteChainStore> m_chain;
    std::unique_ptr<SqliteSafetyLog> m_log;
};

/// The store is at the chain's height, whole: tip, coins one by one, and the hash over them.
bool holdsExactly(const ChainStore& store, const SampleChain& chain) {
    const auto tip = store.tip();
    if (!tip || tip.value().header != chain.tip() || tip.value().coinHash != chain.coinHash())
        return false;
    std::map<OutPoint, Coin> expected(chain.coins().begin(), chain.coins().end());
    LtHash recount;
    std::vector<OutPoint> order;
    const auto status = store.forEachCoin([&](const OutPoint& outpoint, const Coin& coin) {
        recount.add(outpoint, coin);
        order.push_back(outpoint);
        const auto at = expected.find(outpoint);
        return at != expected.end() && at->second == coin;
    });
    return status && order.size() == expected.size() &&
           std::is_sorted(order.begin(), order.end()) && recount.digest() == chain.tip().utxoRoot &&
           !store.block(chain.height() + 1).value();
}

SafetyRecord statement(std::uint64_t height, std::uint64_t sequence, Bytes bytes) {
    return {SafetyKind::Statement, height, 2, {}, sequence, std::move(bytes)};
}

}  // namespace

class TestStorage : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const TestNetwork m_network = testNetwork(4);

    void backends() {
        QTest::addColumn<QString>("backend");
        QTest::newRow("memory") << "memory";
        QTest::newRow("sqlite") << "sqlite";
    }
    void grow(ChainStore& store, SampleChain& chain, int blocks, std::size_t payments = 5) {
        for (int i = 0; i < blocks; ++i) {
            const BlockCommit commit = chain.next(payments);
            QVERIFY(store.commit(commit, chain.context(chain.height() + 1)).ok());
            chain.took(commit);
        }
    }
    /// `commit` is refused as Corrupt and nothing of it is there.
    void refused(Disk& disk, const SampleChain& chain, const BlockCommit& commit) {
        const auto status = disk.chain().commit(commit, chain.context(chain.height() + 1));
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, StorageCode::Corrupt);
        QVERIFY(!status.error().detail.empty());
        QVERIFY(holdsExactly(disk.chain(), chain));
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    void anEmptyStoreBecomesTheGenesis_data() { backends(); }
    void anEmptyStoreBecomesTheGenesis() {
        QFETCH(QString, backend);
        Disk disk(backend);
        QVERIFY(!disk.chain().tip().ok());
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());  // again changes nothing
        const SampleChain chain(m_network.network, 1);
        QVERIFY(holdsExactly(disk.chain(), chain));
        const StoredTip tip = disk.chain().tip().value();
        QCOMPARE(tip.registry, initialRegistry(m_network.network));
        QVERIFY(tip.certificate.entries.empty());
        QCOMPARE(tip.context.members, m_network.network.initialMembers());
        QVERIFY(disk.chain().block(0).value()->block.header == tip.header);
        QCOMPARE(disk.chain().coin(m_network.userOutPoint(1)), m_network.userCoin(1));
    }

    void aGenesisOfAnotherNetworkIsRefused_data() { backends(); }
    void aGenesisOfAnotherNetworkIsRefused() {
        QFETCH(QString, backend);
        Disk disk(backend);
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        disk.reopenChain();
        const auto status = disk.chain().openGenesis(testNetwork(5).network);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, StorageCode::WrongNetwork);
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
    }

    void whatWasCommittedIsThereAfterReopening_data() { backends(); }
    void whatWasCommittedIsThereAfterReopening() {
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 2);
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        grow(disk.chain(), chain, 10);
        const BlockCommit last = chain.next(7);
        QVERIFY(disk.chain().commit(last, chain.context(11)).ok());
        chain.took(last);
        disk.reopenChain();
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        QVERIFY(holdsExactly(disk.chain(), chain));
        const StoredTip tip = disk.chain().tip().value();
        QCOMPARE(tip.hash, last.block.block.hash());
        QCOMPARE(tip.certificate, last.block.certificate);
        QCOMPARE(tip.registry, last.registry);
        QCOMPARE(tip.context.height, 11U);
        QCOMPARE(tip.context.members, chain.context(11).members);
        QCOMPARE(tip.context.demoted, chain.context(11).demoted);
        const CertifiedBlock block = disk.chain().block(11).value().value();
        QVERIFY(block.block == last.block.block && block.certificate == last.block.certificate);
        for (const Transaction& tx : block.block.transactions)
            QCOMPARE(disk.chain().heightOf(tx.id()).value(), std::optional<std::uint64_t>(11));
        QCOMPARE(disk.chain().heightOf(testHash(1)).value(), std::optional<std::uint64_t>());
        grow(disk.chain(), chain, 3);
        QVERIFY(holdsExactly(disk.chain(), chain));
    }

    void coinsAreFoundByOutPointAndByLock_data() { backends(); }
    void coinsAreFoundByOutPointAndByLock() {
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 3);
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        grow(disk.chain(), chain, 12, 40);
        const std::map<OutPoint, Coin> coins(chain.coins().begin(), chain.coins().end());
        QVERIFY(coins.size() > 100);
        for (const auto& [outpoint, coin] : coins)
            QCOMPARE(disk.chain().coin(outpoint), std::optional<Coin>(coin));
        QVERIFY(!disk.chain().coin(testOutPoint(9)));
        QVERIFY(!disk.chain().readFailure());
        for (std::uint32_t i = 0; i < SampleChain::kLocks + 1; ++i) {
            std::vector<CoinDelta::Created> expected;
            for (const auto& [outpoint, coin] : coins) {
                if (coin.output.lock == SampleChain::lock(i)) expected.push_back({outpoint, coin});
            }
            QCOMPARE(disk.chain().coinsOf(SampleChain::lock(i)).value(), expected);
        }
        int seen = 0;
        QVERIFY(
            disk.chain().forEachCoin([&](const auto&, const auto&) { return ++seen < 3; }).ok());
        QCOMPARE(seen, 3);
    }

    void aBlockThatIsNotTheTipsChildIsRefused_data() { backends(); }
    void aBlockThatIsNotTheTipsChildIsRefused() {  // R-STO-2
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 4);
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        grow(disk.chain(), chain, 2);
        const BlockCommit good = chain.next(3);
        const auto with = [&](auto change) {
            BlockCommit bad = good;
            change(bad);
            refused(disk, chain, bad);
        };
        with([](BlockCommit& c) { ++c.block.block.header.height, SampleChain::seal(c); });
        with([](BlockCommit& c) { --c.block.block.header.height, SampleChain::seal(c); });
        with([](BlockCommit& c) {
            c.block.block.header.previous = testHash(1), SampleChain::seal(c);
        });
        with([](BlockCommit& c) { c.block.certificate.block = testHash(1); });
        with([](BlockCommit& c) { ++c.block.certificate.height; });
        with([](BlockCommit& c) { c.coinHash = LtHash(); });
        with([](BlockCommit& c) { ++c.registry.height; });
        const auto status = disk.chain().commit(good, chain.context(4));
        QVERIFY(!status.ok() && status.error().code == StorageCode::Corrupt);
        // A refused block leaves no trace: the right one still goes in.
        QVERIFY(disk.chain().commit(good, chain.context(3)).ok());
        chain.took(good);
        refused(disk, chain, good);
    }

    void aDeltaThatDoesNotFitTheCoinsIsRefused_data() { backends(); }
    void aDeltaThatDoesNotFitTheCoinsIsRefused() {  // R-STO-3
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 5);
        QVERIFY(disk.chain().openGenesis(m_network.network).ok());
        grow(disk.chain(), chain, 5, 20);
        const BlockCommit good = chain.next(10);
        const auto with = [&](auto change) {
            BlockCommit bad = good;
            change(bad.delta);
            refused(disk, chain, bad);
        };
        // Each at the very end of the writing: everything before it must be undone.
        with([](CoinDelta& d) { ++d.spent.back().outpoint.index; });
        with([](CoinDelta& d) { d.spent.back().coin.output.value = Amount::satoshi(1); });
        with([](CoinDelta& d) { ++d.spent.back().coin.matureSlot; });
        with([](CoinDelta& d) { d.spent.back().coin.output.lock.data[0] ^= 1; });
        with([&](CoinDelta& d) {
            d.created.push_back({chain.coins().back().first, chain.coins().back().second});
            std::sort(d.created.begin(), d.created.end(),
                      [](const auto& a, const auto& b) { return a.outpoint < b.outpoint; });
        });
        with([](CoinDelta& d) { std::swap(d.created.front(), d.created.back()); });
        with([](CoinDelta& d) { d.spent.push_back(d.spent.back()); });
        with([](CoinDelta& d) { d.created.push_back(d.created.back()); });
        with([](CoinDelta& d) {
            d.created.insert(d.created.begin(), {d.spent.front().outpoint, d.spent.front().coin});
            std::sort(d.created.begin(), d.created.end(),
                      [](const auto& a, const auto& b) { return a.outpoint < b.outpoint; });
        });
        QVERIFY(disk.chain().commit(good, chain.context(6)).ok());
    }

    void theLogKeepsOrderAndBytes_data() { backends(); }
    void theLogKeepsOrderAndBytes() {
        QFETCH(QString, backend);
        Disk disk(backend);
        QCOMPARE(disk.log().lastSequence().value(), 0U);
        QVERIFY(disk.log().load().value().empty());
        const std::vector<SafetyRecord> first = {
            {SafetyKind::Transfer, 7, 0, testHash(3), 0, Bytes(300, 7)},
            {SafetyKind::Certificate, 7, 0, testHash(2), 0, {}},
            statement(7, 1, {1, 2, 3})};
        const std::vector<SafetyRecord> second = {
            {SafetyKind::Body, 6, 1, testHash(1), 0, Bytes(2'000'000, 9)},
            {SafetyKind::Prepared, 6, 1, {}, 0, {4}},
            statement(6, 5, {5}),
            statement(6, 4, {6})};
        QVERIFY(disk.log().append(first).ok());
        QVERIFY(disk.log().append(second).ok());
        disk.reopenLog();
        std::vector<SafetyRecord> expected = first;
        expected.insert(expected.end(), second.begin(), second.end());
        QCOMPARE(disk.log().load().value(), expected);
        QCOMPARE(disk.log().lastSequence().value(), 5U);
    }

    void theLastSequenceSurvivesPruning_data() { backends(); }
    void theLastSequenceSurvivesPruning() {  // R-STO-8
        QFETCH(QString, backend);
        Disk disk(backend);
        for (std::uint64_t i = 1; i <= 10; ++i)
            QVERIFY(disk.log().append({statement(i, i, {1})}).ok());
        QVERIFY(disk.log().pruneBelow(8).ok());
        QCOMPARE(disk.log().load().value().size(), 3U);
        QCOMPARE(disk.log().load().value().front().height, 8U);
        QVERIFY(disk.log().pruneBelow(100).ok());
        disk.reopenLog();
        QVERIFY(disk.log().load().value().empty());
        QCOMPARE(disk.log().lastSequence().value(), 10U);
        // After pruning everything the order of appending still holds.
        QVERIFY(disk.log().append({statement(101, 11, {1})}).ok());
        QVERIFY(disk.log().append({statement(100, 12, {2})}).ok());
        QCOMPARE(disk.log().load().value().front().sequence, 11U);
    }

    void aSequenceIsNeverUsedTwice_data() { backends(); }
    void aSequenceIsNeverUsedTwice() {  // R-STO-9
        QFETCH(QString, backend);
        Disk disk(backend);
        QVERIFY(disk.log().append({statement(1, 3, {1})}).ok());
        const std::vector<std::vector<SafetyRecord>> bad = {
            {statement(1, 3, {1})},
            {statement(1, 2, {1})},
            {statement(1, 0, {1})},
            {{SafetyKind::Body, 1, 0, testHash(1), 0, {1}},
             statement(1, 4, {}),
             statement(2, 4, {})}};
        for (const auto& records : bad) {
            const auto status = disk.log().append(records);
            QVERIFY(!status.ok());
            QCOMPARE(status.error().code, StorageCode::Corrupt);
        }
        QCOMPARE(disk.log().load().value().size(), 1U);  // all or none
        QCOMPARE(disk.log().lastSequence().value(), 3U);
        QVERIFY(disk.log().append({statement(1, 4, {1})}).ok());
    }

    // The hooks of the memory backend, which the simulator steers.

    void aFailedWriteStoresNothingAndRefusesTheNext() {  // R-STO-6
        for (const auto& [fault, code] : {std::pair(StorageFault::FailIo, StorageCode::Io),
                                          std::pair(StorageFault::FailFull, StorageCode::Full)}) {
            MemoryChainStore store;
            SampleChain chain(m_network.network, 6);
            QVERIFY(store.openGenesis(m_network.network).ok());
            grow(store, chain, 3);
            const BlockCommit commit = chain.next(3);
            store.setFaultPlan([fault = fault](StorageOperation) { return fault; });
            QCOMPARE(store.commit(commit, chain.context(4)).error().code, code);
            QVERIFY(!store.coin(chain.coins().back().first));
            QCOMPARE(store.readFailure().value().code, code);
            store.setFaultPlan({});
            QVERIFY(holdsExactly(store, chain));
            QCOMPARE(store.commit(commit, chain.context(4)).error().code, code);
            store.reopen();
            QVERIFY(!store.readFailure());
            QVERIFY(store.commit(commit, chain.context(4)).ok());
        }
    }

    void aSimulatedCrashStoresAllOrNothing() {  // R-STO-1
        for (const bool after : {false, true}) {
            const auto fault = after ? StorageFault::CrashAfter : StorageFault::CrashBefore;
            MemoryChainStore store;
            MemorySafetyLog log;
            SampleChain chain(m_network.network, 7);
            QVERIFY(store.openGenesis(m_network.network).ok());
            const BlockCommit commit = chain.next(3);
            store.setFaultPlan([=](StorageOperation) { return fault; });
            log.setFaultPlan([=](StorageOperation) { return fault; });
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(store.commit(commit, chain.context(1))),
                                     SimulatedCrash);
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(log.append({statement(1, 1, {1})})),
                                     SimulatedCrash);
            store.setFaultPlan({});
            store.reopen();
            if (after) chain.took(commit);
            QVERIFY(holdsExactly(store, chain));
            QCOMPARE(log.load().value().size(), after ? 1U : 0U);
            QCOMPARE(log.lastSequence().value(), after ? 1U : 0U);
        }
    }

    void everyCodeHasAName() {
        QVERIFY(codeName(StorageCode::Io) == "Io");
        QVERIFY(codeName(StorageCode::CannotOpen) == "CannotOpen");
    }
};

QTEST_GUILESS_MAIN(TestStorage)
#include "test_storage.moc"
