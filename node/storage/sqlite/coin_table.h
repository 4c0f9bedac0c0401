// The table of coins and its index by lock. Thread: its owner's.
#pragma once

#include "node/storage/sqlite/database.h"
#include "node/storage/storage.h"

#include <optional>
#include <vector>

namespace timecoin {

/// Reading binds and steps prepared statements; nothing of it is seen from outside.
class CoinTable {
public:
    Status<StorageError> prepare(Database& database);

    /// The key is unique: a coin that is there already breaks the constraint.
    Status<StorageError> insert(const OutPoint& outpoint, const Coin& coin);
    /// Corrupt unless it is there exactly as `coin`.
    Status<StorageError> remove(const OutPoint& outpoint, const Coin& coin);

    Stored<std::optional<Coin>> find(const OutPoint& outpoint) const;
    /// Whether any output of this transaction is there.
    Stored<bool> holdsAnyOf(const Hash& txid) const;
    /// In outpoint order, after `after`, at most `limit`.
    Stored<std::vector<CoinDelta::Created>> page(const std::optional<OutPoint>& after,
                                                 std::size_t limit) const;
    /// By the index, in outpoint order.
    Stored<std::vector<CoinDelta::Created>> ofLock(const Lock& lock) const;
    Stored<bool> indexHolds(const OutPoint& outpoint, const Coin& coin) const;
    Stored<std::size_t> walkLockIndex(ChainStore::LockCursor& cursor, std::size_t limit) const;

private:
    Stored<std::vector<CoinDelta::Created>> readAll(Statement& statement) const;
    StorageError damaged(const std::string& what) const;

    Database* m_database = nullptr;
    mutable Statement m_insert;
    mutable Statement m_remove;
    mutable Statement m_find;
    mutable Statement m_anyOf;
    mutable Statement m_page;
    mutable Statement m_ofLock;
    mutable Statement m_inIndex;
    mutable Statement m_walkIndex;
};

}  // namespace timecoin
