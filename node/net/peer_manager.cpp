// Connections: accepting, dialling, who may stay. Messages are in gossip.cpp.
#include "node/net/peer_manager.h"

#include "node/net/dialer.h"
#include "node/net/peer.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QThread>

#include <algorithm>
#include <array>
#include <tuple>

namespace timecoin {

namespace {

/// Inbound sockets that shake hands at one time. Whoever opens sockets and says nothing displaces
/// their own kind, not the honest (R-PEER-8).
constexpr int kMaxPending = 32;
constexpr std::size_t kSeenMessages = 131'072;
constexpr std::size_t kAskedTransactions = 65'536;
constexpr int kResumeAcceptingMs = 100;

constexpr std::array<std::string_view, 11> kGoneReasons{
    "closed-by-peer", "network-error", "timeout",  "bad-channel", "bad-frame", "bad-handshake",
    "banned",         "send-overflow", "replaced", "dropped",     "stopping",
};
static_assert(kGoneReasons.size() == static_cast<std::size_t>(GoneReason::Stopping) + 1);

}  // namespace

std::string_view reasonName(GoneReason reason) {
    return kGoneReasons[static_cast<std::size_t>(reason)];
}

PeerManager::PeerManager(NetConfig config, SigningKey identity, const SigningKey* operatorKey,
                         QObject* parent)
    : QObject(parent),
      m_config(std::move(config)),
      m_identity(std::move(identity)),
      m_operatorKey(operatorKey),
      m_seen(kSeenMessages),
      m_asked(kAskedTransactions) {
    m_clock.start();
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &PeerManager::acceptPending);
    connect(&m_server, &QTcpServer::acceptError, this, &PeerManager::onAcceptError);
    m_resumeAccepting.setSingleShot(true);
    connect(&m_resumeAccepting, &QTimer::timeout, &m_server, &QTcpServer::resumeAccepting);
    m_stopTimer.setSingleShot(true);
    connect(&m_stopTimer, &QTimer::timeout, this, &PeerManager::finishStop);
    for (const QString& address : m_config.connect) addConnect(address);
}

PeerManager::~PeerManager() {
    Q_ASSERT(QThread::currentThread() == thread());
    // Before the members they refer to.
    for (const auto& [id, peer] : m_peers) delete peer;
}

std::optional<QString> PeerManager::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_config.listen) {
        const QHostAddress host(m_config.listenHost);
        if (host.isNull()) return QStringLiteral("not an IP address: %1").arg(m_config.listenHost);
        if (!m_server.listen(host, m_config.listenPort))
            return QStringLiteral("cannot listen on %1: %2")
                .arg(HostPort{m_config.listenHost, m_config.listenPort}.text(),
                     m_server.errorString());
    }
    m_started = true;
    dialWhatIsDue();
    return std::nullopt;
}

quint16 PeerManager::listenPort() const {
    return m_server.serverPort();
}

// ---- inbound --------------------------------------------------------------------------------

void PeerManager::acceptPending() {
    Q_ASSERT(QThread::currentThread() == thread());
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        const auto pending = std::count_if(m_peers.begin(), m_peers.end(), [](const auto& entry) {
            return entry.second->inbound() && entry.second->isPending();
        });
        if (pending >= kMaxPending) evictOnePending();
        adopt(socket, {});
    }
}

/// The oldest of the host that has most of them: one host in a hurry makes no room for itself.
bool PeerManager::evictOnePending() {
    std::map<QString, int> countOf;
    for (const auto& [id, peer] : m_peers)
        if (peer->inbound() && peer->isPending()) ++countOf[peer->host()];
    Peer* victim = nullptr;
    for (const auto& [id, peer] : m_peers) {
        if (!peer->inbound() || !peer->isPending()) continue;
        if (!victim || countOf[peer->host()] > countOf[victim->host()]) victim = peer;
    }
    if (victim) victim->close(GoneReason::Timeout);
    return victim != nullptr;
}

/// Usually: no file descriptors left. Qt has stopped accepting by itself.
void PeerManager::onAcceptError() {
    if (evictOnePending())
        QMetaObject::invokeMethod(&m_server, &QTcpServer::resumeAccepting, Qt::QueuedConnection);
    else
        m_resumeAccepting.start(kResumeAcceptingMs);
}

