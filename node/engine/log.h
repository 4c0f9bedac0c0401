// The engine's log lines: structured, without secrets. Thread: node.
#pragma once

#include "node/core/turn.h"
#include "node/net/peer_types.h"

#include <QLoggingCategory>
#include <QString>

#include <vector>

namespace timecoin {

Q_DECLARE_LOGGING_CATEGORY(logEngine)

/// Blocks and alerts at info and warning level, everything else at debug level.
void logEvents(const QString& node, const std::vector<CoreEvent>& events);
/// What the network layer calls it.
MisbehaviourReason misbehaviourOf(Blame blame);

}  // namespace timecoin
