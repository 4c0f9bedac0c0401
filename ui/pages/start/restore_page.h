// A wallet from its words, with a new passphrase. What was typed is taken out of the page when it is
// left. Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "wallet/values/wallet_values.h"

class QStackedWidget;
class QToolButton;

namespace timecoin {

class SecretEdit;
class SecretStep;
class StepFrame;
class WalletService;
class WordEntry;

class RestorePage : public Page {
    Q_OBJECT
public:
    explicit RestorePage(WalletService& wallet, QWidget* parent = nullptr);

    QString title() const override { return tr("Restore a wallet"); }
    QString iconName() const override { return QStringLiteral("refresh"); }
    QString busyWith() const override;
    void begin();
    void wipe();
    WordEntry* entry() const { return m_entry; }

signals:
    /// There is a wallet, it is open, and its history is being filled in.
    void finished();
    void cancelled();

private:
    void buildWords();
    void buildPassphrase();
    void checkWords();
    void showExtra(bool shown);

    QStackedWidget* m_steps;
    StepFrame* m_wordStep;
    SecretStep* m_secretStep;
    WordEntry* m_entry = nullptr;
    QToolButton* m_extraSwitch = nullptr;
    QWidget* m_extraBox = nullptr;
    SecretEdit* m_extra = nullptr;
};

}  // namespace timecoin
