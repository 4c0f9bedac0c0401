#include "ui/models/contact_model.h"

#include "ui/format/shapes.h"

namespace timecoin {

void ContactModel::setContacts(const QVector<ContactEntry>& contacts) {
    setRows(contacts, [](const ContactEntry& contact) { return contact.address; });
}

int ContactModel::rowOf(const QString& address) const {
    for (int at = 0; at < rowCount(); ++at) {
        if (row(at).address == address) return at;
    }
    return -1;
}

int ContactModel::rowOfName(const QString& name) const {
    for (int at = 0; at < rowCount(); ++at) {
        if (row(at).name.compare(name, Qt::CaseInsensitive) == 0) return at;
    }
    return -1;
}

int ContactModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ContactModel::textAt(const ContactEntry& contact, int column) const {
    switch (column) {
    case NameColumn: return contact.name;
    case AddressColumn: return shortAddress(contact.address);
    case PaidColumn: return contact.paidBefore ? tr("yes") : tr("not yet");
    default: return {};
    }
}

QVariant ContactModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ContactEntry& contact = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return textAt(contact, index.column());
    case Qt::ToolTipRole: return index.column() == AddressColumn ? contact.address : QVariant();
    case Qt::TextAlignmentRole: return int(Qt::AlignLeft | Qt::AlignVCenter);
    case kSearchRole: return QString(contact.name + QLatin1Char('\n') + contact.address);
    default: return {};
    }
}

QVariant ContactModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case AddressColumn: return tr("Address");
    case PaidColumn: return tr("Paid before");
    default: return {};
    }
}

}  // namespace timecoin
