#include "wallet/keychain/keychain_store.h"

#include <QFile>
#include <QPromise>
#include <QTimer>

#include <algorithm>
#include <utility>

#include <qt6keychain/keychain.h>

namespace timecoin {

struct KeychainStore::Request {
    QPromise<KeychainAnswer> promise;
    bool answered = false;

    void answer(KeychainAnswer value) {
        if (answered) return;
        answered = true;
        promise.addResult(std::move(value));
        promise.finish();
    }
};

namespace {

KeychainAnswer answerOf(KeychainCode code, const QString& detail = {}) {
    return {code, detail, nullptr};
}

/// Without this look the Secret Service's library would start a bus of its own that nobody ends.
bool mayHaveKeychain() {
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFile::exists(runtime + QStringLiteral("/bus"));
#else
    return true;
#endif
}

KeychainCode codeOf(QKeychain::Error error) {
    switch (error) {
    case QKeychain::NoError: return KeychainCode::Ok;
    case QKeychain::EntryNotFound: return KeychainCode::NotFound;
    case QKeychain::AccessDenied: return KeychainCode::Locked;
    case QKeychain::AccessDeniedByUser: return KeychainCode::Denied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return KeychainCode::Absent;
    case QKeychain::CouldNotDeleteEntry: return KeychainCode::Failed;
    case QKeychain::OtherError: break;
    }
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    // What the Secret Service itself refuses has a code above. The rest is that the bus, or the
    // service on it, is not there.
    return KeychainCode::Absent;
#else
    return KeychainCode::Failed;
#endif
}

/// QtKeychain shares this very buffer and frees it unwiped: wiped in place, without detaching.
void wipeShared(const QByteArray& bytes) {
    volatile char* const at = const_cast<char*>(bytes.constData());
    for (qsizetype i = 0; i < bytes.size(); ++i) at[i] = 0;
}

KeychainAnswer readAnswer(const QKeychain::ReadPasswordJob& job) {
    if (job.error() != QKeychain::NoError) {
        return answerOf(codeOf(job.error()), job.errorString());
    }
    const QByteArray data = job.binaryData();
    const auto size = static_cast<std::size_t>(data.size());
    if (size == 0 || size > KeychainStore::kMaxSecretBytes) {
        wipeShared(data);
        return answerOf(KeychainCode::NotFound, QStringLiteral("size %1").arg(size));
    }
    const auto secret = std::make_shared<SecretBytes>(size);
    std::copy(data.begin(), data.end(), secret->span().begin());
    wipeShared(data);
    return {KeychainCode::Ok, {}, secret};
}

/// Without a store: for a write that came too late. Nobody waits for it.
void takeBack(const QString& service, const QString& name) {
    auto* const job = new QKeychain::DeletePasswordJob(service);
    job->setInsecureFallback(false);
    job->setKey(name);
    job->start();
}

}  // namespace

QString nameOf(KeychainCode code) {
    switch (code) {
    case KeychainCode::Ok: return {};
    case KeychainCode::Absent: return QStringLiteral("keychain_absent");
    case KeychainCode::Locked: return QStringLiteral("keychain_locked");
    case KeychainCode::Denied: return QStringLiteral("keychain_denied");
    case KeychainCode::NotFound: return QStringLiteral("keychain_not_found");
    case KeychainCode::Silent: return QStringLiteral("keychain_silent");
    case KeychainCode::Failed: return QStringLiteral("keychain_failed");
    }
    return {};
}

KeychainStore::KeychainStore(QString service, QObject* parent, int answerMs)
    : QObject(parent),
      m_service(std::move(service)),
      m_answerMs(answerMs) {}

KeychainStore::~KeychainStore() {
    for (const std::weak_ptr<Request>& open : m_open) {
        if (const auto request = open.lock()) {
            request->answer(answerOf(KeychainCode::Failed, QStringLiteral("stopped")));
        }
    }
}

/// A running job must not be deleted: the library below still holds it. It ends and goes by itself,
/// also after this store has gone; so it has no parent, and its result is no member's.
template <class J, class F>
QFuture<KeychainAnswer> KeychainStore::run(J* job, const QString& name, F onFinished) {
    const auto request = std::make_shared<Request>();
    request->promise.start();
    QFuture<KeychainAnswer> future = request->promise.future();
    std::erase_if(m_open, [](const auto& open) { return open.expired(); });
    m_open.push_back(request);

    job->setInsecureFallback(false);
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, job,
            [job, request, onFinished = std::move(onFinished)]() { onFinished(*job, *request); });
    QTimer::singleShot(m_answerMs, this, [open = std::weak_ptr<Request>(request)] {
        if (const auto late = open.lock()) late->answer(answerOf(KeychainCode::Silent));
    });
    job->start();
    return future;
}

QFuture<KeychainAnswer> KeychainStore::write(const QString& name, ByteView secret) {
    if (!mayHaveKeychain()) return QtFuture::makeReadyFuture(answerOf(KeychainCode::Absent));
    if (secret.empty() || secret.size() > kMaxSecretBytes) {
        return QtFuture::makeReadyFuture(answerOf(KeychainCode::Failed, QStringLiteral("size")));
    }
    const QByteArray data(reinterpret_cast<const char*>(secret.data()),
                          static_cast<qsizetype>(secret.size()));
    auto* const job = new QKeychain::WritePasswordJob(m_service);
    job->setBinaryData(data);
    return run(job, name,
               [data, service = m_service, name](const QKeychain::Job& done, Request& request) {
                   wipeShared(data);
                   const bool written = done.error() == QKeychain::NoError;
                   if (written && request.answered) takeBack(service, name);
                   request.answer(answerOf(codeOf(done.error()), done.errorString()));
               });
}

QFuture<KeychainAnswer> KeychainStore::read(const QString& name) {
    if (!mayHaveKeychain()) return QtFuture::makeReadyFuture(answerOf(KeychainCode::Absent));
    return run(new QKeychain::ReadPasswordJob(m_service), name,
               [](const QKeychain::ReadPasswordJob& done, Request& request) {
                   request.answer(readAnswer(done));
               });
}

QFuture<KeychainAnswer> KeychainStore::remove(const QString& name) {
    if (!mayHaveKeychain()) return QtFuture::makeReadyFuture(answerOf(KeychainCode::Absent));
    return run(new QKeychain::DeletePasswordJob(m_service), name,
               [](const QKeychain::Job& done, Request& request) {
                   const bool gone = done.error() == QKeychain::EntryNotFound;
                   request.answer(gone ? answerOf(KeychainCode::Ok)
                                       : answerOf(codeOf(done.error()), done.errorString()));
               });
}

}  // namespace timecoin
