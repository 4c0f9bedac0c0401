#include "node/api/node_service.h"

#include "node/engine/engine.h"

#include <QPromise>
#include <QThread>
#include <QTimer>

#include <deque>
#include <map>
#include <set>
#include <utility>

namespace timecoin {
namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString kindText(StatementKind kind) {
    switch (kind) {
    case StatementKind::Ready: return QStringLiteral("READY");
    case StatementKind::ViewChange: return QStringLiteral("VIEW-CHANGE");
    case StatementKind::PrePrepare: return QStringLiteral("PRE-PREPARE");
    case StatementKind::Prepare: return QStringLiteral("PREPARE");
    case StatementKind::Commit: return QStringLiteral("COMMIT");
    case StatementKind::TxVote: return QStringLiteral("TX-VOTE");
    case StatementKind::TxAck: return QStringLiteral("TX-ACK");
    }
    return {};
}

NodeSnapshotPtr pictureOf(const EngineSnapshot& from) {
    auto out = std::make_shared<NodeSnapshot>();
    const CoreStatus& core = from.core;
    out->height = core.height;
    out->tip = core.tip;
    out->tipTimestampMs = core.tipTimestampMs;
    out->epoch = core.epoch;
    out->view = core.view;
    out->quorum = core.quorum;
    out->masternode = core.masternode;
    out->signingAllowed = core.signingAllowed;
    out->behind = core.behind;
    out->bestClaimedHeight = core.bestClaimedHeight;
    out->stalled = core.stalled;
    out->poolCount = core.poolCount;
    out->poolBytes = core.poolBytes;
    for (const MemberStatus& member : core.members)
        out->members.append({member.member.operatorKey,
                             QString::fromStdString(member.member.service), member.lastHeardWallMs,
                             member.silent, member.demoted, member.self});
    for (const PendingStatus& pending : core.pending) {
        const quint64 ageMs =
            from.monotonicMs > pending.arrivedMs ? from.monotonicMs - pending.arrivedMs : 0;
        PendingInfo info;
        info.txid = pending.id;
        info.votes = pending.votes;
        info.acks = pending.acks;
        info.certified = pending.certified;
        info.final = pending.final;
        info.size = pending.size;
        info.feeSatoshi = pending.feeSatoshi;
        info.ageMs = ageMs;
        out->pending.append(info);
    }
    for (const PeerInfo& peer : from.peers)
        out->peers.append({peer.id.value, peer.inbound, peer.address, peer.identity,
                           peer.operatorKey, peer.height, peer.latencyMs, peer.bytesIn,
                           peer.bytesOut, peer.score});
    out->listenPort = from.listenPort;
    out->wallMs = from.wallMs;
    out->turns = from.turns;
    out->longestTurnMs = from.longestTurnMs;
    out->inbox = from.inbox;
    out->verifying = from.verifying;
    return out;
}

BlockInfo blockInfoOf(const BlockCommitted& event) {
    const Block& block = event.block->block;
    BlockInfo out;
    out.height = event.height;
    out.hash = event.hash;
    out.view = event.view;
    out.epoch = event.block->certificate.epoch;
    out.timestampMs = block.header.timestampMs;
    out.proposer = block.header.proposer;
    for (const Transaction& transaction : block.transactions) out.txids.append(transaction.id());
    return out;
}

SubmitOutcome outcomeOf(const SubmitVerdict& verdict) {
    switch (verdict.kind) {
    case SubmitVerdict::Kind::Seen: return {true, verdict.id, {}};
    case SubmitVerdict::Kind::Refused: return {false, verdict.id, text(codeName(verdict.reason))};
    case SubmitVerdict::Kind::Malformed: return {false, {}, QStringLiteral("malformed")};
    case SubmitVerdict::Kind::Unanswered: break;
    }
    return {false, verdict.id, QStringLiteral("unanswered")};
}

template <class T>
QFuture<T> readyFuture(T value) {
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

template <class T>
void resolve(QPromise<T>& promise, T value) {
    promise.addResult(std::move(value));
    promise.finish();
}

}  // namespace

/// Everything that stands on both sides. Members are touched in the service's thread only.
class NodeService::Host {
public:
    /// Runs the engine: it is created, used and destroyed in here.
    class Thread final : public QThread {
    public:
        Thread(EngineConfig config, EngineHandlers handlers, std::function<void(Engine*)> born)
            : m_config(std::move(config)),
              m_handlers(std::move(handlers)),
              m_born(std::move(born)) {}

    private:
        void run() override {
            Engine engine(m_config, m_handlers);
            m_born(&engine);
            engine.start();
            exec();
        }
        EngineConfig m_config;
        EngineHandlers m_handlers;
        std::function<void(Engine*)> m_born;
    };

    Host(NodeService& service, const EngineConfig& config) : m_service(service), m_config(config) {
        m_deadline.setSingleShot(true);
        QObject::connect(&m_deadline, &QTimer::timeout, &service, [this] { giveUp(); });
    }
    ~Host() { destroy(); }

    void start();
    void stop();
    bool running() const { return m_thread != nullptr; }

    /// Runs `task` in the node thread, as soon as there is an engine.
    void post(std::function<void(Engine&)> task);
    /// Runs `task` in the service's thread; safe from any thread.
    void tell(std::function<void(Host&)> task);
    /// Runs `task` in the node thread; what it answers, once, becomes the future's result. When the
    /// node stops before it does, `whenStopped` does. Promises are kept in the service's thread.
    template <class T>
    QFuture<T> request(T whenStopped,
                       std::function<void(Engine&, const std::function<void(T)>& answer)> task);

