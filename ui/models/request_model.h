// The addresses handed out, newest first, keyed by their number. Thread: GUI/main.
#pragma once

#include "ui/models/keyed_rows.h"
#include "wallet/values/wallet_values.h"

namespace timecoin {

enum class RequestState : std::uint8_t {
    Waiting,
    OnTheWay,  ///< something is seen and not final
    Part,      ///< less than asked for is final
    Paid,      ///< all that was asked for is final (without an amount: anything)
};
RequestState requestState(const RequestEntry& request);
/// "Paid, final", ...
QString requestStateText(RequestState state);

class RequestModel : public KeyedRows<RequestEntry> {
    Q_OBJECT
public:
    enum Column {
        DateColumn,
        LabelColumn,
        AddressColumn,
        StateColumn,
        AskedColumn,
        ReceivedColumn,
        ColumnCount
    };
    using KeyedRows::KeyedRows;

    void setRequests(const QVector<RequestEntry>& requests);
    /// -1: none.
    int rowOf(quint32 id) const;
    void setAmountsHidden(bool hidden);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant textAt(const RequestEntry& request, int column) const;

    bool m_hidden = false;
};

}  // namespace timecoin
