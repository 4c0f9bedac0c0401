#include "ui/pages/wallet/overview_page.h"

#include "ui/format/money.h"
#include "ui/models/health.h"
#include "ui/models/payment_model.h"
#include "ui/pages/wallet/payment_ring.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/ring_delegate.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kHealthRing = 24;
/// After half a year a backup is worth another test.
constexpr quint64 kBackupAgeMs = quint64(180) * 24 * 3'600 * 1'000;

}  // namespace

OverviewPage::OverviewPage(WalletService& wallet, NodeService& node, PaymentModel& payments,
                           QWidget* parent)
    : WalletPage(wallet, node, parent),
      m_payments(payments),
      m_backup(new Notice(this)),
      m_available(numberLabel(this)),
      m_send(new QPushButton(tr("&Send"), this)),
      m_receive(new QPushButton(tr("&Receive"), this)),
      m_ring(new RingWidget(this)),
      m_health(mutedLabel({}, this)),
      m_list(new QStackedWidget(this)),
      m_table(new DataTable(tr("Last payments"), this)),
      m_empty(new StateView(this)) {
    setObjectName(QStringLiteral("overviewPage"));
    m_backup->setObjectName(QStringLiteral("backupReminder"));
    m_ring->setFixedSize(kHealthRing, kHealthRing);
    m_health->setObjectName(QStringLiteral("healthText"));
    auto* const health = new QHBoxLayout;
    health->setSpacing(kSpace2);
    health->addWidget(m_ring);
    health->addWidget(m_health, 1);
    content()->addWidget(m_backup);
    content()->addWidget(makeBalances());
    content()->addLayout(health);
    content()->addSpacing(kSpace4);
    content()->addWidget(makePayments(), 1);
    connect(m_send, &QPushButton::clicked, this, &OverviewPage::sendRequested);
    connect(m_receive, &QPushButton::clicked, this, &OverviewPage::receiveRequested);
    connect(m_backup, &Notice::actionTriggered, this, &OverviewPage::backupRequested);
    connect(m_empty, &StateView::actionTriggered, this, [this] {
        if (m_sandbox)
            emit faucetRequested();
        else
            emit receiveRequested();
    });
    connect(m_table, &DataTable::opened, this, [this](const QModelIndex& index) {
        emit paymentShowRequested(m_payments.at(index.row()).id);
    });
    connect(&m_payments, &QAbstractItemModel::rowsInserted, this, &OverviewPage::showEmpty);
    connect(&m_payments, &QAbstractItemModel::modelReset, this, &OverviewPage::showEmpty);
    setSandbox(false);
    begin();
}

OverviewPage::Line OverviewPage::addLine(QGridLayout* grid, const QString& name, const QString& why,
                                         const QString& objectName) {
    const int row = grid->rowCount();
    Line line{mutedLabel(name, this), numberLabel(this)};
    line.name->setWordWrap(false);
    line.name->setToolTip(why);
    line.name->setAccessibleDescription(why);
    line.amount->setToolTip(why);
    line.amount->setObjectName(objectName);
    line.amount->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(line.name, row, 0);
    grid->addWidget(line.amount, row, 1);
    return line;
}

QWidget* OverviewPage::makeBalances() {
    QFont large = numberFont();
    large.setPointSizeF(large.pointSizeF() * 2.2);
    large.setWeight(QFont::DemiBold);
    m_available->setFont(large);
    m_available->setObjectName(QStringLiteral("availableBalance"));
    m_send->setObjectName(QStringLiteral("overviewSend"));
    m_send->setProperty("kind", "primary");
    m_send->setIcon(icon(QStringLiteral("send"), Role::OnAccent));
    m_receive->setObjectName(QStringLiteral("overviewReceive"));
    m_receive->setIcon(icon(QStringLiteral("receive")));
    auto* const widget = new QWidget(this);
    auto* const name = mutedLabel(tr("Available"), widget);
    auto* const lines = new QGridLayout;
    lines->setHorizontalSpacing(kSpace4);
    lines->setVerticalSpacing(kSpace1);
    m_pending = addLine(lines, tr("Pending: coming in, not final yet"),
                        tr("Payments to you that are seen and not final. They become available by "
                           "themselves."),
                        QStringLiteral("pendingBalance"));
    m_locked = addLine(lines, tr("Locked: collateral and frozen coins"),
                       tr("Collateral of masternodes, and coins that you have frozen. The Coins "
                          "page shows each of them."),
                       QStringLiteral("lockedBalance"));
    m_immature = addLine(lines, tr("Immature: rewards that ripen"),
                         tr("Rewards can be spent some blocks after they were earned."),
                         QStringLiteral("immatureBalance"));
    lines->setColumnStretch(2, 1);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace3);
    buttons->addWidget(m_send);
    buttons->addWidget(m_receive);
    auto* const amounts = new QVBoxLayout;
    amounts->setSpacing(kSpace1);
    amounts->addWidget(name);
    amounts->addWidget(m_available);
    amounts->addLayout(lines);
    auto* const layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(amounts, 1);
    layout->addLayout(buttons);
    layout->setAlignment(buttons, Qt::AlignTop);
    return widget;
}

