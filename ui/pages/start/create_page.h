// A new wallet: words, a quiz about them, a passphrase. Nothing is kept before the last step, and no
// word stays in a widget when it is left. Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "wallet/values/wallet_values.h"

#include <QPointer>

class QRadioButton;
class QStackedWidget;

namespace timecoin {

class SecretStep;
class StepFrame;
class WalletService;
class WordGrid;
class WordQuiz;

class CreatePage : public Page {
    Q_OBJECT
public:
    explicit CreatePage(WalletService& wallet, QWidget* parent = nullptr);

    QString title() const override { return tr("Create a wallet"); }
    QString iconName() const override { return QStringLiteral("plus"); }
    QString busyWith() const override;
    /// With fresh words.
    void begin();
    /// Nothing of words and passphrase is left in it.
    void wipe();
    WordQuiz* quiz() const { return m_quiz; }

signals:
    /// There is a wallet, and it is open.
    void finished();
    void cancelled();

private:
    void buildWords();
    void buildQuiz();
    void buildPassphrase();
    void makeWords();
    void showWords();
    void askQuiz();
    void checkQuiz();

    QPointer<WalletService> m_wallet;
    SecretText m_words;
    quint32 m_asked = 0;  ///< which makeWords() is the newest: others' answers are dropped

    QStackedWidget* m_steps;
    StepFrame* m_wordStep;
    StepFrame* m_quizStep;
    SecretStep* m_secretStep;
    WordGrid* m_grid = nullptr;
    QRadioButton* m_twelve = nullptr;
    QRadioButton* m_twentyFour = nullptr;
    WordQuiz* m_quiz = nullptr;
};

}  // namespace timecoin
