// From options and a network file to what an engine is told; the same for every program. The window
// and timecoind differ in where they put the data only.
#pragma once

#include "app/files/network_file.h"
#include "app/process/options.h"
#include "node/engine/engine_types.h"

namespace timecoin {

/// Of a node on a network of others: finds the network, reads the operator's key.
Result<EngineConfig, FileError> nodeConfig(const NodeOptions& options);

}  // namespace timecoin
