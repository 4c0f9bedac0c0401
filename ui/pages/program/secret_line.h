// A field for a passphrase: what is typed is not shown, not completed, and taken out of it once.
// Thread: GUI.
#pragma once

#include "wallet/values/secret_text.h"

#include <QLineEdit>

namespace timecoin {

inline void prepareSecretLine(QLineEdit& line, const QString& name) {
    line.setEchoMode(QLineEdit::Password);
    line.setPlaceholderText(name);
    line.setAccessibleName(name);
    line.setMaxLength(1'024);
    line.setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhHiddenText);
    line.setContextMenuPolicy(Qt::NoContextMenu);
}

/// The field is empty afterwards. Our own copies are wiped; those inside Qt's text field are not ours.
inline SecretText takeSecret(QLineEdit& line) {
    QString text = line.text();
    line.clear();
    QByteArray utf8 = text.toUtf8();
    const SecretText secret(ByteView(reinterpret_cast<const std::uint8_t*>(utf8.constData()),
                                     static_cast<std::size_t>(utf8.size())));
    utf8.fill('\0');
    text.fill(QChar());
    return secret;
}

}  // namespace timecoin
