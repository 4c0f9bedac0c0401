#include "ui/models/peers_model.h"

#include "ui/format/network_text.h"
#include "ui/format/shapes.h"

namespace timecoin {

void PeersModel::setSnapshot(const NodeSnapshot& snapshot) {
    QVector<PeerRow> next;
    next.reserve(snapshot.peers.size());
    for (const PeerEntry& peer : snapshot.peers) {
        PeerRow row;
        row.id = peer.id;
        row.inbound = peer.inbound;
        row.address = peer.address;
        row.identity = QString::fromStdString(toHex(peer.identity));
        if (peer.operatorKey) {
            row.masternode = -1;
            for (qsizetype at = 0; at < snapshot.members.size(); ++at)
                if (snapshot.members[at].operatorKey == *peer.operatorKey)
                    row.masternode = static_cast<int>(at) + 1;
        }
        row.height = peer.height;
        row.latencyMs = peer.latencyMs;
        row.bytesIn = peer.bytesIn;
        row.bytesOut = peer.bytesOut;
        row.score = peer.score;
        next.append(row);
    }
    setRows(std::move(next), [](const PeerRow& row) { return row.id; });
}

void PeersModel::clear() {
    setRows({}, [](const PeerRow& row) { return row.id; });
}

int PeersModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString PeersModel::cell(const PeerRow& peer, int column) {
    switch (column) {
    case Direction: return peer.inbound ? tr("Inbound") : tr("Outbound");
    case Address: return peer.address;
    case Identity: return shortMiddle(peer.identity, 4);
    case Masternode:
        if (peer.masternode > 0) return tr("Masternode %1").arg(peer.masternode);
        return peer.masternode < 0 ? tr("Not in the set") : tr("No");
    case Height: return numberText(peer.height);
    case Latency: return latencyText(peer.latencyMs);
    case Received: return bytesText(peer.bytesIn);
    case Sent: return bytesText(peer.bytesOut);
    case Score: return QLocale().toString(peer.score);
    default: return {};
    }
}

QVariant PeersModel::sortValue(const PeerRow& peer, int column) {
    switch (column) {
    case Direction: return peer.inbound;
    case Masternode: return peer.masternode > 0 ? peer.masternode : 1'000 - peer.masternode;
    case Height: return peer.height;
    // Not measured comes last.
    case Latency: return peer.latencyMs < 0 ? std::numeric_limits<qint64>::max() : peer.latencyMs;
    case Received: return peer.bytesIn;
    case Sent: return peer.bytesOut;
    case Score: return peer.score;
    default: return cell(peer, column);
    }
}

QString PeersModel::toolTip(const PeerRow& peer, int column) {
    switch (column) {
    case Direction:
        return peer.inbound ? tr("This peer connected to us.") : tr("We connected to this peer.");
    case Address:
    case Identity: return tr("Identity %1").arg(peer.identity);
    case Masternode:
        if (peer.masternode > 0) return tr("It proved that it has this masternode's key.");
        return peer.masternode < 0 ? tr("It proved an operator key that is in no set now.")
                                   : QString();
    case Height: return tr("The newest block it claims to have.");
    case Latency: return tr("From a question to its answer.");
    case Score: return tr("Points for misbehaviour; at 100 it is disconnected and banned.");
    default: return {};
    }
}

QVariant PeersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const PeerRow& peer = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return cell(peer, column);
    case Qt::ToolTipRole: return toolTip(peer, column);
    case Qt::AccessibleTextRole:
        return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
               QStringLiteral(": ") + cell(peer, column);
    case Qt::TextAlignmentRole:
        return column >= Height && column <= Score ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case kSortRole: return sortValue(peer, column);
    default: return {};
    }
}

QVariant PeersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section >= Height && section <= Score ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                     : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Direction: return tr("Direction");
    case Address: return tr("Address");
    case Identity: return tr("Identity");
    case Masternode: return tr("Masternode");
    case Height: return tr("Block");
    case Latency: return tr("Latency");
    case Received: return tr("Received");
    case Sent: return tr("Sent");
    case Score: return tr("Penalty");
    default: return {};
    }
}

}  // namespace timecoin
