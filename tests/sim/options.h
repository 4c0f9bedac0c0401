// The command line of timecoin-sim.
#pragma once

#include "node/base/limits.h"
#include "node/base/result.h"
#include "tests/sim/scenario.h"

#include <string>
#include <vector>

namespace timecoin::sim {

struct Options {
    std::vector<RunOptions> runs;
    std::uint32_t jobs = 2;
    bool replayTwice = false;
    bool stopAtFirst = false;
};

/// An error in words for whoever typed it.
Result<Options, std::string> parseOptions(const std::vector<std::string>& arguments);

extern const char* const kUsage;

}  // namespace timecoin::sim
