#include "ui/widgets/ring_delegate.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

#include <utility>

namespace timecoin {
namespace {

constexpr int kChip = kIconSize;

}  // namespace

RingDelegate::RingDelegate(RingAt ringAt, QObject* parent)
    : QStyledItemDelegate(parent),
      m_ringAt(std::move(ringAt)) {}

void RingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, QString());
    const QStyle* const style =
        cell.widget != nullptr ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const bool mirrored = cell.direction == Qt::RightToLeft;
    const QRect inner = cell.rect.adjusted(kSpace2, 0, -kSpace2, 0);
    const QRect chip(mirrored ? inner.right() - kChip + 1 : inner.left(),
                     inner.center().y() - kChip / 2, kChip, kChip);
    // A style sheet changes the option's palette beyond what roles can be derived from.
    paintRing(*painter, chip, m_ringAt(index), QApplication::palette());
    const QRect rest = mirrored ? inner.adjusted(0, 0, -kChip - kSpace2, 0)
                                : inner.adjusted(kChip + kSpace2, 0, 0, 0);
    painter->setPen(cell.palette.color(QPalette::Text));
    painter->setFont(cell.font);
    painter->drawText(rest, int(Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft)),
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, rest.width()));
}

QSize RingDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(kChip + kSpace2, 0);
}

}  // namespace timecoin
