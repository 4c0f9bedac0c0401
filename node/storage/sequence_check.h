// The statement sequence of a safety log only grows (R-STO-9): shared by the backends.
#pragma once

#include "node/storage/storage.h"

namespace timecoin {

/// The highest sequence after appending `records` to a log whose highest is `last`. Corrupt when a
/// statement's sequence is not above `last` or stands twice in `records`: two signers would be at
/// work, or one with an old memory, and the record must not be taken.
Stored<std::uint64_t> sequenceAfter(std::uint64_t last, const std::vector<SafetyRecord>& records);

}  // namespace timecoin
