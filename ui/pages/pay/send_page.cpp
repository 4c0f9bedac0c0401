#include "ui/pages/pay/send_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/pages/pay/send_progress.h"
#include "ui/pages/pay/send_review.h"
#include "ui/widgets/notice.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kDraftDelayMs = 150;
/// More than anybody has under way; the oldest are forgotten.
constexpr std::size_t kMostUnfinished = 50;

}  // namespace

SendPage::SendPage(WalletService& wallet, NodeService& node, QWidget* parent)
    : WalletPage(wallet, node, parent),
      m_form(new SendForm(wallet.addressPrefix(), this)),
      m_review(new SendReview(this)),
      m_progress(new SendProgress(this)),
      m_steps(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("sendPage"));
    m_steps->addWidget(m_form);
    m_steps->addWidget(m_review);
    m_steps->addWidget(m_progress);
    content()->addWidget(m_steps);
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(kDraftDelayMs);
    connect(&m_draftTimer, &QTimer::timeout, this, &SendPage::askDraft);
    connect(m_form, &SendForm::changed, this, &SendPage::onFormChanged);
    connect(m_form, &SendForm::reviewRequested, this, &SendPage::review);
    connect(m_review, &SendReview::backRequested, this, &SendPage::backToForm);
    connect(m_review, &SendReview::confirmed, this, &SendPage::confirm);
    connect(m_review, &SendReview::unlockRequested, this, &SendPage::unlockRequested);
    connect(m_progress, &SendProgress::anotherRequested, this, &SendPage::startAnother);
    connect(m_progress, &SendProgress::backRequested, this, &SendPage::backToForm);
    connect(m_progress, &SendProgress::showRequested, this, &SendPage::paymentShowRequested);
    connect(&wallet, &WalletService::paymentsChanged, this, &SendPage::onPayments);
    connect(&wallet, &WalletService::paymentFinal, this,
            [this](const PaymentEntry& payment) { onPayments({payment}); });
    connect(&wallet, &WalletService::paymentFailed, this, &SendPage::onFailed);
    connect(&node, &NodeService::votesCounted, m_progress, &SendProgress::onVotes);
    for (const auto keys : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        auto* const shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &SendPage::review);
    }
    auto* const paste = new QShortcut(QKeySequence::Paste, this);
    paste->setContext(Qt::WidgetWithChildrenShortcut);
    connect(paste, &QShortcut::activated, this, &SendPage::pasteAnywhere);
    m_form->showDraft(nullptr);
    begin();
}

QString SendPage::busyWith() const {
    if (m_sending) return tr("A payment is being signed.");
    return {};
}

void SendPage::showWallet(const WalletSnapshot& snapshot) {
    m_form->showWallet(snapshot, amountsHidden());
    m_review->setUnlocked(snapshot.state == WalletState::Unlocked);
    // New coins can make possible what was not.
    if (m_balances == snapshot.balances) return;
    m_balances = snapshot.balances;
    if (m_form->isComplete()) m_draftTimer.start();
}

void SendPage::showNode(const NodeSnapshot* /*snapshot*/) {
    m_progress->onNode(node().snapshot());
}

void SendPage::onFormChanged() {
    m_draft.reset();
    ++m_draftNumber;
    m_form->showDraft(nullptr);
    if (m_form->isComplete())
        m_draftTimer.start();
    else
        m_draftTimer.stop();
}

void SendPage::askDraft() {
    if (!m_form->isComplete()) return;
    const quint64 number = ++m_draftNumber;
    deliver(wallet().draft(m_form->order()), this, [this, number](const DraftAnswer& answer) {
        if (number != m_draftNumber) return;
        m_draft = answer;
        m_form->showDraft(&answer);
    });
}

