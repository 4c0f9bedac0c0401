// What a node does, and why payments wait, in sentences for people. Pure but for the local time zone.
#pragma once

#include "node/api/node_snapshot.h"

#include <QString>

#include <optional>

namespace timecoin {

/// "payments wait: 2 of 4 masternodes are silent since 14:02 (host:port, host:port)"; nullopt while
/// nothing waits.
std::optional<QString> waitingText(const NodeSnapshot& snapshot);
/// Who is silent, by service address; empty when nobody is.
QStringList silentMembers(const NodeSnapshot& snapshot);
/// One line: height, peers, payments under way, round.
QString statusLine(const NodeSnapshot& snapshot);
/// "HEIGHT:HASH" of the newest block: what one person reads out to another as a checkpoint.
QString tipName(const NodeSnapshot& snapshot);

}  // namespace timecoin
