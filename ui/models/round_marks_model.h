// The phase messages of one round as rows: the table twin of the lanes. Thread: GUI.
#pragma once

#include "ui/models/keyed_rows.h"
#include "ui/models/round_log.h"

namespace timecoin {

struct MarkRow {
    RoundMark mark;
    QString member;
    quint64 startMs = 0;  ///< of the round
    friend bool operator==(const MarkRow&, const MarkRow&) = default;
};

class RoundMarksModel : public KeyedRows<MarkRow> {
    Q_OBJECT
public:
    enum Column { Masternode, Phase, View, Time, After, MessageHash, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;

    using KeyedRows::KeyedRows;

    /// `round` may be null: no rows.
    void setRound(const Round* round, const QStringList& members);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString cell(const MarkRow& row, int column);
};

}  // namespace timecoin
