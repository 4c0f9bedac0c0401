// What becomes of a payment that was sent: the ring fills vote by vote, and a sentence says where it
// stands, or why it waits or failed. Thread: GUI.
#pragma once

#include "node/api/node_snapshot.h"
#include "wallet/values/wallet_values.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace timecoin {

class Notice;
class RingWidget;

class SendProgress : public QWidget {
    Q_OBJECT
public:
    explicit SendProgress(QWidget* parent = nullptr);

    /// A payment that has just been sent; `paid` is for the line below the ring.
    void begin(const Hash& id, const QString& paid);
    const Hash& id() const { return m_payment.id; }
    bool isFinal() const { return isIrreversible(m_payment.state); }
    bool isFailed() const { return isOver(m_payment.state); }
    /// Events of other payments are passed over.
    void onPayment(const PaymentEntry& payment);
    void onVotes(const VotesInfo& votes);
    /// May be null.
    void onNode(const NodeSnapshotPtr& node);

signals:
    void anotherRequested();
    /// It failed: what was typed is to be shown again.
    void backRequested();
    void showRequested(const timecoin::Hash& id);

private:
    void refresh();
    QString whyItWaits() const;

    PaymentEntry m_payment;
    VotesInfo m_votes;
    NodeSnapshotPtr m_node;
    bool m_waiting = false;  ///< longer than usual
    QTimer m_patience;
    RingWidget* m_ring;
    QLabel* m_state;
    QLabel* m_paid;
    Notice* m_reason;
    QPushButton* m_again;
    QPushButton* m_show;
    QPushButton* m_back;
};

}  // namespace timecoin
