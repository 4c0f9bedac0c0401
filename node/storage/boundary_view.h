// The coins as they were after the newest epoch boundary (R-STO-11), while the chain goes on: those
// of the tip with the deltas since then taken back. Pure.
#pragma once

#include "node/storage/coin_changes.h"

namespace timecoin {

/// Takes back a stretch of outpoints at a time, as many as fit into memory; each stretch costs one
/// reading of the deltas, and the deltas that come meanwhile are added.
class BoundaryView {
public:
    using Deltas = std::function<Stored<CoinDelta>(std::uint64_t height)>;
    static constexpr std::size_t kMaxEntries = 100'000;  ///< about 20 MB

    explicit BoundaryView(std::size_t maxEntries = kMaxEntries) : m_maxEntries(maxEntries) {}

    /// `rows` and `layers` are the state of the tip; `deltas` gives those above the boundary.
    Stored<std::vector<CoinDelta::Created>> page(std::uint64_t boundary, std::uint64_t tip,
                                                 const CoinRows& rows,
                                                 std::vector<const CoinChanges*> layers,
                                                 const Deltas& deltas,
                                                 const std::optional<OutPoint>& after,
                                                 std::size_t limit);

private:
    Status<StorageError> takeBack(std::uint64_t boundary, std::uint64_t tip, const Deltas& deltas,
                                  const std::optional<OutPoint>& after);
    void note(const OutPoint& outpoint, const std::optional<Coin>& before);
    bool covers(const std::optional<OutPoint>& after) const;

    std::size_t m_maxEntries;
    std::optional<std::uint64_t> m_boundary;  // none: nothing is taken back
    std::uint64_t m_height = 0;               // deltas up to here are taken back
    std::optional<OutPoint> m_from;           // the stretch begins after this
    std::optional<OutPoint> m_to;             // and ends with this; nullopt: with the last
    CoinChanges m_back;                       // `now` is what it was at the boundary
};

}  // namespace timecoin
