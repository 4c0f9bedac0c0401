#include "node/consensus/replica.h"

#include <algorithm>
#include <cassert>

namespace timecoin {

Replica::Replica(HeightContext context, std::uint64_t viewTimeoutMs,
                 std::optional<MemberIndex> self)
    : m_context(std::move(context)),
      m_viewTimeoutMs(viewTimeoutMs),
      m_self(self),
      m_votes(m_context) {}

// --- own statements ------------------------------------------------------------------------------

void Replica::onOwn(const Ready& own) {
    m_readySigned = true;
    m_votes.addReady(own.at.member);
}

void Replica::onOwn(const ViewChange& own, const std::optional<PreparedCertificate>& prepared) {
    m_signed[own.at.view].viewChange = true;
    m_backed.insert(own.acknowledged);  // its own acknowledgements: bodies and proofs are here
    if (prepared) restorePrepared(*prepared);
    m_votes.addViewChange(own, prepared);
    if (!m_view || *m_view < own.at.view) enterView(own.at.view);
}

void Replica::onOwn(const PrePrepare& own, const Justification& justification) {
    m_signed[own.at.view].prePrepare = true;
    m_votes.addPrePrepare(own);
    m_proposals.insert_or_assign(own.at.view,
                                 Proposal{own, justification, Proposal::State::Acceptable});
}

void Replica::onOwn(const Prepare& own) {
    m_signed[own.at.view].prepare = true;
    m_votes.addPrepare(own);
}

void Replica::onOwn(const Commit& own) {
    m_signed[own.at.view].commit = true;
    m_votes.addCommit(own);
}

void Replica::restorePrepared(const PreparedCertificate& prepared) {
    m_prepared.insert_or_assign(prepared.view, prepared);
}

void Replica::setSelf(MemberIndex self) {
    m_self = self;
}

// --- facts ---------------------------------------------------------------------------------------

void Replica::onDue() {
    m_due = true;
}

void Replica::onEarlyReason() {
    m_earlyReason = true;
}

void Replica::onReady(const Verified<Ready>& ready) {
    m_votes.addReady(ready->at.member);
}

void Replica::onViewChange(const Verified<ViewChange>& change,
                           const std::optional<Verified<PreparedCertificate>>& prepared) {
    m_votes.addViewChange(*change, prepared ? std::optional(**prepared) : std::nullopt);
}

void Replica::onPrePrepare(const Verified<PrePrepare>& prePrepare,
                           const Justification& justification) {
    const auto view = prePrepare->at.view;
    if (m_context.primary(view) != prePrepare->at.member) return;
    // R-CON-5: when J holds a P, the block is P's block.
    if (justification.prepared && justification.prepared->block != prePrepare->block) return;
    // J was checked with the message: its VIEW-CHANGEs count for join and timer like any other.
    for (const auto& change : justification.changes) {
        const bool carried = change.prepared && justification.prepared &&
                             justification.prepared->ref() == *change.prepared;
        m_votes.addViewChange(change, carried ? justification.prepared : std::nullopt);
    }
    m_votes.addPrePrepare(*prePrepare);
    if (m_view && view < *m_view) return;
    m_proposals.try_emplace(view, Proposal{*prePrepare, justification});  // the first one stands
}

void Replica::onPrepare(const Verified<Prepare>& prepare) {
    m_votes.addPrepare(*prepare);
}

void Replica::onCommit(const Verified<Commit>& commit) {
    m_votes.addCommit(*commit);
}

void Replica::onListBacked(const IdListRef& list) {
    m_backed.insert(list);
}

void Replica::onBlockReady(std::uint32_t view, const Hash& block) {
    if (m_view == view && m_chosen) m_blockReady = block;
}

void Replica::onProposalChecked(std::uint32_t view, const Hash& block, bool acceptable) {
    const auto found = m_proposals.find(view);
    if (found == m_proposals.end() || found->second.prePrepare.block != block) return;
    found->second.state = acceptable ? Proposal::State::Acceptable : Proposal::State::Refused;
}

// --- what follows --------------------------------------------------------------------------------

std::vector<ReplicaOutput> Replica::step(Instant now) {
    std::vector<ReplicaOutput> out;
    if (m_decided) return out;
    if (stepDecide(out)) return out;
    for (const auto& ref : m_votes.preparedRefs())
        if (!m_prepared.contains(ref.view))
            m_prepared.emplace(ref.view, *m_votes.preparedCertificate(ref.view, ref.block));

    // One wish at a time: what it leads to (an own statement) comes back before the next step, so
    // VIEW-CHANGE(v) always precedes every other message of view v.
    while (stepEarlyStart(out) || stepEnterView(now)) {
        if (!out.empty()) return out;
    }
    if (stepOwnViewChange(out)) return out;
    if (stepTimer(now)) {
        if (stepOwnViewChange(out)) return out;
    }
    if (stepPropose(out) || stepPrepare(out) || stepCommit(out)) return out;
    return out;
}

/// R-CON-3: before the interval has elapsed a replica only says READY.
bool Replica::stepEarlyStart(std::vector<ReplicaOutput>& out) {
    if (!m_self || m_readySigned || m_view || m_due || !m_earlyReason) return false;
    out.emplace_back(SignReady{});
    return true;
}

/// R-CON-1, R-CON-3, R-CON-10: into view 0 when due, or when f+1 members including this one are
/// ready; into the lowest of the f+1 highest views of others when that is above this one's.
bool Replica::stepEnterView(Instant) {
    if (const auto join = m_votes.joinView(m_self); join && (!m_view || *join > *m_view)) {
        enterView(*join);
        return true;
    }
    if (m_view || !m_self) return false;
    const bool early = m_readySigned && m_votes.readyOrChanged() >= m_context.members.faulty() + 1;
    if (!m_due && !early) return false;
    enterView(0);
    return true;
}

/// R-CON-11: the timer runs once q members are known to have asked for this view or a higher one;
/// when it ends the replica asks for the next view.
bool Replica::stepTimer(Instant now) {
    if (!m_view || !m_self) return false;
    if (!m_deadlineMs) {
        if (m_votes.askedFor(*m_view) < m_context.members.quorum()) return false;
        m_deadlineMs = now.monotonicMs + timeoutMs(*m_view);
    }
    if (now.monotonicMs < *m_deadlineMs || *m_view >= kMaxView) return false;
    enterView(*m_view + 1);
    return true;
}

bool Replica::stepOwnViewChange(std::vector<ReplicaOutput>& out) {
    if (!m_self || !m_view || m_signed[*m_view].viewChange) return false;
    out.emplace_back(SignViewChange{*m_view, preparedBelow(*m_view)});
    return true;
}

/// R-CON-5: J is q usable VIEW-CHANGEs for exactly this view; its highest P decides the block.
bool Replica::stepPropose(std::vector<ReplicaOutput>& out) {
    if (!m_view || !isPrimaryOf(*m_view)) return false;
    auto& own = m_signed[*m_view];
    if (!own.viewChange || own.prePrepare) return false;
    if (!m_chosen) {
        Justification chosen;
        for (const auto* known : m_votes.changesFor(*m_view)) {
            if (!known->complete()) continue;
            const auto& list = known->change.acknowledged;
            if (list.count > 0 && !m_backed.contains(list)) {
                if (m_backingAsked.insert(list).second)
                    out.emplace_back(BackList{list, known->change.at.member});
                continue;
            }
            if (chosen.changes.size() == m_context.members.quorum()) continue;
            chosen.changes.push_back(known->change);
            if (known->prepared &&
                (!chosen.prepared || known->prepared->view > chosen.prepared->view))
                chosen.prepared = known->prepared;
        }
        if (chosen.changes.size() < m_context.members.quorum()) return !out.empty();
        m_chosen = chosen;
        out.emplace_back(MakeProposal{*m_view, std::move(chosen)});
        return true;
    }
    if (!m_blockReady) return false;
    out.emplace_back(SignPrePrepare{*m_view, *m_blockReady, *m_chosen});
    return true;
}

/// R-CON-6: one PREPARE per view, after the proposal was checked with the body in hand.
bool Replica::stepPrepare(std::vector<ReplicaOutput>& out) {
    if (!m_view) return false;
    const auto found = m_proposals.find(*m_view);
    if (found == m_proposals.end()) return false;
    auto& proposal = found->second;
    if (proposal.state == Proposal::State::Received) {
        proposal.state = Proposal::State::Checking;
        out.emplace_back(CheckProposal{*m_view, proposal.prePrepare.block, proposal.justification});
        return true;
    }
    if (!m_self || isPrimaryOf(*m_view) || proposal.state != Proposal::State::Acceptable)
        return false;
    const auto& own = m_signed[*m_view];
    if (!own.viewChange || own.prepare || own.commit) return false;
    out.emplace_back(SignPrepare{*m_view, proposal.prePrepare.block});
    return true;
}

/// R-CON-7: COMMIT when this view's proposal is prepared and its body is in hand.
bool Replica::stepCommit(std::vector<ReplicaOutput>& out) {
    if (!m_self || !m_view) return false;
    const auto& own = m_signed[*m_view];
    if (!own.viewChange || own.commit) return false;
    const auto proposal = m_proposals.find(*m_view);
    const auto prepared = m_prepared.find(*m_view);
    if (proposal == m_proposals.end() || prepared == m_prepared.end() ||
        proposal->second.state != Proposal::State::Acceptable ||
        proposal->second.prePrepare.block != prepared->second.block)
        return false;
    out.emplace_back(SignCommit{*m_view, prepared->second});
    return true;
}

/// R-CON-8: q COMMITs over one identical (epoch, height, view, hash).
bool Replica::stepDecide(std::vector<ReplicaOutput>& out) {
    auto certificate = m_votes.anyCommitCertificate();
    if (!certificate) return false;
    m_decided = true;
    m_deadlineMs.reset();
    out.emplace_back(Decide{std::move(*certificate)});
    return true;
}

void Replica::enterView(std::uint32_t view) {
    assert(!m_view || view > *m_view);
    m_view = view;
    m_deadlineMs.reset();
    m_chosen.reset();
    m_blockReady.reset();
    m_backingAsked.clear();
    m_votes.forgetChangesBelow(view);
    m_proposals.erase(m_proposals.begin(), m_proposals.lower_bound(view));
}

std::uint64_t Replica::timeoutMs(std::uint32_t view) const {
    std::uint64_t timeout = m_viewTimeoutMs;
    for (std::uint32_t i = 0; i < view && timeout < kMaxViewTimeoutMs; ++i) timeout *= 2;
    return std::min(timeout, kMaxViewTimeoutMs);
}

std::optional<PreparedCertificate> Replica::preparedBelow(std::uint32_t view) const {
    auto at = m_prepared.lower_bound(view);
    if (at == m_prepared.begin()) return std::nullopt;
    return std::prev(at)->second;
}

bool Replica::isPrimaryOf(std::uint32_t view) const {
    return m_self && m_context.primary(view) == *m_self;
}

}  // namespace timecoin
