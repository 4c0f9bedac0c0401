// timecoin-tool sandbox-net: everything for a sandbox of separate processes on this machine.
#pragma once

#include "app/tools/tool_result.h"

#include <QStringList>

#include <cstdint>

namespace timecoin {

/// sandbox-net DIR --nodes N [--base-port P] [--interval-ms M]. Writes DIR/network.toml, the faucet's
/// and the owner's key, and a data directory for each of N masternodes (node1 ... nodeN) and for a
/// full node without a key (node0). `nowMs` becomes the genesis time.
ToolResult runSandboxNet(const QStringList& arguments, std::uint64_t nowMs);

}  // namespace timecoin
