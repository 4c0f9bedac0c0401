#include "wallet/api/wallet_host.h"

#include "node/api/deliver.h"
#include "wallet/keychain/keychain_store.h"
#include "wallet/worker/wallet_worker.h"

#include <QThread>

namespace timecoin {

/// Runs the worker: it is created, used and destroyed in here.
class WalletService::Host::Thread final : public QThread {
public:
    Thread(WorkerConfig config, WorkerHandlers handlers, std::function<void(WalletWorker*)> born)
        : m_config(std::move(config)),
          m_handlers(std::move(handlers)),
          m_born(std::move(born)) {}

private:
    void run() override {
        WalletWorker worker(m_config, m_handlers);
        m_born(&worker);
        worker.start();
        exec();
        // Also when nobody said stop: keys are wiped and the files closed in any case.
        worker.stop();
    }
    WorkerConfig m_config;
    WorkerHandlers m_handlers;
    std::function<void(WalletWorker*)> m_born;
};

WalletService::Host::Host(WalletService& service, WalletConfig config, NodeService& node)
    : m_service(service),
      m_config(std::move(config)),
      m_node(node),
      m_keychain(std::make_unique<KeychainStore>(m_config.keychainService)) {
    m_deadline.setSingleShot(true);
    QObject::connect(&m_deadline, &QTimer::timeout, &service,
                     [this] { emit m_service.stopped(false); });
    listenToNode();
}

WalletService::Host::~Host() {
    destroy();
}

void WalletService::Host::tell(std::function<void(Host&)> task) {
    QMetaObject::invokeMethod(
        &m_service, [this, task = std::move(task)] { task(*this); }, Qt::QueuedConnection);
}

void WalletService::Host::post(std::function<void(WalletWorker&)> task) {
    if (!running() || m_stopping) return;
    if (m_worker == nullptr) {
        m_early.push_back(std::move(task));
        return;
    }
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, task = std::move(task)] { task(*worker); },
        Qt::QueuedConnection);
}

void WalletService::Host::answerOpenRequests() {
    for (const auto& [id, keep] : std::exchange(m_open, {})) keep(nullptr);
}

// --- what the worker tells --------------------------------------------------------------------

WorkerHandlers WalletService::Host::handlers() {
    WorkerHandlers out;
    out.published = [this](const WalletSnapshotPtr& snapshot) {
        tell([snapshot](Host& host) {
            host.m_snapshot = snapshot;
            emit host.m_service.snapshotChanged(snapshot);
        });
    };
    out.rows = [this](const QVector<PaymentEntry>& rows) {
        tell([rows](Host& host) { emit host.m_service.paymentsChanged(rows); });
    };
    out.reset = [this] { tell([](Host& host) { emit host.m_service.paymentsReset(); }); };
    out.final = [this](const PaymentEntry& entry) {
        tell([entry](Host& host) { emit host.m_service.paymentFinal(entry); });
    };
    out.failed = [this](const PaymentEntry& entry) {
        tell([entry](Host& host) { emit host.m_service.paymentFailed(entry); });
    };
    out.watch = [this](const QVector<Bytes>& locks) {
        tell([locks](Host& host) { host.m_node.watch(locks); });
    };
    out.submit = [this](const Hash& id, const Bytes& transaction) {
        tell([id, transaction](Host& host) {
            deliver(host.m_node.submit(transaction), &host.m_service,
                    [&host, id](const SubmitOutcome& outcome) {
                        host.post([id, outcome](WalletWorker& w) { w.submitted(id, outcome); });
                    });
        });
    };
    out.askCoins = [this](quint64 tag, const QVector<Bytes>& locks) {
        tell([tag, locks](Host& host) {
            deliver(host.m_node.coinsOfAll(locks), &host.m_service,
                    [&host, tag](const CoinsAnswer& answer) {
                        host.post([tag, answer](WalletWorker& w) { w.coinsTold(tag, answer); });
                    });
        });
    };
    out.askBlocks = [this](quint64 tag, quint64 height) {
        tell([tag, height](Host& host) {
            deliver(host.m_node.blocksFrom(height), &host.m_service,
                    [&host, tag](const BlocksAnswer& answer) {
                        host.post([tag, answer](WalletWorker& w) { w.blocksTold(tag, answer); });
                    });
        });
    };
    return out;
}

