// The last step to a wallet, new or restored: its passphrase, the keychain as an offer, and the making
// of it. Thread: GUI.
#pragma once

#include "ui/pages/start/step_frame.h"
#include "wallet/values/wallet_values.h"

#include <QPointer>

#include <functional>

namespace timecoin {

class PassphraseForm;
class WalletService;

class SecretStep : public StepFrame {
    Q_OBJECT
public:
    struct Texts {
        QString sentence;
        QString main;            ///< the button that makes the wallet
        QString busy;            ///< while it is made
        QString keychainFailed;  ///< it is made, but %1
    };

    SecretStep(WalletService& wallet, const Texts& texts, QWidget* parent = nullptr);

    /// Asked for what is to be made when the person has decided; the passphrase is added to it.
    void setPlan(std::function<WalletPlan()> plan) { m_plan = std::move(plan); }
    void takeFocus();
    /// Nothing of a passphrase is left, and it is as it was at first.
    void wipe();

signals:
    /// There is a wallet, and it is open.
    void made();

private:
    void make();
    void afterMaking(const WalletOutcome& outcome, bool keychainWanted,
                     const SecretText& passphrase);
    void finish();

    QPointer<WalletService> m_wallet;
    Texts m_texts;
    std::function<WalletPlan()> m_plan;
    PassphraseForm* m_form;
    bool m_made = false;  ///< only the keychain is left to tell about
};

}  // namespace timecoin
