#include "ui/pages/network/network_page.h"

#include "ui/format/network_text.h"
#include "ui/models/health.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"

namespace timecoin {

NetworkPage::NetworkPage(NodeService* node, QWidget* parent) : FramedPage(parent), m_node(node) {}

void NetworkPage::begin() {
    nameFrame();
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
    note(m_snapshot.get(), running);
    showAgain();
}

void NetworkPage::showAgain() {
    m_fresh = false;
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
    const std::optional<Empty> empty = stateNow();
    if (empty) state().setState(empty->iconName, empty->title, empty->sentence, empty->role);
    showContent(!empty);
    showNotice();
    if (m_snapshot) showNetwork(*m_snapshot);
}

void NetworkPage::showNotice() {
    if (!m_snapshot) return notice().clear();
    const Health health = healthOf(m_snapshot.get(), m_running);
    // Told above an empty page too: nothing else can be done before.
    if (m_snapshot->checkpointNeeded) return notice().say(Notice::Kind::Bad, health.sentence);
    // Stalled is told above an empty page too; offline is told once.
    if (stalledText(*m_snapshot) && !m_snapshot->peers.isEmpty()) {
        const QString names = silentNames(*m_snapshot);
        return notice().say(Notice::Kind::Wait,
                            names.isEmpty() ? health.sentence
                                            : tr("%1 Silent: %2").arg(health.sentence, names));
    }
    if (isContentShown() && health.level == Health::Level::Bad)
        return notice().say(Notice::Kind::Wait, health.sentence);
    if (m_snapshot->behind || m_snapshot->checkpointHeight > 0)
        return notice().say(Notice::Kind::Info, health.sentence);
    notice().clear();
}

void NetworkPage::showEvent(QShowEvent* event) {
    FramedPage::showEvent(event);
    refresh();
}

}  // namespace timecoin
