// One recipient on the Send page: address, label, amount. It checks what it can by itself and warns of
// strangers and of near-twins. Thread: GUI.
#pragma once

#include "wallet/api/payment_link.h"
#include "wallet/values/wallet_values.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QStringListModel;
class QToolButton;

namespace timecoin {

class AmountEdit;
class Notice;

/// Whom this wallet knows.
struct KnownPeople {
    QVector<ContactEntry> contacts;
    QStringList paid;
    friend bool operator==(const KnownPeople&, const KnownPeople&) = default;
};

class RecipientRow : public QWidget {
    Q_OBJECT
public:
    RecipientRow(QString prefix, QWidget* parent = nullptr);

    /// From 1; the first keeps the plain object names. `removable`: there are others.
    void setNumber(int number, bool removable);
    void setKnown(const KnownPeople& known);
    void fill(const PaymentLink& link);
    void fill(const Recipient& recipient);
    /// "Max" is chosen: what the draft says it would get; nullopt: not known.
    void showRest(const std::optional<Amount>& amount);
    /// A sentence about this row that the draft has found; empty: none.
    void showProblem(const QString& sentence);

    bool isEmpty() const;
    bool hasAddress() const;  ///< right or wrong
    /// Address and amount are there and right.
    bool isComplete() const;
    Recipient recipient() const;
    /// What is missing or wrong, for people; empty when complete.
    QString problem() const;
    /// Nobody paid this address from here before.
    bool isFirstTime() const;
    /// The known address that this one looks like; empty: none.
    QString twin() const;
    void focusFirst();

signals:
    void changed();
    void removeRequested();

private:
    void build();
    void onAddress(const QString& text);
    void onContactChosen(const QString& name);
    void showWarnings();

    QString m_prefix;
    PaymentLink m_link;
    KnownPeople m_known;
    QString m_draftProblem;
    QLineEdit* m_address;
    QLabel* m_chunks;
    QLineEdit* m_label;
    QStringListModel* m_names;
    AmountEdit* m_amount;
    QCheckBox* m_max;
    QToolButton* m_remove;
    Notice* m_warning;
};

}  // namespace timecoin
