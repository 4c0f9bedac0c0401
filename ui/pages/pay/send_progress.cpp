#include "ui/pages/pay/send_progress.h"

#include "ui/format/network_text.h"
#include "ui/format/reason_text.h"
#include "ui/format/time_text.h"
#include "ui/pages/wallet/payment_ring.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kRingSide = 200;
/// A payment is final in under a second; after this long something is worth saying.
constexpr int kPatienceMs = 3'000;

QString asSentence(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

}  // namespace

SendProgress::SendProgress(QWidget* parent)
    : QWidget(parent),
      m_ring(new RingWidget(this)),
      m_state(new QLabel(this)),
      m_paid(mutedLabel({}, this)),
      m_reason(new Notice(this)),
      m_again(new QPushButton(tr("Send &another"), this)),
      m_show(new QPushButton(tr("Show in &history"), this)),
      m_back(new QPushButton(tr("&Back to what I typed"), this)) {
    m_ring->setObjectName(QStringLiteral("sendRing"));
    m_ring->setFixedSize(kRingSide, kRingSide);
    m_state->setObjectName(QStringLiteral("sendState"));
    m_state->setFont(titleFont());
    m_state->setAlignment(Qt::AlignCenter);
    m_paid->setAlignment(Qt::AlignCenter);
    m_paid->setFont(numberFont());
    m_reason->setObjectName(QStringLiteral("sendReason"));
    m_again->setObjectName(QStringLiteral("sendAnother"));
    m_again->setProperty("kind", "primary");
    m_show->setObjectName(QStringLiteral("showInHistory"));
    m_back->setObjectName(QStringLiteral("backToForm"));
    m_reason->setMaximumWidth(kReadingWidth);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace3);
    buttons->addStretch(1);
    buttons->addWidget(m_show);
    buttons->addWidget(m_back);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    auto* const layout = new QVBoxLayout(this);
    layout->setSpacing(kSpace4);
    layout->addStretch(1);
    layout->addWidget(m_ring, 0, Qt::AlignHCenter);
    layout->addWidget(m_state);
    layout->addWidget(m_paid);
    auto* const reason = new QHBoxLayout;
    reason->addStretch(1);
    reason->addWidget(m_reason, 100);
    reason->addStretch(1);
    layout->addLayout(reason);
    layout->addLayout(buttons);
    layout->addStretch(2);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_waiting = true;
        refresh();
    });
    connect(m_again, &QPushButton::clicked, this, &SendProgress::anotherRequested);
    connect(m_back, &QPushButton::clicked, this, &SendProgress::backRequested);
    connect(m_show, &QPushButton::clicked, this, [this] { emit showRequested(m_payment.id); });
}

void SendProgress::begin(const Hash& id, const QString& paid) {
    m_payment = PaymentEntry{};
    m_payment.id = id;
    m_payment.kind = PaymentKind::Sent;
    m_votes = VotesInfo{};
    m_waiting = false;
    m_paid->setText(paid);
    m_ring->setValue({});
    m_patience.start();
    refresh();
}

void SendProgress::onPayment(const PaymentEntry& payment) {
    if (payment.id != m_payment.id) return;
    m_payment = payment;
    if (isFinal() || isFailed()) m_patience.stop();
    refresh();
}

void SendProgress::onVotes(const VotesInfo& votes) {
    if (votes.txid != m_payment.id) return;
    m_votes = votes;
    refresh();
}

void SendProgress::onNode(const NodeSnapshotPtr& node) {
    m_node = node;
    refresh();
}

QString SendProgress::whyItWaits() const {
    if (m_node != nullptr) {
        if (m_node->peers.isEmpty())
            return tr("This computer is connected to nobody. The payment is kept and goes on by "
                      "itself when it is connected again.");
        if (const auto stalled = stalledText(*m_node))
            return asSentence(*stalled) + QLatin1Char(' ') +
                   tr("Nothing is lost: it goes on by itself when they are back.");
    }
    if (m_payment.state == PaymentState::Created)
        return tr("It is signed and kept here, but the node has not taken it yet. It is handed in "
                  "again by itself.");
    return tr("It takes longer than usual. Nothing is lost: it goes on by itself.");
}

void SendProgress::refresh() {
    RingValue ring = ringOf(m_payment, &m_votes, m_node.get());
    if (isFinal()) ring.acks = ring.votes;
    m_ring->setValue(ring);
    QString state = paymentStateText(m_payment.state);
    if (isFinal() && m_payment.finalAfterMs != 0)
        state = tr("Final in %1").arg(durationText(m_payment.finalAfterMs));
    if (m_payment.state == PaymentState::Seen && m_votes.votesBy.any() && m_node != nullptr)
        state = tr("%1 of %2 have voted").arg(m_votes.votesBy.count()).arg(m_node->members.size());
    if (isFailed()) state = tr("The payment failed");
    if (state != m_state->text()) {
        m_state->setText(state);
        m_state->setAccessibleName(state);
        QAccessibleEvent event(m_state, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    if (isFailed()) {
        m_reason->say(Notice::Kind::Bad, paymentReasonText(m_payment.reason));
    } else if (m_waiting && !isFinal()) {
        m_reason->say(Notice::Kind::Wait, whyItWaits());
    } else {
        m_reason->clear();
    }
    m_back->setVisible(isFailed());
    // Nobody need sit and watch one that waits; if it fails later, what was typed comes back.
    m_again->setVisible(isFinal() || (m_waiting && !isFailed()));
    m_show->setVisible(true);
}

}  // namespace timecoin
