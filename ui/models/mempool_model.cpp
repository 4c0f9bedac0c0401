#include "ui/models/mempool_model.h"

#include "ui/format/money.h"
#include "ui/format/network_text.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FeeHistogram)
};

/// Ages are told in whole seconds: more often nothing would be seen.
constexpr quint64 kAgeStepMs = 1'000;

}  // namespace

quint64 feeRateOf(quint64 feeSatoshi, quint32 size) {
    if (size == 0) return 0;
    // Without overflow for fees that nobody would pay.
    return feeSatoshi / size * 1'000 + feeSatoshi % size * 1'000 / size;
}

int FeeHistogram::most() const {
    return *std::max_element(counts.begin(), counts.end());
}

int FeeHistogram::total() const {
    return std::accumulate(counts.begin(), counts.end(), 0);
}

FeeHistogram feeHistogramOf(const QVector<PendingInfo>& pending) {
    FeeHistogram out;
    for (const PendingInfo& payment : pending) {
        const quint64 rate = feeRateOf(payment.feeSatoshi, payment.size);
        const auto above =
            std::upper_bound(FeeHistogram::kFrom.begin(), FeeHistogram::kFrom.end(), rate);
        ++out.counts[static_cast<std::size_t>(above - FeeHistogram::kFrom.begin() - 1)];
    }
    return out;
}

QString feeBarText(std::size_t bar) {
    const QString from = numberText(FeeHistogram::kFrom.at(bar));
    if (bar + 1 == FeeHistogram::kFrom.size()) return Texts::tr("%1 sat/kB or more").arg(from);
    return Texts::tr("%1 to %2 sat/kB").arg(from, numberText(FeeHistogram::kFrom.at(bar + 1)));
}

void MempoolModel::setSnapshot(const NodeSnapshot& snapshot) {
    MemberBits silent;
    for (qsizetype at = 0; at < snapshot.members.size(); ++at)
        if (snapshot.members[at].silent && at < qsizetype(silent.size()))
            silent.set(static_cast<std::size_t>(at));
    QVector<PendingRow> next;
    next.reserve(snapshot.pending.size());
    for (const PendingInfo& pending : snapshot.pending) {
        PendingRow row;
        row.txid = pending.txid;
        row.votes = {static_cast<int>(snapshot.members.size()),
                     static_cast<int>(snapshot.quorum),
                     pending.votesBy,
                     pending.acksBy,
                     silent,
                     pending.final};
        row.certified = pending.certified;
        row.size = pending.size;
        row.feeSatoshi = pending.feeSatoshi;
        row.rate = feeRateOf(pending.feeSatoshi, pending.size);
        row.sinceMs = snapshot.wallMs > pending.ageMs ? snapshot.wallMs - pending.ageMs : 0;
        next.append(row);
    }
    const bool tick = snapshot.wallMs / kAgeStepMs != m_nowMs / kAgeStepMs;
    m_nowMs = snapshot.wallMs;
    setRows(std::move(next), [](const PendingRow& row) -> const Hash& { return row.txid; });
    if (tick && rowCount() > 0)
        emit dataChanged(index(0, Age), index(rowCount() - 1, Age), {Qt::DisplayRole});
}

void MempoolModel::clear() {
    setRows({}, [](const PendingRow& row) -> const Hash& { return row.txid; });
}

int MempoolModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString MempoolModel::cell(const PendingRow& pending, int column) const {
    const QLocale locale;
    switch (column) {
    case Votes:
        return tr("%1 of %2")
            .arg(locale.toString(qulonglong(pending.votes.votes.count())),
                 locale.toString(pending.votes.members));
    case Payment: return shortHash(pending.txid);
    case State:
        if (pending.votes.final) return tr("Final");
        return pending.certified ? tr("Certified") : tr("Waiting");
    case Size: return bytesText(pending.size);
    case Fee: return moneyText(Amount::fromSatoshi(pending.feeSatoshi).value_or(Amount{}));
    case FeeRate: return feeRateText(pending.rate);
    case Age:
        return durationText(
            m_nowMs > pending.sinceMs ? (m_nowMs - pending.sinceMs) / kAgeStepMs * kAgeStepMs : 0);
    default: return {};
    }
}

QString MempoolModel::explained(const PendingRow& pending) {
    PendingInfo info;
    info.votes = static_cast<quint32>(pending.votes.votes.count());
    info.acks = static_cast<quint32>(pending.votes.acks.count());
    info.certified = pending.certified;
    info.final = pending.votes.final;
    return pendingStateText(info, static_cast<quint32>(pending.votes.quorum));
}

QVariant MempoolModel::sortValue(const PendingRow& pending, int column) const {
    switch (column) {
    case Votes:
    case State:
        return static_cast<int>((pending.votes.final ? 2'000
                                 : pending.certified ? 1'000
                                                     : 0) +
                                pending.votes.votes.count() + pending.votes.acks.count());
    case Size: return pending.size;
    case Fee: return pending.feeSatoshi;
    case FeeRate: return pending.rate;
    case Age: return m_nowMs > pending.sinceMs ? m_nowMs - pending.sinceMs : 0;
    default: return hashText(pending.txid);
    }
}

QVariant MempoolModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const PendingRow& pending = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return cell(pending, column);
    case Qt::ToolTipRole:
        if (column == Payment) return hashText(pending.txid);
        return column == Votes || column == State ? explained(pending) : QString();
    case Qt::AccessibleTextRole:
        return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
               QStringLiteral(": ") +
               (column == State ? explained(pending) : cell(pending, column));
    case Qt::TextAlignmentRole:
        return column >= Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                              : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case kSortRole: return sortValue(pending, column);
    case kVotesRole: return QVariant::fromValue(pending.votes);
    case kIdRole: return hashText(pending.txid);
    default: return {};
    }
}

QVariant MempoolModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section >= Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                               : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Votes: return tr("Votes");
    case Payment: return tr("Payment");
    case State: return tr("State");
    case Size: return tr("Size");
    case Fee: return tr("Fee");
    case FeeRate: return tr("Fee rate");
    case Age: return tr("Waiting for");
    default: return {};
    }
}

}  // namespace timecoin
