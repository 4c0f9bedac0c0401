// Notices two statements of one member of one height that contradict each other (R-EVI-5). What the
// vote log and the window leave uncounted is remembered here well enough to prove it. Pure.
#pragma once

#include "node/chain/evidence.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace timecoin {

class Contradictions {
public:
    explicit Contradictions(const HeightContext& context) : m_members(context.members) {}

    /// Each takes a statement of this height whose signature holds. The first of a view stands.
    void add(const ViewChange& change);
    void add(const PrePrepare& prePrepare);
    void add(const Prepare& prepare);
    void add(const Commit& commit);
    /// Evidence of the other kinds; nullopt is nothing.
    void add(MemberIndex member, std::optional<Evidence> evidence);

    /// Nothing more is looked for: one evidence removes a member as well as ten.
    bool isAccused(MemberIndex member) const { return m_accused.contains(member); }
    /// One VIEW-CHANGE of each member that sent any: all of a height name one list.
    std::map<MemberIndex, ViewChange> changes() const;
    const PublicKey& keyOf(MemberIndex member) const { return m_members.at(member).operatorKey; }

    /// What was found since the last call, at most one for a member in all.
    std::vector<Evidence> take() { return std::exchange(m_found, {}); }

private:
    /// By member, then view; the lowest views are kept.
    template <class S>
    using Kept = std::map<MemberIndex, std::map<std::uint32_t, S>>;
    template <class S>
    void remember(Kept<S>& kept, const S& statement);

    MasternodeSet m_members;
    Kept<ViewChange> m_changes;
    Kept<PrePrepare> m_prePrepares;
    Kept<Prepare> m_prepares;
    Kept<Commit> m_commits;
    std::set<MemberIndex> m_accused;
    std::vector<Evidence> m_found;
};

}  // namespace timecoin
