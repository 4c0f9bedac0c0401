#include "ui/models/request_model.h"

#include "ui/format/money.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"

namespace timecoin {

RequestState requestState(const RequestEntry& request) {
    const Amount asked = request.amount.value_or(Amount::satoshi(1));
    if (request.received >= asked && !request.received.isZero()) return RequestState::Paid;
    if (!request.pending.isZero()) return RequestState::OnTheWay;
    return request.received.isZero() ? RequestState::Waiting : RequestState::Part;
}

QString requestStateText(RequestState state) {
    switch (state) {
    case RequestState::Waiting: return RequestModel::tr("Waiting");
    case RequestState::OnTheWay: return RequestModel::tr("On the way, not final");
    case RequestState::Part: return RequestModel::tr("Paid in part");
    case RequestState::Paid: return RequestModel::tr("Paid, final");
    }
    return {};
}

void RequestModel::setRequests(const QVector<RequestEntry>& requests) {
    setRows(requests, [](const RequestEntry& request) { return request.id; });
}

int RequestModel::rowOf(quint32 id) const {
    for (int at = 0; at < rowCount(); ++at) {
        if (row(at).id == id) return at;
    }
    return -1;
}

void RequestModel::setAmountsHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    if (rowCount() > 0)
        emit dataChanged(index(0, AskedColumn), index(rowCount() - 1, ReceivedColumn));
}

int RequestModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RequestModel::textAt(const RequestEntry& request, int column) const {
    const MoneyStyle style{MoneySign::None, true, false, m_hidden};
    switch (column) {
    case DateColumn: return dateTimeText(request.createdMs);
    case LabelColumn: return request.label;
    case AddressColumn: return shortAddress(request.address);
    case StateColumn: return requestStateText(requestState(request));
    case AskedColumn: return request.amount ? moneyText(*request.amount, style) : tr("any");
    case ReceivedColumn: return moneyText(request.received, style);
    default: return {};
    }
}

QVariant RequestModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RequestEntry& request = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return textAt(request, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() >= AskedColumn && m_hidden)
            return moneySpoken(request.received, {MoneySign::None, false, true, true});
        return textAt(request, index.column());
    case Qt::ToolTipRole: return index.column() == AddressColumn ? request.address : QVariant();
    case Qt::TextAlignmentRole: {
        const auto side = index.column() >= AskedColumn ? Qt::AlignRight : Qt::AlignLeft;
        return int(side | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const auto side = section >= AskedColumn ? Qt::AlignRight : Qt::AlignLeft;
        return int(side | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case DateColumn: return tr("Date");
    case LabelColumn: return tr("Label");
    case AddressColumn: return tr("Address");
    case StateColumn: return tr("State");
    case AskedColumn: return tr("Asked for");
    case ReceivedColumn: return tr("Received");
    default: return {};
    }
}

}  // namespace timecoin
