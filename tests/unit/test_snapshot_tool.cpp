// timecoin-tool snapshot: R-SNAP-1 to R-SNAP-3 on files and directories.
#include "app/tools/snapshot_tool.h"
#include "node/repair/chain_rebuild.h"
#include "tests/support/file_content.h"
#include "tests/support/stored_chain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace timecoin;

namespace {

const Say kQuiet = [](const QString&) {};

QStringList namesIn(const QString& folder) {
    return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

ToolResult snapshot(const QStringList& arguments, std::uint64_t nowMs = 0) {
    return runSnapshot(arguments, nowMs, kQuiet);
}

/// A chain of three epochs and a bit, stopped, and a snapshot of it.
struct Workshop {
    QTemporaryDir folder;
    StoredChain chain;
    QString file;
    QString fresh;

    Workshop() : chain(folder.path()), file(folder.filePath("s")), fresh(folder.filePath("fresh")) {
        chain.grow(3 * StoredChain::kBlocksPerEpoch + 3);
        chain.close();
    }
    ToolResult makeSnapshot() const {
        return snapshot(QStringList{"export", file} + chain.where());
    }
    ToolResult import() const {
        return snapshot({"import", file, "--datadir", fresh, "--network", chain.networkFile()});
    }
};

}  // namespace

class TestSnapshotTool : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void outAndIn();
    void sameBytesFromAnImportedStore();
    void nothingIsOverwritten();
    void otherFilesAreLeftAlone();
    void damagedSnapshot();
    void otherNetwork();
    void tooEarly();
    void runningNode();
    void diskFull();
    void diskFullOnExport();
    void trust();
    void leftoversOfAKilledImport();
    void usage();
};

void TestSnapshotTool::outAndIn() {
    const Workshop shop;
    const QByteArray before = contentOf(shop.chain.chainFile());
    const ToolResult made = shop.makeSnapshot();
    QVERIFY2(made.exitCode == ToolResult::kOk, qPrintable(made.err));
    // R-STO-14: a snapshot is read from the chain, and the chain stays as it is.
    QVERIFY(contentOf(shop.chain.chainFile()) == before);
    const ToolResult checked =
        snapshot({"check", shop.file, "--network", shop.chain.networkFile()});
    QVERIFY2(checked.exitCode == ToolResult::kOk, qPrintable(checked.err));
    const ToolResult taken = shop.import();
    QVERIFY2(taken.exitCode == ToolResult::kOk, qPrintable(taken.err));
    QCOMPARE(namesIn(shop.fresh), QStringList{"chain.db"});

    // R-SNAP-3: the store stands at the boundary, and goes on with the blocks after it.
    auto store = openChain(shop.fresh + "/chain.db", shop.chain.network());
    QVERIFY2(store.ok(), store.ok() ? "" : qPrintable(store.error()));
    ChainStore& fresh = *store.value();
    constexpr std::uint64_t kBoundary = 3 * StoredChain::kBlocksPerEpoch;
    QCOMPARE(fresh.tip()->header.height, kBoundary);
    QVERIFY(fresh.tip()->header == shop.chain.blocks()[kBoundary - 1].block.header);
    QCOMPARE(fresh.baseHeight().value(), kBoundary);
    QVERIFY(!fresh.block(kBoundary).value().has_value());
    QCOMPARE(fresh.boundaries(0, 100)->size(), std::size_t{3});
    const auto rebuilt = rebuildChain(
        [&](std::uint64_t height) -> Stored<std::optional<CertifiedBlock>> {
            if (height > shop.chain.blocks().size()) return std::optional<CertifiedBlock>();
            return std::optional(shop.chain.blocks()[height - 1]);
        },
        fresh, shop.chain.network(), ed25519(), [](std::uint64_t) { return true; });
    QVERIFY(rebuilt.ok());
    QVERIFY2(rebuilt->end == RebuildReport::End::NoMore, rebuilt->detail.c_str());
    QCOMPARE(rebuilt->height, std::uint64_t{shop.chain.blocks().size()});
    QVERIFY(fresh.tip()->registry == shop.chain.chain().tip().registry);
    QVERIFY(fresh.tip()->coinHash == shop.chain.chain().tip().coinHash);
}

