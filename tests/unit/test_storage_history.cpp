// One contract, both backends: pages of coins, epoch boundaries, imports and pruning (R-STO-10,
// R-STO-11, R-STO-13). "written back" has no cache: every change is in the table at once.
#include "node/storage/memory_store.h"
#include "node/storage/recount.h"
#include "node/storage/sqlite/chain_store.h"
#include "node/storage/sqlite/snapshot_import.h"
#include "tests/support/fixtures.h"
#include "tests/support/sample_chain.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace timecoin;

namespace {

using Coins = std::map<OutPoint, Coin>;

/// A store of one kind that can be closed and opened again on the same "disk".
class Disk {
public:
    explicit Disk(const QString& backend)
        : m_sqlite(backend != "memory"),
          m_writesBack(backend == "written back") {
        if (m_writesBack) m_options.coinCacheKiB = 0;
    }
    void open(const Network& network) {
        m_chain.reset();
        if (m_sqlite) m_chain = std::move(SqliteChainStore::open(path(), m_options)).value();
        QVERIFY(chain().openGenesis(network).ok());
    }
    void close() { m_chain.reset(); }
    /// Refused with this; nullopt: opens.
    std::optional<StorageError> refusal(const Network& network) {
        close();
        if (m_sqlite) m_chain = std::move(SqliteChainStore::open(path(), m_options)).value();
        const auto status = chain().openGenesis(network);
        return status ? std::nullopt : std::optional(status.error());
    }
    std::unique_ptr<SnapshotImport> import() {
        close();
        if (!m_sqlite) return std::make_unique<MemorySnapshotImport>(m_memory);
        return std::move(SqliteSnapshotImport::open(path(), m_options)).value();
    }
    ChainStore& chain() { return m_sqlite ? static_cast<ChainStore&>(*m_chain) : m_memory; }
    void idle() {
        while (m_writesBack && chain().writeBack().value()) {
        }
    }

private:
    std::string path() const { return m_folder.filePath("chain").toStdString(); }

    bool m_sqlite;
    bool m_writesBack;
    DatabaseOptions m_options;
    QTemporaryDir m_folder;
    MemoryChainStore m_memory;
    std::unique_ptr<SqliteChainStore> m_chain;
};

Coins coinsOf(const SampleChain& chain) {
    return {chain.coins().begin(), chain.coins().end()};
}

/// All pages of `limit` one after another; `between` runs between two.
Coins allPages(
    const ChainStore& store, CoinsAt at, std::size_t limit,
    const std::function<void()>& between = [] {}) {
    Coins all;
    std::optional<OutPoint> after;
    for (;;) {
        const auto page = store.coinsPage(at, after, limit).value();
        for (const auto& [outpoint, coin] : page) {
            if (after && !(*after < outpoint)) return {};  // out of order
            after = outpoint;
            all.emplace(outpoint, coin);
        }
        if (page.size() < limit) return all;
        between();
    }
}

bool sameTip(const StoredTip& a, const StoredTip& b) {
    return a.header == b.header && a.hash == b.hash && a.certificate == b.certificate &&
           a.coinHash == b.coinHash && a.registry == b.registry &&
           a.context.height == b.context.height && a.context.members == b.context.members &&
           a.context.demoted == b.context.demoted;
}

}  // namespace

