#include "ui/pages/backup/backup_test_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/pages/backup/word_grid.h"
#include "ui/pages/backup/word_quiz.h"
#include "ui/pages/start/secret_edit.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/notice.h"
#include "wallet/api/wallet_service.h"

#include <QHideEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {

BackupTestPage::BackupTestPage(WalletService& wallet, QWidget* parent)
    : Page(parent),
      m_wallet(&wallet),
      m_steps(new QStackedWidget(this)),
      m_secretStep(
          new StepFrame(tr("Test the backup"),
                        tr("Have the paper with your words at hand. First your passphrase, "
                           "because the words open everything."),
                        this)),
      m_quizStep(new StepFrame(tr("What is on the paper?"),
                               tr("Type three of the words as you wrote them down."), this)),
      m_wordStep(new StepFrame(tr("Your words"),
                               tr("Compare them with your paper, and write down what is missing. "
                                  "Nobody else should see this."),
                               this)),
      m_passphrase(new SecretEdit(tr("Passphrase"), m_secretStep)),
      m_quiz(new WordQuiz(m_quizStep)),
      m_grid(new WordGrid(m_wordStep)) {
    setObjectName(QStringLiteral("backupTestPage"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
    buildSteps();
}

void BackupTestPage::buildSteps() {
    m_passphrase->setObjectName(QStringLiteral("backupPassphrase"));
    m_secretStep->body()->addWidget(labelFor(tr("&Passphrase"), m_passphrase, m_secretStep));
    m_secretStep->body()->addWidget(m_passphrase);
    m_secretStep->setMain(tr("&Go on"));
    m_secretStep->setBack(tr("&Cancel"));
    m_secretStep->mainButton()->setObjectName(QStringLiteral("backupNext"));
    m_secretStep->backButton()->setObjectName(QStringLiteral("backupCancel"));
    connect(m_secretStep, &StepFrame::mainTriggered, this, &BackupTestPage::askWords);
    connect(m_secretStep, &StepFrame::backTriggered, this, &BackupTestPage::cancel);

    m_quizStep->body()->addWidget(m_quiz);
    m_quizStep->setMain(tr("C&heck"));
    m_quizStep->setBack(tr("&Cancel"));
    m_quizStep->mainButton()->setObjectName(QStringLiteral("quizCheck"));
    connect(m_quizStep, &StepFrame::mainTriggered, this, &BackupTestPage::checkQuiz);
    connect(m_quizStep, &StepFrame::backTriggered, this, &BackupTestPage::cancel);
    connect(m_quizStep->notice(), &Notice::actionTriggered, this, &BackupTestPage::showWords);

    m_wordStep->body()->addWidget(m_grid);
    m_wordStep->setMain(tr("&Test again"));
    m_wordStep->setBack(tr("&Cancel"));
    m_wordStep->mainButton()->setObjectName(QStringLiteral("backupAgain"));
    connect(m_wordStep, &StepFrame::mainTriggered, this, &BackupTestPage::askQuiz);
    connect(m_wordStep, &StepFrame::backTriggered, this, &BackupTestPage::cancel);
    for (StepFrame* const step : {m_secretStep, m_quizStep, m_wordStep}) m_steps->addWidget(step);
    setFocusProxy(m_passphrase);
}

void BackupTestPage::begin() {
    wipe();
    m_steps->setCurrentWidget(m_secretStep);
    m_passphrase->setFocus();
}

void BackupTestPage::wipe() {
    m_words = {};
    m_passphrase->wipe();
    m_quiz->wipe();
    m_grid->wipe();
    for (StepFrame* const step : {m_secretStep, m_quizStep, m_wordStep}) step->notice()->clear();
    m_steps->setCurrentWidget(m_secretStep);
}

/// Also when the window goes to another page by itself.
void BackupTestPage::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) wipe();
    Page::hideEvent(event);
}

void BackupTestPage::cancel() {
    wipe();
    emit cancelled();
}

void BackupTestPage::askWords() {
    if (m_wallet == nullptr) return;
    m_secretStep->notice()->clear();
    const SecretText secret = m_passphrase->secret();
    m_secretStep->setBusy(tr("Opening. This takes a moment on purpose."));
    deliver(m_wallet->revealWords(secret), this, [this](const WordsAnswer& answer) {
        m_secretStep->setBusy({});
        if (!isVisible()) return;  // left meanwhile: the words are not wanted any more
        if (!answer.outcome.ok) {
            m_secretStep->complain(walletCodeText(answer.outcome.code, answer.outcome.detail));
            m_passphrase->setFocus();
            m_passphrase->selectAll();
            return;
        }
        m_passphrase->wipe();
        m_words = answer.words;
        askQuiz();
    });
}

void BackupTestPage::askQuiz() {
    m_grid->wipe();
    m_quizStep->notice()->clear();
    m_quiz->ask(m_words);
    m_steps->setCurrentWidget(m_quizStep);
    m_quiz->setFocus();
}

void BackupTestPage::checkQuiz() {
    const int wrong = m_quiz->firstWrong();
    if (wrong != 0) {
        m_quizStep->complain(tr("Word number %1 was another one.").arg(wrong),
                             tr("&Show all the words"));
        return;
    }
    if (m_wallet != nullptr) m_wallet->markBackupTested();
    wipe();
    emit finished();
}

void BackupTestPage::showWords() {
    m_quiz->wipe();
    m_grid->setWords(m_words);
    m_steps->setCurrentWidget(m_wordStep);
    m_wordStep->mainButton()->setFocus();
}

}  // namespace timecoin
