#include "ui/pages/wallet/payment_ring.h"

#include <QApplication>
#include <QPainter>
#include <QPixmap>

namespace timecoin {
namespace {

constexpr int kChipSide = 18;

}  // namespace

RingValue ringOf(const PaymentEntry& payment, const VotesInfo* votes, const NodeSnapshot* node) {
    RingValue ring;
    if (node != nullptr) {
        ring.members = int(qMin<qsizetype>(node->members.size(), 256));
        ring.quorum = int(node->quorum);
    }
    ring.failed = isOver(payment.state);
    ring.final = isIrreversible(payment.state);
    if (votes != nullptr) {
        ring.votes = votes->votesBy;
        ring.acks = votes->acksBy;
    }
    if (ring.final) {
        for (int i = 0; i < ring.members; ++i) ring.votes.set(std::size_t(i));
    } else if (node != nullptr && !ring.failed) {
        for (int i = 0; i < ring.members; ++i) {
            if (node->members[i].silent) ring.silent.set(std::size_t(i));
        }
    }
    return ring;
}

RingDelegate::RingDelegate(RingAt ringAt, QObject* parent)
    : QStyledItemDelegate(parent),
      m_ringAt(std::move(ringAt)) {}

void RingDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const qreal ratio = option->widget != nullptr ? option->widget->devicePixelRatioF() : 1;
    QPixmap chip(QSize(kChipSide, kChipSide) * ratio);
    chip.setDevicePixelRatio(ratio);
    chip.fill(Qt::transparent);
    // The table's own palette has a transparent window colour, which is neither light nor dark.
    QPainter painter(&chip);
    paintRing(painter, QRectF(0, 0, kChipSide, kChipSide), m_ringAt(index),
              QApplication::palette());
    painter.end();
    option->icon = QIcon(chip);
    option->decorationSize = QSize(kChipSide, kChipSide);
    option->features |= QStyleOptionViewItem::HasDecoration;
}

}  // namespace timecoin
