#include "node/core/node_core.h"

#include "node/core/fault_proof.h"
#include "node/core/impl.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::uint64_t kQuestionMs = 500;
constexpr std::uint64_t kRebroadcastMs = 2'000;
constexpr std::uint64_t kExpiryLookMs = 600'000;
/// One block behind is mostly one about to be decided here: asking at once would only double it.
constexpr std::uint64_t kBehindGraceMs = 250;

}  // namespace

NodeCore::Impl::Impl(CoreConfig config, ChainStore& chain, SafetyLog& safety)
    : m_parts(std::move(config), chain, safety),
      m_assembler(m_parts),
      m_intake(m_parts),
      m_guard(m_parts.config.network.params, m_parts.config.checkpoints,
              m_parts.config.foreignKeys) {
    if (m_parts.config.operatorKey)
        m_signer.emplace(*m_parts.config.operatorKey, *m_parts.config.scheme,
                         m_parts.config.network.genesisHash);
}

/// What a restart finds: the chain at one height whole, the log of everything ever signed. Nothing
/// is signed before the start-up question is answered.
Status<StorageError> NodeCore::Impl::start(Instant now) {
    const auto& network = m_parts.config.network;
    if (auto opened = m_parts.chain.openGenesis(network); !opened) return opened;
    auto tip = m_parts.chain.tip();
    if (!tip) return fail(tip.error());
    m_parts.tip.header = tip->header;
    m_parts.tip.hash = tip->hash;
    m_parts.tip.registry = tip->registry;
    m_parts.tip.coinHash = tip->coinHash;
    m_parts.tip.next = contextAfter(tip->registry, tip->header, network);
    m_parts.tipContext = tip->context;
    m_parts.lastCommit = tip->certificate;
    if (auto held = checkStoredCheckpoints(tip->header.height); !held) return held;
    m_guard.start(tipPoint(), now.wallMs);
    for (const auto& entry : tip->certificate.entries)
        if (tip->context.members.contains(entry.member)) {
            auto& held = m_newestHeld[tip->context.members.at(entry.member).operatorKey];
            if (held.sequence >= entry.sequence) continue;
            const Commit commit{{tip->certificate.epoch, tip->certificate.height,
                                 tip->certificate.view, entry.member, entry.sequence},
                                tip->certificate.block,
                                entry.signature};
            held = signedText(commit, network.genesisHash);
        }
    if (m_signer) {
        auto records = m_parts.safety.load();
        if (!records) return fail(records.error());
        const auto last = m_parts.safety.lastSequence();
        if (!last) return fail(last.error());
        m_signer->restore(records.value(), last.value());
        for (auto& record : records.value())
            if (record.height > tip->header.height)
                m_restored[record.height].push_back(std::move(record));
        m_question.emplace(m_signer->publicKey(), m_parts.config.nonceSeed);
        m_question->reconsider(m_parts.tip.next.members);
    }
    m_progressMs = now.monotonicMs;
    m_nextExpiryMs = now.monotonicMs + kExpiryLookMs;
    m_catchUp.onTip(tip->header.height);
    // The rest of the interval, by the wall clock; a clock gone wrong costs one interval at most.
    const auto interval = network.params.blockIntervalMs;
    const auto dueWall = tip->header.timestampMs + interval;
    const auto rest = dueWall > now.wallMs ? std::min(dueWall - now.wallMs, interval) : 0;
    heedUpgrade();
    beginHeight(now, now.monotonicMs + rest);
    return done();
}

std::optional<MemberIndex> NodeCore::Impl::selfIndex() const {
    if (!m_signer || !m_question || m_question->state() != StartQuestion::State::Cleared ||
        !m_guard.believes())
        return std::nullopt;
    // Heights below the newest statement are closed: the chain here is older than the log.
    if (m_signer->height() > m_parts.context->height) return std::nullopt;
    return m_parts.context->members.indexOf(m_signer->publicKey());
}

