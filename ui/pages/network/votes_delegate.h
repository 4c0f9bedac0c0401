// The ring of votes as a chip in front of a cell's text. Thread: GUI.
#pragma once

#include "ui/models/mempool_model.h"
#include "ui/widgets/ring.h"

#include <QStyledItemDelegate>

namespace timecoin {

RingValue ringOf(const VotesCell& cell);

class VotesDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace timecoin
