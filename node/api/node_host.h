// Everything of the service that stands on both sides of the two threads' border. For the .cpp files
// of this room only. Thread: the service's, unless a comment says otherwise.
#pragma once

#include "node/api/node_service.h"

#include <QPromise>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace timecoin {

class Engine;
struct BlockCommitted;
struct EngineConfig;
struct EngineEvents;
struct EngineHandlers;

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

class NodeService::Host {
public:
    Host(NodeService& service, const EngineConfig& config);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    void start();
    void stop();
    bool running() const { return m_thread != nullptr; }
    quint16 port() const { return m_port; }
    const NodeSnapshotPtr& snapshot() const { return m_snapshot; }
    /// Remembers the locks and tells the engine of the new ones.
    void watch(const QVector<Bytes>& locks);

    /// Runs `task` in the node thread, as soon as there is an engine.
    void post(std::function<void(Engine&)> task);
    /// Runs `task` in the service's thread; safe from any thread.
    void tell(std::function<void(Host&)> task);
    /// Runs `task` in the node thread; what it answers, once, becomes the future's result. When the
    /// node stops before it does, `whenStopped` does. Promises are kept in the service's thread.
    template <class T>
    QFuture<T> request(T whenStopped,
                       std::function<void(Engine&, const std::function<void(T)>& answer)> task);

private:
    class Thread;

    EngineHandlers handlers();
    void onBorn(Engine* engine);
    void onEngineStopped();
    void onFinished();
    void answerOpenRequests();
    void onEvents(const EngineEvents& events);
    void onBlock(const BlockCommitted& event);
    void giveUp();
    void destroy();

    NodeService& m_service;
    std::unique_ptr<const EngineConfig> m_config;
    Thread* m_thread = nullptr;
    Engine* m_engine = nullptr;
    std::shared_ptr<bool> m_quitWhenStopped;  // touched in the node thread only
    bool m_stopping = false;
    quint16 m_port = 0;
    NodeSnapshotPtr m_snapshot;
    QTimer m_deadline;
    std::deque<std::function<void(Engine&)>> m_early;
    std::map<quint64, std::function<void()>> m_open;  // requests: how to answer when stopped
    quint64 m_lastRequest = 0;
    std::set<Hash> m_toldFinal;  // in no block yet: at most a window's
    std::set<Bytes> m_watched;   // for every engine to come; at most kMaxWatched
};

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

}  // namespace timecoin
