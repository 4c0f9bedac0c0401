#include "node/engine/engine.h"

#include "node/engine/fault_proof_file.h"
#include "node/engine/log.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <utility>

namespace timecoin {

namespace {

EngineFault faultOf(FatalCode code) {
    switch (code) {
    case FatalCode::Storage: return EngineFault::Storage;
    case FatalCode::DatabaseDamaged: return EngineFault::DatabaseDamaged;
    case FatalCode::UpgradeNeeded: return EngineFault::UpgradeNeeded;
    case FatalCode::WrongCheckpoint: return EngineFault::WrongCheckpoint;
    case FatalCode::TwoCertificatesOneHeight:
    case FatalCode::FinalTransferMissing:
    case FatalCode::DecidedBlockInvalid: break;
    }
    return EngineFault::MasternodesFaulty;
}

}  // namespace

Engine::Engine(EngineConfig config, EngineHandlers handlers)
    : m_config(std::move(config)),
      m_handlers(std::move(handlers)),
      m_watch(watchSource()) {
    m_dueTimer.setSingleShot(true);
    m_dueTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_dueTimer, &QTimer::timeout, this, &Engine::scheduleTurn);
    m_snapshotTimer.setInterval(kSnapshotMs);
    connect(&m_snapshotTimer, &QTimer::timeout, this, &Engine::publish);
    m_poolTimer.setInterval(kPoolSaveMs);
    connect(&m_poolTimer, &QTimer::timeout, this, [this] {
        if (!m_running) return;
        forgetRestored();
        if (m_core->pooledBytes() <= kSmallPoolBytes) savePool();
    });
    m_closeTimer.setSingleShot(true);
    connect(&m_closeTimer, &QTimer::timeout, this, &Engine::closeAll);
    m_idleTimer.setSingleShot(true);
    connect(&m_idleTimer, &QTimer::timeout, this, &Engine::upkeep);
}

Engine::~Engine() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_running = false;
    m_pool.reset();  // no worker wakes an engine that is gone
}

Instant Engine::clocks() const {
    using namespace std::chrono;
    const auto since = steady_clock::now().time_since_epoch();
    return {static_cast<std::uint64_t>(duration_cast<milliseconds>(since).count()),
            static_cast<std::uint64_t>(std::max<qint64>(0, QDateTime::currentMSecsSinceEpoch()))};
}

// --- turns ----------------------------------------------------------------------------------

void Engine::scheduleTurn() {
    if (m_turnScheduled || !m_running) return;
    m_turnScheduled = true;
    // Queued, not called: many inputs share one turn, and sockets are served between two turns.
    QMetaObject::invokeMethod(this, &Engine::turn, Qt::QueuedConnection);
}

void Engine::turn() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_turnScheduled = false;
    if (!m_running) return;
    const Instant now = clocks();
    const bool more = takeInputs(now);
    m_core->onTime(now);
    finish(now);
    if (!m_running) return;
    if (more) scheduleTurn();
    armTimer(now);
}

wire::Lane Engine::lowestLane() const {
    // While the workers are behind, only what is cheap and urgent is taken (R-WIRE-3).
    return m_pool->busy() ? wire::Lane::Votes : wire::Lane::Addresses;
}

bool Engine::takeInputs(Instant now) {
    QElapsedTimer clock;
    clock.start();
    for (VerifyResult& result : m_pool->take()) m_verified.push_back(std::move(result));

    std::size_t taken = 0;
    const auto mayTake = [&] { return taken < kInputsPerTurn && clock.elapsed() < kTurnMs; };
    // Agreement and votes are seen before the results of lower lanes: a long queue of checked
    // transfers must not delay a PREPARE.
    while (mayTake()) {
        auto entry = m_inbox.take(wire::Lane::Votes);
        if (!entry) break;
        m_core->onMessage(entry->from, std::move(entry->message), now);
        ++taken;
    }
    while (mayTake() && !m_verified.empty()) {
        m_core->onVerified(std::move(m_verified.front()), now);
        m_verified.pop_front();
        ++taken;
    }
    while (mayTake() && !m_submits.empty() && !m_pool->busy()) {
        takeSubmit(now);
        ++taken;
    }
    while (mayTake()) {
        auto entry = m_inbox.take(lowestLane());
        if (!entry) break;
        m_core->onMessage(entry->from, std::move(entry->message), now);
        ++taken;
    }
    while (mayTake() && m_nextRestored < m_restored.size() && !m_pool->busy()) {
        takeRestored(now);
        ++taken;
    }
    if (m_inbox.size() < kInboxRelieved) m_peers->setReadingPaused(false);
    const bool restored = m_nextRestored < m_restored.size() && !m_pool->busy();
    const bool submits = !m_submits.empty() && !m_pool->busy();
    return !m_verified.empty() || submits || restored || !m_inbox.empty(lowestLane());
}

