#include "ui/pages/start/word_entry.h"

#include "ui/pages/start/secret_edit.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QStringListModel>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <array>

namespace timecoin {
namespace {

constexpr std::array<int, 5> kCounts = {12, 15, 18, 21, 24};
constexpr int kColumns = 3;
constexpr int kMaxPasted = 4'096;

QStringList splitWords(const QString& text) {
    static const QRegularExpression kSpaces(QStringLiteral("[\\s\\d.,;:)\\-]+"));
    return text.left(kMaxPasted).toLower().split(kSpaces, Qt::SkipEmptyParts);
}

void mark(QLineEdit* field, bool wrong) {
    if (field->property("wrong").toBool() == wrong) return;
    field->setProperty("wrong", wrong);
    field->setAccessibleDescription(wrong ? WordEntry::tr("This is not one of the words.")
                                          : QString());
    field->setToolTip(field->accessibleDescription());
    field->style()->unpolish(field);
    field->style()->polish(field);
}

}  // namespace

WordEntry::WordEntry(const QStringList& list, QWidget* parent)
    : QWidget(parent),
      m_known(list.begin(), list.end()),
      m_count(new QComboBox(this)),
      m_grid(new QGridLayout) {
    for (const int count : kCounts) m_count->addItem(tr("%n words", nullptr, count), count);
    m_count->setObjectName(QStringLiteral("restoreCount"));
    m_count->setAccessibleName(tr("How many words"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(labelFor(tr("How &many words are they?"), m_count, this));
    layout->addWidget(m_count, 0, Qt::AlignLeft);
    layout->addSpacing(kSpace2);
    layout->addLayout(m_grid);
    m_grid->setHorizontalSpacing(kSpace2);
    m_grid->setVerticalSpacing(kSpace2);

    auto* const model = new QStringListModel(list, this);
    for (int i = 0; i < kMostWords; ++i) {
        auto* const field = new QLineEdit(this);
        field->setObjectName(QStringLiteral("restoreWord%1").arg(i + 1));
        field->setAccessibleName(tr("Word number %1").arg(i + 1));
        field->setFont(codeFont());
        field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                                   Qt::ImhNoAutoUppercase | Qt::ImhLatinOnly);
        auto* const completer = new QCompleter(model, field);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setModelSorting(QCompleter::CaseSensitivelySortedModel);
        completer->setMaxVisibleItems(6);
        field->setCompleter(completer);
        auto* const number = new QLabel(QString::number(i + 1), this);
        number->setForegroundRole(QPalette::PlaceholderText);
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        number->setBuddy(field);
        connect(field, &QLineEdit::textEdited, this,
                [this, i](const QString& text) { typed(i, text); });
        connect(field, &QLineEdit::editingFinished, this, [this, i] { left(i); });
        m_numbers.append(number);
        m_fields.append(field);
    }
    connect(m_count, &QComboBox::currentIndexChanged, this, &WordEntry::layOut);
    setFocusProxy(m_fields.first());
    layOut();
}

int WordEntry::count() const {
    return m_count->currentData().toInt();
}

void WordEntry::setCount(int count) {
    const int index = m_count->findData(count);
    if (index >= 0) m_count->setCurrentIndex(index);
}

/// Columns are read downwards, as the words are shown when a wallet is made.
void WordEntry::layOut() {
    const int shown = count();
    const int rows = (shown + kColumns - 1) / kColumns;
    for (int i = 0; i < kMostWords; ++i) {
        m_grid->removeWidget(m_numbers[i]);
        m_grid->removeWidget(m_fields[i]);
        m_numbers[i]->setVisible(i < shown);
        m_fields[i]->setVisible(i < shown);
        if (i >= shown) {
            m_fields[i]->setText({});
            continue;
        }
        m_grid->addWidget(m_numbers[i], i % rows, i / rows * 2);
        m_grid->addWidget(m_fields[i], i % rows, i / rows * 2 + 1);
    }
    for (int column = 0; column < kColumns; ++column) m_grid->setColumnStretch(2 * column + 1, 1);
}

void WordEntry::typed(int index, const QString& text) {
    mark(m_fields[index], false);
    const QStringList words = splitWords(text);
    if (words.size() > 1) {
        spread(words.size() >= kCounts.front() ? 0 : index, words);
    } else if (words.size() == 1 && text.back().isSpace()) {
        m_fields[index]->setText(words.first());
        if (index + 1 < count()) m_fields[index + 1]->setFocus();
        // A list that nobody needs any more would swallow the next click.
        QAbstractItemView* const list = m_fields[index]->completer()->popup();
        QTimer::singleShot(0, list, &QWidget::hide);
    }
}

void WordEntry::left(int index) {
    const QString word = m_fields[index]->text().trimmed().toLower();
    mark(m_fields[index], !word.isEmpty() && !m_known.contains(word));
}

void WordEntry::spread(int index, const QStringList& words) {
    const int needed = index + static_cast<int>(words.size());
    for (const int count : kCounts) {
        if (needed > this->count() && count >= needed) setCount(count);
    }
    if (index == 0 && words.size() >= kCounts.front()) setCount(needed);
    if (needed > count()) setCount(kMostWords);
    const int end = qMin(needed, count());
    for (int i = index; i < end; ++i) {
        m_fields[i]->setText(words[i - index]);
        left(i);
    }
    if (end > 0) m_fields[qMin(end, count() - 1)]->setFocus();
}

void WordEntry::paste(const QString& text) {
    spread(0, splitWords(text));
}

SecretText WordEntry::words() const {
    QString text;
    text.reserve(kMostWords * 16);
    for (int i = 0; i < count(); ++i) {
        const QString word = m_fields[i]->text().trimmed().toLower();
        if (word.isEmpty()) continue;
        if (!text.isEmpty()) text.append(u' ');
        text.append(word);
    }
    return secretOf(std::move(text));
}

int WordEntry::firstEmpty() const {
    for (int i = 0; i < count(); ++i) {
        if (m_fields[i]->text().trimmed().isEmpty()) return i + 1;
    }
    return 0;
}

void WordEntry::markWrong(int position) {
    for (QLineEdit* const field : m_fields) mark(field, false);
    if (position < 1 || position > count()) return;
    mark(m_fields[position - 1], true);
    m_fields[position - 1]->setFocus();
    m_fields[position - 1]->selectAll();
}

void WordEntry::wipe() {
    for (QLineEdit* const field : m_fields) {
        field->setText({});
        mark(field, false);
    }
    setCount(kCounts.front());
}

}  // namespace timecoin
