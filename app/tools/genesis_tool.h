// The commands that bring a network into being: keygen, genesis declare, build and check. Nothing
// that exists is overwritten.
#pragma once

#include "app/files/network_file.h"
#include "app/tools/tool_result.h"

#include <QStringList>

namespace timecoin {

/// keygen FILE: a new key; prints its public half and its addresses, never the key.
ToolResult runKeygen(const QStringList& arguments);
/// genesis declare | build | check ...: `arguments` begin after "genesis".
ToolResult runGenesis(const QStringList& arguments);

/// The genesis of these declarations and balances: members ordered by operator key, so that the
/// order of gathering decides nothing; their collaterals are the first balances, in that order.
NetworkFile buildGenesis(const NetworkParams& params, std::uint64_t timeMs,
                         std::vector<Declaration> declarations,
                         const std::vector<Output>& balances);

}  // namespace timecoin
