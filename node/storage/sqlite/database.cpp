#include "node/storage/sqlite/database.h"

#include "node/storage/sqlite/row_digest.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <filesystem>

namespace timecoin {

namespace {

/// Settings that touch no file. Reasons: node/storage/README.md.
constexpr const char* kConnectionPragmas = "PRAGMA trusted_schema = OFF;"
                                           "PRAGMA cell_size_check = ON;"
                                           "PRAGMA mmap_size = 0;"
                                           "PRAGMA foreign_keys = ON;"
                                           "PRAGMA secure_delete = OFF;"
                                           "PRAGMA fullfsync = ON;"
                                           "PRAGMA checkpoint_fullfsync = ON;"
                                           "PRAGMA synchronous = FULL;"
                                           "PRAGMA journal_size_limit = 67108864;";
constexpr std::uint64_t kSynchronousFull = 2;

StorageCode codeOf(int result) {
    switch (result & 0xff) {
    case SQLITE_FULL: return StorageCode::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT: return StorageCode::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return StorageCode::Locked;
    case SQLITE_CANTOPEN: return StorageCode::CannotOpen;
    default: return StorageCode::Io;
    }
}

/// A broken constraint is the fault of what was to be written, a lock that of another process;
/// everything else says that the file or the disk cannot be relied on.
bool isDiskFailure(int result) {
    switch (result & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN: return false;
    default: return true;
    }
}

void setCheckpointOnClose(sqlite3* handle, bool on) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1, nullptr);
}

int noteWalFrames(void* connection, sqlite3*, const char*, int frames) {
    static_cast<DatabaseConnection*>(connection)->walFrames = static_cast<std::uint32_t>(frames);
    return SQLITE_OK;
}

}  // namespace

// ---- connection -----------------------------------------------------------------------

DatabaseConnection::~DatabaseConnection() {
    const int result = sqlite3_close(handle);  // nothing to close is fine
    assert(result != SQLITE_BUSY);             // a statement outlived its connection
    static_cast<void>(result);
    // SQLite makes an empty log for reading, and leaves it when it may not write on closing.
    if (!removeLog) return;
    const std::filesystem::path log(path + "-wal");
    std::error_code ignored;
    if (std::filesystem::file_size(log, ignored) == 0) std::filesystem::remove(log, ignored);
}

StorageError DatabaseConnection::error(int result, std::string_view doing) {
    StorageError error{codeOf(result), path + ": " + std::string(doing) + ": "};
    error.detail += handle ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
    error.detail += " (" + std::to_string(result) + ")";
    if (isDiskFailure(result)) giveUp(error);
    return error;
}

void DatabaseConnection::giveUp(const StorageError& error) {
    if (failure) return;
    failure = error;
    setCheckpointOnClose(handle, false);  // closing would write
}

// ---- statement ------------------------------------------------------------------------

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);  // repeats the error of the last step, which has been reported
}

void Statement::bound(int result) {
    if (m_bindResult == SQLITE_OK) m_bindResult = result;
}

Statement& Statement::bind(std::uint64_t value) {
    bound(sqlite3_bind_int64(m_statement.get(), ++m_parameters, static_cast<sqlite3_int64>(value)));
    return *this;
}

Statement& Statement::bind(ByteView bytes) {
    // No bytes have no address, and no address would mean NULL.
    const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
    bound(
        sqlite3_bind_blob64(m_statement.get(), ++m_parameters, data, bytes.size(), SQLITE_STATIC));
    return *this;
}

Status<StorageError> Statement::run() {
    const auto row = next();
    if (!row) return fail(row.error());
    if (row.value()) reset();
    return done();
}

Stored<bool> Statement::next() {
    const int result = m_bindResult != SQLITE_OK ? m_bindResult : sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) {
        reset();
        return false;
    }
    const StorageError error = m_connection->error(result, sqlite3_sql(m_statement.get()));
    reset();
    return fail(error);
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());  // repeats the error of the last step
    m_parameters = 0;
    m_bindResult = SQLITE_OK;
}

std::uint64_t Statement::integer(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(m_statement.get(), column));
}

bool Statement::isInteger(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
}

