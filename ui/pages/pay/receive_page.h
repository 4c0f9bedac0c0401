// Receive: a fresh address for everybody who is to pay, as text, link and QR code; and what has come
// of the earlier ones. Works while the wallet is locked. Thread: GUI.
#pragma once

#include "ui/pages/wallet/wallet_page.h"

#include <optional>

class QLineEdit;
class QPushButton;

namespace timecoin {

class AmountEdit;
class DataTable;
class RequestModel;
class RequestPanel;

class ReceivePage : public WalletPage {
    Q_OBJECT
public:
    ReceivePage(WalletService& wallet, NodeService& node, QWidget* parent = nullptr);

    QString title() const override { return tr("Receive"); }
    QString iconName() const override { return QStringLiteral("receive"); }
    void setAmountsHidden(bool hidden) override;

public slots:
    /// Of the Coins page: shows the request with this address.
    void showRequest(quint32 id);

protected:
    void showWallet(const WalletSnapshot& snapshot) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeForm();
    void makeRequest();
    void onMade(const RequestAnswer& answer);
    void showSelected();
    void editLabel(const QModelIndex& index);

    RequestModel* m_model;
    DataTable* m_table;
    RequestPanel* m_panel;
    StateView* m_empty;
    QStackedWidget* m_right;
    QLineEdit* m_label;
    AmountEdit* m_amount;
    QLineEdit* m_message;
    QPushButton* m_make;
    Notice* m_problem;
    std::optional<quint32> m_wanted;  ///< to be shown as soon as it is in a snapshot
};

}  // namespace timecoin
