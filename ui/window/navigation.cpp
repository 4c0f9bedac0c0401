#include "ui/window/navigation.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QKeySequence>

namespace timecoin {
namespace {

constexpr int kPageRole = Qt::UserRole;
constexpr int kRowHeight = 36;
constexpr int kLeastWidth = 168;

}  // namespace

Navigation::Navigation(QWidget* parent) : QListWidget(parent) {
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setFrameShape(QFrame::NoFrame);
    setIconSize({kIconSize, kIconSize});
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setTextElideMode(Qt::ElideRight);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item != nullptr) emit chosen(item->data(kPageRole).toInt());
    });
    fitWidth();
}

void Navigation::addPage(const QString& title, const QString& iconName, int page) {
    auto* const item = new QListWidgetItem(icon(iconName, Role::Muted), title, this);
    item->setData(kPageRole, page);
    item->setSizeHint({0, qMax(kRowHeight, fontMetrics().height() + kSpace4)});
    const int number = page + 1;
    if (number <= 9) {
        const QKeySequence keys(Qt::CTRL | Qt::Key(Qt::Key_0 + number));
        item->setToolTip(
            QStringLiteral("%1 (%2)").arg(title, keys.toString(QKeySequence::NativeText)));
    }
    fitWidth();
}

void Navigation::addGap() {
    auto* const item = new QListWidgetItem(this);
    item->setFlags(Qt::NoItemFlags);
    item->setData(kPageRole, -1);
    item->setSizeHint({0, kSpace4});
}

void Navigation::choose(int page) {
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(kPageRole).toInt() == page) return setCurrentRow(row);
}

int Navigation::chosenPage() const {
    return currentItem() == nullptr ? -1 : currentItem()->data(kPageRole).toInt();
}

void Navigation::fitWidth() {
    int widest = 0;
    for (int row = 0; row < count(); ++row)
        widest = qMax(widest, fontMetrics().horizontalAdvance(item(row)->text()));
    setFixedWidth(qMax(kLeastWidth, widest + kIconSize + kSpace12 + kSpace4));
}

}  // namespace timecoin