void NodeCore::Impl::beginHeight(Instant now, std::uint64_t dueMs) {
    m_parts.context = std::make_shared<const HeightContext>(m_parts.tip.next);
    m_parts.locked = m_parts.tip.registry.lockedCollaterals(m_parts.context->slot);
    m_assembler.clear();
    m_work =
        std::make_unique<HeightWork>(m_parts, m_assembler, m_signer ? &*m_signer : nullptr, dueMs);
    m_blocksInWork.clear();
    std::erase_if(m_accused,
                  [this](const PublicKey& key) { return !m_parts.context->members.indexOf(key); });
    const auto height = m_parts.context->height;
    m_restored.erase(m_restored.begin(), m_restored.lower_bound(height));
    const auto found = m_restored.find(height);
    if (found != m_restored.end()) m_work->restore(found->second, now);
    m_work->takeOverPins(now);
    if (found != m_restored.end())
        for (const auto& record : found->second)
            if (record.kind == SafetyKind::Transfer)
                if (auto tx = decoded<Transaction>(record.bytes))
                    m_intake.arrive(std::make_shared<const Transaction>(std::move(*tx)), kSelf,
                                    now);
    if (m_question) m_question->reconsider(m_parts.context->members);
    if (const auto self = selfIndex()) m_work->setSelf(*self);
    askStartQuestion(now);  // a member from this height on has not asked yet
    offerPooled();
    auto early = std::move(m_early);
    m_early.clear();
    for (auto& [from, message] : early) onMessage(from, std::move(message), now);
}

/// What the registry of this tip rules out goes; transfers that may be voted for are offered.
void NodeCore::Impl::offerPooled() {
    for (const auto& transaction : m_parts.pool.inOrder()) {
        const auto& id = transaction->id;
        if (!m_parts.pool.byId(id)) continue;  // went with its parent
        if (const auto reason = m_intake.hopeless(*transaction)) {
            m_parts.pool.drop(id, *reason);
            continue;
        }
        const auto error =
            checkSpendable(*transaction, m_parts.chain, m_parts.context->slot, m_parts.locked);
        if (error == TxError::CollateralLocked)
            m_parts.pool.drop(id, *error);  // registered since it came
        else if (!error || !m_parts.pool.parentsOf(*transaction).empty())
            m_work->offer(transaction);
    }
    heedDropped();
}

/// What left the pool leaves the window before it can come again (R-POOL-3).
void NodeCore::Impl::heedDropped() {
    for (const auto& dropped : m_parts.pool.takeDropped()) {
        m_ownTransfers.erase(dropped.transfer->id);
        m_work->withdraw(dropped.transfer->id);
        m_parts.out.tell(TransferRejected{dropped.transfer->id, dropped.reason});
    }
}

/// Everything that follows from what came in, until nothing does.
void NodeCore::Impl::pump(Instant now) {
    if (m_dead || m_parts.out.isFatal()) return;
    guardTime(now);
    allowSigning();  // first: a block may be overdue by the time this node may sign
    do {
        m_work->advance(now);
        takeNextBlock(now);
        accuse(now);
    } while (!m_parts.out.isFatal() && applyDecision(now));
}

/// R-EVI-5: evidence goes the way of any other transaction, and every proposer may put it in a block.
void NodeCore::Impl::accuse(Instant now) {
    for (const Evidence& evidence : m_work->takeEvidence(now)) {
        const auto* entry = m_parts.tip.registry.findOperator(evidence.operatorKey);
        const bool known = entry != nullptr && entry->evidenceSlot != 0;
        if (known || !m_accused.insert(evidence.operatorKey).second) continue;
        const bool votes = std::holds_alternative<DoubleVote>(evidence.proof);
        m_parts.out.tell(AlertRaised{votes ? AlertCode::DoubleVote : AlertCode::Equivocation,
                                     toHex(evidence.operatorKey)});
        m_intake.arrive(std::make_shared<const Transaction>(evidenceTransaction(evidence)), kSelf,
                        now);
    }
}

void NodeCore::Impl::allowSigning() {
    if (!m_question) return;
    if (m_question->state() == StartQuestion::State::Older) {
        m_work->silence();
        if (!m_alertedOlder) m_parts.out.tell(AlertRaised{AlertCode::OlderSignerState, {}});
        m_alertedOlder = true;
        return;
    }
    if (m_question->state() == StartQuestion::State::Cleared && m_guard.believes() &&
        !m_signingTold) {
        m_signingTold = true;
        m_parts.out.tell(SigningAllowed{m_signer->lastSequence()});
        if (const auto self = selfIndex()) m_work->setSelf(*self);
    }
}

