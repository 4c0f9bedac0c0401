#include "ui/widgets/data_table.h"

#include "ui/widgets/icon.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace timecoin {
namespace {

constexpr int kRowHeight = 36;
constexpr int kWidestFitted = 420;

}  // namespace

DataTable::DataTable(const QString& name, QWidget* parent) : QTableView(parent) {
    setAccessibleName(name);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideMiddle);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(qMax(kRowHeight, fontMetrics().height() + kSpace3));
    QHeaderView* const header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(kSpace12);
    // Only what is on the screen is measured, however long the table is.
    header->setResizeContentsPrecision(40);
    connect(this, &QTableView::doubleClicked, this, &DataTable::opened);
    // Zero: a column is hidden or comes back.
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int old, int now) {
        if (!m_fitting && column != m_stretch && old != 0 && now != 0) m_byHand.insert(column);
    });
}

void DataTable::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    m_fitted = false;
    if (model == nullptr) return;
    const auto fit = [this] {
        if (m_fitted) return growLater();
        if (this->model()->rowCount() > 0) fitColumns();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, fit);
    connect(model, &QAbstractItemModel::modelReset, this, fit);
    connect(model, &QAbstractItemModel::dataChanged, this, fit);
    fitColumns();
}

void DataTable::setStretchColumn(int column) {
    m_stretch = column;
    if (model() != nullptr && column >= 0)
        horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    fitColumns();
}

void DataTable::fitColumns() {
    if (model() == nullptr) return;
    m_fitted = model()->rowCount() > 0;
    m_fitting = true;
    const int columns = model()->columnCount();
    for (int column = 0; column < columns; ++column) {
        if (column == m_stretch) {
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
            continue;
        }
        const int width =
            qMax(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        setColumnWidth(column, qMin(width + kSpace4, kWidestFitted));
    }
    m_fitting = false;
}

void DataTable::growLater() {
    if (m_growing) return;
    m_growing = true;
    QMetaObject::invokeMethod(this, &DataTable::grow, Qt::QueuedConnection);
}

/// What a cell says later may be longer. Only ever wider, so that nothing moves to and fro.
void DataTable::grow() {
    m_growing = false;
    if (model() == nullptr || !m_fitted) return;
    m_fitting = true;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (column == m_stretch || isColumnHidden(column) || m_byHand.contains(column)) continue;
        const int width = qMin(sizeHintForColumn(column) + kSpace4, kWidestFitted);
        if (width > columnWidth(column)) setColumnWidth(column, width);
    }
    m_fitting = false;
}

QString DataTable::selectedText() const {
    if (selectionModel() == nullptr) return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            if (!isColumnHidden(column))
                cells.append(row.siblingAtColumn(column).data(Qt::DisplayRole).toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

void DataTable::copySelected() {
    const QString text = selectedText();
    if (!text.isEmpty()) QGuiApplication::clipboard()->setText(text);
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copySelected();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool ctrl = event->modifiers().testFlag(Qt::ControlModifier);
    if (enter && !ctrl && currentIndex().isValid()) {
        emit opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index =
        byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (!index.isValid()) return;
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const copy = menu->addAction(icon(QStringLiteral("copy")), tr("Copy"));
    copy->setShortcut(QKeySequence::Copy);
    connect(copy, &QAction::triggered, this, &DataTable::copySelected);
    emit menuAsked(menu, index);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

}  // namespace timecoin
