// The bars of the fee-rate histogram as rows: its table twin. Thread: GUI.
#pragma once

#include "ui/models/keyed_rows.h"
#include "ui/models/mempool_model.h"

namespace timecoin {

struct FeeBarRow {
    int bar = 0;  ///< the key
    int count = 0;
    friend bool operator==(const FeeBarRow&, const FeeBarRow&) = default;
};

class FeeBarsModel : public KeyedRows<FeeBarRow> {
    Q_OBJECT
public:
    enum Column { Rate, Payments, ColumnCount };

    using KeyedRows::KeyedRows;

    void setHistogram(const FeeHistogram& histogram);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

}  // namespace timecoin
