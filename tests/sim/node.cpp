// The node while it is up; its starts and ends: node_life.cpp.
#include "tests/sim/node.h"

#include "node/storage/memory_store.h"
#include "tests/sim/describe.h"
#include "tests/support/quick_hash.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

// The peer manager's memory, shortened as block interval and timeouts are.
constexpr std::uint64_t kKnownStatementMs = 250;
constexpr std::uint64_t kKnownTransactionMs = 15'000;
/// The network begins this long after its genesis, so that a slow clock does not stand before it.
constexpr std::uint64_t kSinceGenesisMs = 600'000;
constexpr std::uint64_t kFarOffMs = 300'000;
/// How often a liar thinks of something to say.
constexpr std::uint64_t kLieEveryMs = 400;

/// How long a peer that has a message is not given it again; nothing for what is not gossip.
std::optional<std::uint64_t> knownForMs(const wire::Message& message) {
    if (std::holds_alternative<wire::TransactionMessage>(message)) return kKnownTransactionMs;
    if (std::holds_alternative<wire::ReadyMessage>(message) ||
        std::holds_alternative<wire::ViewChangeMessage>(message) ||
        std::holds_alternative<wire::ProposalMessage>(message) ||
        std::holds_alternative<wire::PrepareMessage>(message) ||
        std::holds_alternative<wire::CommitMessage>(message) ||
        std::holds_alternative<wire::TxVotesMessage>(message) ||
        std::holds_alternative<wire::TxAcksMessage>(message))
        return kKnownStatementMs;
    return std::nullopt;
}

Packet packetOf(const wire::Message& message, bool answer) {
    const auto bytes = std::make_shared<const Bytes>(wire::encodeMessage(message));
    Cargo cargo = Cargo::Other;
    if (std::holds_alternative<wire::TransactionMessage>(message)) cargo = Cargo::Payment;
    if (std::holds_alternative<wire::ProposalMessage>(message)) cargo = Cargo::Proposal;
    if (std::holds_alternative<wire::CommitMessage>(message)) cargo = Cargo::Commit;
    return {bytes, quickHash(*bytes), answer, cargo};
}

}  // namespace

Node::Node(NodeNumber number, const SigningKey* key, World& world, Links& links, Random random)
    : m_number(number),
      m_key(key),
      m_world(world),
      m_links(links),
      m_random(random),
      m_disk(makeDisk(world.network, world.scenario, m_random, storageFates())),
      m_safety(number, world.checkers, world.crashes) {
    const auto skew = static_cast<std::int64_t>(world.scenario.skewMs);
    m_skewMs = static_cast<std::int64_t>(m_random.between(0, 2 * world.scenario.skewMs)) - skew;
}

/// A crash plan decides itself what becomes of each operation.
FaultPlan Node::storageFates() {
    if (!m_world.crashes) return {};
    return
        [this](StorageOperation operation) { return m_world.crashes->fateOf(m_number, operation); };
}

void Node::setClockFarOff() {
    const auto off = static_cast<std::int64_t>(m_random.between(kFarOffMs / 5, kFarOffMs));
    m_skewMs = m_random.chance(500) ? off : -off;
}

void Node::setClock(std::int64_t offMs) {
    m_world.trace.line(m_world.timeline.nowMs(), [&] {
        return name() + "'s wall clock jumps: it is off by " + std::to_string(offMs) + " ms";
    });
    m_skewMs = offMs;
}

void Node::becomeLiar(const std::set<Family>& families) {
    Ground ground{*m_key,
                  m_world.scheme,
                  m_world.network,
                  m_world.checkers.members().model(),
                  m_world.timeline,
                  m_world.rivals,
                  [this]() -> const ChainStore& { return m_disk->chain(); },
                  [this] { return m_core.get(); },
                  m_world.peace,
                  m_world.scenario.hermit};
    m_lies = std::make_unique<Liar>(std::move(ground), families, m_world.keys, m_random.split());
    m_world.checkers.excuse(m_number);
}

Instant Node::now() const {
    const std::uint64_t virtualMs = m_world.timeline.nowMs();
    const auto wall =
        static_cast<std::int64_t>(m_world.network.genesis.timeMs + kSinceGenesisMs + virtualMs) +
        m_skewMs;
    return {m_monotonicBaseMs + virtualMs, static_cast<std::uint64_t>(wall)};
}

// ---- inputs -------------------------------------------------------------------------------

void Node::connected(NodeNumber peer, std::uint64_t connection) {
    m_peers[connection].node = peer;
    enqueue(Ready{connection, m_world.checkers.blocks().heightOf(peer)});
}

void Node::disconnected(std::uint64_t connection) {
    m_peers.erase(connection);
    enqueue(Gone{connection});
}