ByteView Statement::blob(int column) const {
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

std::string_view Statement::text(int column) const {
    const ByteView bytes = blob(column);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// ---- database -------------------------------------------------------------------------

Database::Database(std::unique_ptr<DatabaseConnection> connection)
    : m_connection(std::move(connection)) {}

Stored<Database> Database::open(const std::string& path, const DatabaseSchema& schema,
                                const DatabaseOptions& options) {
    auto connection = std::make_unique<DatabaseConnection>();
    connection->path = path;
    connection->checkpointFrames = options.checkpointFrames;
    std::error_code ignored;
    connection->removeLog = options.readOnly && !std::filesystem::exists(path + "-wal", ignored);
    const int create = options.readOnly ? 0 : SQLITE_OPEN_CREATE;
    const int result = sqlite3_open_v2(path.c_str(), &connection->handle,
                                       SQLITE_OPEN_READWRITE | create | SQLITE_OPEN_NOMUTEX |
                                           SQLITE_OPEN_PRIVATECACHE,
                                       options.vfs.empty() ? nullptr : options.vfs.c_str());
    if (result != SQLITE_OK) return fail(connection->error(result, "open"));
    Database database(std::move(connection));
    if (auto status = database.setUp(schema, options); !status) return fail(status.error());
    return database;
}

Status<StorageError> Database::setUp(const DatabaseSchema& schema, const DatabaseOptions& options) {
    sqlite3* const handle = m_connection->handle;
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 0);  // who else has it will not give it back soon
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Until the file is known to be ours and of our version, closing it must not write either.
    setCheckpointOnClose(handle, false);
    if (const int result = registerRowDigest(handle); result != SQLITE_OK)
        return fail(m_connection->error(result, "register row_digest"));

    // Before the first access: then the WAL index is kept in memory and never shared, and the
    // first read takes the lock that keeps every other process out.
    if (auto status = expectText("PRAGMA locking_mode = EXCLUSIVE", "exclusive"); !status)
        return status;
    if (auto status = execute(kConnectionPragmas); !status) return status;
    if (auto status = checkIdentity(schema); !status) return status;
    if (auto status = setCacheSize(options); !status) return status;
    if (options.readOnly) return setUpReading(schema);

    if (auto status = expectText("PRAGMA journal_mode = WAL", "wal"); !status) return status;
    const auto synchronous = queryInteger("PRAGMA synchronous");
    if (!synchronous) return fail(synchronous.error());
    if (synchronous.value() != kSynchronousFull)
        return fail(StorageError{StorageCode::CannotOpen, path() + ": synchronous is not FULL"});
    sqlite3_wal_hook(handle, noteWalFrames, m_connection.get());
    // What recovery has read from the WAL may never have reached the disk (a sync that failed in
    // an earlier run). Copied back and synced now, nothing later is built on it; but before that the
    // log itself must be on the disk, or a loss of power would leave the copy half done.
    if (auto status = writeLogAgain(); !status) return status;
    if (auto status = checkpoint(SQLITE_CHECKPOINT_TRUNCATE); !status) return status;
    if (auto status = migrate(schema); !status) return status;

    if (options.maxPages > 0) {
        if (auto status = setPragma("max_page_count", options.maxPages); !status) return status;
    }
    setCheckpointOnClose(handle, true);
    return done();
}

/// (R-STO-7) The log as it reads, written in its place and synced: after a failed sync its pages may
/// count as clean and yet not be on the disk, and no later sync would write them.
Status<StorageError> Database::writeLogAgain() {
    constexpr sqlite3_int64 kPieceBytes = 1 << 16;  // SQLite's own files take less than 128 KiB
    sqlite3_file* log = nullptr;
    int result = sqlite3_file_control(m_connection->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                      static_cast<void*>(&log));
    if (result != SQLITE_OK) return fail(m_connection->error(result, "find the log"));
    if (log == nullptr || log->pMethods == nullptr) return done();
    sqlite3_int64 size = 0;
    result = log->pMethods->xFileSize(log, &size);
    Bytes piece(static_cast<std::size_t>(std::min(size, kPieceBytes)));
    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < size; at += kPieceBytes) {
        const int count = static_cast<int>(std::min(size - at, kPieceBytes));
        result = log->pMethods->xRead(log, piece.data(), count, at);
        if (result == SQLITE_OK) result = log->pMethods->xWrite(log, piece.data(), count, at);
    }
    if (result == SQLITE_OK && size > 0) result = log->pMethods->xSync(log, SQLITE_SYNC_FULL);
    if (result != SQLITE_OK) return fail(m_connection->error(result, "write the log again"));
    return done();
}

Status<StorageError> Database::setCacheSize(const DatabaseOptions& options) {
    // A negative cache size counts KiB.
    return setPragma("cache_size", ~std::uint64_t{options.cacheKiB} + 1);
}

/// What a log holds is read where it is; it stays for the next opening to copy back.
Status<StorageError> Database::setUpReading(const DatabaseSchema& schema) {
    if (m_version != schema.migrations.size())
        return fail(StorageError{StorageCode::CannotOpen,
                                 path() + ": of an older version; a node that is started on it "
                                          "brings it up to date"});
    return execute("PRAGMA query_only = ON");
}

