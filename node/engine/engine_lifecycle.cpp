// Start and end of the engine: what is opened, in which order, and closed in the opposite one.
#include "node/engine/engine.h"

#include "node/engine/fault_proof_file.h"
#include "node/engine/log.h"
#include "node/storage/sqlite/chain_store.h"
#include "node/storage/sqlite/safety_log.h"

#include <QDir>
#include <QThread>

namespace timecoin {
namespace {

constexpr int kCloseMs = 2'000;  ///< for the peers to take what is still written to them

EngineFailure failureOf(const DirectoryFailure& failure) {
    switch (failure.code) {
    case DirectoryError::AlreadyRunning: return {EngineFault::AlreadyRunning, failure.detail};
    case DirectoryError::OperatorKeyInUse: return {EngineFault::OperatorKeyInUse, failure.detail};
    case DirectoryError::CannotCreate:
    case DirectoryError::CannotLock:
    case DirectoryError::BadIdentity: break;
    }
    return {EngineFault::DirectoryUnusable, failure.detail};
}

EngineFailure failureOf(const StorageError& error) {
    const QString detail = QString::fromStdString(error.detail);
    switch (error.code) {
    case StorageCode::NewerVersion: return {EngineFault::NewerDatabase, detail};
    case StorageCode::WrongNetwork: return {EngineFault::WrongNetwork, detail};
    case StorageCode::Locked: return {EngineFault::AlreadyRunning, detail};
    case StorageCode::WrongCheckpoint: return {EngineFault::WrongCheckpoint, detail};
    case StorageCode::Io:
    case StorageCode::Full:
    case StorageCode::Corrupt:
    case StorageCode::CannotOpen: break;
    }
    return {EngineFault::Storage, detail};
}

/// What can be made anew from the blocks is told from what cannot.
EngineFailure chainFailureOf(const StorageError& error) {
    if (error.code != StorageCode::Corrupt) return failureOf(error);
    return {EngineFault::DatabaseDamaged, QString::fromStdString(error.detail)};
}

}  // namespace

void Engine::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (auto failure = open()) {
        fail(*failure);
        return;
    }
    qCInfo(logEngine).noquote() << m_config.name << "started port" << m_peers->listenPort()
                                << "height" << m_core->tip().header.height;
    m_snapshotTimer.start();
    m_poolTimer.start();
    m_changed = true;
    publish();  // first: whoever hears "started" may look at once
    m_handlers.started(m_peers->listenPort());
    scheduleTurn();
    startUpkeep();
}

std::optional<EngineFailure> Engine::open() {
    if (!startCrypto()) return EngineFailure{EngineFault::Crypto, {}};
    const PublicKey* key = m_config.operatorKey ? &m_config.operatorKey->publicKey() : nullptr;
    auto directory = DataDirectory::open(m_config.dataDirectory, key);
    if (!directory.ok()) return failureOf(directory.error());
    m_directory = std::move(directory).value();
    if (const auto proof = keptFaultProof(m_config.dataDirectory))
        return EngineFailure{EngineFault::MasternodesFaulty, *proof};
    if (key != nullptr && !m_config.statementLog.isEmpty()) {
        m_statements = std::make_unique<StatementLog>(*key, m_config.network.genesisHash);
        if (!m_statements->open(m_config.statementLog))
            return EngineFailure{EngineFault::StatementLog, m_config.statementLog};
    }
    if (auto failure = openStores(*m_directory)) return failure;

    const int threads =
        m_config.verifyThreads > 0 ? m_config.verifyThreads : VerifyPool::defaultThreads();
    m_pool = std::make_unique<VerifyPool>(threads, [this] {
        QMetaObject::invokeMethod(this, &Engine::scheduleTurn, Qt::QueuedConnection);
    });

    CoreConfig core;
    core.network = m_config.network;
    core.operatorKey = m_config.operatorKey.get();
    core.scheme = &ed25519();
    core.checkpoints = m_config.checkpoints;
    core.foreignKeys = m_config.foreignKeys;
    randomBytes({reinterpret_cast<std::uint8_t*>(&core.nonceSeed), sizeof core.nonceSeed});
    m_core = std::make_unique<NodeCore>(std::move(core), *m_chain, *m_safety);
    if (auto status = m_core->start(clocks()); !status.ok()) return failureOf(status.error());
    m_poolFile.emplace(m_directory->poolPath(), m_config.network.genesisHash);
    m_restored = m_poolFile->load();
    if (!m_restored.empty())
        qCInfo(logEngine).noquote() << m_config.name << "pool file holds" << m_restored.size();
    m_watch.setTipTimestamp(m_core->tip().header.timestampMs);
    return openPeers(m_directory->takeIdentity());
}

