#include "ui/format/network_text.h"

#include "ui/format/shapes.h"
#include "ui/format/time_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include <algorithm>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(NetworkText)
};

struct Phase {
    const char* kind;
    const char* name;
    const char* meaning;
};
constexpr Phase kPhases[] = {
    {"READY", QT_TRANSLATE_NOOP("NetworkText", "Ready"),
     QT_TRANSLATE_NOOP("NetworkText", "It would begin the round early.")},
    {"VIEW-CHANGE", QT_TRANSLATE_NOOP("NetworkText", "View change"),
     QT_TRANSLATE_NOOP("NetworkText", "It enters this view and names every payment that it has "
                                      "acknowledged.")},
    {"PRE-PREPARE", QT_TRANSLATE_NOOP("NetworkText", "Pre-prepare"),
     QT_TRANSLATE_NOOP("NetworkText", "The primary of this view proposes a block.")},
    {"PREPARE", QT_TRANSLATE_NOOP("NetworkText", "Prepare"),
     QT_TRANSLATE_NOOP("NetworkText", "It has checked the proposed block and agrees.")},
    {"COMMIT", QT_TRANSLATE_NOOP("NetworkText", "Commit"),
     QT_TRANSLATE_NOOP("NetworkText", "It has seen that enough agree; enough commits decide the "
                                      "block.")},
    {"TX-VOTE", QT_TRANSLATE_NOOP("NetworkText", "Votes"),
     QT_TRANSLATE_NOOP("NetworkText", "It votes for payments.")},
    {"TX-ACK", QT_TRANSLATE_NOOP("NetworkText", "Acknowledgements"),
     QT_TRANSLATE_NOOP("NetworkText", "It acknowledges certified payments.")},
};

const Phase* phaseOf(const QString& kind) {
    const auto* const found =
        std::find_if(std::begin(kPhases), std::end(kPhases),
                     [&](const Phase& phase) { return kind == QLatin1String(phase.kind); });
    return found == std::end(kPhases) ? nullptr : found;
}

}  // namespace

QString silentNames(const NodeSnapshot& snapshot) {
    QStringList names;
    for (const MemberInfo& member : snapshot.members)
        if (member.silent) names.append(member.service);
    return names.join(QStringLiteral(", "));
}

std::optional<QString> stalledText(const NodeSnapshot& snapshot, const QLocale& locale) {
    if (!snapshot.stalled) return std::nullopt;
    int silent = 0;
    // Since the last of them fell silent: until then the others may still have had a quorum.
    quint64 sinceMs = 0;
    for (const MemberInfo& member : snapshot.members) {
        if (!member.silent) continue;
        ++silent;
        sinceMs = std::max(sinceMs, member.lastHeardWallMs);
    }
    if (silent == 0)
        return Texts::tr("payments wait: the masternodes have not agreed for more than 3 s "
                         "(round %1 of block %2)")
            .arg(locale.toString(snapshot.view), numberText(snapshot.height + 1, locale));
    const QString count = locale.toString(silent);
    const QString all = locale.toString(snapshot.members.size());
    if (sinceMs == 0)
        return Texts::tr("payments wait: %1 of %2 masternodes are silent since this node started")
            .arg(count, all);
    const QString since = locale.toString(
        QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(sinceMs)).time(), QLocale::ShortFormat);
    return Texts::tr("payments wait: %1 of %2 masternodes are silent since %3")
        .arg(count, all, since);
}

QString catchUpText(const NodeSnapshot& snapshot, const QLocale& locale) {
    if (!snapshot.behind) return {};
    return Texts::tr("block %1 of %2")
        .arg(numberText(snapshot.height, locale), numberText(snapshot.bestClaimedHeight, locale));
}

QString tipNameText(const NodeSnapshot& snapshot) {
    return QStringLiteral("%1:%2")
        .arg(snapshot.height)
        .arg(QString::fromStdString(toHex(snapshot.tip)));
}

QString otherNetworkText(const NodeSnapshot& snapshot) {
    if (snapshot.otherNetworks.isEmpty()) return {};
    return Texts::tr("A node of another network was met and dropped: %1. Its genesis is another; "
                     "check the address and the network file.")
        .arg(snapshot.otherNetworks.join(QStringLiteral(", ")));
}

QString memberText(int member, const QString& service) {
    const QString number = QString::number(member + 1);
    return service.isEmpty() ? number : number + QStringLiteral(" · ") + service;
}

QString phaseText(const QString& kind) {
    const Phase* const phase = phaseOf(kind);
    return phase != nullptr ? Texts::tr(phase->name) : kind;
}

QString phaseExplained(const QString& kind) {
    const Phase* const phase = phaseOf(kind);
    return phase != nullptr ? Texts::tr(phase->meaning) : QString();
}

QString sinceStartText(quint64 ms, const QLocale& locale) {
    constexpr quint64 kExactMs = 10'000;
    if (ms < kExactMs) return Texts::tr("+%1 ms").arg(numberText(ms, locale));
    return Texts::tr("+%1").arg(durationText(ms, locale));
}

QString latencyText(qint64 ms, const QLocale& locale) {
    return ms < 0 ? QStringLiteral("–") : durationText(static_cast<quint64>(ms), locale);
}

QString feeRateText(quint64 satoshiPerKb, const QLocale& locale) {
    return Texts::tr("%1 sat/kB").arg(numberText(satoshiPerKb, locale));
}

QString pendingStateText(const PendingInfo& pending, quint32 quorum) {
    if (pending.final) return Texts::tr("Final");
    if (pending.certified)
        return Texts::tr("Certified: %1 of %2 acknowledge").arg(pending.acks).arg(quorum);
    return Texts::tr("Waits for votes: %1 of %2").arg(pending.votes).arg(quorum);
}

}  // namespace timecoin
