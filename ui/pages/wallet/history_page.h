// History: every payment, found as one types, with its way to finality. Thread: GUI.
#pragma once

#include "ui/models/payment_filter.h"
#include "ui/pages/wallet/wallet_page.h"

class QComboBox;
class QDateEdit;
class QPushButton;

namespace timecoin {

class DataTable;
class PaymentDetail;
class SearchField;

class HistoryPage : public WalletPage {
    Q_OBJECT
public:
    /// `payments` outlives it.
    HistoryPage(WalletService& wallet, NodeService& node, PaymentModel& payments,
                QWidget* parent = nullptr);

    QString title() const override { return tr("History"); }
    QString iconName() const override { return QStringLiteral("history"); }
    void focusSearch() override;
    void setAmountsHidden(bool hidden) override;

public slots:
    /// Chooses it; clears the search when it hides it.
    void showPayment(const timecoin::Hash& payment);

protected:
    void showWallet(const WalletSnapshot& snapshot) override;
    void showNode(const NodeSnapshot* snapshot) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeFilters();
    QWidget* makeList();
    void applyQuery();
    void setDates(PaymentQuery& query) const;
    void onSelection();
    void showDetail();
    void showCount();
    void fitColumns();
    void exportAs(bool json);

    PaymentModel& m_payments;
    PaymentFilter* m_filter;
    SearchField* m_search;
    QComboBox* m_kind;
    QComboBox* m_state;
    QComboBox* m_dates;
    QDateEdit* m_from;
    QDateEdit* m_until;
    QPushButton* m_export;
    Notice* m_notice;
    QLabel* m_count;
    QLabel* m_missing;
    DataTable* m_table;
    QStackedWidget* m_list;
    StateView* m_empty;
    PaymentDetail* m_detail;
    std::optional<Hash> m_chosen;
};

}  // namespace timecoin
