#include "ui/pages/start/passphrase_form.h"

#include "ui/pages/start/passphrase_strength.h"
#include "ui/pages/start/secret_edit.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace timecoin {

PassphraseForm::PassphraseForm(int leastCharacters, QWidget* parent)
    : QWidget(parent),
      m_least(leastCharacters),
      m_first(new SecretEdit(tr("Passphrase"), this)),
      m_second(new SecretEdit(tr("The passphrase again"), this)),
      m_bar(new QProgressBar(this)),
      m_strength(mutedLabel({}, this)),
      m_keychain(new QCheckBox(tr("Unlock with this computer's &keychain"), this)) {
    m_first->setObjectName(QStringLiteral("passphrase"));
    m_second->setObjectName(QStringLiteral("passphraseAgain"));
    m_keychain->setObjectName(QStringLiteral("keychain"));
    m_bar->setObjectName(QStringLiteral("strength"));
    m_strength->setObjectName(QStringLiteral("strengthText"));
    m_bar->setRange(0, static_cast<int>(Strength::Strong));
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Strength of the passphrase"));

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(labelFor(tr("&Passphrase"), m_first, this));
    layout->addWidget(m_first);
    layout->addWidget(m_bar);
    layout->addWidget(m_strength);
    layout->addSpacing(kSpace2);
    layout->addWidget(labelFor(tr("The passphrase &again"), m_second, this));
    layout->addWidget(m_second);
    layout->addSpacing(kSpace4);
    layout->addWidget(m_keychain);
    QLabel* const explained = mutedLabel(
        tr("Keeps a key to this wallet in the keychain that you open when you log in. Whoever uses "
           "your session can then open the wallet and pay. Your passphrase works as before."),
        this);
    explained->setContentsMargins(kSpace6, 0, 0, 0);
    m_keychain->setAccessibleDescription(explained->text());
    layout->addWidget(explained);

    connect(m_first, &QLineEdit::textChanged, this, &PassphraseForm::showStrength);
    setFocusProxy(m_first);
    showStrength();
}

void PassphraseForm::showStrength() {
    const Strength strength = passphraseStrength(m_first->text(), m_least);
    m_bar->setValue(m_first->text().isEmpty() ? 0 : static_cast<int>(strength));
    QString text;
    switch (strength) {
    case Strength::Short: text = tr("At least %n characters.", nullptr, m_least); break;
    case Strength::Weak: text = tr("Weak: easy to guess. Some unrelated words are better."); break;
    case Strength::Fair: text = tr("Fair: longer is better."); break;
    case Strength::Good: text = tr("Good."); break;
    case Strength::Strong: text = tr("Strong."); break;
    }
    m_strength->setText(text);
    m_first->setAccessibleDescription(text);
    m_bar->setAccessibleDescription(text);
}

QString PassphraseForm::problem() const {
    if (m_first->characterCount() < m_least) {
        return tr("The passphrase needs at least %n characters.", nullptr, m_least);
    }
    if (m_first->text() != m_second->text()) {
        return tr("The two passphrases differ. Type the same one twice.");
    }
    return {};
}

void PassphraseForm::focusProblem() {
    SecretEdit* const field = m_first->characterCount() < m_least ? m_first : m_second;
    field->setFocus();
    field->selectAll();
}

SecretText PassphraseForm::secret() const {
    return m_first->secret();
}

bool PassphraseForm::keychainWanted() const {
    return m_keychain->isChecked();
}

void PassphraseForm::wipe() {
    m_first->wipe();
    m_second->wipe();
    m_keychain->setChecked(false);
}

void PassphraseForm::takeFocus() {
    m_first->setFocus();
}

}  // namespace timecoin
