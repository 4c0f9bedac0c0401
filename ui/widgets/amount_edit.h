// A field for an amount of TIME. Whole satoshi, never through a double; a decimal comma is taken as a
// point. Thread: GUI.
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

/// What a person may type: spaces around and one comma for the point are forgiven, groups are not.
std::optional<Amount> typedAmount(const QString& text);
/// "1.5": formatTime without the zeros at its end.
QString shortAmount(Amount amount);

}  // namespace timecoin
