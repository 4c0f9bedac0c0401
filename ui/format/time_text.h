// Moments and durations as text. "Now" comes in as a value. Any thread.
#pragma once

#include <QLocale>
#include <QString>

namespace timecoin {

/// "just now", "5 min ago", "3 h ago", "yesterday 14:02", then the date. `unixMs` 0: empty.
QString relativeTime(quint64 unixMs, quint64 nowMs, const QLocale& locale = QLocale());
/// Date and time as the locale writes them, in the time zone here. `unixMs` 0: empty.
QString dateTimeText(quint64 unixMs, const QLocale& locale = QLocale());
/// "14:02:31", for moments of today. `unixMs` 0: empty.
QString clockText(quint64 unixMs, const QLocale& locale = QLocale());
/// "2026-07-01T12:00:00.250Z", for files. `unixMs` 0: empty.
QString isoTime(quint64 unixMs);

/// "85 ms", "0.4 s", "12 s", "2 min 5 s", "3 h 4 min", "2 d 5 h".
QString durationText(quint64 ms, const QLocale& locale = QLocale());

}  // namespace timecoin
