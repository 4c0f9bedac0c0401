// The other things that happen to files, on a disk that loses power, fills up and fails: a migration,
// an import, the safety log; and that this disk really drops what was not synced (R-STO-5, R-STO-6,
// R-STO-15, R-SIG-1).
#include "node/storage/sqlite/safety_log.h"
#include "node/storage/sqlite/snapshot_import.h"
#include "tests/support/chain_version1.h"
#include "tests/support/crash_disk.h"
#include "tests/support/storage_story.h"

#include <QtTest>

#include <sqlite3.h>

using namespace timecoin;

namespace {

constexpr std::size_t kBlocks = 6;
using Fault = CrashDisk::Fault;
constexpr Fault kAllFaults[] = {Fault::PowerLoss, Fault::WriteError, Fault::SyncError, Fault::Full};

/// What follows a fault: the power is back, or the process starts again.
void after(Fault fault, CrashDisk& disk) {
    if (fault == Fault::PowerLoss)
        disk.powerLoss();
    else
        disk.restart();
}

}  // namespace

class TestStorageCrashFiles : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const StorageStory m_story{kBlocks, 5};

    /// At `height` and whole; nullopt in `height`: not opened as a chain.
    std::string wrongAt(CrashDisk& disk, std::size_t height) {
        auto store = SqliteChainStore::open("chain", StorageStory::options(disk.name()));
        if (!store) return store.error().detail;
        if (auto status = store.value()->openGenesis(m_story.network()); !status)
            return status.error().detail;
        const auto tip = store.value()->tip();
        if (!tip) return tip.error().detail;
        if (tip.value().header != m_story.state(height).tip()) return "another tip";
        LtHash sum;
        const auto status = store.value()->forEachCoin([&](const auto& outpoint, const Coin& coin) {
            sum.add(outpoint, coin);
            return true;
        });
        if (!status) return status.error().detail;
        if (sum != m_story.state(height).coinHash()) return "other coins";
        Recount recount(*store.value());
        for (;;) {
            const auto more = recount.advance(100);
            if (!more) return more.error().detail;
            if (!more.value()) break;
        }
        Status<StorageError> goesOn = done();
        m_story.run(*store.value(), kBlocks, &goesOn);
        return goesOn ? std::string() : goesOn.error().detail;
    }
    void writeVersion1(CrashDisk& disk, std::size_t blocks) {
        ChainVersion1 old("chain", StorageStory::options(disk.name()));
        old.genesis(m_story.network());
        for (std::size_t height = 1; height <= blocks; ++height)
            old.add(m_story.commit(height), m_story.state(0).context(height));
    }
    /// True when it came to its end.
    bool import(CrashDisk& disk, ChainStore& from) {
        auto import = SqliteSnapshotImport::open("chain", StorageStory::options(disk.name()));
        if (!import || !import.value()->begin(m_story.network())) return false;
        std::optional<OutPoint> last;
        for (;;) {
            const auto page = from.coinsPage(CoinsAt::NewestBoundary, last, 8).value();
            if (page.empty()) break;
            if (!import.value()->addCoins(page)) return false;
            last = page.back().outpoint;
        }
        return import.value()
            ->finish(from.newestBoundary().value().value(), from.boundaries(0, 10).value())
            .ok();
    }
    static std::uint64_t operationsOf(CrashDisk& disk, const std::function<void()>& work) {
        disk.plan(Fault::None, 0);
        work();
        return disk.operations();
    }
    /// Rows that a plain connection committed and that are there after the power went.
    static int rowsKept(std::uint64_t seed, const char* pragmas) {
        CrashDisk disk(seed);
        sqlite3* handle = nullptr;
        constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        sqlite3_open_v2("plain", &handle, kFlags, disk.name().c_str());
        sqlite3_exec(handle, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;", nullptr,
                     nullptr, nullptr);
        sqlite3_exec(handle, pragmas, nullptr, nullptr, nullptr);
        sqlite3_exec(handle, "CREATE TABLE t(x); INSERT INTO t VALUES(1);", nullptr, nullptr,
                     nullptr);
        disk.plan(Fault::PowerLoss, 1);
        sqlite3_close(handle);
        disk.powerLoss();
        int rows = 0;
        sqlite3_open_v2("plain", &handle, kFlags, disk.name().c_str());
        const auto count = [](void* to, int, char** values, char**) {
            *static_cast<int*>(to) = std::atoi(values[0]);
            return 0;
        };
        sqlite3_exec(handle, "PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM t;", count,
                     &rows, nullptr);
        sqlite3_close(handle);
        return rows;
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    /// One sync left out, and what was acknowledged is gone: the disk really drops it.
    void theDiskDropsWhatWasNotSynced() {
        int lost = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            QCOMPARE(rowsKept(seed, "PRAGMA synchronous = FULL;"), 1);
            lost += rowsKept(seed, "PRAGMA synchronous = OFF;") == 1 ? 0 : 1;
        }
        qInfo("%d of 100 lost with synchronous = OFF, none with FULL", lost);
        QVERIFY(lost > 20);
    }

    void aMigrationMayBeInterruptedAnywhere() {  // R-STO-5
        CrashDisk whole(1);
        writeVersion1(whole, 4);
        const std::uint64_t operations = operationsOf(whole, [&] {
            QVERIFY(SqliteChainStore::open("chain", StorageStory::options(whole.name())).ok());
        });
        QVERIFY(operations > 10);
        QCOMPARE(wrongAt(whole, 4), std::string());
        int failures = 0;
        for (const Fault fault : kAllFaults) {
            for (std::uint64_t at = 1; at <= operations; ++at) {
                CrashDisk disk(at);
                writeVersion1(disk, 4);
                disk.plan(fault, at);
                failures +=
                    SqliteChainStore::open("chain", StorageStory::options(disk.name())) ? 0 : 1;
                after(fault, disk);
                const std::string what = wrongAt(disk, 4);
                QVERIFY2(what.empty(), qPrintable(QString("fault %1 at %2: %3")
                                                      .arg(static_cast<int>(fault))
                                                      .arg(at)
                                                      .arg(what.c_str())));
            }
        }
        QVERIFY(failures > 10);
    }

    void anImportIsAllOrNothing() {
        CrashDisk source(1);
        auto from =
            std::move(SqliteChainStore::open("from", StorageStory::options(source.name()))).value();
        QCOMPARE(m_story.run(*from, 3), std::optional<std::size_t>(3));
        CrashDisk whole(1);
        const std::uint64_t operations =
            operationsOf(whole, [&] { QVERIFY(import(whole, *from)); });
        QCOMPARE(wrongAt(whole, 3), std::string());
        int complete = 0;
        int refused = 0;
        for (const Fault fault : kAllFaults) {
            for (std::uint64_t at = 1; at <= operations; ++at) {
                CrashDisk disk(at);
                disk.plan(fault, at);
                const bool finished = import(disk, *from);
                after(fault, disk);
                auto store = SqliteChainStore::open("chain", StorageStory::options(disk.name()));
                QVERIFY(store.ok());
                const auto status = store.value()->openGenesis(m_story.network());
                if (!status) {
                    QVERIFY(!finished);
                    QVERIFY(status.error().detail.find("import unfinished") != std::string::npos);
                    ++refused;
                    continue;
                }
                // Not begun, or finished: nothing in between.
                const std::uint64_t height = store.value()->tipHeight().value();
                QVERIFY(height == 3 || (!finished && height == 0));
                store.value().reset();
                QCOMPARE(wrongAt(disk, height), std::string());
                complete += height == 3 ? 1 : 0;
            }
        }
        QVERIFY(refused > 20 && complete > 0);
    }

    void powerLossNeverTakesAnAppendedRecord() {  // R-SIG-1
        std::mt19937_64 random(21);
        int partial = 0;
        for (std::uint64_t round = 0; round < 200; ++round) {
            CrashDisk disk(round);
            const DatabaseOptions options = StorageStory::options(disk.name());
            std::vector<SafetyRecord> kept;   // acknowledged
            std::vector<SafetyRecord> maybe;  // with the batch that failed
            disk.plan(Fault::PowerLoss, 1 + random() % 150);
            {
                auto log = SqliteSafetyLog::open("safety", options);
                std::uint64_t sequence = 0;
                while (log) {
                    const std::vector<SafetyRecord> batch = {
                        {SafetyKind::Body, sequence, 0, testHash(1), 0, Bytes(6'000, 1)},
                        {SafetyKind::Statement, sequence, 0, {}, sequence + 1, Bytes(200, 2)},
                        {SafetyKind::Statement, sequence, 0, {}, sequence + 2, {}}};
                    maybe.insert(maybe.end(), batch.begin(), batch.end());
                    if (!log.value()->append(batch)) break;
                    kept = maybe;
                    sequence += 2;
                }
            }
            disk.powerLoss();
            auto log = SqliteSafetyLog::open("safety", options);
            QVERIFY(log.ok());
            const auto records = log.value()->load().value();
            QVERIFY(records == kept || records == maybe);
            partial += records == maybe && maybe != kept ? 1 : 0;
            QCOMPARE(log.value()->lastSequence().value(),
                     records.empty() ? 0U : records.back().sequence);
        }
        QVERIFY(partial > 0);  // some losses fell between the writing and the answer
    }
};

QTEST_GUILESS_MAIN(TestStorageCrashFiles)
#include "test_storage_crash_files.moc"
