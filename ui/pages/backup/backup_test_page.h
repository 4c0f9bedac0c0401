// Tests a backup again: asks for the passphrase, then for three of the words; shows them all only when
// asked to. Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "wallet/values/wallet_values.h"

#include <QPointer>

class QStackedWidget;

namespace timecoin {

class SecretEdit;
class StepFrame;
class WalletService;
class WordGrid;
class WordQuiz;

class BackupTestPage : public Page {
    Q_OBJECT
public:
    explicit BackupTestPage(WalletService& wallet, QWidget* parent = nullptr);

    QString title() const override { return tr("Test the backup"); }
    QString iconName() const override { return QStringLiteral("key"); }
    void begin();
    void wipe();
    WordQuiz* quiz() const { return m_quiz; }

signals:
    /// The quiz was passed.
    void finished();
    void cancelled();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void buildSteps();
    void askWords();
    void askQuiz();
    void checkQuiz();
    void showWords();
    void cancel();

    QPointer<WalletService> m_wallet;
    SecretText m_words;
    QStackedWidget* m_steps;
    StepFrame* m_secretStep;
    StepFrame* m_quizStep;
    StepFrame* m_wordStep;
    SecretEdit* m_passphrase;
    WordQuiz* m_quiz;
    WordGrid* m_grid;
};

}  // namespace timecoin
