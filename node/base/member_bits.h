// Which members of an epoch's set: one bit for each place in it.
#pragma once

#include "node/base/limits.h"

#include <bitset>

namespace timecoin {

/// Bit i: member i.
using MemberBits = std::bitset<kMaxMasternodes>;

}  // namespace timecoin
