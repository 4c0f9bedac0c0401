// The network's state in sentences: who is silent, what waits, what a phase is called. Any thread.
#pragma once

#include "node/api/node_snapshot.h"

#include <QLocale>
#include <QString>

#include <optional>

namespace timecoin {

/// "payments wait: 2 of 4 masternodes are silent since 14:02"; nullopt when nothing waits.
std::optional<QString> stalledText(const NodeSnapshot& snapshot, const QLocale& locale = QLocale());
/// Services of the silent masternodes, ", " between them; empty without any.
QString silentNames(const NodeSnapshot& snapshot);
/// "block 120 of 340"; empty when the node is not behind.
QString catchUpText(const NodeSnapshot& snapshot, const QLocale& locale = QLocale());

/// "HEIGHT:HASH" of the newest block, which another node takes as a checkpoint.
QString tipNameText(const NodeSnapshot& snapshot);
/// That somebody else's network was met, and where; empty when none was.
QString otherNetworkText(const NodeSnapshot& snapshot);

/// A masternode by its place in the set: "2 · 127.0.0.1:24202".
QString memberText(int member, const QString& service);
/// "Pre-prepare" for PhaseInfo::kind; the kind itself when it is unknown.
QString phaseText(const QString& kind);
/// What that phase says, in a sentence.
QString phaseExplained(const QString& kind);
/// When a phase message came, counted from the start of its round: "+33 ms", "+12 s".
QString sinceStartText(quint64 ms, const QLocale& locale = QLocale());
/// "–" before the first measurement.
QString latencyText(qint64 ms, const QLocale& locale = QLocale());
/// Satoshi for each 1,000 bytes: "4,000 sat/kB".
QString feeRateText(quint64 satoshiPerKb, const QLocale& locale = QLocale());
/// "Seen", "Certified", "Final" for a payment in the pool.
QString pendingStateText(const PendingInfo& pending, quint32 quorum);

}  // namespace timecoin
