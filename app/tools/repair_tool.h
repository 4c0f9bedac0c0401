// timecoin-tool check and rebuild: what is wrong with a stopped node's chain, and a new one out of the
// blocks that are good. No wallet and no safety log is opened.
#pragma once

#include "app/offline/chain_folder.h"
#include "app/offline/pace.h"
#include "app/tools/tool_result.h"

#include <QStringList>

namespace timecoin {

/// check --datadir DIR [--network N]: reads everything, changes nothing.
ToolResult runCheck(const QStringList& arguments, const Say& say);
/// rebuild --datadir DIR [--network N]: replaces chain.db when the new one is complete; the old one
/// is kept beside it.
ToolResult runRebuild(const QStringList& arguments, const Say& say,
                      const DatabaseOptions& options = {});

}  // namespace timecoin
