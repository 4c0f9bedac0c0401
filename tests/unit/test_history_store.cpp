// The history database: sealed rows, one transaction at a time, set aside when they are damaged.
#include "node/base/sealing.h"
#include "tests/support/crash_disk.h"
#include "tests/support/file_content.h"
#include "wallet/history/history_store.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace timecoin;
using Fault = CrashDisk::Fault;

namespace {

const Bytes kKey(kSealKeyBytes, 0x41);
const Bytes kOtherKey(kSealKeyBytes, 0x42);

Hash hashOfNumber(std::uint64_t number) {
    Hash hash;
    for (std::size_t i = 0; i < 8; ++i) hash.data[i] = static_cast<std::uint8_t>(number >> (8 * i));
    hash.data[31] = 0xa5;
    return hash;
}

Bytes valueOf(std::uint64_t number, std::string_view text = "paid to a friend") {
    Bytes value(text.begin(), text.end());
    value.resize(text.size() + 100 + number % 50, static_cast<std::uint8_t>(number));
    return value;
}

std::vector<HistoryRow> rowsOf(std::uint64_t count, std::string_view text = "paid to a friend") {
    std::vector<HistoryRow> rows;
    for (std::uint64_t i = 0; i < count; ++i) rows.push_back({hashOfNumber(i), valueOf(i, text)});
    return rows;
}

HistoryScan scanOf(std::uint64_t height) {
    return {hashOfNumber(7), height, hashOfNumber(height + 1'000)};
}

std::map<Hash, Bytes> asMap(const std::vector<HistoryRow>& rows) {
    std::map<Hash, Bytes> map;
    for (const HistoryRow& row : rows) map[row.id] = row.value;
    return map;
}

}  // namespace

class TestHistoryStore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void init() { QVERIFY(m_folder.isValid()); }
    void cleanup();
    void comesBack();
    void tenThousandRows();
    void rowsAreReplaced();
    void clearForgets();
    void nothingIsReadable();
    void wrongKeyIsSetAside();
    void anotherFileIsSetAside();
    void flippedBitsAreFound();
    void missingRowsAreFound();
    void newerIsUntouched();
    void onlyOneAtATime();
    void boundsHold();
    void noFolder();
    void powerLoss();
    void failingDisk_data();
    void failingDisk();
    void connectionsGo();

private:
    std::unique_ptr<HistoryStore> opened(ByteView key = kKey) {
        auto store = HistoryStore::open(m_path, key);
        return store ? std::move(store).value() : nullptr;
    }
    HistoryContent contentNow() {
        const auto store = opened();
        return store ? store->load().value() : HistoryContent();
    }

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("history.db"));
};

void TestHistoryStore::cleanup() {
    QDir folder(m_folder.path());
    for (const QString& name : folder.entryList(QDir::Files)) QVERIFY(folder.remove(name));
}

