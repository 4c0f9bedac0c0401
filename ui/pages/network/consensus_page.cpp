#include "ui/pages/network/consensus_page.h"

#include "ui/format/shapes.h"
#include "ui/format/time_text.h"
#include "ui/models/round_marks_model.h"
#include "ui/pages/network/lanes_view.h"
#include "ui/pages/network/sign_legend.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/muted_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace timecoin {
namespace {

QPushButton* makeButton(const QString& name, const QString& objectName, QWidget* parent) {
    auto* const button = new QPushButton(parent);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

}  // namespace

ConsensusPage::ConsensusPage(NodeService* node, QWidget* parent)
    : NetworkPage(node, parent),
      m_what(new QLabel(this)),
      m_figures(mutedLabel({}, this)),
      m_views(new QStackedWidget(this)),
      m_lanes(new LanesView),
      m_marks(new RoundMarksModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_table(new DataTable(tr("Phase messages of the round"), this)) {
    setObjectName(QStringLiteral("consensusPage"));
    m_what->setObjectName(QStringLiteral("roundText"));
    m_what->setTextFormat(Qt::PlainText);
    m_what->setWordWrap(true);
    m_figures->setObjectName(QStringLiteral("roundFigures"));
    m_lanes->setObjectName(QStringLiteral("lanes"));
    m_table->setObjectName(QStringLiteral("roundTable"));
    m_sorted->setSourceModel(m_marks);
    m_sorted->setSortRole(RoundMarksModel::kSortRole);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RoundMarksModel::Time, Qt::AscendingOrder);
    m_table->setStretchColumn(RoundMarksModel::MessageHash);
    auto* const area = new QScrollArea(m_views);
    area->setWidget(m_lanes);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);  // the lanes have it
    auto* const lanes = new QWidget(m_views);
    auto* const column = new QVBoxLayout(lanes);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area, 1);
    column->addWidget(new SignLegend(lanes));
    m_views->addWidget(lanes);
    m_views->addWidget(m_table);
    content()->addWidget(m_what);
    content()->addWidget(makeControls());
    content()->addWidget(m_views, 1);
    content()->addWidget(m_figures);

    connect(m_lanes, &LanesView::scrubbed, this, &ConsensusPage::scrubBy);
    connect(m_lanes, &LanesView::scrubbedToOldest, this, [this] { scrubTo(0); });
    connect(m_lanes, &LanesView::scrubbedToNewest, this,
            [this] { scrubTo(static_cast<int>(m_log.rounds().size())); });
    m_clock.start();
    m_paint.setSingleShot(true);
    m_paint.setInterval(kPaintMs);
    connect(&m_paint, &QTimer::timeout, this, &ConsensusPage::showRound);
    if (node != nullptr) listen(*node);
    begin();
}

void ConsensusPage::listen(NodeService& node) {
    const auto now = [this] { return static_cast<quint64>(m_clock.elapsed()); };
    connect(&node, &NodeService::phaseSeen, this, [this](const PhaseInfo& phase) {
        m_log.onPhase(phase);
        touch();
    });
    connect(&node, &NodeService::viewEntered, this, [this](quint64 height, quint32 view) {
        m_log.onView(height, view);
        touch();
    });
    connect(&node, &NodeService::blockCommitted, this, [this](const BlockInfo& block) {
        m_log.onBlock(block);
        touch();
    });
    connect(&node, &NodeService::transferSeen, this,
            [this, now](const Hash& id) { m_log.onSeen(id, now()); });
    connect(&node, &NodeService::transferFinal, this,
            [this, now](const Hash& id, quint64) { m_log.onFinal(id, now()); });
    connect(&node, &NodeService::transferRejected, this,
            [this](const Hash& id, const QString&) { m_log.onRejected(id); });
}

QWidget* ConsensusPage::makeControls() {
    auto* const row = new QWidget(this);
    m_older = makeButton(tr("Older round"), QStringLiteral("olderRound"), row);
    m_older->setIcon(icon(QStringLiteral("arrow-left")));
    m_newer = makeButton(tr("Newer round"), QStringLiteral("newerRound"), row);
    m_newer->setIcon(icon(QStringLiteral("arrow-right")));
    m_live = makeButton(tr("Follow the newest round"), QStringLiteral("liveRound"), row);
    m_live->setText(tr("Live"));
    m_live->setCheckable(true);
    m_asTable = makeButton(tr("Show the lanes as a table"), QStringLiteral("roundAsTable"), row);
    m_asTable->setText(tr("As a table"));
    m_asTable->setCheckable(true);
    m_slider = new QSlider(Qt::Horizontal, row);
    m_slider->setObjectName(QStringLiteral("roundSlider"));
    m_slider->setAccessibleName(tr("Round"));
    m_slider->setPageStep(10);
    m_slider->setMinimumWidth(120);
    connect(m_older, &QPushButton::clicked, this, [this] { scrubBy(-1); });
    connect(m_newer, &QPushButton::clicked, this, [this] { scrubBy(1); });
    connect(m_live, &QPushButton::clicked, this, [this](bool on) {
        if (on)
            m_height.reset();
        else if (shown() != nullptr)
            m_height = shown()->height;
        showRound();
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (!m_moving) scrubTo(value);
    });
    connect(m_asTable, &QPushButton::toggled, this, [this](bool on) {
        const QString name = on ? tr("Show the table as lanes") : tr("Show the lanes as a table");
        m_views->setCurrentIndex(on ? 1 : 0);
        m_asTable->setText(on ? tr("As lanes") : tr("As a table"));
        m_asTable->setAccessibleName(name);
        m_asTable->setToolTip(name);
    });
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_older);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_newer);
    layout->addWidget(m_live);
    layout->addWidget(m_asTable);
    return row;
}

