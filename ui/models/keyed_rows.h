// The rows of a table that is replaced as a whole, by keys: views hear of what came, went, moved and
// changed, and of nothing else, so that selection, scroll place and persistent indexes stay.
// Thread: GUI.
#pragma once

#include "ui/models/keyed_diff.h"

#include <QAbstractTableModel>
#include <QVector>

#include <map>
#include <utility>

namespace timecoin {

/// Base of the keyed models: they add columns, data() and a setter that calls setRows(). `Row` has
/// operator==; what a cell shows must depend on its row only.
template <class Row>
class KeyedRows : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    const QVector<Row>& rows() const { return m_rows; }
    const Row& row(int at) const { return m_rows.at(at); }

protected:
    /// Rows become `next`. `keyOf(row)` is ordered by < and tells rows apart; of two with one key
    /// the first stays. Never a reset. O(n) when little has changed, else O(n log n).
    template <class KeyOf>
    void setRows(QVector<Row> next, const KeyOf& keyOf);

private:
    template <class KeyOf>
    static void dropRepeated(QVector<Row>& rows, const KeyOf& keyOf);
    void insertFrom(const QVector<Row>& next, const std::vector<int>& kept, int offset);
    void tellChanges(const QVector<Row>& next);

    QVector<Row> m_rows;
};

template <class Row>
template <class KeyOf>
void KeyedRows<Row>::setRows(QVector<Row> next, const KeyOf& keyOf) {
    // What is the same at both ends needs no thought: mostly that is all but a few rows.
    const auto same = [&](qsizetype a, qsizetype b) {
        const auto& left = keyOf(m_rows.at(a));
        const auto& right = keyOf(next.at(b));
        return !(left < right) && !(right < left);
    };
    qsizetype head = 0;
    while (head < m_rows.size() && head < next.size() && same(head, head)) ++head;
    qsizetype tail = 0;
    while (tail < m_rows.size() - head && tail < next.size() - head &&
           same(m_rows.size() - 1 - tail, next.size() - 1 - tail))
        ++tail;
    if (head + tail < m_rows.size() || head + tail < next.size()) {
        // A key that stands in the middle may be repeated in an end: look at all of them.
        const qsizetype before = next.size();
        dropRepeated(next, keyOf);
        if (next.size() != before) return setRows(std::move(next), keyOf);
        using Key = std::decay_t<decltype(keyOf(next.at(0)))>;
        std::map<Key, int> places;
        for (qsizetype at = head; at < next.size() - tail; ++at)
            places.emplace(keyOf(next.at(at)), static_cast<int>(at - head));
        std::vector<int> wanted;  // of each row of the middle: its place to be, -1: gone
        for (qsizetype at = head; at < m_rows.size() - tail; ++at) {
            const auto found = places.find(keyOf(m_rows.at(at)));
            wanted.push_back(found == places.end() ? -1 : found->second);
        }
        const int offset = static_cast<int>(head);
        KeyedPlan plan = planRows(std::move(wanted));
        for (const auto& [first, last] : plan.removals) {
            beginRemoveRows({}, offset + first, offset + last);
            m_rows.remove(offset + first, last - first + 1);
            endRemoveRows();
        }
        for (const auto& [from, to] : plan.moves) {
            beginMoveRows({}, offset + from, offset + from, {}, offset + (to > from ? to + 1 : to));
            m_rows.move(offset + from, offset + to);
            endMoveRows();
        }
        plan.kept.push_back(static_cast<int>(next.size() - tail - head));  // ends the last gap
        insertFrom(next, plan.kept, offset);
    }
    tellChanges(next);
}

template <class Row>
template <class KeyOf>
void KeyedRows<Row>::dropRepeated(QVector<Row>& rows, const KeyOf& keyOf) {
    using Key = std::decay_t<decltype(keyOf(rows.at(0)))>;
    std::map<Key, int> seen;
    qsizetype kept = 0;
    for (qsizetype at = 0; at < rows.size(); ++at) {
        if (!seen.emplace(keyOf(rows.at(at)), 0).second) continue;
        if (kept != at) rows[kept] = rows.at(at);
        ++kept;
    }
    rows.resize(kept);
}

/// `kept`: the places of `next`, from `offset`, that have a row already, ascending.
template <class Row>
void KeyedRows<Row>::insertFrom(const QVector<Row>& next, const std::vector<int>& kept,
                                int offset) {
    int place = 0;
    for (const int until : kept) {
        if (place < until) {
            const int count = until - place;
            beginInsertRows({}, offset + place, offset + until - 1);
            m_rows.insert(offset + place, count, Row{});
            for (int at = offset + place; at < offset + until; ++at) m_rows[at] = next.at(at);
            endInsertRows();
        }
        place = until + 1;
    }
}

template <class Row>
void KeyedRows<Row>::tellChanges(const QVector<Row>& next) {
    const int columns = columnCount();
    for (qsizetype at = 0; at < next.size(); ++at) {
        if (m_rows.at(at) == next.at(at)) continue;
        const qsizetype first = at;
        while (at < next.size() && !(m_rows.at(at) == next.at(at))) {
            m_rows[at] = next.at(at);
            ++at;
        }
        emit dataChanged(index(static_cast<int>(first), 0),
                         index(static_cast<int>(at) - 1, columns - 1));
    }
}

}  // namespace timecoin