void TestHistoryStore::comesBack() {
    {
        const auto store = opened();
        QVERIFY(store && !store->startedOver());
        QVERIFY(store->load()->rows.empty() && !store->load()->scan);
        QVERIFY(store->putAll(rowsOf(3), std::nullopt).ok());
        QVERIFY(!store->load()->scan);
        QVERIFY(store->putAll({}, scanOf(5)).ok());
        QVERIFY(store->putAll({{hashOfNumber(9), {}}}, std::nullopt).ok());
    }
    for (const char* suffix : {"", "-journal"})
        QCOMPARE(QFile::permissions(m_path + QString::fromLatin1(suffix)) &
                     (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    const HistoryContent content = contentNow();
    auto expected = asMap(rowsOf(3));
    expected[hashOfNumber(9)] = {};
    QVERIFY(asMap(content.rows) == expected);
    QVERIFY(content.scan == scanOf(5));
}

void TestHistoryStore::tenThousandRows() {
    const auto rows = rowsOf(10'000);
    {
        const auto store = opened();
        QVERIFY(store->putAll(rows, scanOf(1)).ok());
    }
    const HistoryContent content = contentNow();
    QCOMPARE(content.rows.size(), rows.size());
    QVERIFY(asMap(content.rows) == asMap(rows));
}

void TestHistoryStore::rowsAreReplaced() {
    const auto store = opened();
    QVERIFY(store->putAll(rowsOf(4), scanOf(1)).ok());
    // Twice in one go: the last one counts.
    QVERIFY(store->putAll({{hashOfNumber(2), {1}}, {hashOfNumber(2), {2}}}, scanOf(2)).ok());
    auto expected = asMap(rowsOf(4));
    expected[hashOfNumber(2)] = {2};
    const auto content = store->load();
    QVERIFY(content.ok());
    QCOMPARE(content->rows.size(), std::size_t{4});
    QVERIFY(asMap(content->rows) == expected);
}

void TestHistoryStore::clearForgets() {
    {
        const auto store = opened();
        QVERIFY(store->putAll(rowsOf(4), scanOf(1)).ok());
        QVERIFY(store->clear().ok());
        QVERIFY(store->load()->rows.empty() && !store->load()->scan);
        QVERIFY(store->putAll(rowsOf(2), std::nullopt).ok());
    }
    QCOMPARE(contentNow().rows.size(), std::size_t{2});
    QVERIFY(!contentNow().scan);
}

void TestHistoryStore::nothingIsReadable() {
    {
        const auto store = opened();
        QVERIFY(store->putAll(rowsOf(50), scanOf(3)).ok());
    }
    const QByteArray file = contentOf(m_path);
    QVERIFY(file.size() > 50 * 100);
    QVERIFY(!file.contains("friend"));
    for (std::uint64_t i = 0; i < 50; ++i) {
        const Hash id = hashOfNumber(i);
        QVERIFY(!file.contains(QByteArray(reinterpret_cast<const char*>(id.data.data()), 32)));
    }
    QVERIFY(!file.contains(QByteArray(30, '\x07')));  // the filling of row 7
}

void TestHistoryStore::wrongKeyIsSetAside() {
    {
        const auto store = opened();
        QVERIFY(store->putAll(rowsOf(3), scanOf(3)).ok());
    }
    const QByteArray before = contentOf(m_path);
    {
        const auto store = opened(kOtherKey);
        QVERIFY(store && store->startedOver());
        QVERIFY(store->load()->rows.empty() && !store->load()->scan);
        QVERIFY(store->putAll(rowsOf(1), std::nullopt).ok());
    }
    QCOMPARE(contentOf(m_path + QStringLiteral(".damaged")), before);
    // The next one does not take the place of the first.
    QVERIFY(opened()->startedOver());
    QCOMPARE(contentOf(m_path + QStringLiteral(".damaged")), before);
    QVERIFY(QFile::exists(m_path + QStringLiteral(".damaged.1")));
    QVERIFY(!opened()->startedOver());
}

void TestHistoryStore::anotherFileIsSetAside() {
    const QByteArray text(5'000, 'x');
    QVERIFY(writeContent(m_path, text));
    QVERIFY(opened()->startedOver());
    QCOMPARE(contentOf(m_path + QStringLiteral(".damaged")), text);
    // An empty file is a new one.
    QVERIFY(writeContent(m_path, {}));
    const auto store = opened();
    QVERIFY(store && !store->startedOver());
}

void TestHistoryStore::flippedBitsAreFound() {
    const auto rows = rowsOf(12);
    {
        const auto store = opened();
        QVERIFY(store->putAll(rows, scanOf(3)).ok());
    }
    const QByteArray good = contentOf(m_path);
    int found = 0;
    int harmless = 0;
    for (qsizetype at = 0; at < good.size(); at += at < 200 ? 1 : 37) {
        cleanup();
        QByteArray bad = good;
        bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
        QVERIFY(writeContent(m_path, bad));
        auto store = HistoryStore::open(m_path, kKey);
        if (!store) {
            QVERIFY(store.error().code != HistoryCode::TooBig);
            ++found;
            continue;
        }
        auto content = store.value()->load();
        if (!content) {
            QCOMPARE(content.error().code, HistoryCode::Damaged);
            QVERIFY(store.value()->startOver().ok());
            QVERIFY(store.value()->startedOver());
            QCOMPARE(contentOf(m_path + QStringLiteral(".damaged")), bad);
            QVERIFY(store.value()->putAll(rows, scanOf(3)).ok());
            content = store.value()->load();
            ++found;
        } else if (store.value()->startedOver()) {
            QVERIFY(content->rows.empty() && !content->scan);
            ++found;
            continue;
        } else {
            ++harmless;  // a byte that means nothing
        }
        QVERIFY(asMap(content->rows) == asMap(rows) && content->scan == scanOf(3));
    }
    QVERIFY2(found > 60, qPrintable(QString::number(found)));
    qInfo("%d found, %d without meaning", found, harmless);
}

void TestHistoryStore::missingRowsAreFound() {
    {
        const auto store = opened();
        QVERIFY(store->putAll(rowsOf(3), scanOf(3)).ok());
    }
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("DELETE FROM payments WHERE row = 2")));
        query = QSqlQuery();
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("raw"));
    const auto store = opened();
    QVERIFY(!store->startedOver());
    QCOMPARE(store->load().error().code, HistoryCode::Damaged);
}

void TestHistoryStore::newerIsUntouched() {
    {
        const auto store = opened();
        QVERIFY(store->putAll(rowsOf(3), scanOf(3)).ok());
    }
    QByteArray file = contentOf(m_path);
    file[63] = 2;  // the lowest byte of user_version
    QVERIFY(writeContent(m_path, file));
    const auto store = HistoryStore::open(m_path, kKey);
    QCOMPARE(store.error().code, HistoryCode::Newer);
    QCOMPARE(contentOf(m_path), file);
    QVERIFY(!QFile::exists(m_path + QStringLiteral(".damaged")));
}

void TestHistoryStore::onlyOneAtATime() {
    const auto first = opened();
    const auto second = HistoryStore::open(m_path, kKey);
    QCOMPARE(second.error().code, HistoryCode::InUse);
    QVERIFY(first->putAll(rowsOf(1), std::nullopt).ok());
}

void TestHistoryStore::boundsHold() {
    const auto store = opened();
    QVERIFY(store->putAll({{hashOfNumber(1), Bytes(kMaxHistoryRowBytes)}}, std::nullopt).ok());
    const auto status = store->putAll(
        {{hashOfNumber(2), {1}}, {hashOfNumber(3), Bytes(kMaxHistoryRowBytes + 1)}}, scanOf(1));
    QCOMPARE(status.error().code, HistoryCode::TooBig);
    QCOMPARE(store->load()->rows.size(), std::size_t{1});
    QVERIFY(!store->load()->scan);
}

void TestHistoryStore::noFolder() {
    const auto none = HistoryStore::open(m_path + QStringLiteral(".d/history.db"), kKey);
    QCOMPARE(none.error().code, HistoryCode::Disk);
    const auto folder = HistoryStore::open(m_folder.path(), kKey);
    QCOMPARE(folder.error().code, HistoryCode::Disk);
    QVERIFY(QDir(m_folder.path()).isEmpty());
}

/// The power goes at each operation of a transaction in turn: the old content or the new one.
void TestHistoryStore::powerLoss() {
    const auto before = asMap(rowsOf(20, "old"));
    const auto after = asMap(rowsOf(25, "new and longer"));
    int old = 0;
    int fresh = 0;
    for (std::uint64_t run = 0, at = 1; at > 0; ++run) {
        CrashDisk disk(run);
        const HistoryOptions options{QString::fromStdString(disk.name())};
        const QString path = QStringLiteral("history");
        bool said = false;
        {
            auto store = HistoryStore::open(path, kKey, options);
            QVERIFY(store.ok());
            QVERIFY(store.value()->putAll(rowsOf(20, "old"), scanOf(1)).ok());
            disk.plan(Fault::PowerLoss, at);
            said = store.value()->putAll(rowsOf(25, "new and longer"), scanOf(2)).ok();
            if (!disk.happened()) disk.plan(Fault::PowerLoss, 1);  // before it is closed
        }
        disk.powerLoss();
        disk.restart();
        auto store = HistoryStore::open(path, kKey, options);
        QVERIFY(store.ok() && !store.value()->startedOver());
        const auto content = store.value()->load();
        QVERIFY(content.ok());
        const bool isNew = content->scan == scanOf(2);
        QVERIFY(isNew || content->scan == scanOf(1));
        QVERIFY(asMap(content->rows) == (isNew ? after : before));
        QVERIFY(isNew || !said);  // what was said to be there is there
        ++(isNew ? fresh : old);
        if (run % 10 == 9) at = said ? 0 : at + 1;
    }
    QVERIFY(old > 50 && fresh > 9);
    qInfo("old %d, new %d", old, fresh);
}

void TestHistoryStore::failingDisk_data() {
    QTest::addColumn<int>("fault");
    QTest::newRow("write") << static_cast<int>(Fault::WriteError);
    QTest::newRow("sync") << static_cast<int>(Fault::SyncError);
    QTest::newRow("full") << static_cast<int>(Fault::Full);
}

/// What was refused is not there; afterwards everything goes on.
void TestHistoryStore::failingDisk() {
    QFETCH(int, fault);
    int failures = 0;
    for (std::uint64_t at = 1; at < 200; ++at) {
        CrashDisk disk(at);
        const HistoryOptions options{QString::fromStdString(disk.name())};
        const QString path = QStringLiteral("history");
        {
            auto store = HistoryStore::open(path, kKey, options);
            QVERIFY(store.ok());
            QVERIFY(store.value()->putAll(rowsOf(20, "old"), scanOf(1)).ok());
            disk.plan(static_cast<Fault>(fault), at);
            const auto status = store.value()->putAll(rowsOf(40, "new"), scanOf(2));
            if (!disk.happened()) break;
            if (!status) {
                ++failures;
                QCOMPARE(status.error().code, HistoryCode::Disk);
            }
        }
        disk.restart();
        auto store = HistoryStore::open(path, kKey, options);
        QVERIFY(store.ok() && !store.value()->startedOver());
        const auto content = store.value()->load();
        QVERIFY(content.ok());
        const bool isNew = content->scan == scanOf(2);
        QVERIFY(asMap(content->rows) == asMap(isNew ? rowsOf(40, "new") : rowsOf(20, "old")));
        QVERIFY(store.value()->putAll(rowsOf(40, "new"), scanOf(2)).ok());
    }
    QVERIFY(failures > 2);
}

void TestHistoryStore::connectionsGo() {
    opened();
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
    { auto none = HistoryStore::open(m_path + QStringLiteral(".d/x"), kKey); }
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

QTEST_GUILESS_MAIN(TestHistoryStore)
#include "test_history_store.moc"
