// One payment window: votes, certificates, acknowledgements, finality (R-FIN-1..9). Pure: the core
// feeds it facts and verified statements and asks what to sign. It signs nothing itself.
#pragma once

#include "node/chain/certificates.h"
#include "node/chain/verified.h"
#include "node/finality/ballot.h"
#include "node/finality/facts.h"
#include "node/finality/tally.h"

#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace timecoin {

/// Facts that happened, each told once, parents before children.
struct CertifiedEvent {
    Hash id;
};
struct FinalEvent {
    Hash id;
};
using WindowEvent = std::variant<CertifiedEvent, FinalEvent>;

/// Who voted for and acknowledged one transfer.
struct TransferTally {
    std::vector<MemberIndex> votes;  ///< ascending
    std::vector<MemberIndex> acks;
    bool certified = false;
    bool final = false;
};

class Window {
public:
    /// `self`: this node's place in the set, none for a node that is no masternode.
    Window(HeightContext context, std::optional<MemberIndex> self);
    Window(Window&&) = default;
    Window& operator=(Window&&) = default;

    std::uint64_t height() const;

    // --- restart: what this member's own log says it has already signed, before anything else
    void restoreVote(const TxVote& vote, const std::vector<Hash>& ids,
                     const std::vector<OutPoint>& spent);
    void restoreAck(const TxAck& ack, const std::vector<Hash>& ids);
    /// From now on this node may sign as `self` (it was silent until its start-up question was
    /// answered).
    void setSelf(MemberIndex self);

    // --- facts in
    /// Offers a transfer that is valid in this window; offering twice changes nothing.
    void offer(TransferFacts facts);
    bool knows(const Hash& id) const;
    /// The body is not here any more, nor those of its known descendants: what was named stays
    /// named, and all may be offered again, as if for the first time. False, and nothing changes,
    /// when one of them is pinned: what others may rely on cannot be taken back.
    bool withdraw(const Hash& id);
    BatchVerdict onVotes(const Verified<TxVote>& vote, const std::vector<Hash>& ids);
    BatchVerdict onAcks(const Verified<TxAck>& ack, const std::vector<Hash>& ids);
    /// A certificate fetched whole; counts its votes (or acknowledgements). One of another window
    /// changes nothing. For onVotes and onAcks the caller sees to it: their header is in its hands.
    void onCertificate(const Verified<TransferCertificate>& certificate);

    // --- what to sign (empty when frozen, or without self)
    /// Ids to vote for now, best fee rate first, at most kMaxIdsPerStatement, within the vote
    /// budget, nothing that conflicts with an own vote of this window, no child before its parents
    /// are certified. They count as voted from here on: the caller signs and stores them in this
    /// very turn or stops.
    std::vector<Hash> takeVotes();
    /// Outpoints spent by these ids, in order: part of the vote's safety record.
    std::vector<OutPoint> outpointsOf(const std::vector<Hash>& ids) const;
    /// Ids to acknowledge now: certified, body known, parents acknowledged or before them in the
    /// list. They count as acknowledged from here on.
    std::vector<Hash> takeAcks();
    /// True when takeVotes() or takeAcks() would yield something.
    bool wantsToSign() const;

    /// R-FIN-5: after the first VIEW-CHANGE of the height, or its decision, nothing more is signed
    /// here. Returns C: every id acknowledged, sent or not, ascending. Idempotent.
    const std::vector<Hash>& freeze();
    bool frozen() const;

