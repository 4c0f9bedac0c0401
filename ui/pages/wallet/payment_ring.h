// The ring of a payment: large on the Send page, a chip beside each row of the history. Thread: GUI.
#pragma once

#include "node/api/node_snapshot.h"
#include "ui/widgets/ring.h"
#include "wallet/values/wallet_values.h"

#include <QStyledItemDelegate>

#include <functional>

namespace timecoin {

class NodeService;
class PaymentModel;

/// `votes` and `node` may be null. A final payment's ring is full, whoever voted: the acknowledgements
/// of a quorum stand for all.
RingValue ringOf(const PaymentEntry& payment, const VotesInfo* votes, const NodeSnapshot* node);

/// Paints the chip in front of a cell's text.
class RingDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using RingAt = std::function<RingValue(const QModelIndex&)>;
    explicit RingDelegate(RingAt ringAt, QObject* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    RingAt m_ringAt;
};

}  // namespace timecoin
