#include "ui/pages/wallet/wallet_page.h"

#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/models/health.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QLabel>

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
    : FramedPage(parent),
      m_wallet(wallet),
      m_node(node) {
    connect(&m_wallet, &WalletService::snapshotChanged, this, &WalletPage::onWallet);
    connect(&m_node, &NodeService::snapshotChanged, this, &WalletPage::onNode);
    connect(&m_node, &NodeService::stopped, this, &WalletPage::onNode);
    connect(&notice(), &Notice::actionTriggered, this, &WalletPage::unlockRequested);
    connect(&state(), &StateView::actionTriggered, this, [this] {
        if (m_wallet.snapshot()->state == WalletState::NoWallet)
            emit walletRequested();
        else
            emit unlockRequested();
    });
}

void WalletPage::begin() {
    nameFrame();
    onWallet();
    onNode();
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
    showContent(there);
    switch (snapshot.state) {
    case WalletState::Locked:
    case WalletState::Unlocked: break;
    case WalletState::Starting:
        state().setState("clock", tr("Opening the wallet"), tr("It takes a moment."));
        state().setAction({});
        break;
    case WalletState::NoWallet:
        state().setState("wallet", tr("No wallet yet"),
                         tr("Create one in a minute, or restore one from its words."));
        state().setAction(tr("Create or restore"));
        break;
    case WalletState::Sealed:
        state().setState("lock", tr("The wallet is locked"),
                         tr("Nothing of it is known until you open it with your passphrase."));
        state().setAction(tr("Unlock"));
        break;
    case WalletState::Unusable:
        state().setState("warning", tr("The wallet cannot be used"),
                         walletCodeText(snapshot.problem, snapshot.problemDetail), Role::Bad);
        state().setAction({});
        break;
    }
}

/// The most pressing reason why things are not as usual.
void WalletPage::showNotice() {
    const WalletSnapshotPtr wallet = m_wallet.snapshot();
    if (!isContentShown()) return notice().clear();
    const NodeSnapshotPtr node = m_node.snapshot();
    const Health health = healthOf(node.get(), m_node.isRunning());
    if (health.level == Health::Level::Bad || !m_node.isRunning())
        return notice().say(Notice::Kind::Wait, health.sentence);
    if (node == nullptr) return notice().say(Notice::Kind::Info, health.sentence);
    if (node->behind)
        return notice().say(Notice::Kind::Info,
                            tr("%1 Balances can still change.").arg(health.sentence));
    if (wallet->scanning)
        return notice().say(
            Notice::Kind::Info,
            tr("The history is being filled in: block %1 of %2. Receiving works already.")
                .arg(QLocale().toString(qulonglong(wallet->scannedHeight)),
                     QLocale().toString(qulonglong(wallet->nodeHeight))));
    notice().clear();
}

}  // namespace timecoin
