// Hands the result of a future to an object, if that object still lives by then.
// Thread: the context's.
//
// Use this and not QFuture::then(context, ...): in Qt 6.4 a future that is answered after its context
// has died is a failed assertion.
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace timecoin {

/// Calls `then(result)` from the event loop of `context`'s thread; never when the context is gone or
/// the future was cancelled.
template <class T, class F>
void deliver(const QFuture<T>& future, QObject* context, F then) {
    auto* const watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, then = std::move(then)]() mutable {
                         watcher->deleteLater();
                         if (!watcher->isCanceled()) then(watcher->result());
                     });
    watcher->setFuture(future);
}

}  // namespace timecoin