void SendPage::review() {
    if (m_steps->currentWidget() != m_form) return;
    if (!m_draft || !m_draft->outcome.ok || !m_form->isComplete()) return;
    m_order = m_form->order();
    QVector<ReviewRow> rows;
    const auto& typed = m_form->rows();
    for (qsizetype i = 0; i < m_order.recipients.size(); ++i) {
        const Recipient& recipient = m_order.recipients[i];
        const Amount amount = m_draft->amounts.value(i, recipient.amount);
        rows.append({recipient.address, recipient.label, amount, typed[i]->isFirstTime(),
                     typed[i]->twin()});
    }
    m_steps->setCurrentWidget(m_review);
    m_review->show(rows, *m_draft, m_order.label, amountsHidden());
    m_review->setUnlocked(isUnlocked());
}

void SendPage::confirm() {
    if (m_sending) return;
    m_sending = true;
    m_review->setBusy(true);
    deliver(wallet().send(m_order), this, [this](const SendAnswer& answer) { onSent(answer); });
}

void SendPage::onSent(const SendAnswer& answer) {
    m_sending = false;
    m_review->setBusy(false);
    if (!answer.outcome.ok) {
        if (answer.outcome.code == QLatin1String("locked")) emit unlockRequested();
        return m_review->showProblem(walletCodeText(answer.outcome.code, answer.outcome.detail));
    }
    if (m_unfinished.size() >= kMostUnfinished) m_unfinished.erase(m_unfinished.begin());
    m_unfinished[answer.id] = m_order;
    const Amount paid = m_draft ? m_draft->paid : Amount{};
    const QString to = m_order.recipients.size() == 1
                           ? shortAddress(m_order.recipients.first().address)
                           : tr("%n recipient(s)", nullptr, int(m_order.recipients.size()));
    m_progress->begin(answer.id, tr("%1 to %2").arg(money(paid), to));
    m_progress->onNode(node().snapshot());
    m_steps->setCurrentWidget(m_progress);
}

void SendPage::onPayments(const QVector<PaymentEntry>& rows) {
    for (const PaymentEntry& payment : rows) {
        m_progress->onPayment(payment);
        if (!isIrreversible(payment.state)) continue;
        m_unfinished.erase(payment.id);
        // It is paid: what was typed has done its duty.
        if (payment.id == m_progress->id() && m_steps->currentWidget() == m_progress)
            m_form->clear();
    }
}

void SendPage::onFailed(const PaymentEntry& payment) {
    m_progress->onPayment(payment);
    const auto found = m_unfinished.find(payment.id);
    if (found == m_unfinished.end()) return;
    const PaymentOrder order = found->second;
    m_unfinished.erase(found);
    if (payment.id == m_progress->id() && m_steps->currentWidget() == m_progress) return;
    // The person has gone on to another one.
    m_form->notice()->say(Notice::Kind::Bad,
                          tr("A payment of %1 failed. %2")
                              .arg(money(payment.amount), paymentReasonText(payment.reason)),
                          tr("Fill it in again"));
    disconnect(m_form->notice(), &Notice::actionTriggered, this, nullptr);
    connect(m_form->notice(), &Notice::actionTriggered, this, [this, order] {
        m_form->take(order);
        m_form->notice()->clear();
    });
}

void SendPage::startAnother() {
    m_form->clear();
    backToForm();
}

void SendPage::backToForm() {
    m_steps->setCurrentWidget(m_form);
    onFormChanged();
    m_form->focusFirst();
}

bool SendPage::takeLink(const QString& text) {
    const PaymentLink link = parsePaymentLink(text, wallet().addressPrefix());
    if (!link.ok()) {
        if (link.isLink) {
            QString why = walletCodeText(link.code);
            if (!link.detail.isEmpty()) why += QStringLiteral(" (%1)").arg(link.detail);
            m_form->notice()->say(Notice::Kind::Wait, why);
        }
        return false;
    }
    if (m_steps->currentWidget() != m_form) {
        if (m_progress->isFinal()) m_form->clear();
        backToForm();
    }
    m_form->take(link);
    return true;
}

void SendPage::pasteAnywhere() {
    takeLink(QGuiApplication::clipboard()->text());
}

}  // namespace timecoin
