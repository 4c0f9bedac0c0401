// The ring as a chip in front of a cell's text. Thread: GUI.
#pragma once

#include "ui/widgets/ring.h"

#include <QStyledItemDelegate>

#include <functional>

namespace timecoin {

class RingDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Asked while the cell is painted.
    using RingAt = std::function<RingValue(const QModelIndex&)>;
    explicit RingDelegate(RingAt ringAt, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    RingAt m_ringAt;
};

}  // namespace timecoin
