// Makes a failing run small: fewer heights, fewer kinds of faults, fewer payments, as long as the same
// promise breaks.
#pragma once

#include "tests/sim/scenario.h"

#include <functional>
#include <optional>
#include <string>

namespace timecoin::sim {

/// The checker's sentence, or nothing when the run passes.
using Try = std::function<std::optional<std::string>(const RunOptions&)>;

struct Minimised {
    RunOptions run;
    std::string failure;
    std::uint32_t tried = 0;
};

/// `failure`: how `run` failed. Sentences that begin alike, up to their colon, are the same failure.
Minimised minimise(const RunOptions& run, const std::string& failure, const Try& attempt);

}  // namespace timecoin::sim
