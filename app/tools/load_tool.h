// timecoin-tool load: as many payments as asked for, through a sandbox in this process.
#pragma once

#include "app/tools/tool_result.h"

#include <QStringList>

#include <cstdint>
#include <functional>

namespace timecoin {

/// load --network sandbox --datadir DIR --count N [--open N]. DIR/sandbox is made, or gone on with.
/// Runs the event loop of this thread until the end; `progress` takes lines for people. `nowMs`
/// becomes the genesis time of a new sandbox.
ToolResult runLoad(const QStringList& arguments, std::uint64_t nowMs,
                   const std::function<void(const QString&)>& progress);

}  // namespace timecoin
