// Every crash point, each until it was reached as often as asked: short runs made for that point,
// judged by all checkers. A point that is not reached fails, so that none is silently missing.
#pragma once

#include "tests/sim/options.h"

namespace timecoin::sim {

/// Prints a line for each point and each failure; the exit code. `runs` of the options are the
/// seeds; `running` is told of each run before it begins, in the thread that does it.
int sweepCrashPoints(const Options& options, void (*running)(const RunOptions&));

}  // namespace timecoin::sim
