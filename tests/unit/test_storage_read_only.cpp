// What tools do with a stopped node's chain: reading without changing a byte (R-STO-14), and taking
// blocks out of a file whose state is damaged.
#include "node/storage/sqlite/block_salvage.h"
#include "tests/support/file_content.h"
#include "tests/support/storage_story.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace timecoin;

namespace {

constexpr std::size_t kBlocks = 10;

DatabaseOptions reading() {
    DatabaseOptions options;
    options.readOnly = true;
    return options;
}

}  // namespace

class TestStorageReadOnly : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const StorageStory m_story{kBlocks, 4};
    QTemporaryDir m_folder;

    /// A new folder with a chain in it, as a stop leaves it or as a crash does (`log`: with blocks
    /// that stand in the log alone). Its database.
    QString made(const char* name, bool log) {
        const QString folder = m_folder.filePath(name);
        const QString path = folder + "/chain.db";
        if (!QDir().mkpath(folder)) return {};
        DatabaseOptions options;
        options.checkpointFrames = 1'000'000;
        auto store = SqliteChainStore::open(path.toStdString(), options);
        if (!store || m_story.run(*store.value(), kBlocks) != kBlocks) return {};
        if (!log) return path;
        const QByteArray file = contentOf(path);
        const QByteArray frames = contentOf(path + "-wal");
        store.value().reset();  // copies the log back; a crash does not
        return writeContent(path, file) && writeContent(path + "-wal", frames) ? path : QString();
    }
    static QStringList filesBeside(const QString& path) {
        return QFileInfo(path).dir().entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private slots:
    void readingChangesNothing_data();
    void readingChangesNothing();
    void nothingIsWritten();
    void whatIsNotThereIsNotMade();
    void blocksOfADamagedState();
};

void TestStorageReadOnly::readingChangesNothing_data() {
    QTest::addColumn<bool>("log");
    QTest::newRow("stopped") << false;
    QTest::newRow("crashed, with a log") << true;
}

void TestStorageReadOnly::readingChangesNothing() {
    QFETCH(bool, log);
    const QString path = made(log ? "log" : "stopped", log);
    QVERIFY(!path.isEmpty());
    const QByteArray file = contentOf(path);
    const QByteArray frames = contentOf(path + "-wal");
    QCOMPARE(frames.isEmpty(), !log);
    const QStringList names = filesBeside(path);
    {
        const auto store = SqliteChainStore::open(path.toStdString(), reading());
        QVERIFY2(store.ok(), store.ok() ? "" : store.error().detail.c_str());
        QVERIFY(store.value()->openGenesis(m_story.network()).ok());
        QCOMPARE(m_story.wrong(*store.value(), kBlocks), std::string());
        // Its lock is taken all the same.
        const auto second = SqliteChainStore::open(path.toStdString(), reading());
        QVERIFY(!second.ok() && second.error().code == StorageCode::Locked);
        const auto writer = SqliteChainStore::open(path.toStdString());
        QVERIFY(!writer.ok() && writer.error().code == StorageCode::Locked);
    }
    QVERIFY(contentOf(path) == file);
    QVERIFY(contentOf(path + "-wal") == frames);
    QCOMPARE(filesBeside(path), names);
    // And the next opening finds everything.
    const auto store = SqliteChainStore::open(path.toStdString());
    QVERIFY(store.ok() && store.value()->openGenesis(m_story.network()).ok());
    QCOMPARE(m_story.wrong(*store.value(), kBlocks), std::string());
}

void TestStorageReadOnly::nothingIsWritten() {
    const QString path = made("refused", false);
    const QByteArray file = contentOf(path);
    {
        const auto store = SqliteChainStore::open(path.toStdString(), reading());
        QVERIFY(store.ok() && store.value()->openGenesis(m_story.network()).ok());
        const StorageStory longer(kBlocks + 1, 4);
        QVERIFY(!store.value()
                     ->commit(longer.commit(kBlocks + 1), longer.state(0).context(kBlocks + 1))
                     .ok());
    }
    QVERIFY(contentOf(path) == file);
}

void TestStorageReadOnly::whatIsNotThereIsNotMade() {
    const QString path = m_folder.filePath("none.db");
    QVERIFY(!SqliteChainStore::open(path.toStdString(), reading()).ok());
    QVERIFY(!BlockSalvage::open(path.toStdString()).ok());
    QVERIFY(!QFile::exists(path));
    // An empty file is no chain, and stays empty.
    QVERIFY(writeContent(path, QByteArray()));
    QVERIFY(!SqliteChainStore::open(path.toStdString(), reading()).ok());
    QCOMPARE(QFileInfo(path).size(), qint64{0});
}

void TestStorageReadOnly::blocksOfADamagedState() {
    const QString path = made("damaged", false);
    QByteArray file = contentOf(path);
    // The newest state and the coins that go with it; the blocks are elsewhere.
    Writer hash;
    m_story.commit(kBlocks).coinHash.encode(hash);
    const QByteArray coinHash(reinterpret_cast<const char*>(hash.bytes().data()), 64);
    const auto at = file.indexOf(coinHash);
    QVERIFY(at > 0);
    file[at + 5] = static_cast<char>(file[at + 5] ^ 1);
    QVERIFY(writeContent(path, file));
    {
        const auto store = SqliteChainStore::open(path.toStdString(), reading());
        QVERIFY(store.ok() && !store.value()->openGenesis(m_story.network()).ok());
    }
    const auto salvage = BlockSalvage::open(path.toStdString());
    QVERIFY(salvage.ok());
    QCOMPARE(salvage.value()->genesis().value(), std::optional(m_story.network().genesisHash));
    const std::uint64_t from = salvage.value()->bodiesFrom();
    QVERIFY(from > 1);  // the story drops old bodies
    for (std::uint64_t height = 1; height <= kBlocks; ++height) {
        const auto block = salvage.value()->block(height);
        QVERIFY(block.ok());
        QCOMPARE(block.value().has_value(), height >= from);
        if (height >= from) QVERIFY(block.value()->block == m_story.commit(height).block.block);
    }
    QVERIFY(!salvage.value()->block(kBlocks + 1).value().has_value());
    QVERIFY(contentOf(path) == file);
}

QTEST_GUILESS_MAIN(TestStorageReadOnly)
#include "test_storage_read_only.moc"