void Engine::takeSubmit(Instant now) {
    Submit next = std::move(m_submits.front());
    m_submits.pop_front();
    const Hash id = next.transaction.id();
    if (m_core->pooled(id))
        return next.answer({SubmitVerdict::Kind::Refused, id, TxError::AlreadyKnown});
    m_waiting.emplace(id, std::move(next.answer));
    m_deadlines.emplace_back(now.monotonicMs + kVerdictMs, id);
    m_core->submit(std::move(next.transaction), now);
}

void Engine::takeRestored(Instant now) {
    m_core->restore(m_restored[m_nextRestored++], now);
}

/// Once all that was read is checked.
void Engine::forgetRestored() {
    if (m_nextRestored < m_restored.size() || !m_verified.empty() || m_pool->outstanding() > 0)
        return;
    m_restored = {};
    m_nextRestored = 0;
}

/// R-POOL-8. What was read and is not checked yet is written back: an early stop loses nothing.
void Engine::savePool() {
    forgetRestored();
    const std::uint64_t revision = m_core->poolRevision();
    if (revision == m_savedRevision && m_restored.empty()) return;
    std::vector<PooledRecord> records = m_core->pooledRecords(clocks(), kMaxPoolFileBytes);
    for (const PooledRecord& record : m_restored)
        if (!m_core->pooled(record.transaction.id())) records.push_back(record);
    if (m_poolFile->save(records)) m_savedRevision = revision;
}

void Engine::finish(Instant now) {
    const std::uint64_t before = m_core->tip().header.height;
    Turn turn = m_core->finishTurn(now);
    ++m_turns;
    m_changed = true;
    // A fatal turn has promised nothing that it did not keep: what it hands out may still leave.
    const std::optional<Fatal> fatal = std::move(turn.fatal);
    const std::uint64_t height = m_core->tip().header.height;
    if (height != before) m_peers->setBestHeight(height);
    dispatch(std::move(turn), now);
    m_longestTurnMs = std::max(m_longestTurnMs, clocks().monotonicMs - now.monotonicMs);
    if (!fatal) return;
    m_running = false;
    EngineFailure failure{faultOf(fatal->code), QString::fromStdString(fatal->detail)};
    if (!fatal->proof.empty()) {
        if (const auto kept = keepFaultProof(m_config.dataDirectory, fatal->proof))
            failure.detail += QStringLiteral(", ") + *kept;
    }
    fail(failure);
}

void Engine::dispatch(Turn turn, Instant now) {
    m_pool->post(std::move(turn.verify));
    for (const SendTo& out : turn.sends) {
        if (m_statements) m_statements->note(out.message);
        m_peers->send(PeerId{out.to}, out.message);
    }
    for (const GossipOut& out : turn.gossip) {
        if (m_statements) m_statements->note(out.message);
        m_peers->gossip(out.message);
    }
    for (const BlamePeer& blame : turn.blames) {
        if (blame.peer != kSelf) m_peers->punish(PeerId{blame.peer}, misbehaviourOf(blame.reason));
    }
    if (turn.events.empty()) return;
    logEvents(m_config.name, turn.events);
    answerSubmits(turn.events);
    m_handlers.happened({m_watch.pass(turn.events), now.wallMs});
}

