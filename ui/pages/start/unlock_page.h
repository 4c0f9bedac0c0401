// Opens a wallet that is sealed or locked. Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "wallet/values/wallet_values.h"

#include <QPointer>

class QPushButton;

namespace timecoin {

class SecretEdit;
class StepFrame;
class WalletService;

class UnlockPage : public Page {
    Q_OBJECT
public:
    explicit UnlockPage(WalletService& wallet, QWidget* parent = nullptr);

    QString title() const override { return tr("Unlock"); }
    QString iconName() const override { return QStringLiteral("lock"); }
    void begin();
    void wipe();

signals:
    void finished();
    /// It is open, but the person must be told something about it.
    void warned(const QString& sentence);
    /// Only while the wallet is locked, not sealed: there is something to see without it.
    void cancelled();

private:
    void showSnapshot(const WalletSnapshotPtr& snapshot);
    void unlock();
    void unlockWithKeychain();
    void answered(const WalletOutcome& outcome);

    QPointer<WalletService> m_wallet;
    StepFrame* m_step;
    SecretEdit* m_passphrase;
    QPushButton* m_keychain;
};

}  // namespace timecoin
