// A line for a passphrase, with a switch to see what is typed. Thread: GUI.
#pragma once

#include "wallet/values/secret_text.h"

#include <QLineEdit>

class QAction;

namespace timecoin {

class SecretEdit : public QLineEdit {
    Q_OBJECT
public:
    static constexpr int kMaxCharacters = 1'024;

    /// `name` is for screen readers: "Passphrase".
    explicit SecretEdit(const QString& name, QWidget* parent = nullptr);

    /// What is in it, as UTF-8. The copies made here are wiped; Qt's own cannot be.
    SecretText secret() const;
    /// Characters as people count them.
    int characterCount() const;
    /// Empty, and hidden again.
    void wipe();
    bool isShown() const { return echoMode() == Normal; }

private:
    void show(bool shown);

    QAction* m_eye;
};

/// Wiped afterwards as far as this copy goes: pass what nobody else holds.
SecretText secretOf(QString&& text);

}  // namespace timecoin
