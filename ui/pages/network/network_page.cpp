#include "ui/pages/network/network_page.h"

#include "ui/format/network_text.h"
#include "ui/models/health.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {

NetworkPage::NetworkPage(NodeService* node, QWidget* parent)
    : Page(parent),
      m_node(node),
      m_heading(new QLabel(this)),
      m_headingRow(new QHBoxLayout),
      m_notice(new Notice(this)),
      m_stack(new QStackedWidget(this)),
      m_state(new StateView(this)) {
    m_heading->setFont(titleFont());
    m_heading->setObjectName(QStringLiteral("pageHeading"));
    m_notice->setObjectName(QStringLiteral("pageNotice"));
    m_state->setObjectName(QStringLiteral("pageState"));
    auto* const inner = new QWidget(m_stack);
    m_content = new QVBoxLayout(inner);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(kSpace4);
    m_stack->addWidget(m_state);
    m_stack->addWidget(inner);

    m_headingRow->addWidget(m_heading, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace6, kSpace6, kSpace6, kSpace4);
    layout->setSpacing(kSpace4);
    layout->addLayout(m_headingRow);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
}

void NetworkPage::begin() {
    m_heading->setText(title());
    setAccessibleName(title());
    if (m_node != nullptr) {
        connect(m_node, &NodeService::snapshotChanged, this,
                [this](const NodeSnapshotPtr& snapshot) { take(snapshot, true); });
        connect(m_node, &NodeService::started, this,
                [this] { take(m_node->snapshot(), m_node->isRunning()); });
        connect(m_node, &NodeService::stopped, this,
                [this] { take(nullptr, m_node->isRunning()); });
        take(m_node->snapshot(), m_node->isRunning());
    } else {
        take(nullptr, false);
    }
}

void NetworkPage::take(const NodeSnapshotPtr& snapshot, bool running) {
    m_snapshot = running ? snapshot : nullptr;
    m_running = running;
    m_fresh = false;
    note(m_snapshot.get(), running);
    if (isVisible()) refresh();
}

void NetworkPage::note(const NodeSnapshot* snapshot, bool running) {
    Q_UNUSED(snapshot);
    Q_UNUSED(running);
}

std::optional<NetworkPage::Empty> NetworkPage::emptyOf(const NodeSnapshot& snapshot) const {
    Q_UNUSED(snapshot);
    return std::nullopt;
}

std::optional<NetworkPage::Empty> NetworkPage::stateNow() const {
    if (!m_running)
        return Empty{QStringLiteral("offline"), tr("The node is stopped"),
                     tr("Nothing is known of the network until it runs again.")};
    if (!m_snapshot)
        return Empty{QStringLiteral("clock"), tr("The node is starting"),
                     tr("The first picture of the network comes in a moment.")};
    std::optional<Empty> empty = emptyOf(*m_snapshot);
    if (!empty || !m_snapshot->peers.isEmpty()) return empty;
    // That nothing is here is no wonder then.
    if (!m_snapshot->otherNetworks.isEmpty())
        return Empty{QStringLiteral("offline"), tr("Only another network answers"),
                     otherNetworkText(*m_snapshot), Role::Wait};
    return Empty{
        QStringLiteral("offline"), tr("No peers"),
        tr("This node looks for others and goes on by itself as soon as one answers. Check "
           "the network connection, and that a firewall lets the program through."),
        Role::Wait};
}

void NetworkPage::refresh() {
    if (m_fresh) return;
    m_fresh = true;
    const std::optional<Empty> state = stateNow();
    if (state) m_state->setState(state->iconName, state->title, state->sentence, state->role);
    m_stack->setCurrentIndex(state ? 0 : 1);
    showNotice(!state);
    if (m_snapshot) showNetwork(*m_snapshot);
}

void NetworkPage::showNotice(bool pageIsShown) {
    if (!m_snapshot) return m_notice->clear();
    const Health health = healthOf(m_snapshot.get(), m_running);
    // Told above an empty page too: nothing else can be done before.
    if (m_snapshot->checkpointNeeded) return m_notice->say(Notice::Kind::Bad, health.sentence);
    // Stalled is told above an empty page too; offline is told once.
    if (stalledText(*m_snapshot) && !m_snapshot->peers.isEmpty()) {
        const QString names = silentNames(*m_snapshot);
        return m_notice->say(Notice::Kind::Wait,
                             names.isEmpty() ? health.sentence
                                             : tr("%1 Silent: %2").arg(health.sentence, names));
    }
    if (pageIsShown && health.level == Health::Level::Bad)
        return m_notice->say(Notice::Kind::Wait, health.sentence);
    if (m_snapshot->behind || m_snapshot->checkpointHeight > 0)
        return m_notice->say(Notice::Kind::Info, health.sentence);
    m_notice->clear();
}

void NetworkPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void NetworkPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) m_heading->setFont(titleFont());
    Page::changeEvent(event);
}

}  // namespace timecoin
