#include "ui/pages/network/mempool_page.h"

#include "node/base/limits.h"
#include "ui/format/shapes.h"
#include "ui/models/fee_bars_model.h"
#include "ui/models/mempool_model.h"
#include "ui/pages/network/fee_histogram_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/ring_delegate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kMeterSteps = 1'000;

RingValue ringOf(const VotesCell& cell) {
    RingValue out;
    out.members = cell.members;
    out.quorum = cell.quorum;
    out.votes = cell.votes;
    out.acks = cell.acks;
    out.silent = cell.silent;
    out.final = cell.final;
    return out;
}

}  // namespace

MempoolPage::MempoolPage(NodeService* node, QWidget* parent)
    : NetworkPage(node, parent),
      m_model(new MempoolModel(this)),
      m_bars(new FeeBarsModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_part(mutedLabel({}, this)),
      m_table(new DataTable(tr("Waiting payments"), this)) {
    setObjectName(QStringLiteral("mempoolPage"));
    m_part->setObjectName(QStringLiteral("mempoolPart"));
    m_table->setObjectName(QStringLiteral("mempoolTable"));
    auto* const meters = new QHBoxLayout;
    meters->setSpacing(kSpace6);
    m_count = makeMeter(tr("Payments in the pool"), QStringLiteral("mempoolCount"), meters);
    m_bytes = makeMeter(tr("Bytes in the pool"), QStringLiteral("mempoolBytes"), meters);

    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(MempoolModel::kSortRole);
    m_table->setModel(m_sorted);
    m_table->setItemDelegateForColumn(
        MempoolModel::Votes,
        new RingDelegate(
            [](const QModelIndex& index) {
                return ringOf(index.data(MempoolModel::kVotesRole).value<VotesCell>());
            },
            m_table));
    m_table->setSortingEnabled(true);
    // As the node orders them, until the person wants another order.
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setStretchColumn(MempoolModel::State);

    content()->addLayout(meters);
    content()->addWidget(makeHistogram());
    content()->addWidget(m_part);
    content()->addWidget(m_table, 1);
    begin();
}

MempoolPage::Meter MempoolPage::makeMeter(const QString& name, const QString& objectName,
                                          QHBoxLayout* row) {
    auto* const box = new QVBoxLayout;
    box->setSpacing(kSpace1);
    Meter meter{new QLabel(this), new QProgressBar(this)};
    meter.text->setWordWrap(true);
    meter.text->setTextFormat(Qt::PlainText);
    meter.bar->setRange(0, kMeterSteps);
    meter.bar->setTextVisible(false);
    meter.bar->setAccessibleName(name);
    meter.bar->setObjectName(objectName);
    meter.text->setObjectName(objectName + QStringLiteral("Text"));
    box->addWidget(meter.text);
    box->addWidget(meter.bar);
    row->addLayout(box, 1);
    return meter;
}

void MempoolPage::setMeter(const Meter& meter, const QString& text, quint64 value, quint64 cap) {
    meter.text->setText(text);
    meter.bar->setAccessibleDescription(text);
    const int step = static_cast<int>(qMin(value, cap) * kMeterSteps / cap);
    // A little is not nothing.
    meter.bar->setValue(value > 0 ? qMax(step, kMeterSteps / 100) : 0);
}

QWidget* MempoolPage::makeHistogram() {
    auto* const box = new QWidget(this);
    auto* const heading = new QLabel(tr("Fee rates, in satoshi for each kB"), box);
    m_asTable = new QPushButton(tr("As a table"), box);
    m_asTable->setCheckable(true);
    m_asTable->setObjectName(QStringLiteral("feesAsTable"));
    m_fees = new QStackedWidget(box);
    m_histogram = new FeeHistogramView(m_fees);
    m_histogram->setObjectName(QStringLiteral("feeHistogram"));
    auto* const table = new DataTable(tr("Fee rates of the waiting payments"), m_fees);
    table->setObjectName(QStringLiteral("feeTable"));
    table->setModel(m_bars);
    table->setStretchColumn(FeeBarsModel::Rate);
    m_fees->addWidget(m_histogram);
    m_fees->addWidget(table);
    m_fees->setFixedHeight(m_histogram->sizeHint().height());
    connect(m_asTable, &QPushButton::toggled, m_fees, [this](bool on) {
        m_fees->setCurrentIndex(on ? 1 : 0);
        m_asTable->setText(on ? tr("As bars") : tr("As a table"));
    });
    auto* const top = new QHBoxLayout;
    top->addWidget(heading, 1);
    top->addWidget(m_asTable);
    auto* const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addLayout(top);
    layout->addWidget(m_fees);
    return box;
}

std::optional<NetworkPage::Empty> MempoolPage::emptyOf(const NodeSnapshot& snapshot) const {
    if (snapshot.poolCount > 0) return std::nullopt;
    return Empty{QStringLiteral("mempool"), tr("No payment waits"),
                 tr("Payments stand here from the moment this node hears of them until a block "
                    "holds them: a few seconds.")};
}

void MempoolPage::showNetwork(const NodeSnapshot& snapshot) {
    m_model->setSnapshot(snapshot);
    const FeeHistogram fees = feeHistogramOf(snapshot.pending);
    m_histogram->setHistogram(fees);
    m_bars->setHistogram(fees);
    setMeter(m_count,
             tr("%1 of at most %2 payments")
                 .arg(numberText(snapshot.poolCount), numberText(kMempoolTransactions)),
             snapshot.poolCount, kMempoolTransactions);
    setMeter(m_bytes,
             tr("%1 of at most %2").arg(bytesText(snapshot.poolBytes), bytesText(kMempoolBytes)),
             snapshot.poolBytes, kMempoolBytes);
    const bool all = snapshot.pending.size() >= static_cast<qsizetype>(snapshot.poolCount);
    m_part->setVisible(!all);
    if (!all)
        m_part->setText(tr("The %1 with the best fee rates are shown.")
                            .arg(numberText(static_cast<quint64>(snapshot.pending.size()))));
}

}  // namespace timecoin
