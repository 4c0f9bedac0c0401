// Hashes, addresses, counts and bytes as text. Any thread.
#pragma once

#include "node/base/bytes.h"

#include <QLocale>
#include <QString>

namespace timecoin {

/// All of it, as hexadecimal digits.
QString hashText(const Hash& hash);
/// "3fa9…81c0": the first and last `ends` digits.
QString shortHash(const Hash& hash, int ends = 6);
/// The same for a key or an address; unchanged when it is not longer than that.
QString shortMiddle(const QString& text, int ends);
/// "stime1qpzr…x8kd": the prefix and what people compare.
QString shortAddress(const QString& address);
/// Groups of four, split by spaces: "stim e1qp zry9", so that eyes can compare.
QString chunks(const QString& text, int size = 4);

/// "1.4 MB".
QString bytesText(quint64 bytes, const QLocale& locale = QLocale());
/// With grouping.
QString numberText(quint64 number, const QLocale& locale = QLocale());
QString paymentsText(int count);
QString masternodesText(int count);
QString peersText(int count);
QString coinsText(int count);

}  // namespace timecoin
