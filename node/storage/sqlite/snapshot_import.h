// A snapshot on its way into a new chain database. Thread: its owner's.
#pragma once

#include "node/storage/sqlite/block_table.h"
#include "node/storage/sqlite/coin_table.h"
#include "node/storage/sqlite/database.h"
#include "node/storage/sqlite/history_tables.h"
#include "node/storage/sqlite/state_table.h"
#include "node/storage/storage.h"

#include <memory>
#include <optional>
#include <string>

namespace timecoin {

/// Whether a store is one that an import has begun and not finished.
Stored<bool> importIsUnfinished(Database& database);

/// Owns the file until it is destroyed; then SqliteChainStore::open() takes it. What did not come
/// to its end is thrown away with the file.
class SqliteSnapshotImport final : public SnapshotImport {
public:
    /// Creates the file when there is none.
    static Stored<std::unique_ptr<SqliteSnapshotImport>> open(const std::string& path,
                                                              const DatabaseOptions& options = {});

    Status<StorageError> begin(const Network& network) override;
    Status<StorageError> addCoins(const std::vector<CoinDelta::Created>& page) override;
    Status<StorageError> finish(const StoredTip& boundary,
                                const std::vector<EpochBoundary>& all) override;

private:
    explicit SqliteSnapshotImport(Database database) : m_database(std::move(database)) {}
    Status<StorageError> prepareStatements();
    Status<StorageError> writeAll(const StoredTip& boundary, const std::vector<EpochBoundary>& all);

    Database m_database;  // destroyed after the statements below
    BlockTable m_blocks;
    CoinTable m_coins;
    StateTable m_states;
    BoundaryTable m_boundaries;
    std::optional<Hash> m_genesis;  // begun
    std::optional<OutPoint> m_last;
    LtHash m_coinHash;
};

}  // namespace timecoin
