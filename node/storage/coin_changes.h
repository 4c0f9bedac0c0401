// Changes of coins laid over a set of coins: what waits to be written, and the way back to an
// older state. Pure.
#pragma once

#include "node/storage/storage.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace timecoin {

/// What became of one outpoint: the coin it was in the state below, and is now.
struct CoinChange {
    std::optional<Coin> was;
    std::optional<Coin> now;
};
using CoinChanges = std::map<OutPoint, CoinChange>;

/// Rows of the state below: ascending, after `after`, at most `limit`; fewer: these are the last.
using CoinRows = std::function<Stored<std::vector<CoinDelta::Created>>(
    const std::optional<OutPoint>& after, std::size_t limit)>;

/// A page of `rows` as the `layers` leave them; a later layer lies over an earlier one.
Stored<std::vector<CoinDelta::Created>> mergedPage(const CoinRows& rows,
                                                   std::span<const CoinChanges* const> layers,
                                                   const std::optional<OutPoint>& after,
                                                   std::size_t limit);

}  // namespace timecoin
