// A new passphrase: twice, with its strength, and the keychain as an offer. Thread: GUI.
#pragma once

#include "wallet/values/secret_text.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;

namespace timecoin {

class SecretEdit;

class PassphraseForm : public QWidget {
    Q_OBJECT
public:
    explicit PassphraseForm(int leastCharacters, QWidget* parent = nullptr);

    /// Why it cannot be taken yet; empty when it can.
    QString problem() const;
    SecretText secret() const;
    bool keychainWanted() const;
    void wipe();
    void takeFocus();
    /// To what is wrong with it.
    void focusProblem();

private:
    void showStrength();

    int m_least;
    SecretEdit* m_first;
    SecretEdit* m_second;
    QProgressBar* m_bar;
    QLabel* m_strength;
    QCheckBox* m_keychain;
};

}  // namespace timecoin
