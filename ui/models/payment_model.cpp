#include "ui/models/payment_model.h"

#include "node/api/node_service.h"
#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"
#include "wallet/api/wallet_service.h"

#include <algorithm>
#include <iterator>

namespace timecoin {
namespace {

QString searchable(const PaymentEntry& entry) {
    QString text = entry.label;
    for (const Party& party : entry.parties) {
        text += QLatin1Char('\n') + party.label;
        text += QLatin1Char('\n') + party.address;
    }
    text += QLatin1Char('\n') + hashText(entry.id);
    // As shown here, and as it stands in files and links.
    MoneyStyle style;
    style.unit = false;
    text += QLatin1Char('\n') + moneyText(entry.amount, style);
    text += QLatin1Char('\n') + QString::fromStdString(formatTime(entry.amount));
    return foldedForSearch(text);
}

/// The person's own note first, then who was paid, then the address.
QString whoText(const PaymentEntry& entry) {
    if (!entry.label.isEmpty()) return entry.label;
    QStringList names;
    for (const Party& party : entry.parties)
        names += party.label.isEmpty() ? party.address : party.label;
    return names.join(QStringLiteral(", "));
}

QString fullWho(const PaymentEntry& entry) {
    QStringList lines;
    if (!entry.label.isEmpty()) lines += entry.label;
    for (const Party& party : entry.parties)
        lines += party.label.isEmpty() ? party.address : party.label + ": " + party.address;
    return lines.join(QLatin1Char('\n'));
}

MoneySign signOf(const PaymentEntry& entry) {
    switch (entry.kind) {
    case PaymentKind::Received:
    case PaymentKind::Reward: return MoneySign::Plus;
    case PaymentKind::Sent: return MoneySign::Minus;
    case PaymentKind::ToSelf: return MoneySign::None;
    }
    return MoneySign::None;
}

}  // namespace

QString foldedForSearch(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

PaymentModel::PaymentModel(QObject* parent) : QAbstractTableModel(parent) {}

void PaymentModel::follow(const WalletService& wallet, const NodeService& node) {
    connect(&wallet, &WalletService::paymentsChanged, this, &PaymentModel::apply);
    // These two are told at once, the others a few times a second.
    const auto one = [this](const PaymentEntry& payment) { apply({payment}); };
    connect(&wallet, &WalletService::paymentFinal, this, one);
    connect(&wallet, &WalletService::paymentFailed, this, one);
    connect(&wallet, &WalletService::paymentsReset, this, &PaymentModel::clear);
    connect(&node, &NodeService::votesCounted, this, &PaymentModel::setVotes);
}

std::unique_ptr<PaymentModel::Row> PaymentModel::makeRow(const PaymentEntry& entry) {
    auto row = std::make_unique<Row>();
    row->entry = entry;
    row->folded = searchable(entry);
    return row;
}

bool PaymentModel::before(const std::unique_ptr<Row>& a, const std::unique_ptr<Row>& b) {
    if (a->entry.createdMs != b->entry.createdMs) return a->entry.createdMs > b->entry.createdMs;
    return a->entry.id < b->entry.id;
}

std::size_t PaymentModel::positionOf(quint64 createdMs, const Hash& id) const {
    const auto isBefore = [createdMs, &id](const std::unique_ptr<Row>& row, int) {
        if (row->entry.createdMs != createdMs) return row->entry.createdMs > createdMs;
        return row->entry.id < id;
    };
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), 0, isBefore);
    return std::size_t(found - m_rows.begin());
}

int PaymentModel::rowOf(const Hash& id) const {
    const auto known = m_createdMs.find(id);
    if (known == m_createdMs.end()) return -1;
    return int(positionOf(known->second, id));
}

void PaymentModel::apply(const QVector<PaymentEntry>& rows) {
    std::vector<int> changed;
    std::map<Hash, const PaymentEntry*> fresh;  // the last one of a piece counts
    for (const PaymentEntry& entry : rows) {
        if (isIrreversible(entry.state) || isOver(entry.state)) m_votes.erase(entry.id);
        const int row = rowOf(entry.id);
        if (row >= 0 && at(row).createdMs == entry.createdMs) {
            if (at(row) == entry) continue;
            m_rows[std::size_t(row)] = makeRow(entry);
            changed.push_back(row);
            continue;
        }
        // Another time means another place: rare, when the history is rebuilt from the chain.
        if (row >= 0) {
            emitChanged(changed);
            removeRow(row);
        }
        fresh[entry.id] = &entry;
    }
    emitChanged(changed);
    Rows sorted;
    sorted.reserve(fresh.size());
    for (const auto& [id, entry] : fresh) sorted.push_back(makeRow(*entry));
    std::sort(sorted.begin(), sorted.end(), before);
    insertSorted(std::move(sorted));
}

