// One payment window: votes, certificates, acknowledgements, finality (R-FIN-1..9). Pure: the core
// feeds it facts and verified statements and asks what to sign. It signs nothing itself.
#pragma once

#include "node/chain/certificates.h"
#include "node/chain/verified.h"

#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace timecoin {

/// What the window must know about a transfer that is valid on top of the window's parent block
/// (and of the parents named here, which are uncommitted).
struct TransferFacts {
    Hash id;
    std::vector<OutPoint> inputs;
    std::vector<Hash> parents;  ///< distinct, uncommitted transfers whose outputs it spends
    std::uint32_t countedSize = 0;
    std::uint64_t feeSatoshi = 0;
};

/// Facts that happened, each told once, parents before children.
struct CertifiedEvent { Hash id; };
struct FinalEvent { Hash id; };
using WindowEvent = std::variant<CertifiedEvent, FinalEvent>;

enum class BatchVerdict : std::uint8_t {
    Accepted,
    NothingNew,    ///< every id of it was already counted for this member
    OverLimit,     ///< this member named more ids in this window than a budget can hold
    ListMismatch,  ///< the ids do not have the signed count and root, or repeat one
};

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
    BatchVerdict onVotes(const Verified<TxVote>& vote, const std::vector<Hash>& ids);
    BatchVerdict onAcks(const Verified<TxAck>& ack, const std::vector<Hash>& ids);
    /// A certificate fetched whole; counts its votes.
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
    /// Every certified or acknowledged id: pinned in the mempool until the window is decided.
    std::vector<Hash> pinned() const;
    /// Ids with votes or acknowledgements whose body nobody offered yet (at most `max`).
    std::vector<Hash> unknownIds(std::size_t max) const;
    /// Proof by votes (the certificate) or by acknowledgements (final); nullopt below quorum.
    std::optional<TransferCertificate> proof(const Hash& id, StatementKind kind) const;
    /// Two batches of one member that vote for transfers spending one output (evidence).
    struct DoubleVote { MemberIndex member; Hash first; Hash second; };
    std::vector<DoubleVote> doubleVotes() const;
};

}  // namespace timecoin
