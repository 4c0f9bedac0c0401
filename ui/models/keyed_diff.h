// How rows get from one order to another with few steps. Pure.
#pragma once

#include <utility>
#include <vector>

namespace timecoin {

struct KeyedPlan {
    std::vector<std::pair<int, int>> removals;  ///< first and last row, from the end to the front
    std::vector<std::pair<int, int>> moves;     ///< after those: from and to, one row each
    std::vector<int> kept;  ///< after those: the place to be of each row left, ascending
};

/// More rows than this out of order are removed and inserted anew instead of moved.
inline constexpr std::size_t kMostMoves = 64;

/// `wanted`: the place to be of each row, -1: it goes. Places are distinct; gaps are for rows to be
/// inserted.
KeyedPlan planRows(std::vector<int> wanted);

}  // namespace timecoin
