#include "ui/window/command_palette.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kWidth = 480;
constexpr int kMostRows = 9;
constexpr int kRowHeight = 34;

}  // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window),
      m_field(new SearchField(tr("Go to a page or do something"), this)),
      m_list(new QListWidget(this)) {
    setAccessibleName(tr("Command palette"));
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Pages and actions"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({kIconSize, kIconSize});
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    auto* const shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, kSpace1);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_field, &SearchField::searched, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    hide();
}

bool CommandPalette::fits(const QString& text, const QString& typed) {
    for (const QString& part : typed.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool begins = text.startsWith(part, Qt::CaseInsensitive) ||
                            text.contains(QLatin1Char(' ') + part, Qt::CaseInsensitive);
        if (!begins) return false;
    }
    return true;
}

void CommandPalette::open(QVector<PaletteEntry> entries) {
    m_entries = std::move(entries);
    m_field->clear();
    filter({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

QStringList CommandPalette::shown() const {
    QStringList out;
    for (int row = 0; row < m_list->count(); ++row) out.append(m_list->item(row)->text());
    return out;
}

void CommandPalette::filter(const QString& typed) {
    m_list->clear();
    for (qsizetype index = 0; index < m_entries.size(); ++index) {
        const PaletteEntry& entry = m_entries[index];
        if (!fits(entry.text, typed)) continue;
        auto* const item = new QListWidgetItem(icon(entry.iconName), entry.text, m_list);
        item->setData(Qt::UserRole, static_cast<int>(index));
        item->setToolTip(entry.hint);
        item->setSizeHint({0, kRowHeight});
    }
    m_list->setCurrentRow(0);
    place();
}

void CommandPalette::run() {
    const QListWidgetItem* const item = m_list->currentItem();
    if (item == nullptr) return;
    const auto action = m_entries[item->data(Qt::UserRole).toInt()].run;
    hide();
    action();
}

void CommandPalette::place() {
    const int rows = qBound(1, m_list->count(), kMostRows);
    m_list->setFixedHeight(rows * kRowHeight + kSpace1);
    const int width = qMin(kWidth, parentWidget()->width() - 2 * kSpace4);
    resize(width, sizeHint().height());
    move((parentWidget()->width() - width) / 2, kSpace12);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched != m_field) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible()) hide();
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* const key = static_cast<QKeyEvent*>(event);
    const int rows = m_list->count();
    switch (key->key()) {
    case Qt::Key_Down:
        if (rows > 0) m_list->setCurrentRow((m_list->currentRow() + 1) % rows);
        return true;
    case Qt::Key_Up:
        if (rows > 0) m_list->setCurrentRow((m_list->currentRow() + rows - 1) % rows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(); return true;
    case Qt::Key_Escape: hide(); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(roleColor(Role::Line, palette()));
    painter.setBrush(roleColor(Role::Surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kSpace2, kSpace2);
}

}  // namespace timecoin
