#include "node/net/peer.h"

#include "node/net/dialer.h"

#include <QHostAddress>
#include <QThread>

#include <algorithm>

namespace timecoin {

namespace {

/// What one peer may have read in one turn of the event loop before others have theirs.
constexpr qint64 kReadAllowance = 262'144;
constexpr qint64 kReadBuffer = 262'144;
constexpr qint64 kReadPiece = 65'536;
/// Written ahead of the network: little, so that a higher lane overtakes soon.
constexpr qint64 kWriteAhead = 65'536;
constexpr int kSendBuffer = 262'144;
/// A few seconds of relayed messages: long enough to see every copy of one.
constexpr std::size_t kKnownMessages = 8'192;

QHostAddress plainAddress(const QHostAddress& address) {
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    return mapped ? QHostAddress(v4) : address;
}

}  // namespace

Peer::Peer(PeerId id, QTcpSocket* socket, bool inbound, NetTiming timing, SendBudget& budget,
           PeerHooks hooks, QObject* parent)
    : QObject(parent),
      m_id(id),
      m_socket(socket),
      m_inbound(inbound),
      m_timing(timing),
      m_hooks(std::move(hooks)),
      m_frames{wire::FrameReader(wire::maxFrameBytes(wire::Lane::Agreement)),
               wire::FrameReader(wire::maxFrameBytes(wire::Lane::Votes)),
               wire::FrameReader(wire::maxFrameBytes(wire::Lane::Transactions)),
               wire::FrameReader(wire::maxFrameBytes(wire::Lane::Sync)),
               wire::FrameReader(wire::maxFrameBytes(wire::Lane::Addresses))},
      m_queue(budget),
      m_known(kKnownMessages) {
    m_clock.start();
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadBuffer);
    connect(m_socket, &QTcpSocket::readyRead, this, &Peer::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Peer::write);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &Peer::onSocketError);
    connect(m_socket, &QTcpSocket::disconnected, this,
            [this] { onSocketError(QAbstractSocket::RemoteHostClosedError); });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Peer::checkAlive);
    connect(&m_pingTimer, &QTimer::timeout, this, &Peer::ping);
    m_deadline.start(m_timing.handshakeMs);
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        begin();
    else
        connect(m_socket, &QTcpSocket::connected, this, &Peer::begin);
}

Peer::~Peer() {
    // The socket is destroyed by ~QObject, when nothing here may be called any more.
    m_socket->disconnect(this);
}

PeerInfo Peer::info() const {
    PeerInfo out;
    out.id = m_id;
    out.inbound = m_inbound;
    out.address = m_address;
    out.identity = m_identity.identity;
    out.operatorKey = m_identity.operatorKey;
    out.protocolVersion = m_identity.version;
    out.listenPort = m_identity.listenPort;
    out.height = m_identity.height;
    out.latencyMs = m_latencyMs;
    out.bytesIn = m_bytesIn;
    out.bytesOut = m_bytesOut;
    return out;
}

// ---- beginning and end ----------------------------------------------------------------------

void Peer::begin() {
    Q_ASSERT(QThread::currentThread() == thread());
    const QHostAddress host = plainAddress(m_socket->peerAddress());
    m_address = HostPort{host.toString(), m_socket->peerPort()}.text();
    if (!host.isLoopback()) m_host = host.toString();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    m_socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, kSendBuffer);

    SecretBytes seed(wire::Handshake::kSeedSize);
    randomBytes(seed.span());
    const wire::Role role = m_inbound ? wire::Role::Responder : wire::Role::Initiator;
    m_handshake.emplace(role, m_hooks.introduce(), seed.view());
    writeOut(m_handshake->takeOutput());
    scheduleRead();
}

void Peer::close(GoneReason reason, bool linger) {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_state == State::Closing || m_state == State::Finished) return;
    m_state = State::Closing;
    m_goneReason = reason;
    m_pingTimer.stop();
    m_deadline.stop();
    QMetaObject::invokeMethod(
        this, [this] { m_hooks.closed(*this); }, Qt::QueuedConnection);
    if (linger && m_socket->state() == QAbstractSocket::ConnectedState) {
        m_deadline.start(m_timing.stopMs);
        m_socket->flush();
        m_socket->disconnectFromHost();  // closes when all is written
    } else {
        m_socket->abort();
    }
    if (m_socket->state() == QAbstractSocket::UnconnectedState) finish();
}

void Peer::finishAndClose(GoneReason reason) {
    if (m_state == State::Ready) {
        m_queue.keepDownTo(wire::Lane::Votes);
        while (!m_queue.empty()) writeRecord(m_queue.nextText(wire::kMaxRecordText));
    }
    close(reason, true);
}

void Peer::finish() {
    if (m_state == State::Finished) return;
    m_state = State::Finished;
    m_deadline.stop();
    // After `closed`, which was queued before.
    QMetaObject::invokeMethod(
        this, [this] { m_hooks.finished(*this); }, Qt::QueuedConnection);
}

void Peer::onSocketError(QAbstractSocket::SocketError error) {
    if (m_state == State::Closing) {
        m_socket->abort();
        finish();
        return;
    }
    // What the other end sent before it closed is still read: a refusal, its last votes.
    if (error == QAbstractSocket::RemoteHostClosedError) read();
    close(error == QAbstractSocket::RemoteHostClosedError ? GoneReason::ClosedByPeer
                                                          : GoneReason::NetworkError);
}

void Peer::checkAlive() {
    if (m_state == State::Closing) {
        m_socket->abort();
        finish();
        return;
    }
    if (m_paused) m_heardMs = m_clock.elapsed();  // we did not listen
    const qint64 silentMs = m_clock.elapsed() - m_heardMs;
    if (m_state == State::Ready && silentMs < m_timing.deadMs)
        m_deadline.start(static_cast<int>(m_timing.deadMs - silentMs));
    else
        close(GoneReason::Timeout);
}

