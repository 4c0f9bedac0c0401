// Asks for three of the backup words. Whoever can answer has them on paper. Thread: GUI.
#pragma once

#include "wallet/values/secret_text.h"

#include <QLineEdit>
#include <QVector>
#include <QWidget>

class QLabel;

namespace timecoin {

class WordQuiz : public QWidget {
    Q_OBJECT
public:
    static constexpr int kQuestions = 3;

    explicit WordQuiz(QWidget* parent = nullptr);

    /// Asks anew, for other words than before where there are enough.
    void ask(const SecretText& words);
    /// Positions asked for, from 1, ascending.
    const QVector<int>& positions() const { return m_positions; }
    /// Of the first wrong answer, from 1; 0: all are right. Moves the focus there.
    int firstWrong();
    /// Neither answers nor words are left in it.
    void wipe();

private:
    void choose(int count);

    SecretText m_words;
    QVector<int> m_positions;
    QVector<int> m_before;  ///< asked for last time
    QVector<QLabel*> m_labels;
    QVector<QLineEdit*> m_answers;
};

}  // namespace timecoin
