#include "ui/pages/start/create_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/pages/backup/word_grid.h"
#include "ui/pages/backup/word_quiz.h"
#include "ui/pages/start/secret_step.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"
#include "wallet/api/wallet_service.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {

CreatePage::CreatePage(WalletService& wallet, QWidget* parent)
    : Page(parent),
      m_wallet(&wallet),
      m_steps(new QStackedWidget(this)),
      m_wordStep(new StepFrame(
          tr("Write down your words"),
          tr("These words are your wallet. Write them on paper, with their numbers, and keep the "
             "paper where nobody else finds it."),
          this)),
      m_quizStep(new StepFrame(tr("Are they on paper?"),
                               tr("Type three of the words as you wrote them down."), this)),
      m_secretStep(new SecretStep(
          wallet,
          {tr("It locks the wallet on this computer. It does not replace the words: with them, and "
              "only with them, the wallet comes back when this computer is lost."),
           tr("Create the &wallet"),
           tr("Creating the wallet. This takes a few seconds on purpose: it makes guessing the "
              "passphrase slow."),
           tr("The wallet is created. Only the keychain could not be used: %1")},
          this)) {
    setObjectName(QStringLiteral("createPage"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
    buildWords();
    buildQuiz();
    buildPassphrase();
}

void CreatePage::buildWords() {
    auto* const warning = new Notice(m_wordStep);
    warning->say(Notice::Kind::Wait,
                 tr("Whoever has these words has your money, and without them nobody can help you. "
                    "Do not photograph them, and do not type them anywhere but here."));
    m_twelve = new QRadioButton(tr("12 &words"), m_wordStep);
    m_twentyFour = new QRadioButton(tr("&24 words"), m_wordStep);
    m_twelve->setObjectName(QStringLiteral("words12"));
    m_twentyFour->setObjectName(QStringLiteral("words24"));
    m_twentyFour->setAccessibleDescription(tr("Twelve words cannot be guessed either."));
    m_twentyFour->setToolTip(m_twentyFour->accessibleDescription());
    m_twelve->setChecked(true);
    connect(m_twelve, &QRadioButton::toggled, this, &CreatePage::makeWords);
    auto* const counts = new QHBoxLayout;
    counts->setSpacing(kSpace4);
    counts->addWidget(m_twelve);
    counts->addWidget(m_twentyFour);
    counts->addStretch(1);
    m_grid = new WordGrid(m_wordStep);
    m_grid->setObjectName(QStringLiteral("createWords"));
    m_wordStep->body()->addWidget(warning);
    m_wordStep->body()->addLayout(counts);
    m_wordStep->body()->addSpacing(kSpace2);
    m_wordStep->body()->addWidget(m_grid);
    m_wordStep->setMain(tr("I have written &them down"));
    m_wordStep->setBack(tr("&Cancel"));
    m_wordStep->mainButton()->setObjectName(QStringLiteral("wordsWritten"));
    m_wordStep->backButton()->setObjectName(QStringLiteral("createCancel"));
    connect(m_wordStep, &StepFrame::mainTriggered, this, &CreatePage::askQuiz);
    connect(m_wordStep, &StepFrame::backTriggered, this, [this] {
        wipe();
        emit cancelled();
    });
    m_steps->addWidget(m_wordStep);
}

void CreatePage::buildQuiz() {
    m_quiz = new WordQuiz(m_quizStep);
    m_quizStep->body()->addWidget(m_quiz);
    m_quizStep->setMain(tr("&Check"));
    m_quizStep->setBack(tr("&Look at the words again"));
    m_quizStep->mainButton()->setObjectName(QStringLiteral("quizCheck"));
    m_quizStep->backButton()->setObjectName(QStringLiteral("quizLookAgain"));
    connect(m_quizStep, &StepFrame::mainTriggered, this, &CreatePage::checkQuiz);
    connect(m_quizStep, &StepFrame::backTriggered, this, &CreatePage::showWords);
    m_steps->addWidget(m_quizStep);
}

void CreatePage::buildPassphrase() {
    m_secretStep->mainButton()->setObjectName(QStringLiteral("createWallet"));
    m_secretStep->backButton()->setObjectName(QStringLiteral("createBack"));
    m_secretStep->setPlan([this] {
        WalletPlan plan;
        plan.words = m_words;
        plan.backupTested = true;
        return plan;
    });
    connect(m_secretStep, &SecretStep::made, this, [this] {
        wipe();
        emit finished();
    });
    connect(m_secretStep, &StepFrame::backTriggered, this, &CreatePage::showWords);
    m_steps->addWidget(m_secretStep);
}

QString CreatePage::busyWith() const {
    if (m_secretStep->isBusy()) return tr("The new wallet is being written.");
    return {};
}

void CreatePage::begin() {
    wipe();
    m_twelve->setChecked(true);
    makeWords();
}

void CreatePage::wipe() {
    ++m_asked;
    m_words = {};
    m_grid->wipe();
    m_quiz->wipe();
    m_secretStep->wipe();
    for (StepFrame* const step : {m_wordStep, m_quizStep}) step->notice()->clear();
}

void CreatePage::makeWords() {
    if (m_wallet == nullptr) return;
    m_steps->setCurrentWidget(m_wordStep);
    m_wordStep->notice()->clear();
    m_wordStep->mainButton()->setEnabled(false);
    const quint32 asked = ++m_asked;
    deliver(m_wallet->makeWords(m_twelve->isChecked() ? 12 : 24), this,
            [this, asked](const WordsAnswer& answer) {
                if (asked != m_asked) return;
                if (!answer.outcome.ok) {
                    m_wordStep->complain(
                        walletCodeText(answer.outcome.code, answer.outcome.detail));
                    return;
                }
                m_words = answer.words;
                showWords();
            });
}

void CreatePage::showWords() {
    m_quiz->wipe();
    m_secretStep->wipe();
    m_quizStep->notice()->clear();
    m_grid->setWords(m_words);
    m_wordStep->mainButton()->setEnabled(!m_words.isEmpty());
    m_steps->setCurrentWidget(m_wordStep);
    m_wordStep->mainButton()->setFocus();
}

void CreatePage::askQuiz() {
    m_grid->wipe();
    m_quiz->ask(m_words);
    m_quizStep->notice()->clear();
    m_steps->setCurrentWidget(m_quizStep);
    m_quiz->setFocus();
}

void CreatePage::checkQuiz() {
    const int wrong = m_quiz->firstWrong();
    if (wrong != 0) {
        m_quizStep->complain(
            tr("Word number %1 was another one. Compare it with your paper, or look "
               "at the words again; then you are asked for others.")
                .arg(wrong));
        return;
    }
    m_quiz->wipe();
    m_steps->setCurrentWidget(m_secretStep);
    m_secretStep->takeFocus();
}

}  // namespace timecoin
