#include "node/api/node_host.h"

#include "node/api/node_values.h"
#include "node/engine/engine.h"

#include <QThread>

namespace timecoin {
namespace {

/// Those that are locks at all.
template <class Locks>
std::vector<Lock> locksOf(const Locks& encodedLocks) {
    std::vector<Lock> out;
    out.reserve(static_cast<std::size_t>(encodedLocks.size()));
    for (const Bytes& bytes : encodedLocks)
        if (const auto lock = decoded<Lock>(bytes)) out.push_back(*lock);
    return out;
}

}  // namespace

/// Runs the engine: it is created, used and destroyed in here.
class NodeService::Host::Thread final : public QThread {
public:
    Thread(EngineConfig config, EngineHandlers handlers, std::vector<Lock> watched,
           std::function<void(Engine*)> born)
        : m_config(std::move(config)),
          m_handlers(std::move(handlers)),
          m_watched(std::move(watched)),
          m_born(std::move(born)) {}

private:
    void run() override {
        Engine engine(m_config, m_handlers);
        engine.watch(m_watched);  // before its first event
        m_born(&engine);
        engine.start();
        exec();
    }
    EngineConfig m_config;
    EngineHandlers m_handlers;
    std::vector<Lock> m_watched;
    std::function<void(Engine*)> m_born;
};

NodeService::Host::Host(NodeService& service, const EngineConfig& config)
    : m_service(service),
      m_config(std::make_unique<const EngineConfig>(config)) {
    m_deadline.setSingleShot(true);
    QObject::connect(&m_deadline, &QTimer::timeout, &service, [this] { giveUp(); });
}

NodeService::Host::~Host() {
    destroy();
}

void NodeService::Host::tell(std::function<void(Host&)> task) {
    QMetaObject::invokeMethod(
        &m_service, [this, task = std::move(task)] { task(*this); }, Qt::QueuedConnection);
}

void NodeService::Host::post(std::function<void(Engine&)> task) {
    if (m_engine == nullptr) {
        m_early.push_back(std::move(task));
        return;
    }
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine, task = std::move(task)] { task(*engine); },
        Qt::QueuedConnection);
}

void NodeService::Host::answerOpenRequests() {
    for (const auto& [id, answerStopped] : std::exchange(m_open, {})) answerStopped();
}

EngineHandlers NodeService::Host::handlers() {
    EngineHandlers out;
    out.started = [this](quint16 port) {
        tell([port](Host& host) {
            host.m_port = port;
            emit host.m_service.started(port);
        });
    };
    out.failed = [this](const EngineFailure& failure) {
        tell([failure](Host& host) {
            emit host.m_service.fatal(text(codeName(failure.code)), failure.detail);
        });
    };
    out.happened = [this](EngineEvents events) {
        auto shared = std::make_shared<const EngineEvents>(std::move(events));
        tell([shared](Host& host) { host.onEvents(*shared); });
    };
    out.published = [this](const EngineSnapshot& picture) {
        // Made here, in the node thread: the window only takes the pointer.
        tell([snapshot = pictureOf(picture)](Host& host) {
            host.m_snapshot = snapshot;
            emit host.m_service.snapshotChanged(snapshot);
            if (host.m_engine != nullptr) host.post([](Engine& engine) { engine.snapshotTaken(); });
        });
    };
    out.stopping = [this](const QString& phase) {
        tell([phase](Host& host) { emit host.m_service.stopProgress(phase); });
    };
    m_quitWhenStopped = std::make_shared<bool>(false);
    out.stopped = [this, quit = m_quitWhenStopped] {
        if (*quit) QThread::currentThread()->quit();
        tell([](Host& host) { host.onEngineStopped(); });
    };
    return out;
}

void NodeService::Host::start() {
    if (m_thread != nullptr) return;
    m_stopping = false;
    m_toldFinal.clear();
    m_thread = new Thread(*m_config, handlers(), locksOf(m_watched), [this](Engine* engine) {
        tell([engine](Host& host) { host.onBorn(engine); });
    });
    m_thread->setObjectName(m_config->name);
    QObject::connect(
        m_thread, &QThread::finished, &m_service, [this] { onFinished(); }, Qt::QueuedConnection);
    m_thread->start();
}

