// The payment half of HeightWork: votes, acknowledgements, fresh blocks, resending.
#include "node/core/height_work.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Votes of one member are batched by time: at most one batch per kind in this many ms.
constexpr std::uint64_t kVoteGapMs = 8;
constexpr std::uint64_t kResendMs = 600;
constexpr std::size_t kMaxUnknownAsked = 1'000;

}  // namespace

void HeightWork::advancePayments(Instant now) {
    takeWindowEvents();
    fetchUnknown(now);
    if (!m_self || !m_window.wantsToSign() || now.monotonicMs < m_nextVoteMs) return;
    // Own votes may certify, own certificates may be acknowledged, children follow parents.
    while (m_self && (signVotes() || signAcks())) takeWindowEvents();
    m_nextVoteMs = now.monotonicMs + kVoteGapMs;
}

bool HeightWork::signVotes() {
    auto ids = m_window.takeVotes();
    if (ids.empty()) return false;
    holdPinned();
    TxVote draft;
    draft.at = headerOfView(0);
    draft.ids = IdListRef::of(ids);
    const auto vote = sign(draft);
    if (!vote) return false;
    auto spent = m_window.outpointsOf(ids);
    m_window.onVotes(Verified<TxVote>::ownStatement(*vote), ids);
    m_parts.out.tell(VotesCounted{StatementKind::TxVote, vote->at.height, vote->at.member, ids});
    emit(wire::TxVotesMessage{*vote, std::move(ids)}, vote->at, StatementKind::TxVote,
         std::move(spent));
    return true;
}

/// R-FIN-3: the transfer and its certificate are durable with the acknowledgement, in one append;
/// its ancestors were acknowledged, so stored, before.
bool HeightWork::signAcks() {
    auto ids = m_window.takeAcks();
    if (ids.empty()) return false;
    holdPinned();
    std::vector<SafetyRecord> backing;
    for (const auto& id : ids) {
        const auto transfer = m_parts.pool.byId(id);
        const auto proof = m_window.proof(id, StatementKind::TxVote);
        if (!transfer || !proof) {
            silence();  // R-SIG-4: a pin was lost, and half a backing is none
            return false;
        }
        backing.push_back(
            {SafetyKind::Transfer, m_context.height, 0, id, 0, encoded(transfer->tx)});
        backing.push_back({SafetyKind::Certificate, m_context.height, 0, id, 0, encoded(*proof)});
    }
    TxAck draft;
    draft.at = headerOfView(0);
    draft.ids = IdListRef::of(ids);
    const auto ack = sign(draft);
    if (!ack) return false;
    for (auto& record : backing) m_parts.out.record(std::move(record));
    m_window.onAcks(Verified<TxAck>::ownStatement(*ack), ids);
    m_parts.out.tell(VotesCounted{StatementKind::TxAck, ack->at.height, ack->at.member, ids});
    emit(wire::TxAcksMessage{*ack, std::move(ids)}, ack->at, StatementKind::TxAck);
    return true;
}

/// Before anything else can come into the pool and push them out.
void HeightWork::holdPinned() {
    if (const auto ids = m_window.takePinned(); !ids.empty()) m_parts.pool.pin(ids);
}

void HeightWork::takeOverPins(Instant now) {
    m_parts.pool.setPinned(m_window.pinned(), now);
    m_window.takePinned();
}

/// The pool never drops what is pinned; if it did, this node is wrong about itself, as above.
void HeightWork::withdraw(const Hash& id) {
    if (!m_parts.pool.byId(id) && !m_window.withdraw(id)) silence();
}

void HeightWork::takeWindowEvents() {
    for (const auto& event : m_window.takeEvents()) {
        if (const auto* certified = std::get_if<CertifiedEvent>(&event)) {
            m_parts.out.tell(TransferCertified{certified->id, m_context.height});
        } else if (const auto* final = std::get_if<FinalEvent>(&event)) {
            m_finals.insert(final->id);
            m_parts.out.tell(TransferFinal{final->id, m_context.height});
        }
    }
}

