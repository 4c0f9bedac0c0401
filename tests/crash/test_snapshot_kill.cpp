// An import and a rebuild that are killed at any moment: R-SNAP-3 (nothing or a whole store), R-STO-14
// (the old file or the new one). TIMECOIN_CRASH_ROUNDS: how many kills of each.
#include "app/offline/snapshot_file.h"
#include "tests/support/stored_chain.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

constexpr int kToolMs = 120'000;

int roundsWanted() {
    const int rounds = qEnvironmentVariableIntValue("TIMECOIN_CRASH_ROUNDS");
    return rounds > 0 ? rounds : 12;
}

/// Starts timecoin-tool and kills it after so long; -1: lets it end. True when it ended well.
bool run(const QStringList& arguments, int killAfterMs) {
    QProcess process;
    process.start(qEnvironmentVariable("TIMECOIN_BIN_DIR") + QStringLiteral("/timecoin-tool"),
                  arguments);
    if (!process.waitForStarted()) return false;
    if (killAfterMs >= 0 && !process.waitForFinished(killAfterMs)) process.kill();
    process.waitForFinished(kToolMs);
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

}  // namespace

class TestSnapshotKill : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<StoredChain> m_chain;

    /// How long it takes when nobody kills it.
    static int timed(const QStringList& arguments) {
        QElapsedTimer clock;
        clock.start();
        return run(arguments, -1) ? static_cast<int>(clock.elapsed()) : -1;
    }
    std::uint64_t heightOf(const QString& database) const {
        const auto store = openChain(database, m_chain->network());
        return store ? store.value()->tip()->header.height : 0;
    }

private slots:
    void initTestCase() {
        QVERIFY(startCrypto());
        m_chain = std::make_unique<StoredChain>(m_folder.path(), 40);
        m_chain->grow(3 * StoredChain::kBlocksPerEpoch + 3, 40);
        m_chain->close();
    }
    void importLeavesNothingOrAll();
    void rebuildLeavesOldOrNew();
};

void TestSnapshotKill::importLeavesNothingOrAll() {
    const QString file = m_folder.filePath("s");
    QVERIFY(run(QStringList{"snapshot", "export", file} + m_chain->where(), -1));
    const auto order = [&](const QString& fresh) {
        return QStringList{
            "snapshot", "import", file, "--datadir", fresh, "--network", m_chain->networkFile()};
    };
    const int whole = timed(order(m_folder.filePath("timed")));
    QVERIFY(whole > 0);
    QRandomGenerator random(8'001);
    const QString fresh = m_folder.filePath("fresh");
    const QString database = fresh + "/chain.db";
    int complete = 0;
    for (int round = 0; round < roundsWanted(); ++round) {
        static_cast<void>(run(order(fresh), static_cast<int>(random.bounded(whole + whole / 4))));
        if (!QFile::exists(database)) {
            // Even under its right name no half of it would start: it is refused, new, or whole.
            const std::uint64_t height = heightOf(database + ".importing");
            QVERIFY(height == 0 || height == 3 * StoredChain::kBlocksPerEpoch);
            continue;
        }
        ++complete;
        QCOMPARE(heightOf(database), std::uint64_t{3 * StoredChain::kBlocksPerEpoch});
        QVERIFY(QDir(fresh).removeRecursively());
    }
    qInfo("%d of %d kills came too late; an import takes %d ms", complete, roundsWanted(), whole);
    // Whatever the kills left does not stand in the way.
    QVERIFY(run(order(fresh), -1));
    QCOMPARE(heightOf(database), std::uint64_t{3 * StoredChain::kBlocksPerEpoch});
}

void TestSnapshotKill::rebuildLeavesOldOrNew() {
    constexpr std::uint64_t kDamaged = 14;
    const QString file = m_chain->chainFile();
    const Transaction& last = m_chain->blocks()[kDamaged - 1].block.transactions.back();
    QVERIFY(damage(file, last.witness.signatures.front().signature.view()));
    QVERIFY(QFile::copy(file, m_folder.filePath("damaged")));
    const QStringList order = QStringList{"rebuild"} + m_chain->where();
    const int whole = timed(order);
    QVERIFY(whole > 0);
    QRandomGenerator random(8'002);
    for (int round = 0; round < roundsWanted(); ++round) {
        QVERIFY(QDir(m_chain->dataDir()).removeRecursively() && QDir().mkpath(m_chain->dataDir()));
        QVERIFY(QFile::copy(m_folder.filePath("damaged"), file));
        const bool ended = run(order, static_cast<int>(random.bounded(whole + whole / 4)));
        const std::uint64_t height = heightOf(file);
        QVERIFY(height == kDamaged - 1 || height == m_chain->blocks().size());
        if (ended) QCOMPARE(height, kDamaged - 1);
        if (height == kDamaged - 1) QVERIFY(QFile::exists(file + ".damaged-1"));
    }
    QVERIFY(run(order, -1));
    QCOMPARE(heightOf(file), kDamaged - 1);
}

QTEST_GUILESS_MAIN(TestSnapshotKill)
#include "test_snapshot_kill.moc"
