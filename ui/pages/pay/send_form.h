// What is typed before a payment: recipients, fee, coins, note; and what it would cost. It keeps all
// of it until it is told to forget. Thread: GUI.
#pragma once

#include "ui/pages/pay/recipient_row.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace timecoin {

class CoinChooser;
class Notice;

class SendForm : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMostRecipients = 100;

    SendForm(QString prefix, QWidget* parent = nullptr);

    void showWallet(const WalletSnapshot& snapshot, bool amountsHidden);
    /// Into the first empty row, or a new one.
    void take(const PaymentLink& link);
    void take(const PaymentOrder& order);
    void clear();

    bool isEmpty() const;
    /// Nothing is missing: it can be drafted.
    bool isComplete() const;
    PaymentOrder order() const;
    const QVector<RecipientRow*>& rows() const { return m_rows; }
    /// nullptr: being worked on.
    void showDraft(const DraftAnswer* draft);
    /// A strip above everything: an earlier payment failed.
    Notice* notice() { return m_notice; }
    void focusFirst();

signals:
    /// Another draft is needed.
    void changed();
    void reviewRequested();

protected:
    /// Links may be pasted into any field.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeOptions();
    QWidget* makeFooter();
    void addRow();
    void removeRow(RecipientRow* row);
    void renumber();
    quint64 feeRate() const;
    QString whatIsMissing() const;
    bool pasteLink();

    QString m_prefix;
    KnownPeople m_known;
    bool m_hidden = false;
    QVector<RecipientRow*> m_rows;
    Notice* m_notice;
    QVBoxLayout* m_list;
    QPushButton* m_add;
    QLineEdit* m_note;
    QComboBox* m_fee;
    QSpinBox* m_feeRate;
    CoinChooser* m_coins;
    QLabel* m_summary;
    Notice* m_problem;
    QPushButton* m_clear;
    QPushButton* m_review;
};

}  // namespace timecoin
