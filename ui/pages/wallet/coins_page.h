// Coins: what the balance is made of, and why some of it cannot be spent. Freeze, and join many small
// ones into one. Thread: GUI.
#pragma once

#include "ui/pages/wallet/wallet_page.h"

#include <QVector>

#include <optional>

class QPushButton;

namespace timecoin {

class CoinModel;
class DataTable;

class CoinsPage : public WalletPage {
    Q_OBJECT
public:
    CoinsPage(WalletService& wallet, NodeService& node, QWidget* parent = nullptr);

    QString title() const override { return tr("Coins"); }
    QString iconName() const override { return QStringLiteral("coins"); }
    void setAmountsHidden(bool hidden) override;

signals:
    void paymentShowRequested(const timecoin::Hash& payment);

protected:
    void showWallet(const WalletSnapshot& snapshot) override;

private:
    QWidget* makeActions();
    QVector<CoinEntry> selected() const;
    void onSelection();
    void freezeSelected(bool frozen);
    void editLabel(const CoinEntry& coin);
    void startConsolidation();
    void draftConsolidation(const QString& address);
    void showConsolidation(const DraftAnswer& draft);
    void sendConsolidation();
    void stopConsolidation();

    CoinModel* m_model;
    DataTable* m_table;
    QStackedWidget* m_list;
    QLabel* m_sum;
    QPushButton* m_freeze;
    QPushButton* m_unfreeze;
    QPushButton* m_consolidate;
    QWidget* m_confirmation;
    QLabel* m_plan;
    QPushButton* m_confirm;
    Notice* m_notice;
    std::optional<PaymentOrder> m_order;
    std::optional<quint32> m_address;  ///< of the last consolidation that was not sent: used again
    QString m_addressText;
    std::optional<Hash> m_sent;
};

}  // namespace timecoin
