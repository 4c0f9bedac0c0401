#include "ui/pages/wallet/wallet_page.h"

#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/models/health.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {

QLabel* numberLabel(QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setFont(numberFont());
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* fieldName(const QString& text, QWidget* buddy) {
    auto* const label = new QLabel(text, buddy->parentWidget());
    label->setBuddy(buddy);
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(QStringLiteral("MMMMMMM")));
    return label;
}

void setPlainText(QLabel* label, const QString& text) {
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setAccessibleName(text);
}

WalletPage::WalletPage(WalletService& wallet, NodeService& node, QWidget* parent)
    : Page(parent),
      m_wallet(wallet),
      m_node(node),
      m_heading(new QLabel(this)),
      m_headingRow(new QVBoxLayout),
      m_notice(new Notice(this)),
      m_stack(new QStackedWidget(this)),
      m_state(new StateView(this)) {
    m_heading->setFont(titleFont());
    m_heading->setObjectName(QStringLiteral("pageHeading"));
    m_notice->setObjectName(QStringLiteral("pageNotice"));
    m_state->setObjectName(QStringLiteral("pageState"));
    auto* const inner = new QWidget(m_stack);
    m_content = new QVBoxLayout(inner);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(kSpace4);
    m_stack->addWidget(m_state);
    m_stack->addWidget(inner);

    auto* const top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addLayout(m_headingRow);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace6, kSpace6, kSpace6, kSpace4);
    layout->setSpacing(kSpace4);
    layout->addLayout(top);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);

    connect(&m_wallet, &WalletService::snapshotChanged, this, &WalletPage::onWallet);
    connect(&m_node, &NodeService::snapshotChanged, this, &WalletPage::onNode);
    connect(&m_node, &NodeService::stopped, this, &WalletPage::onNode);
    connect(m_notice, &Notice::actionTriggered, this, &WalletPage::unlockRequested);
    connect(m_state, &StateView::actionTriggered, this, [this] {
        if (m_wallet.snapshot()->state == WalletState::NoWallet)
            emit walletRequested();
        else
            emit unlockRequested();
    });
}

void WalletPage::begin() {
    m_heading->setText(title());
    setAccessibleName(title());
    onWallet();
    onNode();
}

void WalletPage::addToHeading(QWidget* widget) {
    m_headingRow->addWidget(widget);
}

bool WalletPage::isUnlocked() const {
    return m_wallet.snapshot()->state == WalletState::Unlocked;
}

QString WalletPage::money(Amount amount) const {
    MoneyStyle style;
    style.hidden = m_hidden;
    return moneyText(amount, style);
}

void WalletPage::setAmountsHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    onWallet();
}

void WalletPage::onWallet() {
    const WalletSnapshotPtr snapshot = m_wallet.snapshot();
    showState(*snapshot);
    showNotice();
    showWallet(*snapshot);
}

void WalletPage::onNode() {
    showNotice();
    showNode(m_node.snapshot().get());
}

void WalletPage::showState(const WalletSnapshot& snapshot) {
    const bool there =
        snapshot.state == WalletState::Locked || snapshot.state == WalletState::Unlocked;
    m_stack->setCurrentIndex(there ? 1 : 0);
    switch (snapshot.state) {
    case WalletState::Locked:
    case WalletState::Unlocked: break;
    case WalletState::Starting:
        m_state->setState("clock", tr("Opening the wallet"), tr("It takes a moment."));
        m_state->setAction({});
        break;
    case WalletState::NoWallet:
        m_state->setState("wallet", tr("No wallet yet"),
                          tr("Create one in a minute, or restore one from its words."));
        m_state->setAction(tr("Create or restore"));
        break;
    case WalletState::Sealed:
        m_state->setState("lock", tr("The wallet is locked"),
                          tr("Nothing of it is known until you open it with your passphrase."));
        m_state->setAction(tr("Unlock"));
        break;
    case WalletState::Unusable:
        m_state->setState("warning", tr("The wallet cannot be used"),
                          walletCodeText(snapshot.problem, snapshot.problemDetail), Role::Bad);
        m_state->setAction({});
        break;
    }
}

/// The most pressing reason why things are not as usual.
void WalletPage::showNotice() {
    const WalletSnapshotPtr wallet = m_wallet.snapshot();
    if (m_stack->currentIndex() == 0) return m_notice->clear();
    const NodeSnapshotPtr node = m_node.snapshot();
    const Health health = healthOf(node.get(), m_node.isRunning());
    if (health.level == Health::Level::Bad || !m_node.isRunning())
        return m_notice->say(Notice::Kind::Wait, health.sentence);
    if (node == nullptr) return m_notice->say(Notice::Kind::Info, health.sentence);
    if (node->behind)
        return m_notice->say(Notice::Kind::Info,
                             tr("%1 Balances can still change.").arg(health.sentence));
    if (wallet->scanning)
        return m_notice->say(
            Notice::Kind::Info,
            tr("The history is being filled in: block %1 of %2. Receiving works already.")
                .arg(QLocale().toString(qulonglong(wallet->scannedHeight)),
                     QLocale().toString(qulonglong(wallet->nodeHeight))));
    m_notice->clear();
}

void WalletPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) m_heading->setFont(titleFont());
    Page::changeEvent(event);
}

}  // namespace timecoin