void PaymentModel::insertSorted(Rows fresh) {
    std::size_t next = 0;
    while (next < fresh.size()) {
        const auto at = std::size_t(
            std::lower_bound(m_rows.begin(), m_rows.end(), fresh[next], before) - m_rows.begin());
        // All that go before the row that stands there now go in at once.
        std::size_t end = next + 1;
        while (end < fresh.size() && (at == m_rows.size() || before(fresh[end], m_rows[at]))) ++end;
        beginInsertRows({}, int(at), int(at + (end - next) - 1));
        for (auto i = next; i < end; ++i)
            m_createdMs[fresh[i]->entry.id] = fresh[i]->entry.createdMs;
        const auto first = fresh.begin() + std::ptrdiff_t(next);
        const auto last = fresh.begin() + std::ptrdiff_t(end);
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), std::make_move_iterator(first),
                      std::make_move_iterator(last));
        endInsertRows();
        next = end;
    }
}

void PaymentModel::removeRow(int row) {
    beginRemoveRows({}, row, row);
    m_createdMs.erase(at(row).id);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

/// One signal per run of neighbours. Empties the list.
void PaymentModel::emitChanged(std::vector<int>& rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::size_t next = 0;
    while (next < rows.size()) {
        std::size_t end = next + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1) ++end;
        emit dataChanged(index(rows[next], 0), index(rows[end - 1], ColumnCount - 1));
        next = end;
    }
    rows.clear();
}

void PaymentModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_createdMs.clear();
    m_votes.clear();
    endResetModel();
}

void PaymentModel::setVotes(const VotesInfo& votes) {
    const int row = rowOf(votes.txid);
    if (row >= 0 && (isIrreversible(at(row).state) || isOver(at(row).state))) return;
    // Votes can be told before the payment itself.
    constexpr std::size_t kMostVotes = 2'000;
    if (row < 0 && m_votes.size() >= kMostVotes) return;
    m_votes[votes.txid] = votes;
    if (row >= 0) emit dataChanged(index(row, StateColumn), index(row, StateColumn));
}

const VotesInfo* PaymentModel::votesOf(const Hash& id) const {
    const auto found = m_votes.find(id);
    return found == m_votes.end() ? nullptr : &found->second;
}

void PaymentModel::setAmountsHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    if (!m_rows.empty())
        emit dataChanged(index(0, AmountColumn), index(rowCount() - 1, AmountColumn));
}

int PaymentModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PaymentModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PaymentModel::textAt(const PaymentEntry& entry, int column) const {
    MoneyStyle style{signOf(entry), true, false, m_hidden};
    switch (column) {
    case DateColumn: return dateTimeText(entry.createdMs);
    case KindColumn: return paymentKindText(entry.kind);
    case WhoColumn: return whoText(entry);
    case StateColumn: return paymentStateText(entry);
    case AmountColumn: return moneyText(entry.amount, style);
    default: return {};
    }
}

QVariant PaymentModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const PaymentEntry& entry = at(index.row());
    const VotesInfo* const votes = votesOf(entry.id);
    switch (role) {
    case Qt::DisplayRole: return textAt(entry, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == AmountColumn)
            return moneySpoken(entry.amount, {signOf(entry), false, true, m_hidden});
        return textAt(entry, index.column());
    case Qt::ToolTipRole:
        if (index.column() == WhoColumn) return fullWho(entry);
        if (index.column() != StateColumn) return {};
        return isOver(entry.state) ? paymentReasonText(entry.reason)
                                   : paymentStateExplained(entry.state);
    case Qt::TextAlignmentRole:
        if (index.column() == AmountColumn) return int(Qt::AlignRight | Qt::AlignVCenter);
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case IdRole: return hashText(entry.id);
    case StateRole: return int(entry.state);
    case KindRole: return int(entry.kind);
    case CreatedRole: return entry.createdMs;
    case VotesRole: return votes ? int(votes->votesBy.count()) : 0;
    case AcksRole: return votes ? int(votes->acksBy.count()) : 0;
    default: return {};
    }
}

QVariant PaymentModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == AmountColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case DateColumn: return tr("Date");
    case KindColumn: return tr("Kind");
    case WhoColumn: return tr("To or from");
    case StateColumn: return tr("State");
    case AmountColumn: return tr("Amount in TIME");
    default: return {};
    }
}

}  // namespace timecoin
