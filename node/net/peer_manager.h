// The node's peers: listens, dials, shakes hands, gossips, punishes (R-PEER-1..8).
// Thread: node. Created, used and destroyed in it; every QObject below it lives there too.
#pragma once

#include "node/base/crypto.h"
#include "node/net/peer_types.h"
#include "node/wire/handshake.h"
#include "node/wire/known_set.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

class QTcpSocket;

namespace timecoin {

class Dialer;
class Peer;

class PeerManager : public QObject {
    Q_OBJECT
public:
    /// `operatorKey` may be null and outlives this object.
    PeerManager(NetConfig config, SigningKey identity, const SigningKey* operatorKey,
                QObject* parent = nullptr);
    ~PeerManager() override;

    void setHandlers(NetHandlers handlers) { m_handlers = std::move(handlers); }
    /// Listens (if so configured) and begins to dial. An error in words when it cannot listen.
    std::optional<QString> start();
    /// Closes gracefully: what waits in the agreement and vote lanes is still written, for at most
    /// NetTiming::stopMs, then `stopped` is called. Nothing else is handed up from here on.
    void stop();

    /// 0 when not listening.
    quint16 listenPort() const;
    /// Told to peers in the handshake.
    void setBestHeight(quint64 height) { m_bestHeight = height; }
    /// "host:port" or "[v6]:port". Dialled for ever, with backoff, until dropped.
    void addConnect(const QString& address);
    /// Also closes the connection it led to.
    void dropConnect(const QString& address);

    /// To one peer, whatever it is known to have. Nothing happens when the peer is gone.
    void send(PeerId to, const wire::Message& message);
    /// To every ready peer that is not known to have it; encoded once.
    void gossip(const wire::Message& message);
    /// A message handed up was not kept: should it come again, hand it up again.
    void forget(const Hash& messageId);
    void punish(PeerId peer, MisbehaviourReason reason);
    /// While true nothing is read from any peer: the owner's queue is full.
    void setReadingPaused(bool paused);

    /// Ready ones, by id.
    std::vector<PeerInfo> peers() const;

private:
    struct Framed;

    qint64 nowMs() const { return m_clock.elapsed(); }
    void accept();
    void onAcceptError();
    void adopt(QTcpSocket* socket, bool inbound, Dialer* dialer);
    void dialDue();
    void evictOnePending();
    bool inboundFull() const;
    /// What the handshake asks once it knows who is there.
    wire::Refusal decide(Peer& peer);
    void onReady(Peer& peer);
    void onMessage(Peer& peer, wire::Lane lane, ByteView bytes);
    void handUp(Peer& peer, const wire::Message& message);
    bool isRepeat(Peer& peer, ByteView bytes, const Hash& id);
    void onGone(Peer& peer);
    void remove(Peer& peer, GoneReason reason);
    void blame(Peer& peer, MisbehaviourReason reason);
    bool isBanned(const Peer& peer) const;
    Peer* ready(PeerId id) const;
    Peer* readyWith(const PublicKey& identity) const;
    Framed framed(const wire::Message& message) const;
    void finishStop();

    NetConfig m_config;
    SigningKey m_identity;
    const SigningKey* m_operatorKey;
    NetHandlers m_handlers;
    QElapsedTimer m_clock;
    QTcpServer m_server;
    QTimer m_resumeAccepting;
    QTimer m_stopTimer;
    quint64 m_bestHeight = 0;
    std::uint64_t m_lastId = 0;
    bool m_paused = false;
    bool m_stopping = false;
    bool m_stopped = false;

    std::map<PeerId, Peer*> m_peers;  ///< ready or shaking hands; owned as QObject children
    std::vector<std::unique_ptr<Dialer>> m_dialers;
    wire::ScoreBook m_scores;
    wire::KnownSet m_seen;   ///< gossip handed up
    wire::KnownSet m_asked;  ///< transactions asked for: answers are handed up even if seen
};

}  // namespace timecoin
