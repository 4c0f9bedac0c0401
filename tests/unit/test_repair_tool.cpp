// timecoin-tool check and rebuild: R-STO-14.
#include "app/tools/repair_tool.h"
#include "app/tools/snapshot_tool.h"
#include "node/repair/chain_rebuild.h"
#include "tests/support/file_content.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/stored_chain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

const Say kQuiet = [](const QString&) {};
constexpr std::uint32_t kBlocks = 3 * StoredChain::kBlocksPerEpoch + 3;

struct Workshop {
    QTemporaryDir folder;
    StoredChain chain;

    Workshop() : chain(folder.path()) {
        chain.grow(kBlocks);
        chain.close();
    }
    ToolResult check() const { return runCheck(chain.where(), kQuiet); }
    ToolResult rebuild() const { return runRebuild(chain.where(), kQuiet); }
    /// Damages a signature in the body of this block.
    bool damageBlock(std::uint64_t height) const {
        const Transaction& last = chain.blocks()[height - 1].block.transactions.back();
        return damage(chain.chainFile(), last.witness.signatures.front().signature.view());
    }
    std::uint64_t heightNow() const {
        const auto store = openChain(chain.chainFile(), chain.network(), forReading());
        return store ? store.value()->tip()->header.height : 0;
    }
    QStringList files() const {
        return QDir(chain.dataDir()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
};

}  // namespace

class TestRepairTool : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void goodChain();
    void damagedBlock();
    void damagedState();
    void nothingReadable();
    void otherFilesAreLeftAlone();
    void oldFilesAreKept();
    void logOfACrash();
    void diskFull();
    void actionsInBlocks();
    void importedStore();
    void importedStoreBeyondRepair();
    void otherNetwork();
    void runningNode();
    void usage();
};

void TestRepairTool::goodChain() {
    // R-STO-14: check reads everything and changes nothing.
    const Workshop shop;
    const QByteArray before = contentOf(shop.chain.chainFile());
    const ToolResult checked = shop.check();
    QVERIFY2(checked.exitCode == ToolResult::kOk, qPrintable(checked.err));
    QVERIFY2(checked.out.contains("All is well"), qPrintable(checked.out));
    QVERIFY2(checked.out.contains("18 of 18"), qPrintable(checked.out));
    QVERIFY(contentOf(shop.chain.chainFile()) == before);
    // A rebuild of a good chain is that chain.
    const ToolResult rebuilt = shop.rebuild();
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QCOMPARE(shop.heightNow(), std::uint64_t{kBlocks});
    QVERIFY(contentOf(shop.chain.chainFile() + ".damaged-1") == before);
    QCOMPARE(shop.check().exitCode, ToolResult::kOk);
    QCOMPARE(shop.files(), (QStringList{"chain.db", "chain.db.damaged-1"}));
}

void TestRepairTool::damagedBlock() {
    const Workshop shop;
    QVERIFY(shop.damageBlock(12));
    const ToolResult checked = shop.check();
    QCOMPARE(checked.exitCode, ToolResult::kFailed);
    QVERIFY2(checked.err.contains("block 12 "), qPrintable(checked.err));
    QVERIFY2(checked.err.contains("timecoin-tool rebuild"), qPrintable(checked.err));
    const ToolResult rebuilt = shop.rebuild();
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QVERIFY2(rebuilt.out.contains("up to block 11"), qPrintable(rebuilt.out));
    QCOMPARE(shop.heightNow(), std::uint64_t{11});
    QCOMPARE(shop.check().exitCode, ToolResult::kOk);
    // The rest comes from peers: here from the blocks as they were.
    auto store = openChain(shop.chain.chainFile(), shop.chain.network());
    QVERIFY(store.ok());
    const auto rest = rebuildChain(
        [&](std::uint64_t height) -> Stored<std::optional<CertifiedBlock>> {
            if (height > kBlocks) return std::optional<CertifiedBlock>();
            return std::optional(shop.chain.blocks()[height - 1]);
        },
        *store.value(), shop.chain.network(), ed25519(), [](std::uint64_t) { return true; });
    QVERIFY(rest.ok());
    QCOMPARE(rest->height, std::uint64_t{kBlocks});
    QVERIFY(store.value()->tip()->registry == shop.chain.chain().tip().registry);
}

