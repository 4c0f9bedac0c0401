// What memory holds of the coins (R-STO-10): changes that are not in the table yet, in two layers,
// and coins read a short while ago. Pure.
#pragma once

#include "node/storage/coin_layer.h"

#include <algorithm>
#include <cstddef>

namespace timecoin {

/// The state of the tip is: the table, over it flushing(), over that fresh(). A flush takes the
/// fresh changes as a whole and writes them in outpoint order, piece by piece.
class CoinCache {
public:
    explicit CoinCache(std::size_t boundBytes) : m_boundBytes(boundBytes) {}

    /// What is known here: outer nullopt = nothing, ask the table; inner nullopt = no such coin.
    std::optional<std::optional<Coin>> find(const OutPoint& outpoint);
    /// Read from the table; may be forgotten again at any time.
    void remember(const OutPoint& outpoint, const Coin& coin);

    /// A block that is durable. Its delta fits the state of the tip.
    void apply(const CoinDelta& delta);
    /// The same for a delta found at opening that belongs to a flush which had begun.
    void applyToFlush(const CoinDelta& delta) { m_flushing.apply(delta); }

    const CoinChanges& flushing() const { return m_flushing.changes(); }
    const CoinChanges& fresh() const { return m_fresh.changes(); }
    /// The layers from below to above.
    std::vector<const CoinChanges*> layers() const { return {&flushing(), &fresh()}; }
    /// What waits of one lock, of the lower layer first: O(log n) for each.
    void visitLock(const Lock& lock,
                   const std::function<void(const CoinChanges::value_type&)>& visit) const;

    /// Requires that the last flush has ended: what is fresh is now to be written.
    void beginFlush();
    /// The first entries of flushing(), up to and with `last`, are durable in the table.
    void flushedUpTo(const OutPoint& last);
    /// All of them are.
    void endFlush() { m_flushing.clear(); }
    void clear();

    /// Waiting changes take more than their share: somebody must write now.
    bool isFull() const {
        return waitingBytes() > std::min(kWaitingShare * (m_boundBytes / kShares), kFullBytes);
    }
    /// Enough has come together to be worth writing.
    bool isWorthFlushing() const {
        return waitingBytes() > std::min(m_boundBytes / kShares, kWorthFlushingBytes);
    }
    std::size_t bytes() const;

private:
    /// Of four shares of the bound three are for what waits, one for what was read.
    static constexpr std::size_t kShares = 4;
    static constexpr std::size_t kWaitingShare = 3;
    /// What waits is read again at the next start, which must not be slow, however large the
    /// bound: about 50,000 and 150,000 coins.
    static constexpr std::size_t kWorthFlushingBytes = 16 << 20;
    static constexpr std::size_t kFullBytes = 48 << 20;
    using Coins = std::map<OutPoint, Coin>;

    std::size_t waitingBytes() const;
    void forget(const OutPoint& outpoint);

    std::size_t m_boundBytes;
    CoinLayer m_flushing;
    CoinLayer m_fresh;
    // Coins that were read. When the young ones fill half the share they become the old ones, and
    // the old ones are forgotten: who was not asked for meanwhile goes.
    Coins m_young;
    Coins m_old;
};

}  // namespace timecoin
