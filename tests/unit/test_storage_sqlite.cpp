// The SQLite files themselves: who may open them, which versions, a full disk, damage, and a
// process that is killed (R-STO-1, R-STO-4..7, R-SIG-1).
#include "node/storage/sqlite/chain_store.h"
#include "node/storage/sqlite/safety_log.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"
#include "tests/support/sample_chain.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <cstring>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace timecoin;

namespace {

/// SQL on a file by another way than the one under test. `keepWal`: as after a killed process.
bool sqlOn(const std::string& path, const char* sql, bool keepWal = false) {
    sqlite3* handle = nullptr;
    bool ok = sqlite3_open(path.c_str(), &handle) == SQLITE_OK;
    if (keepWal) sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    ok = ok && sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    return sqlite3_close(handle) == SQLITE_OK && ok;
}

QByteArray contentOf(const std::string& path) {
    return timecoin::contentOf(QString::fromStdString(path));
}

/// The coins recounted one by one give the hash that the tip names.
bool recountAgrees(const ChainStore& store) {
    LtHash recount;
    const auto status = store.forEachCoin([&](const OutPoint& outpoint, const Coin& coin) {
        recount.add(outpoint, coin);
        return true;
    });
    const auto tip = store.tip();
    return status && tip && recount == tip.value().coinHash &&
           recount.digest() == tip.value().header.utxoRoot;
}

/// A process of ours; killed at the latest when the test leaves its scope.
class Child {
public:
    explicit Child(pid_t id) : m_id(id) {}
    ~Child() { kill(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    /// True when it ran until now.
    bool kill() {
        if (m_id <= 0) return false;
        int status = 0;
        ::kill(m_id, SIGKILL);
        const bool waited = waitpid(std::exchange(m_id, 0), &status, 0) > 0;
        return waited && WIFSIGNALED(status);
    }

private:
    pid_t m_id;
};

constexpr const char* kFirst = "CREATE TABLE a(x); INSERT INTO a VALUES(7);"
                               "PRAGMA application_id = 99; PRAGMA user_version = 1;";
constexpr const char* kSecond = "ALTER TABLE a ADD COLUMN y DEFAULT 8; PRAGMA user_version = 2;";
constexpr const char* kBroken = "UPDATE a SET x = 9; NOT SQL; PRAGMA user_version = 2;";

}  // namespace

class TestStorageSqlite : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const TestNetwork m_network = testNetwork(4);

