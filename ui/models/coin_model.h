// The coins of the wallet as rows, keyed by outpoint. Thread: GUI/main.
#pragma once

#include "ui/models/keyed_rows.h"
#include "wallet/values/wallet_values.h"

namespace timecoin {

class CoinModel : public KeyedRows<CoinEntry> {
    Q_OBJECT
public:
    enum Column { LabelColumn, AddressColumn, StateColumn, WhyColumn, AmountColumn, ColumnCount };
    using KeyedRows::KeyedRows;

    void setCoins(const QVector<CoinEntry>& coins);
    void setAmountsHidden(bool hidden);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool m_hidden = false;
};

}  // namespace timecoin
