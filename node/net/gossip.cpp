// Messages of all peers: sending, spreading, de-duplicating, blaming (R-PEER-4..6).
#include "node/net/peer.h"
#include "node/net/peer_manager.h"

#include <QThread>

namespace timecoin {

using wire::Lane;

PeerManager::Parcel PeerManager::parcelOf(const wire::Message& message) const {
    const Bytes bytes = wire::encodeMessage(message);
    Parcel parcel;
    parcel.lane = wire::laneOf(message);
    parcel.gossip = wire::isGossipKind(bytes[0]);
    if (parcel.gossip) parcel.id = wire::messageId(bytes);
    parcel.frame = std::make_shared<const Bytes>(wire::frameOf(bytes));
    return parcel;
}

void PeerManager::send(PeerId to, const wire::Message& message) {
    Q_ASSERT(QThread::currentThread() == thread());
    Peer* peer = readyPeer(to);
    if (!peer || m_stopping) return;
    if (const auto* ask = std::get_if<wire::GetTransactions>(&message))
        for (const Hash& hash : ask->fullHashes) m_asked.insert(hash);
    if (const auto* ask = std::get_if<wire::GetTransfers>(&message))
        for (const Hash& id : ask->ids) m_asked.insert(id);

    Parcel parcel = parcelOf(message);
    if (parcel.gossip) peer->known().insert(parcel.id);
    // To one peer: an answer that someone's agreement waits for. It does not queue behind a flood.
    if (parcel.lane == Lane::Transactions) parcel.lane = Lane::Votes;
    peer->put(parcel.lane, std::move(parcel.frame));
}

void PeerManager::gossip(const wire::Message& message) {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_stopping) return;
    const Parcel parcel = parcelOf(message);
    // It comes back from others; it is no news then.
    if (parcel.gossip) m_seen.insert(parcel.id, nowMs());
    for (const auto& [id, peer] : m_peers) {
        if (!peer->isReady()) continue;
        if (parcel.gossip && !peer->known().insert(parcel.id)) continue;
        peer->put(parcel.lane, parcel.frame);
    }
}

void PeerManager::forget(const Hash& messageId) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_seen.erase(messageId);
}

void PeerManager::setReadingPaused(bool paused) {
    Q_ASSERT(QThread::currentThread() == thread());
    if (std::exchange(m_paused, paused) == paused) return;
    for (const auto& [id, peer] : m_peers) peer->setPaused(paused);
}

// ---- coming in --------------------------------------------------------------------------------

void PeerManager::onMessage(Peer& peer, ByteView bytes) {
    if (m_stopping) return;
    const auto lane = wire::laneOfKind(bytes[0]);
    if (!lane) return blame(peer, MisbehaviourReason::UndecodableMessage);
    if (!peer.limits().takeMessage(*lane, bytes.size(), nowMs()))
        return blame(peer, MisbehaviourReason::RateExceeded);

    const bool gossip = wire::isGossipKind(bytes[0]);
    Hash id;
    bool repeat = false;
    if (gossip) {
        id = wire::messageId(bytes);
        peer.known().insert(id);
        repeat = isRepeat(bytes[0], id);
        // A repeat costs no more than its hash, unless it may be an answer.
        if (repeat && (*lane != Lane::Transactions || m_asked.size() == 0)) return;
    }
    auto message = wire::decodeMessage(bytes);
    if (!message) return blame(peer, MisbehaviourReason::UndecodableMessage);
    if (!peer.limits().takeRequest(*message, nowMs()))
        return blame(peer, MisbehaviourReason::RateExceeded);
    const bool asked = wasAsked(*message);
    if (repeat && !asked) return;
    if (gossip) {
        m_seen.erase(id);
        m_seen.insert(id, nowMs());
    }
    handUp(peer, std::move(*message));
}

bool PeerManager::isRepeat(std::uint8_t kind, const Hash& id) const {
    const auto seenAt = m_seen.at(id);
    if (!seenAt) return false;
    const bool transaction = wire::laneOfKind(kind) == Lane::Transactions;
    const int forMs =
        transaction ? m_config.timing.seenTransactionMs : m_config.timing.seenAgreementMs;
    return nowMs() - *seenAt < static_cast<std::uint64_t>(forMs);
}

bool PeerManager::wasAsked(const wire::Message& message) {
    const auto* transaction = std::get_if<wire::TransactionMessage>(&message);
    if (!transaction || m_asked.size() == 0) return false;
    const bool byFullHash = m_asked.erase(transaction->transaction->fullHash());
    const bool byId = m_asked.erase(transaction->transaction->id());
    return byFullHash || byId;
}

void PeerManager::handUp(Peer& peer, wire::Message message) {
    if (const auto* ping = std::get_if<wire::Ping>(&message))
        return send(peer.id(), wire::Pong{ping->nonce});
    if (const auto* pong = std::get_if<wire::Pong>(&message)) return peer.onPong(pong->nonce);
    if (const auto* tip = std::get_if<wire::TipNotice>(&message)) peer.setHeight(tip->height);
    if (m_handlers.messageReceived) m_handlers.messageReceived(peer.id(), std::move(message));
}

// ---- blame ------------------------------------------------------------------------------------

void PeerManager::punish(PeerId id, MisbehaviourReason reason) {
    Q_ASSERT(QThread::currentThread() == thread());
    if (Peer* peer = readyPeer(id)) blame(*peer, reason);
}

void PeerManager::blame(Peer& peer, MisbehaviourReason reason) {
    bool banned = false;
    if (peer.wasReady())
        banned |= m_scores.add("id:" + toHex(peer.identity().identity), reason, nowMs());
    if (!peer.host().isEmpty())
        banned |= m_scores.add("ip:" + peer.host().toStdString(), reason, nowMs());
    if (banned) peer.close(GoneReason::Banned);
}

bool PeerManager::isBanned(const std::string& name) const {
    return m_scores.bannedUntil(name, nowMs()).has_value();
}

// ---- who is there -----------------------------------------------------------------------------

Peer* PeerManager::readyPeer(PeerId id) const {
    const auto found = m_peers.find(id);
    return found != m_peers.end() && found->second->isReady() ? found->second : nullptr;
}

Peer* PeerManager::readyPeer(const PublicKey& identity) const {
    for (const auto& [id, peer] : m_peers)
        if (peer->isReady() && peer->identity().identity == identity) return peer;
    return nullptr;
}

std::vector<PeerInfo> PeerManager::peers() const {
    Q_ASSERT(QThread::currentThread() == thread());
    std::vector<PeerInfo> out;
    for (const auto& [id, peer] : m_peers) {
        if (!peer->isReady()) continue;
        out.push_back(peer->info());
        const std::string name = "id:" + toHex(peer->identity().identity);
        out.back().score = static_cast<int>(m_scores.points(name, nowMs()));
    }
    return out;
}

}  // namespace timecoin
