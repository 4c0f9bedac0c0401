#include "ui/format/time_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(TimeText)
};

constexpr quint64 kSecondMs = 1'000;
constexpr quint64 kMinuteMs = 60 * kSecondMs;
constexpr quint64 kHourMs = 60 * kMinuteMs;
constexpr quint64 kDayMs = 24 * kHourMs;
constexpr quint64 kJustNowMs = 45 * kSecondMs;

QDateTime here(quint64 unixMs) {
    return QDateTime::fromMSecsSinceEpoch(qint64(unixMs));
}

}  // namespace

QString relativeTime(quint64 unixMs, quint64 nowMs, const QLocale& locale) {
    if (unixMs == 0) return {};
    // A clock that is a little ahead of the network's says "just now" too.
    const quint64 ago = nowMs > unixMs ? nowMs - unixMs : 0;
    if (nowMs + kJustNowMs < unixMs) return dateTimeText(unixMs, locale);
    if (ago < kJustNowMs) return Texts::tr("just now");
    if (ago < kHourMs) {
        const quint64 minutes = qMax<quint64>(1, ago / kMinuteMs);
        return Texts::tr("%1 min ago").arg(locale.toString(minutes));
    }
    const QDateTime then = here(unixMs);
    const qint64 days = then.date().daysTo(here(nowMs).date());
    const QString clock = locale.toString(then.time(), QLocale::ShortFormat);
    if (days == 0 || ago < 6 * kHourMs)
        return Texts::tr("%1 h ago").arg(locale.toString(ago / kHourMs));
    if (days == 1) return Texts::tr("yesterday %1").arg(clock);
    return dateTimeText(unixMs, locale);
}

QString dateTimeText(quint64 unixMs, const QLocale& locale) {
    if (unixMs == 0) return {};
    return locale.toString(here(unixMs), QLocale::ShortFormat);
}

QString clockText(quint64 unixMs, const QLocale& locale) {
    if (unixMs == 0) return {};
    return locale.toString(here(unixMs).time(), QStringLiteral("HH:mm:ss"));
}

QString isoTime(quint64 unixMs) {
    if (unixMs == 0) return {};
    return here(unixMs).toUTC().toString(Qt::ISODateWithMs);
}

QString durationText(quint64 ms, const QLocale& locale) {
    if (ms < 100) return Texts::tr("%1 ms").arg(locale.toString(ms));
    if (ms < 9'950) {
        const quint64 tenths = (ms + 50) / 100;
        const QString text =
            locale.toString(tenths / 10) + locale.decimalPoint() + locale.toString(tenths % 10);
        return Texts::tr("%1 s").arg(text);
    }
    if (ms < kMinuteMs - 500) return Texts::tr("%1 s").arg(locale.toString((ms + 500) / kSecondMs));
    const quint64 seconds = (ms + 500) / kSecondMs;
    if (seconds < 3'600) {
        const quint64 rest = seconds % 60;
        if (rest == 0) return Texts::tr("%1 min").arg(locale.toString(seconds / 60));
        return Texts::tr("%1 min %2 s")
            .arg(locale.toString(seconds / 60), locale.toString(seconds % 60));
    }
    if (seconds < kDayMs / kSecondMs)
        return Texts::tr("%1 h %2 min")
            .arg(locale.toString(seconds / 3'600), locale.toString(seconds / 60 % 60));
    return Texts::tr("%1 d %2 h")
        .arg(locale.toString(seconds / 86'400), locale.toString(seconds / 3'600 % 24));
}

}  // namespace timecoin
