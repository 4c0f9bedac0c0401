// The recount over both backends: it ends well while the chain goes on, and finds what does not fit
// (R-STO-12).
#include "node/storage/memory_store.h"
#include "node/storage/recount.h"
#include "node/storage/sqlite/chain_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/sample_chain.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>

using namespace timecoin;

class TestRecount : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const TestNetwork m_network = testNetwork(4);

    void grow(ChainStore& store, SampleChain& chain, int blocks, bool endsEpoch = false) {
        for (int i = 0; i < blocks; ++i) {
            BlockCommit commit = chain.next(6, 3);
            commit.endsEpoch = endsEpoch;
            QVERIFY(store.commit(commit, chain.context(chain.height() + 1)).ok());
            chain.took(commit);
        }
    }
    std::unique_ptr<SqliteChainStore> open(const QTemporaryDir& folder, std::uint32_t coinKiB) {
        DatabaseOptions options;
        options.coinCacheKiB = coinKiB;
        const std::string path = folder.filePath("chain").toStdString();
        auto store = std::move(SqliteChainStore::open(path, options)).value();
        return store->openGenesis(m_network.network) ? std::move(store) : nullptr;
    }
    /// A file with 40 blocks, two boundaries, some coins in the table and some not.
    void prepare(const QTemporaryDir& folder) {
        SampleChain chain(m_network.network, 3);
        auto store = open(folder, 40);
        for (int epoch = 0; epoch < 2; ++epoch) {
            grow(*store, chain, 14);
            grow(*store, chain, 1, true);
        }
        grow(*store, chain, 10);
        for (int i = 0; i < 3; ++i) QVERIFY(store->writeBack().ok());
    }
    /// What the recount says, opened anew; empty: all is well.
    std::string verdict(const QTemporaryDir& folder) {
        auto opened = std::move(SqliteChainStore::open(folder.filePath("chain").toStdString()));
        if (!opened) return opened.error().detail;
        if (auto status = opened.value()->openGenesis(m_network.network); !status)
            return status.error().detail;
        Recount recount(*opened.value());
        for (;;) {
            const auto more = recount.advance(50);
            if (!more) return more.error().detail;
            if (!more.value()) return {};
        }
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    void itKeepsUpWithTheChain_data() {
        QTest::addColumn<bool>("sqlite");
        QTest::addColumn<int>("steps");
        for (const int steps : {1, 3, 20}) {
            QTest::addRow("memory %d", steps) << false << steps;
            QTest::addRow("sqlite %d", steps) << true << steps;
        }
    }
    void itKeepsUpWithTheChain() {  // R-STO-12
        QFETCH(bool, sqlite);
        QFETCH(int, steps);
        QTemporaryDir folder;
        MemoryChainStore memory;
        std::unique_ptr<SqliteChainStore> file;
        if (sqlite)
            file = open(folder, 30);
        else
            QVERIFY(memory.openGenesis(m_network.network).ok());
        ChainStore& store = sqlite ? static_cast<ChainStore&>(*file) : memory;
        SampleChain chain(m_network.network, 1);
        grow(store, chain, 20);
        grow(store, chain, 1, true);
        grow(store, chain, 5);
        Recount recount(store);
        for (int slice = 0;; ++slice) {
            const auto more = recount.advance(static_cast<std::size_t>(steps));
            QVERIFY2(more.ok(), more ? "" : more.error().detail.c_str());
            QVERIFY(recount.progress().permille <= 1'000);
            if (!more.value()) break;
            // The chain goes on faster than the recount for a while, an epoch ends in it.
            if (slice < 60) grow(store, chain, 1, slice % 23 == 22);
            QVERIFY(store.writeBack().ok());
        }
        QCOMPARE(recount.progress(), (RecountProgress{1'000, true}));
        QVERIFY(chain.height() > 60);
    }

    void anEmptyChainIsCounted() {
        MemoryChainStore store;
        QVERIFY(store.openGenesis(m_network.network).ok());
        Recount recount(store);
        while (recount.advance(1).value()) {
        }
        QVERIFY(recount.progress().finished);
    }

    void itFindsWhatDoesNotFit_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* sql, const char* says) {
            QTest::newRow(name) << QByteArray(sql) << QByteArray(says);
        };
        row("nothing", "SELECT 1", "");
        row("value of a coin",
            "UPDATE coins SET value = value + 1 WHERE txid ="
            " (SELECT max(txid) FROM coins)",
            "coin hash");
        row("a coin less", "DELETE FROM coins WHERE txid = (SELECT min(txid) FROM coins)",
            "coin hash");
        row("index by lock",
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
            " 'CREATE INDEX coins_by_lock ON coins(lock) WHERE value > 1000000000'"
            " WHERE name = 'coins_by_lock'; PRAGMA writable_schema = RESET;"
            "REINDEX coins_by_lock; PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql ="
            " 'CREATE INDEX coins_by_lock ON coins(lock)'"
            " WHERE name = 'coins_by_lock';",
            "index by lock");
        row("transaction index",
            "DELETE FROM transactions WHERE txid ="
            " (SELECT max(txid) FROM transactions)",
            "not in the index");
        row("height in the index",
            "UPDATE transactions SET height = height - 1 WHERE txid ="
            " (SELECT max(txid) FROM transactions WHERE height > 3)",
            "not in the index");
        row("a block less", "DELETE FROM blocks WHERE height = 7", "block 7");
        row("a body less", "DELETE FROM bodies WHERE height = 7", "block 7");
        row("two bodies changed over",
            "UPDATE bodies SET body = (SELECT body FROM bodies WHERE height = 8) WHERE height = 7",
            "block 7");
        row("certificate", "UPDATE blocks SET certificate = certificate || x'00' WHERE height = 3",
            "block 3");
        row("a delta", "UPDATE deltas SET delta = zeroblob(8) WHERE height = 35", "35");
        row("a delta less", "DELETE FROM deltas WHERE height = 31", "31");
        row("a boundary", "UPDATE boundaries SET next = zeroblob(4) WHERE height = 15",
            "boundary 15");
        row("a boundary less", "DELETE FROM boundaries WHERE height = 15", "boundary is missing");
        row("state of the boundary", "UPDATE states SET registry = registry || x'00' WHERE id = 2",
            "newest boundary");
    }
    void itFindsWhatDoesNotFit() {  // R-STO-12
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, says);
        QTemporaryDir folder;
        prepare(folder);
        QVERIFY(verdict(folder).empty());
        sqlite3* handle = nullptr;
        sqlite3_open(folder.filePath("chain").toUtf8().constData(), &handle);
        char* error = nullptr;
        sqlite3_exec(handle, sql.constData(), nullptr, nullptr, &error);
        QVERIFY2(!error, error);
        QCOMPARE(sqlite3_close(handle), SQLITE_OK);
        const std::string said = verdict(folder);
        QVERIFY2(said.empty() == says.isEmpty(), said.c_str());
        QVERIFY2(said.find(says.toStdString()) != std::string::npos, said.c_str());
    }
};

QTEST_GUILESS_MAIN(TestRecount)
#include "test_recount.moc"
