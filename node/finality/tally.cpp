#include "node/finality/tally.h"

#include <algorithm>
#include <cassert>

namespace timecoin {

IdProof SignedBatch::proofOf(std::uint32_t index) const {
    if (!m_tree) m_tree.emplace(ids);
    return {at, ref, signature, index, m_tree->path(index)};
}

Tally::Tally(StatementKind kind, std::uint32_t maxIdsPerMember)
    : m_kind(kind),
      m_maxIdsPerMember(maxIdsPerMember) {
    assert(kind == StatementKind::TxVote || kind == StatementKind::TxAck);
}

/// R-FIN-1: the ids are exactly those signed, none twice. Cheap refusals first.
bool Tally::listHolds(const SignedBatch& batch) {
    if (batch.ids.empty() || batch.ids.size() > kMaxIdsPerStatement) return false;
    if (batch.ids.size() != batch.ref.count) return false;
    std::vector<Hash> sorted = batch.ids;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) return false;
    return treeRoot(batch.ids) == batch.ref.root;
}

Tally::Sources::iterator Tally::place(Sources& sources, MemberIndex member) {
    return std::lower_bound(
        sources.begin(), sources.end(), member,
        [](const Source& source, MemberIndex wanted) { return source.member < wanted; });
}

Tally::Outcome Tally::add(SignedBatch batch) {
    Account& account = m_accounts[batch.at.member];
    // A resend is told without hashing its list again.
    const auto known = account.batches.find(batch.ref);
    if (known != account.batches.end() && known->second->ids == batch.ids)
        return {BatchVerdict::NothingNew, {}};
    if (!listHolds(batch)) return {BatchVerdict::ListMismatch, {}};

    Outcome outcome;
    for (const Hash& id : batch.ids) {
        if (!counted(id, batch.at.member)) outcome.counted.push_back(id);
    }
    if (outcome.counted.empty()) return outcome;
    // Both are bounded: an honest member names no id in two batches, so what is stored for it is
    // what it named; a member that repeats ids to fill memory meets the same limit (R-FIN-8).
    const std::size_t named = account.named + outcome.counted.size();
    const std::size_t stored = account.stored + batch.ids.size();
    if (named > m_maxIdsPerMember || stored > m_maxIdsPerMember)
        return {BatchVerdict::OverLimit, {}};
    account.named = static_cast<std::uint32_t>(named);
    account.stored = static_cast<std::uint32_t>(stored);

    const auto shared = std::make_shared<const SignedBatch>(std::move(batch));
    account.batches.emplace(shared->ref, shared);
    for (std::uint32_t index = 0; index < shared->ids.size(); ++index) {
        Sources& sources = m_sources[shared->ids[index]];
        const auto at = place(sources, shared->at.member);
        if (at == sources.end() || at->member != shared->at.member)
            sources.insert(at, {shared->at.member, index, shared, nullptr});
        else if (at->proof)  // the batch proves as much and is shared
            *at = {shared->at.member, index, shared, nullptr};
    }
    outcome.verdict = BatchVerdict::Accepted;
    return outcome;
}

bool Tally::add(const Hash& id, const IdProof& proof) {
    Account& account = m_accounts[proof.at.member];
    if (account.named >= m_maxIdsPerMember || counted(id, proof.at.member)) return false;
    ++account.named;
    Sources& sources = m_sources[id];
    sources.insert(place(sources, proof.at.member),
                   {proof.at.member, 0, nullptr, std::make_shared<const IdProof>(proof)});
    return true;
}

std::uint32_t Tally::count(const Hash& id) const {
    const auto at = m_sources.find(id);
    return at == m_sources.end() ? 0 : static_cast<std::uint32_t>(at->second.size());
}

bool Tally::counted(const Hash& id, MemberIndex member) const {
    const auto at = m_sources.find(id);
    if (at == m_sources.end()) return false;
    return std::any_of(at->second.begin(), at->second.end(),
                       [&](const Source& source) { return source.member == member; });
}

std::vector<MemberIndex> Tally::members(const Hash& id) const {
    std::vector<MemberIndex> members;
    const auto at = m_sources.find(id);
    if (at == m_sources.end()) return members;
    for (const Source& source : at->second) members.push_back(source.member);
    return members;
}

std::uint32_t Tally::named(MemberIndex member) const {
    const auto account = m_accounts.find(member);
    return account == m_accounts.end() ? 0 : account->second.named;
}

std::optional<IdProof> Tally::proofBy(MemberIndex member, const Hash& id) const {
    const auto at = m_sources.find(id);
    if (at == m_sources.end()) return std::nullopt;
    for (const Source& source : at->second) {
        if (source.member == member) return source.toProof();
    }
    return std::nullopt;
}

std::optional<Hash> Tally::namedOutside(MemberIndex member, const std::vector<Hash>& listed) const {
    const auto account = m_accounts.find(member);
    if (account == m_accounts.end()) return std::nullopt;
    for (const auto& [ref, batch] : account->second.batches) {
        for (const Hash& id : batch->ids) {
            if (!std::binary_search(listed.begin(), listed.end(), id)) return id;
        }
    }
    return std::nullopt;
}

std::optional<TransferCertificate> Tally::proof(const Hash& id, std::uint32_t quorum) const {
    const auto at = m_sources.find(id);
    if (at == m_sources.end() || quorum == 0 || at->second.size() < quorum) return std::nullopt;
    TransferCertificate certificate{m_kind, id, {}};
    for (const Source& source : at->second) {
        if (certificate.proofs.size() == quorum) break;
        certificate.proofs.push_back(source.toProof());
    }
    return certificate;
}

}  // namespace timecoin