    // --- what happened
    std::vector<WindowEvent> takeEvents();
    TransferTally tally(const Hash& id) const;
    bool certified(const Hash& id) const;
    bool final(const Hash& id) const;
    /// Known, certified transfers whose final acknowledgements are complete, in counted bytes:
    /// one reason to hurry the block.
    std::uint64_t finalBytes() const;
    /// This member's vote budget is spent (or somebody's, for a node without self).
    bool budgetFull() const;
    /// Certified ids in an order with parents before children.
    std::vector<Hash> certifiedInOrder() const;
    /// Ids whose bodies must stay until the window is decided, ascending: what this member signed,
    /// what q members voted for, what f+1 acknowledged (R-POOL-3).
    std::vector<Hash> pinned() const;
    /// Those of them that were not taken before: to be held before anything else may push them out.
    std::vector<Hash> takePinned();
    /// Ids with votes or acknowledgements whose body nobody offered yet (at most `max`).
    std::vector<Hash> unknownIds(std::size_t max) const;
    /// Proof by votes (the certificate) or by acknowledgements (final); nullopt below quorum.
    std::optional<TransferCertificate> proof(const Hash& id, StatementKind kind) const;
    /// That one member named it; nullopt when it did not.
    std::optional<IdProof> proofBy(MemberIndex member, const Hash& id, StatementKind kind) const;
    /// How many ids a member named.
    std::uint32_t named(MemberIndex member, StatementKind kind) const;
    /// An id that a member acknowledged and that is not among `listed` (ascending).
    std::optional<Hash> ackedOutside(MemberIndex member, const std::vector<Hash>& listed) const;
    /// Two batches of one member that vote for transfers spending one output (evidence).
    struct DoubleVote {
        MemberIndex member;
        Hash first;
        Hash second;
    };
    std::vector<DoubleVote> doubleVotes() const;

private:
    /// One transfer of the window: named by somebody, or known, or a parent of a known one.
    struct Node {
        std::optional<TransferFacts> facts;
        std::vector<Node*> parents;   // once known
        std::vector<Node*> children;  // known ones
        Hash id;
        std::uint32_t uncertifiedParents = 0;
        std::uint32_t unfinalParents = 0;
        bool voteQuorum = false;
        bool ackQuorum = false;  // its own, or that of a known descendant (R-FIN-7)
        bool certified = false;
        bool final = false;
    };

    // --- counting
    Node& node(const Hash& id);
    bool isOf(const StatementHeader& at) const;
    BatchVerdict count(StatementKind kind, SignedBatch batch);
    void onCounted(StatementKind kind, const Hash& id, MemberIndex member);
    void onSupport(Node& node, std::uint32_t before);
    std::uint32_t support(const Hash& id) const;

    // --- consequences, parents before children
    void certifyFrom(Node& start);
    void impliedFinalFrom(Node& start);
    void finalizeFrom(Node& start);

    // --- keeping and letting go
    void pin(const Hash& id);
    void forgetFacts(Node& node);
    void forgetIfUnnamed(const Node& node);

    // --- signing
    void adoptVote(Node& named);
    void adoptAck(const Node& named);
    bool maySign() const { return m_self.has_value() && !m_frozen; }
    void skipAcknowledged();

    // --- who and when
    HeightContext m_context;
    std::optional<MemberIndex> m_self;

    // --- what members named, and the transfers
    Tally m_votes{StatementKind::TxVote, kMaxVotedIds};
    Tally m_acks{StatementKind::TxAck, kMaxAckedIds};
    std::map<Hash, Node> m_nodes;  // pointers into it stay valid
    std::map<OutPoint, std::vector<Hash>> m_spenders;
    std::set<OutPoint> m_contested;  // spent by two known transfers or more
    std::map<MemberIndex, std::uint64_t> m_votedBytes;
    std::set<std::pair<std::uint32_t, Hash>> m_unknown;  // most named first: (~support, id)
    std::set<Hash> m_pinned;
    std::vector<Hash> m_newlyPinned;

    // --- what this member signed here
    Ballot m_ballot;
    std::set<Hash> m_acknowledged;
    std::optional<std::vector<Hash>> m_frozen;

    // --- what happened
    std::vector<Hash> m_certified;        // in order
    std::size_t m_nextToAcknowledge = 0;  // in m_certified
    std::uint64_t m_finalBytes = 0;
    std::vector<WindowEvent> m_events;
};

}  // namespace timecoin