void Node::arrived(NodeNumber from, std::uint64_t connection, const Packet& packet) {
    const auto peer = m_peers.find(connection);
    if (!m_core || peer == m_peers.end()) return;
    const std::uint64_t nowMs = m_world.timeline.nowMs();
    m_world.trace.mix(nowMs * 64 + m_number * 8 + from);
    m_world.trace.mix(packet.id);
    auto message = wire::decodeMessage(*packet.bytes);
    if (!message) {
        if (!m_world.checkers.isExcused(from))
            m_world.checkers.fail("codec: a message that " + name() + " got does not decode");
        return;
    }
    if (m_lies) message = m_lies->heard(std::move(*message));
    if (!message) return;
    m_world.checkers.onArrived(m_number, *message);
    if (const auto forMs = knownForMs(*message)) {
        peer->second.known.set(packet.id, nowMs);
        const bool again = m_seen.note(packet.id, nowMs, *forMs);
        const bool answer =
            packet.answer && std::holds_alternative<wire::TransactionMessage>(*message);
        if (again && !answer) return;
    }
    m_world.trace.line(
        nowMs, [&] { return name() + " <- " + std::to_string(from) + "  " + describe(*message); });
    enqueue(Arrived{connection, std::move(*message)});
}

void Node::submit(const Transaction& tx) {
    m_world.trace.line(m_world.timeline.nowMs(),
                       [&] { return name() + " is given payment " + brief(tx.id()); });
    enqueue(Submitted{tx});
}

void Node::enqueue(Input input) {
    if (!m_core) return;
    m_inbox.push_back(std::move(input));
    if (m_turnPlanned || m_paused) return;
    m_turnPlanned = true;
    m_world.timeline.after(m_random.between(0, m_world.scenario.turnMs), [this, boot = m_boot] {
        if (boot == m_boot) turn();
    });
}

// ---- turns --------------------------------------------------------------------------------

void Node::turn() {
    m_turnPlanned = false;
    if (m_paused) return;
    std::vector<Input> inputs;
    inputs.swap(m_inbox);
    try {
        for (Input& input : inputs) feed(input);
        finishTurn();
    } catch (const SimulatedCrash&) {
        crash("loses power while storing");
    }
}

void Node::feed(Input& input) {
    const Instant at = now();
    if (auto* ready = std::get_if<Ready>(&input)) {
        if (m_peers.contains(ready->connection))
            m_core->onPeerReady(ready->connection, ready->height, at);
    } else if (auto* gone = std::get_if<Gone>(&input)) {
        m_core->onPeerGone(gone->connection);
    } else if (auto* arrived = std::get_if<Arrived>(&input)) {
        if (m_peers.contains(arrived->connection))
            m_core->onMessage(arrived->connection, std::move(arrived->message), at);
    } else if (auto* submitted = std::get_if<Submitted>(&input)) {
        m_core->submit(std::move(submitted->tx), at);
    } else if (auto* verified = std::get_if<VerifyResult>(&input)) {
        m_core->onVerified(std::move(*verified), at);
    }
}

void Node::finishTurn() {
    const Instant at = now();
    const auto due = m_core->nextDueMs();
    if (due && *due <= at.monotonicMs) m_core->onTime(at);
    Turn turn = m_core->finishTurn(at);
    if (m_disk->died()) return crash("loses power while storing");
    if (m_world.crashes && !turn.fatal)
        m_leaving = m_world.crashes->afterTurn(m_number, turn, deliveries(turn));
    if (m_leaving == 0) return crash("dies before it sends anything");
    dispatch(turn);
    if (m_leaving) return crash("dies in the middle of sending");
    if (turn.fatal) return stopFor(*turn.fatal);
    verify(turn.verify);
    planWake();
    beIdle();
}

/// What may wait is done now.
void Node::beIdle() {
    if (m_world.crashes && m_world.crashes->prunes(m_number)) {
        m_disk->chain().setPruneDepth(1);
        static_cast<void>(m_disk->chain().writeBack());
    }
    const auto kept = m_disk->idle();
    if (m_disk->died()) return crash("loses power in an idle moment");
    if (!kept)
        stopFor({kept.error().code == StorageCode::Corrupt ? FatalCode::DatabaseDamaged
                                                           : FatalCode::Storage,
                 kept.error().detail});
}

/// How many messages leave with this turn, one for each peer that hears it.
std::size_t Node::deliveries(const Turn& turn) const {
    std::size_t count = 0;
    for (const SendTo& out : turn.sends) count += m_peers.contains(out.to) ? 1U : 0U;
    const std::uint64_t nowMs = m_world.timeline.nowMs();
    for (const GossipOut& out : turn.gossip) {
        const std::uint64_t id = packetOf(out.message, false).id;
        const std::uint64_t forMs = knownForMs(out.message).value_or(0);
        for (const auto& [connection, peer] : m_peers)
            count += peer.known.has(id, nowMs, forMs) ? 0U : 1U;
    }
    return count;
}

/// One more delivery, unless the process dies before it.
bool Node::mayLeave() {
    if (!m_leaving) return true;
    if (*m_leaving == 0) return false;
    --*m_leaving;
    return true;
}

