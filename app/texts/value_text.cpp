#include "app/texts/value_text.h"

namespace timecoin {

QString grouped(std::uint64_t number) {
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3) text.insert(at, QLatin1Char(','));
    return text;
}

QString timeText(Amount amount) {
    return QString::fromStdString(formatTime(amount)) + QStringLiteral(" TIME");
}

}  // namespace timecoin