void Engine::armTimer(Instant now) {
    const auto due = m_core->nextDueMs();
    if (!due) {
        m_dueTimer.stop();
        return;
    }
    const std::uint64_t waitMs = *due > now.monotonicMs ? *due - now.monotonicMs : 0;
    m_dueTimer.start(static_cast<int>(std::min<std::uint64_t>(waitMs, 60'000)));
}

// --- inputs ---------------------------------------------------------------------------------

void Engine::onPeerReady(const PeerInfo& peer) {
    if (!m_running) return;
    qCInfo(logEngine).noquote() << m_config.name << "peer ready id" << peer.id.value << "at"
                                << peer.address << "height" << peer.height;
    m_core->onPeerReady(peer.id.value, peer.height, clocks());
    scheduleTurn();
}

void Engine::onPeerGone(PeerId peer, GoneReason reason) {
    if (!m_running) return;
    const std::string_view why = reasonName(reason);
    qCInfo(logEngine).noquote() << m_config.name << "peer gone id" << peer.value
                                << QLatin1String(why.data(), static_cast<qsizetype>(why.size()));
    m_inbox.forget(peer.value);
    m_core->onPeerGone(peer.value);
    scheduleTurn();
}

void Engine::onMessage(PeerId from, wire::Message message) {
    if (!m_running) return;
    if (!m_inbox.hasRoom(from.value, message)) {
        // Not kept: should it be gossiped again, it is new again.
        m_peers->forget(wire::messageId(wire::encodeMessage(message)));
        return;
    }
    m_inbox.put(from.value, std::move(message));
    if (m_inbox.size() > kInboxFull) m_peers->setReadingPaused(true);
    scheduleTurn();
}

void Engine::onOtherNetwork(const QString& address) {
    const Instant now = clocks();
    m_changed = true;
    if (!m_otherNetworks.note(address, now.monotonicMs)) return;
    const std::vector<CoreEvent> events{
        AlertRaised{AlertCode::OtherNetwork, address.toStdString()}};
    logEvents(m_config.name, events);
    m_handlers.happened({{events.begin(), events.end()}, now.wallMs});
}

void Engine::submit(const Bytes& encodedTransaction,
                    std::function<void(const SubmitVerdict&)> answer) {
    auto transaction = decoded<Transaction>(encodedTransaction);
    if (!transaction) return answer({SubmitVerdict::Kind::Malformed, {}, {}});
    if (!m_running || m_submits.size() + m_waiting.size() >= kMaxSubmits)
        return answer({SubmitVerdict::Kind::Unanswered, transaction->id(), {}});
    m_submits.push_back({std::move(*transaction), std::move(answer)});
    scheduleTurn();
}

void Engine::answer(const SubmitVerdict& verdict) {
    const auto [from, to] = m_waiting.equal_range(verdict.id);
    std::vector<std::function<void(const SubmitVerdict&)>> answers;
    for (auto at = from; at != to; ++at) answers.push_back(std::move(at->second));
    m_waiting.erase(from, to);
    for (const auto& tell : answers) tell(verdict);
}

void Engine::answerSubmits(const std::vector<CoreEvent>& events) {
    if (m_waiting.empty()) return;
    for (const CoreEvent& event : events) {
        if (const auto* seen = std::get_if<TransferSeen>(&event))
            answer({SubmitVerdict::Kind::Seen, seen->id, {}});
        else if (const auto* rejected = std::get_if<TransferRejected>(&event))
            answer({SubmitVerdict::Kind::Refused, rejected->id, rejected->reason});
    }
}

void Engine::addConnect(const QString& address) {
    if (m_running) m_peers->addConnect(address);
}

void Engine::dropConnect(const QString& address) {
    if (m_running) m_peers->dropConnect(address);
}

// --- snapshots ------------------------------------------------------------------------------

void Engine::snapshotTaken() {
    m_snapshotInFlight = false;
}

void Engine::expireSubmits(Instant now) {
    // No verdict comes for one that waits for its parent, or for a copy refused a moment ago.
    while (!m_deadlines.empty() && m_deadlines.front().first <= now.monotonicMs) {
        const Hash id = m_deadlines.front().second;
        m_deadlines.pop_front();
        answer({SubmitVerdict::Kind::Unanswered, id, {}});
    }
}

void Engine::publish() {
    if (m_running) expireSubmits(clocks());
    // One in flight: a slow window gets fewer pictures, never old ones.
    if (!m_running || m_snapshotInFlight || !m_changed) return;
    const Instant now = clocks();
    EngineSnapshot picture;
    picture.core = m_core->status(now, kPendingInSnapshot);
    picture.peers = m_peers->peers();
    picture.otherNetworks = m_otherNetworks.recent(now.monotonicMs);
    picture.listenPort = m_peers->listenPort();
    picture.wallMs = now.wallMs;
    picture.monotonicMs = now.monotonicMs;
    picture.turns = m_turns;
    picture.longestTurnMs = std::exchange(m_longestTurnMs, 0);
    picture.inbox = m_inbox.size();
    picture.verifying = m_pool->outstanding();
    picture.recount = m_recounted;
    m_changed = false;
    m_snapshotInFlight = true;
    m_handlers.published(std::move(picture));
}

}  // namespace timecoin
