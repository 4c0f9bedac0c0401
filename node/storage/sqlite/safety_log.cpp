#include "node/storage/sqlite/safety_log.h"

#include "node/storage/commit_check.h"
#include "node/storage/sequence_check.h"

namespace timecoin {

namespace {

constexpr std::uint32_t kApplicationId = 0x5443534C;  // "TCSL", 1413698380 below

/// Version 1. `position` is the order of appending.
constexpr const char* kMigrations[] = {
    "CREATE TABLE records("
    "  position INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    "  height INTEGER NOT NULL, view INTEGER NOT NULL, name BLOB NOT NULL,"
    "  sequence INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE INDEX records_by_height ON records(height);"
    "CREATE TABLE signer(id INTEGER PRIMARY KEY CHECK(id = 1), last_sequence INTEGER NOT NULL);"
    "INSERT INTO signer VALUES(1, 0);"
    "PRAGMA application_id = 1413698380;"
    "PRAGMA user_version = 1;",
};

constexpr DatabaseSchema kSchema{kApplicationId, kMigrations};

std::optional<SafetyKind> kindOf(std::uint64_t value) {
    if (value < static_cast<std::uint64_t>(SafetyKind::Statement) ||
        value > static_cast<std::uint64_t>(SafetyKind::Prepared))
        return std::nullopt;
    return static_cast<SafetyKind>(value);
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

Status<StorageError> SqliteSafetyLog::setUp() {
    const std::pair<Statement*, std::string_view> all[] = {
        {&m_insert, "INSERT INTO records(kind, height, view, name, sequence, bytes)"
                    " VALUES(?, ?, ?, ?, ?, ?)"},
        {&m_writeSequence, "UPDATE signer SET last_sequence = ? WHERE id = 1"},
        {&m_prune, "DELETE FROM records WHERE height < ?"},
    };
    for (const auto& [statement, sql] : all) {
        auto prepared = m_database.prepare(sql);
        if (!prepared) return fail(prepared.error());
        *statement = std::move(prepared).value();
    }
    auto read = m_database.prepare("SELECT last_sequence,"
                                   " (SELECT ifnull(max(sequence), 0) FROM records)"
                                   " FROM signer WHERE id = 1");
    if (!read) return fail(read.error());
    const auto row = read->next();
    if (!row) return fail(row.error());
    // A sequence below a record's own would let the signer use a number twice.
    if (!row.value() || read->integer(0) < read->integer(1))
        return fail(corrupt(m_database.path() + ": last sequence"));
    m_lastSequence = read->integer(0);
    return done();
}

Status<StorageError> SqliteSafetyLog::append(const std::vector<SafetyRecord>& records) {
    const auto last = sequenceAfter(m_lastSequence, records);
    if (!last) return fail(last.error());
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    for (const SafetyRecord& record : records) {
        auto status = m_insert.bind(static_cast<std::uint64_t>(record.kind))
                          .bind(record.height)
                          .bind(record.view)
                          .bind(record.name)
                          .bind(record.sequence)
                          .bind(record.bytes)
                          .run();
        if (!status) return status;
    }
    if (last.value() != m_lastSequence) {
        if (auto status = m_writeSequence.bind(last.value()).run(); !status) return status;
    }
    if (auto status = transaction->commit(); !status) return status;
    m_lastSequence = last.value();
    return done();
}

Stored<std::vector<SafetyRecord>> SqliteSafetyLog::load() const {
    auto all = m_database.prepare("SELECT kind, height, view, name, sequence, bytes"
                                  " FROM records ORDER BY position");
    if (!all) return fail(all.error());
    std::vector<SafetyRecord> records;
    for (;;) {
        const auto row = all->next();
        if (!row) return fail(row.error());
        if (!row.value()) return records;
        const auto kind = kindOf(all->integer(0));
        SafetyRecord record;
        if (!kind || !all->fixed(3, record.name))
            return fail(corrupt(m_database.path() + ": a record does not decode"));
        record.kind = *kind;
        record.height = all->integer(1);
        record.view = static_cast<std::uint32_t>(all->integer(2));
        record.sequence = all->integer(4);
        const ByteView bytes = all->blob(5);
        record.bytes.assign(bytes.begin(), bytes.end());
        records.push_back(std::move(record));
    }
}

Status<StorageError> SqliteSafetyLog::pruneBelow(std::uint64_t height) {
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = m_prune.bind(height).run(); !status) return status;
    return transaction->commit();
}

}  // namespace timecoin
