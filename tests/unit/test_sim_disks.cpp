// The simulator's disks: what is left when a process ends, and that a log which lost something is
// noticed (R-STO-1, R-STO-6, R-SIG-1).
#include "node/storage/memory_store.h"
#include "tests/sim/disks/file_disk.h"
#include "tests/sim/disks/watched_log.h"
#include "tests/sim/options.h"
#include "tests/sim/simulation.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/storage_story.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

constexpr std::size_t kBlocks = 6;
using Fault = CrashDisk::Fault;

SafetyRecord statement(std::uint64_t sequence, std::uint64_t height = 1) {
    return {SafetyKind::Statement, height, 0, Hash{}, sequence, Bytes(300, 7)};
}
SafetyRecord body(std::uint32_t name, std::uint64_t height = 1) {
    return {SafetyKind::Body, height, 0, testHash(name), 0, Bytes(5'000, 1)};
}

}  // namespace

class TestSimDisks : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const StorageStory m_story{kBlocks, 5};
    const Scenario m_quiet;

    FileDisk quietDisk(std::uint64_t seed) const {
        return FileDisk(m_story.network(), m_quiet, Random(seed));
    }
    /// Of a watched log over memory that first takes `before`, and then is what `change` makes of it.
    QString saidAbout(const std::function<void(WatchedLog&, MemorySafetyLog&)>& before,
                      const std::vector<SafetyRecord>& found) const {
        Checkers checkers(m_story.network(), fastScheme());
        WatchedLog watched(1, checkers);
        MemorySafetyLog log, other;
        if (!watched.begin(log)) return "cannot begin";
        before(watched, log);
        if (!found.empty() && !other.append(found)) return "cannot append";
        if (!watched.begin(other)) return "cannot begin again";
        return QString::fromStdString(checkers.failure().value_or(""));
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    // Whatever way the process ends, what was acknowledged is there.
    void whatWasAcknowledgedStays() {
        DiskReport all;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            FileDisk disk = quietDisk(seed);
            for (std::uint64_t height = 1; height <= kBlocks; ++height) {
                QVERIFY(disk.open().ok());
                QCOMPARE(disk.chain().tipHeight().value(), height - 1);
                QCOMPARE(disk.log().load().value().size(), height - 1);
                const auto context = m_story.state(0).context(height);
                QVERIFY(disk.chain().commit(m_story.commit(height), context).ok());
                QVERIFY(disk.log().append({statement(height)}).ok());
                for (int i = 0; i < 4; ++i) QVERIFY(disk.idle().ok());
                QVERIFY(!disk.died());
                disk.close(height % 2 == 0 ? Ending::Crash : Ending::Stop);
            }
            QVERIFY(disk.open().ok());
            QCOMPARE(QString::fromStdString(m_story.wrong(disk.chain(), kBlocks)), QString());
            disk.close(Ending::Stop);
            all.add(disk.report());
        }
        QVERIFY(all.powerLosses > 20 && all.kills > 20 && all.closings > 20);
        QCOMPARE(all.errors + all.diedStoring, 0u);
    }

    // The power goes at every single write and sync of an append: all of it or nothing, and nothing
    // that was there before is gone.
    void aLossOfPowerWithinAnAppend() {
        int lost = 0, kept = 0;
        for (std::uint64_t at = 1; at <= 60; ++at) {
            FileDisk disk = quietDisk(at);
            QVERIFY(disk.open().ok());
            QVERIFY(disk.log().append({statement(1)}).ok());
            disk.files().plan(Fault::PowerLoss, at);
            const bool told = disk.log().append({body(1), body(2), statement(2)}).ok();
            QVERIFY(disk.died() || told);
            disk.close(Ending::Crash);
            QVERIFY(disk.open().ok());
            const auto found = disk.log().load().value().size();
            QVERIFY(found == 4 || (found == 1 && !told));
            ++(found == 4 ? kept : lost);
            disk.close(Ending::Crash);
        }
        QVERIFY(lost > 0 && kept > 0);
    }

    // Without the syncs the very same disks lose what was acknowledged, and the log's watcher says so.
    void syncsThatLieAreNoticed() {
        int noticed = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            FileDisk disk = quietDisk(seed);
            Checkers checkers(m_story.network(), fastScheme());
            WatchedLog watched(1, checkers);
            QVERIFY(disk.open().ok());
            QVERIFY(watched.begin(disk.log()).ok());
            disk.files().plan(Fault::LyingSync, 1);
            for (std::uint64_t sequence = 1; sequence <= 9; ++sequence)
                QVERIFY(watched.append({statement(sequence)}).ok());
            disk.close(Ending::Crash);
            if (!disk.open() || !watched.begin(disk.log()) || checkers.failure()) ++noticed;
            disk.close(Ending::Crash);
        }
        QVERIFY2(noticed >= 8, qPrintable(QString::number(noticed)));
    }

    void errorsStopWritingUntilTheNextStart() {
        for (const Fault fault : {Fault::WriteError, Fault::SyncError, Fault::Full}) {
            FileDisk disk = quietDisk(1);
            QVERIFY(disk.open().ok());
            QVERIFY(disk.log().append({statement(1)}).ok());
            disk.files().plan(fault, 1, "safety");
            QVERIFY(!disk.log().append({body(1), statement(2)}));
            QVERIFY(!disk.log().append({statement(3)}));
            // The other file is not meant.
            const auto context = m_story.state(0).context(1);
            QVERIFY(disk.chain().commit(m_story.commit(1), context).ok());
            disk.close(Ending::Stop);
            QCOMPARE(disk.report().errors, 1u);
            QVERIFY(disk.open().ok());
            QVERIFY(disk.log().append({statement(4)}).ok());
            disk.close(Ending::Stop);
        }
    }

    void aReadThatFails() {
        FileDisk disk = quietDisk(1);
        QVERIFY(disk.open().ok());
        disk.close(Ending::Stop);
        CrashDisk& files = disk.files();
        files.plan(Fault::ReadError, 1);
        DatabaseOptions options;
        options.vfs = files.name();
        const auto refused = SqliteSafetyLog::open("safety", options);
        QVERIFY(!refused);
        QCOMPARE(static_cast<int>(refused.error().code), static_cast<int>(StorageCode::Io));
        QVERIFY(SqliteSafetyLog::open("safety", options).ok());  // once
    }

    void aBackupIsPutBack() {
        FileDisk disk = quietDisk(3);
        QVERIFY(!disk.hasBackup());
        QVERIFY(disk.open().ok());
        QVERIFY(disk.log().append({statement(1)}).ok());
        disk.backUp();
        QVERIFY(disk.log().append({statement(2)}).ok());
        disk.close(Ending::Crash);
        disk.restore();
        QVERIFY(disk.open().ok());
        QCOMPARE(disk.log().lastSequence().value(), 1u);
        disk.close(Ending::Crash);
        QVERIFY(disk.open().ok());  // what was put back is durable
        QCOMPARE(disk.log().lastSequence().value(), 1u);
        disk.close(Ending::Stop);
    }

    // R-SIG-1: acknowledged records in order, and of the append nobody was told of all or nothing.
    void whatALogMayHold() {
        const auto two = [](WatchedLog& watched, MemorySafetyLog&) {
            QVERIFY(watched.append({body(1), statement(1)}).ok());
            QVERIFY(watched.append({statement(2)}).ok());
        };
        const auto andOneUnsure = [&](WatchedLog& watched, MemorySafetyLog& log) {
            two(watched, log);
            log.setFaultPlan([](StorageOperation) { return StorageFault::FailIo; });
            QVERIFY(!watched.append({body(3), statement(3)}));
        };
        const auto andPruned = [&](WatchedLog& watched, MemorySafetyLog& log) {
            two(watched, log);
            QVERIFY(watched.append({statement(3, 2)}).ok());
            QVERIFY(watched.pruneBelow(2).ok());
        };
        const std::vector<SafetyRecord> held = {body(1), statement(1), statement(2)};
        std::vector<SafetyRecord> more = held;
        QCOMPARE(saidAbout(two, held), QString());
        QCOMPARE(saidAbout(andOneUnsure, held), QString());
        QVERIFY(saidAbout(two, {}).startsWith("durability"));
        QVERIFY(saidAbout(two, {body(1), statement(1)}).startsWith("durability"));
        QVERIFY(saidAbout(two, {statement(1), body(1), statement(2)}).startsWith("durability"));
        more.push_back(body(3));
        QVERIFY(saidAbout(andOneUnsure, more).startsWith("durability"));
        more.push_back(statement(3));
        QCOMPARE(saidAbout(andOneUnsure, more), QString());
        QVERIFY(saidAbout(two, more).startsWith("durability"));
        QCOMPARE(saidAbout(andPruned, {statement(3, 2)}), QString());
        QCOMPARE(saidAbout(andPruned, {statement(1), statement(3, 2)}), QString());
        QVERIFY(saidAbout(andPruned, {statement(1)}).startsWith("durability"));
    }

    void oneSeedIsOneRun() {
        RunOptions run;
        run.disks = true;
        run.blocks = 6;
        QVERIFY(commandOf(run).find("--disks") != std::string::npos);
        std::uint64_t died = 0;
        for (run.seed = 1; run.seed <= 4; ++run.seed) {
            const RunReport first = Simulation(run).run();
            const RunReport second = Simulation(run).run();
            QCOMPARE(QString::fromStdString(first.failure.value_or("")), QString());
            QCOMPARE(first.traceDigest, second.traceDigest);
            QCOMPARE(first.disks.operations, second.disks.operations);
            QVERIFY(first.disks.operations > 0);
            died += first.disks.diedStoring;
        }
        QVERIFY(died > 0);
    }
};

QTEST_GUILESS_MAIN(TestSimDisks)
#include "test_sim_disks.moc"
