// What the benchmarks on a million coins share: the chain itself, kept in the build folder, and
// figures of a few runs.
#pragma once

#include "tests/support/big_chain.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace timecoin {

/// Made at its first use; takes a minute or more, once for a build folder.
const BigChain& bigChain();
/// A folder beside it, empty.
std::string scaleFolder(const std::string& name);
/// A copy of its node's folder.
std::string scaleNodeCopy(const std::string& name);

/// Wall clock and CPU of this thread, from construction.
class Stopwatch {
public:
    Stopwatch();
    double wallMs() const;
    double cpuMs() const;

private:
    double m_wallMs;
    double m_cpuMs;
};

double medianOf(std::vector<double> values);
double worstOf(const std::vector<double>& values);

}  // namespace timecoin