QWidget* OverviewPage::makePayments() {
    auto* const widget = new QWidget(this);
    auto* const name = new QLabel(tr("Last payments"), widget);
    QFont bold = name->font();
    bold.setWeight(QFont::DemiBold);
    name->setFont(bold);
    auto* const all = new QPushButton(tr("All payments"), widget);
    all->setFlat(true);
    all->setObjectName(QStringLiteral("allPayments"));
    connect(all, &QPushButton::clicked, this, &OverviewPage::historyRequested);
    m_table->setObjectName(QStringLiteral("lastPayments"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&m_payments);
    m_table->setStretchColumn(PaymentModel::WhoColumn);
    m_table->setItemDelegateForColumn(
        PaymentModel::StateColumn, new RingDelegate(
                                       [this](const QModelIndex& index) {
                                           const PaymentEntry& entry = m_payments.at(index.row());
                                           return ringOf(entry, m_payments.votesOf(entry.id),
                                                         node().snapshot().get());
                                       },
                                       this));
    auto* const top = new QHBoxLayout;
    top->addWidget(name, 1);
    top->addWidget(all);
    m_list->addWidget(m_table);
    m_list->addWidget(m_empty);
    auto* const layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);
    return widget;
}

void OverviewPage::setSandbox(bool sandbox) {
    m_sandbox = sandbox;
    m_empty->button()->setObjectName(QStringLiteral("emptyAction"));
    if (sandbox) {
        m_empty->setState(
            QStringLiteral("sandbox"), tr("No payments yet"),
            tr("This is the sandbox: its coins are worth nothing and its faucet gives "
               "them away. Take some and try it all."));
        m_empty->setAction(tr("Get coins from the faucet"));
    } else {
        m_empty->setState(QStringLiteral("receive"), tr("No payments yet"),
                          tr("Make an address and give it to whoever is to pay you."));
        m_empty->setAction(tr("Make an address"));
    }
    showEmpty();
}

void OverviewPage::showEmpty() {
    m_list->setCurrentWidget(m_payments.rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_table);
}

void OverviewPage::setAmountsHidden(bool hidden) {
    m_payments.setAmountsHidden(hidden);
    WalletPage::setAmountsHidden(hidden);
}

void OverviewPage::showLine(const Line& line, Amount amount) {
    line.amount->setText(money(amount));
    line.amount->setAccessibleName(line.name->text() + QStringLiteral(": ") + money(amount));
    line.name->setVisible(!amount.isZero());
    line.amount->setVisible(!amount.isZero());
}

void OverviewPage::showWallet(const WalletSnapshot& snapshot) {
    const Balances& balances = snapshot.balances;
    m_available->setText(money(balances.available));
    m_available->setAccessibleName(tr("Available: %1").arg(money(balances.available)));
    showLine(m_pending, balances.pending);
    showLine(m_locked, balances.locked);
    showLine(m_immature, balances.immature);
    const auto now = quint64(QDateTime::currentMSecsSinceEpoch());
    if (snapshot.backupTestedMs == 0) {
        m_backup->say(Notice::Kind::Wait,
                      tr("Your words are the only way back to your money when this computer is "
                         "lost. Test once that you have them written down."),
                      tr("Test the backup"));
    } else if (now > snapshot.backupTestedMs + kBackupAgeMs) {
        m_backup->say(Notice::Kind::Info,
                      tr("You tested your backup half a year ago. Do you still find the words?"),
                      tr("Test again"));
    } else {
        m_backup->clear();
    }
}

void OverviewPage::showNode(const NodeSnapshot* snapshot) {
    const Health health = healthOf(snapshot, node().isRunning());
    RingValue ring;
    ring.members = health.members;
    ring.quorum = health.quorum;
    ring.votes = health.heardBy;
    ring.silent = health.silent;
    m_ring->setValue(ring);
    m_ring->setAccessibleName(tr("Masternodes heard"));
    m_health->setText(health.sentence);
    m_health->setAccessibleName(health.sentence);
    // The strip at the top says it already.
    m_health->setVisible(health.level != Health::Level::Bad);
    m_ring->setVisible(health.level != Health::Level::Bad);
}

}  // namespace timecoin
