// A field for an amount of TIME. Whole satoshi, never through a double; a decimal comma is taken
// where it cannot be misread. Thread: GUI.
#pragma once

#include "node/base/amount.h"

#include <QLineEdit>

#include <optional>

namespace timecoin {

class AmountEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit AmountEdit(QWidget* parent = nullptr);

    /// nullopt while empty or wrong.
    std::optional<Amount> amount() const;
    /// Without needless zeros; nullopt empties the field.
    void setAmount(const std::optional<Amount>& amount);
    /// Why amount() is nullopt, for people; empty while the field is empty or right.
    QString error() const;
    QSize sizeHint() const override;

signals:
    void amountChanged(const std::optional<timecoin::Amount>& amount);

private:
    void onText();
};

/// What a person may type: as parseMoney(), and a decimal comma in every locale unless it could be a
/// thousands separator ("1,500").
std::optional<Amount> typedAmount(const QString& text);

}  // namespace timecoin
