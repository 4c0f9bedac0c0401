// The people a wallet can pay by name, in the order of the snapshot, keyed by address.
// Thread: GUI/main.
#pragma once

#include "ui/models/keyed_rows.h"
#include "wallet/values/wallet_values.h"

namespace timecoin {

class ContactModel : public KeyedRows<ContactEntry> {
    Q_OBJECT
public:
    enum Column { NameColumn, AddressColumn, PaidColumn, ColumnCount };
    /// Of any cell: what a search looks in, name and whole address.
    static constexpr int kSearchRole = Qt::UserRole + 1;
    using KeyedRows::KeyedRows;

    void setContacts(const QVector<ContactEntry>& contacts);
    /// -1: none.
    int rowOf(const QString& address) const;
    /// The first of that name, however it is written (upper or lower case); -1: none.
    int rowOfName(const QString& name) const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textAt(const ContactEntry& contact, int column) const;
};

}  // namespace timecoin
