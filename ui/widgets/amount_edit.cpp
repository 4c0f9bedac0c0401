#include "ui/widgets/amount_edit.h"

#include "ui/format/money.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QStyle>
#include <QVariant>

namespace timecoin {

std::optional<Amount> typedAmount(const QString& text) {
    QString plain = text.trimmed();
    if (const auto amount = parseMoney(plain)) return amount;
    // A decimal comma where the locale has a point. With three digits behind it, it would be a group.
    const auto comma = plain.indexOf(QLatin1Char(','));
    const bool alone = plain.count(QLatin1Char(',')) == 1 && !plain.contains(QLatin1Char('.'));
    if (alone && plain.size() - comma - 1 != 3) plain[comma] = QLatin1Char('.');
    // ".5" is what people type.
    if (plain.startsWith(QLatin1Char('.'))) plain.prepend(QLatin1Char('0'));
    return parseTime(plain.toStdString());
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
    setText(amount ? moneyInputText(*amount) : QString());
}

QString AmountEdit::error() const {
    const QString plain = text().trimmed();
    if (plain.isEmpty() || amount()) return {};
    const auto at = qMax(plain.lastIndexOf(QLatin1Char('.')), plain.lastIndexOf(QLatin1Char(',')));
    if (at >= 0 && plain.size() - at - 1 > 8) return tr("TIME has at most eight decimals");
    for (const QChar c : plain)
        if (!c.isDigit() && c != QLatin1Char('.') && c != QLatin1Char(','))
            return tr("An amount has digits and one decimal point, like 12.5");
    if (at >= 0 && at == plain.size() - 1) return tr("Digits are missing after the decimal point");
    if (plain.count(QLatin1Char('.')) + plain.count(QLatin1Char(',')) > 0)
        return tr("Write the amount without thousands separators, like 1234.5");
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
