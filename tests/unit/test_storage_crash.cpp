// The chain store on a disk that loses power, fills up and fails, at every operation of commits,
// write-back, dropping and pruning (R-STO-1, R-STO-6, R-STO-7, R-STO-10, R-STO-11, R-STO-13).
// TIMECOIN_CRASH_ROUNDS sets the number of power losses (default 1,000).
#include "tests/support/crash_disk.h"
#include "tests/support/storage_story.h"

#include <QtTest>

#include <set>

using namespace timecoin;

namespace {

constexpr std::size_t kBlocks = 8;
using Fault = CrashDisk::Fault;

}  // namespace

class TestStorageCrash : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const StorageStory m_story{kBlocks, 5};

    static Stored<std::unique_ptr<SqliteChainStore>> open(const CrashDisk& disk) {
        return SqliteChainStore::open("chain", StorageStory::options(disk.name()));
    }
    /// Goes on until `last` or until something fails; the height acknowledged. `diesThen`: the
    /// power goes at the end.
    std::optional<std::size_t> run(CrashDisk& disk, std::size_t last, bool diesThen = false) {
        auto store = open(disk);
        if (!store) return std::nullopt;
        const auto height = m_story.run(*store.value(), last);
        if (diesThen) disk.plan(Fault::PowerLoss, 1);  // before the file is closed
        return height;
    }
    /// Whole at `acknowledged` or at the next height; and from there it goes on to the end.
    std::string wrong(CrashDisk& disk, std::optional<std::size_t> acknowledged) {
        auto opened = open(disk);
        if (!opened) return opened.error().detail;
        ChainStore& store = *opened.value();
        if (auto status = store.openGenesis(m_story.network()); !status)
            return status.error().detail;
        const std::size_t height = store.tipHeight().value();
        const std::size_t least = acknowledged.value_or(0);
        if (height < least || height > least + 1) return "height " + std::to_string(height);
        if (auto what = m_story.wrong(store, height); !what.empty()) return what;
        Status<StorageError> status = done();
        m_story.run(store, kBlocks, &status);
        if (!status) return status.error().detail;
        return m_story.wrong(store, kBlocks);
    }
    /// Of a run to the end on a disk that holds `after` blocks, or nothing.
    std::uint64_t operationsOf(std::optional<std::size_t> after) {
        CrashDisk disk(1);
        if (after) run(disk, *after);
        disk.plan(Fault::None, 0);
        run(disk, kBlocks);
        return disk.operations();
    }

