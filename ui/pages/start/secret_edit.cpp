#include "ui/pages/start/secret_edit.h"

#include "ui/widgets/icon.h"

#include <QAction>

namespace timecoin {

SecretText secretOf(QString&& text) {
    QByteArray utf8 = text.toUtf8();
    SecretText secret(ByteView(reinterpret_cast<const std::uint8_t*>(utf8.constData()),
                               static_cast<std::size_t>(utf8.size())));
    utf8.fill('\0');
    text.fill(QChar());
    text.clear();
    return secret;
}

SecretEdit::SecretEdit(const QString& name, QWidget* parent)
    : QLineEdit(parent),
      m_eye(addAction(icon(QStringLiteral("eye")), TrailingPosition)) {
    setAccessibleName(name);
    setEchoMode(Password);
    setMaxLength(kMaxCharacters);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhHiddenText);
    connect(m_eye, &QAction::triggered, this, [this] { show(!isShown()); });
    show(false);
}

SecretText SecretEdit::secret() const {
    return secretOf(text());
}

int SecretEdit::characterCount() const {
    int count = 0;
    const QString characters = text();
    for (const QChar c : characters) count += c.isLowSurrogate() ? 0 : 1;
    return count;
}

void SecretEdit::wipe() {
    setText({});  // and with it what could be undone
    show(false);
}

void SecretEdit::show(bool shown) {
    setEchoMode(shown ? Normal : Password);
    m_eye->setIcon(icon(shown ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    m_eye->setText(shown ? tr("Hide what is typed") : tr("Show what is typed"));
    m_eye->setToolTip(m_eye->text());
}

}  // namespace timecoin
