#include "wallet/history/history_database.h"

#include <QFile>
#include <QSqlError>
#include <QVariant>

#include <array>
#include <atomic>

namespace timecoin {

namespace {

constexpr quint32 kApplicationId = 0x54434849;  // "TCHI"

// What each setting is for: wallet/history/README.md.
constexpr std::array kPragmas = {
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA fullfsync = ON",
};

/// Version 0 to 1. A name is a keyed hash, everything else is sealed.
constexpr std::array kVersion1 = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE payments (row INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE,"
    " sealed BLOB NOT NULL)",
    "PRAGMA application_id = 1413695561",
    "PRAGMA user_version = 1",
};
static_assert(kApplicationId == 1413695561);

HistoryError historyError(const QSqlError& error) {
    // Of an extended code the lower byte is the code itself.
    constexpr int kBusy = 5;
    constexpr int kLocked = 6;
    constexpr int kCorrupt = 11;
    constexpr int kTooBig = 18;
    constexpr int kNotADatabase = 26;
    constexpr int kError = 1;  // "no such table", "no such column"
    HistoryCode code = HistoryCode::Disk;
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case kBusy:
    case kLocked: code = HistoryCode::InUse; break;
    case kError:
    case kCorrupt:
    case kNotADatabase: code = HistoryCode::Damaged; break;
    case kTooBig: code = HistoryCode::TooBig; break;
    default: break;
    }
    return {code, error.text()};
}

QString uniqueName() {
    static std::atomic<quint64> next{0};
    return QStringLiteral("history-%1").arg(next.fetch_add(1));
}

}  // namespace

HistoryDatabase::HistoryDatabase() : m_name(uniqueName()) {}

HistoryDatabase::~HistoryDatabase() {
    close();
}

void HistoryDatabase::close() {
    if (!m_database.isValid()) return;
    m_database.close();
    m_database = QSqlDatabase();  // the last copy must be gone before the name is
    QSqlDatabase::removeDatabase(m_name);
}

Status<HistoryError> HistoryDatabase::open(const QString& path, const HistoryOptions& options) {
    close();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    QString connect = QStringLiteral("QSQLITE_BUSY_TIMEOUT=0");
    QString name = path;
    if (!options.vfs.isEmpty()) {
        connect += QStringLiteral(";QSQLITE_OPEN_URI");
        name = QStringLiteral("file:%1?vfs=%2").arg(path, options.vfs);
    }
    m_database.setConnectOptions(connect);
    m_database.setDatabaseName(name);
    if (!m_database.open()) {
        HistoryError error{HistoryCode::Disk, m_database.lastError().text()};
        close();
        return fail(std::move(error));
    }
    // Sealed or not, how often money comes and goes is nobody's business. Before the journal is
    // made, which gets the same.
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    auto status = setUp();
    if (!status) close();
    return status;
}

Status<HistoryError> HistoryDatabase::setUp() {
    // Before the first access; then the first lock is kept.
    const auto locking = value(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE"));
    if (!locking) return fail(locking.error());
    for (const char* pragma : kPragmas)
        if (auto status = execute(QString::fromLatin1(pragma)); !status) return status;

    const auto found = version();
    if (!found) return fail(found.error());
    const auto application = value(QStringLiteral("PRAGMA application_id"));
    if (!application) return fail(application.error());
    const auto objects = value(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!objects) return fail(objects.error());
    const bool isEmpty = *found == 0 && application->toUInt() == 0 && objects->toInt() == 0;
    if (!isEmpty && (application->toUInt() != kApplicationId || *found == 0))
        return fail(HistoryError{HistoryCode::Damaged, QStringLiteral("a file of something else")});
    if (*found > kVersion)
        return fail(HistoryError{HistoryCode::Newer, QStringLiteral("version %1").arg(*found)});

    const auto journal = value(QStringLiteral("PRAGMA journal_mode = TRUNCATE"));
    if (!journal) return fail(journal.error());
    if (auto status = execute(QStringLiteral("PRAGMA synchronous = FULL")); !status) return status;
    const auto synchronous = value(QStringLiteral("PRAGMA synchronous"));
    if (!synchronous) return fail(synchronous.error());
    constexpr int kFull = 2;
    if (locking->toString() != QStringLiteral("exclusive") ||
        journal->toString() != QStringLiteral("truncate") || synchronous->toInt() != kFull)
        return fail(HistoryError{HistoryCode::Disk, QStringLiteral("a setting was refused")});
    // Who else has it is found out now, not at the first writing.
    if (auto status = execute(QStringLiteral("BEGIN EXCLUSIVE")); !status) return status;
    return execute(QStringLiteral("COMMIT"));
}

HistoryResult<quint32> HistoryDatabase::version() {
    const auto found = value(QStringLiteral("PRAGMA user_version"));
    if (!found) return fail(found.error());
    return found->toUInt();
}

Status<HistoryError> HistoryDatabase::migrate(quint32 from) {
    if (from < 1) {
        for (const char* sql : kVersion1)
            if (auto status = execute(QString::fromLatin1(sql)); !status) return status;
    }
    return done();
}

HistoryResult<QSqlQuery> HistoryDatabase::prepare(const QString& sql) {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) return fail(historyError(query.lastError()));
    return query;
}

Status<HistoryError> HistoryDatabase::run(QSqlQuery& query) {
    if (!query.exec()) return fail(historyError(query.lastError()));
    return done();
}

Status<HistoryError> HistoryDatabase::execute(const QString& sql) {
    auto query = prepare(sql);
    if (!query) return fail(query.error());
    if (auto status = run(*query); !status) return status;
    query->finish();
    return done();
}

Status<HistoryError> HistoryDatabase::ended(const QSqlQuery& query) {
    if (query.lastError().isValid()) return fail(historyError(query.lastError()));
    return done();
}

HistoryResult<QVariant> HistoryDatabase::value(const QString& sql) {
    auto query = prepare(sql);
    if (!query) return fail(query.error());
    if (auto status = run(*query); !status) return fail(status.error());
    if (!query->next()) {
        if (auto status = ended(*query); !status) return fail(status.error());
        return QVariant();
    }
    QVariant found = query->value(0);
    query->finish();
    return found;
}

// ---- transaction --------------------------------------------------------------------------

HistoryResult<HistoryTransaction> HistoryTransaction::begin(HistoryDatabase& database) {
    if (auto status = database.execute(QStringLiteral("BEGIN IMMEDIATE")); !status)
        return fail(status.error());
    return HistoryTransaction(database);
}

Status<HistoryError> HistoryTransaction::commit() {
    if (auto status = m_database->execute(QStringLiteral("COMMIT")); !status) return status;
    m_database = nullptr;
    return done();
}

HistoryTransaction::~HistoryTransaction() {
    // After some errors SQLite has rolled back by itself: then this one fails, rightly.
    if (m_database) static_cast<void>(m_database->execute(QStringLiteral("ROLLBACK")));
}

}  // namespace timecoin
