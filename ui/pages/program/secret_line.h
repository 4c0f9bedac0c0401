// A field for a passphrase: what is typed is not shown, not completed, and taken out of it once.
// Thread: GUI.
#pragma once

#include "ui/pages/start/secret_edit.h"

#include <QLineEdit>

#include <utility>

namespace timecoin {

inline void prepareSecretLine(QLineEdit& line, const QString& name) {
    line.setEchoMode(QLineEdit::Password);
    line.setPlaceholderText(name);
    line.setAccessibleName(name);
    line.setMaxLength(SecretEdit::kMaxCharacters);
    line.setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhHiddenText);
    line.setContextMenuPolicy(Qt::NoContextMenu);
}

/// The field is empty afterwards. Our own copies are wiped; those inside Qt's text field are not ours.
inline SecretText takeSecret(QLineEdit& line) {
    QString text = line.text();
    line.clear();  // first: what is wiped then is nobody else's
    return secretOf(std::move(text));
}

}  // namespace timecoin