/// Applies the decided block once its body is here. True when the tip moved.
bool NodeCore::Impl::applyDecision(Instant now) {
    if (!m_work->decision()) return false;
    const auto certificate = *m_work->decision();
    const auto* body = m_assembler.complete(certificate.block);
    if (!body) return false;
    if (readFailed()) return false;  // what could not be read looks like a coin that is not there
    if (!body->effects) {
        tooManyFaulty(FatalCode::DecidedBlockInvalid, m_parts.context->height,
                      std::string(codeName(body->effects.error())),
                      {blockMessage({body->block, certificate})});
        return false;
    }
    if (m_guard.refuses(m_parts.context->height, certificate.block)) {
        m_parts.out.fatal(FatalCode::WrongCheckpoint,
                          formatCheckpoint(m_parts.context->height, certificate.block));
        return false;
    }
    std::set<Hash> ids;
    std::set<OutPoint> spent;
    for (const auto& transfer : body->transfers) {
        ids.insert(transfer->id);
        spent.insert(transfer->tx.inputs.begin(), transfer->tx.inputs.end());
    }
    for (const auto& id : m_work->finals())
        if (!ids.contains(id)) {
            std::vector<wire::Message> proof{blockMessage({body->block, certificate})};
            if (auto final = m_work->window().proof(id, StatementKind::TxAck))
                proof.emplace_back(wire::TransferCertificateMessage{std::move(*final)});
            tooManyFaulty(FatalCode::FinalTransferMissing, m_parts.context->height, toHex(id),
                          std::move(proof));
            return false;
        }
    // Own COMMITs that this certificate may hold are durable before the block that they decide.
    if (!m_parts.out.persist(m_parts.safety)) return false;
    auto certified = std::make_shared<CertifiedBlock>(CertifiedBlock{body->block, certificate});
    const BlockCommit commit{
        *certified, body->effects->delta, body->effects->coinHash, body->effects->registry,
        endsEpoch(body->effects->registry, body->block.header, m_parts.config.network)};
    if (const auto stored = m_parts.chain.commit(commit, *m_parts.context); !stored) {
        m_parts.out.chainFails(stored.error());
        return false;
    }
    m_parts.tipContext = *m_parts.context;
    m_parts.lastCommit = certificate;
    m_parts.tip.header = body->block.header;
    m_parts.tip.hash = certificate.block;
    m_parts.tip.coinHash = body->effects->coinHash;
    m_parts.tip.registry = body->effects->registry;
    m_parts.tip.next =
        contextAfter(m_parts.tip.registry, m_parts.tip.header, m_parts.config.network);
    if (m_parts.tip.next.epoch != m_parts.context->epoch) forgetStrangers();
    const auto height = m_parts.tip.header.height;
    m_guard.onTip(tipPoint(), now.wallMs);
    m_parts.out.tell(BlockCommitted{height, certificate.block, certificate.view, certified});
    m_parts.pool.onCommitted(ids, spent);
    for (const auto& id : ids) m_ownTransfers.erase(id);
    if (const auto pruned = m_parts.safety.pruneBelow(height); !pruned) {
        m_parts.out.fatal(FatalCode::Storage, pruned.error().detail);
        return false;
    }
    m_catchUp.onTip(height);
    m_progressMs = now.monotonicMs;
    m_behindSinceMs.reset();
    for (const auto& [peer, claimed] : m_parts.peers)
        m_parts.out.send(peer, wire::TipNotice{height, certificate.block});
    heedUpgrade();
    beginHeight(now, now.monotonicMs + m_parts.config.network.params.blockIntervalMs);
    m_intake.onCommitted(now);
    return true;
}

/// R-SAFE-4: then this turn is no judge of blocks or peers.
bool NodeCore::Impl::readFailed() {
    const auto failure = m_parts.chain.readFailure();
    if (failure) m_parts.out.chainFails(*failure);
    return failure.has_value();
}

