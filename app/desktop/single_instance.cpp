#include "app/desktop/single_instance.h"

#include "app/desktop/desktop_options.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace timecoin {
namespace {

/// The same for every way to write the folder's name, and short: paths of sockets are.
QString serverName(const QString& folder) {
    const QString path = QFileInfo(folder).canonicalFilePath();
    const QByteArray digest = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("timecoin-%1").arg(QString::fromLatin1(digest.left(10).toHex()));
}

}  // namespace

SingleInstance::SingleInstance(const QString& folder, QObject* parent)
    : QObject(parent),
      m_folder(folder),
      m_lock(folder + QStringLiteral("/window.lock")) {
    // A lock counts as long as its process lives, however old it is.
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_deadline.setSingleShot(true);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::Role SingleInstance::begin() {
    if (!QDir().mkpath(m_folder)) return Role::Unusable;
    m_name = serverName(m_folder);
    if (!m_lock.tryLock(0))
        return m_lock.error() == QLockFile::LockFailedError ? Role::Second : Role::Unusable;
    // We hold the lock: a socket that is still there was left by a crash.
    QLocalServer::removeServer(m_name);
    if (!m_server.listen(m_name))
        qWarning("a second start cannot be heard: %s", qPrintable(m_server.errorString()));
    return Role::First;
}

void SingleInstance::onConnection() {
    while (QLocalSocket* const socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onReadable(socket); });
        QTimer::singleShot(kHandOverMs, socket, [socket] { socket->abort(); });
        onReadable(socket);
    }
}

void SingleInstance::onReadable(QLocalSocket* socket) {
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > kMaxUri) socket->abort();
        return;
    }
    const QString uri = QString::fromUtf8(socket->readLine(kMaxUri + 2)).trimmed();
    socket->write("ok\n");
    socket->disconnectFromServer();
    emit asked(uri);
}

void SingleInstance::handOver(const QString& uri) {
    const auto end = [this](bool taken) {
        if (std::exchange(m_done, true)) return;
        m_deadline.stop();
        emit handedOver(taken);
    };
    connect(&m_deadline, &QTimer::timeout, this, [end] { end(false); });
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [end] { end(false); });
    connect(&m_socket, &QLocalSocket::connected, this,
            [this, uri] { m_socket.write(uri.toUtf8() + '\n'); });
    connect(&m_socket, &QLocalSocket::readyRead, this, [end] { end(true); });
    m_deadline.start(kHandOverMs);
    m_socket.connectToServer(m_name);
}

}  // namespace timecoin