void TestRepairTool::damagedState() {
    // The blocks are whole, and what was made of them is not: all comes back.
    const Workshop shop;
    Writer hash;
    shop.chain.chain().tip().coinHash.encode(hash);
    QVERIFY(damage(shop.chain.chainFile(), ByteView(hash.bytes()).first(64)));
    const ToolResult checked = shop.check();
    QCOMPARE(checked.exitCode, ToolResult::kFailed);
    QVERIFY2(checked.err.contains("damaged"), qPrintable(checked.err));
    const ToolResult rebuilt = shop.rebuild();
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QCOMPARE(shop.heightNow(), std::uint64_t{kBlocks});
    QCOMPARE(shop.check().exitCode, ToolResult::kOk);
}

void TestRepairTool::nothingReadable() {
    const Workshop shop;
    QVERIFY(writeContent(shop.chain.chainFile(), QByteArray(40'000, 'x')));
    QCOMPARE(shop.check().exitCode, ToolResult::kFailed);
    const ToolResult rebuilt = shop.rebuild();
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QCOMPARE(shop.heightNow(), std::uint64_t{0});
    QCOMPARE(contentOf(shop.chain.chainFile() + ".damaged-1"), QByteArray(40'000, 'x'));
}

void TestRepairTool::otherFilesAreLeftAlone() {
    // R-STO-14: neither opens a wallet or the safety log.
    const Workshop shop;
    const QStringList names{"history.db", "safety.db", "wallet.vault"};
    QMap<QString, QDateTime> times;
    for (const QString& name : names) {
        const QString path = shop.chain.dataDir() + '/' + name;
        QVERIFY(writeContent(path, "not what it seems: " + name.toUtf8()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000),
                                 QFileDevice::FileModificationTime));
        file.close();
        times[name] = QFileInfo(path).lastModified();
    }
    QCOMPARE(shop.check().exitCode, ToolResult::kOk);
    QCOMPARE(shop.rebuild().exitCode, ToolResult::kOk);
    for (const QString& name : names) {
        const QString path = shop.chain.dataDir() + '/' + name;
        QCOMPARE(contentOf(path), "not what it seems: " + name.toUtf8());
        QCOMPARE(QFileInfo(path).lastModified(), times[name]);
    }
}

void TestRepairTool::oldFilesAreKept() {
    const Workshop shop;
    QVERIFY(writeContent(shop.chain.dataDir() + "/chain.db.rebuilding", "of a killed one"));
    QCOMPARE(shop.rebuild().exitCode, ToolResult::kOk);
    const QByteArray first = contentOf(shop.chain.chainFile() + ".damaged-1");
    QCOMPARE(shop.rebuild().exitCode, ToolResult::kOk);
    QVERIFY(contentOf(shop.chain.chainFile() + ".damaged-1") == first);
    QCOMPARE(shop.files(), (QStringList{"chain.db", "chain.db.damaged-1", "chain.db.damaged-2"}));
}

void TestRepairTool::logOfACrash() {
    // The newest blocks stand in the log alone, as a crash leaves them: read there, and kept there.
    Workshop shop;
    shop.chain.reopen();
    shop.chain.grow(2);
    const QByteArray file = contentOf(shop.chain.chainFile());
    const QByteArray log = contentOf(shop.chain.chainFile() + "-wal");
    QVERIFY(!log.isEmpty());
    shop.chain.close();  // copies it back; the crash did not
    QVERIFY(writeContent(shop.chain.chainFile(), file) &&
            writeContent(shop.chain.chainFile() + "-wal", log));
    const ToolResult checked = shop.check();
    QVERIFY2(checked.exitCode == ToolResult::kOk, qPrintable(checked.err));
    QVERIFY2(checked.out.contains("20 of 20"), qPrintable(checked.out));
    QVERIFY(contentOf(shop.chain.chainFile()) == file);
    QVERIFY(contentOf(shop.chain.chainFile() + "-wal") == log);
    const ToolResult rebuilt = shop.rebuild();
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QCOMPARE(shop.heightNow(), std::uint64_t{kBlocks + 2});
    QCOMPARE(shop.files(),
             (QStringList{"chain.db", "chain.db.damaged-1", "chain.db.damaged-1-wal"}));
    QVERIFY(contentOf(shop.chain.chainFile() + ".damaged-1") == file);
    QVERIFY(contentOf(shop.chain.chainFile() + ".damaged-1-wal") == log);
}

void TestRepairTool::diskFull() {
    const Workshop shop;
    QVERIFY(shop.damageBlock(12));
    const QByteArray before = contentOf(shop.chain.chainFile());
    int refused = 0;
    for (std::uint32_t pages = 8; pages < 2'000; pages += 7) {
        DatabaseOptions options;
        options.maxPages = pages;
        const ToolResult rebuilt = runRebuild(shop.chain.where(), kQuiet, options);
        if (rebuilt.exitCode == ToolResult::kOk) break;
        ++refused;
        QVERIFY2(rebuilt.err.contains("the disk is full"), qPrintable(rebuilt.err));
        QVERIFY2(rebuilt.err.contains("Make room"), qPrintable(rebuilt.err));
        QVERIFY(contentOf(shop.chain.chainFile()) == before);
        QCOMPARE(shop.files(), QStringList{"chain.db"});
    }
    QVERIFY(refused > 3);
    QCOMPARE(shop.heightNow(), std::uint64_t{11});
}

void TestRepairTool::actionsInBlocks() {
    // A rebuild checks masternode transactions too: a registration, then what the new one does.
    const QTemporaryDir folder;
    StoredChain chain(folder.path());
    const NewMasternode node(1);
    const TransactionPtr registered =
        chain.chain().checked(registrationTransaction(chain.chain().net(), node, 3, ed25519()));
    chain.growWith({registered});
    const OutPoint collateral{registered->id, 0};
    chain.grow(StoredChain::kBlocksPerEpoch);
    chain.growWith({chain.chain().checked(
        signedAction(chain.network().genesisHash, node.update(collateral, 1), node.operatorKey))});
    chain.grow(2);
    const Transaction damaged = chain.blocks().back().block.transactions.back();
    const std::uint64_t height = chain.blocks().size();
    chain.close();
    QCOMPARE(runCheck(chain.where(), kQuiet).exitCode, ToolResult::kOk);
    QVERIFY(damage(chain.chainFile(), damaged.witness.signatures.front().signature.view()));
    const ToolResult rebuilt = runRebuild(chain.where(), kQuiet);
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QVERIFY2(rebuilt.out.contains(QString("up to block %1").arg(height - 1)),
             qPrintable(rebuilt.out));
    const auto store = openChain(chain.chainFile(), chain.network());
    QVERIFY(store.ok());
    QCOMPARE(store.value()->tip()->registry.entries.size(), std::size_t{5});
}

void TestRepairTool::importedStore() {
    // A node that began with a snapshot, two epochs ago.
    const Workshop shop;
    const QString file = shop.folder.filePath("s");
    const QString fresh = shop.folder.filePath("fresh");
    const QStringList where{"--datadir", fresh, "--network", shop.chain.networkFile()};
    QCOMPARE(runSnapshot(QStringList{"export", file} + shop.chain.where(), 0, kQuiet).exitCode,
             ToolResult::kOk);
    QCOMPARE(runSnapshot(QStringList{"import", file} + where, 0, kQuiet).exitCode, ToolResult::kOk);
    const auto more = [&](std::uint64_t to) {
        auto store = openChain(fresh + "/chain.db", shop.chain.network());
        return rebuildChain(
                   [&](std::uint64_t height) -> Stored<std::optional<CertifiedBlock>> {
                       if (height > to) return std::optional<CertifiedBlock>();
                       return std::optional(shop.chain.blocks()[height - 1]);
                   },
                   *store.value(), shop.chain.network(), ed25519(),
                   [](std::uint64_t) { return true; })
            ->height;
    };
    QCOMPARE(runCheck(where, kQuiet).exitCode, ToolResult::kOk);
    QCOMPARE(more(kBlocks), std::uint64_t{kBlocks});
    const ToolResult checked = runCheck(where, kQuiet);
    QVERIFY2(checked.exitCode == ToolResult::kOk, qPrintable(checked.err));
    QVERIFY2(checked.out.contains("3 of 3"), qPrintable(checked.out));
    // Rebuilt on its newest boundary.
    const Transaction& last = shop.chain.blocks()[kBlocks - 2].block.transactions.back();
    QVERIFY(damage(fresh + "/chain.db", last.witness.signatures.front().signature.view()));
    QCOMPARE(runCheck(where, kQuiet).exitCode, ToolResult::kFailed);
    const ToolResult rebuilt = runRebuild(where, kQuiet);
    QVERIFY2(rebuilt.exitCode == ToolResult::kOk, qPrintable(rebuilt.err));
    QVERIFY2(rebuilt.out.contains("up to block 16"), qPrintable(rebuilt.out));
    QCOMPARE(runCheck(where, kQuiet).exitCode, ToolResult::kOk);
    QCOMPARE(more(kBlocks), std::uint64_t{kBlocks});
}

void TestRepairTool::importedStoreBeyondRepair() {
    const Workshop shop;
    const QString file = shop.folder.filePath("s");
    const QString fresh = shop.folder.filePath("fresh");
    const QStringList where{"--datadir", fresh, "--network", shop.chain.networkFile()};
    QCOMPARE(runSnapshot(QStringList{"export", file} + shop.chain.where(), 0, kQuiet).exitCode,
             ToolResult::kOk);
    QCOMPARE(runSnapshot(QStringList{"import", file} + where, 0, kQuiet).exitCode, ToolResult::kOk);
    // A coin of the boundary is damaged: no block here makes it again.
    const CoinDelta::Created coin = shop.chain.network().initialCoins().front();
    QVERIFY(damage(fresh + "/chain.db", coin.coin.output.lock.data));
    const QByteArray before = contentOf(fresh + "/chain.db");
    const ToolResult rebuilt = runRebuild(where, kQuiet);
    QCOMPARE(rebuilt.exitCode, ToolResult::kFailed);
    QVERIFY2(rebuilt.err.contains("Import a snapshot"), qPrintable(rebuilt.err));
    QVERIFY(contentOf(fresh + "/chain.db") == before);
    QCOMPARE(QDir(fresh).entryList(QDir::Files | QDir::Hidden), QStringList{"chain.db"});
}

void TestRepairTool::otherNetwork() {
    // A name misspelt must not put an empty chain into the place of a good one.
    const Workshop shop;
    const QTemporaryDir other;
    const StoredChain foreign(other.path(), 5);
    const QStringList mistaken{"--datadir", shop.chain.dataDir(), "--network",
                               foreign.networkFile()};
    const QByteArray before = contentOf(shop.chain.chainFile());
    for (const ToolResult& result : {runCheck(mistaken, kQuiet), runRebuild(mistaken, kQuiet)}) {
        QCOMPARE(result.exitCode, ToolResult::kFailed);
        QVERIFY2(result.err.contains("another network"), qPrintable(result.err));
    }
    QVERIFY(contentOf(shop.chain.chainFile()) == before);
    QCOMPARE(shop.files(), QStringList{"chain.db"});
}

void TestRepairTool::runningNode() {
    const Workshop shop;
    const auto lock = FileLock::take(shop.chain.dataDir() + "/lock");
    QVERIFY(lock.ok());
    for (const ToolResult& result : {shop.check(), shop.rebuild()}) {
        QCOMPARE(result.exitCode, ToolResult::kFailed);
        QVERIFY2(result.err.contains("is running"), qPrintable(result.err));
    }
}

void TestRepairTool::usage() {
    for (const QStringList& arguments :
         {QStringList{}, QStringList{"x"}, QStringList{"--datadir", "d", "more"}}) {
        QCOMPARE(runCheck(arguments, kQuiet).exitCode, ToolResult::kUsage);
        QCOMPARE(runRebuild(arguments, kQuiet).exitCode, ToolResult::kUsage);
    }
    const QTemporaryDir empty;
    const ToolResult none = runCheck({"--datadir", empty.path(), "--network", "sandbox"}, kQuiet);
    QCOMPARE(none.exitCode, ToolResult::kFailed);
}

QTEST_GUILESS_MAIN(TestRepairTool)
#include "test_repair_tool.moc"
