#include "node/storage/sqlite/safety_log.h"

#include "node/storage/commit_check.h"
#include "node/storage/sequence_check.h"
#include "node/storage/sqlite/row_digest.h"

namespace timecoin {

namespace {

constexpr std::uint32_t kApplicationId = 0x5443534C;  // "TCSL", 1413698380 below

/// `position` is the order of appending.
constexpr const char* kVersion1 =
    "CREATE TABLE records("
    "  position INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    "  height INTEGER NOT NULL, view INTEGER NOT NULL, name BLOB NOT NULL,"
    "  sequence INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE INDEX records_by_height ON records(height);"
    "CREATE TABLE signer(id INTEGER PRIMARY KEY CHECK(id = 1), last_sequence INTEGER NOT NULL);"
    "INSERT INTO signer VALUES(1, 0);"
    "PRAGMA application_id = 1413698380;"
    "PRAGMA user_version = 1;";

/// (R-STO-15) Every row carries a digest, the signer's row counts the records. No index: of the
/// few records the right ones are pruned whatever another page says.
constexpr const char* kVersion2 =
    "DROP INDEX records_by_height;"
    "ALTER TABLE records RENAME TO old_records;"
    "ALTER TABLE signer RENAME TO old_signer;"
    "CREATE TABLE records("
    "  position INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    "  height INTEGER NOT NULL, view INTEGER NOT NULL, name BLOB NOT NULL,"
    "  sequence INTEGER NOT NULL, digest BLOB NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE signer("
    "  id INTEGER PRIMARY KEY CHECK(id = 1), last_sequence INTEGER NOT NULL,"
    "  records INTEGER NOT NULL, digest BLOB NOT NULL);"
    "INSERT INTO records SELECT position, kind, height, view, name, sequence,"
    "  row_digest('records', position, kind, height, view, name, sequence, bytes), bytes"
    "  FROM old_records;"
    "INSERT INTO signer SELECT 1, last_sequence, (SELECT count(*) FROM records),"
    "  row_digest('signer', last_sequence, (SELECT count(*) FROM records)) FROM old_signer;"
    "DROP TABLE old_records;"
    "DROP TABLE old_signer;"
    "PRAGMA user_version = 2;";

constexpr const char* kMigrations[] = {kVersion1, kVersion2};

constexpr DatabaseSchema kSchema{kApplicationId, kMigrations};

std::optional<SafetyKind> kindOf(std::uint64_t value) {
    if (value < static_cast<std::uint64_t>(SafetyKind::Statement) ||
        value > static_cast<std::uint64_t>(SafetyKind::Prepared))
        return std::nullopt;
    return static_cast<SafetyKind>(value);
}

Hash digestOf(std::uint64_t position, const SafetyRecord& record) {
    return RowDigest("records")
        .add(position)
        .add(static_cast<std::uint64_t>(record.kind))
        .add(record.height)
        .add(record.view)
        .add(record.name)
        .add(record.sequence)
        .add(record.bytes)
        .finish();
}

}  // namespace

Stored<std::unique_ptr<SqliteSafetyLog>> SqliteSafetyLog::open(const std::string& path,
                                                               const DatabaseOptions& options) {
    auto database = Database::open(path, kSchema, options);
    if (!database) return fail(database.error());
    std::unique_ptr<SqliteSafetyLog> log(new SqliteSafetyLog(std::move(database).value()));
    if (auto status = log->setUp(); !status) return fail(status.error());
    return log;
}

StorageError SqliteSafetyLog::damaged(const std::string& what) const {
    return corrupt(m_database.path() + ": " + what);
}

Status<StorageError> SqliteSafetyLog::setUp() {
    auto status = m_database.prepareAll({
        {&m_insert, "INSERT INTO records(position, kind, height, view, name, sequence, digest,"
                    " bytes) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"},
        {&m_writeSigner, "INSERT OR REPLACE INTO signer(id, last_sequence, records, digest)"
                         " VALUES(1, ?, ?, ?)"},
        {&m_prune, "DELETE FROM records WHERE height < ?"},
    });
    if (!status) return status;
    const auto signer = readSigner();
    if (!signer) return fail(signer.error());
    m_signer = signer.value();
    // All of them are read once: what does not fit is found before anything is signed.
    const auto records = load();
    if (!records) return fail(records.error());
    for (const SafetyRecord& record : records.value()) {
        // A sequence below a record's own would let the signer use a number twice.
        if (record.sequence > m_signer.lastSequence) return fail(damaged("last sequence"));
    }
    return done();
}

Stored<SqliteSafetyLog::Signer> SqliteSafetyLog::readSigner() {
    auto read = m_database.prepare("SELECT last_sequence, records, digest,"
                                   " (SELECT ifnull(max(position), 0) FROM records)"
                                   " FROM signer WHERE id = 1");
    if (!read) return fail(read.error());
    const auto row = read->next();
    if (!row) return fail(row.error());
    if (!row.value()) return fail(damaged("no row of the signer"));
    const Signer signer{read->integer(0), read->integer(1)};
    Hash digest;
    if (!read->fixed(2, digest) ||
        digest != RowDigest("signer").add(signer.lastSequence).add(signer.records).finish())
        return fail(damaged("the row of the signer is not what was written"));
    m_lastPosition = read->integer(3);
    return signer;
}

Status<StorageError> SqliteSafetyLog::insert(std::uint64_t position, const SafetyRecord& record) {
    const Hash digest = digestOf(position, record);
    return m_insert.bind(position)
        .bind(static_cast<std::uint64_t>(record.kind))
        .bind(record.height)
        .bind(record.view)
        .bind(record.name)
        .bind(record.sequence)
        .bind(digest)
        .bind(record.bytes)
        .run();
}

Status<StorageError> SqliteSafetyLog::write(const Signer& signer) {
    const Hash digest = RowDigest("signer").add(signer.lastSequence).add(signer.records).finish();
    return m_writeSigner.bind(signer.lastSequence).bind(signer.records).bind(digest).run();
}

Status<StorageError> SqliteSafetyLog::append(const std::vector<SafetyRecord>& records) {
    const auto last = sequenceAfter(m_signer.lastSequence, records);
    if (!last) return fail(last.error());
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    std::uint64_t position = m_lastPosition;
    for (const SafetyRecord& record : records) {
        if (auto status = insert(++position, record); !status) return status;
    }
    const Signer signer{last.value(), m_signer.records + records.size()};
    if (auto status = write(signer); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_signer = signer;
    m_lastPosition = position;
    return done();
}

Stored<std::vector<SafetyRecord>> SqliteSafetyLog::load() const {
    auto all = m_database.prepare("SELECT kind, height, view, name, sequence, bytes, position,"
                                  " digest FROM records ORDER BY position");
    if (!all) return fail(all.error());
    std::vector<SafetyRecord> records;
    for (;;) {
        const auto row = all->next();
        if (!row) return fail(row.error());
        if (!row.value()) break;
        const auto kind = kindOf(all->integer(0));
        SafetyRecord record;
        Hash digest;
        if (!kind || !all->fixed(3, record.name) || !all->fixed(7, digest))
            return fail(damaged("a record does not decode"));
        record.kind = *kind;
        record.height = all->integer(1);
        record.view = static_cast<std::uint32_t>(all->integer(2));
        record.sequence = all->integer(4);
        const ByteView bytes = all->blob(5);
        record.bytes.assign(bytes.begin(), bytes.end());
        if (digest != digestOf(all->integer(6), record))
            return fail(damaged("a record is not what was written"));
        records.push_back(std::move(record));
    }
    if (records.size() != m_signer.records) return fail(damaged("a record is missing"));
    return records;
}

Status<StorageError> SqliteSafetyLog::pruneBelow(std::uint64_t height) {
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = m_prune.bind(height).run(); !status) return status;
    const Signer signer{m_signer.lastSequence, m_signer.records - m_database.changes()};
    if (signer != m_signer) {
        if (auto status = write(signer); !status) return status;
    }
    if (auto status = transaction->commit(); !status) return status;
    m_signer = signer;
    return done();
}

}  // namespace timecoin
