#include "ui/pages/wallet/history_page.h"

#include "ui/format/export_text.h"
#include "ui/format/shapes.h"
#include "ui/pages/wallet/payment_detail.h"
#include "ui/pages/wallet/payment_ring.h"
#include "ui/pages/wallet/save_file.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/ring_delegate.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDateEdit>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kDetailWidth = 320;
constexpr int kRoomForKind = 720;
constexpr int kRoomForDate = 560;
enum DateChoice { AnyTime, Today, SevenDays, ThirtyDays, ThisYear, Between };

quint64 startOf(const QDate& date) {
    return quint64(qMax<qint64>(0, date.startOfDay().toMSecsSinceEpoch()));
}

}  // namespace

HistoryPage::HistoryPage(WalletService& wallet, NodeService& node, PaymentModel& payments,
                         QWidget* parent)
    : WalletPage(wallet, node, parent),
      m_payments(payments),
      m_filter(new PaymentFilter(payments, this)),
      m_search(new SearchField(tr("Search label, address, id or amount"), this)),
      m_kind(new QComboBox(this)),
      m_state(new QComboBox(this)),
      m_dates(new QComboBox(this)),
      m_from(new QDateEdit(QDate::currentDate().addMonths(-1), this)),
      m_until(new QDateEdit(QDate::currentDate(), this)),
      m_export(new QPushButton(tr("&Export"), this)),
      m_notice(new Notice(this)),
      m_count(mutedLabel({}, this)),
      m_missing(mutedLabel({}, this)),
      m_table(new DataTable(tr("Payments"), this)),
      m_list(new QStackedWidget(this)),
      m_empty(new StateView(this)),
      m_detail(new PaymentDetail(wallet, node, this)) {
    setObjectName(QStringLiteral("historyPage"));
    headingRow()->addWidget(m_export);
    content()->addWidget(makeFilters());
    content()->addWidget(m_notice);
    auto* const splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    m_detail->setMinimumWidth(kDetailWidth);
    m_detail->hide();
    content()->addWidget(splitter, 1);
    m_notice->setClosable(true);
    const auto counted = [this] { showCount(); };
    for (QAbstractItemModel* const model : {static_cast<QAbstractItemModel*>(m_filter),
                                            static_cast<QAbstractItemModel*>(&payments)}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, counted);
        connect(model, &QAbstractItemModel::rowsRemoved, this, counted);
        connect(model, &QAbstractItemModel::modelReset, this, counted);
    }
    connect(&payments, &QAbstractItemModel::dataChanged, this, &HistoryPage::showDetail);
    connect(&payments, &QAbstractItemModel::modelReset, this, [this] {
        m_chosen.reset();
        showDetail();
    });
    begin();
    showCount();
}

QWidget* HistoryPage::makeFilters() {
    m_search->setObjectName(QStringLiteral("historySearch"));
    m_kind->setObjectName(QStringLiteral("historyKind"));
    m_kind->setAccessibleName(tr("Kind of payment"));
    m_kind->addItems(
        {tr("All kinds"), tr("Received"), tr("Sent"), tr("To yourself"), tr("Reward")});
    m_state->setObjectName(QStringLiteral("historyState"));
    m_state->setAccessibleName(tr("State of payment"));
    m_state->addItems({tr("All states"), tr("Under way"), tr("Final"), tr("Failed")});
    m_dates->setObjectName(QStringLiteral("historyDates"));
    m_dates->setAccessibleName(tr("Dates"));
    m_dates->addItems({tr("Any time"), tr("Today"), tr("Last 7 days"), tr("Last 30 days"),
                       tr("This year"), tr("Between…")});
    m_from->setAccessibleName(tr("From this day on"));
    m_until->setAccessibleName(tr("Up to this day"));
    for (QDateEdit* const edit : {m_from, m_until}) {
        edit->setCalendarPopup(true);
        edit->hide();
        connect(edit, &QDateEdit::dateChanged, this, &HistoryPage::applyQuery);
    }
    connect(m_search, &SearchField::searched, this, &HistoryPage::applyQuery);
    for (QComboBox* const box : {m_kind, m_state, m_dates})
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryPage::applyQuery);
    auto* const menu = new QMenu(m_export);
    menu->addAction(tr("As CSV, for spreadsheets"), this, [this] { exportAs(false); });
    menu->addAction(tr("As JSON"), this, [this] { exportAs(true); });
    m_export->setMenu(menu);
    m_export->setObjectName(QStringLiteral("exportHistory"));
    m_export->setAccessibleName(tr("Export what is shown"));

    auto* const filters = new QWidget(this);
    auto* const row = new QHBoxLayout(filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    row->addWidget(m_search, 1);
    for (QWidget* const widget :
         std::initializer_list<QWidget*>{m_kind, m_state, m_dates, m_from, m_until})
        row->addWidget(widget);
    return filters;
}

QWidget* HistoryPage::makeList() {
    m_table->setObjectName(QStringLiteral("historyTable"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_filter);
    m_table->setStretchColumn(PaymentModel::WhoColumn);
    m_table->setItemDelegateForColumn(PaymentModel::StateColumn,
                                      new RingDelegate(
                                          [this](const QModelIndex& index) {
                                              const PaymentEntry& entry = m_filter->at(index.row());
                                              return ringOf(entry, m_payments.votesOf(entry.id),
                                                            node().snapshot().get());
                                          },
                                          this));
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPage::onSelection);
    m_empty->setMinimumWidth(1);  // it may be cut rather than push the detail out of the window
    m_list->addWidget(m_table);
    m_list->addWidget(m_empty);
    auto* const widget = new QWidget(this);
    auto* const layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_missing);
    layout->addWidget(m_count);
    m_missing->setObjectName(QStringLiteral("historyMissing"));
    m_missing->hide();
    return widget;
}

