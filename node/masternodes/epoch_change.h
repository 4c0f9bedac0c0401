// What happens to the registry between the last block of an epoch and the first of the next
// (R-MN-6, R-MN-14, R-MN-15, R-UPG-2). Internal to node/masternodes.
#pragma once

#include "node/masternodes/registry.h"

namespace timecoin {

/// `state`: after the last block of the epoch, with everything that block itself did.
/// `nextSlot`: of the block that follows it.
void changeEpoch(RegistryState& state, std::uint64_t nextSlot, const Network& network);

}  // namespace timecoin
