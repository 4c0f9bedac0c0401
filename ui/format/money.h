// Amounts as text and back: whole satoshi and string work only, so that no figure is ever rounded.
// Any thread.
#pragma once

#include "node/base/amount.h"

#include <QLocale>
#include <QString>

#include <optional>

namespace timecoin {

enum class MoneySign : std::uint8_t {
    None,
    Plus,   ///< "+12.50"
    Minus,  ///< "−12.50", with the true minus sign
};

struct MoneyStyle {
    MoneySign sign = MoneySign::None;
    bool fixed = false;   ///< always 8 decimals, for columns; else trimmed to at least 2
    bool unit = true;     ///< "TIME" behind it, kept on the same line
    bool hidden = false;  ///< "•••" instead of the digits
};

/// "1,234.50 TIME", with the point, the grouping and the digits of `locale`.
QString moneyText(Amount amount, const MoneyStyle& style = {}, const QLocale& locale = QLocale());
/// For a screen reader: "hidden amount" instead of dots, else moneyText().
QString moneySpoken(Amount amount, const MoneyStyle& style = {}, const QLocale& locale = QLocale());

/// What a person typed or pasted, without unit: digits, the locale's point or ".", groups where they
/// belong, at most 8 decimals. nullopt for anything else, and for what could be read in two ways:
/// "1.000" where "," is the point.
std::optional<Amount> parseMoney(const QString& text, const QLocale& locale = QLocale());

/// What goes into a field that is edited: the locale's point, no groups, no unit.
QString moneyInputText(Amount amount, const QLocale& locale = QLocale());

/// The "•••" of hidden amounts.
QString hiddenMoney();

}  // namespace timecoin