void TestSnapshotTool::sameBytesFromAnImportedStore() {
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    // The sandbox's file stands beside its nodes' folders, also of one that is not there yet.
    QCOMPARE(snapshot({"import", shop.file, "--datadir", shop.fresh}).exitCode, ToolResult::kOk);
    const QString again = shop.folder.filePath("again");
    const ToolResult made =
        snapshot({"export", again, "--datadir", shop.fresh, "--network", shop.chain.networkFile()});
    QVERIFY2(made.exitCode == ToolResult::kOk, qPrintable(made.err));
    QVERIFY(contentOf(again) == contentOf(shop.file));
}

void TestSnapshotTool::nothingIsOverwritten() {
    const Workshop shop;
    QVERIFY(writeContent(shop.file, "mine"));
    const ToolResult refused = shop.makeSnapshot();
    QCOMPARE(refused.exitCode, ToolResult::kFailed);
    QVERIFY2(refused.err.contains("exists already"), qPrintable(refused.err));
    QCOMPARE(contentOf(shop.file), QByteArray("mine"));
    QVERIFY(QFile::remove(shop.file));
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    const QByteArray chain = contentOf(shop.chain.chainFile());
    const ToolResult there = snapshot(QStringList{"import", shop.file} + shop.chain.where());
    QCOMPARE(there.exitCode, ToolResult::kFailed);
    QVERIFY2(there.err.contains("a chain here already"), qPrintable(there.err));
    QVERIFY(contentOf(shop.chain.chainFile()) == chain);
    QCOMPARE(namesIn(shop.folder.path()), (QStringList{"network.toml", "s"}));
}

void TestSnapshotTool::otherFilesAreLeftAlone() {
    // R-SNAP-3: no wallet, no safety log, no configuration.
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    QVERIFY(QDir().mkpath(shop.fresh));
    const QStringList names{"history.db", "safety.db", "timecoin.toml", "wallet.vault"};
    QMap<QString, QDateTime> times;
    for (const QString& name : names) {
        const QString path = shop.fresh + '/' + name;
        QVERIFY(writeContent(path, "# not what it seems: " + name.toUtf8()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000),
                                 QFileDevice::FileModificationTime));
        file.close();
        times[name] = QFileInfo(path).lastModified();
    }
    const ToolResult taken = shop.import();
    QVERIFY2(taken.exitCode == ToolResult::kOk, qPrintable(taken.err));
    for (const QString& name : names) {
        QCOMPARE(contentOf(shop.fresh + '/' + name), "# not what it seems: " + name.toUtf8());
        QCOMPARE(QFileInfo(shop.fresh + '/' + name).lastModified(), times[name]);
    }
}

void TestSnapshotTool::damagedSnapshot() {
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    const QByteArray good = contentOf(shop.file);
    for (const qsizetype at : {qsizetype{3}, qsizetype{60}, good.size() / 2, good.size() - 1}) {
        QByteArray bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        QVERIFY(writeContent(shop.file, bad));
        const ToolResult checked =
            snapshot({"check", shop.file, "--network", shop.chain.networkFile()});
        QCOMPARE(checked.exitCode, ToolResult::kFailed);
        const ToolResult taken = shop.import();
        QCOMPARE(taken.exitCode, ToolResult::kFailed);
        QCOMPARE(taken.err, checked.err);
        QCOMPARE(namesIn(shop.fresh), QStringList());
    }
    QVERIFY(writeContent(shop.file, good.first(good.size() - 1)));
    const ToolResult cut = shop.import();
    QVERIFY2(cut.err.contains("ends too early"), qPrintable(cut.err));
    QVERIFY2(cut.err.contains("page"), qPrintable(cut.err));
    QVERIFY(writeContent(shop.file, good));
    QCOMPARE(shop.import().exitCode, ToolResult::kOk);
}

void TestSnapshotTool::otherNetwork() {
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    const QTemporaryDir other;
    const StoredChain foreign(other.path(), 5);
    const ToolResult checked = snapshot({"check", shop.file, "--network", foreign.networkFile()});
    QCOMPARE(checked.exitCode, ToolResult::kFailed);
    QVERIFY2(checked.err.contains("another network"), qPrintable(checked.err));
    const ToolResult made = snapshot({"export", shop.folder.filePath("t"), "--datadir",
                                      shop.chain.dataDir(), "--network", foreign.networkFile()});
    QVERIFY2(made.err.contains("another network"), qPrintable(made.err));
    QVERIFY(!QFile::exists(shop.folder.filePath("t")));
}

