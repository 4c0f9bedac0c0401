// Plain SQLite with the rows of a chain store and nothing around them: what the store is measured
// beside. No return code is looked at. No Qt.
#pragma once

#include "node/storage/storage.h"

#include <sqlite3.h>
#include <string>
#include <vector>

namespace timecoin {

/// The rows of a block, encoded before the clock starts: only writing them is measured.
struct PlainRows {
    explicit PlainRows(const BlockCommit& commit);

    const BlockCommit& commit;  ///< outlives this
    Bytes body;
    Bytes coinHash;
    std::vector<Hash> ids;     ///< ascending
    std::vector<Bytes> locks;  ///< parallel to the created coins
};

class PlainChain {
public:
    /// Opens `path`, or makes it; with the settings of the store.
    explicit PlainChain(const std::string& path);
    ~PlainChain();
    PlainChain(const PlainChain&) = delete;
    PlainChain& operator=(const PlainChain&) = delete;

    /// Every coin of `store`, and the ids of its blocks' transactions.
    void fill(const ChainStore& store);
    /// Reads the coins that a block spends, as who checks it does.
    void look(const PlainRows& rows);
    /// One synced transaction.
    void write(const PlainRows& rows);

private:
    sqlite3_stmt* prepare(const char* sql);
    void exec(const char* sql);
    void insertCoin(const OutPoint& outpoint, const Coin& coin, const Bytes& lock);
    void insertId(const Hash& id, std::uint64_t height);

    sqlite3* m_handle = nullptr;
    std::vector<sqlite3_stmt*> m_statements;
    sqlite3_stmt* m_block = nullptr;
    sqlite3_stmt* m_spend = nullptr;
    sqlite3_stmt* m_create = nullptr;
    sqlite3_stmt* m_index = nullptr;
    sqlite3_stmt* m_look = nullptr;
};

}  // namespace timecoin
