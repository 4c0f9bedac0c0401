// The rows there is one of: the state after the tip and after the newest boundary, and how far the
// work that waits has come. Thread: its owner's.
#pragma once

#include "node/storage/sqlite/block_table.h"
#include "node/storage/sqlite/database.h"
#include "node/storage/storage.h"

#include <optional>

namespace timecoin {

/// Which state a row of `states` is.
enum class StateRow : std::uint8_t { Tip = 1, Boundary = 2 };

/// What is known besides the blocks. (R-STO-10) The table of coins is the state after
/// `coinsHeight`, and of what the blocks up to `flushTo` change besides, all outpoints up to
/// `flushedUpTo` are in it already.
struct Upkeep {
    std::uint64_t base = 0;        ///< height of the oldest block known
    std::uint64_t bodiesFrom = 0;  ///< height of the oldest body kept
    std::uint64_t boundaries = 0;  ///< rows of `boundaries`
    std::uint64_t deltasFrom = 1;  ///< height of the oldest delta kept
    std::uint64_t coinsHeight = 0;
    std::uint64_t flushTo = 0;  ///< coinsHeight: no flush has begun
    std::optional<OutPoint> flushedUpTo;
    friend bool operator==(const Upkeep&, const Upkeep&) = default;
};

class StateTable {
public:
    Status<StorageError> prepare(Database& database);

    Status<StorageError> write(StateRow which, const StoredTip& tip, const Hash& genesis);
    /// nullopt: none. What is handed out fits together and fits its block (R-STO-4).
    Stored<std::optional<StoredTip>> read(StateRow which, const BlockTable& blocks) const;
    /// Genesis of the tip; nullopt: no tip.
    Stored<std::optional<Hash>> genesis() const;

    Status<StorageError> write(const Upkeep& upkeep);
    /// Corrupt when there is none.
    Stored<Upkeep> upkeep() const;

private:
    StorageError damaged(const std::string& what) const;

    Database* m_database = nullptr;
    Statement m_writeState;
    Statement m_writeUpkeep;
    mutable Statement m_readState;
    mutable Statement m_readUpkeep;
};

}  // namespace timecoin
