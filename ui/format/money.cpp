#include "ui/format/money.h"

#include <QCoreApplication>
#include <QStringList>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Money)
};

constexpr int kDecimals = 8;
constexpr int kLeastDecimals = 2;
constexpr QChar kNoBreakSpace(0x00A0);
constexpr QChar kMinus(0x2212);

QString localeDigits(const QString& ascii, const QLocale& locale) {
    if (locale.zeroDigit() == QStringLiteral("0")) return ascii;
    QString out;
    for (const QChar digit : ascii) out += locale.toString(qulonglong(digit.unicode() - u'0'));
    return out;
}

QString decimals(Amount amount, bool fixed) {
    auto text = QString::number(amount.satoshi() % kSatoshiPerTime)
                    .rightJustified(kDecimals, QLatin1Char('0'));
    if (fixed) return text;
    while (text.size() > kLeastDecimals && text.endsWith(QLatin1Char('0'))) text.chop(1);
    return text;
}

/// Western digits for those of the locale, and none of the spaces people group with.
QString plainDigits(const QString& text) {
    QString out;
    for (const QChar c : text.trimmed()) {
        if (c.isSpace()) continue;
        if (c.isDigit()) {
            out += QLatin1Char(char('0' + c.digitValue()));
        } else {
            out += c;
        }
    }
    return out;
}

bool allDigits(const QString& text) {
    for (const QChar c : text) {
        if (c < u'0' || c > u'9') return false;
    }
    return true;
}

/// "1.234.567" -> "1234567"; nullopt where a group is not three digits, or the first is empty, too
/// long, or "0".
std::optional<QString> ungrouped(const QString& whole, const QString& separator) {
    if (separator.isEmpty() || !whole.contains(separator)) return whole;
    const QStringList groups = whole.split(separator);
    if (groups.first().isEmpty() || groups.first().size() > 3) return std::nullopt;
    if (groups.first().startsWith(QLatin1Char('0'))) return std::nullopt;
    for (qsizetype i = 1; i < groups.size(); ++i) {
        if (groups[i].size() != 3) return std::nullopt;
    }
    return groups.join(QString());
}

std::optional<Amount> fromParts(const QString& whole, const QString& fraction) {
    if (whole.isEmpty() && fraction.isEmpty()) return std::nullopt;
    if (!allDigits(whole) || !allDigits(fraction) || fraction.size() > kDecimals)
        return std::nullopt;
    QString text = whole.isEmpty() ? QStringLiteral("0") : whole;
    if (!fraction.isEmpty()) text += QLatin1Char('.') + fraction;
    return parseTime(text.toStdString());
}

}  // namespace

QString hiddenMoney() {
    return QString(3, QChar(0x2022));
}

QString moneyText(Amount amount, const MoneyStyle& style, const QLocale& locale) {
    QString text;
    if (style.hidden) {
        text = hiddenMoney();
    } else {
        if (style.sign == MoneySign::Plus) text += QLatin1Char('+');
        if (style.sign == MoneySign::Minus) text += kMinus;
        text += locale.toString(qulonglong(amount.satoshi() / kSatoshiPerTime));
        text += locale.decimalPoint();
        text += localeDigits(decimals(amount, style.fixed), locale);
    }
    if (style.unit) text += kNoBreakSpace + QStringLiteral("TIME");
    return text;
}

QString moneySpoken(Amount amount, const MoneyStyle& style, const QLocale& locale) {
    if (style.hidden) return Texts::tr("hidden amount");
    return moneyText(amount, style, locale);
}

std::optional<Amount> parseMoney(const QString& text, const QLocale& locale) {
    const QString plain = plainDigits(text);
    const QString point = locale.decimalPoint();
    const QString dot = QStringLiteral(".");
    const QString group = locale.groupSeparator();

    const auto at = plain.indexOf(point);
    if (at >= 0) {
        const auto whole = ungrouped(plain.left(at), group);
        if (!whole) return std::nullopt;
        const QString fraction = plain.mid(at + point.size());
        if (fraction.isEmpty()) return fromParts(*whole, {});
        return fromParts(*whole, fraction);
    }
    // Only whole coins, or a point of another country.
    const auto dots = plain.count(dot);
    if (point != dot && dots == 1) {
        const auto where = plain.indexOf(dot);
        const QString whole = plain.left(where);
        const QString fraction = plain.mid(where + 1);
        // A thousand for some, one for others: better asked again than paid a thousandfold.
        if (group == dot && ungrouped(plain, group)) return std::nullopt;
        return fromParts(whole, fraction);
    }
    const auto whole = ungrouped(plain, group);
    if (!whole) return std::nullopt;
    return fromParts(*whole, {});
}

QString moneyInputText(Amount amount, const QLocale& locale) {
    QString text = localeDigits(QString::number(amount.satoshi() / kSatoshiPerTime), locale);
    text += locale.decimalPoint();
    text += localeDigits(decimals(amount, false), locale);
    return text;
}

}  // namespace timecoin
