#include "ui/pages/wallet/coins_page.h"

#include "node/api/deliver.h"
#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/models/coin_model.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace timecoin {
namespace {

constexpr int kLongestLabel = 100;

Amount sumOf(const QVector<CoinEntry>& coins) {
    Amount sum;
    for (const CoinEntry& coin : coins) sum = sum.plus(coin.value).value_or(sum);
    return sum;
}

bool allAre(const QVector<CoinEntry>& coins, CoinState state) {
    return std::all_of(coins.cbegin(), coins.cend(),
                       [state](const CoinEntry& coin) { return coin.state == state; });
}

}  // namespace

CoinsPage::CoinsPage(WalletService& wallet, NodeService& node, QWidget* parent)
    : WalletPage(wallet, node, parent),
      m_model(new CoinModel(this)),
      m_table(new DataTable(tr("Coins"), this)),
      m_list(new QStackedWidget(this)),
      m_sum(numberLabel(this)),
      m_freeze(new QPushButton(tr("&Freeze"), this)),
      m_unfreeze(new QPushButton(tr("&Unfreeze"), this)),
      m_consolidate(new QPushButton(tr("&Consolidate"), this)),
      m_confirmation(new QWidget(this)),
      m_plan(new QLabel(this)),
      m_confirm(new QPushButton(this)),
      m_notice(new Notice(this)) {
    setObjectName(QStringLiteral("coinsPage"));
    m_table->setObjectName(QStringLiteral("coinTable"));
    m_table->setModel(m_model);
    m_table->setStretchColumn(CoinModel::WhyColumn);
    auto* const empty =
        new StateView(QStringLiteral("coins"), tr("No coins yet"),
                      tr("Each payment to you is a coin of its own. They are listed "
                         "here, with the reason when one cannot be spent."),
                      this);
    m_list->addWidget(m_table);
    m_list->addWidget(empty);
    m_notice->setObjectName(QStringLiteral("coinsNotice"));
    m_notice->setClosable(true);
    content()->addWidget(m_notice);
    content()->addWidget(m_list, 1);
    content()->addWidget(makeActions());
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CoinsPage::onSelection);
    connect(m_table, &DataTable::menuAsked, this, [this](QMenu* menu, const QModelIndex& index) {
        if (!index.isValid()) return;
        const CoinEntry coin = m_model->row(index.row());
        menu->addAction(tr("Label this address"), this, [this, coin] { editLabel(coin); });
        menu->addAction(tr("Show its payment"), this,
                        [this, coin] { emit paymentShowRequested(coin.txid); });
    });
    connect(m_notice, &Notice::actionTriggered, this, [this] {
        if (m_sent) emit paymentShowRequested(*m_sent);
    });
    begin();
    onSelection();
}

QWidget* CoinsPage::makeActions() {
    m_sum->setObjectName(QStringLiteral("coinSum"));
    m_freeze->setObjectName(QStringLiteral("freezeCoins"));
    m_freeze->setIcon(icon(QStringLiteral("freeze")));
    m_freeze->setToolTip(tr("Frozen coins are never spent until you unfreeze them"));
    m_unfreeze->setObjectName(QStringLiteral("unfreezeCoins"));
    m_consolidate->setObjectName(QStringLiteral("consolidateCoins"));
    m_consolidate->setToolTip(tr("Joins the selected coins into one at a new address of yours"));
    m_plan->setTextFormat(Qt::PlainText);
    m_plan->setFont(numberFont());
    m_plan->setObjectName(QStringLiteral("consolidationPlan"));
    m_confirm->setObjectName(QStringLiteral("confirmConsolidation"));
    m_confirm->setProperty("kind", "primary");
    auto* const cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelConsolidation"));
    auto* const confirmation = new QHBoxLayout(m_confirmation);
    confirmation->setContentsMargins(0, 0, 0, 0);
    confirmation->addWidget(m_plan, 1);
    confirmation->addWidget(cancel);
    confirmation->addWidget(m_confirm);
    m_confirmation->hide();
    connect(m_freeze, &QPushButton::clicked, this, [this] { freezeSelected(true); });
    connect(m_unfreeze, &QPushButton::clicked, this, [this] { freezeSelected(false); });
    connect(m_consolidate, &QPushButton::clicked, this, &CoinsPage::startConsolidation);
    connect(m_confirm, &QPushButton::clicked, this, &CoinsPage::sendConsolidation);
    connect(cancel, &QPushButton::clicked, this, &CoinsPage::stopConsolidation);
    auto* const widget = new QWidget(this);
    auto* const row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(m_sum, 1);
    row->addWidget(m_freeze);
    row->addWidget(m_unfreeze);
    row->addWidget(m_consolidate);
    auto* const layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_confirmation);
    layout->addLayout(row);
    return widget;
}

void CoinsPage::setAmountsHidden(bool hidden) {
    m_model->setAmountsHidden(hidden);
    WalletPage::setAmountsHidden(hidden);
    onSelection();
}

