// Send: type or paste, review, watch it become final. What was typed is kept until the payment is
// final, whatever happens in between. Thread: GUI.
#pragma once

#include "ui/pages/pay/send_form.h"
#include "ui/pages/wallet/wallet_page.h"

#include <QTimer>

#include <map>

namespace timecoin {

class SendProgress;
class SendReview;

class SendPage : public WalletPage {
    Q_OBJECT
public:
    SendPage(WalletService& wallet, NodeService& node, QWidget* parent = nullptr);

    QString title() const override { return tr("Send"); }
    QString iconName() const override { return QStringLiteral("send"); }
    QString busyWith() const override;

public slots:
    /// A link or an address: from the system, the clipboard, a contact. False: it cannot be paid.
    bool takeLink(const QString& text);

signals:
    void paymentShowRequested(const timecoin::Hash& payment);

protected:
    void showWallet(const WalletSnapshot& snapshot) override;
    void showNode(const NodeSnapshot* snapshot) override;

private:
    void onFormChanged();
    void askDraft();
    void review();
    void confirm();
    void onSent(const SendAnswer& answer);
    void onPayments(const QVector<PaymentEntry>& rows);
    void onFailed(const PaymentEntry& payment);
    void startAnother();
    void backToForm();
    void pasteAnywhere();

    SendForm* m_form;
    SendReview* m_review;
    SendProgress* m_progress;
    QStackedWidget* m_steps;
    QTimer m_draftTimer;
    quint64 m_draftNumber = 0;  ///< answers to older ones are passed over
    std::optional<DraftAnswer> m_draft;
    std::optional<Balances> m_balances;
    PaymentOrder m_order;  ///< reviewed, and sent as it is
    bool m_sending = false;
    std::map<Hash, PaymentOrder> m_unfinished;  ///< to be typed in again if they fail
};

}  // namespace timecoin
