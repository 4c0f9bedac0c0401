#include "ui/pages/pay/coin_chooser.h"

#include "ui/format/money.h"
#include "ui/format/shapes.h"
#include "ui/models/coin_model.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kTableHeight = 180;

}  // namespace

CoinChooser::CoinChooser(QWidget* parent)
    : QWidget(parent),
      m_model(new CoinModel(this)),
      m_on(new QCheckBox(tr("Choose the &coins to pay with"), this)),
      m_table(new DataTable(tr("Coins to pay with"), this)),
      m_sum(new QLabel(this)) {
    m_on->setObjectName(QStringLiteral("chooseCoins"));
    m_on->setAccessibleName(tr("Choose the coins to pay with"));
    m_table->setObjectName(QStringLiteral("coinChoice"));
    m_table->setModel(m_model);
    m_table->setStretchColumn(CoinModel::LabelColumn);
    m_table->hideColumn(CoinModel::WhyColumn);
    m_table->setFixedHeight(kTableHeight);
    m_table->hide();
    m_sum->hide();
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_on);
    layout->addWidget(m_table);
    layout->addWidget(m_sum);
    connect(m_on, &QCheckBox::toggled, this, [this](bool on) {
        m_table->setVisible(on);
        m_sum->setVisible(on);
        showSum();
        emit changed();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showSum();
        emit changed();
    });
}

void CoinChooser::setCoins(const QVector<CoinEntry>& coins) {
    QVector<CoinEntry> spendable;
    for (const CoinEntry& coin : coins) {
        if (coin.state == CoinState::Spendable) spendable.append(coin);
    }
    m_model->setCoins(spendable);
    showSum();
}

void CoinChooser::setAmountsHidden(bool hidden) {
    m_hidden = hidden;
    m_model->setAmountsHidden(hidden);
    showSum();
}

QVector<QPair<Hash, quint32>> CoinChooser::chosen() const {
    QVector<QPair<Hash, quint32>> out;
    if (!m_on->isChecked()) return out;
    const auto rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) {
        const CoinEntry& coin = m_model->row(index.row());
        out.append({coin.txid, coin.index});
    }
    return out;
}

bool CoinChooser::isWaiting() const {
    return m_on->isChecked() && !m_table->selectionModel()->hasSelection();
}

void CoinChooser::reset() {
    m_table->clearSelection();
    m_on->setChecked(false);
}

void CoinChooser::showSum() {
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return m_sum->setText(tr("Choose rows with the mouse, or Shift and arrows."));
    Amount sum;
    for (const QModelIndex& index : rows)
        sum = sum.plus(m_model->row(index.row()).value).value_or(sum);
    MoneyStyle style;
    style.hidden = m_hidden;
    m_sum->setText(tr("%1 chosen: %2").arg(coinsText(int(rows.size())), moneyText(sum, style)));
}

}  // namespace timecoin
