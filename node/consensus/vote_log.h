// Who said what about one height: counting only, no decisions (R-CON-2, R-CON-6..8). Pure.
#pragma once

#include "node/chain/certificates.h"
#include "node/chain/verified.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace timecoin {

/// A VIEW-CHANGE as received: with its P when that came along and held. `own` and certified ones
/// may be used in J; one seen only inside somebody's J counts for join and timer.
struct KnownViewChange {
    ViewChange change;
    std::optional<PreparedCertificate> prepared;
    /// P is attached or none is named.
    bool complete() const { return !change.prepared || prepared.has_value(); }
};

class VoteLog {
public:
    explicit VoteLog(const HeightContext& context) : m_context(context) {}

    /// False when it adds nothing. The first statement of a member for a view stands; a second,
    /// different one is never counted (it is evidence).
    bool addReady(MemberIndex member);
    bool addViewChange(const ViewChange& change, std::optional<PreparedCertificate> prepared);
    bool addPrePrepare(const PrePrepare& prePrepare);
    bool addPrepare(const Prepare& prepare);
    bool addCommit(const Commit& commit);

    /// Views below `view` no longer matter for J; keeps memory bounded.
    void forgetChangesBelow(std::uint32_t view);

    /// Members that said READY or sent any VIEW-CHANGE.
    std::uint32_t readyOrChanged() const;
    bool isReady(MemberIndex member) const { return m_ready.contains(member); }
    /// Highest view each member asked for; none when it asked for none.
    std::optional<std::uint32_t> viewOf(MemberIndex member) const;
    /// Members known to have asked for `view` or higher.
    std::uint32_t askedFor(std::uint32_t view) const;
    /// The lowest of the f+1 highest views of members other than `self`; none when fewer asked.
    std::optional<std::uint32_t> joinView(std::optional<MemberIndex> self) const;
    /// VIEW-CHANGEs for exactly `view`, by member.
    std::vector<const KnownViewChange*> changesFor(std::uint32_t view) const;

    /// A certificate, once q distinct members are over one identical (view, hash).
    std::optional<PreparedCertificate> preparedCertificate(std::uint32_t view,
                                                           const Hash& block) const;
    std::optional<CommitCertificate> commitCertificate(std::uint32_t view, const Hash& block) const;
    /// Every (view, hash) that a quorum of COMMITs stands for.
    std::optional<CommitCertificate> anyCommitCertificate() const;
    /// Every (view, hash) that a quorum of PREPAREs stands for.
    std::vector<PreparedRef> preparedRefs() const;

private:
    struct Tally {
        std::map<MemberIndex, CertificateEntry> entries;
        Hash justification;  ///< of the primary's PRE-PREPARE, prepares only
    };
    using Key = std::pair<std::uint32_t, Hash>;  // (view, block): never across views (R-CON-8)

    bool withinBounds(std::uint32_t view) const;

    HeightContext m_context;
    std::set<MemberIndex> m_ready;
    std::map<MemberIndex, std::map<std::uint32_t, KnownViewChange>> m_changes;
    std::map<MemberIndex, std::uint32_t> m_highestView;
    std::map<Key, Tally> m_prepares;
    std::map<Key, Tally> m_commits;
    std::set<std::pair<std::uint32_t, MemberIndex>> m_prepared;   // said PREPARE or PRE-PREPARE
    std::set<std::pair<std::uint32_t, MemberIndex>> m_committed;  // said COMMIT
};

}  // namespace timecoin
