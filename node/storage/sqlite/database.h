// SQLite's C API behind RAII: one connection, its prepared statements, its transactions. The only
// file that speaks to it besides database.cpp. Every return code is checked. Thread: the owner's;
// connections are opened without SQLite's mutexes.
#pragma once

#include "node/base/bytes.h"
#include "node/storage/storage.h"

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace timecoin {

/// Which file this is and how it came to its present layout. `migrations[i]` takes version i to
/// i + 1: SQL text that sets `PRAGMA user_version = i + 1` itself, run as one transaction.
struct DatabaseSchema {
    std::uint32_t applicationId = 0;
    std::span<const char* const> migrations;
};

struct DatabaseOptions {
    std::uint32_t cacheKiB = 32'768;         ///< page cache
    std::uint32_t coinCacheKiB = 32'768;     ///< coins in memory (R-STO-10); chain database only
    std::uint32_t checkpointFrames = 4'096;  ///< WAL pages after which it is copied back
    std::uint32_t coinsPerFlush = 2'000;     ///< written back in one transaction: milliseconds
    /// For tools: not a byte of the file or its log is changed, not even by closing it. The file must
    /// be there, and of the newest version. Its lock is taken all the same.
    bool readOnly = false;
    std::uint32_t maxPages = 0;  ///< tests: a disk that is full at this size; 0 = none
    std::string vfs;             ///< tests: name of a registered VFS; empty = default
};

/// State shared by a connection and its statements; its address never changes.
struct DatabaseConnection {
    sqlite3* handle = nullptr;
    std::string path;
    std::optional<StorageError> failure;  ///< after it nothing is written any more (R-STO-6)
    std::uint32_t checkpointFrames = 0;
    std::uint32_t walFrames = 0;
    bool removeLog = false;  ///< on closing, when it is empty

    DatabaseConnection() = default;
    DatabaseConnection(const DatabaseConnection&) = delete;
    DatabaseConnection& operator=(const DatabaseConnection&) = delete;
    ~DatabaseConnection();

    /// `result` as an error; an Io, Full or Corrupt one is remembered in `failure`.
    StorageError error(int result, std::string_view doing);
    void giveUp(const StorageError& error);
};

/// A prepared statement, to be used again and again by its owner. Values are bound in order; blobs
/// are borrowed until run() or the last next().
class Statement {
public:
    Statement() = default;

    Statement& bind(std::uint64_t value);
    Statement& bind(ByteView bytes);
    template <class Tag, std::size_t N>
    Statement& bind(const FixedBytes<Tag, N>& value) {
        return bind(value.view());
    }

    /// For statements that yield no rows. Leaves the statement ready to be bound again.
    Status<StorageError> run();
    /// True with a row to read; false after the last one, when the statement is ready again.
    Stored<bool> next();
    /// Needed only after rows that were not read to their end.
    void reset();

    std::uint64_t integer(int column) const;
    /// A damaged row may hold NULL in its place, which reads as 0 and is found by no key.
    bool isInteger(int column) const;
    /// Borrowed until next() or reset().
    ByteView blob(int column) const;
    std::string_view text(int column) const;
    /// False when the column has another length.
    template <class Tag, std::size_t N>
    [[nodiscard]] bool fixed(int column, FixedBytes<Tag, N>& out) const {
        const ByteView from = blob(column);
        if (from.size() != N) return false;
        std::copy(from.begin(), from.end(), out.data.begin());
        return true;
    }

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(DatabaseConnection* connection, sqlite3_stmt* statement)
        : m_connection(connection),
          m_statement(statement) {}
    void bound(int result);

    DatabaseConnection* m_connection = nullptr;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_parameters = 0;  // bound so far
    int m_bindResult = 0;  // first failure of a bind; reported by the next step
};

/// Resets a statement whose rows may not be read to their end.
class StatementGuard {
public:
    explicit StatementGuard(Statement& statement) : m_statement(statement) {}
    ~StatementGuard() { m_statement.reset(); }
    StatementGuard(const StatementGuard&) = delete;
    StatementGuard& operator=(const StatementGuard&) = delete;

private:
    Statement& m_statement;
};

/// One connection, and the only one to its file. The owner destroys its statements first.
class Database {
public:
    /// Creates the file when there is none and brings it to the newest version. A file of a newer
    /// version is NewerVersion and keeps every byte; one in use is Locked.
    static Stored<Database> open(const std::string& path, const DatabaseSchema& schema,
                                 const DatabaseOptions& options);

    Stored<Statement> prepare(std::string_view sql);
    /// The statements that their owner keeps.
    Status<StorageError> prepareAll(
        std::initializer_list<std::pair<Statement*, std::string_view>> all);
    /// Text without parameters: pragmas and migrations.
    Status<StorageError> execute(const char* sql);
    /// Rows changed by the last run() of an INSERT, UPDATE or DELETE.
    std::uint64_t changes() const;
    const std::string& path() const { return m_connection->path; }
    const std::optional<StorageError>& failure() const { return m_connection->failure; }
    /// The content is not what it must be: nothing is written any more (R-STO-6).
    void giveUp(const StorageError& error) { m_connection->giveUp(error); }

private:
    friend class WriteTransaction;
    explicit Database(std::unique_ptr<DatabaseConnection> connection);

    Status<StorageError> setUp(const DatabaseSchema& schema, const DatabaseOptions& options);
    Status<StorageError> writeLogAgain();
    Status<StorageError> setCacheSize(const DatabaseOptions& options);
    Status<StorageError> setUpReading(const DatabaseSchema& schema);
    Status<StorageError> checkIdentity(const DatabaseSchema& schema);
    Status<StorageError> migrate(const DatabaseSchema& schema);
    Stored<std::uint64_t> queryInteger(std::string_view sql);
    Status<StorageError> expectText(std::string_view sql, std::string_view expected);
    /// "PRAGMA name = value": a pragma takes no bound values.
    Status<StorageError> setPragma(std::string_view name, std::uint64_t value);
    Status<StorageError> checkpoint(int mode);
    void checkpointIfDue();

    std::unique_ptr<DatabaseConnection> m_connection;
    std::uint64_t m_version = 0;  // of the file
};

/// All or nothing: rolled back unless commit() has succeeded. One at a time for each connection.
class WriteTransaction {
public:
    /// Refused with the old error once the connection has failed.
    static Stored<WriteTransaction> begin(Database& database);
    WriteTransaction(WriteTransaction&& other) noexcept
        : m_database(std::exchange(other.m_database, nullptr)) {}
    WriteTransaction& operator=(WriteTransaction&&) = delete;
    ~WriteTransaction();

    /// Synced before it returns. An error leaves the file as it was, but whether the transaction
    /// is in the WAL is then unknown until the file is opened again.
    Status<StorageError> commit();

private:
    explicit WriteTransaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

}  // namespace timecoin