void HistoryPage::setDates(PaymentQuery& query) const {
    const QDate today = QDate::currentDate();
    switch (m_dates->currentIndex()) {
    case Today: query.fromMs = startOf(today); break;
    case SevenDays: query.fromMs = startOf(today.addDays(-6)); break;
    case ThirtyDays: query.fromMs = startOf(today.addDays(-29)); break;
    case ThisYear: query.fromMs = startOf(QDate(today.year(), 1, 1)); break;
    case Between:
        query.fromMs = startOf(qMin(m_from->date(), m_until->date()));
        query.untilMs = startOf(qMax(m_from->date(), m_until->date()).addDays(1));
        break;
    default: break;
    }
}

void HistoryPage::applyQuery() {
    m_from->setVisible(m_dates->currentIndex() == Between);
    m_until->setVisible(m_dates->currentIndex() == Between);
    PaymentQuery query;
    query.text = m_search->text();
    if (m_kind->currentIndex() > 0) query.kind = PaymentKind(m_kind->currentIndex() - 1);
    query.states = PaymentStateGroup(m_state->currentIndex());
    setDates(query);
    const auto chosen = m_chosen;
    m_filter->setQuery(query);  // forgets the selection
    m_chosen = chosen;
    const int row = chosen ? m_filter->rowOf(*chosen) : -1;
    if (row >= 0)
        m_table->selectRow(row);
    else
        m_chosen.reset();
    showDetail();
}

void HistoryPage::focusSearch() {
    m_search->beginSearch();
}

void HistoryPage::setAmountsHidden(bool hidden) {
    m_payments.setAmountsHidden(hidden);
    WalletPage::setAmountsHidden(hidden);
    showDetail();
}

void HistoryPage::showPayment(const Hash& payment) {
    if (m_filter->rowOf(payment) < 0) {
        m_search->clear();
        for (QComboBox* const box : {m_kind, m_state, m_dates}) box->setCurrentIndex(0);
        applyQuery();
    }
    const int row = m_filter->rowOf(payment);
    if (row < 0) return;
    m_table->selectRow(row);
    m_table->scrollTo(m_filter->index(row, 0));
    m_table->setFocus(Qt::OtherFocusReason);
}

void HistoryPage::onSelection() {
    const auto rows = m_table->selectionModel()->selectedRows();
    m_chosen.reset();
    if (!rows.isEmpty()) m_chosen = m_filter->at(rows.first().row()).id;
    showDetail();
}

void HistoryPage::showDetail() {
    const int row = m_chosen ? m_payments.rowOf(*m_chosen) : -1;
    if (m_detail->isHidden() == (row >= 0)) {
        m_detail->setVisible(row >= 0);
        fitColumns();
    }
    if (row >= 0)
        m_detail->show(m_payments.at(row), m_payments.votesOf(*m_chosen), amountsHidden());
}

/// What a narrow list leaves out, the detail beside it shows.
void HistoryPage::fitColumns() {
    const int room = width() - (m_detail->isHidden() ? 0 : kDetailWidth + 2 * kSpace6);
    m_table->setColumnHidden(PaymentModel::KindColumn, room < kRoomForKind);
    m_table->setColumnHidden(PaymentModel::DateColumn, room < kRoomForDate);
}

void HistoryPage::resizeEvent(QResizeEvent* event) {
    WalletPage::resizeEvent(event);
    fitColumns();
}

void HistoryPage::showCount() {
    const int shown = m_filter->rowCount();
    const int all = m_payments.rowCount();
    m_list->setCurrentWidget(shown == 0 ? static_cast<QWidget*>(m_empty) : m_table);
    m_export->setEnabled(shown > 0);
    m_count->setText(shown == all
                         ? paymentsText(all)
                         : tr("%1 of %2").arg(numberText(quint64(shown)), paymentsText(all)));
    if (all == 0)
        m_empty->setState(QStringLiteral("history"), tr("No payments yet"),
                          tr("What you receive and send is listed here, newest first."));
    else
        m_empty->setState(QStringLiteral("search"), tr("Nothing found"),
                          tr("No payment has all these words, kinds and dates."));
}

void HistoryPage::exportAs(bool json) {
    const QVector<PaymentEntry> shown = m_filter->shown();
    if (json)
        saveFile(this, tr("Export the history"), QStringLiteral("timecoin-history.json"),
                 tr("JSON files (*.json)"), paymentsToJson(shown), m_notice);
    else
        saveFile(this, tr("Export the history"), QStringLiteral("timecoin-history.csv"),
                 tr("CSV files (*.csv)"), paymentsToCsv(shown), m_notice);
}

/// A list that looks whole and is not would be a lie.
void HistoryPage::showWallet(const WalletSnapshot& snapshot) {
    m_missing->setVisible(snapshot.historyFrom > 0);
    if (snapshot.historyFrom == 0) return;
    const QString end = numberText(snapshot.historyFrom);
    m_missing->setText(
        snapshot.historyGap <= 1
            ? tr("History before block %1 is not on this node: older payments are not listed. Your "
                 "coins are complete.")
                  .arg(end)
            : tr("History from block %1 to before block %2 is not on this node: payments of that "
                 "time are not listed. Your coins are complete.")
                  .arg(numberText(snapshot.historyGap), end));
}

void HistoryPage::showNode(const NodeSnapshot* /*snapshot*/) {
    // Rings show who is silent.
    m_table->viewport()->update();
}

}  // namespace timecoin