/// R-SAFE-1..3: what shows it goes with it.
void NodeCore::Impl::tooManyFaulty(FatalCode code, std::uint64_t height, std::string detail,
                                   std::vector<wire::Message> proof) {
    const FaultProof shown{code, m_parts.config.network.genesisHash, height, std::move(proof)};
    m_parts.out.fatal(code, std::move(detail), shown.encode());
}

/// What is remembered of members is bounded by the registry: who is in it may be one again.
void NodeCore::Impl::forgetStrangers() {
    const auto isStranger = [this](const auto& entry) {
        return m_parts.tip.registry.findOperator(entry.first) == nullptr;
    };
    std::erase_if(m_newestHeld, isStranger);
    std::erase_if(m_lastHeardWallMs, isStranger);
}

/// R-UPG-3: told from the agreement on; no block is made, checked or taken by rules not known here.
void NodeCore::Impl::heedUpgrade() {
    const auto& registry = m_parts.tip.registry;
    const auto next = m_parts.tip.next.height;
    if (rulesVersionAfter(registry) > kRulesVersion)
        return m_parts.out.fatal(FatalCode::UpgradeNeeded, std::to_string(next));
    if (!registry.upgrade || registry.upgrade->version <= kRulesVersion ||
        m_toldUpgrade == registry.upgrade->height)
        return;
    m_toldUpgrade = registry.upgrade->height;
    m_parts.out.tell(
        AlertRaised{AlertCode::UpgradeAgreed, std::to_string(registry.upgrade->height)});
}

// --- time ----------------------------------------------------------------------------------------

void NodeCore::Impl::onTime(Instant now) {
    if (m_dead) return;
    guardTime(now);
    askHeaders(now);
    askStartQuestion(now);
    pollCatchUp(now);
    rebroadcastOwn(now);
    expireOld(now);
}

/// R-POOL-6. What this window has promised anything about is pinned and stays (R-POOL-3).
void NodeCore::Impl::expireOld(Instant now) {
    if (m_parts.pool.count() == 0 || now.monotonicMs < m_nextExpiryMs) return;
    m_nextExpiryMs = now.monotonicMs + kExpiryLookMs;
    m_parts.pool.expireOlderThan(kMaxPendingMs, now);
    heedDropped();
}

/// A key outside the set has nothing to sign, so nothing to ask; it asks when it joins, the members
/// of the set it joins.
bool NodeCore::Impl::asksStartQuestion() const {
    return m_question && m_question->state() == StartQuestion::State::Asking &&
           m_parts.context->members.indexOf(m_signer->publicKey());
}

void NodeCore::Impl::askStartQuestion(Instant now) {
    if (!asksStartQuestion() || now.monotonicMs < m_nextQuestionMs) return;
    m_nextQuestionMs = now.monotonicMs + kQuestionMs;
    for (const auto& [peer, height] : m_parts.peers) m_parts.out.send(peer, m_question->question());
}

void NodeCore::Impl::pollCatchUp(Instant now) {
    if (!m_catchUp.behind() || !m_guard.takesBlocks()) return m_behindSinceMs.reset();
    if (!m_behindSinceMs) m_behindSinceMs = now.monotonicMs;
    if (m_catchUp.bestClaimed() <= m_parts.tip.header.height + 1 &&
        now.monotonicMs < *m_behindSinceMs + kBehindGraceMs)
        return;
    for (const auto& request : m_catchUp.poll(now))
        m_parts.out.send(request.source, wire::GetBlocks{request.from, request.count});
}

/// Looked at together, once a second, however many there are; a final one rests until its block.
void NodeCore::Impl::rebroadcastOwn(Instant now) {
    if (m_ownTransfers.empty() || now.monotonicMs < m_nextRebroadcastMs) return;
    m_nextRebroadcastMs = now.monotonicMs + kRebroadcastMs / 2;
    for (auto at = m_ownTransfers.begin(); at != m_ownTransfers.end();) {
        const auto transfer = m_parts.pool.byId(at->first);
        if (!transfer) {
            at = m_ownTransfers.erase(at);
            continue;
        }
        if (now.monotonicMs >= at->second + kRebroadcastMs && !m_work->window().final(at->first)) {
            at->second = now.monotonicMs;
            for (const auto& [peer, height] : m_parts.peers)
                m_parts.out.send(peer, wire::TransactionMessage{rawOf(transfer)});
        }
        ++at;
    }
}

