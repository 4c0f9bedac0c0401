#include "tests/sim/node.h"

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
/// All sleeps of a run together are shorter: the monotonic clock stays above 0.
constexpr std::uint64_t kLongestSleepMs = 1'000'000'000;
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

Status<StorageError> WatchedLog::append(const std::vector<SafetyRecord>& records) {
    Checkers& checkers = m_world.checkers;
    if (m_world.crashes) m_world.crashes->storing(m_node, records);
    try {
        auto written = m_inner.append(records);
        if (written.ok()) checkers.onDurable(m_node, records);
        return written;
    } catch (const SimulatedCrash&) {
        // All or none; every append holds a statement, and this one's number tells which.
        const auto last = m_inner.lastSequence();
        if (last.ok() && std::any_of(records.begin(), records.end(), [&](const auto& record) {
                return record.sequence != 0 && record.sequence <= *last;
            }))
            checkers.onDurable(m_node, records);
        throw;
    }
}

Node::Node(NodeNumber number, const SigningKey* key, World& world, Links& links, Random random)
    : m_number(number),
      m_key(key),
      m_world(world),
      m_links(links),
      m_random(random),
      m_safety(number, world) {
    const auto fate = [this](StorageOperation operation) { return fateOf(operation); };
    m_chain.setFaultPlan(fate);
    m_safety.inner().setFaultPlan(fate);
    const auto skew = static_cast<std::int64_t>(world.scenario.skewMs);
    m_skewMs = static_cast<std::int64_t>(m_random.between(0, 2 * world.scenario.skewMs)) - skew;
}