void NodeService::Host::onBorn(Engine* engine) {
    m_engine = engine;
    for (auto& task : std::exchange(m_early, {})) post(std::move(task));
}

void NodeService::Host::stop() {
    if (m_thread == nullptr || m_stopping) return;
    m_stopping = true;
    m_deadline.start(kStopMs);
    post([](Engine& engine) { engine.stop(); });
}

void NodeService::Host::onEngineStopped() {
    // Nothing may be posted to it from here on; it is destroyed when its loop ends.
    m_stopping = true;
    m_engine = nullptr;
    m_early.clear();
    answerOpenRequests();
    if (m_thread != nullptr) m_thread->quit();
}

void NodeService::Host::onFinished() {
    if (m_thread == nullptr) return;
    m_deadline.stop();
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    m_port = 0;
    m_snapshot.reset();
    m_early.clear();
    answerOpenRequests();
    emit m_service.stopped(true);
}

void NodeService::Host::giveUp() {
    emit m_service.stopped(false);
}

void NodeService::Host::destroy() {
    if (m_thread == nullptr) return;
    if (m_engine == nullptr) {
        m_thread->quit();  // remembered, should its loop not have begun yet
    } else {
        // What it tells can no longer reach this object, so it ends its loop itself.
        post([quit = m_quitWhenStopped](Engine& engine) {
            *quit = true;
            engine.stop();
            if (engine.isStopped()) QThread::currentThread()->quit();
        });
    }
    if (m_thread->wait(kStopMs)) {
        delete m_thread;
    } else {
        qCritical("the node thread did not end in time");
    }
    m_thread = nullptr;
}

/// What is committed is final too, masternode transactions among it, whether or not its acknowledgements were seen before.
void NodeService::Host::onBlock(const BlockCommitted& event) {
    for (const Transaction& transaction : event.block->block.transactions) {
        if (transaction.kind == TransactionKind::Reward) continue;
        const Hash id = transaction.id();
        if (m_toldFinal.erase(id) == 0) emit m_service.transferFinal(id, event.height);
    }
    emit m_service.blockCommitted(blockInfoOf(event));
}

void NodeService::Host::onEvents(const EngineEvents& told) {
    struct Teller {
        Host& host;
        NodeService& service;
        std::uint64_t wallMs;
        void operator()(const CoreEvent& event) const { std::visit(*this, event); }
        void operator()(const BlockCommitted& event) const { host.onBlock(event); }
        void operator()(const TransferSeen& event) const { emit service.transferSeen(event.id); }
        void operator()(const TransferCertified& event) const {
            emit service.transferCertified(event.id, event.height);
        }
        void operator()(const TransferFinal& event) const {
            host.m_toldFinal.insert(event.id);
            emit service.transferFinal(event.id, event.height);
        }
        void operator()(const TransferRejected& event) const {
            emit service.transferRejected(event.id, text(codeName(event.reason)));
        }
        void operator()(const PhaseSeen& event) const {
            emit service.phaseSeen(phaseInfoOf(event, wallMs));
        }
        void operator()(const VotesCounted&) const {}  // those of watched payments are told below
        void operator()(const ViewEntered& event) const {
            emit service.viewEntered(event.height, event.view);
        }
        void operator()(const SigningAllowed& event) const {
            emit service.signingAllowed(event.sequence);
        }
        void operator()(const AlertRaised& event) const {
            emit service.alert(text(codeName(event.code)), QString::fromStdString(event.detail));
        }
        void operator()(const WatchedSeen& event) const {
            emit service.watchedTransfer(transferOf(event));
        }
        void operator()(const WatchedVotes& event) const {
            emit service.votesCounted(votesOf(event));
        }
        void operator()(const WatchedCommitted& event) const {
            emit service.watchedBlock(watchedBlockOf(event));
        }
    };
    for (const EngineEvent& event : told.events)
        std::visit(Teller{*this, m_service, told.wallMs}, event);
}

void NodeService::Host::watch(const QVector<Bytes>& locks) {
    QVector<Bytes> added;
    for (const Bytes& lock : locks) {
        if (m_watched.size() >= kMaxWatched) break;
        if (m_watched.insert(lock).second) added.append(lock);
    }
    if (added.isEmpty() || !running()) return;
    post([locks = locksOf(added)](Engine& engine) { engine.watch(locks); });
}

}  // namespace timecoin
