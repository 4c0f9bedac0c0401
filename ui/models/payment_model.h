// The history as rows, newest first, keyed by payment id. Fed by WalletService::paymentsChanged and
// paymentsReset; only the latter resets it. An update finds its row by binary search, so that a
// vote in a history of 10,000 costs what it costs in one of ten. Thread: GUI/main.
#pragma once

#include "node/api/node_snapshot.h"
#include "wallet/values/wallet_values.h"

#include <QAbstractTableModel>

#include <map>
#include <memory>
#include <vector>

namespace timecoin {

class NodeService;
class WalletService;

class PaymentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { DateColumn, KindColumn, WhoColumn, StateColumn, AmountColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1,  ///< QString: 64 hexadecimal digits
        StateRole,                  ///< int: PaymentState
        KindRole,                   ///< int: PaymentKind
        CreatedRole,                ///< quint64: Unix time in ms
        VotesRole,                  ///< int: masternodes that voted for it, as far as told
        AcksRole,                   ///< int: masternodes that acknowledged
    };

    explicit PaymentModel(QObject* parent = nullptr);

    /// Listens to both, which outlive it.
    void follow(const WalletService& wallet, const NodeService& node);
    void apply(const QVector<PaymentEntry>& rows);
    void clear();
    /// Votes of a payment under way; forgotten when it is final or over.
    void setVotes(const VotesInfo& votes);
    void setAmountsHidden(bool hidden);
    bool amountsHidden() const { return m_hidden; }

    /// `row` in [0, rowCount()).
    const PaymentEntry& at(int row) const { return m_rows[std::size_t(row)]->entry; }
    /// Case-folded text to search in.
    const QString& searchText(int row) const { return m_rows[std::size_t(row)]->folded; }
    /// -1: none.
    int rowOf(const Hash& id) const;
    /// Null: none, or forgotten.
    const VotesInfo* votesOf(const Hash& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        PaymentEntry entry;
        QString folded;
    };
    using Rows = std::vector<std::unique_ptr<Row>>;

    static std::unique_ptr<Row> makeRow(const PaymentEntry& entry);
    static bool before(const std::unique_ptr<Row>& a, const std::unique_ptr<Row>& b);
    std::size_t positionOf(quint64 createdMs, const Hash& id) const;
    void insertSorted(Rows fresh);
    void removeRow(int row);
    void emitChanged(std::vector<int>& rows);
    QVariant textAt(const PaymentEntry& entry, int column) const;

    Rows m_rows;
    std::map<Hash, quint64> m_createdMs;  ///< of every row: with the id it is the place
    std::map<Hash, VotesInfo> m_votes;
    bool m_hidden = false;
};

/// What a person searches in, folded alike for both sides.
QString foldedForSearch(const QString& text);

}  // namespace timecoin
