#include "node/core/height_work.h"

#include <algorithm>

namespace timecoin {

namespace {

/// While something is missing or held: how often it is looked at again.
constexpr std::uint64_t kTickMs = 100;
constexpr std::size_t kMaxJournal = 20'000;
constexpr std::size_t kMaxLists = 4 * kMaxMasternodes;

}  // namespace

HeightWork::HeightWork(CoreParts& parts, BlockAssembler& assembler, Signer* signer,
                       std::uint64_t dueMs)
    : m_parts(parts),
      m_assembler(assembler),
      m_signer(signer),
      m_context(*parts.context),
      m_dueMs(dueMs),
      m_replica(*parts.context, parts.config.network.params.viewTimeoutMs, std::nullopt),
      m_window(*parts.context, std::nullopt),
      m_contradictions(*parts.context) {}

/// R-SIG-3: after a restart a masternode repeats itself or is silent. Its statements, prepared
/// certificates, bodies and acknowledged transfers come back exactly as they were made durable.
void HeightWork::restore(const std::vector<SafetyRecord>& records, Instant now) {
    for (const auto& record : records) {
        switch (record.kind) {
        case SafetyKind::Transfer: continue;  // comes back through the intake
        case SafetyKind::Certificate:
            if (auto certificate = decoded<TransferCertificate>(record.bytes))
                if (auto job = verifyMessage(
                        kSelf, wire::TransferCertificateMessage{std::move(*certificate)},
                        m_parts.context, m_parts.basis()))
                    m_parts.out.verify(std::move(*job));
            continue;
        case SafetyKind::Body:
            if (const auto block = decoded<Block>(record.bytes))
                m_assembler.offer(*block, kSelf, now);
            continue;
        case SafetyKind::Prepared:
            if (const auto prepared = decoded<PreparedCertificate>(record.bytes))
                m_replica.restorePrepared(*prepared);
            continue;
        case SafetyKind::Statement: break;
        }
        auto own = SignedRecord::decode(record.bytes);
        if (!own) continue;
        using namespace wire;
        if (const auto* ready = std::get_if<ReadyMessage>(&own->message)) {
            m_replica.onOwn(ready->ready);
        } else if (const auto* change = std::get_if<ViewChangeMessage>(&own->message)) {
            m_replica.onOwn(change->change, change->prepared);
        } else if (const auto* proposal = std::get_if<ProposalMessage>(&own->message)) {
            m_replica.onOwn(proposal->prePrepare, proposal->justification);
        } else if (const auto* prepare = std::get_if<PrepareMessage>(&own->message)) {
            m_replica.onOwn(prepare->prepare);
        } else if (const auto* commit = std::get_if<CommitMessage>(&own->message)) {
            m_replica.onOwn(commit->commit);
        } else if (const auto* votes = std::get_if<TxVotesMessage>(&own->message)) {
            m_window.restoreVote(votes->vote, votes->ids, own->spent);
        } else if (const auto* acks = std::get_if<TxAcksMessage>(&own->message)) {
            m_window.restoreAck(acks->ack, acks->ids);
        }
        m_own.push_back(std::move(own->message));
    }
    if (m_replica.view()) {
        const auto& ids = m_window.freeze();
        m_lists.emplace(IdListRef::of(ids), ids);
    }
}

void HeightWork::setSelf(MemberIndex self) {
    m_self = self;
    m_replica.setSelf(self);
    m_window.setSelf(self);
    holdPinned();
}

void HeightWork::silence() {
    m_self.reset();
    m_replica.silence();
    m_signer = nullptr;
}

void HeightWork::decide(CommitCertificate certificate) {
    if (m_decision) return;
    m_window.freeze();  // R-FIN-5: nothing of this window is signed once its block is decided
    m_decision = std::move(certificate);
}

// --- facts ---------------------------------------------------------------------------------------

void HeightWork::offer(const TransactionPtr& transfer) {
    // Validity depends only on the parent block's state and on this height (R-FIN-1); what spends
    // an output of another pooled transfer waits for it in the window. Masternode transactions are
    // not voted on, so what spends from one can be voted on only after its block.
    auto parents = m_parts.pool.parentsOf(*transfer);
    if (!transfer->isTransfer() ||
        std::any_of(parents.begin(), parents.end(),
                    [this](const Hash& parent) { return !m_window.knows(parent); }))
        return;
    m_window.offer({transfer->id, transfer->tx.inputs, std::move(parents), transfer->countedSize,
                    transfer->fee.satoshi()});
    holdPinned();
}

void HeightWork::onReady(const Verified<Ready>& ready) {
    m_replica.onReady(ready);
}

void HeightWork::onViewChange(const VerifiedViewChange& change) {
    m_contradictions.add(*change.change);
    m_replica.onViewChange(change.change, change.prepared);
}

void HeightWork::onProposal(const VerifiedProposal& proposal, PeerNumber from, Instant now) {
    m_contradictions.add(*proposal.prePrepare);
    for (const auto& change : proposal.justification.changes) m_contradictions.add(change);
    m_assembler.want(proposal.block, from, now);
    m_replica.onPrePrepare(proposal.prePrepare, proposal.justification);
}

void HeightWork::onPrepare(const Verified<Prepare>& prepare) {
    m_contradictions.add(*prepare);
    m_replica.onPrepare(prepare);
}

void HeightWork::onCommit(const Verified<Commit>& commit) {
    m_contradictions.add(*commit);
    m_replica.onCommit(commit);
}

bool HeightWork::onVotes(const VerifiedVotes& votes) {
    const BatchVerdict verdict = m_window.onVotes(votes.vote, votes.ids);
    holdPinned();
    return verdict == BatchVerdict::Accepted;
}

bool HeightWork::onAcks(const VerifiedAcks& acks) {
    const BatchVerdict verdict = m_window.onAcks(acks.ack, acks.ids);
    holdPinned();
    return verdict == BatchVerdict::Accepted;
}

void HeightWork::onTransferCertificate(const Verified<TransferCertificate>& certificate) {
    m_window.onCertificate(certificate);
    holdPinned();
}

void HeightWork::onAckList(const wire::AckList& list) {
    if (list.height != m_context.height || !std::is_sorted(list.ids.begin(), list.ids.end()))
        return;
    const auto ref = IdListRef::of(list.ids);
    if (m_listQuestions.erase(ref) == 0) return;  // only what was asked for
    m_lists.emplace(ref, list.ids);
}

void HeightWork::keep(const wire::Message& message) {
    if (m_journal.size() >= kMaxJournal) return;
    if (m_journaled.insert(wire::messageId(wire::encodeMessage(message))).second)
        m_journal.push_back(message);
}

const std::vector<Hash>* HeightWork::ackList(const IdListRef& list) const {
    const auto found = m_lists.find(list);
    return found == m_lists.end() ? nullptr : &found->second;
}

void HeightWork::replayTo(PeerNumber peer) {
    const auto view = m_replica.view().value_or(0);
    for (const auto& message : m_journal) {
        const auto at = headerOf(message);
        const bool payment = std::holds_alternative<wire::TxVotesMessage>(message) ||
                             std::holds_alternative<wire::TxAcksMessage>(message);
        if (payment || (at && at->view >= view)) m_parts.out.send(peer, message);
    }
    for (const auto& message : m_own) m_parts.out.send(peer, message);
}

// --- the replica's wishes ------------------------------------------------------------------------

StatementHeader HeightWork::headerOfView(std::uint32_t view) const {
    return {m_context.epoch, m_context.height, view, *m_self, 0};
}

template <class S>
std::optional<S> HeightWork::sign(S draft) {
    if (!m_signer || !m_self) return std::nullopt;
    auto out = m_signer->sign(std::move(draft));
    // The order forbids it: this node is wrong about its own past. Silence is always safe.
    if (!out) silence();
    return out;
}
// Used by height_payments.cpp.
template std::optional<TxVote> HeightWork::sign(TxVote draft);
template std::optional<TxAck> HeightWork::sign(TxAck draft);

void HeightWork::emit(const wire::Message& message, const StatementHeader& at, StatementKind kind,
                      std::vector<OutPoint> spent) {
    m_parts.out.record({SafetyKind::Statement,
                        at.height,
                        at.view,
                        {},
                        at.sequence,
                        SignedRecord{message, std::move(spent)}.encode()});
    m_parts.out.gossip(message);
    m_parts.out.tell(PhaseSeen{kind, at.height, at.view, at.member,
                               signedHashOf(message, m_parts.config.network.genesisHash)});
    m_own.push_back(message);
}

void HeightWork::run(const SignReady&, Instant) {
    Ready draft;
    if (m_self) draft.at = headerOfView(0);
    if (const auto ready = sign(draft)) {
        m_replica.onOwn(*ready);
        emit(wire::ReadyMessage{*ready}, ready->at, StatementKind::Ready);
    }
}

/// R-FIN-5: the first VIEW-CHANGE of the height freezes C; every later one carries the same.
void HeightWork::run(const SignViewChange& wish, Instant) {
    const auto& acknowledged = m_window.freeze();
    ViewChange draft;
    if (m_self) draft.at = headerOfView(wish.view);
    draft.acknowledged = IdListRef::of(acknowledged);
    if (wish.prepared) draft.prepared = wish.prepared->ref();
    if (const auto change = sign(draft)) {
        m_lists.emplace(change->acknowledged, acknowledged);
        m_replica.onOwn(*change, wish.prepared);
        emit(wire::ViewChangeMessage{*change, wish.prepared}, change->at,
             StatementKind::ViewChange);
        m_parts.out.tell(ViewEntered{m_context.height, wish.view});
    }
}

void HeightWork::run(const BackList& wish, Instant) {
    if (m_backing.size() < kMaxLists)
        m_backing.try_emplace(wish.list, Backing{wish.claimedBy, {}, {}});
}

void HeightWork::run(const MakeProposal& wish, Instant now) {
    m_making = wish;
    if (wish.justification.prepared) return;  // advanceMaking waits for that body
    std::vector<TransactionPtr> transfers;
    auto block = buildFresh(wish, now, transfers);
    if (!block) return;
    auto effects = checkBlock(*block, transfers, m_parts.ledger());
    if (!effects) return;
    const auto hash = block->hash();
    m_assembler.add(std::move(*block), std::move(transfers), std::move(effects).value());
    m_replica.onBlockReady(wish.view, hash);
    m_making.reset();
}

void HeightWork::run(const SignPrePrepare& wish, Instant) {
    const auto compact = m_assembler.compact(wish.block);
    if (!compact) return;
    PrePrepare draft;
    if (m_self) draft.at = headerOfView(wish.view);
    draft.block = wish.block;
    draft.justification = wish.justification.digest();
    if (const auto prePrepare = sign(draft)) {
        recordBody(wish.block);  // so that a restarted primary can still hand it out
        m_replica.onOwn(*prePrepare, wish.justification);
        emit(wire::ProposalMessage{*prePrepare, wish.justification, *compact}, prePrepare->at,
             StatementKind::PrePrepare);
    }
}

void HeightWork::run(const CheckProposal& wish, Instant) {
    m_check = wish;
}

void HeightWork::run(const SignPrepare& wish, Instant) {
    Prepare draft;
    if (m_self) draft.at = headerOfView(wish.view);
    draft.block = wish.block;
    if (const auto prepare = sign(draft)) {
        m_replica.onOwn(*prepare);
        emit(wire::PrepareMessage{*prepare}, prepare->at, StatementKind::Prepare);
    }
}

/// R-CON-7: P and the body are durable with the COMMIT, in one append.
void HeightWork::run(const SignCommit& wish, Instant) {
    Commit draft;
    if (m_self) draft.at = headerOfView(wish.view);
    draft.block = wish.prepared.block;
    if (const auto commit = sign(draft)) {
        recordBody(wish.prepared.block);
        m_parts.out.record(
            {SafetyKind::Prepared, m_context.height, wish.view, {}, 0, encoded(wish.prepared)});
        m_replica.onOwn(*commit);
        emit(wire::CommitMessage{*commit}, commit->at, StatementKind::Commit);
    }
}

void HeightWork::run(const Decide& wish, Instant now) {
    m_assembler.wantHash(wish.certificate.block, now);
    decide(wish.certificate);
}

void HeightWork::recordBody(const Hash& block) {
    if (const auto* body = m_assembler.complete(block))
        m_parts.out.record({SafetyKind::Body, m_context.height, 0, block, 0, encoded(body->block)});
}

// --- progress ------------------------------------------------------------------------------------

void HeightWork::advance(Instant now) {
    if (m_parts.out.isFatal()) return;
    advancePayments(now);
    advanceReplica(now);
    resend(now);
    m_nextTickMs = now.monotonicMs + kTickMs;
}

bool HeightWork::waiting() const {
    return m_check || m_making || m_decision || !m_backing.empty() || !m_listQuestions.empty() ||
           m_assembler.waiting() || !m_window.unknownIds(1).empty();
}

void HeightWork::advanceReplica(Instant now) {
    if (now.monotonicMs >= m_dueMs) {
        m_replica.onDue();
        m_dueTold = true;
    }
    constexpr std::uint64_t kHurryBytes = 1'000'000;
    constexpr std::uint64_t kConflictMs = 3'000;
    const auto conflictSince = m_parts.pool.oldestConflictMs();
    if (m_window.finalBytes() >= kHurryBytes || m_window.budgetFull() ||
        (conflictSince && now.monotonicMs >= *conflictSince + kConflictMs))
        m_replica.onEarlyReason();

    m_assembler.retry(now);
    while (true) {
        advanceBacking(now);
        advanceMaking();
        advanceCheck(now);
        const auto wishes = m_replica.step(now);
        if (wishes.empty()) break;
        const bool couldSign = m_self.has_value();
        for (const auto& wish : wishes) std::visit([&](const auto& w) { run(w, now); }, wish);
        // A refused signature must not be asked for for ever.
        if (couldSign && !m_self) break;
    }
}

void HeightWork::advanceMaking() {
    if (!m_making) return;
    if (m_replica.view() != m_making->view) return m_making.reset();
    if (!m_making->justification.prepared) return;
    const auto& hash = m_making->justification.prepared->block;
    const auto* body = m_assembler.complete(hash);
    if (!body) return m_assembler.wantHash(hash, {});
    if (body->effects.ok()) m_replica.onBlockReady(m_making->view, hash);
    m_making.reset();
}

/// R-CON-5, R-CON-6: the body in hand and valid; a fresh one names its primary, holds every transfer
/// that J's lists name and is not from the future.
void HeightWork::advanceCheck(Instant now) {
    if (!m_check) return;
    if (m_replica.view() != m_check->view) return m_check.reset();
    const auto* body = m_assembler.complete(m_check->block);
    if (!body) return;
    bool acceptable = body->effects.ok();
    if (acceptable && !m_check->justification.prepared) {
        // Taking part cannot be given away: who proposes counts as having signed (R-MN-14).
        acceptable = body->block.header.proposer ==
                     m_context.members.at(m_context.primary(m_check->view)).operatorKey;
        std::vector<Hash> ids;
        for (const auto& transfer : body->transfers) ids.push_back(transfer->id);
        std::sort(ids.begin(), ids.end());
        for (const auto& change : m_check->justification.changes) {
            if (change.acknowledged.count == 0) continue;
            const auto* list = ackList(change.acknowledged);
            if (!list)
                return askList(change.acknowledged, m_listQuestions[change.acknowledged], now);
            acceptable =
                acceptable && std::includes(ids.begin(), ids.end(), list->begin(), list->end());
        }
        if (acceptable && checkFresh(body->block.header, now.wallMs)) {
            return;  // too early by this clock: held, checked again
        }
    }
    m_replica.onProposalChecked(m_check->view, m_check->block, acceptable);
    m_check.reset();
}

void HeightWork::askList(const IdListRef& list, Question& question, Instant now) {
    if (question.everAsked && now.monotonicMs < question.askedMs + kAskAgainMs) return;
    const auto peer = m_parts.nextPeer(question.lastAsked);
    if (!peer) return;
    question = {*peer, now.monotonicMs, true};
    m_listQuestions.emplace(list, question);
    m_parts.out.send(*peer, wire::GetAckList{m_context.height, list});
}

/// R-CON-4: a list backs its VIEW-CHANGE when its ids, their bodies and their certificates are here.
void HeightWork::advanceBacking(Instant now) {
    for (auto at = m_backing.begin(); at != m_backing.end();) {
        auto& [ref, backing] = *at;
        const auto* ids = ackList(ref);
        if (!ids) {
            askList(ref, m_listQuestions[ref], now);
            ++at;
            continue;
        }
        std::vector<Hash> unproven;
        for (const auto& id : *ids)
            if (!m_window.certified(id)) unproven.push_back(id);
        if (unproven.empty()) {
            m_replica.onListBacked(ref);
            at = m_backing.erase(at);
            continue;
        }
        auto& question = backing.content;
        if (!question.everAsked || now.monotonicMs >= question.askedMs + kAskAgainMs) {
            if (const auto peer = m_parts.nextPeer(question.lastAsked)) {
                question = {*peer, now.monotonicMs, true};
                m_parts.out.send(*peer, wire::GetTransfers{unproven});
                m_parts.out.send(*peer, wire::GetCertificates{m_context.height, unproven});
            }
        }
        ++at;
    }
}

std::optional<std::uint64_t> HeightWork::nextDueMs() const {
    std::optional<std::uint64_t> due = m_replica.deadlineMs();
    const auto consider = [&due](std::uint64_t at) { due = due ? std::min(*due, at) : at; };
    if (!m_dueTold) consider(m_dueMs);
    if (m_self && m_window.wantsToSign()) consider(m_nextVoteMs);
    if (!m_own.empty()) consider(m_nextResendMs);
    if (waiting()) consider(m_nextTickMs);
    return due;
}

}  // namespace timecoin
