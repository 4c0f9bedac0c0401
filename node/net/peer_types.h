// What the owner of the network sees of it: values only.
// Thread: node (the handlers are called in it).
#pragma once

#include "node/base/bytes.h"
#include "node/wire/messages.h"
#include "node/wire/peer_score.h"

#include <QString>

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace timecoin {

using wire::MisbehaviourReason;

/// One connection. Never 0, never used again.
struct PeerId {
    std::uint64_t value = 0;
    friend auto operator<=>(const PeerId&, const PeerId&) = default;
};

struct PeerInfo {
    PeerId id;
    bool inbound = false;
    QString address;  ///< "host:port" of the socket's other end
    PublicKey identity;
    std::optional<PublicKey> operatorKey;  ///< proven in the handshake
    std::uint16_t protocolVersion = 0;
    std::uint16_t listenPort = 0;  ///< 0: it does not listen
    std::uint64_t height = 0;      ///< what it last claimed
    qint64 latencyMs = -1;         ///< of the last ping; -1: none answered yet
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    int score = 0;  ///< misbehaviour points that stand against it
};

/// Why a ready peer is one no more.
enum class GoneReason : std::uint8_t {
    ClosedByPeer,
    NetworkError,
    Timeout,       ///< nothing heard for 90 s
    BadChannel,    ///< a record did not open: altered on the way
    BadFrame,      ///< a frame broke its rules, sealed by the peer itself
    BadHandshake,  ///< never of a ready peer
    Banned,
    SendOverflow,  ///< it did not take agreement messages as fast as they came
    Replaced,      ///< another connection with the same identity is kept
    Dropped,       ///< dropConnect()
    Stopping,
};
/// Stable name for logs and counters.
std::string_view reasonName(GoneReason reason);

/// Timeouts of R-PEER-1 and R-PEER-2; a test may shorten them.
struct NetTiming {
    int handshakeMs = 5'000;
    int pingMs = 30'000;
    int deadMs = 90'000;
    int backoffMinMs = 100;
    int backoffMaxMs = 10'000;
    int stopMs = 1'000;
    /// How long a gossip message that was handed up is not handed up again. Votes and agreement
    /// messages are resent by their signers on purpose, so theirs is shorter than their interval.
    int seenAgreementMs = 500;
    int seenTransactionMs = 60'000;
};

struct NetConfig {
    Hash genesis;
    QString listenHost = QStringLiteral("127.0.0.1");  ///< an IP address
    quint16 listenPort = 0;                            ///< 0: any free one
    bool listen = true;
    std::vector<QString> connect;  ///< "host:port", dialled for ever
    int maxOutbound = 8;
    int maxPeers = 125;
    NetTiming timing;
};

/// Set by the owner before start(). Called in the node thread; each may call back into the
/// manager. An empty one is not called.
struct NetHandlers {
    std::function<void(const PeerInfo&)> peerReady;
    /// Only for peers that were ready.
    std::function<void(PeerId, GoneReason)> peerGone;
    std::function<void(PeerId, wire::Message)> messageReceived;
    /// The node there has another genesis: it was dropped in the handshake. The address as it was
    /// dialled, or the host that it came from.
    std::function<void(const QString& address)> otherNetwork;
    /// After stop(): every socket is closed.
    std::function<void()> stopped;
};

}  // namespace timecoin
