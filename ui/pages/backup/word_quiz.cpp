#include "ui/pages/backup/word_quiz.h"

#include "ui/pages/backup/word_grid.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QRandomGenerator>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace timecoin {
namespace {

void markWrong(QLineEdit* field, bool wrong) {
    if (field->property("wrong").toBool() == wrong) return;
    field->setProperty("wrong", wrong);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

}  // namespace

WordQuiz::WordQuiz(QWidget* parent) : QWidget(parent) {
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    for (int i = 0; i < kQuestions; ++i) {
        auto* const answer = new QLineEdit(this);
        answer->setObjectName(QStringLiteral("quizAnswer%1").arg(i + 1));
        answer->setAccessibleName(tr("Answer %1").arg(i + 1));
        answer->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                                    Qt::ImhNoAutoUppercase | Qt::ImhLatinOnly);
        answer->setMaxLength(32);
        answer->setFont(codeFont());
        connect(answer, &QLineEdit::textEdited, answer, [answer] { markWrong(answer, false); });
        QLabel* const label = labelFor({}, answer, this);
        label->setObjectName(QStringLiteral("quizQuestion%1").arg(i + 1));
        layout->addWidget(label);
        layout->addWidget(answer);
        if (i + 1 < kQuestions) layout->addSpacing(kSpace2);
        m_labels.append(label);
        m_answers.append(answer);
    }
    setFocusProxy(m_answers.first());
}

/// The system's randomness: a quiz that can be foreseen could be passed without the words.
void WordQuiz::choose(int count) {
    if (!m_positions.isEmpty()) m_before = m_positions;
    m_positions.clear();
    while (m_positions.size() < kQuestions && m_positions.size() < count) {
        const int position = QRandomGenerator::system()->bounded(count) + 1;
        const bool askedBefore = m_before.contains(position) && count >= 2 * kQuestions;
        if (!m_positions.contains(position) && !askedBefore) m_positions.append(position);
    }
    std::sort(m_positions.begin(), m_positions.end());
}

void WordQuiz::ask(const SecretText& words) {
    m_words = words;
    choose(wordCount(words));
    for (int i = 0; i < m_positions.size(); ++i) {
        const QString question = tr("Word number %1").arg(m_positions[i]);
        m_labels[i]->setText(question);
        m_answers[i]->setAccessibleName(question);
        m_answers[i]->setText({});
        markWrong(m_answers[i], false);
    }
}

int WordQuiz::firstWrong() {
    int wrong = 0;
    for (int i = 0; i < m_positions.size(); ++i) {
        const QString answer = m_answers[i]->text().trimmed().toLower();
        const bool right = answer == wordAt(m_words, m_positions[i] - 1);
        markWrong(m_answers[i], !right);
        if (right || wrong != 0) continue;
        wrong = m_positions[i];
        m_answers[i]->setFocus();
        m_answers[i]->selectAll();
    }
    return m_positions.isEmpty() ? -1 : wrong;
}

void WordQuiz::wipe() {
    m_words = {};
    if (!m_positions.isEmpty()) m_before = std::exchange(m_positions, {});
    for (QLineEdit* const answer : m_answers) answer->setText({});
}

}  // namespace timecoin
