// The recount (R-STO-12): reads everything a chain store holds, slice by slice while the chain goes
// on, and finds whatever does not fit the tip. Pure.
#pragma once

#include "node/storage/storage.h"

namespace timecoin {

struct RecountProgress {
    std::uint32_t permille = 0;
    bool finished = false;  ///< everything fits
    friend bool operator==(const RecountProgress&, const RecountProgress&) = default;
};

/// Counts the coins first: their running hash must come out as the tip's, and the index by lock
/// must know each and be in order. Then every block with its transactions in the index, then deltas and boundaries.
/// What is committed between two slices is taken in by its delta.
class Recount {
public:
    /// `store` has a tip and outlives this.
    explicit Recount(const ChainStore& store) : m_store(store) {}

    /// Looks at about `steps` coins or transactions more. True: there is more to look at. Corrupt:
    /// `detail` names what differs from what.
    Stored<bool> advance(std::size_t steps);
    RecountProgress progress() const;

private:
    enum class Part : std::uint8_t { Coins, LockIndex, Blocks, Deltas, Boundaries, Done };

    Status<StorageError> startCoins();
    Stored<bool> takeInCommitted();
    Stored<std::size_t> countCoins(std::size_t steps);
    Stored<std::size_t> walkLockIndex(std::size_t steps);
    Stored<std::size_t> walkBlock();
    Stored<std::size_t> checkBody(std::uint64_t height);
    Status<StorageError> checkIndex(const Hash& id, std::uint64_t height) const;
    Status<StorageError> startDeltas();
    Stored<std::size_t> walkDelta();
    Stored<std::size_t> walkBoundary();

    const ChainStore& m_store;
    Part m_part = Part::Coins;
    bool m_started = false;            // the running part
    std::uint64_t m_height = 0;        // coins, deltas: the sum is of this height; blocks: next one
    std::optional<OutPoint> m_cursor;  // coins up to here are in the sum
    LtHash m_sum;
    ChainStore::LockCursor m_lockCursor;
    Hash m_previous;                          // hash of the block below m_height
    std::optional<std::uint64_t> m_boundary;  // that the deltas are walked from
    std::uint64_t m_newestWalked = 0;         // boundaries: up to this height
    std::uint64_t m_tipHeight = 0;            // when last looked at; for progress
};

}  // namespace timecoin