void CoinsPage::showWallet(const WalletSnapshot& snapshot) {
    m_model->setCoins(snapshot.coins);
    m_list->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
    m_confirm->setText(isUnlocked() ? tr("&Send to myself") : tr("&Unlock to send"));
    onSelection();
}

QVector<CoinEntry> CoinsPage::selected() const {
    QVector<CoinEntry> out;
    const auto rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) out.append(m_model->row(index.row()));
    return out;
}

void CoinsPage::onSelection() {
    const QVector<CoinEntry> coins = selected();
    const bool some = !coins.isEmpty();
    m_freeze->setEnabled(some && allAre(coins, CoinState::Spendable));
    m_unfreeze->setEnabled(some && allAre(coins, CoinState::Frozen));
    m_consolidate->setEnabled(coins.size() > 1 && allAre(coins, CoinState::Spendable));
    if (some)
        m_sum->setText(
            tr("%1 selected: %2").arg(coinsText(int(coins.size())), money(sumOf(coins))));
    else
        m_sum->setText(
            tr("%1: %2").arg(coinsText(m_model->rowCount()), money(sumOf(m_model->rows()))));
}

void CoinsPage::freezeSelected(bool frozen) {
    const QVector<CoinEntry> coins = selected();
    for (const CoinEntry& coin : coins) wallet().setCoinFrozen(coin.txid, coin.index, frozen);
}

void CoinsPage::editLabel(const CoinEntry& coin) {
    const auto& requests = wallet().snapshot()->requests;
    const auto found =
        std::find_if(requests.cbegin(), requests.cend(), [&coin](const RequestEntry& request) {
            return request.address == coin.address;
        });
    if (found == requests.cend())
        return m_notice->say(Notice::Kind::Info,
                             tr("This coin is change; only addresses that you gave out have a "
                                "label."));
    auto* const dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Label"));
    dialog->setLabelText(tr("Label of this address"));
    dialog->setTextValue(found->label);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, id = found->id](const QString& text) {
                wallet().setRequestLabel(id, text.trimmed().left(kLongestLabel));
            });
    dialog->open();
}

void CoinsPage::startConsolidation() {
    m_order.emplace();
    for (const CoinEntry& coin : selected()) m_order->coins.append({coin.txid, coin.index});
    m_order->label = tr("Consolidation");
    // An address that an earlier plan has made and not used serves again.
    if (m_address) return draftConsolidation(m_addressText);
    RequestPlan plan;
    plan.label = tr("Consolidation");
    m_consolidate->setEnabled(false);
    deliver(wallet().request(plan), this, [this](const RequestAnswer& answer) {
        onSelection();
        if (!answer.outcome.ok)
            return m_notice->say(Notice::Kind::Bad,
                                 walletCodeText(answer.outcome.code, answer.outcome.detail));
        m_address = answer.request.id;
        m_addressText = answer.request.address;
        draftConsolidation(answer.request.address);
    });
}

void CoinsPage::draftConsolidation(const QString& address) {
    if (!m_order) return;
    Recipient all;
    all.address = address;
    all.rest = true;
    m_order->recipients = {all};
    deliver(wallet().draft(*m_order), this,
            [this](const DraftAnswer& draft) { showConsolidation(draft); });
}

void CoinsPage::showConsolidation(const DraftAnswer& draft) {
    if (!m_order) return;
    if (!draft.outcome.ok) {
        stopConsolidation();
        return m_notice->say(Notice::Kind::Wait, draftText(draft, amountsHidden()));
    }
    const Amount before = draft.paid.plus(draft.fee).value_or(draft.paid);
    m_plan->setText(tr("Before: %1, %2\nAfter: %3, %4, fee %5")
                        .arg(coinsText(int(m_order->coins.size())), money(before), coinsText(1),
                             money(draft.paid), money(draft.fee)));
    m_plan->setAccessibleName(m_plan->text());
    m_confirmation->show();
    m_confirm->setEnabled(true);
    m_confirm->setFocus(Qt::OtherFocusReason);
}

void CoinsPage::sendConsolidation() {
    if (!m_order) return;
    if (!isUnlocked()) return emit unlockRequested();
    m_confirm->setEnabled(false);
    deliver(wallet().send(*m_order), this, [this](const SendAnswer& answer) {
        m_confirm->setEnabled(true);
        if (!answer.outcome.ok) {
            if (answer.outcome.code == QLatin1String("locked")) emit unlockRequested();
            return m_notice->say(Notice::Kind::Bad,
                                 walletCodeText(answer.outcome.code, answer.outcome.detail));
        }
        m_address.reset();
        m_sent = answer.id;
        stopConsolidation();
        m_notice->say(Notice::Kind::Good, tr("The coins are being joined."), tr("Show in history"));
    });
}

void CoinsPage::stopConsolidation() {
    m_order.reset();
    m_confirmation->hide();
}

}  // namespace timecoin
