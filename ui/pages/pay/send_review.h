// The step before the money goes: everything that will happen, on one page, nothing to type.
// Thread: GUI.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QWidget>

class QCheckBox;
class QFrame;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace timecoin {

class Notice;

struct ReviewRow {
    QString address;
    QString label;
    Amount amount;
    bool firstTime = false;
    QString twin;  ///< the known address it looks like
};

class SendReview : public QWidget {
    Q_OBJECT
public:
    explicit SendReview(QWidget* parent = nullptr);

    void show(const QVector<ReviewRow>& rows, const DraftAnswer& draft, const QString& note,
              bool amountsHidden);
    /// While the wallet is locked the button asks to unlock it instead.
    void setUnlocked(bool unlocked);
    void setBusy(bool busy);
    /// Why it could not be sent; empty: nothing went wrong yet.
    void showProblem(const QString& sentence);

signals:
    void backRequested();
    void confirmed();
    void unlockRequested();

private:
    QWidget* makeRow(const ReviewRow& row, const QString& amount);
    void showTotals(const QVector<QPair<QString, QString>>& lines);
    void updateButton();

    QVBoxLayout* m_list;
    QWidget* m_rows = nullptr;
    QFrame* m_totals;
    QLabel* m_note;
    QCheckBox* m_compared;
    Notice* m_problem;
    QPushButton* m_back;
    QPushButton* m_confirm;
    bool m_unlocked = false;
    bool m_busy = false;
};

}  // namespace timecoin
