// The part of the history that a person looks for: words, kinds, states, dates. A key stroke costs
// one pass over texts folded beforehand, and one reset of this proxy (never of the model below).
// Thread: GUI/main.
#pragma once

#include "ui/models/payment_model.h"

#include <QAbstractProxyModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace timecoin {

enum class PaymentStateGroup : std::uint8_t { Any, UnderWay, Final, Failed };

struct PaymentQuery {
    QString text;  ///< all its words must be found, anywhere, whatever their case
    std::optional<PaymentKind> kind;
    PaymentStateGroup states = PaymentStateGroup::Any;
    quint64 fromMs = 0;   ///< Unix time, inclusive
    quint64 untilMs = 0;  ///< exclusive; 0: open
    friend bool operator==(const PaymentQuery&, const PaymentQuery&) = default;
};

class PaymentFilter : public QAbstractProxyModel {
    Q_OBJECT
public:
    /// `payments` outlives it.
    explicit PaymentFilter(PaymentModel& payments, QObject* parent = nullptr);

    void setQuery(const PaymentQuery& query);
    const PaymentQuery& query() const { return m_query; }
    /// `row` in [0, rowCount()).
    const PaymentEntry& at(int row) const { return m_payments.at(m_rows[std::size_t(row)]); }
    /// -1: not shown.
    int rowOf(const Hash& id) const;
    /// What is shown, in order: for files.
    QVector<PaymentEntry> shown() const;

    QModelIndex mapToSource(const QModelIndex& proxy) const override;
    QModelIndex mapFromSource(const QModelIndex& source) const override;
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool accepts(int sourceRow) const;
    void rebuild();
    /// Where `sourceRow` is shown, or would be.
    std::size_t placeOf(int sourceRow) const;
    void onInserted(int first, int last);
    void onAboutToRemove(int first, int last);
    void onRemoved(int first, int last);
    void onChanged(int first, int last);

    PaymentModel& m_payments;
    PaymentQuery m_query;
    QStringList m_words;      ///< folded
    std::vector<int> m_rows;  ///< rows of the model that are shown, ascending
    bool m_removing = false;  ///< shown rows are among those that go
};

}  // namespace timecoin
