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
    bool minimise = true;          ///< the first failures
    bool sweep = false;            ///< all crash points, or the one of `runs.front()`
    std::uint64_t restarts = 200;  ///< of a sweep, at each point
};

/// An error in words for whoever typed it.
Result<Options, std::string> parseOptions(const std::vector<std::string>& arguments);

/// What repeats this run: behind the program's name, and as a line of seeds.txt.
std::string commandOf(const RunOptions& run);
std::string lineOf(const RunOptions& run, const std::string& why);

extern const char* const kUsage;

}  // namespace timecoin::sim