/// Places of those this node still wants to dial are not given away.
int PeerManager::inboundRoom() const {
    int ready = 0;
    int outbound = 0;
    for (const auto& [id, peer] : m_peers) {
        if (peer->isReady()) ++ready;
        if (peer->isReady() && !peer->inbound()) ++outbound;
    }
    const auto unconnected =
        std::count_if(m_dialers.begin(), m_dialers.end(),
                      [this](const auto& dialer) { return !isConnected(*dialer); });
    const int wanted = std::min(static_cast<int>(unconnected), m_config.maxOutbound - outbound);
    return m_config.maxPeers - ready - std::max(0, wanted);
}

bool PeerManager::isConnected(const Dialer& dialer) const {
    return dialer.leadsTo() && readyPeer(*dialer.leadsTo());
}

// ---- outbound -------------------------------------------------------------------------------

void PeerManager::addConnect(const QString& address) {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto target = HostPort::parse(address);
    if (!target || m_stopping || dialerOf(target->text())) return;
    m_dialers.push_back(std::make_unique<Dialer>(
        *target, m_identity.publicKey(), m_config.timing, [this](Dialer&) { dialWhatIsDue(); },
        nullptr));
    m_dialers.back()->dueNow();
}

void PeerManager::dropConnect(const QString& address) {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto target = HostPort::parse(address);
    if (!target) return;
    const QString name = target->text();
    std::erase_if(m_dialers, [&name](const auto& dialer) { return dialer->address() == name; });
    for (const auto& [id, peer] : m_peers)
        if (peer->dialledAs == name) peer->close(GoneReason::Dropped, true);
}

Dialer* PeerManager::dialerOf(const QString& address) const {
    for (const auto& dialer : m_dialers)
        if (dialer->address() == address) return dialer.get();
    return nullptr;
}

void PeerManager::dialWhatIsDue() {
    if (!m_started || m_stopping) return;
    int outbound = 0;
    int open = 0;
    for (const auto& [id, peer] : m_peers) {
        if (!peer->isReady() && !peer->isPending()) continue;
        if (!peer->inbound()) ++outbound;
        if (!peer->inbound() || peer->isReady()) ++open;
    }
    for (const auto& dialer : m_dialers) {
        if (outbound >= m_config.maxOutbound || open >= m_config.maxPeers) return;
        if (!dialer->isDue() || isConnected(*dialer)) continue;
        dial(*dialer);
        ++outbound;
        ++open;
    }
}

void PeerManager::dial(Dialer& dialer) {
    dialer.dialled();
    auto* socket = new QTcpSocket;
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->connectToHost(dialer.target().host, dialer.target().port);
    adopt(socket, dialer.address());
}

// ---- one connection ---------------------------------------------------------------------------

void PeerManager::adopt(QTcpSocket* socket, const QString& dialledAs) {
    const PeerId id{++m_lastId};
    auto* peer =
        new Peer(id, socket, dialledAs.isEmpty(), m_config.timing, m_budget, hooks(), this);
    peer->dialledAs = dialledAs;
    peer->setPaused(m_paused);
    m_peers.emplace(id, peer);
    const bool banned = !peer->host().isEmpty() && isBanned("ip:" + peer->host().toStdString());
    if (banned || m_stopping) peer->close(GoneReason::Banned);
}

PeerHooks PeerManager::hooks() {
    PeerHooks out;
    out.introduce = [this] { return introduction(); };
    out.decide = [this](Peer& peer) { return decide(peer); };
    out.ready = [this](Peer& peer) { onReady(peer); };
    out.message = [this](Peer& peer, ByteView bytes) { onMessage(peer, bytes); };
    out.closed = [this](Peer& peer) { onClosed(peer); };
    out.finished = [this](Peer& peer) { onFinished(peer); };
    return out;
}

wire::HandshakeConfig PeerManager::introduction() const {
    wire::HandshakeConfig out;
    out.genesis = m_config.genesis;
    out.identity = &m_identity;
    out.operatorKey = m_operatorKey;
    out.listenPort = listenPort();
    out.height = m_bestHeight;
    return out;
}

/// Of two connections between the same identities both ends keep the same one: that opened by the
/// lower identity. Opened by the same: the responder keeps the newer (whoever dials anew has lost
/// the older), and the initiator does not go on when it has one already.
bool PeerManager::wins(const Peer& newer, const Peer& existing) const {
    if (newer.inbound() == existing.inbound()) return newer.inbound();
    const bool selfIsLower = m_identity.publicKey() < newer.identity().identity;
    return selfIsLower != newer.inbound();
}