std::optional<std::uint64_t> NodeCore::Impl::nextDueMs() const {
    if (m_dead || !m_work) return std::nullopt;
    auto due = m_work->nextDueMs();
    const auto consider = [&due](std::uint64_t at) { due = due ? std::min(*due, at) : at; };
    if (asksStartQuestion() && !m_parts.peers.empty()) consider(m_nextQuestionMs);
    if (m_guard.wanted() && !m_parts.peers.empty()) consider(m_headers.askedMs + kHeadersAgainMs);
    if (m_catchUp.behind() && m_guard.takesBlocks()) {
        if (!m_behindSinceMs) {
            consider(0);
        } else {
            const auto next = m_catchUp.nextDueMs();
            consider(std::max(next.value_or(0), *m_behindSinceMs + kBehindGraceMs));
        }
    }
    if (!m_ownTransfers.empty()) consider(m_nextRebroadcastMs);
    if (m_parts.pool.count() > 0) consider(m_nextExpiryMs);
    return due;
}

/// R-SIG-1: what was signed is durable before anything of this turn leaves.
Turn NodeCore::Impl::finishTurn(Instant now) {
    if (m_dead) return {};
    pump(now);
    heedDropped();
    readFailed();
    m_parts.out.persist(m_parts.safety);
    m_dead = m_parts.out.isFatal();
    return m_parts.out.take();
}

// --- the public face -------------------------------------------------------------------------------

NodeCore::NodeCore(CoreConfig config, ChainStore& chain, SafetyLog& safety)
    : m_impl(std::make_unique<Impl>(std::move(config), chain, safety)) {}
NodeCore::~NodeCore() = default;

Status<StorageError> NodeCore::start(Instant now) {
    return m_impl->start(now);
}
void NodeCore::onPeerReady(PeerNumber peer, std::uint64_t height, Instant now) {
    m_impl->onPeerReady(peer, height, now);
}
void NodeCore::onPeerGone(PeerNumber peer) {
    m_impl->onPeerGone(peer);
}
void NodeCore::onMessage(PeerNumber from, wire::Message message, Instant now) {
    m_impl->onMessage(from, std::move(message), now);
}
void NodeCore::onVerified(VerifyResult result, Instant now) {
    m_impl->onVerified(std::move(result), now);
}
void NodeCore::submit(Transaction transaction, Instant now) {
    m_impl->submit(std::move(transaction), now);
}
void NodeCore::onTime(Instant now) {
    m_impl->onTime(now);
}
std::optional<std::uint64_t> NodeCore::nextDueMs() const {
    return m_impl->nextDueMs();
}
Turn NodeCore::finishTurn(Instant now) {
    return m_impl->finishTurn(now);
}
CoreStatus NodeCore::status(Instant now, std::size_t pendingLimit) const {
    return m_impl->status(now, pendingLimit);
}
const TipState& NodeCore::tip() const {
    return m_impl->m_parts.tip;
}
std::optional<TransferCertificate> NodeCore::proofOf(const Hash& id, StatementKind kind) const {
    return m_impl->m_work->window().proof(id, kind);
}
NodeCore::Counted NodeCore::countedFor(const Hash& id) const {
    const TransferTally tally = m_impl->m_work->window().tally(id);
    return {m_impl->m_work->window().height(), bitsOf(tally.votes), bitsOf(tally.acks)};
}
std::vector<TransactionPtr> NodeCore::pooledAll() const {
    return m_impl->m_parts.pool.inOrder();
}
std::vector<PooledRecord> NodeCore::pooledRecords(Instant now, std::uint64_t maxBytes) const {
    return m_impl->pooledRecords(now, maxBytes);
}
std::uint64_t NodeCore::pooledBytes() const {
    return m_impl->m_parts.pool.bytes();
}
std::uint64_t NodeCore::poolRevision() const {
    return m_impl->m_parts.pool.revision();
}
void NodeCore::restore(PooledRecord record, Instant now) {
    m_impl->restore(std::move(record), now);
}
TransactionPtr NodeCore::pooled(const Hash& id) const {
    return m_impl->m_parts.pool.byId(id);
}

}  // namespace timecoin
