#include "ui/widgets/amount_edit.h"

#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QStyle>
#include <QVariant>

namespace timecoin {

std::optional<Amount> typedAmount(const QString& text) {
    QString plain = text.trimmed();
    if (plain.count(QLatin1Char(',')) == 1 && !plain.contains(QLatin1Char('.')))
        plain.replace(QLatin1Char(','), QLatin1Char('.'));
    // ".5" is what people type.
    if (plain.startsWith(QLatin1Char('.'))) plain.prepend(QLatin1Char('0'));
    return parseTime(plain.toStdString());
}

QString shortAmount(Amount amount) {
    QString text = QString::fromStdString(formatTime(amount));
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    return text;
}

AmountEdit::AmountEdit(QWidget* parent) : QLineEdit(parent) {
    setFont(numberFont());
    setAlignment(Qt::AlignRight);
    setAccessibleName(tr("Amount in TIME"));
    setPlaceholderText(QStringLiteral("0"));
    setMaxLength(32);
    connect(this, &QLineEdit::textChanged, this, &AmountEdit::onText);
}

std::optional<Amount> AmountEdit::amount() const {
    return typedAmount(text());
}

void AmountEdit::setAmount(const std::optional<Amount>& amount) {
    setText(amount ? shortAmount(*amount) : QString());
}

QString AmountEdit::error() const {
    const QString plain = text().trimmed();
    if (plain.isEmpty() || amount()) return {};
    const bool comma = plain.contains(QLatin1Char(','));
    const auto points = plain.count(QLatin1Char('.')) + plain.count(QLatin1Char(','));
    if (points > 1 || (comma && plain.contains(QLatin1Char('.'))))
        return tr("Write the amount without thousands separators, like 1234.5");
    const auto at = qMax(plain.indexOf(QLatin1Char('.')), plain.indexOf(QLatin1Char(',')));
    if (at >= 0 && plain.size() - at - 1 > 8) return tr("TIME has at most eight decimals");
    for (const QChar c : plain)
        if (!c.isDigit() && c != QLatin1Char('.') && c != QLatin1Char(','))
            return tr("An amount has digits and one decimal point, like 12.5");
    if (at >= 0 && at == plain.size() - 1) return tr("Digits are missing after the decimal point");
    return tr("There is not that much TIME");
}

void AmountEdit::onText() {
    const QString why = error();
    setToolTip(why);
    setAccessibleDescription(why);
    setProperty("wrong", !why.isEmpty());
    style()->unpolish(this);
    style()->polish(this);
    emit amountChanged(amount());
}

QSize AmountEdit::sizeHint() const {
    const int text = fontMetrics().horizontalAdvance(QStringLiteral("92233720368.54775807"));
    return {text + kSpace6, QLineEdit::sizeHint().height()};
}

}  // namespace timecoin
