#include "ui/pages/wallet/payment_detail.h"

#include "node/api/deliver.h"
#include "ui/format/export_text.h"
#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"
#include "ui/pages/wallet/payment_ring.h"
#include "ui/pages/wallet/save_file.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kRingSide = 72;
constexpr int kLongestNote = 200;

QString hexText(const Bytes& bytes) {
    return QString::fromStdString(toHex(ByteView(bytes)));
}

QString signedMoney(const PaymentEntry& payment, bool hidden) {
    MoneyStyle style;
    style.hidden = hidden;
    if (payment.kind == PaymentKind::Sent) style.sign = MoneySign::Minus;
    if (payment.kind == PaymentKind::Received || payment.kind == PaymentKind::Reward)
        style.sign = MoneySign::Plus;
    return moneyText(payment.amount, style);
}

}  // namespace

PaymentDetail::PaymentDetail(WalletService& wallet, NodeService& node, QWidget* parent)
    : QWidget(parent),
      m_wallet(wallet),
      m_node(node),
      m_ring(new RingWidget(this)),
      m_state(new QLabel(this)),
      m_amount(numberLabel(this)),
      m_explained(mutedLabel({}, this)),
      m_timeline(new QGridLayout),
      m_partiesPlace(new QVBoxLayout),
      m_fee(numberLabel(this)),
      m_note(new QLineEdit(this)),
      m_idField(new CopyField(tr("payment id"), this)),
      m_raw(new QPushButton(tr("Copy &raw transaction"), this)),
      m_certificate(new QPushButton(tr("Export &certificate"), this)),
      m_again(new QPushButton(tr("&Hand in again"), this)),
      m_abandon(new QPushButton(tr("&Give it up"), this)),
      m_notice(new Notice(this)) {
    m_state->setObjectName(QStringLiteral("detailState"));
    m_idField->setObjectName(QStringLiteral("detailId"));
    m_note->setObjectName(QStringLiteral("detailNote"));
    m_raw->setObjectName(QStringLiteral("copyRaw"));
    m_certificate->setObjectName(QStringLiteral("exportCertificate"));
    m_again->setObjectName(QStringLiteral("rebroadcast"));
    m_abandon->setObjectName(QStringLiteral("abandon"));
    build();
    connect(m_note, &QLineEdit::editingFinished, this, &PaymentDetail::keepNote);
    connect(m_raw, &QPushButton::clicked, this, &PaymentDetail::copyRaw);
    connect(m_certificate, &QPushButton::clicked, this, &PaymentDetail::exportCertificate);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_wallet.rebroadcast(m_payment.id);
        m_notice->say(Notice::Kind::Info, tr("Handed in again. Its state will follow."));
    });
    connect(m_abandon, &QPushButton::clicked, this, &PaymentDetail::askAbandon);
}

