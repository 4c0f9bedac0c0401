// Everything about one payment: how it became final and when, whom it paid, and what can be done with
// it. Thread: GUI.
#pragma once

#include "node/api/node_service.h"
#include "wallet/api/wallet_service.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace timecoin {

class CopyField;
class Notice;
class RingWidget;

class PaymentDetail : public QWidget {
    Q_OBJECT
public:
    PaymentDetail(WalletService& wallet, NodeService& node, QWidget* parent = nullptr);

    /// `votes` may be null.
    void show(const PaymentEntry& payment, const VotesInfo* votes, bool amountsHidden);
    const Hash& id() const { return m_payment.id; }

private:
    void build();
    void showTimeline();
    void showParties(bool amountsHidden);
    void showActions();
    void keepNote();
    void copyRaw();
    void exportCertificate();
    void writeCertificate(const ProofAnswer& proof);
    void askAbandon();

    WalletService& m_wallet;
    NodeService& m_node;
    PaymentEntry m_payment;
    RingWidget* m_ring;
    QLabel* m_state;
    QLabel* m_amount;
    QLabel* m_explained;
    QGridLayout* m_timeline;
    QWidget* m_parties = nullptr;
    QVBoxLayout* m_partiesPlace;
    QLabel* m_fee;
    QLineEdit* m_note;
    CopyField* m_idField;
    QPushButton* m_raw;
    QPushButton* m_certificate;
    QPushButton* m_again;
    QPushButton* m_abandon;
    Notice* m_notice;
};

}  // namespace timecoin