/// A transaction of the disk is there whole or not at all (R-STO-1): lost, when power goes before it
/// is synced; stored, but nobody was told; or refused. What a torn file is, tests/crash tries.
StorageFault Node::fateOf(StorageOperation operation) {
    if (m_reliable) return StorageFault::Ok;
    if (operation == StorageOperation::ReadCoin) {
        const std::uint32_t bad = m_world.scenario.failInRead;
        return bad != 0 && m_random.below(100'000) < bad ? StorageFault::FailIo : StorageFault::Ok;
    }
    if (m_world.crashes) return m_world.crashes->fateOf(m_number, operation);
    const int only = m_world.scenario.onlyStore;
    if (only >= 0 && only != static_cast<int>(operation)) return StorageFault::Ok;
    if (m_random.chance(m_world.scenario.crashInStore))
        return m_random.chance(500) ? StorageFault::CrashBefore : StorageFault::CrashAfter;
    if (m_random.chance(m_world.scenario.failInStore))
        return m_random.chance(500) ? StorageFault::FailIo : StorageFault::FailFull;
    return StorageFault::Ok;
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
    Ground ground{*m_key,           m_world.scheme,
                  m_world.network,  m_world.checkers.members().model(),
                  m_world.timeline, m_world.rivals,
                  m_chain,          [this] { return m_core.get(); },
                  m_world.peace,    m_world.scenario.hermit};
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

// ---- life and death -----------------------------------------------------------------------

void Node::start() {
    m_links.setNodeUp(m_number, false);  // what is left of the process before
    m_chain.reopen();
    m_safety.inner().reopen();
    ++m_boot;
    m_monotonicBaseMs = kLongestSleepMs + m_random.below(1'000'000);
    CoreConfig config;
    config.network = m_world.network;
    config.operatorKey = m_key;
    config.scheme = &m_world.scheme;
    config.nonceSeed = m_random.next();
    if (m_world.scenario.pool != 0) config.poolTransactions = m_world.scenario.pool;
    m_core = std::make_unique<NodeCore>(std::move(config), m_chain, m_safety);
    m_world.trace.mix(m_number);
    try {
        const auto started = m_core->start(now());
        if (!started.ok()) return crash("cannot start: " + started.error().detail);
    } catch (const SimulatedCrash&) {
        return crash("loses power while starting");
    }
    if (m_world.crashes && m_world.crashes->dies(m_number))
        return crash("dies when it has read its stores");
    const auto& blocks = m_world.checkers.blocks();
    m_world.trace.line(m_world.timeline.nowMs(),
                       [&] { return name() + " starts at height " + std::to_string(height()); });
    // What was committed just before a crash was never told.
    for (std::uint64_t next = blocks.heightOf(m_number) + 1; next <= height(); ++next) {
        const auto block = m_chain.block(next);
        if (block.ok() && *block) m_world.checkers.onBlock(m_number, **block);
    }
    m_world.checkers.onStart(m_number, height(), m_core->tip().hash);
    m_links.setNodeUp(m_number, true);
    enqueue(Woken{});
    if (m_lies) planLies();
}

void Node::crash(const std::string& why) {
    if (!m_core) return;
    m_world.trace.line(m_world.timeline.nowMs(), [&] { return name() + " " + why; });
    m_world.trace.mix(m_number + 1'000);
    m_core.reset();
    m_peers.clear();
    m_seen.clear();
    m_inbox.clear();
    m_turnPlanned = false;
    m_paused = false;
    m_wakeAtMs.reset();
    m_leaving.reset();
    ++m_boot;
    if (m_world.crashes)
        fade();
    else
        m_links.setNodeUp(m_number, false);
    if (m_onDown) m_onDown();
}

/// What the process has handed to its system arrives, as after a SIGKILL; nothing else hears of it.
void Node::fade() {
    m_world.crashes->onDown(m_number);
    const Scenario& scenario = m_world.scenario;
    const std::uint64_t onTheWayMs = scenario.delayMs + scenario.jitterMs + scenario.turnMs + 1;
    m_world.timeline.after(onTheWayMs, [this, boot = m_boot] {
        if (boot == m_boot) m_links.setNodeUp(m_number, false);
    });
}

void Node::pause(std::uint64_t forMs, bool asleep) {
    if (!m_core || m_paused) return;
    m_paused = true;
    m_world.trace.line(m_world.timeline.nowMs(), [&] {
        return name() + (asleep ? " sleeps for " : " stands still for ") + std::to_string(forMs) +
               " ms";
    });
    m_world.timeline.after(forMs, [this, boot = m_boot, forMs, asleep] {
        if (boot != m_boot) return;
        if (asleep) m_monotonicBaseMs -= forMs;
        goOn();
    });
}

void Node::goOn() {
    m_world.trace.line(m_world.timeline.nowMs(), [&] { return name() + " goes on"; });
    m_paused = false;
    m_wakeAtMs.reset();
    enqueue(Woken{});
}

void Node::keepBackup() {
    if (!m_core) return;
    m_world.trace.line(m_world.timeline.nowMs(),
                       [&] { return name() + " is backed up at " + std::to_string(height()); });
    m_backup = std::make_unique<Backup>(Backup{m_chain, m_safety.inner()});
}

void Node::restoreBackup() {
    if (!m_core || !m_backup) return;
    m_chain = m_backup->chain;
    m_safety.inner() = m_backup->log;
    crash("is set back to its backup");
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
    if (m_world.crashes && !turn.fatal)
        m_leaving = m_world.crashes->afterTurn(m_number, turn, deliveries(turn));
    if (m_leaving == 0) return crash("dies before it sends anything");
    dispatch(turn);
    if (m_leaving) return crash("dies in the middle of sending");
    if (turn.fatal) {
        m_world.checkers.onFatal(m_number, *turn.fatal);
        return crash("stops: " + turn.fatal->detail);
    }
    verify(turn.verify);
    planWake();
    if (m_world.crashes && m_world.crashes->prunes(m_number)) {
        m_chain.setPruneDepth(1);
        static_cast<void>(m_chain.writeBack());
    }
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
    for (const CoreEvent& event : turn.events) tell(event);
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
    if (const auto* committed = std::get_if<BlockCommitted>(&event))
        m_world.checkers.onTip(m_number, committed->height, m_world.timeline.nowMs());
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