/// What leaves is judged before what is told about it.
void Node::dispatch(Turn& turn) {
    for (const CoreEvent& event : turn.events)
        if (const auto* committed = std::get_if<BlockCommitted>(&event))
            if (committed->block) m_world.checkers.onCommitting(committed->block->block);
    m_world.checkers.onTurn(m_number, m_world.timeline.nowMs());
    for (const SendTo& out : turn.sends) {
        const auto peer = m_peers.find(out.to);
        if (peer != m_peers.end() && !mayLeave()) return;
        if (!m_lies) m_world.checkers.onSent(m_number, out.message);
        if (peer == m_peers.end()) continue;
        if (!m_lies)
            answer(out.message, out.to, peer->second);
        else
            for (const wire::Message& lie : m_lies->told(out.message, peer->second.node))
                answer(lie, out.to, peer->second);
    }
    for (const GossipOut& out : turn.gossip) {
        if (m_leaving == 0) return;
        gossip(out.message);
    }
    if (m_leaving) return;
    std::optional<std::uint64_t> tip;
    for (const CoreEvent& event : turn.events) {
        tell(event);
        if (const auto* committed = std::get_if<BlockCommitted>(&event)) tip = committed->height;
    }
    if (tip && !turn.fatal) m_world.checkers.onTold(m_number, *tip);
    for (const BlamePeer& blame : turn.blames) {
        const auto peer = m_peers.find(blame.peer);
        if (peer != m_peers.end())
            m_world.checkers.onBlame(m_number, peer->second.node, blame.reason);
    }
}

/// To this peer alone.
void Node::answer(const wire::Message& message, std::uint64_t connection, PeerState& peer) {
    const std::uint64_t nowMs = m_world.timeline.nowMs();
    const Packet packet = packetOf(message, true);
    m_world.trace.line(nowMs, [&] {
        return name() + " -> " + std::to_string(peer.node) + "  " + describe(message);
    });
    if (m_lies) m_world.checkers.onSent(m_number, message);
    if (knownForMs(message)) peer.known.set(packet.id, nowMs);
    m_links.send(m_number, peer.node, connection, packet);
}

void Node::gossip(const wire::Message& message) {
    Listeners listeners;
    for (auto& [connection, peer] : m_peers) listeners.emplace_back(connection, &peer);
    if (!m_lies) return gossipTo(message, listeners);
    for (const auto& listener : listeners)
        for (const wire::Message& lie : m_lies->told(message, listener.second->node))
            gossipTo(lie, {listener});
}

void Node::gossipTo(const wire::Message& message, const Listeners& peers) {
    m_world.checkers.onSent(m_number, message);
    const std::uint64_t nowMs = m_world.timeline.nowMs();
    const Packet packet = packetOf(message, false);
    const std::uint64_t forMs = knownForMs(message).value_or(0);
    std::string to;
    for (const auto& [connection, peer] : peers) {
        if (peer->known.note(packet.id, nowMs, forMs)) continue;
        if (!mayLeave()) break;
        m_links.send(m_number, peer->node, connection, packet);
        if (m_world.trace.prints()) to += " " + std::to_string(peer->node);
    }
    m_seen.set(packet.id, nowMs);
    if (!to.empty())
        m_world.trace.line(nowMs, [&] { return name() + " ->" + to + "  " + describe(message); });
}

void Node::planLies() {
    m_world.timeline.after(1 + m_random.below(2 * kLieEveryMs), [this, boot = m_boot] {
        if (boot != m_boot) return;
        for (auto& [connection, peer] : m_peers)
            for (const wire::Message& lie : m_lies->unasked(peer.node))
                answer(lie, connection, peer);
        planLies();
    });
}

void Node::tell(const CoreEvent& event) {
    m_world.trace.mix(event.index());
    m_world.trace.line(m_world.timeline.nowMs(), [&] { return name() + " " + describe(event); });
    m_world.checkers.onEvent(m_number, event);
    if (const auto* committed = std::get_if<BlockCommitted>(&event)) {
        const std::uint64_t nowMs = m_world.timeline.nowMs();
        m_world.checkers.onTip(m_number, committed->height, nowMs);
        m_world.checkers.onClock(committed->height,
                                 m_world.network.genesis.timeMs + kSinceGenesisMs + nowMs);
    }
}

void Node::verify(std::vector<VerifyJob>& jobs) {
    for (VerifyJob& job : jobs) {
        const std::uint64_t tookMs = m_random.between(0, m_world.scenario.verifyMs);
        if (tookMs == 0) {
            enqueue(job());
            continue;
        }
        m_world.timeline.after(tookMs, [this, boot = m_boot, work = std::move(job)] {
            if (boot == m_boot) enqueue(work());
        });
    }
}

void Node::planWake() {
    const auto due = m_core->nextDueMs();
    if (!due) return;
    const std::uint64_t nowMs = m_world.timeline.nowMs();
    const std::uint64_t dueMs = *due < m_monotonicBaseMs ? 0 : *due - m_monotonicBaseMs;
    const std::uint64_t atMs = std::max(dueMs, nowMs + 1);
    if (m_wakeAtMs && *m_wakeAtMs <= atMs && *m_wakeAtMs > nowMs) return;
    m_wakeAtMs = atMs;
    m_world.timeline.after(atMs - nowMs, [this, boot = m_boot, atMs] {
        if (boot != m_boot || m_wakeAtMs != atMs) return;
        m_wakeAtMs.reset();
        enqueue(Woken{});
    });
}

}  // namespace timecoin::sim
