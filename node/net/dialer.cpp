#include "node/net/dialer.h"

#include "node/base/codec.h"
#include "node/base/crypto.h"

#include <QThread>

#include <algorithm>

namespace timecoin {

std::optional<HostPort> HostPort::parse(const QString& text) {
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon <= 0) return std::nullopt;
    QString host = text.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    else if (host.contains(QLatin1Char(':')))
        return std::nullopt;  // "::1:2": which part is the port?
    bool number = false;
    const quint16 port = text.mid(colon + 1).toUShort(&number);
    if (!number || port == 0 || host.isEmpty()) return std::nullopt;
    return HostPort{host, port};
}

QString HostPort::text() const {
    const bool v6 = host.contains(QLatin1Char(':'));
    return (v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

int backoffMs(std::uint32_t attempt, const PublicKey& identity, const QString& address,
              const NetTiming& timing) {
    const auto least = static_cast<std::uint64_t>(timing.backoffMinMs);
    const auto most = static_cast<std::uint64_t>(timing.backoffMaxMs);
    const std::uint64_t whole = std::min(most, least << std::min(attempt, 20u));
    const QByteArray name = address.toUtf8();
    Writer salt;
    salt.u32(attempt);
    salt.raw(asBytes({name.constData(), static_cast<std::size_t>(name.size())}));
    const Hash hash = Hasher(Domain::Handshake).add(identity).add(ByteView(salt.bytes())).finish();
    const std::uint64_t half = whole / 2;
    return static_cast<int>(half + Reader(hash.view()).u32() % (whole - half + 1));
}

Dialer::Dialer(HostPort target, PublicKey identity, NetTiming timing, Due due, QObject* parent)
    : QObject(parent),
      m_target(std::move(target)),
      m_address(m_target.text()),
      m_identity(identity),
      m_timing(timing),
      m_onDue(std::move(due)) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { dueNow(); });
}

void Dialer::dueNow() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_retired) return;
    m_timer.stop();
    m_due = true;
    m_onDue(*this);
}

void Dialer::dialled() {
    m_due = false;
}

void Dialer::succeeded() {
    m_attempt = 0;
}

void Dialer::closed() {
    if (m_retired || m_due) return;
    m_timer.start(backoffMs(m_attempt, m_identity, m_address, m_timing));
    ++m_attempt;
}

void Dialer::retire() {
    m_retired = true;
    m_due = false;
    m_timer.stop();
}

}  // namespace timecoin