wire::Refusal PeerManager::decide(const Peer& peer) const {
    const PublicKey& identity = peer.identity().identity;
    if (m_stopping) return wire::Refusal::Stopping;
    if (isBanned("id:" + toHex(identity))) return wire::Refusal::Banned;
    // Two addresses of one node, dialled at one moment: the responder would keep the second, this
    // end the first.
    for (const auto& [id, other] : m_peers) {
        if (other == &peer || peer.inbound() || other->inbound() || !other->isPending()) continue;
        if (other->identity().identity == identity) return wire::Refusal::Duplicate;
    }
    if (const Peer* existing = readyPeer(identity))
        return wins(peer, *existing) ? wire::Refusal::None : wire::Refusal::Duplicate;
    if (peer.inbound() && inboundRoom() <= 0) return wire::Refusal::Full;
    return wire::Refusal::None;
}

void PeerManager::onReady(Peer& peer) {
    if (m_stopping) return peer.close(GoneReason::Stopping);
    const PublicKey& identity = peer.identity().identity;
    if (Dialer* dialer = dialerOf(peer.dialledAs)) {
        dialer->succeeded();
        dialer->setLeadsTo(identity);
    }
    // It became ready itself a moment ago, so look for another.
    for (const auto& [id, existing] : m_peers) {
        if (existing == &peer || !existing->isReady()) continue;
        if (existing->identity().identity != identity) continue;
        if (!wins(peer, *existing)) return peer.close(GoneReason::Replaced, true);
        existing->close(GoneReason::Replaced, true);
        tellGone(*existing);
        break;
    }
    peer.announced = true;
    if (m_handlers.peerReady) m_handlers.peerReady(peer.info());
}

void PeerManager::tellGone(Peer& peer) {
    if (!std::exchange(peer.announced, false) || m_stopping) return;
    if (m_handlers.peerGone) m_handlers.peerGone(peer.id(), peer.goneReason());
}

void PeerManager::onClosed(Peer& peer) {
    using wire::HandshakeFailure;
    tellGone(peer);
    const auto& error = peer.handshakeError();
    if (error && error->failure != HandshakeFailure::Refused)
        blame(peer, MisbehaviourReason::BadHandshake);
    if (error && error->refusal == wire::Refusal::WrongGenesis && m_handlers.otherNetwork &&
        !m_stopping) {
        // Of one that called, the host alone: its port means nothing to anybody.
        const auto from = HostPort::parse(peer.address());
        const bool called = peer.dialledAs.isEmpty() && from;
        m_handlers.otherNetwork(called ? from->host : peer.dialledAs);
    }
    if (peer.goneReason() == GoneReason::BadFrame) blame(peer, MisbehaviourReason::BadFrame);

    if (Dialer* dialer = dialerOf(peer.dialledAs)) {
        const bool toSelf = error && error->refusal == wire::Refusal::SelfConnection;
        if (error && error->refusal == wire::Refusal::Duplicate)
            dialer->setLeadsTo(peer.identity().identity);
        if (toSelf)
            dialer->retire();
        else
            dialer->closed();
    }
    // A place is free, or an identity is no longer connected some other way.
    dialWhatIsDue();
}

void PeerManager::onFinished(Peer& peer) {
    m_peers.erase(peer.id());
    peer.deleteLater();
    if (m_stopping && m_peers.empty()) finishStop();
}

// ---- the end ----------------------------------------------------------------------------------

void PeerManager::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_stopping) return;
    m_stopping = true;
    m_server.close();
    m_resumeAccepting.stop();
    m_dialers.clear();
    for (const auto& [id, peer] : m_peers) {
        if (peer->isReady())
            peer->finishAndClose(GoneReason::Stopping);
        else
            peer->close(GoneReason::Stopping);
    }
    m_stopTimer.start(m_peers.empty() ? 0 : m_config.timing.stopMs);
}

void PeerManager::finishStop() {
    if (std::exchange(m_stopped, true)) return;
    m_stopTimer.stop();
    if (m_handlers.stopped) m_handlers.stopped();
}

}  // namespace timecoin
