// What is kept for going back: the delta of each block down to the newest epoch boundary, and the
// boundaries themselves. Thread: its owner's.
#pragma once

#include "node/storage/sqlite/database.h"
#include "node/storage/storage.h"

#include <optional>
#include <vector>

namespace timecoin {

class DeltaTable {
public:
    Status<StorageError> prepare(Database& database);
    Status<StorageError> insert(std::uint64_t height, const CoinDelta& delta);
    /// nullopt: no such row.
    Stored<std::optional<CoinDelta>> read(std::uint64_t height) const;
    /// Drops those of heights from `from` to below `to`.
    Status<StorageError> drop(std::uint64_t from, std::uint64_t to);

private:
    Database* m_database = nullptr;
    Statement m_insert;
    Statement m_drop;
    mutable Statement m_read;
};

class BoundaryTable {
public:
    Status<StorageError> prepare(Database& database);
    Status<StorageError> insert(const EpochBoundary& boundary);
    /// Above `after`, ascending, at most `limit`.
    Stored<std::vector<EpochBoundary>> read(std::uint64_t after, std::size_t limit) const;
    Stored<std::uint64_t> count() const;

private:
    Database* m_database = nullptr;
    Statement m_insert;
    mutable Statement m_read;
    mutable Statement m_count;
};

}  // namespace timecoin
