// A story about block agreement as a text a person can read: what is lost, stopped and cut off, what
// must come of it, and what the members said. Real cores on a cluster; the same text gives the same
// story. The language: tests/data/scenarios/README.md.
#pragma once

#include "tests/support/cluster.h"

#include <string>
#include <vector>

namespace timecoin {

struct ScenarioStory {
    std::string told;    ///< the commands with what happened below each, a line each
    std::string broken;  ///< empty: every expectation held; otherwise the first that did not
};

/// Runs the lines of a script; empty ones and those that begin with "#" say nothing.
ScenarioStory runScenario(const std::vector<std::string>& script);

}  // namespace timecoin
