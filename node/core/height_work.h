// Everything the node does for one height, from the first vote of its window to its decision: the
// replica, the window, the lists and bodies they need, and this member's own statements. It is
// thrown away when the height is decided.
#pragma once

#include "node/consensus/replica.h"
#include "node/core/block_assembler.h"
#include "node/core/contradictions.h"
#include "node/core/parts.h"
#include "node/core/signer.h"
#include "node/finality/window.h"

#include <map>
#include <set>

namespace timecoin {

class HeightWork {
public:
    /// `dueMs`: monotonic time at which the block is due. `signer` may be null.
    HeightWork(CoreParts& parts, BlockAssembler& assembler, Signer* signer, std::uint64_t dueMs);

    /// What the safety log holds of this height, in order; before anything else.
    void restore(const std::vector<SafetyRecord>& records, Instant now);
    /// This node may sign here as `self` from now on.
    void setSelf(MemberIndex self);
    /// It may not sign any more: its key speaks elsewhere.
    void silence();

    // --- facts in
    void offer(const TransactionPtr& transfer);
    /// The pool dropped it: it may come again.
    void withdraw(const Hash& id);
    /// From now on the pool holds what this window pins, and nothing of the window before.
    void takeOverPins(Instant now);
    void onReady(const Verified<Ready>& ready);
    void onViewChange(const VerifiedViewChange& change);
    void onProposal(const VerifiedProposal& proposal, PeerNumber from, Instant now);
    void onPrepare(const Verified<Prepare>& prepare);
    void onCommit(const Verified<Commit>& commit);
    /// True when the batch said anything new.
    bool onVotes(const VerifiedVotes& votes);
    bool onAcks(const VerifiedAcks& acks);
    void onTransferCertificate(const Verified<TransferCertificate>& certificate);
    void onAckList(const wire::AckList& list);
    /// A message of this height that proved good: replayed to peers that come later.
    void keep(const wire::Message& message);

    /// Everything that follows by now: signs, asks, proposes, votes.
    void advance(Instant now);
    std::optional<std::uint64_t> nextDueMs() const;

    /// Proof against members that contradicted themselves, at most one for each (R-EVI-5).
    std::vector<Evidence> takeEvidence(Instant now);

    // --- what others may ask for
    const std::vector<Hash>* ackList(const IdListRef& list) const;
    void replayTo(PeerNumber peer);

    // --- what is known
    const std::optional<CommitCertificate>& decision() const { return m_decision; }
    void decide(CommitCertificate certificate);
    const Window& window() const { return m_window; }
    const Replica& replica() const { return m_replica; }
    /// Transfers reported final in this window: each must be in its block (R-SAFE-2).
    const std::set<Hash>& finals() const { return m_finals; }
    std::uint64_t dueMs() const { return m_dueMs; }

private:
    struct Backing {
        MemberIndex claimedBy = 0;
        Question list;
        Question content;
    };

    void run(const SignReady& wish, Instant now);
    void run(const SignViewChange& wish, Instant now);
    void run(const BackList& wish, Instant now);
    void run(const MakeProposal& wish, Instant now);
    void run(const SignPrePrepare& wish, Instant now);
    void run(const CheckProposal& wish, Instant now);
    void run(const SignPrepare& wish, Instant now);
    void run(const SignCommit& wish, Instant now);
    void run(const Decide& wish, Instant now);

    StatementHeader headerOfView(std::uint32_t view) const;
    /// Signs, makes the record, tells the replica nothing: the caller does.
    template <class S>
    std::optional<S> sign(S draft);
    /// The signed message: recorded, sent, kept for resending.
    void emit(const wire::Message& message, const StatementHeader& at, StatementKind kind,
              std::vector<OutPoint> spent = {});
    void recordBody(const Hash& block);

    void lookAtVotes();
    void lookAtAcks();
    bool waiting() const;
    void advanceReplica(Instant now);
    void advanceBacking(Instant now);
    void advanceMaking();
    void advanceCheck(Instant now);
    void advancePayments(Instant now);
    bool signVotes();
    bool signAcks();
    void takeWindowEvents();
    void holdPinned();
    void fetchUnknown(Instant now);
    void resend(Instant now);
    void askList(const IdListRef& list, Question& question, Instant now);
    std::optional<Block> buildFresh(const MakeProposal& wish, Instant now,
                                    std::vector<TransactionPtr>& transfers) const;

    CoreParts& m_parts;
    BlockAssembler& m_assembler;
    Signer* m_signer;
    HeightContext m_context;
    std::uint64_t m_dueMs;
    bool m_dueTold = false;  // to the replica: a due time that has passed is no reason to wake
    std::optional<MemberIndex> m_self;
    Replica m_replica;
    Window m_window;
    Contradictions m_contradictions;
    std::map<MemberIndex, std::uint32_t> m_acksLookedAt;  // how many each had named by then
    std::uint64_t m_nextLookMs = 0;
    bool m_lookedLast = false;  // after the decision

    std::map<IdListRef, std::vector<Hash>> m_lists;  // contents known
    std::map<IdListRef, Question> m_listQuestions;
    std::map<IdListRef, Backing> m_backing;
    std::optional<MakeProposal> m_making;
    std::optional<CheckProposal> m_check;
    Question m_unknown;

    std::vector<wire::Message> m_own;      // this member's statements of this height
    std::vector<wire::Message> m_journal;  // everybody's, each once, bounded
    std::set<Hash> m_journaled;            // the ids of these
    std::set<Hash> m_finals;
    std::uint64_t m_nextVoteMs = 0;
    std::uint64_t m_nextResendMs = 0;
    std::uint64_t m_nextTickMs = 0;
    std::optional<CommitCertificate> m_decision;
};

}  // namespace timecoin
