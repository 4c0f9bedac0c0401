#include "ui/pages/pay/receive_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/models/request_model.h"
#include "ui/pages/pay/request_panel.h"
#include "ui/widgets/amount_edit.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kLongestText = 100;
constexpr int kPanelWidth = 340;
constexpr int kRoomForAddress = 900;
constexpr int kRoomForDate = 640;
constexpr int kRoomForAsked = 460;

}  // namespace

ReceivePage::ReceivePage(WalletService& wallet, NodeService& node, QWidget* parent)
    : WalletPage(wallet, node, parent),
      m_model(new RequestModel(this)),
      m_table(new DataTable(tr("Requests"), this)),
      m_panel(new RequestPanel(this)),
      m_empty(new StateView(QStringLiteral("qr"), tr("No address yet"),
                            tr("Make one for each person who is to pay you: then you see who has "
                               "paid."),
                            this)),
      m_right(new QStackedWidget(this)),
      m_label(new QLineEdit(this)),
      m_amount(new AmountEdit(this)),
      m_message(new QLineEdit(this)),
      m_make(new QPushButton(tr("&New address"), this)),
      m_problem(new Notice(this)) {
    setObjectName(QStringLiteral("receivePage"));
    m_table->setObjectName(QStringLiteral("requestTable"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->setStretchColumn(RequestModel::LabelColumn);
    m_right->addWidget(m_empty);
    m_right->addWidget(m_panel);
    m_right->setFixedWidth(kPanelWidth);
    auto* const left = new QVBoxLayout;
    left->setSpacing(kSpace4);
    left->addWidget(makeForm());
    left->addWidget(m_problem);
    left->addWidget(m_table, 1);
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(kSpace8);
    columns->addLayout(left, 1);
    columns->addWidget(m_right);
    content()->addLayout(columns);
    connect(m_make, &QPushButton::clicked, this, &ReceivePage::makeRequest);
    for (QLineEdit* const edit : {m_label, static_cast<QLineEdit*>(m_amount), m_message})
        connect(edit, &QLineEdit::returnPressed, m_make, &QPushButton::click);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ReceivePage::showSelected);
    connect(m_table, &DataTable::menuAsked, this, [this](QMenu* menu, const QModelIndex& index) {
        if (!index.isValid()) return;
        menu->addAction(tr("Change the label"), this, [this, index] { editLabel(index); });
    });
    begin();
}

QWidget* ReceivePage::makeForm() {
    m_label->setObjectName(QStringLiteral("requestLabel"));
    m_label->setAccessibleName(tr("Label"));
    m_label->setPlaceholderText(tr("Who is to pay; also shown to them"));
    m_label->setMaxLength(kLongestText);
    m_amount->setObjectName(QStringLiteral("requestAmount"));
    m_amount->setPlaceholderText(tr("any"));
    m_message->setObjectName(QStringLiteral("requestMessage"));
    m_message->setAccessibleName(tr("Message"));
    m_message->setPlaceholderText(tr("What for"));
    m_message->setMaxLength(kLongestText);
    m_make->setObjectName(QStringLiteral("newRequest"));
    m_make->setProperty("kind", "primary");
    auto* const form = new QWidget(this);
    auto* const grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace4);
    grid->setVerticalSpacing(kSpace2);
    grid->setColumnStretch(1, 1);
    auto* const amount = new QHBoxLayout;
    amount->setSpacing(kSpace2);
    amount->addWidget(m_amount);
    amount->addWidget(new QLabel(QStringLiteral("TIME"), form));
    amount->addStretch(1);
    grid->addWidget(fieldName(tr("&Label"), m_label), 0, 0);
    grid->addWidget(m_label, 0, 1);
    grid->addWidget(fieldName(tr("&Amount"), m_amount), 1, 0);
    grid->addLayout(amount, 1, 1);
    grid->addWidget(fieldName(tr("&Message"), m_message), 2, 0);
    grid->addWidget(m_message, 2, 1);
    grid->addWidget(m_make, 3, 1, Qt::AlignLeft);
    setTabOrder(m_label, m_amount);
    setTabOrder(m_amount, m_message);
    setTabOrder(m_message, m_make);
    return form;
}

/// The panel beside it shows what a narrow table leaves out.
void ReceivePage::resizeEvent(QResizeEvent* event) {
    WalletPage::resizeEvent(event);
    const int width = m_table->width();
    m_table->setColumnHidden(RequestModel::AddressColumn, width < kRoomForAddress);
    m_table->setColumnHidden(RequestModel::DateColumn, width < kRoomForDate);
    m_table->setColumnHidden(RequestModel::AskedColumn, width < kRoomForAsked);
}

void ReceivePage::setAmountsHidden(bool hidden) {
    m_model->setAmountsHidden(hidden);
    WalletPage::setAmountsHidden(hidden);
}

void ReceivePage::makeRequest() {
    if (!m_amount->error().isEmpty()) return m_problem->say(Notice::Kind::Wait, m_amount->error());
    RequestPlan plan;
    plan.label = m_label->text().trimmed();
    plan.message = m_message->text().trimmed();
    plan.amount = m_amount->amount();
    if (plan.amount && plan.amount->isZero()) plan.amount.reset();
    m_make->setEnabled(false);
    deliver(wallet().request(plan), this, [this](const RequestAnswer& answer) { onMade(answer); });
}

void ReceivePage::onMade(const RequestAnswer& answer) {
    m_make->setEnabled(true);
    if (!answer.outcome.ok) {
        // What was typed stays.
        return m_problem->say(Notice::Kind::Bad,
                              walletCodeText(answer.outcome.code, answer.outcome.detail));
    }
    m_problem->clear();
    m_label->clear();
    m_amount->clear();
    m_message->clear();
    m_wanted = answer.request.id;
    m_panel->show(answer.request, amountsHidden());
    m_right->setCurrentWidget(m_panel);
    showWallet(*wallet().snapshot());
}

void ReceivePage::showRequest(quint32 id) {
    m_wanted = id;
    showWallet(*wallet().snapshot());
}

void ReceivePage::showWallet(const WalletSnapshot& snapshot) {
    m_model->setRequests(snapshot.requests);
    if (m_wanted) {
        const int row = m_model->rowOf(*m_wanted);
        if (row >= 0) {
            m_wanted.reset();
            m_table->selectRow(row);
        }
    } else if (m_model->rowCount() > 0 && !m_table->selectionModel()->hasSelection()) {
        m_table->selectRow(0);
    }
    m_table->setVisible(m_model->rowCount() > 0);
    showSelected();
}

void ReceivePage::showSelected() {
    if (m_wanted) return;  // just made; its row comes with the next picture
    const auto rows = m_table->selectionModel()->selectedRows();
    m_right->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget*>(m_empty) : m_panel);
    if (!rows.isEmpty()) m_panel->show(m_model->row(rows.first().row()), amountsHidden());
}

void ReceivePage::editLabel(const QModelIndex& index) {
    const RequestEntry request = m_model->row(index.row());
    auto* const dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Label"));
    dialog->setLabelText(tr("Label of this address"));
    dialog->setTextValue(request.label);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, request](const QString& text) {
        wallet().setRequestLabel(request.id, text.trimmed().left(kLongestText));
    });
    dialog->open();
}

}  // namespace timecoin