/// (R-STO-5) Reads only. A file of a newer version keeps every byte.
Status<StorageError> Database::checkIdentity(const DatabaseSchema& schema) {
    const auto version = queryInteger("PRAGMA user_version");
    if (!version) return fail(version.error());
    const auto application = queryInteger("PRAGMA application_id");
    if (!application) return fail(application.error());
    const auto objects = queryInteger("SELECT count(*) FROM sqlite_schema");
    if (!objects) return fail(objects.error());

    const bool isNew = version.value() == 0 && application.value() == 0 && objects.value() == 0;
    if (!isNew && application.value() != schema.applicationId)
        return fail(StorageError{StorageCode::CannotOpen, path() + ": a file of something else"});
    if (version.value() > schema.migrations.size())
        return fail(StorageError{StorageCode::NewerVersion,
                                 path() + ": version " + std::to_string(version.value()) +
                                     ", known are " + std::to_string(schema.migrations.size())});
    m_version = version.value();
    return done();
}

Status<StorageError> Database::migrate(const DatabaseSchema& schema) {
    while (m_version < schema.migrations.size()) {
        auto transaction = WriteTransaction::begin(*this);
        if (!transaction) return fail(transaction.error());
        if (auto status = execute(schema.migrations[m_version]); !status) return status;
        if (auto status = transaction->commit(); !status) return status;
        ++m_version;
        const auto version = queryInteger("PRAGMA user_version");
        if (!version) return fail(version.error());
        assert(version.value() == m_version);  // a migration that forgot to say so
    }
    return done();
}

Stored<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite3_prepare_v3(m_connection->handle, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) return fail(m_connection->error(result, sql));
    return Statement(m_connection.get(), statement);
}

Status<StorageError> Database::prepareAll(
    std::initializer_list<std::pair<Statement*, std::string_view>> all) {
    for (const auto& [statement, sql] : all) {
        auto prepared = prepare(sql);
        if (!prepared) return fail(prepared.error());
        *statement = std::move(prepared).value();
    }
    return done();
}

Status<StorageError> Database::execute(const char* sql) {
    const int result = sqlite3_exec(m_connection->handle, sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return fail(m_connection->error(result, sql));
    return done();
}

std::uint64_t Database::changes() const {
    return static_cast<std::uint64_t>(sqlite3_changes(m_connection->handle));
}

Stored<std::uint64_t> Database::queryInteger(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return fail(statement.error());
    const auto row = statement->next();
    if (!row) return fail(row.error());
    return row.value() ? statement->integer(0) : 0;
}

Status<StorageError> Database::expectText(std::string_view sql, std::string_view expected) {
    auto statement = prepare(sql);
    if (!statement) return fail(statement.error());
    const auto row = statement->next();
    if (!row) return fail(row.error());
    if (row.value() && statement->text(0) == expected) return done();
    return fail(StorageError{StorageCode::CannotOpen, path() + ": refused: " + std::string(sql)});
}

Status<StorageError> Database::setPragma(std::string_view name, std::uint64_t value) {
    std::string sql("PRAGMA ");
    sql.append(name).append(" = ");
    sql.append(std::to_string(static_cast<std::int64_t>(value)));
    return execute(sql.c_str());
}

Status<StorageError> Database::checkpoint(int mode) {
    const int result =
        sqlite3_wal_checkpoint_v2(m_connection->handle, "main", mode, nullptr, nullptr);
    if (result != SQLITE_OK) return fail(m_connection->error(result, "checkpoint"));
    m_connection->walFrames = 0;
    return done();
}

void Database::checkpointIfDue() {
    // Ours instead of SQLite's automatic one, which swallows its errors. A failure is remembered
    // and refuses the next write; what was just committed is safe in the WAL.
    if (m_connection->walFrames >= m_connection->checkpointFrames)
        static_cast<void>(checkpoint(SQLITE_CHECKPOINT_PASSIVE));
}

// ---- transaction ----------------------------------------------------------------------

Stored<WriteTransaction> WriteTransaction::begin(Database& database) {
    if (database.failure()) return fail(*database.failure());
    if (auto status = database.execute("BEGIN IMMEDIATE"); !status) return fail(status.error());
    return WriteTransaction(database);
}

Status<StorageError> WriteTransaction::commit() {
    if (auto status = m_database->execute("COMMIT"); !status) return status;
    std::exchange(m_database, nullptr)->checkpointIfDue();
    return done();
}

WriteTransaction::~WriteTransaction() {
    // SQLite has rolled back by itself after some errors. A failing rollback is remembered by the
    // connection, which then writes nothing more.
    if (m_database && sqlite3_get_autocommit(m_database->m_connection->handle) == 0)
        static_cast<void>(m_database->execute("ROLLBACK"));
}

}  // namespace timecoin
