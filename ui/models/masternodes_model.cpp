#include "ui/models/masternodes_model.h"

#include "ui/format/masternode_text.h"
#include "ui/format/shapes.h"

#include <limits>

namespace timecoin {
namespace {

bool isNumber(int column) {
    return column == MasternodesModel::Since ||
           (column >= MasternodesModel::LastPaid && column <= MasternodesModel::Missed);
}

Qt::Alignment alignmentOf(int column) {
    return isNumber(column) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter;
}

}  // namespace

void MasternodesModel::setRegistry(const RegistryAnswer& registry) {
    QVector<MasternodeRow> next;
    next.reserve(registry.masternodes.size());
    for (const RegisteredMasternode& masternode : registry.masternodes) {
        MasternodeRow row;
        row.collateral = QStringLiteral("%1:%2")
                             .arg(QString::fromStdString(toHex(masternode.collateralTxid)))
                             .arg(masternode.collateralIndex);
        row.operatorKey = QString::fromStdString(toHex(masternode.operatorKey));
        row.service = masternode.service;
        row.state = masternodeStateText(masternode);
        row.outlook = paymentOutlookText(masternode, registry);
        row.explained = paymentExplained(masternode, registry);
        row.since = masternode.stateSince;
        row.queuePlace = masternode.queuePlace;
        row.lastPaidHeight = masternode.lastPaidHeight;
        row.signedBlocks = masternode.signedBlocks;
        row.blocksInEpoch = registry.blocksInEpoch;
        row.missedEpochs = masternode.missedEpochs;
        row.self = masternode.self;
        next.append(row);
    }
    setRows(std::move(next), [](const MasternodeRow& row) { return row.collateral; });
}

int MasternodesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString MasternodesModel::cell(const MasternodeRow& masternode, int column) {
    switch (column) {
    case Service:
        return masternode.self ? tr("%1 (this node)").arg(masternode.service) : masternode.service;
    case State: return masternode.state;
    case Since: return sinceBlockText(masternode.since);
    case Payment: return masternode.outlook;
    case LastPaid:
        return masternode.lastPaidHeight == 0 ? tr("Never") : numberText(masternode.lastPaidHeight);
    case Signed: return numberText(masternode.signedBlocks);
    case Missed: return numberText(masternode.missedEpochs);
    case Operator: return shortMiddle(masternode.operatorKey, 4);
    default: return {};
    }
}

QVariant MasternodesModel::sortValue(const MasternodeRow& masternode, int column) {
    switch (column) {
    case Since: return masternode.since;
    // Those in no queue come last.
    case Payment:
        return masternode.queuePlace == 0 ? std::numeric_limits<quint32>::max()
                                          : masternode.queuePlace;
    case LastPaid: return masternode.lastPaidHeight;
    case Signed: return masternode.signedBlocks;
    case Missed: return masternode.missedEpochs;
    case Operator: return masternode.operatorKey;
    default: return cell(masternode, column);
    }
}

QString MasternodesModel::toolTip(const MasternodeRow& masternode, int column) {
    switch (column) {
    case Service:
    case Operator:
        return tr("Collateral %1\nOperator key %2")
            .arg(masternode.collateral, masternode.operatorKey);
    case State:
    // As markup: only that is wrapped.
    case Payment: return QStringLiteral("<qt>%1</qt>").arg(masternode.explained.toHtmlEscaped());
    case Since: return tr("The block after which it is in this state.");
    case LastPaid: return tr("The block that last paid it.");
    case Signed:
        return tr("Of the %1 blocks of this epoch, those that it signed or proposed. What it "
                  "signed of a block is known with the next one.")
            .arg(numberText(masternode.blocksInEpoch));
    case Missed:
        return tr("Epochs in a row in which it signed nothing; after two it is suspended.");
    default: return {};
    }
}

QVariant MasternodesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const MasternodeRow& masternode = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return cell(masternode, column);
    case Qt::ToolTipRole: return toolTip(masternode, column);
    case Qt::AccessibleTextRole:
        return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
               QStringLiteral(": ") + cell(masternode, column);
    case Qt::TextAlignmentRole: return QVariant(alignmentOf(column));
    case kSortRole: return sortValue(masternode, column);
    default: return {};
    }
}

QVariant MasternodesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(alignmentOf(section));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Service: return tr("Address");
    case State: return tr("State");
    case Since: return tr("Since block");
    case Payment: return tr("Payment");
    case LastPaid: return tr("Last paid");
    case Signed: return tr("Signed");
    case Missed: return tr("Missed");
    case Operator: return tr("Operator");
    default: return {};
    }
}

}  // namespace timecoin
