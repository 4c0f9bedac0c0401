#include "ui/pages/start/secret_step.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/pages/start/passphrase_form.h"
#include "ui/widgets/notice.h"
#include "wallet/api/wallet_service.h"

#include <QVBoxLayout>

namespace timecoin {

SecretStep::SecretStep(WalletService& wallet, const Texts& texts, QWidget* parent)
    : StepFrame(tr("Choose a passphrase"), texts.sentence, parent),
      m_wallet(&wallet),
      m_texts(texts),
      m_form(new PassphraseForm(WalletService::kLeastPassphrase, this)) {
    body()->addWidget(m_form);
    setMain(m_texts.main);
    setBack(tr("&Back"));
    connect(this, &StepFrame::mainTriggered, this, &SecretStep::make);
}

void SecretStep::takeFocus() {
    notice()->clear();
    m_form->takeFocus();
}

void SecretStep::wipe() {
    m_made = false;
    m_form->wipe();
    m_form->setEnabled(true);
    setMain(m_texts.main);
    setBack(tr("&Back"));
    notice()->clear();
}

void SecretStep::make() {
    if (m_made) {
        finish();
        return;
    }
    const QString problem = m_form->problem();
    if (!problem.isEmpty()) {
        complain(problem);
        m_form->focusProblem();
        return;
    }
    if (m_wallet == nullptr) return;
    WalletPlan plan = m_plan();
    plan.passphrase = m_form->secret();
    const bool keychain = m_form->keychainWanted();
    notice()->clear();
    setBusy(m_texts.busy);
    deliver(m_wallet->create(plan), this,
            [this, keychain, passphrase = plan.passphrase](const WalletOutcome& outcome) {
                afterMaking(outcome, keychain, passphrase);
            });
}

void SecretStep::afterMaking(const WalletOutcome& outcome, bool keychainWanted,
                             const SecretText& passphrase) {
    if (!outcome.ok || m_wallet == nullptr) {
        setBusy({});
        complain(walletCodeText(outcome.code, outcome.detail));
        return;
    }
    if (!keychainWanted) {
        finish();
        return;
    }
    deliver(m_wallet->setKeychain(true, passphrase), this, [this](const WalletOutcome& kept) {
        setBusy({});
        if (kept.ok) {
            finish();
            return;
        }
        m_made = true;
        m_form->wipe();
        m_form->setEnabled(false);
        setBack({});
        setMain(tr("&Go on"));
        complain(m_texts.keychainFailed.arg(walletCodeText(kept.code, kept.detail)));
    });
}

void SecretStep::finish() {
    setBusy({});
    emit made();
}

}  // namespace timecoin
