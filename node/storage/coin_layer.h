// Changes of coins that wait in memory, found by outpoint and by lock. Pure.
#pragma once

#include "node/storage/coin_changes.h"

#include <set>

namespace timecoin {

/// The net of what blocks did to the state below. An outpoint that is again as it was there is no
/// change: a coin made and spent meanwhile leaves no trace.
class CoinLayer {
public:
    CoinLayer() = default;
    // The index points into the changes; a moved or swapped map keeps its nodes, a copy does not.
    CoinLayer(const CoinLayer&) = delete;
    CoinLayer& operator=(const CoinLayer&) = delete;

    /// Adds what one block did. The delta fits the state that this layer leads to.
    void apply(const CoinDelta& delta);
    /// Forgets the changes up to and with `last`.
    void eraseUpTo(const OutPoint& last);
    void clear();
    void swap(CoinLayer& other);

    const CoinChanges& changes() const { return m_changes; }
    /// The changes of coins that have this lock, before or after, each once and in no order:
    /// O(log n) for each.
    void visitLock(const Lock& lock,
                   const std::function<void(const CoinChanges::value_type&)>& visit) const;

    /// What one change takes in memory, with what the containers' nodes and the allocator cost.
    static std::size_t bytesOfOne();

private:
    using Change = CoinChanges::value_type;
    /// The first bytes of a lock and one of its changes: small, and compared without a look at the
    /// change, since the index is filled at every start of the node.
    using Place = std::pair<std::uint64_t, const Change*>;

    void index(const Change& change);
    void unindex(const Change& change);

    CoinChanges m_changes;
    std::set<Place> m_byLock;
};

}  // namespace timecoin
