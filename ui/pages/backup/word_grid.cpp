#include "ui/pages/backup/word_grid.h"

#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace timecoin {
namespace {

constexpr int kColumns = 3;

}  // namespace

int wordCount(const SecretText& words) {
    const std::string_view text = words.text();
    if (text.empty()) return 0;
    return static_cast<int>(std::count(text.begin(), text.end(), ' ')) + 1;
}

QString wordAt(const SecretText& words, int index) {
    std::string_view text = words.text();
    for (int i = 0; i < index; ++i) {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos) return {};
        text.remove_prefix(space + 1);
    }
    text = text.substr(0, text.find(' '));
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

WordGrid::WordGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    setObjectName(QStringLiteral("backupWords"));
    setAccessibleName(tr("Backup words"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(kSpace6);
    m_grid->setVerticalSpacing(kSpace2);
}

void WordGrid::setWords(const SecretText& words) {
    wipe();
    const int count = wordCount(words);
    const int rows = (count + kColumns - 1) / kColumns;
    for (int i = 0; i < count; ++i) {
        auto* const cell = new QLabel(this);
        cell->setObjectName(QStringLiteral("backupWord%1").arg(i + 1));
        cell->setTextFormat(Qt::PlainText);
        cell->setFont(codeFont());
        const QString word = wordAt(words, i);
        // A figure space keeps the words of a column under one another.
        const QString number = QString::number(i + 1).rightJustified(2, QChar(0x2007));
        cell->setText(QStringLiteral("%1  %2").arg(number, word));
        cell->setAccessibleName(tr("Word %1: %2").arg(i + 1).arg(word));
        m_grid->addWidget(cell, i % rows, i / rows);
        m_cells.append(cell);
    }
    for (int column = 0; column < kColumns; ++column) m_grid->setColumnStretch(column, 1);
}

void WordGrid::wipe() {
    for (QLabel* const cell : m_cells) {
        m_grid->removeWidget(cell);
        cell->setText({});
        cell->setAccessibleName({});
        cell->hide();
        cell->deleteLater();
    }
    m_cells.clear();
}

}  // namespace timecoin