// --- which round ---------------------------------------------------------------------------------

int ConsensusPage::liveIndex() const {
    const auto& rounds = m_log.rounds();
    for (auto at = static_cast<int>(rounds.size()) - 1; at >= 0; --at) {
        const Round& round = rounds[static_cast<std::size_t>(at)];
        // Between two rounds the last one stays to be looked at; unless the next is waited for.
        if (!round.marks.isEmpty() || round.silent.any()) return at;
    }
    return static_cast<int>(rounds.size()) - 1;
}

int ConsensusPage::shownIndex() const {
    if (!m_height) return liveIndex();
    const auto& rounds = m_log.rounds();
    const auto found =
        std::lower_bound(rounds.begin(), rounds.end(), *m_height,
                         [](const Round& one, quint64 wanted) { return one.height < wanted; });
    return qMin(static_cast<int>(found - rounds.begin()), static_cast<int>(rounds.size()) - 1);
}

const Round* ConsensusPage::shown() const {
    const int index = shownIndex();
    return index < 0 ? nullptr : &m_log.rounds()[static_cast<std::size_t>(index)];
}

void ConsensusPage::scrubBy(int rounds) {
    scrubTo(shownIndex() + rounds);
}

/// At the newest and beyond it is live again.
void ConsensusPage::scrubTo(int index) {
    if (index >= liveIndex())
        m_height.reset();
    else
        m_height = m_log.rounds()[static_cast<std::size_t>(qMax(0, index))].height;
    showRound();
}

// --- showing it ----------------------------------------------------------------------------------

void ConsensusPage::note(const NodeSnapshot* snapshot, bool running) {
    if (snapshot != nullptr) m_log.onSnapshot(*snapshot);
    if (!running) m_log.onStopped();
}

std::optional<NetworkPage::Empty> ConsensusPage::emptyOf(const NodeSnapshot& snapshot) const {
    Q_UNUSED(snapshot);
    if (!m_log.rounds().empty() && liveIndex() >= 0 &&
        (shown()->committed || !shown()->marks.isEmpty() || shown()->silent.any()))
        return std::nullopt;
    return Empty{QStringLiteral("consensus"), tr("No round yet"),
                 tr("The masternodes agree on a block when it is due, or sooner when there is a "
                    "reason. What each of them says is drawn here the moment it is heard.")};
}

void ConsensusPage::touch() {
    if (isVisible() && !m_paint.isActive()) m_paint.start();
}

void ConsensusPage::showNetwork(const NodeSnapshot& snapshot) {
    Q_UNUSED(snapshot);
    showRound();
}

void ConsensusPage::showRound() {
    const Round* const round = shown();
    if (round == nullptr) return;
    const auto newest = liveIndex();
    m_moving = true;
    m_slider->setRange(0, qMax(0, newest));
    m_slider->setValue(shownIndex());
    m_moving = false;
    m_live->setChecked(isLive());
    m_live->setIcon(isLive() ? icon(QStringLiteral("check"), Role::Good)
                             : icon(QStringLiteral("play")));
    m_older->setEnabled(shownIndex() > 0);
    m_newer->setEnabled(!isLive());
    m_lanes->setRound(*round, m_log.members());
    m_marks->setRound(round, m_log.members());

    QString text = tr("Round of block %1: ").arg(numberText(round->height));
    if (!round->committed)
        text += round->views > 1 ? tr("goes on in view %1").arg(round->views - 1) : tr("goes on");
    else if (const auto took = round->tookMs())
        text += tr("decided in view %1 after %2, with %3")
                    .arg(round->committedView)
                    .arg(durationText(*took), paymentsText(round->payments));
    else
        text += tr("decided before this node saw it, with %1").arg(paymentsText(round->payments));
    m_what->setText(text);
    m_slider->setAccessibleDescription(text);
    showFigures();
}

void ConsensusPage::showFigures() {
    if (m_shownVersion == m_log.version()) return;
    m_shownVersion = m_log.version();
    QStringList figures;
    if (const auto half = m_log.roundTime(50))
        figures.append(tr("Rounds: half within %1, 95 % within %2.")
                           .arg(durationText(*half), durationText(*m_log.roundTime(95))));
    if (const auto half = m_log.finalityLatency(50))
        figures.append(tr("Payments final: half within %1, 95 % within %2, of the last %3.")
                           .arg(durationText(*half), durationText(*m_log.finalityLatency(95)),
                                numberText(static_cast<quint64>(m_log.latencies()))));
    m_figures->setText(figures.isEmpty() ? tr("No round has been timed yet.")
                                         : figures.join(QLatin1Char(' ')));
}

}  // namespace timecoin
