// Everything of the service that stands on both sides of the two threads' border. For the .cpp files
// of this room only. Thread: the service's, unless a comment says otherwise.
#pragma once

#include "wallet/api/wallet_service.h"

#include <QPromise>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace timecoin {

class KeychainStore;
class WalletWorker;
struct WorkerHandlers;

class WalletService::Host {
public:
    Host(WalletService& service, WalletConfig config, NodeService& node);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    void start();
    void stop();
    bool running() const { return m_thread != nullptr; }
    const WalletSnapshotPtr& snapshot() const { return m_snapshot; }
    const WalletConfig& config() const { return m_config; }
    KeychainStore& keychain() { return *m_keychain; }

    /// Runs `task` in the wallet thread, as soon as there is a worker; dropped when there is none to
    /// come.
    void post(std::function<void(WalletWorker&)> task);
    /// Runs `task` in the service's thread; safe from any thread.
    void tell(std::function<void(Host&)> task);

    /// A promise that is kept by answer(), or, when the wallet stops before, with `whenStopped`.
    template <class T>
    std::pair<quint64, QFuture<T>> promise(T whenStopped);
    template <class T>
    void answer(quint64 id, const T& value);
    /// Runs `task` in the wallet thread; what it returns becomes the future's result.
    template <class T, class F>
    QFuture<T> request(T whenStopped, F task);

private:
    class Thread;
    /// How to answer a request: with its value (a pointer to a T), or null for "stopped".
    using Keeper = std::function<void(const void* value)>;

    WorkerHandlers handlers();
    void listenToNode();
    void onBorn(WalletWorker* worker);
    void onFinished();
    void answerOpenRequests();
    void destroy();

    WalletService& m_service;
    WalletConfig m_config;
    NodeService& m_node;
    std::unique_ptr<KeychainStore> m_keychain;
    Thread* m_thread = nullptr;
    WalletWorker* m_worker = nullptr;
    bool m_stopping = false;
    WalletSnapshotPtr m_snapshot = std::make_shared<WalletSnapshot>();
    QTimer m_deadline;
    std::deque<std::function<void(WalletWorker&)>> m_early;
    std::map<quint64, Keeper> m_open;
    quint64 m_lastRequest = 0;
};

template <class T>
std::pair<quint64, QFuture<T>> WalletService::Host::promise(T whenStopped) {
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    const quint64 id = ++m_lastRequest;
    m_open.emplace(id, [promise, whenStopped = std::move(whenStopped)](const void* value) {
        promise->addResult(value == nullptr ? whenStopped : *static_cast<const T*>(value));
        promise->finish();
    });
    QFuture<T> future = promise->future();
    if (!running()) answerOpenRequests();
    return {id, future};
}

template <class T>
void WalletService::Host::answer(quint64 id, const T& value) {
    const auto found = m_open.find(id);
    if (found == m_open.end()) return;
    const Keeper keep = std::move(found->second);
    m_open.erase(found);
    keep(&value);
}

template <class T, class F>
QFuture<T> WalletService::Host::request(T whenStopped, F task) {
    const auto [id, future] = promise<T>(std::move(whenStopped));
    post([this, id = id, task = std::move(task)](WalletWorker& worker) {
        tell([id, value = T(task(worker))](Host& host) { host.answer<T>(id, value); });
    });
    return future;
}

}  // namespace timecoin
