#include "ui/widgets/muted_label.h"

#include <QLabel>

namespace timecoin {

QLabel* mutedLabel(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setForegroundRole(QPalette::PlaceholderText);  // the theme's Role::Muted
    label->setWordWrap(true);
    return label;
}

}  // namespace timecoin
