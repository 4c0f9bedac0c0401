// Overview: what there is to spend, what is under way or locked and why, the last payments, and how
// the network is. Thread: GUI.
#pragma once

#include "ui/pages/wallet/wallet_page.h"

class QGridLayout;
class QPushButton;

namespace timecoin {

class DataTable;
class PaymentModel;
class RingWidget;

class OverviewPage : public WalletPage {
    Q_OBJECT
public:
    /// `payments` outlives it.
    OverviewPage(WalletService& wallet, NodeService& node, PaymentModel& payments,
                 QWidget* parent = nullptr);

    QString title() const override { return tr("Overview"); }
    QString iconName() const override { return QStringLiteral("overview"); }
    void setAmountsHidden(bool hidden) override;
    /// There is a faucet: a new wallet is offered its coins.
    void setSandbox(bool sandbox);

signals:
    void sendRequested();
    void receiveRequested();
    void historyRequested();
    void faucetRequested();
    void backupRequested();
    void paymentShowRequested(const timecoin::Hash& payment);

protected:
    void showWallet(const WalletSnapshot& snapshot) override;
    void showNode(const NodeSnapshot* snapshot) override;

private:
    struct Line {
        QLabel* name;
        QLabel* amount;
    };
    QWidget* makeBalances();
    QWidget* makePayments();
    Line addLine(QGridLayout* grid, const QString& name, const QString& why,
                 const QString& objectName);
    void showLine(const Line& line, Amount amount);
    void showEmpty();

    PaymentModel& m_payments;
    bool m_sandbox = false;
    Notice* m_backup;
    QLabel* m_available;
    Line m_pending{};
    Line m_locked{};
    Line m_immature{};
    QPushButton* m_send;
    QPushButton* m_receive;
    RingWidget* m_ring;
    QLabel* m_health;
    QStackedWidget* m_list;
    DataTable* m_table;
    StateView* m_empty;
};

}  // namespace timecoin