void TestSnapshotTool::tooEarly() {
    const QTemporaryDir folder;
    StoredChain chain(folder.path());
    chain.grow(StoredChain::kBlocksPerEpoch - 1);
    chain.close();
    // The sandbox's file stands beside its nodes' folders: no --network is needed there.
    const ToolResult made =
        snapshot({"export", folder.filePath("s"), "--datadir", chain.dataDir()});
    QCOMPARE(made.exitCode, ToolResult::kFailed);
    QVERIFY2(made.err.contains("no epoch has ended"), qPrintable(made.err));
    QVERIFY(!QFile::exists(folder.filePath("s")));
}

void TestSnapshotTool::runningNode() {
    const Workshop shop;
    {
        const auto lock = FileLock::take(shop.chain.dataDir() + "/lock");
        QVERIFY(lock.ok());
        const ToolResult made = shop.makeSnapshot();
        QCOMPARE(made.exitCode, ToolResult::kFailed);
        QVERIFY2(made.err.contains("is running"), qPrintable(made.err));
    }
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
}

void TestSnapshotTool::diskFull() {
    // Full at every size up to the one that is enough: nothing is left behind.
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    const QString database = shop.folder.filePath("chain.db.importing");
    const auto trusted = [](const std::vector<ChainPoint>&) { return std::optional<QString>(); };
    bool fitted = false;
    int refused = 0;
    for (std::uint32_t pages = 8; pages < 2'000 && !fitted; pages += 7) {
        DatabaseOptions options;
        options.maxPages = pages;
        const auto taken =
            importSnapshot(shop.file, database, shop.chain.network(), trusted, kQuiet, options);
        fitted = taken.ok();
        if (fitted) break;
        ++refused;
        QVERIFY2(taken.error().contains("disk is full"), qPrintable(taken.error()));
        QCOMPARE(namesIn(shop.folder.path()), (QStringList{"network.toml", "s"}));
    }
    QVERIFY(fitted);
    QVERIFY(refused > 3);
}

void TestSnapshotTool::diskFullOnExport() {
    // No file may grow beyond so many bytes: at each size the sentence, and nothing left behind.
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    const auto whole = static_cast<rlim_t>(QFileInfo(shop.file).size());
    QVERIFY(QFile::remove(shop.file));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (const rlim_t size : {rlim_t{0}, rlim_t{100}, whole / 2, whole - 1}) {
        rlimit small = before;
        small.rlim_cur = size;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const ToolResult made = shop.makeSnapshot();
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QCOMPARE(made.exitCode, ToolResult::kFailed);
        QVERIFY2(made.err.contains("cannot be written"), qPrintable(made.err));
        QCOMPARE(namesIn(shop.folder.path()), QStringList{"network.toml"});
    }
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
}

