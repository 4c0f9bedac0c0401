// Block agreement at one height: PBFT with one path (R-CON-1..13). Pure: verified statements and
// time come in, drafts to sign and wishes come out. What to do next follows from what is known
// (`step`), so the order in which facts arrive, and restarts, need no cases of their own.
#pragma once

#include "node/base/instant.h"
#include "node/chain/justification.h"
#include "node/consensus/vote_log.h"

#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace timecoin {

// --- what a replica asks for ---------------------------------------------------------------------
/// Sign and send READY.
struct SignReady {};
/// Freeze the window, sign VIEW-CHANGE(view) naming `prepared` and the frozen C, and send it.
struct SignViewChange {
    std::uint32_t view = 0;
    std::optional<PreparedCertificate> prepared;
};
/// Find the ids behind a C, their bodies and certificates, then call onListBacked.
struct BackList {
    IdListRef list;
    MemberIndex claimedBy = 0;
};
/// Primary: build a fresh block over the lists of J, or (when J holds a P) have that block's body in
/// hand; then call onBlockReady.
struct MakeProposal {
    std::uint32_t view = 0;
    Justification justification;
};
struct SignPrePrepare {
    std::uint32_t view = 0;
    Hash block;
    Justification justification;
};
/// Check a proposal: body in hand, valid, holding what J's lists demand; then onProposalChecked.
struct CheckProposal {
    std::uint32_t view = 0;
    Hash block;
    Justification justification;
};
struct SignPrepare {
    std::uint32_t view = 0;
    Hash block;
};
/// Make P and the body durable with the COMMIT itself.
struct SignCommit {
    std::uint32_t view = 0;
    PreparedCertificate prepared;
};
/// The height is decided; have the body in hand and apply it.
struct Decide {
    CommitCertificate certificate;
};

using ReplicaOutput = std::variant<SignReady, SignViewChange, BackList, MakeProposal,
                                   SignPrePrepare, CheckProposal, SignPrepare, SignCommit, Decide>;

class Replica {
public:
    /// `viewTimeoutMs` is that of view 0; it doubles per view up to kMaxViewTimeoutMs.
    Replica(HeightContext context, std::uint64_t viewTimeoutMs, std::optional<MemberIndex> self);

    const HeightContext& context() const { return m_context; }

    // --- what this member itself has signed at this height: just now, or before a restart by its
    // safety log, in the order of signing (R-SIG-3)
    void onOwn(const Ready& own);
    void onOwn(const ViewChange& own, const std::optional<PreparedCertificate>& prepared);
    void onOwn(const PrePrepare& own, const Justification& justification);
    void onOwn(const Prepare& own);
    void onOwn(const Commit& own);
    /// A prepared certificate this member made durable.
    void restorePrepared(const PreparedCertificate& prepared);
    /// From now on it may sign as `self`.
    void setSelf(MemberIndex self);
    /// From now on it follows and signs nothing.
    void silence() { m_self.reset(); }

    // --- facts in; each is followed by step()
    void onDue();          ///< the block interval has elapsed
    void onEarlyReason();  ///< something wants the block before that
    void onReady(const Verified<Ready>& ready);
    void onViewChange(const Verified<ViewChange>& change,
                      const std::optional<Verified<PreparedCertificate>>& prepared);
    void onPrePrepare(const Verified<PrePrepare>& prePrepare, const Justification& justification);
    void onPrepare(const Verified<Prepare>& prepare);
    void onCommit(const Verified<Commit>& commit);
    void onListBacked(const IdListRef& list);
    void onBlockReady(std::uint32_t view, const Hash& block);
    void onProposalChecked(std::uint32_t view, const Hash& block, bool acceptable);

    /// Everything that follows from what is known by now; call until it yields nothing.
    std::vector<ReplicaOutput> step(Instant now);
    /// When step() must be called again without other news.
    std::optional<std::uint64_t> deadlineMs() const {
        const bool runs = m_self && m_view && *m_view < kMaxView;
        return runs ? m_deadlineMs : std::nullopt;
    }

    /// The view this replica is in; none before the first VIEW-CHANGE of the height.
    std::optional<std::uint32_t> view() const { return m_view; }
    bool decided() const { return m_decided; }
    /// Highest view any member is known to have asked for; of interest to an onlooker.
    const VoteLog& votes() const { return m_votes; }
    MemberIndex primary(std::uint32_t view) const { return m_context.primary(view); }

private:
    struct Proposal {
        PrePrepare prePrepare;
        Justification justification;
        enum class State : std::uint8_t {
            Received,
            Checking,
            Acceptable,
            Refused
        } state = State::Received;
    };
    /// What this member signed in one view: each at most once, whatever happens later.
    struct Signed {
        bool viewChange = false;
        bool prePrepare = false;
        bool prepare = false;
        bool commit = false;
    };

    // each returns true when it changed something or asked for something
    bool stepEarlyStart(std::vector<ReplicaOutput>& out);
    bool stepEnterView(Instant now);
    bool stepTimer(Instant now);
    bool stepOwnViewChange(std::vector<ReplicaOutput>& out);
    bool stepPropose(std::vector<ReplicaOutput>& out);
    bool stepPrepare(std::vector<ReplicaOutput>& out);
    bool stepCommit(std::vector<ReplicaOutput>& out);
    bool stepDecide(std::vector<ReplicaOutput>& out);

    void enterView(std::uint32_t view);
    std::uint64_t timeoutMs(std::uint32_t view) const;
    /// The prepared certificate of the highest view below `view`.
    std::optional<PreparedCertificate> preparedBelow(std::uint32_t view) const;
    bool isPrimaryOf(std::uint32_t view) const;

    HeightContext m_context;
    std::uint64_t m_viewTimeoutMs;
    std::optional<MemberIndex> m_self;
    VoteLog m_votes;

    bool m_due = false;
    bool m_earlyReason = false;
    bool m_readySigned = false;
    std::optional<std::uint32_t> m_view;
    std::map<std::uint32_t, Signed> m_signed;                 // by view
    std::map<std::uint32_t, PreparedCertificate> m_prepared;  // by view

    std::set<IdListRef> m_backed;
    std::set<IdListRef> m_backingAsked;
    std::optional<Justification> m_chosen;          // J of the view this member is primary of
    std::optional<Hash> m_blockReady;               // its proposal's block
    std::map<std::uint32_t, Proposal> m_proposals;  // current view and above; first per view

    std::optional<std::uint64_t> m_deadlineMs;  // timer of m_view, once started
    bool m_decided = false;
};

}  // namespace timecoin
