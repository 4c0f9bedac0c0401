// Time as a value. Pure code never reads a clock: it is told.
#pragma once

#include <cstdint>

namespace timecoin {

/// One reading of both clocks, taken by the outermost layer at the start of a turn.
struct Instant {
    std::uint64_t monotonicMs = 0;  ///< for timers and intervals only
    std::uint64_t wallMs = 0;       ///< Unix time; for block timestamps only (R-TIME-1)
};

}  // namespace timecoin