void TestSnapshotTool::trust() {
    // R-SNAP-3, R-CHK-2: on a network of other people its signatures do not say how old it is.
    const QTemporaryDir folder;
    StoredChain chain(folder.path(), 4, "time");
    constexpr std::uint64_t kBoundary = 3 * StoredChain::kBlocksPerEpoch;
    chain.grow(kBoundary + 3);
    chain.close();
    const QString file = folder.filePath("s");
    QCOMPARE(snapshot(QStringList{"export", file} + chain.where()).exitCode, ToolResult::kOk);
    const std::uint64_t unbondingMs = timecoin::unbondingMs(chain.network().params);
    const std::uint64_t youngMs = chain.network().genesis.timeMs + unbondingMs;
    const QString fresh = folder.filePath("fresh");
    const auto pointAt = [&](std::uint64_t height) {
        return QString::fromStdString(
            formatCheckpoint(height, chain.blocks()[height - 1].block.header.hash()));
    };
    const auto import = [&](std::uint64_t nowMs, const QStringList& more) {
        const ToolResult taken = snapshot(
            QStringList{"import", file, "--datadir", fresh, "--network", chain.networkFile()} +
                more,
            nowMs);
        const bool taken_in = QFile::exists(fresh + "/chain.db");
        if (taken_in != (taken.exitCode == ToolResult::kOk)) qFatal("half taken");
        for (const QString& name : namesIn(fresh))
            if (name != "timecoin.toml") QFile::remove(fresh + '/' + name);
        return taken.exitCode == ToolResult::kOk ? QString() : taken.err;
    };
    const QString wrong = pointAt(kBoundary).replace(QRegularExpression("..$"), "00");
    // As old as the genesis, since nothing else is known of it.
    QCOMPARE(import(youngMs, {}), QString());
    QVERIFY(import(youngMs + 1, {}).contains("Ask somebody you trust"));
    QVERIFY(import(youngMs, {"--checkpoint", wrong}).contains("figure by figure"));
    // A boundary that a checkpoint names is as old as it says.
    const std::uint64_t boundaryMs = chain.blocks()[kBoundary - 1].block.header.timestampMs;
    QCOMPARE(import(boundaryMs + unbondingMs, {"--checkpoint", pointAt(kBoundary)}), QString());
    QVERIFY(import(boundaryMs + unbondingMs + 1, {"--checkpoint", pointAt(kBoundary)})
                .contains("Ask somebody"));
    // One above it binds the node only when the node will read it too.
    const QString above = pointAt(kBoundary + 2);
    const QString refused = import(youngMs + 1, {"--checkpoint", above});
    QVERIFY2(refused.contains("timecoin.toml") && refused.contains(above), qPrintable(refused));
    QVERIFY(writeContent(fresh + "/timecoin.toml", "network = \"" + chain.networkFile().toUtf8() +
                                                       "\"\ncheckpoints = [\"" + above.toUtf8() +
                                                       "\"]\n"));
    QCOMPARE(import(youngMs + 1, {}), QString());
    QCOMPARE(import(youngMs + 1, {"--checkpoint", above}), QString());
    // A check says it, and judges the bytes all the same.
    const ToolResult checked =
        snapshot({"check", file, "--network", chain.networkFile()}, youngMs + 1);
    QCOMPARE(checked.exitCode, ToolResult::kOk);
    QVERIFY2(checked.out.contains("would be refused now"), qPrintable(checked.out));
    const ToolResult young = snapshot({"check", file, "--network", chain.networkFile()}, youngMs);
    QVERIFY(!young.out.contains("refused"));
}

void TestSnapshotTool::leftoversOfAKilledImport() {
    const Workshop shop;
    QCOMPARE(shop.makeSnapshot().exitCode, ToolResult::kOk);
    QVERIFY(QDir().mkpath(shop.fresh));
    QVERIFY(writeContent(shop.fresh + "/chain.db.importing", "half"));
    QVERIFY(writeContent(shop.fresh + "/chain.db.importing-wal", "half of its log"));
    const ToolResult taken = shop.import();
    QVERIFY2(taken.exitCode == ToolResult::kOk, qPrintable(taken.err));
    QCOMPARE(namesIn(shop.fresh), QStringList{"chain.db"});
}

void TestSnapshotTool::usage() {
    for (const QStringList& arguments :
         {QStringList{}, QStringList{"make"}, QStringList{"export"}, QStringList{"export", "f"},
          QStringList{"export", "f", "g", "--datadir", "d"}, QStringList{"import", "f"},
          QStringList{"check", "f"}, QStringList{"check", "--network", "n"},
          QStringList{"check", "f", "--network", "n", "--datadir", "d"},
          QStringList{"import", "f", "--datadir", "d", "--checkpoint", "7"},
          QStringList{"export", "f", "--datadir", "d", "--checkpoint",
                      "7:" + QString(64, QLatin1Char('0'))},
          QStringList{"export", "f", "--datadir", "d", "--colour", "red"}}) {
        const ToolResult result = snapshot(arguments);
        QCOMPARE(result.exitCode, ToolResult::kUsage);
        QVERIFY(result.err.startsWith("usage: timecoin-tool snapshot"));
    }
    QVERIFY(!QDir("d").exists());
}

QTEST_GUILESS_MAIN(TestSnapshotTool)
#include "test_snapshot_tool.moc"
