#include "ui/pages/start/unlock_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/pages/start/secret_edit.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"
#include "wallet/api/wallet_service.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace timecoin {

UnlockPage::UnlockPage(WalletService& wallet, QWidget* parent)
    : Page(parent),
      m_wallet(&wallet),
      m_step(new StepFrame(tr("Unlock the wallet"), {}, this)),
      m_passphrase(new SecretEdit(tr("Passphrase"), m_step)),
      m_keychain(new QPushButton(tr("Unlock with the &keychain"), m_step)) {
    setObjectName(QStringLiteral("unlockPage"));
    m_passphrase->setObjectName(QStringLiteral("unlockPassphrase"));
    m_keychain->setObjectName(QStringLiteral("unlockKeychain"));
    m_keychain->setIcon(icon(QStringLiteral("key")));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_step);
    m_step->body()->addWidget(labelFor(tr("&Passphrase"), m_passphrase, m_step));
    m_step->body()->addWidget(m_passphrase);
    m_step->body()->addSpacing(kSpace2);
    m_step->body()->addWidget(m_keychain, 0, Qt::AlignLeft);
    m_step->setMain(tr("&Unlock"));
    m_step->mainButton()->setObjectName(QStringLiteral("unlock"));
    m_step->backButton()->setObjectName(QStringLiteral("unlockCancel"));
    connect(m_step, &StepFrame::mainTriggered, this, &UnlockPage::unlock);
    connect(m_step, &StepFrame::backTriggered, this, [this] {
        wipe();
        emit cancelled();
    });
    connect(m_keychain, &QPushButton::clicked, this, &UnlockPage::unlockWithKeychain);
    connect(&wallet, &WalletService::snapshotChanged, this, &UnlockPage::showSnapshot);
    setFocusProxy(m_passphrase);
    showSnapshot(wallet.snapshot());
}

void UnlockPage::begin() {
    wipe();
    if (m_wallet != nullptr) showSnapshot(m_wallet->snapshot());
    m_passphrase->setFocus();
}

void UnlockPage::wipe() {
    m_passphrase->wipe();
    m_step->notice()->clear();
}

void UnlockPage::showSnapshot(const WalletSnapshotPtr& snapshot) {
    const bool sealed = snapshot->state == WalletState::Sealed;
    m_step->setSentence(
        sealed
            ? tr("Everything about this wallet is encrypted until you open it: balance, history, "
                 "labels. Coins sent to its addresses arrive all the same and are found then.")
            : tr("The keys to spend with are wiped from memory. Balance, addresses and history "
                 "stay visible, and coins still arrive; only paying needs your passphrase."));
    m_keychain->setVisible(snapshot->keychainOn);
    m_step->setBack(sealed ? QString() : tr("&Not now"));
}

void UnlockPage::unlock() {
    if (m_wallet == nullptr) return;
    if (m_passphrase->text().isEmpty()) {
        m_step->complain(tr("Type your passphrase."));
        m_passphrase->setFocus();
        return;
    }
    m_step->notice()->clear();
    const SecretText secret = m_passphrase->secret();
    m_step->setBusy(tr("Unlocking. This takes a moment on purpose."));
    deliver(m_wallet->unlock(secret), this,
            [this](const WalletOutcome& outcome) { answered(outcome); });
}

void UnlockPage::unlockWithKeychain() {
    if (m_wallet == nullptr || m_step->isBusy()) return;
    m_step->notice()->clear();
    m_step->setBusy(tr("Asking the keychain. It may ask you for its own passphrase."));
    deliver(m_wallet->unlockWithKeychain(), this,
            [this](const WalletOutcome& outcome) { answered(outcome); });
}

void UnlockPage::answered(const WalletOutcome& outcome) {
    m_step->setBusy({});
    if (outcome.ok) {
        wipe();
        if (!outcome.detail.isEmpty()) emit warned(walletCodeText(outcome.detail));
        emit finished();
        return;
    }
    m_step->complain(walletCodeText(outcome.code, outcome.detail));
    m_passphrase->setFocus();
    m_passphrase->selectAll();
}

}  // namespace timecoin
