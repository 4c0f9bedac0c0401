// timecoin-tool snapshot: certified snapshots of a stopped node's coins, for others to start from.
#pragma once

#include "app/offline/snapshot_file.h"
#include "app/tools/tool_result.h"

#include <QStringList>

namespace timecoin {

/// snapshot export | check | import ...: `arguments` begin after "snapshot"; `nowMs`: Unix time, to
/// tell how old a snapshot is.
ToolResult runSnapshot(const QStringList& arguments, std::uint64_t nowMs, const Say& say);

}  // namespace timecoin
