#include "app/texts/status_text.h"

#include "app/texts/value_text.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

namespace timecoin {

QString tipName(const NodeSnapshot& snapshot) {
    return QStringLiteral("%1:%2").arg(snapshot.height).arg(hexText(snapshot.tip));
}

QStringList silentMembers(const NodeSnapshot& snapshot) {
    QStringList names;
    for (const MemberInfo& member : snapshot.members)
        if (member.silent) names.append(member.service);
    return names;
}

std::optional<QString> waitingText(const NodeSnapshot& snapshot) {
    const QStringList silent = silentMembers(snapshot);
    if (!snapshot.stalled) return std::nullopt;
    if (silent.isEmpty()) {
        return QStringLiteral("payments wait: the masternodes have not agreed for more than 3 s "
                              "(round %1 of block %2)")
            .arg(snapshot.view)
            .arg(snapshot.height + 1);
    }
    // Since the last of them fell silent: until then the others may still have had a quorum.
    quint64 sinceMs = 0;
    for (const MemberInfo& member : snapshot.members)
        if (member.silent) sinceMs = std::max(sinceMs, member.lastHeardWallMs);
    const QString since = sinceMs == 0
                              ? QStringLiteral("this node started")
                              : QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(sinceMs))
                                    .toString(QStringLiteral("HH:mm"));
    return QStringLiteral("payments wait: %1 of %2 masternodes are silent since %3 (%4)")
        .arg(silent.size())
        .arg(snapshot.members.size())
        .arg(since, silent.join(QStringLiteral(", ")));
}

QString statusLine(const NodeSnapshot& snapshot) {
    QString line = QStringLiteral("height %1, %2 peers, %3 payments under way")
                       .arg(snapshot.height)
                       .arg(snapshot.peers.size())
                       .arg(snapshot.poolCount);
    if (snapshot.view > 0)
        line +=
            QStringLiteral(", round %1 of block %2").arg(snapshot.view).arg(snapshot.height + 1);
    if (snapshot.checkpointNeeded) line += QStringLiteral(", a checkpoint is needed");
    if (snapshot.checkpointHeight > 0)
        line +=
            QStringLiteral(", on the way to the checkpoint at %1").arg(snapshot.checkpointHeight);
    if (snapshot.behind)
        line += QStringLiteral(", catching up to %1").arg(snapshot.bestClaimedHeight);
    return line;
}

}  // namespace timecoin