private slots:
    void initTestCase() {
        QVERIFY(m_crypto);
        CrashDisk disk(1);
        QCOMPARE(run(disk, kBlocks), std::optional<std::size_t>(kBlocks));
        {
            // The story has everything in it: a flush half done, coins in table and memory.
            auto store = std::move(open(disk)).value();
            QVERIFY(store->openGenesis(m_story.network()).ok());
            QVERIFY(store->bodiesFrom().value() > 0);
            QVERIFY(!store->deltaOf(1).value());
        }
        QCOMPARE(wrong(disk, kBlocks), std::string());
        disk.powerLoss();
        QCOMPARE(wrong(disk, kBlocks), std::string());
    }

    void powerLossLeavesTheChainAtOneHeightWhole() {  // R-STO-1, R-STO-10
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("TIMECOIN_CRASH_ROUNDS", &given);
        const std::uint64_t rounds = given && asked > 0 ? static_cast<std::uint64_t>(asked) : 1'000;
        const std::uint64_t operations = operationsOf(std::nullopt);
        std::mt19937_64 random(20);
        std::set<std::optional<std::size_t>> heights;
        for (std::uint64_t round = 0; round < rounds; ++round) {
            CrashDisk disk(round);
            disk.plan(Fault::PowerLoss, 1 + random() % operations);
            const auto acknowledged = run(disk, kBlocks);
            heights.insert(acknowledged);
            disk.powerLoss();
            // The machine may die again while it recovers.
            disk.plan(Fault::PowerLoss, 1 + random() % 40);
            const auto again = run(disk, acknowledged.value_or(0));
            QVERIFY(!again || *again >= acknowledged.value_or(0));
            disk.powerLoss();
            const std::string what = wrong(disk, acknowledged);
            QVERIFY2(what.empty(),
                     qPrintable(QString("round %1: %2").arg(round).arg(what.c_str())));
        }
        QVERIFY(heights.size() >= kBlocks);  // the losses were spread over the whole run
    }

    void faultsAtEveryOperation_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, Fault fault, StorageCode code) {
            QTest::newRow(name) << static_cast<int>(fault) << static_cast<int>(code);
        };
        row("write fails", Fault::WriteError, StorageCode::Io);
        row("sync fails", Fault::SyncError, StorageCode::Io);
        row("disk full", Fault::Full, StorageCode::Full);
    }
    void faultsAtEveryOperation() {  // R-STO-6, R-STO-7
        QFETCH(int, fault);
        QFETCH(int, code);
        constexpr std::size_t kFirst = 2;
        const std::uint64_t operations = operationsOf(kFirst);
        int failures = 0;
        for (std::uint64_t at = 1; at <= operations; ++at) {
            CrashDisk disk(at);
            run(disk, kFirst);
            {
                auto store = std::move(open(disk)).value();
                QVERIFY(store->openGenesis(m_story.network()).ok());
                disk.plan(static_cast<Fault>(fault), at);
                Status<StorageError> status = done();
                const std::size_t height = m_story.run(*store, kBlocks, &status).value();
                if (!status) {
                    ++failures;
                    QCOMPARE(static_cast<int>(status.error().code), code);
                    // Reading goes on, and nothing is written, not even by closing the file.
                    QCOMPARE(m_story.wrong(*store, height), std::string());
                    const std::uint64_t before = disk.operations();
                    const auto next = store->writeBack();
                    QCOMPARE(static_cast<int>(next.error().code), code);
                    if (height < kBlocks) {
                        const auto again = store->commit(m_story.commit(height + 1),
                                                         m_story.state(0).context(height + 1));
                        QCOMPARE(static_cast<int>(again.error().code), code);
                    }
                    store.reset();
                    QCOMPARE(disk.operations(), before);
                }
            }
            // The process starts anew on what the kernel still shows; then the power goes.
            disk.restart();
            const auto acknowledged = run(disk, kBlocks, true);
            QCOMPARE(acknowledged, std::optional<std::size_t>(kBlocks));
            disk.powerLoss();
            const std::string what = wrong(disk, kBlocks);
            QVERIFY2(what.empty(),
                     qPrintable(QString("operation %1: %2").arg(at).arg(what.c_str())));
        }
        QVERIFY(failures > 20);
        qInfo("%d failures at %d operations", failures, static_cast<int>(operations));
    }

    /// A sync of the log fails, the process starts again on what the kernel shows, and the power goes
    /// while it copies the log into the file.
    void powerLossWhileOpeningAfterASyncThatFailed() {  // R-STO-7
        const std::uint64_t operations = operationsOf(std::nullopt);
        std::mt19937_64 random(7);
        for (std::uint64_t round = 0; round < 300; ++round) {
            CrashDisk disk(round);
            disk.plan(Fault::SyncError, 1 + random() % operations);
            const auto acknowledged = run(disk, kBlocks);
            disk.restart();
            disk.plan(Fault::PowerLoss, 1 + random() % 40);
            run(disk, acknowledged.value_or(0));
            disk.powerLoss();
            const std::string what = wrong(disk, acknowledged);
            QVERIFY2(what.empty(),
                     qPrintable(QString("round %1: %2").arg(round).arg(what.c_str())));
        }
    }

    /// The test of the test: with its syncs left out the store loses what it acknowledged.
    void withoutSyncsCommitsAreLost() {
        int lost = 0;
        for (std::uint64_t round = 0; round < 60; ++round) {
            CrashDisk disk(round);
            run(disk, 2);
            disk.plan(Fault::LyingSync, 1);
            {
                auto store = std::move(open(disk)).value();
                QCOMPARE(m_story.run(*store, 5), std::optional<std::size_t>(5));
                disk.plan(Fault::PowerLoss, 1);
            }
            disk.powerLoss();
            auto store = open(disk);
            const bool whole = store && store.value()->openGenesis(m_story.network()) &&
                               store.value()->tipHeight().value() == 5 &&
                               m_story.wrong(*store.value(), 5).empty();
            lost += whole ? 0 : 1;
        }
        qInfo("%d of 60 lost something", lost);
        QVERIFY(lost > 30);
    }
};

QTEST_GUILESS_MAIN(TestStorageCrash)
#include "test_storage_crash.moc"