    quint16 m_port = 0;
    NodeSnapshotPtr m_snapshot;

private:
    EngineHandlers handlers();
    void onBorn(Engine* engine);
    void onEngineStopped();
    void onFinished();
    void answerOpenRequests();
    void onEvents(const std::vector<CoreEvent>& events);
    void onBlock(const BlockCommitted& event);
    void giveUp();
    void destroy();

    NodeService& m_service;
    EngineConfig m_config;
    Thread* m_thread = nullptr;
    Engine* m_engine = nullptr;
    std::shared_ptr<bool> m_quitWhenStopped;  // touched in the node thread only
    bool m_stopping = false;
    QTimer m_deadline;
    std::deque<std::function<void(Engine&)>> m_early;
    std::map<quint64, std::function<void()>> m_open;  // requests: how to answer when stopped
    quint64 m_lastRequest = 0;
    std::set<Hash> m_toldFinal;  // in no block yet: at most a window's
};

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

template <class T>
QFuture<T> NodeService::Host::request(
    T whenStopped, std::function<void(Engine&, const std::function<void(T)>& answer)> task) {
    if (!running()) return readyFuture(std::move(whenStopped));
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    const quint64 id = ++m_lastRequest;
    m_open.emplace(id, [promise, whenStopped] { resolve(*promise, whenStopped); });
    const auto answer = [this, id, promise](T value) {
        tell([id, promise, value = std::move(value)](Host& host) {
            if (host.m_open.erase(id) > 0) resolve(*promise, value);
        });
    };
    post([task = std::move(task), answer](Engine& engine) { task(engine, answer); });
    return promise->future();
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
    out.happened = [this](std::vector<CoreEvent> events) {
        auto shared = std::make_shared<const std::vector<CoreEvent>>(std::move(events));
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
    m_thread = new Thread(m_config, handlers(), [this](Engine* engine) {
        tell([engine](Host& host) { host.onBorn(engine); });
    });
    m_thread->setObjectName(m_config.name);
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

/// A committed payment is final too, whether or not its acknowledgements were seen before.
void NodeService::Host::onBlock(const BlockCommitted& event) {
    for (const Transaction& transaction : event.block->block.transactions) {
        if (transaction.kind != TransactionKind::Transfer) continue;
        const Hash id = transaction.id();
        if (m_toldFinal.erase(id) == 0) emit m_service.transferFinal(id, event.height);
    }
    emit m_service.blockCommitted(blockInfoOf(event));
}

void NodeService::Host::onEvents(const std::vector<CoreEvent>& events) {
    struct Teller {
        Host& host;
        NodeService& service;
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
            PhaseInfo phase;
            phase.kind = kindText(event.kind);
            phase.height = event.height;
            phase.view = event.view;
            phase.member = event.member;
            emit service.phaseSeen(phase);
        }
        void operator()(const ViewEntered& event) const {
            emit service.viewEntered(event.height, event.view);
        }
        void operator()(const SigningAllowed& event) const {
            emit service.signingAllowed(event.sequence);
        }
        void operator()(const AlertRaised& event) const {
            emit service.alert(text(codeName(event.code)), QString::fromStdString(event.detail));
        }
    };
    for (const CoreEvent& event : events) std::visit(Teller{*this, m_service}, event);
}

// --- the service ----------------------------------------------------------------------------

NodeService::NodeService(const EngineConfig& config, QObject* parent)
    : QObject(parent),
      m_host(std::make_unique<Host>(*this, config)) {}

NodeService::~NodeService() = default;

void NodeService::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_host->start();
}

void NodeService::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_host->stop();
}

bool NodeService::isRunning() const {
    return m_host->running();
}
quint16 NodeService::listenPort() const {
    return m_host->m_port;
}
NodeSnapshotPtr NodeService::snapshot() const {
    return m_host->m_snapshot;
}

QFuture<SubmitOutcome> NodeService::submit(const Bytes& transaction) {
    const SubmitOutcome whenStopped{false, {}, QStringLiteral("stopped")};
    return m_host->request<SubmitOutcome>(
        whenStopped, [transaction](Engine& engine, const auto& answer) {
            engine.submit(transaction,
                          [answer](const SubmitVerdict& verdict) { answer(outcomeOf(verdict)); });
        });
}

QFuture<CoinsAnswer> NodeService::coinsOf(const Bytes& lock) {
    const auto wanted = decoded<Lock>(lock);
    if (!wanted) return readyFuture(CoinsAnswer{});
    return m_host->request<CoinsAnswer>({}, [lock = *wanted](Engine& engine, const auto& answer) {
        CoinsAnswer out;
        const auto coins = engine.coinsOf(lock);
        const auto height = engine.height();
        out.ok = coins.ok() && height.has_value();
        out.height = height.value_or(0);
        if (out.ok)
            for (const auto& [outpoint, coin] : *coins)
                out.coins.append({outpoint.txid, outpoint.index, coin.output.value,
                                  encoded(coin.output.lock), coin.matureSlot});
        answer(std::move(out));
    });
}

QFuture<HeightAnswer> NodeService::heightOf(const Hash& txid) {
    return m_host->request<HeightAnswer>({}, [txid](Engine& engine, const auto& answer) {
        const auto height = engine.heightOf(txid);
        HeightAnswer out{height.ok(), std::nullopt};
        if (height.ok() && height.value()) out.height = *height.value();
        answer(out);
    });
}

void NodeService::addConnect(const QString& address) {
    if (isRunning()) m_host->post([address](Engine& engine) { engine.addConnect(address); });
}

void NodeService::dropConnect(const QString& address) {
    if (isRunning()) m_host->post([address](Engine& engine) { engine.dropConnect(address); });
}

}  // namespace timecoin
