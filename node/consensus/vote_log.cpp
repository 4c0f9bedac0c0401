#include "node/consensus/vote_log.h"

#include <algorithm>

namespace timecoin {

namespace {

/// VIEW-CHANGEs kept of one member: its newest views. A member asks for views one after another,
/// so older ones matter to nobody who is not hopelessly behind.
constexpr std::size_t kKeptChanges = 4;
/// How far above the view that f+1 members asked for a PREPARE or COMMIT is still counted: a faulty
/// member cannot fill memory with votes for views nobody is in.
constexpr std::uint32_t kViewsAhead = 64;

template <class Certificate>
std::optional<Certificate> makeCertificate(const HeightContext& context, std::uint32_t view,
                                           const Hash& block,
                                           const std::map<MemberIndex, CertificateEntry>& entries) {
    if (entries.size() < context.members.quorum()) return std::nullopt;
    Certificate out;
    out.epoch = context.epoch;
    out.height = context.height;
    out.view = view;
    out.block = block;
    for (const auto& [member, entry] : entries) out.entries.push_back(entry);
    return out;
}

}  // namespace

bool VoteLog::withinBounds(std::uint32_t view) const {
    const auto asked = joinView(std::nullopt);
    return view <= kMaxView && view <= (asked ? *asked : 0) + kViewsAhead;
}

bool VoteLog::addReady(MemberIndex member) {
    return m_context.members.contains(member) && m_ready.insert(member).second;
}

bool VoteLog::addViewChange(const ViewChange& change, std::optional<PreparedCertificate> prepared) {
    const auto member = change.at.member;
    const auto view = change.at.view;
    if (!m_context.members.contains(member) || view > kMaxView) return false;
    auto& kept = m_changes[member];
    if (const auto found = kept.find(view); found != kept.end()) {
        // The same one again, now with the P it names: seen first inside somebody's J.
        if (found->second.complete() || !prepared || found->second.change != change) return false;
        found->second.prepared = std::move(prepared);
        return true;
    }
    if (kept.size() >= kKeptChanges && view < kept.begin()->first) return false;
    kept.emplace(view, KnownViewChange{change, std::move(prepared)});
    if (kept.size() > kKeptChanges) kept.erase(kept.begin());
    auto [highest, isNew] = m_highestView.emplace(member, view);
    if (!isNew) highest->second = std::max(highest->second, view);
    return true;
}

bool VoteLog::addPrePrepare(const PrePrepare& prePrepare) {
    const auto& at = prePrepare.at;
    if (m_context.primary(at.view) != at.member || !withinBounds(at.view)) return false;
    if (!m_prepared.emplace(at.view, at.member).second) return false;
    auto& tally = m_prepares[{at.view, prePrepare.block}];
    tally.justification = prePrepare.justification;
    tally.entries[at.member] = {at.member, at.sequence, prePrepare.signature};
    return true;
}

bool VoteLog::addPrepare(const Prepare& prepare) {
    const auto& at = prepare.at;
    // The primary's PRE-PREPARE is its PREPARE: it sends no other (R-CON-6).
    if (!m_context.members.contains(at.member) || m_context.primary(at.view) == at.member ||
        !withinBounds(at.view))
        return false;
    if (!m_prepared.emplace(at.view, at.member).second) return false;
    m_prepares[{at.view, prepare.block}].entries[at.member] = {at.member, at.sequence,
                                                               prepare.signature};
    return true;
}

bool VoteLog::addCommit(const Commit& commit) {
    const auto& at = commit.at;
    if (!m_context.members.contains(at.member) || !withinBounds(at.view)) return false;
    if (!m_committed.emplace(at.view, at.member).second) return false;
    m_commits[{at.view, commit.block}].entries[at.member] = {at.member, at.sequence,
                                                             commit.signature};
    return true;
}

void VoteLog::forgetChangesBelow(std::uint32_t view) {
    for (auto& [member, kept] : m_changes) kept.erase(kept.begin(), kept.lower_bound(view));
}

std::uint32_t VoteLog::readyOrChanged() const {
    auto count = static_cast<std::uint32_t>(m_highestView.size());
    for (const auto member : m_ready)
        if (!m_highestView.contains(member)) ++count;
    return count;
}

std::optional<std::uint32_t> VoteLog::viewOf(MemberIndex member) const {
    const auto found = m_highestView.find(member);
    if (found == m_highestView.end()) return std::nullopt;
    return found->second;
}

std::uint32_t VoteLog::askedFor(std::uint32_t view) const {
    return static_cast<std::uint32_t>(
        std::count_if(m_highestView.begin(), m_highestView.end(),
                      [view](const auto& entry) { return entry.second >= view; }));
}

std::optional<std::uint32_t> VoteLog::joinView(std::optional<MemberIndex> self) const {
    std::vector<std::uint32_t> views;
    for (const auto& [member, view] : m_highestView)
        if (member != self) views.push_back(view);
    const std::size_t needed = m_context.members.faulty() + 1;
    if (views.size() < needed) return std::nullopt;
    std::sort(views.begin(), views.end(), std::greater<>());
    return views[needed - 1];
}

std::vector<const KnownViewChange*> VoteLog::changesFor(std::uint32_t view) const {
    std::vector<const KnownViewChange*> out;
    for (const auto& [member, kept] : m_changes)
        if (const auto found = kept.find(view); found != kept.end()) out.push_back(&found->second);
    return out;
}

std::optional<PreparedCertificate> VoteLog::preparedCertificate(std::uint32_t view,
                                                                const Hash& block) const {
    const auto found = m_prepares.find({view, block});
    if (found == m_prepares.end()) return std::nullopt;
    auto out = makeCertificate<PreparedCertificate>(m_context, view, block, found->second.entries);
    if (out) out->justification = found->second.justification;
    return out;
}

std::optional<CommitCertificate> VoteLog::commitCertificate(std::uint32_t view,
                                                            const Hash& block) const {
    const auto found = m_commits.find({view, block});
    if (found == m_commits.end()) return std::nullopt;
    return makeCertificate<CommitCertificate>(m_context, view, block, found->second.entries);
}

std::optional<CommitCertificate> VoteLog::anyCommitCertificate() const {
    for (const auto& [key, tally] : m_commits)
        if (auto certificate = commitCertificate(key.first, key.second)) return certificate;
    return std::nullopt;
}

std::vector<PreparedRef> VoteLog::preparedRefs() const {
    std::vector<PreparedRef> out;
    for (const auto& [key, tally] : m_prepares)
        if (tally.entries.size() >= m_context.members.quorum())
            out.push_back({key.first, key.second});
    return out;
}

}  // namespace timecoin
