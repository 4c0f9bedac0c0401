// The node's peers: listens, dials, shakes hands, gossips, punishes (R-PEER-1..8).
// Thread: node. Created, used and destroyed in it; every QObject below it lives there too.
#pragma once

#include "node/base/crypto.h"
#include "node/net/peer_types.h"
#include "node/net/send_queue.h"
#include "node/wire/handshake.h"
#include "node/wire/known_set.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <map>
#include <memory>
#include <string>
#include <vector>

class QTcpSocket;

namespace timecoin {

class Dialer;
class Peer;
struct PeerHooks;

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
    /// A message, encoded once for all its receivers.
    struct Parcel {
        wire::Lane lane;
        bool gossip;
        Hash id;  ///< only of gossip
        SharedFrame frame;
    };

    std::uint64_t nowMs() const { return static_cast<std::uint64_t>(m_clock.elapsed()); }
    // Connections: peer_manager.cpp
    void acceptPending();
    void onAcceptError();
    bool evictOnePending();
    void adopt(QTcpSocket* socket, const QString& dialledAs);
    void dialWhatIsDue();
    void dial(Dialer& dialer);
    bool isConnected(const Dialer& dialer) const;
    Dialer* dialerOf(const QString& address) const;
    PeerHooks hooks();
    wire::HandshakeConfig introduction() const;
    wire::Refusal decide(const Peer& peer) const;
    bool wins(const Peer& newer, const Peer& existing) const;
    void onReady(Peer& peer);
    void onClosed(Peer& peer);
    void onFinished(Peer& peer);
    void tellGone(Peer& peer);
    int inboundRoom() const;
    void finishStop();
    // Messages: gossip.cpp
    Parcel parcelOf(const wire::Message& message) const;
    void onMessage(Peer& peer, ByteView bytes);
    bool isRepeat(std::uint8_t kind, const Hash& id) const;
    bool wasAsked(const wire::Message& message);
    void handUp(Peer& peer, wire::Message message);
    void blame(Peer& peer, MisbehaviourReason reason);
    bool isBanned(const std::string& name) const;
    Peer* readyPeer(PeerId id) const;
    Peer* readyPeer(const PublicKey& identity) const;

    NetConfig m_config;
    SigningKey m_identity;
    const SigningKey* m_operatorKey;
    NetHandlers m_handlers;
    QElapsedTimer m_clock;
    QTcpServer m_server;
    QTimer m_resumeAccepting;
    QTimer m_stopTimer;
    std::uint64_t m_bestHeight = 0;
    std::uint64_t m_lastId = 0;
    bool m_started = false;
    bool m_paused = false;
    bool m_stopping = false;
    bool m_stopped = false;

    SendBudget m_budget;
    std::map<PeerId, Peer*> m_peers;  ///< until finished; children of this object
    std::vector<std::unique_ptr<Dialer>> m_dialers;
    wire::ScoreBook m_scores;
    wire::KnownSet m_seen;   ///< gossip handed up or sent, and when
    wire::KnownSet m_asked;  ///< transactions asked for: the answer is handed up even if seen
};

}  // namespace timecoin