// ---- reading --------------------------------------------------------------------------------

void Peer::setPaused(bool paused) {
    m_paused = paused;
    if (!paused) scheduleRead();
}

void Peer::scheduleRead() {
    if (m_readScheduled) return;
    m_readScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_readScheduled = false;
            read();
        },
        Qt::QueuedConnection);
}

void Peer::read() {
    Q_ASSERT(QThread::currentThread() == thread());
    qint64 allowance = kReadAllowance;
    while (m_state == State::Pending || m_state == State::Ready) {
        if (m_state == State::Ready) {
            if (m_paused) return;
            if (handOneMessage() || openOneRecord()) continue;
            if (m_state != State::Ready) return;
        }
        if (!readSome(allowance)) return;
    }
}

bool Peer::readSome(qint64& allowance) {
    if (!m_handshake && m_state == State::Pending) return false;  // not connected yet
    if (allowance <= 0) {
        scheduleRead();
        return false;
    }
    const QByteArray bytes = m_socket->read(kReadPiece);
    if (bytes.isEmpty()) return false;
    allowance -= bytes.size();
    m_bytesIn += static_cast<quint64>(bytes.size());
    if (m_state == State::Pending)
        feedHandshake(bytes);
    else
        m_records.feed(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    return true;
}

bool Peer::openOneRecord() {
    auto record = m_records.next(*m_channel, wire::kMaxRecordText);
    if (!record.ok()) {
        close(GoneReason::BadChannel);
        return false;
    }
    if (!record.value()) return false;
    const Bytes& text = *record.value();
    if (text.size() < 2 || text[0] >= m_frames.size()) {
        close(GoneReason::BadFrame);
        return false;
    }
    m_frameLane = text[0];
    m_frames[m_frameLane].feed(ByteView(text).subspan(1));
    return true;
}

bool Peer::handOneMessage() {
    auto message = m_frames[m_frameLane].next();
    if (!message.ok()) {
        close(GoneReason::BadFrame);
        return false;
    }
    if (!message.value()) return false;
    m_heardMs = m_clock.elapsed();
    m_hooks.message(*this, *message.value());
    return true;
}

// ---- handshake ------------------------------------------------------------------------------

void Peer::feedHandshake(const QByteArray& bytes) {
    const auto step =
        m_handshake->feed(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    writeOut(m_handshake->takeOutput());
    if (step.ok()) {
        onHandshakeStep(step.value());
        return;
    }
    m_handshakeError = step.error();
    close(GoneReason::BadHandshake, true);
}

void Peer::onHandshakeStep(wire::Handshake::Step step) {
    if (step == wire::Handshake::Step::Decide) {
        m_identity = m_handshake->peer();
        const wire::Refusal refusal = m_hooks.decide(*this);
        if (m_state != State::Pending) return;
        if (refusal != wire::Refusal::None) {
            m_handshake->refuse(refusal);
            writeOut(m_handshake->takeOutput());
            m_handshakeError = {wire::HandshakeFailure::Refused, refusal, false};
            close(GoneReason::BadHandshake, true);
            return;
        }
        const auto next = m_handshake->accept();
        writeOut(m_handshake->takeOutput());
        if (!next.ok()) {
            m_handshakeError = next.error();
            close(GoneReason::BadHandshake, true);
            return;
        }
        step = next.value();
    }
    if (step == wire::Handshake::Step::Done) becomeReady();
}

void Peer::becomeReady() {
    m_channel.emplace(m_handshake->takeChannel());
    m_records.feed(m_handshake->takeRest());
    m_handshake.reset();
    m_state = State::Ready;
    m_wasReady = true;
    m_heardMs = m_clock.elapsed();
    m_deadline.start(m_timing.deadMs);
    m_pingTimer.start(m_timing.pingMs);
    m_hooks.ready(*this);
    if (m_state == State::Ready) ping();
}

// ---- writing --------------------------------------------------------------------------------

void Peer::put(wire::Lane lane, SharedFrame frame) {
    if (m_state != State::Ready) return;
    if (m_queue.put(lane, std::move(frame)) == SendQueue::Put::Overflow)
        close(GoneReason::SendOverflow);
    else
        scheduleWrite();
}

void Peer::scheduleWrite() {
    if (m_writeScheduled) return;
    m_writeScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_writeScheduled = false;
            write();
        },
        Qt::QueuedConnection);
}

void Peer::write() {
    Q_ASSERT(QThread::currentThread() == thread());
    while (m_state == State::Ready && !m_queue.empty() && m_socket->bytesToWrite() < kWriteAhead)
        writeRecord(m_queue.nextText(wire::kMaxRecordText));
}

void Peer::writeRecord(const Bytes& text) {
    Bytes record;
    record.reserve(text.size() + 32);
    wire::sealRecord(*m_channel, text, record);
    writeOut(record);
}

void Peer::writeOut(const Bytes& bytes) {
    if (bytes.empty()) return;
    m_bytesOut += bytes.size();
    m_socket->write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

// ---- alive? ---------------------------------------------------------------------------------

void Peer::ping() {
    m_pingSentMs = m_clock.elapsed();
    const Bytes message = wire::encodeMessage(wire::Ping{++m_pingNonce});
    put(wire::Lane::Agreement, std::make_shared<const Bytes>(wire::frameOf(message)));
}

void Peer::onPong(std::uint64_t nonce) {
    if (m_pingSentMs < 0 || nonce != m_pingNonce) return;
    m_latencyMs = m_clock.elapsed() - m_pingSentMs;
    m_pingSentMs = -1;
}

}  // namespace timecoin
