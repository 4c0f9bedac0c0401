// One connection: socket, handshake, one reader and one writer (R-PEER-1..3).
// Thread: node.
#pragma once

#include "node/net/peer_types.h"
#include "node/net/send_queue.h"
#include "node/wire/frame.h"
#include "node/wire/handshake.h"
#include "node/wire/known_set.h"
#include "node/wire/record.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace timecoin {

class Peer;

/// What a peer asks of and tells its owner. `closed` and `finished` come from the event loop, never
/// out of a call into the peer; the others come out of reading.
struct PeerHooks {
    /// What to say of ourselves, at the moment the handshake begins.
    std::function<wire::HandshakeConfig()> introduce;
    /// The identity is proven: None to go on.
    std::function<wire::Refusal(Peer&)> decide;
    std::function<void(Peer&)> ready;
    /// One message's encoding, not yet decoded.
    std::function<void(Peer&, ByteView)> message;
    /// It is of no more use; see goneReason() and handshakeError().
    std::function<void(Peer&)> closed;
    /// Its socket is closed too: delete it.
    std::function<void(Peer&)> finished;
};

class Peer : public QObject {
    Q_OBJECT
public:
    /// Takes the socket. Outbound: it has been told to connect. `budget` outlives the peer.
    Peer(PeerId id, QTcpSocket* socket, bool inbound, NetTiming timing, SendBudget& budget,
         PeerHooks hooks, QObject* parent);
    ~Peer() override;

    PeerId id() const { return m_id; }
    bool inbound() const { return m_inbound; }
    /// Shaking hands.
    bool isPending() const { return m_state == State::Pending; }
    bool isReady() const { return m_state == State::Ready; }
    bool wasReady() const { return m_wasReady; }
    /// Only when known: at decide() and later.
    const wire::PeerIdentity& identity() const { return m_identity; }
    const QString& address() const { return m_address; }
    /// The other end without its port; empty for a loopback address, which names nobody.
    const QString& host() const { return m_host; }
    PeerInfo info() const;
    GoneReason goneReason() const { return m_goneReason; }
    const std::optional<wire::HandshakeError>& handshakeError() const { return m_handshakeError; }

    /// Queued, and written when this turn of the event loop is over.
    void put(wire::Lane lane, SharedFrame frame);
    void setPaused(bool paused);
    void setHeight(std::uint64_t height) { m_identity.height = height; }
    void onPong(std::uint64_t nonce);
    /// Nothing more is handed up. `linger`: what is already in the socket is still written, for at
    /// most NetTiming::stopMs.
    void close(GoneReason reason, bool linger = false);
    /// close() after writing what waits in the agreement and vote lanes.
    void finishAndClose(GoneReason reason);

    wire::KnownSet& known() { return m_known; }
    wire::InboundLimits& limits() { return m_limits; }
    /// The dialler's address it came from; empty: inbound.
    QString dialledAs;
    /// Handed up as ready.
    bool announced = false;

private:
    enum class State : std::uint8_t { Pending, Ready, Closing, Finished };

    void begin();
    void onSocketError(QAbstractSocket::SocketError error);
    void finish();
    void scheduleRead();
    void scheduleWrite();
    void read();
    bool handOneMessage();
    bool openOneRecord();
    bool readSome(qint64& allowance);
    void feedHandshake(const QByteArray& bytes);
    void onHandshakeStep(wire::Handshake::Step step);
    void becomeReady();
    void write();
    void writeRecord(const Bytes& text);
    void writeOut(const Bytes& bytes);
    void ping();
    void checkAlive();

    PeerId m_id;
    QTcpSocket* m_socket;
    bool m_inbound;
    NetTiming m_timing;
    PeerHooks m_hooks;
    State m_state = State::Pending;
    bool m_wasReady = false;
    GoneReason m_goneReason = GoneReason::NetworkError;
    QString m_address;
    QString m_host;

    std::optional<wire::Handshake> m_handshake;
    std::optional<wire::HandshakeError> m_handshakeError;
    wire::PeerIdentity m_identity;
    std::optional<SecretChannel> m_channel;

    wire::RecordReader m_records;
    std::array<wire::FrameReader, wire::kLanes> m_frames;
    std::size_t m_frameLane = 0;  ///< the lane last fed
    bool m_paused = false;
    bool m_readScheduled = false;

    SendQueue m_queue;
    bool m_writeScheduled = false;

    wire::KnownSet m_known;
    wire::InboundLimits m_limits;
    QElapsedTimer m_clock;
    QTimer m_deadline;  ///< of the handshake, then of silence, then of lingering
    QTimer m_pingTimer;
    qint64 m_heardMs = 0;
    std::uint64_t m_pingNonce = 0;
    qint64 m_pingSentMs = -1;  ///< -1: none is open
    qint64 m_latencyMs = -1;
    quint64 m_bytesIn = 0;
    quint64 m_bytesOut = 0;
};

}  // namespace timecoin