class TestStorageHistory : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const TestNetwork m_network = testNetwork(4);

    void backends() {
        QTest::addColumn<QString>("backend");
        for (const char* name : {"memory", "sqlite", "written back"}) QTest::newRow(name) << name;
    }
    void add(Disk& disk, SampleChain& chain, BlockCommit commit) {
        QVERIFY(disk.chain().commit(commit, chain.context(chain.height() + 1)).ok());
        chain.took(commit);
        disk.idle();
    }
    void grow(Disk& disk, SampleChain& chain, int blocks, std::size_t payments = 5) {
        for (int i = 0; i < blocks; ++i) add(disk, chain, chain.next(payments));
    }
    void endEpoch(Disk& disk, SampleChain& chain) {
        BlockCommit commit = chain.next(4);
        commit.endsEpoch = true;
        add(disk, chain, commit);
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    void pagesAreTheCoinsInOrder_data() { backends(); }
    void pagesAreTheCoinsInOrder() {
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 1);
        disk.open(m_network.network);
        grow(disk, chain, 8, 30);
        for (const std::size_t limit : {1U, 7U, 1'000U})
            QCOMPARE(allPages(disk.chain(), CoinsAt::Tip, limit), coinsOf(chain));
        disk.open(m_network.network);
        QCOMPARE(allPages(disk.chain(), CoinsAt::Tip, 11), coinsOf(chain));
        QVERIFY(disk.chain().coinsPage(CoinsAt::Tip, std::nullopt, 0).value().empty());
    }

    void manyLocksInOneCall_data() { backends(); }
    void manyLocksInOneCall() {
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 2);
        disk.open(m_network.network);
        grow(disk, chain, 8, 30);
        const std::set<Lock> locks = {SampleChain::lock(3), SampleChain::lock(9),
                                      SampleChain::lock(63), SampleChain::lock(1'000)};
        std::vector<CoinDelta::Created> expected;
        for (const Lock& lock : locks) {
            const auto some = disk.chain().coinsOf(lock).value();
            expected.insert(expected.end(), some.begin(), some.end());
        }
        QVERIFY(expected.size() > 5);
        QCOMPARE(disk.chain().coinsOfAll(locks).value(), expected);
        std::size_t counted = 0;
        for (const auto& [outpoint, coin] : chain.coins()) {
            counted += locks.contains(coin.output.lock) ? 1U : 0U;
            QVERIFY(disk.chain().indexHolds(outpoint, coin).value());
        }
        QCOMPARE(expected.size(), counted);
    }

    void theBoundaryStaysWhileTheChainGoesOn_data() { backends(); }
    void theBoundaryStaysWhileTheChainGoesOn() {  // R-STO-11
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 3);
        disk.open(m_network.network);
        QVERIFY(!disk.chain().newestBoundary().value());
        QVERIFY(disk.chain().boundaries(0, 10).value().empty());
        QVERIFY(disk.chain().coinsPage(CoinsAt::NewestBoundary, std::nullopt, 5).value().empty());
        grow(disk, chain, 5, 20);
        for (int epoch = 1; epoch <= 3; ++epoch) {
            endEpoch(disk, chain);
            const Coins at = coinsOf(chain);
            const StoredTip tip = disk.chain().tip().value();
            QCOMPARE(allPages(disk.chain(), CoinsAt::NewestBoundary, 9), at);
            grow(disk, chain, 6, 15);
            // Blocks come between two pages.
            const auto between = [&] { grow(disk, chain, 1, 3); };
            QCOMPARE(allPages(disk.chain(), CoinsAt::NewestBoundary, 40, between), at);
            QVERIFY(sameTip(disk.chain().newestBoundary().value().value(), tip));
            disk.open(m_network.network);
            QCOMPARE(allPages(disk.chain(), CoinsAt::NewestBoundary, 1'000), at);
            QVERIFY(sameTip(disk.chain().newestBoundary().value().value(), tip));
            QCOMPARE(disk.chain().boundaries(0, 10).value().size(), std::size_t(epoch));
            // Every delta above it is there; going forward by them leads to the tip.
            CoinLayer changes;
            for (auto height = tip.header.height + 1; height <= chain.height(); ++height)
                changes.apply(disk.chain().deltaOf(height).value().value());
            Coins forward = at;
            for (const auto& [outpoint, change] : changes.changes()) {
                forward.erase(outpoint);
                if (change.now) forward.emplace(outpoint, *change.now);
            }
            QCOMPARE(forward, coinsOf(chain));
        }
        const auto all = disk.chain().boundaries(0, 10).value();
        QCOMPARE(disk.chain().boundaries(all[0].header.height, 1).value()[0].header, all[1].header);
        QCOMPARE(all[2].certificate.block, all[2].header.hash());
        QCOMPARE(all[2].next, m_network.network.initialMembers());
    }

    void aBoundaryViewNeedsLittleMemory() {
        const SampleChain before(m_network.network, 4);
        SampleChain chain = before;
        std::vector<CoinDelta> deltas;
        for (int i = 0; i < 20; ++i) {
            const BlockCommit commit = chain.next(30);
            deltas.push_back(commit.delta);
            chain.took(commit);
        }
        const Coins now = coinsOf(chain);
        const CoinRows rows = [&](const std::optional<OutPoint>& after,
                                  std::size_t limit) -> Stored<std::vector<CoinDelta::Created>> {
            std::vector<CoinDelta::Created> page;
            for (auto at = after ? now.upper_bound(*after) : now.begin();
                 at != now.end() && page.size() < limit; ++at)
                page.push_back({at->first, at->second});
            return page;
        };
        for (const std::size_t most : {1U, 2U, 10U, 100'000U}) {
            for (const std::size_t limit : {1U, 3U, 1'000U}) {
                BoundaryView view(most);
                Coins found;
                std::optional<OutPoint> after;
                for (;;) {
                    const auto page = view.page(
                                              0, deltas.size(), rows, {},
                                              [&](std::uint64_t height) -> Stored<CoinDelta> {
                                                  return deltas[height - 1];
                                              },
                                              after, limit)
                                          .value();
                    for (const auto& [outpoint, coin] : page) found.emplace(outpoint, coin);
                    if (page.size() < limit) break;
                    after = page.back().outpoint;
                }
                QCOMPARE(found, coinsOf(before));
            }
        }
    }

    void anImportIsTheBoundaryAndGoesOn_data() { backends(); }
    void anImportIsTheBoundaryAndGoesOn() {
        QFETCH(QString, backend);
        Disk from("sqlite");
        SampleChain chain(m_network.network, 5);
        from.open(m_network.network);
        grow(from, chain, 4, 30);
        endEpoch(from, chain);
        grow(from, chain, 4, 10);
        endEpoch(from, chain);
        const StoredTip boundary = from.chain().newestBoundary().value().value();
        const auto all = from.chain().boundaries(0, 100).value();
        QCOMPARE(all.size(), 2U);

        Disk disk(backend);
        {
            auto import = disk.import();
            QVERIFY(!import->finish(boundary, all).ok());  // not begun
            QVERIFY(import->begin(m_network.network).ok());
            std::optional<OutPoint> after;
            for (;;) {
                const auto page =
                    from.chain().coinsPage(CoinsAt::NewestBoundary, after, 10).value();
                if (page.empty()) break;
                QVERIFY(import->addCoins(page).ok());
                QVERIFY(!import->addCoins(page).ok());  // twice: out of order
                after = page.back().outpoint;
            }
            QVERIFY(!import->finish(boundary, {}).ok());
            QVERIFY(!import->finish(boundary, {all[1], all[0]}).ok());
            StoredTip other = boundary;
            other.coinHash = LtHash();
            QVERIFY(!import->finish(other, all).ok());
            QVERIFY(import->finish(boundary, all).ok());
        }
        disk.open(m_network.network);
        QVERIFY(sameTip(disk.chain().tip().value(), boundary));
        QVERIFY(sameTip(disk.chain().newestBoundary().value().value(), boundary));
        QCOMPARE(disk.chain().baseHeight().value(), boundary.header.height);
        QCOMPARE(disk.chain().bodiesFrom().value(), boundary.header.height + 1);
        QVERIFY(!disk.chain().block(boundary.header.height).value());
        QVERIFY(!disk.chain().certifiedHeader(boundary.header.height - 1).value());
        QCOMPARE(disk.chain().certifiedHeader(boundary.header.height).value()->header,
                 boundary.header);
        grow(disk, chain, 6, 20);
        endEpoch(disk, chain);
        grow(disk, chain, 2, 20);
        disk.open(m_network.network);
        QCOMPARE(allPages(disk.chain(), CoinsAt::Tip, 50), coinsOf(chain));
        QCOMPARE(disk.chain().boundaries(0, 100).value().size(), 3U);
        QVERIFY(disk.chain().block(boundary.header.height + 1).value());
    }

    void anUnfinishedImportIsRefused_data() { backends(); }
    void anUnfinishedImportIsRefused() {
        QFETCH(QString, backend);
        Disk disk(backend);
        {
            auto import = disk.import();
            QVERIFY(import->begin(m_network.network).ok());
            QVERIFY(import->addCoins(m_network.network.initialCoins()).ok());
            QVERIFY(!import->begin(m_network.network).ok());
        }
        const auto refusal = disk.refusal(m_network.network);
        QVERIFY(refusal);
        QCOMPARE(refusal->code, StorageCode::Corrupt);
        QVERIFY(refusal->detail.find("import unfinished") != std::string::npos);
        QVERIFY(!disk.import()->begin(m_network.network).ok());  // not empty any more
        // Neither is a store in use.
        Disk used(backend);
        used.open(m_network.network);
        QVERIFY(!used.import()->begin(m_network.network).ok());
    }

    void pruningDropsBodiesAndNothingElse_data() { backends(); }
    void pruningDropsBodiesAndNothingElse() {  // R-STO-13
        QFETCH(QString, backend);
        Disk disk(backend);
        SampleChain chain(m_network.network, 6);
        disk.open(m_network.network);
        std::vector<BlockCommit> commits;
        const auto more = [&](bool ends) {
            BlockCommit commit = chain.next(4);
            commit.endsEpoch = ends;
            commits.push_back(commit);
            add(disk, chain, commit);
        };
        const auto settle = [&] {
            while (disk.chain().writeBack().value()) {
            }
            return disk.chain().bodiesFrom().value();
        };
        disk.chain().setPruneDepth(10);
        for (int i = 0; i < 100; ++i) more(false);
        QCOMPARE(settle(), 0U);  // no boundary yet
        more(true);              // 101
        QCOMPARE(settle(), 91U);
        for (int i = 0; i < 60; ++i) more(false);
        QCOMPARE(settle(), 101U);  // never above the newest boundary
        disk.open(m_network.network);
        QCOMPARE(disk.chain().bodiesFrom().value(), 101U);
        for (std::uint64_t height = 1; height <= chain.height(); ++height) {
            const BlockCommit& commit = commits[height - 1];
            const auto block = disk.chain().block(height).value();
            QCOMPARE(block.has_value(), height >= 101);
            if (block) QVERIFY(block->block == commit.block.block);
            const auto header = disk.chain().certifiedHeader(height).value().value();
            QCOMPARE(header.header, commit.block.block.header);
            QCOMPARE(header.certificate, commit.block.certificate);
            for (const Transaction& tx : commit.block.block.transactions)
                QCOMPARE(disk.chain().heightOf(tx.id()).value(), std::optional(height));
            QCOMPARE(disk.chain().transactionIds(height).value()->size(),
                     commit.block.block.transactions.size());
        }
        Recount recount(disk.chain());
        while (recount.advance(100).value()) {
        }
        disk.chain().setPruneDepth(0);
        more(true);
        QCOMPARE(settle(), 101U);  // what is gone stays gone, no more goes
    }
};

QTEST_GUILESS_MAIN(TestStorageHistory)
#include "test_storage_history.moc"
