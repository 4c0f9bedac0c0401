// Registered masternodes, a row each, in the order of registration. Thread: GUI.
#pragma once

#include "node/api/registry_answer.h"
#include "ui/models/keyed_rows.h"

namespace timecoin {

struct MasternodeRow {
    QString collateral;   ///< "txid:index": the key
    QString operatorKey;  ///< hexadecimal digits
    QString service;
    QString state;
    QString outlook;
    QString explained;  ///< the outlook at length
    quint64 since = 0;  ///< height
    quint32 queuePlace = 0;
    quint64 lastPaidHeight = 0;
    quint32 signedBlocks = 0;
    quint32 blocksInEpoch = 0;  ///< so far
    quint32 missedEpochs = 0;
    bool self = false;
    friend bool operator==(const MasternodeRow&, const MasternodeRow&) = default;
};

class MasternodesModel : public KeyedRows<MasternodeRow> {
    Q_OBJECT
public:
    enum Column { Service, State, Since, Payment, LastPaid, Signed, Missed, Operator, ColumnCount };
    /// What a column is sorted by.
    static constexpr int kSortRole = Qt::UserRole;

    using KeyedRows::KeyedRows;

    void setRegistry(const RegistryAnswer& registry);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString cell(const MasternodeRow& masternode, int column);
    static QVariant sortValue(const MasternodeRow& masternode, int column);
    static QString toolTip(const MasternodeRow& masternode, int column);
};

}  // namespace timecoin
