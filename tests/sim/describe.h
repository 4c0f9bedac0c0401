// Messages and events as one line of a trace.
#pragma once

#include "node/core/turn.h"

#include <string>

namespace timecoin::sim {

std::string describe(const wire::Message& message);
std::string describe(const CoreEvent& event);

}  // namespace timecoin::sim
