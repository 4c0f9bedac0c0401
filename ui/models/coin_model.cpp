#include "ui/models/coin_model.h"

#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"

#include <utility>

namespace timecoin {

void CoinModel::setCoins(const QVector<CoinEntry>& coins) {
    setRows(coins, [](const CoinEntry& coin) { return std::make_pair(coin.txid, coin.index); });
}

void CoinModel::setAmountsHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    if (rowCount() > 0)
        emit dataChanged(index(0, AmountColumn), index(rowCount() - 1, AmountColumn));
}

int CoinModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CoinModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const CoinEntry& coin = row(index.row());
    if (role == Qt::TextAlignmentRole) {
        const auto side = index.column() == AmountColumn ? Qt::AlignRight : Qt::AlignLeft;
        return int(side | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        if (index.column() == AddressColumn) return coin.address;
        return coinLockReason(coin);
    }
    if (role == Qt::AccessibleTextRole && index.column() == AmountColumn)
        return moneySpoken(coin.value, {MoneySign::None, false, true, m_hidden});
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    switch (index.column()) {
    case LabelColumn: return coin.label;
    case AddressColumn: return shortAddress(coin.address);
    case StateColumn: return coinStateText(coin.state);
    case WhyColumn: return coinLockReason(coin);
    case AmountColumn: return moneyText(coin.value, {MoneySign::None, true, false, m_hidden});
    default: return {};
    }
}

QVariant CoinModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const auto side = section == AmountColumn ? Qt::AlignRight : Qt::AlignLeft;
        return int(side | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case LabelColumn: return tr("Label");
    case AddressColumn: return tr("Address");
    case StateColumn: return tr("State");
    case WhyColumn: return tr("Why it cannot be spent");
    case AmountColumn: return tr("Amount in TIME");
    default: return {};
    }
}

}  // namespace timecoin