std::optional<EngineFailure> Engine::openStores(const DataDirectory& directory) {
    auto chain = SqliteChainStore::open(
        QDir::toNativeSeparators(directory.chainPath()).toStdString(), chainOptions(m_config));
    if (!chain.ok()) return chainFailureOf(chain.error());
    m_chain = std::move(chain).value();
    m_chain->setPruneDepth(m_config.pruneDepth);
    // Here, so that damage of the chain is told from damage of the signer's log.
    if (auto status = m_chain->openGenesis(m_config.network); !status)
        return chainFailureOf(status.error());
    auto safety =
        SqliteSafetyLog::open(QDir::toNativeSeparators(directory.safetyPath()).toStdString());
    if (!safety.ok()) return failureOf(safety.error());
    m_safety = std::move(safety).value();
    return std::nullopt;
}

std::optional<EngineFailure> Engine::openPeers(SigningKey identity) {
    NetConfig net;
    net.genesis = m_config.network.genesisHash;
    net.listenHost = m_config.listenHost;
    net.listenPort = m_config.listenPort;
    net.listen = m_config.listen;
    net.connect = m_config.connect;
    net.maxOutbound = m_config.maxOutbound;
    net.maxPeers = m_config.maxPeers;
    m_peers = std::make_unique<PeerManager>(std::move(net), std::move(identity),
                                            m_config.operatorKey.get());
    m_peers->setBestHeight(m_core->tip().header.height);
    m_peers->setHandlers(
        {[this](const PeerInfo& peer) { onPeerReady(peer); },
         [this](PeerId peer, GoneReason reason) { onPeerGone(peer, reason); },
         [this](PeerId from, wire::Message message) { onMessage(from, std::move(message)); },
         [this](const QString& address) { onOtherNetwork(address); },
         // Not from within the manager: closing destroys it.
         [this] { QMetaObject::invokeMethod(this, &Engine::closeAll, Qt::QueuedConnection); }});
    m_running = true;
    if (auto error = m_peers->start()) {
        m_running = false;
        return EngineFailure{EngineFault::CannotListen, *error};
    }
    return std::nullopt;
}

void Engine::fail(const EngineFailure& failure) {
    qCCritical(logEngine).noquote()
        << m_config.name << "fatal"
        << QString::fromUtf8(codeName(failure.code).data(),
                             static_cast<qsizetype>(codeName(failure.code).size()))
        << failure.detail;
    m_handlers.failed(failure);
    stop();
}

void Engine::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_stopping) return;
    m_stopping = true;
    if (m_running) {
        // What the core still owes to its peers leaves with this turn.
        finish(clocks());
    }
    m_running = false;
    m_dueTimer.stop();
    m_snapshotTimer.stop();
    m_idleTimer.stop();
    m_poolTimer.stop();
    if (m_peers) savePool();
    if (!m_peers) {
        closeAll();
        return;
    }
    m_handlers.stopping(QStringLiteral("peers"));
    m_closeTimer.start(kCloseMs);
    m_peers->stop();
}

void Engine::closeAll() {
    if (!m_stopping) return;
    m_closeTimer.stop();
    m_peers.reset();
    m_handlers.stopping(QStringLiteral("checks"));
    m_pool.reset();
    while (!m_waiting.empty())
        answer({SubmitVerdict::Kind::Unanswered, m_waiting.begin()->first, {}});
    for (const Submit& submit : std::exchange(m_submits, {}))
        submit.answer({SubmitVerdict::Kind::Unanswered, submit.transaction.id(), {}});
    m_handlers.stopping(QStringLiteral("stores"));
    m_core.reset();
    m_safety.reset();
    m_recount.reset();
    m_chain.reset();
    m_statements.reset();
    m_directory.reset();
    if (auto told = std::exchange(m_handlers.stopped, {})) {
        qCInfo(logEngine).noquote() << m_config.name << "stopped";
        told();
    }
}

}  // namespace timecoin
