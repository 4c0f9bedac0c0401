// One SQLite connection of Qt's, under a name of its own, and its transactions. Every result is
// checked. Thread: the one that opened it.
#pragma once

#include "wallet/history/history_store.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace timecoin {

class HistoryDatabase {
public:
    HistoryDatabase();
    ~HistoryDatabase();
    HistoryDatabase(const HistoryDatabase&) = delete;
    HistoryDatabase& operator=(const HistoryDatabase&) = delete;

    /// Takes the file for this connection alone. A file of a newer version keeps every byte; one of
    /// something else is Damaged. The schema is not made yet: see version().
    Status<HistoryError> open(const QString& path, const HistoryOptions& options);
    void close();

    /// 0: an empty file.
    HistoryResult<quint32> version();
    /// Brings the file to kVersion; within a transaction of the caller's.
    Status<HistoryError> migrate(quint32 from);
    static constexpr quint32 kVersion = 1;

    HistoryResult<QSqlQuery> prepare(const QString& sql);
    Status<HistoryError> run(QSqlQuery& query);
    Status<HistoryError> execute(const QString& sql);
    /// What a query without rows left says: an error that ended it, or done().
    static Status<HistoryError> ended(const QSqlQuery& query);

private:
    Status<HistoryError> setUp();
    /// The first value of the first row.
    HistoryResult<QVariant> value(const QString& sql);

    QString m_name;
    QSqlDatabase m_database;
};

/// Rolled back unless commit() has succeeded.
class HistoryTransaction {
public:
    static HistoryResult<HistoryTransaction> begin(HistoryDatabase& database);
    HistoryTransaction(HistoryTransaction&& other) noexcept
        : m_database(std::exchange(other.m_database, nullptr)) {}
    HistoryTransaction& operator=(HistoryTransaction&&) = delete;
    ~HistoryTransaction();

    Status<HistoryError> commit();

private:
    explicit HistoryTransaction(HistoryDatabase& database) : m_database(&database) {}
    HistoryDatabase* m_database;
};

}  // namespace timecoin
