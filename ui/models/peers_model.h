// The connected peers, a row each. Thread: GUI.
#pragma once

#include "node/api/node_snapshot.h"
#include "ui/models/keyed_rows.h"

namespace timecoin {

struct PeerRow {
    quint64 id = 0;  ///< the key
    bool inbound = false;
    QString address;
    QString identity;    ///< hexadecimal digits
    int masternode = 0;  ///< place in the set, from 1; 0: none; -1: an operator that is not in it
    quint64 height = 0;
    qint64 latencyMs = -1;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    int score = 0;
    friend bool operator==(const PeerRow&, const PeerRow&) = default;
};

class PeersModel : public KeyedRows<PeerRow> {
    Q_OBJECT
public:
    enum Column {
        Direction,
        Address,
        Masternode,
        Height,
        Latency,
        Received,
        Sent,
        Score,
        Identity,
        ColumnCount
    };
    /// What a column is sorted by.
    static constexpr int kSortRole = Qt::UserRole;

    using KeyedRows::KeyedRows;

    void setSnapshot(const NodeSnapshot& snapshot);
    void clear();

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString cell(const PeerRow& peer, int column);
    static QVariant sortValue(const PeerRow& peer, int column);
    static QString toolTip(const PeerRow& peer, int column);
};

}  // namespace timecoin
