#include "ui/widgets/search_field.h"

#include "ui/widgets/icon.h"

#include <QKeyEvent>

namespace timecoin {

SearchField::SearchField(const QString& what, QWidget* parent) : QLineEdit(parent) {
    setPlaceholderText(what);
    setAccessibleName(what);
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition)->setText(tr("Search"));
    setMaxLength(200);
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        const QString trimmed = text.trimmed();
        if (trimmed == m_last) return;
        m_last = trimmed;
        emit searched(trimmed);
    });
}

void SearchField::beginSearch() {
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace timecoin