void PaymentDetail::build() {
    m_ring->setFixedSize(kRingSide, kRingSide);
    QFont bold = m_state->font();
    bold.setWeight(QFont::DemiBold);
    m_state->setFont(bold);
    m_state->setWordWrap(true);
    m_amount->setObjectName(QStringLiteral("detailAmount"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Only you see it"));
    m_note->setMaxLength(kLongestNote);
    m_abandon->setProperty("kind", "danger");
    m_timeline->setHorizontalSpacing(kSpace3);
    m_timeline->setVerticalSpacing(kSpace1);
    m_timeline->setColumnStretch(2, 1);

    auto* const words = new QVBoxLayout;
    words->setSpacing(kSpace1);
    words->addWidget(m_state);
    words->addWidget(m_amount);
    words->addStretch(1);
    auto* const top = new QHBoxLayout;
    top->setSpacing(kSpace4);
    top->addWidget(m_ring);
    top->addLayout(words, 1);
    auto* const inner = new QWidget;
    auto* const column = new QVBoxLayout(inner);
    column->setContentsMargins(kSpace4, 0, kSpace2, kSpace2);
    column->setSpacing(kSpace3);
    column->addLayout(top);
    column->addWidget(m_explained);
    column->addWidget(m_notice);
    column->addLayout(m_timeline);
    column->addLayout(m_partiesPlace);
    column->addWidget(m_fee);
    auto* const note = new QLabel(tr("&Note"), inner);
    note->setBuddy(m_note);
    column->addWidget(note);
    column->addWidget(m_note);
    column->addWidget(mutedLabel(tr("Payment id"), inner));
    column->addWidget(m_idField);
    column->addWidget(m_raw);
    column->addWidget(m_certificate);
    column->addWidget(m_again);
    column->addWidget(m_abandon);
    column->addStretch(1);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

void PaymentDetail::show(const PaymentEntry& payment, const VotesInfo* votes, bool amountsHidden) {
    const bool another = payment.id != m_payment.id;
    if (another) {
        // A note that is being typed belongs to the one before.
        if (m_note->isModified()) keepNote();
        m_notice->clear();
    }
    const bool sameParties = !another && payment.parties == m_payment.parties;
    m_payment = payment;
    m_ring->setValue(ringOf(payment, votes, m_node.snapshot().get()));
    m_state->setText(paymentStateText(payment));
    m_amount->setText(signedMoney(payment, amountsHidden));
    m_explained->setText(isOver(payment.state) && !payment.reason.isEmpty()
                             ? paymentReasonText(payment.reason)
                             : paymentStateExplained(payment.state));
    if (another || !m_note->isModified()) m_note->setText(payment.label);
    m_idField->setValue(hashText(payment.id));
    MoneyStyle style;
    style.hidden = amountsHidden;
    m_fee->setVisible(payment.fee.has_value());
    if (payment.fee) m_fee->setText(tr("Fee %1").arg(moneyText(*payment.fee, style)));
    showTimeline();
    if (!sameParties || m_parties == nullptr ||
        style.hidden != m_parties->property("hidden").toBool())
        showParties(amountsHidden);
    showActions();
}

void PaymentDetail::showTimeline() {
    while (QLayoutItem* const item = m_timeline->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    struct Step {
        QString name;
        quint64 atMs;
        QString more;
    };
    const PaymentEntry& p = m_payment;
    // Both counted from the handing in, which comes a moment after the creation: it is made durable
    // in between.
    const quint64 handedInMs = p.finalAfterMs != 0 && p.finalMs > p.finalAfterMs
                                   ? p.finalMs - p.finalAfterMs
                                   : p.createdMs;
    const auto after = [handedInMs](quint64 atMs) {
        return atMs > handedInMs ? tr("after %1").arg(durationText(atMs - handedInMs)) : QString();
    };
    const QString finalAfter =
        p.finalAfterMs != 0 ? tr("after %1").arg(durationText(p.finalAfterMs)) : after(p.finalMs);
    const QString block = p.height == 0 ? QString() : tr("block %1").arg(numberText(p.height));
    const Step steps[] = {
        {p.fee ? tr("Created") : tr("First seen"), p.createdMs, {}},
        {tr("Certified"), p.certifiedMs, after(p.certifiedMs)},
        {tr("Final"), p.finalMs, finalAfter},
        {tr("In a block"), p.blockMs, block},
    };
    int row = 0;
    for (const Step& step : steps) {
        // What is not known of an old payment is left out; what is still to come is shown as such.
        if (step.atMs == 0 && (isIrreversible(p.state) || isOver(p.state))) continue;
        const QString at = step.atMs == 0             ? QStringLiteral("–")
                           : step.atMs == p.createdMs ? dateTimeText(step.atMs)
                                                      : clockText(step.atMs);
        QLabel* const name = mutedLabel(step.name, this);
        name->setWordWrap(false);
        m_timeline->addWidget(name, row, 0);
        auto* const time = numberLabel(this);
        setPlainText(time, at);
        m_timeline->addWidget(time, row, 1);
        QLabel* const more = mutedLabel(step.more, this);
        more->setWordWrap(false);
        m_timeline->addWidget(more, row, 2);
        ++row;
    }
}

void PaymentDetail::showParties(bool amountsHidden) {
    delete m_parties;
    m_parties = new QWidget(this);
    m_parties->setProperty("hidden", amountsHidden);
    auto* const layout = new QVBoxLayout(m_parties);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    MoneyStyle style;
    style.hidden = amountsHidden;
    const QString name = m_payment.kind == PaymentKind::Sent ? tr("Paid to") : tr("Came to");
    for (const Party& party : m_payment.parties) {
        const QString who = party.label.isEmpty() ? QString() : party.label + QStringLiteral(" · ");
        layout->addWidget(mutedLabel(
            name + QStringLiteral(": ") + who + moneyText(party.amount, style), m_parties));
        auto* const address = new CopyField(tr("address"), m_parties);
        address->setValue(party.address);
        layout->addWidget(address);
    }
    m_partiesPlace->addWidget(m_parties);
}

void PaymentDetail::showActions() {
    const PaymentState state = m_payment.state;
    const bool early = state == PaymentState::Created || state == PaymentState::Seen;
    const bool ours = m_payment.kind == PaymentKind::Sent || m_payment.kind == PaymentKind::ToSelf;
    m_again->setVisible(ours && early);
    m_again->setToolTip(tr("The node is asked at once instead of a little later."));
    m_abandon->setVisible(ours && early);
    m_abandon->setToolTip(tr("Its coins can be spent again."));
    m_certificate->setVisible(isIrreversible(state) || state == PaymentState::Certified);
    m_raw->setVisible(true);
}

void PaymentDetail::keepNote() {
    if (!m_note->isModified()) return;
    m_note->setModified(false);
    m_wallet.setPaymentLabel(m_payment.id, m_note->text().trimmed());
}

void PaymentDetail::copyRaw() {
    deliver(m_wallet.rawPayment(m_payment.id), this, [this](const Bytes& raw) {
        if (raw.empty())
            return m_notice->say(Notice::Kind::Wait,
                                 tr("The transaction itself is not kept here any more."));
        QGuiApplication::clipboard()->setText(hexText(raw));
        m_notice->say(Notice::Kind::Good, tr("Copied: %1.").arg(bytesText(raw.size())));
    });
}

void PaymentDetail::exportCertificate() {
    deliver(m_node.proofOf(m_payment.id), this,
            [this](const ProofAnswer& proof) { writeCertificate(proof); });
}

void PaymentDetail::writeCertificate(const ProofAnswer& proof) {
    if (proof.votes.empty() && proof.acks.empty()) {
        if (m_payment.height != 0)
            return m_notice->say(Notice::Kind::Info,
                                 tr("Its certificate is not kept any more: block %1 holds the "
                                    "payment and is the proof now.")
                                     .arg(numberText(m_payment.height)));
        return m_notice->say(Notice::Kind::Wait,
                             tr("The node has no certificate of it at the moment."));
    }
    const QString json =
        QStringLiteral("{\n  \"payment\": %1,\n  \"votes\": %2,\n  \"acknowledgements\": %3\n}\n")
            .arg(jsonString(hashText(m_payment.id)), jsonString(hexText(proof.votes)),
                 jsonString(hexText(proof.acks)));
    saveFile(this, tr("Export the certificate"),
             QStringLiteral("timecoin-%1.json").arg(hashText(m_payment.id).left(12)),
             tr("JSON files (*.json)"), json.toUtf8(), m_notice);
}

void PaymentDetail::askAbandon() {
    auto* const box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Give up the payment"));
    box->setText(tr("Give up this payment?"));
    box->setInformativeText(
        tr("No quorum has voted for it yet. Its coins become free here, and it is not handed in "
           "again. If some masternodes have voted already, it may still become final until its "
           "coins are spent in another payment."));
    auto* const yes = box->addButton(tr("Give it up"), QMessageBox::DestructiveRole);
    box->addButton(tr("Keep it"), QMessageBox::RejectRole);
    const Hash id = m_payment.id;
    connect(box, &QMessageBox::buttonClicked, this, [this, yes, id](QAbstractButton* button) {
        if (button != static_cast<QAbstractButton*>(yes)) return;
        deliver(m_wallet.abandon(id), this, [this](const WalletOutcome& outcome) {
            if (!outcome.ok)
                m_notice->say(Notice::Kind::Bad, walletCodeText(outcome.code, outcome.detail));
        });
    });
    box->open();
}

}  // namespace timecoin
