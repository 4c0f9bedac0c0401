#include "ui/models/fee_bars_model.h"

#include <QLocale>

namespace timecoin {

void FeeBarsModel::setHistogram(const FeeHistogram& histogram) {
    QVector<FeeBarRow> next;
    for (std::size_t bar = 0; bar < histogram.counts.size(); ++bar)
        next.append({static_cast<int>(bar), histogram.counts[bar]});
    setRows(std::move(next), [](const FeeBarRow& row) { return row.bar; });
}

int FeeBarsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FeeBarsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const FeeBarRow& bar = row(index.row());
    if (role == Qt::TextAlignmentRole)
        return index.column() == Payments ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                          : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return index.column() == Rate ? feeBarText(static_cast<std::size_t>(bar.bar))
                                  : QLocale().toString(bar.count);
}

QVariant FeeBarsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section == Payments ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == Rate ? tr("Fee rate") : tr("Payments");
}

}  // namespace timecoin
