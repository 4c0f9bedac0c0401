#include "ui/pages/start/restore_page.h"

#include "ui/pages/start/secret_edit.h"
#include "ui/pages/start/secret_step.h"
#include "ui/pages/start/step_frame.h"
#include "ui/pages/start/word_entry.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"
#include "wallet/api/backup_words.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace timecoin {

RestorePage::RestorePage(WalletService& wallet, QWidget* parent)
    : Page(parent),
      m_steps(new QStackedWidget(this)),
      m_wordStep(
          new StepFrame(tr("Type your words"),
                        tr("In their order. The first letters of a word are enough: choose it "
                           "from the list. You may also paste all of them into the first "
                           "field."),
                        this)),
      m_secretStep(
          new SecretStep(wallet,
                         {tr("It locks the wallet on this computer. It need not be the one you had "
                             "before."),
                          tr("&Restore the wallet"),
                          tr("Restoring the wallet. Its coins are found first, its history is "
                             "filled in behind."),
                          tr("The wallet is restored. Only the keychain could not be used: %1")},
                         this)) {
    setObjectName(QStringLiteral("restorePage"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
    buildWords();
    buildPassphrase();
}

void RestorePage::buildWords() {
    m_entry = new WordEntry(backupWordList(), m_wordStep);
    m_extraSwitch = new QToolButton(m_wordStep);
    m_extraSwitch->setObjectName(QStringLiteral("extraSwitch"));
    m_extraSwitch->setText(tr("My words have an &extra passphrase"));
    m_extraSwitch->setAccessibleName(tr("My words have an extra passphrase"));
    m_extraSwitch->setCheckable(true);
    m_extraSwitch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_extraBox = new QWidget(m_wordStep);
    m_extra = new SecretEdit(tr("Extra passphrase of the words"), m_extraBox);
    m_extra->setObjectName(QStringLiteral("extraPassphrase"));
    auto* const box = new QVBoxLayout(m_extraBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(kSpace2);
    box->addWidget(m_extra);
    box->addWidget(
        mutedLabel(tr("Some wallets call it the 25th word. Every extra passphrase makes "
                      "another wallet: with a wrong one you find an empty wallet, not an "
                      "error."),
                   m_extraBox));
    connect(m_extraSwitch, &QToolButton::toggled, this, &RestorePage::showExtra);
    m_wordStep->body()->addWidget(m_entry);
    m_wordStep->body()->addSpacing(kSpace2);
    m_wordStep->body()->addWidget(m_extraSwitch, 0, Qt::AlignLeft);
    m_wordStep->body()->addWidget(m_extraBox);
    m_wordStep->setMain(tr("&Go on"));
    m_wordStep->setBack(tr("&Cancel"));
    m_wordStep->mainButton()->setObjectName(QStringLiteral("restoreNext"));
    m_wordStep->backButton()->setObjectName(QStringLiteral("restoreCancel"));
    connect(m_wordStep, &StepFrame::mainTriggered, this, &RestorePage::checkWords);
    connect(m_wordStep, &StepFrame::backTriggered, this, [this] {
        wipe();
        emit cancelled();
    });
    m_steps->addWidget(m_wordStep);
    showExtra(false);
}

void RestorePage::buildPassphrase() {
    m_secretStep->mainButton()->setObjectName(QStringLiteral("restoreWallet"));
    m_secretStep->backButton()->setObjectName(QStringLiteral("restoreBack"));
    m_secretStep->setPlan([this] {
        WalletPlan plan;
        plan.words = m_entry->words();
        // BIP39 wants this form, and typed text may come in another.
        plan.extra = secretOf(m_extra->text().normalized(QString::NormalizationForm_KD));
        plan.restore = true;
        plan.backupTested = true;
        return plan;
    });
    connect(m_secretStep, &SecretStep::made, this, [this] {
        wipe();
        emit finished();
    });
    connect(m_secretStep, &StepFrame::backTriggered, this, [this] {
        m_secretStep->wipe();
        m_steps->setCurrentWidget(m_wordStep);
        m_entry->setFocus();
    });
    m_steps->addWidget(m_secretStep);
}

QString RestorePage::busyWith() const {
    if (m_secretStep->isBusy()) return tr("The restored wallet is being written.");
    return {};
}

void RestorePage::begin() {
    wipe();
    m_steps->setCurrentWidget(m_wordStep);
    m_entry->setFocus();
}

void RestorePage::wipe() {
    m_entry->wipe();
    m_extra->wipe();
    m_extraSwitch->setChecked(false);
    m_secretStep->wipe();
    m_wordStep->notice()->clear();
}

void RestorePage::showExtra(bool shown) {
    m_extraSwitch->setIcon(
        icon(shown ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_extraBox->setVisible(shown);
    if (shown) {
        m_extra->setFocus();
    } else {
        m_extra->wipe();
    }
}

void RestorePage::checkWords() {
    m_entry->markWrong(0);
    const WordsVerdict verdict = judgeWords(m_entry->words());
    const int empty = m_entry->firstEmpty();
    if (verdict.code == QStringLiteral("unknown_word")) {
        // Counted without the fields that were left out before it.
        const int position = empty == 0 || verdict.position < empty ? verdict.position : empty;
        m_wordStep->complain(
            position == empty
                ? tr("Word number %1 is missing.").arg(position)
                : tr("Word number %1 is not one of the words. Check its spelling.").arg(position));
        m_entry->markWrong(position);
    } else if (empty != 0) {
        m_wordStep->complain(tr("Word number %1 is missing.").arg(empty));
        m_entry->markWrong(empty);
    } else if (!verdict.code.isEmpty()) {
        m_wordStep->complain(
            tr("Every word is in the list, but together they are not a wallet. One "
               "of them is another one, or two have changed places."));
    } else {
        m_wordStep->notice()->clear();
        m_steps->setCurrentWidget(m_secretStep);
        m_secretStep->takeFocus();
    }
}

}  // namespace timecoin
