#include "node/core/contradictions.h"

namespace timecoin {

namespace {

/// Views of one member and kind that are remembered. Heights that need more are rare, and a member
/// that fills these with views far ahead cannot push out the ones that matter.
constexpr std::size_t kKeptViews = 64;

}  // namespace

template <class S>
void Contradictions::remember(Kept<S>& kept, const S& statement) {
    const MemberIndex member = statement.at.member;
    if (!m_members.contains(member) || isAccused(member)) return;
    auto& mine = kept[member];
    const auto same = mine.find(statement.at.view);
    if (same != mine.end())
        return add(member, makeEvidence(keyOf(member), same->second, statement));
    // Those of other views contradict it, if they do, by their lists; one of them says it for all.
    if constexpr (std::is_same_v<S, ViewChange>) {
        if (!mine.empty())
            add(member, makeEvidence(keyOf(member), mine.begin()->second, statement));
    }
    mine.emplace(statement.at.view, statement);
    if (mine.size() > kKeptViews) mine.erase(std::prev(mine.end()));
}

void Contradictions::add(const ViewChange& change) {
    remember(m_changes, change);
}

void Contradictions::add(const PrePrepare& prePrepare) {
    remember(m_prePrepares, prePrepare);
}

void Contradictions::add(const Prepare& prepare) {
    remember(m_prepares, prepare);
}

void Contradictions::add(const Commit& commit) {
    remember(m_commits, commit);
}

void Contradictions::add(MemberIndex member, std::optional<Evidence> evidence) {
    if (evidence && m_accused.insert(member).second) m_found.push_back(std::move(*evidence));
}

std::map<MemberIndex, ViewChange> Contradictions::changes() const {
    std::map<MemberIndex, ViewChange> first;
    for (const auto& [member, views] : m_changes) {
        if (!views.empty()) first.emplace(member, views.begin()->second);
    }
    return first;
}

}  // namespace timecoin