// --- what the node tells ----------------------------------------------------------------------

void WalletService::Host::listenToNode() {
    const auto relay = [this](auto signal, auto task) {
        QObject::connect(&m_node, signal, &m_service, task);
    };
    relay(&NodeService::started, [this] { post([](WalletWorker& w) { w.nodeUp(); }); });
    relay(&NodeService::stopped, [this] { post([](WalletWorker& w) { w.nodeDown(); }); });
    relay(&NodeService::snapshotChanged, [this](const NodeSnapshotPtr& picture) {
        post([height = picture->height, timestampMs = picture->tipTimestampMs](WalletWorker& w) {
            w.nodeTip(height, timestampMs);
        });
    });
    relay(&NodeService::watchedTransfer, [this](const WatchedTransfer& transfer) {
        post([transfer](WalletWorker& w) { w.transferSeen(transfer); });
    });
    relay(&NodeService::transferCertified,
          [this](const Hash& id) { post([id](WalletWorker& w) { w.transferCertified(id); }); });
    relay(&NodeService::transferFinal,
          [this](const Hash& id) { post([id](WalletWorker& w) { w.transferFinal(id); }); });
    relay(&NodeService::transferRejected, [this](const Hash& id, const QString& code) {
        post([id, code](WalletWorker& w) { w.transferRejected(id, code); });
    });
    relay(&NodeService::watchedBlock, [this](const WatchedBlock& block) {
        post([block](WalletWorker& w) { w.blockCommitted(block); });
    });
}

// --- the thread -------------------------------------------------------------------------------

void WalletService::Host::start() {
    if (m_thread != nullptr) return;
    m_stopping = false;
    WorkerConfig config;
    config.network = m_config.network;
    config.folder = m_config.folder;
    config.cost = {m_config.argonMemoryKiB, m_config.argonPasses};
    config.keysAhead = m_config.keysAhead;
    config.leastPassphrase = kLeastPassphrase;
    m_thread = new Thread(std::move(config), handlers(), [this](WalletWorker* worker) {
        tell([worker](Host& host) { host.onBorn(worker); });
    });
    m_thread->setObjectName(QStringLiteral("wallet"));
    QObject::connect(
        m_thread, &QThread::finished, &m_service, [this] { onFinished(); }, Qt::QueuedConnection);
    m_thread->start();
    if (m_node.isRunning()) post([](WalletWorker& w) { w.nodeUp(); });
    if (const NodeSnapshotPtr picture = m_node.snapshot())
        post([height = picture->height, timestampMs = picture->tipTimestampMs](WalletWorker& w) {
            w.nodeTip(height, timestampMs);
        });
}

void WalletService::Host::onBorn(WalletWorker* worker) {
    // It may be asked to stop before it could tell that it is there.
    if (m_thread == nullptr || m_stopping) return;
    m_worker = worker;
    for (auto& task : std::exchange(m_early, {})) post(std::move(task));
}

void WalletService::Host::stop() {
    if (m_thread == nullptr || m_stopping) return;
    m_deadline.start(kStopMs);
    // Behind everything that was asked before; what it answers still comes, then finished().
    post([](WalletWorker&) { QThread::currentThread()->quit(); });
    m_stopping = m_worker != nullptr;
    if (m_worker == nullptr) {
        m_stopping = true;
        m_early.clear();
        m_thread->quit();
    }
}

void WalletService::Host::onFinished() {
    if (m_thread == nullptr) return;
    m_deadline.stop();
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    m_worker = nullptr;
    m_early.clear();
    answerOpenRequests();
    m_snapshot = std::make_shared<WalletSnapshot>();
    emit m_service.stopped(true);
}

void WalletService::Host::destroy() {
    if (m_thread == nullptr) return;
    m_early.clear();
    m_thread->quit();  // remembered, should its loop not have begun yet
    if (m_thread->wait(kStopMs)) {
        delete m_thread;
    } else {
        qCritical("the wallet thread did not end in time");
    }
    m_thread = nullptr;
    m_worker = nullptr;
    answerOpenRequests();
}

}  // namespace timecoin
