#include "ui/models/payment_filter.h"

#include <algorithm>

namespace timecoin {

PaymentFilter::PaymentFilter(PaymentModel& payments, QObject* parent)
    : QAbstractProxyModel(parent),
      m_payments(payments) {
    setSourceModel(&payments);
    connect(&payments, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { onInserted(first, last); });
    connect(&payments, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { onAboutToRemove(first, last); });
    connect(&payments, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { onRemoved(first, last); });
    connect(&payments, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& from, const QModelIndex& to) {
                onChanged(from.row(), to.row());
            });
    connect(&payments, &QAbstractItemModel::modelReset, this, [this] {
        beginResetModel();
        rebuild();
        endResetModel();
    });
    rebuild();
}

void PaymentFilter::setQuery(const PaymentQuery& query) {
    if (query == m_query) return;
    beginResetModel();
    m_query = query;
    m_words = foldedForSearch(query.text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rebuild();
    endResetModel();
}

bool PaymentFilter::accepts(int sourceRow) const {
    const PaymentEntry& entry = m_payments.at(sourceRow);
    if (m_query.kind && entry.kind != *m_query.kind) return false;
    if (entry.createdMs < m_query.fromMs) return false;
    if (m_query.untilMs != 0 && entry.createdMs >= m_query.untilMs) return false;
    const bool over = isOver(entry.state);
    const bool final = isIrreversible(entry.state);
    switch (m_query.states) {
    case PaymentStateGroup::Any: break;
    case PaymentStateGroup::UnderWay:
        if (over || final) return false;
        break;
    case PaymentStateGroup::Final:
        if (!final) return false;
        break;
    case PaymentStateGroup::Failed:
        if (!over) return false;
        break;
    }
    const QString& text = m_payments.searchText(sourceRow);
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&text](const QString& word) { return text.contains(word); });
}

void PaymentFilter::rebuild() {
    m_rows.clear();
    const int count = m_payments.rowCount();
    for (int row = 0; row < count; ++row) {
        if (accepts(row)) m_rows.push_back(row);
    }
}

std::size_t PaymentFilter::placeOf(int sourceRow) const {
    return std::size_t(std::lower_bound(m_rows.begin(), m_rows.end(), sourceRow) - m_rows.begin());
}

void PaymentFilter::onInserted(int first, int last) {
    const std::size_t place = placeOf(first);
    const int count = last - first + 1;
    for (std::size_t i = place; i < m_rows.size(); ++i) m_rows[i] += count;
    std::vector<int> fresh;
    for (int row = first; row <= last; ++row) {
        if (accepts(row)) fresh.push_back(row);
    }
    if (fresh.empty()) return;
    beginInsertRows({}, int(place), int(place + fresh.size() - 1));
    m_rows.insert(m_rows.begin() + std::ptrdiff_t(place), fresh.begin(), fresh.end());
    endInsertRows();
}

void PaymentFilter::onAboutToRemove(int first, int last) {
    const std::size_t from = placeOf(first);
    const std::size_t until = placeOf(last + 1);
    m_removing = until > from;
    if (m_removing) beginRemoveRows({}, int(from), int(until - 1));
}

void PaymentFilter::onRemoved(int first, int last) {
    const std::size_t from = placeOf(first);
    const std::size_t until = placeOf(last + 1);
    const int count = last - first + 1;
    m_rows.erase(m_rows.begin() + std::ptrdiff_t(from), m_rows.begin() + std::ptrdiff_t(until));
    for (std::size_t i = from; i < m_rows.size(); ++i) m_rows[i] -= count;
    if (m_removing) endRemoveRows();
    m_removing = false;
}

void PaymentFilter::onChanged(int first, int last) {
    // Shown rows that stay are told in one piece, which may name some in between once too often.
    int told = -1;
    int toldLast = -1;
    for (int row = first; row <= last; ++row) {
        const std::size_t place = placeOf(row);
        const bool was = place < m_rows.size() && m_rows[place] == row;
        const bool is = accepts(row);
        if (was && is) {
            if (told < 0) told = row;
            toldLast = row;
        } else if (is) {
            beginInsertRows({}, int(place), int(place));
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(place), row);
            endInsertRows();
        } else if (was) {
            beginRemoveRows({}, int(place), int(place));
            m_rows.erase(m_rows.begin() + std::ptrdiff_t(place));
            endRemoveRows();
        }
    }
    if (told < 0) return;
    emit dataChanged(index(int(placeOf(told)), 0),
                     index(int(placeOf(toldLast)), columnCount() - 1));
}

int PaymentFilter::rowOf(const Hash& id) const {
    const int source = m_payments.rowOf(id);
    if (source < 0) return -1;
    const std::size_t place = placeOf(source);
    return place < m_rows.size() && m_rows[place] == source ? int(place) : -1;
}

QVector<PaymentEntry> PaymentFilter::shown() const {
    QVector<PaymentEntry> out;
    out.reserve(qsizetype(m_rows.size()));
    for (const int row : m_rows) out.append(m_payments.at(row));
    return out;
}

QModelIndex PaymentFilter::mapToSource(const QModelIndex& proxy) const {
    if (!proxy.isValid()) return {};
    // A view may ask about a row that is being removed.
    if (std::size_t(proxy.row()) >= m_rows.size()) return {};
    return m_payments.index(m_rows[std::size_t(proxy.row())], proxy.column());
}

QModelIndex PaymentFilter::mapFromSource(const QModelIndex& source) const {
    if (!source.isValid()) return {};
    const std::size_t place = placeOf(source.row());
    if (place >= m_rows.size() || m_rows[place] != source.row()) return {};
    return createIndex(int(place), source.column());
}

QModelIndex PaymentFilter::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column);
}

QModelIndex PaymentFilter::parent(const QModelIndex& /*child*/) const {
    return {};
}

int PaymentFilter::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PaymentFilter::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(PaymentModel::ColumnCount);
}

QVariant PaymentFilter::headerData(int section, Qt::Orientation orientation, int role) const {
    return m_payments.headerData(section, orientation, role);
}

}  // namespace timecoin
