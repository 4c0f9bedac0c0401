// From options and a network file to what an engine is told; the same for every program. The window
// and timecoind differ in where they put the data only.
#pragma once

#include "app/network_file.h"
#include "app/options.h"
#include "node/engine/engine_types.h"

namespace timecoin {

/// Of a node on a network of others: finds the network, reads the operator's key.
Result<EngineConfig, FileError> nodeConfig(const NodeOptions& options);

/// What holds for any node of this process, the sandbox's own included.
struct NodeLimits {
    std::uint32_t cacheMiB = 0;    ///< 0: by the machine's memory
    std::uint64_t pruneDepth = 0;  ///< 0: every block stays whole
};

}  // namespace timecoin
