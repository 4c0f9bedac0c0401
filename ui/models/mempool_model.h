// The payments that no block holds yet, a row each, and the histogram of what they pay. Thread: GUI.
#pragma once

#include "node/api/node_snapshot.h"
#include "ui/models/keyed_rows.h"

#include <array>

namespace timecoin {

/// What a ring is painted from.
struct VotesCell {
    int members = 0;
    int quorum = 0;
    MemberBits votes;
    MemberBits acks;
    MemberBits silent;
    bool final = false;
    friend bool operator==(const VotesCell&, const VotesCell&) = default;
};

struct PendingRow {
    Hash txid;  ///< the key
    VotesCell votes;
    bool certified = false;
    quint32 size = 0;
    quint64 feeSatoshi = 0;
    quint64 rate = 0;     ///< satoshi for each 1,000 bytes
    quint64 sinceMs = 0;  ///< Unix time of its arrival; the clocks' jitter is no change
    friend bool operator==(const PendingRow& a, const PendingRow& b) {
        return a.txid == b.txid && a.votes == b.votes && a.certified == b.certified &&
               a.size == b.size && a.feeSatoshi == b.feeSatoshi;
    }
};

/// Satoshi for each 1,000 bytes, rounded down.
quint64 feeRateOf(quint64 feeSatoshi, quint32 size);

/// How many payments pay how much: bar i counts rates from kFrom[i] up to the next.
struct FeeHistogram {
    static constexpr std::array<quint64, 9> kFrom{0,      500,    1'000,  2'000,  5'000,
                                                  10'000, 20'000, 50'000, 100'000};
    std::array<int, kFrom.size()> counts{};
    int most() const;
    int total() const;
    friend bool operator==(const FeeHistogram&, const FeeHistogram&) = default;
};
FeeHistogram feeHistogramOf(const QVector<PendingInfo>& pending);
/// "1,000 to 2,000 sat/kB", "100,000 sat/kB or more".
QString feeBarText(std::size_t bar);

class MempoolModel : public KeyedRows<PendingRow> {
    Q_OBJECT
public:
    enum Column { Votes, Payment, State, Size, Fee, FeeRate, Age, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;
    /// A VotesCell, in the column Votes.
    static constexpr int kVotesRole = Qt::UserRole + 1;
    /// All digits of the payment's id.
    static constexpr int kIdRole = Qt::UserRole + 2;

    using KeyedRows::KeyedRows;

    void setSnapshot(const NodeSnapshot& snapshot);
    void clear();

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(const PendingRow& pending, int column) const;
    static QString explained(const PendingRow& pending);
    QVariant sortValue(const PendingRow& pending, int column) const;

    quint64 m_nowMs = 0;
};

}  // namespace timecoin

Q_DECLARE_METATYPE(timecoin::VotesCell)