/// Others vote for what this node has never seen: it asks for it.
void HeightWork::fetchUnknown(Instant now) {
    if (m_unknown.everAsked && now.monotonicMs < m_unknown.askedMs + kAskAgainMs) return;
    auto ids = m_window.unknownIds(kMaxUnknownAsked);
    if (ids.empty()) return;
    const auto peer = m_parts.nextPeer(m_unknown.lastAsked);
    if (!peer) return;
    // The first look only starts the clock: the body is mostly on its way already.
    const bool ask = m_unknown.everAsked;
    m_unknown = {ask ? *peer : m_unknown.lastAsked, now.monotonicMs, true};
    if (ask) m_parts.out.send(*peer, wire::GetTransfers{std::move(ids)});
}

/// R-CON-13: the newest own messages again, byte for byte, while the height is open.
void HeightWork::resend(Instant now) {
    if (m_own.empty() || now.monotonicMs < m_nextResendMs) return;
    const bool first = m_nextResendMs == 0;
    m_nextResendMs = now.monotonicMs + kResendMs;
    if (first) return;
    const auto view = m_replica.view();
    for (const auto& message : m_own) {
        bool useful = false;
        if (const auto* votes = std::get_if<wire::TxVotesMessage>(&message)) {
            useful = std::any_of(votes->ids.begin(), votes->ids.end(),
                                 [this](const Hash& id) { return !m_window.final(id); });
        } else if (const auto* acks = std::get_if<wire::TxAcksMessage>(&message)) {
            useful = std::any_of(acks->ids.begin(), acks->ids.end(),
                                 [this](const Hash& id) { return !m_window.final(id); });
        } else if (std::holds_alternative<wire::ReadyMessage>(message)) {
            useful = !view;
        } else if (const auto at = headerOf(message)) {
            useful = at->view == view;
        }
        if (!useful) continue;
        for (const auto& [peer, height] : m_parts.peers) m_parts.out.send(peer, message);
    }
}

/// R-CON-16: everything acknowledged by J's members, then one side of every conflict known (more
/// votes first, then lower id), best package first.
std::optional<Block> HeightWork::buildFresh(const MakeProposal& wish, Instant now,
                                            std::vector<TransactionPtr>& transfers) const {
    std::set<Hash> demanded;
    for (const auto& change : wish.justification.changes)
        if (const auto* list = ackList(change.acknowledged))
            demanded.insert(list->begin(), list->end());
    ProposalInput input;
    for (const auto& id : m_window.certifiedInOrder())
        if (demanded.contains(id))
            if (auto transfer = m_parts.pool.byId(id)) input.mustInclude.push_back(transfer);
    if (input.mustInclude.size() != demanded.size()) return std::nullopt;

    const auto better = [&](const Hash& a, const Hash& b) {
        if (demanded.contains(a) != demanded.contains(b)) return demanded.contains(a);
        const auto votesA = m_window.tally(a).votes.size();
        const auto votesB = m_window.tally(b).votes.size();
        return votesA != votesB ? votesA > votesB : a < b;
    };
    std::set<Hash> losers;
    for (const auto& sides : m_parts.pool.contested())
        for (const auto& side : sides)
            if (std::any_of(sides.begin(), sides.end(), [&](const Hash& rival) {
                    return rival != side && better(rival, side);
                }))
                losers.insert(side);
    input.others = m_parts.pool.inOrder(demanded, losers);
    input.lastCommit = m_parts.lastCommit;
    input.proposer = m_context.members.at(*m_self).operatorKey;
    input.wallMs = now.wallMs;
    auto block = buildBlock(input, m_parts.ledger());
    if (!block) return std::nullopt;
    for (const auto& transaction : block->transactions) {
        if (transaction.kind == TransactionKind::Reward) continue;
        transfers.push_back(m_parts.pool.byId(transaction.id()));
        if (!transfers.back()) return std::nullopt;
    }
    return std::move(block).value();
}

}  // namespace timecoin
