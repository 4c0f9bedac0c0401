// timecoin-tool masternode register | update | retire: transactions signed away from the network
// (R-MN-10..12). The hexadecimal line on standard output is what `submit` of timecoind --control takes;
// what it means and what to look out for is said on standard error.
#pragma once

#include "app/tools/tool_result.h"

#include <QStringList>

#include <cstdint>

namespace timecoin {

/// `arguments` begin after "masternode"; `nowMs`: Unix time, to tell which rewards have matured.
ToolResult runMasternode(const QStringList& arguments, std::uint64_t nowMs);

}  // namespace timecoin
