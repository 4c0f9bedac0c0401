#include "app/sandbox/sandbox.h"

#include "node/engine/engine_types.h"

#include <utility>

namespace timecoin {
namespace {

/// Five nodes share one machine, and the sandbox's coins are few.
constexpr std::uint32_t kMasternodeCacheMiB = 16;

}  // namespace

Sandbox::Sandbox(SandboxNetwork network, const QString& folder, const QString& statementLogs,
                 const NodeLimits& limits, QObject* parent)
    : QObject(parent),
      m_network(std::move(network)) {
    const int count = static_cast<int>(m_network.operators.size());
    for (int number = 0; number <= count; ++number) addNode(number, folder, statementLogs, limits);
    m_faucet = std::make_unique<Faucet>(user(), this->network(), m_network.faucet);
}

Sandbox::~Sandbox() = default;

void Sandbox::addNode(int number, const QString& folder, const QString& statementLogs,
                      const NodeLimits& limits) {
    EngineConfig config;
    config.name = QStringLiteral("node%1").arg(number);
    config.network = network();
    config.dataDirectory = folder + QLatin1Char('/') + config.name;
    config.verifyThreads = number == kUser ? 0 : 1;
    config.cacheMiB = number == kUser ? limits.cacheMiB : kMasternodeCacheMiB;
    config.pruneDepth = limits.pruneDepth;
    if (number != kUser) {
        // The keys live as long as the sandbox, which outlives its nodes.
        config.operatorKey = std::shared_ptr<const SigningKey>(
            std::shared_ptr<void>(), &m_network.operators[static_cast<std::size_t>(number - 1)]);
        if (!statementLogs.isEmpty())
            config.statementLog =
                statementLogs + QLatin1Char('/') + config.name + QStringLiteral(".statements");
    }
    m_nodes.push_back({std::make_unique<NodeService>(config), {}});
    NodeService& service = *m_nodes.back().service;
    connect(&service, &NodeService::started, this,
            [this, number](quint16 port) { onStarted(number, port); });
    connect(&service, &NodeService::stopped, this,
            [this, number](bool clean) { onStopped(number, clean); });
    connect(&service, &NodeService::fatal, this,
            [this, number](const QString& code, const QString& detail) {
                emit fatal(number, code, detail);
            });
    connect(&service, &NodeService::snapshotChanged, this, [this] {
        if (!m_told && isReady()) {
            m_told = true;
            emit ready();
        }
    });
}

void Sandbox::start() {
    for (Node& node : m_nodes) node.service->start();
}

/// The ports are any free ones: whoever starts is told to those before it and tells those after it.
void Sandbox::onStarted(int number, quint16 port) {
    Node& started = m_nodes[static_cast<std::size_t>(number)];
    started.address = QStringLiteral("127.0.0.1:%1").arg(port);
    for (int other = 0; other < static_cast<int>(m_nodes.size()); ++other) {
        Node& peer = m_nodes[static_cast<std::size_t>(other)];
        if (other == number || peer.address.isEmpty()) continue;
        if (other < number)
            peer.service->addConnect(started.address);
        else
            started.service->addConnect(peer.address);
    }
}

void Sandbox::onStopped(int number, bool clean) {
    m_clean = m_clean && clean;
    Node& gone = m_nodes[static_cast<std::size_t>(number)];
    for (int other = 0; other < number && !gone.address.isEmpty(); ++other)
        m_nodes[static_cast<std::size_t>(other)].service->dropConnect(gone.address);
    gone.address.clear();
    if (!m_stopping) return;
    for (const Node& node : m_nodes)
        if (node.service->isRunning() && clean) return;
    m_stopping = false;
    emit stopped(m_clean);
}

void Sandbox::stop() {
    if (m_stopping) return;
    m_stopping = true;
    bool any = false;
    for (Node& node : m_nodes) {
        any = any || node.service->isRunning();
        node.service->stop();
    }
    if (any) return;
    m_stopping = false;
    emit stopped(m_clean);
}

void Sandbox::startMasternode(int number) {
    if (number >= 1 && number <= masternodes()) node(number).start();
}

void Sandbox::stopMasternode(int number) {
    if (number >= 1 && number <= masternodes()) node(number).stop();
}

QString Sandbox::notReady(int number) const {
    const Node& node = m_nodes[static_cast<std::size_t>(number)];
    const QString name =
        number == kUser ? QStringLiteral("your node") : QStringLiteral("masternode %1").arg(number);
    const NodeSnapshotPtr snapshot = node.service->snapshot();
    if (node.address.isEmpty() || !snapshot) return name + QStringLiteral(" has not started");
    if (snapshot->peers.size() < masternodes())
        return name +
               QStringLiteral(" has %1 of %2 peers").arg(snapshot->peers.size()).arg(masternodes());
    if (number != kUser && !snapshot->signingAllowed)
        return name + QStringLiteral(" has not been told its own newest signature by the others");
    return {};
}

QStringList Sandbox::notReady() const {
    QStringList out;
    for (int number = 0; number < static_cast<int>(m_nodes.size()); ++number)
        if (const QString why = notReady(number); !why.isEmpty()) out.append(why);
    return out;
}

bool Sandbox::isReady() const {
    return notReady().isEmpty();
}

}  // namespace timecoin