    std::unique_ptr<SqliteChainStore> openChain(const std::string& path,
                                                const DatabaseOptions& options = {}) {
        auto store = SqliteChainStore::open(path, options);
        if (!store || !store.value()->openGenesis(m_network.network)) return nullptr;
        return std::move(store).value();
    }
    void grow(ChainStore& store, SampleChain& chain, int blocks, std::size_t payments = 10) {
        for (int i = 0; i < blocks; ++i) {
            const BlockCommit commit = chain.next(payments);
            QVERIFY(store.commit(commit, chain.context(chain.height() + 1)).ok());
            chain.took(commit);
        }
    }
    StorageCode chainError(const std::string& path) {
        const auto store = SqliteChainStore::open(path);
        if (!store) return store.error().code;
        const auto status = store.value()->openGenesis(m_network.network);
        return status ? StorageCode::Io : status.error().code;
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    void aSecondOpenIsLocked() {
        QTemporaryDir folder;
        const std::string chain = folder.filePath("chain").toStdString();
        const std::string safety = folder.filePath("safety").toStdString();
        auto store = openChain(chain);
        auto log = SqliteSafetyLog::open(safety);
        QVERIFY(store && log);
        QCOMPARE(chainError(chain), StorageCode::Locked);
        QCOMPARE(SqliteSafetyLog::open(safety).error().code, StorageCode::Locked);
        // The first one did not suffer, and closing it lets the next in.
        SampleChain sample(m_network.network, 1);
        grow(*store, sample, 1);
        store.reset();
        QVERIFY(openChain(chain));
    }

    void aLockDiesWithItsProcess() {
        QTemporaryDir folder;
        const std::string chain = folder.filePath("chain").toStdString();
        const std::string safety = folder.filePath("safety").toStdString();
        int pipeEnds[2];
        QCOMPARE(pipe(pipeEnds), 0);
        const pid_t id = fork();
        if (id == 0) {
            const auto store = openChain(chain);
            const auto log = SqliteSafetyLog::open(safety);
            if (!store || !log || write(pipeEnds[1], "o", 1) != 1) _exit(1);
            for (;;) pause();
        }
        Child child(id);
        char byte = 0;
        close(pipeEnds[1]);
        QCOMPARE(read(pipeEnds[0], &byte, 1), 1);
        QCOMPARE(chainError(chain), StorageCode::Locked);
        QCOMPARE(SqliteSafetyLog::open(safety).error().code, StorageCode::Locked);
        QVERIFY(child.kill());
        close(pipeEnds[0]);
        QVERIFY(openChain(chain));
        QVERIFY(SqliteSafetyLog::open(safety).ok());
    }

    void aNewerVersionIsRefusedAndUntouched_data() {
        QTest::addColumn<bool>("inWal");
        QTest::newRow("in the file") << false;
        QTest::newRow("in the WAL of a killed process") << true;
    }
    void aNewerVersionIsRefusedAndUntouched() {  // R-STO-5
        QFETCH(bool, inWal);
        QTemporaryDir folder;
        const std::string path = folder.filePath("chain").toStdString();
        openChain(path).reset();
        QVERIFY(sqlOn(path, "PRAGMA user_version = 3; CREATE TABLE future(x);", inWal));
        const QByteArray before = contentOf(path);
        const QByteArray walBefore = contentOf(path + "-wal");
        QCOMPARE(walBefore.isEmpty(), !inWal);
        QCOMPARE(chainError(path), StorageCode::NewerVersion);
        QCOMPARE(contentOf(path), before);
        QCOMPARE(contentOf(path + "-wal"), walBefore);
    }

    void aFileOfSomethingElseIsRefusedAndUntouched() {  // R-STO-5
        QTemporaryDir folder;
        const std::string path = folder.filePath("other").toStdString();
        QVERIFY(sqlOn(path, "CREATE TABLE precious(x); INSERT INTO precious VALUES(1);"));
        const QByteArray before = contentOf(path);
        QCOMPARE(chainError(path), StorageCode::CannotOpen);
        QCOMPARE(contentOf(path), before);
        // A safety log is no chain store.
        const std::string safety = folder.filePath("safety").toStdString();
        QVERIFY(SqliteSafetyLog::open(safety).ok());
        QCOMPARE(chainError(safety), StorageCode::CannotOpen);
        // Neither is a text file, nor one in a folder that is not there.
        const QString text = folder.filePath("text");
        QVERIFY(writeContent(text, QByteArray(5'000, 'x')));
        QCOMPARE(chainError(text.toStdString()), StorageCode::Corrupt);
        QCOMPARE(chainError(folder.filePath("no/such/chain").toStdString()),
                 StorageCode::CannotOpen);
    }

    void migrationsAreAppliedInOrderAndWhole() {  // R-STO-5
        QTemporaryDir folder;
        const std::string path = folder.filePath("versions").toStdString();
        const char* const one[] = {kFirst};
        const char* const two[] = {kFirst, kSecond};
        const char* const broken[] = {kFirst, kBroken};
        QVERIFY(Database::open(path, {99, one}, {}).ok());
        QVERIFY(!Database::open(path, {99, broken}, {}).ok());
        const auto value = [](Database& database, std::string_view sql) {
            auto statement = database.prepare(sql);
            return statement && statement->next().value() ? statement->integer(0) : 0;
        };
        {
            auto database = Database::open(path, {99, one}, {});  // the broken one left no trace
            QVERIFY(database.ok());
            QCOMPARE(value(*database, "SELECT x FROM a"), 7U);
        }
        auto database = Database::open(path, {99, two}, {});
        QVERIFY(database.ok());
        QCOMPARE(value(*database, "SELECT x + y FROM a"), 15U);
        QCOMPARE(value(*database, "PRAGMA user_version"), 2U);
    }

    void thePragmasAreAsDocumented() {  // R-STO-7
        QTemporaryDir folder;
        const char* const one[] = {kFirst};
        auto database = Database::open(folder.filePath("pragmas").toStdString(), {99, one}, {});
        QVERIFY(database.ok());
        const auto value = [&](std::string_view sql) {
            auto statement = database->prepare(sql);
            return statement && statement->next().value() ? std::string(statement->text(0)) : "";
        };
        QCOMPARE(value("PRAGMA journal_mode"), "wal");
        QCOMPARE(value("PRAGMA synchronous"), "2");
        QCOMPARE(value("PRAGMA locking_mode"), "exclusive");
        QCOMPARE(value("PRAGMA foreign_keys"), "1");
        QCOMPARE(value("PRAGMA trusted_schema"), "0");
        QCOMPARE(value("PRAGMA cell_size_check"), "1");
        QCOMPARE(value("PRAGMA mmap_size"), "0");
        QCOMPARE(value("PRAGMA busy_timeout"), "0");
        QCOMPARE(value("PRAGMA cache_size"), "-32768");
    }

    void aFullDiskLeavesTheOldTipWhole() {  // R-STO-6
        QTemporaryDir folder;
        const std::string path = folder.filePath("chain").toStdString();
        SampleChain chain(m_network.network, 2);
        DatabaseOptions small;
        small.maxPages = 400;
        auto store = openChain(path, small);
        BlockCommit commit = chain.next(4, 200);
        Status<StorageError> status = done();
        while ((status = store->commit(commit, chain.context(chain.height() + 1))).ok()) {
            chain.took(commit);
            commit = chain.next(400);
            QVERIFY(chain.height() < 400);
        }
        QCOMPARE(status.error().code, StorageCode::Full);
        QVERIFY(chain.height() > 1);
        QCOMPARE(store->tip().value().header, chain.tip());
        QVERIFY(recountAgrees(*store));
        // Not tried again, though a small block might still fit.
        QCOMPARE(store->commit(chain.next(1), chain.context(chain.height() + 1)).error().code,
                 StorageCode::Full);
        store.reset();
        store = openChain(path);
        QCOMPARE(store->tip().value().header, chain.tip());
        QVERIFY(recountAgrees(*store));
        QCOMPARE(store->heightOf(commit.block.block.transactions[0].id()).value(),
                 std::optional<std::uint64_t>());
        QVERIFY(store->commit(commit, chain.context(chain.height() + 1)).ok());
    }

    void aFullDiskTakesNoRecord() {  // R-SIG-1
        QTemporaryDir folder;
        const std::string path = folder.filePath("safety").toStdString();
        DatabaseOptions small;
        small.maxPages = 30;
        auto log = SqliteSafetyLog::open(path, small);
        std::uint64_t sequence = 0;
        const auto batch = [&] {
            return std::vector<SafetyRecord>{
                {SafetyKind::Statement, 1, 0, {}, sequence + 1, {1}},
                {SafetyKind::Body, 1, 0, testHash(1), 0, Bytes(20'000, 5)}};
        };
        Status<StorageError> status = done();
        while ((status = log.value()->append(batch())).ok()) QVERIFY(++sequence < 100);
        QCOMPARE(status.error().code, StorageCode::Full);
        QVERIFY(sequence > 0);
        QCOMPARE(log.value()
                     ->append({{SafetyKind::Statement, 1, 0, {}, sequence + 1, {1}}})
                     .error()
                     .code,
                 StorageCode::Full);
        log.value().reset();
        log = SqliteSafetyLog::open(path);
        QCOMPARE(log.value()->lastSequence().value(), sequence);
        QCOMPARE(log.value()->load().value().size(), 2 * sequence);
        QVERIFY(log.value()->append(batch()).ok());
    }

    void damageIsFoundAtTheStart_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("coin hash") << QByteArray("UPDATE states SET coin_hash = zeroblob(2048)");
        QTest::newRow("coin hash cut") << QByteArray("UPDATE states SET coin_hash = x'00'");
        QTest::newRow("tip height") << QByteArray("UPDATE states SET height = 2");
        QTest::newRow("no such block") << QByteArray("UPDATE states SET height = 9");
        QTest::newRow("registry") << QByteArray("UPDATE states SET registry = x'01'");
        QTest::newRow("context") << QByteArray("UPDATE states SET context = context || x'00'");
        QTest::newRow("header") << QByteArray(
            "UPDATE blocks SET header = (SELECT header FROM blocks WHERE height = 2)"
            " WHERE height = 3");
        QTest::newRow("upkeep") << QByteArray("UPDATE upkeep SET coins_height = 1");
        QTest::newRow("no upkeep") << QByteArray("DELETE FROM upkeep");
        QTest::newRow("delta") << QByteArray("UPDATE deltas SET delta = zeroblob(8)");
        QTest::newRow("no delta") << QByteArray("DELETE FROM deltas WHERE height = 2");
        QTest::newRow("hash") << QByteArray("UPDATE blocks SET hash = zeroblob(32)");
        QTest::newRow("certificate") << QByteArray(
            "UPDATE blocks SET certificate = (SELECT certificate FROM blocks WHERE height = 2)"
            " WHERE height = 3");
        QTest::newRow("genesis") << QByteArray("UPDATE states SET genesis = x'00'");
    }
    void damageIsFoundAtTheStart() {  // R-STO-4
        QFETCH(QByteArray, sql);
        QTemporaryDir folder;
        const std::string path = folder.filePath("chain").toStdString();
        SampleChain chain(m_network.network, 3);
        grow(*openChain(path), chain, 3);
        QVERIFY(openChain(path));
        QVERIFY(sqlOn(path, sql.constData()));
        QCOMPARE(chainError(path), StorageCode::Corrupt);
    }

    void damageIsFoundWhenRead() {  // R-STO-4
        QTemporaryDir folder;
        const std::string path = folder.filePath("chain").toStdString();
        SampleChain chain(m_network.network, 4);
        DatabaseOptions written;
        written.coinCacheKiB = 0;
        {
            auto store = openChain(path, written);
            grow(*store, chain, 3);
            while (store->writeBack().value()) {
            }
        }
        QVERIFY(sqlOn(path, "UPDATE coins SET lock = x'09';"
                            "UPDATE bodies SET body = x'09' WHERE height = 1;"
                            "UPDATE bodies SET body = (SELECT body FROM bodies WHERE height = 3)"
                            " WHERE height = 2;"));
        auto store = openChain(path);
        QVERIFY(store);
        QCOMPARE(store->block(1).error().code, StorageCode::Corrupt);
        QCOMPARE(store->block(2).error().code, StorageCode::Corrupt);
        QVERIFY(store->block(3).ok());
        QVERIFY(!store->coin(chain.coins()[0].first));
        QCOMPARE(store->readFailure().value().code, StorageCode::Corrupt);
        QVERIFY(!store->forEachCoin([](const auto&, const auto&) { return true; }).ok());
    }

    void aKilledProcessLeavesOneHeightWhole() {  // R-STO-1
        QTemporaryDir folder;
        const std::string path = folder.filePath("chain").toStdString();
        std::mt19937_64 random(5);
        std::uint64_t height = 0;
        for (int round = 0; round < 20; ++round) {
            int pipeEnds[2];
            QCOMPARE(pipe(pipeEnds), 0);
            const pid_t id = fork();
            if (id == 0) commitForever(path, pipeEnds[1]);
            Child child(id);
            close(pipeEnds[1]);
            // After some blocks, and then at any moment of the next one.
            std::uint64_t seen = 0;
            for (std::uint64_t wanted = 1 + random() % 6; seen < wanted; ++seen) {
                char byte = 0;
                QCOMPARE(read(pipeEnds[0], &byte, 1), 1);
            }
            usleep(static_cast<useconds_t>(random() % 8'000));
            QVERIFY(child.kill());
            close(pipeEnds[0]);

            auto store = openChain(path);
            QVERIFY(store);
            const std::uint64_t reached = store->tip().value().header.height;
            QVERIFY(reached >= height + seen);  // what was acknowledged is there
            QVERIFY(recountAgrees(*store));
            QVERIFY(store->block(reached).value() && !store->block(reached + 1).value());
            height = reached;
        }
    }

    // R-STO-7: what a crash leaves in the log, however long it is, is there after the next start.
    // SQLite's own files take pieces of less than 128 KiB, and a disk of the tests takes any.
    void logOfAnyLength() {
        QTemporaryDir folder;
        std::size_t longest = 0;
        for (const std::size_t blocks : {1U, 5U, 40U}) {
            const QString path = folder.filePath(QStringLiteral("chain%1.db").arg(blocks));
            DatabaseOptions options;
            options.checkpointFrames = 1'000'000;
            QByteArray file;
            QByteArray log;
            SampleChain chain(m_network.network, 6);
            {
                const auto store = openChain(path.toStdString(), options);
                QVERIFY(store);
                for (std::size_t i = 0; i < blocks; ++i) {
                    const BlockCommit commit = chain.next(20, 3);
                    QVERIFY(store->commit(commit, chain.context(chain.height() + 1)));
                    chain.took(commit);
                }
                file = contentOf(path);
                log = contentOf(path + "-wal");
            }
            QVERIFY(writeContent(path, file) && writeContent(path + "-wal", log));
            longest = std::max(longest, static_cast<std::size_t>(log.size()));
            const auto store = openChain(path.toStdString(), {});
            QVERIFY(store);
            QCOMPARE(store->tip().value().header.height, blocks);
            QVERIFY(recountAgrees(*store));
        }
        QVERIFY2(longest > 1'000'000, qPrintable(QString::number(longest)));
    }

private:
    /// In the child: commits blocks on top of what is there, one byte into the pipe for each.
    [[noreturn]] void commitForever(const std::string& path, int progress) {
        DatabaseOptions options;
        options.checkpointFrames = 60;
        const auto store = openChain(path, options);
        SampleChain chain(m_network.network, 6);
        if (!store) _exit(1);
        const std::uint64_t start = store->tip().value().header.height;
        for (;;) {
            const BlockCommit commit = chain.next(20, chain.height() < 4 ? 10 : 2);
            if (chain.height() >= start) {
                if (!store->commit(commit, chain.context(chain.height() + 1))) _exit(2);
                if (write(progress, "c", 1) != 1) _exit(3);
            }
            chain.took(commit);
        }
    }
};

QTEST_GUILESS_MAIN(TestStorageSqlite)
#include "test_storage_sqlite.moc"
