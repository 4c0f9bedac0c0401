#include "node/finality/ballot.h"

#include <algorithm>
#include <cassert>

namespace timecoin {

namespace {

/// The most that one spent lock adds to a counted size: a full key list and all its signatures.
constexpr std::uint64_t kMaxLockWitnessBytes =
    1 + 4 + kMaxLockKeys * PublicKey::kSize + kMaxLockKeys * (PublicKey::kSize + Signature::kSize);

}  // namespace

bool Ballot::BestFirst::operator()(const TransferFacts* a, const TransferFacts* b) const {
    const auto order = a->rate() <=> b->rate();
    return order != 0 ? order > 0 : a->id < b->id;
}

bool Ballot::SmallestFirst::operator()(const TransferFacts* a, const TransferFacts* b) const {
    return a->countedSize != b->countedSize ? a->countedSize < b->countedSize : a->id < b->id;
}

// ---- votes that exist already -------------------------------------------------------------

void Ballot::restore(const std::vector<Hash>& ids, const std::vector<OutPoint>& spent) {
    for (const Hash& id : ids) addVoted(id, {false, true});
    m_spent.insert(spent.begin(), spent.end());
    m_unknownInputs += spent.size();
    keepFirstEligible();
}

void Ballot::adopt(const Hash& id) {
    if (voted(id)) return;
    addVoted(id, {false, false});
    m_unknownInputs += kMaxInputs;
    keepFirstEligible();
}

void Ballot::addVoted(const Hash& id, Voted how) {
    const bool added = m_voted.emplace(id, how).second;
    if (!added) return;
    m_ids.insert(id);
    if (!how.factsKnown) ++m_unknownIds;
}

void Ballot::onFacts(const TransferFacts& facts) {
    const auto at = m_voted.find(facts.id);
    if (at == m_voted.end() || at->second.factsKnown) return;
    at->second.factsKnown = true;
    m_usedBytes += facts.countedSize;
    m_spent.insert(facts.inputs.begin(), facts.inputs.end());
    const std::uint64_t inputs = at->second.restored ? facts.inputs.size() : kMaxInputs;
    m_unknownInputs -= std::min(m_unknownInputs, inputs);
    --m_unknownIds;
    m_candidates.erase(&facts);
    m_parked.erase(&facts);
    unpark();
    keepFirstEligible();
}

// ---- votes to come ------------------------------------------------------------------------

void Ballot::consider(const TransferFacts& facts) {
    if (voted(facts.id) || m_parked.contains(&facts)) return;
    m_candidates.insert(&facts);
    keepFirstEligible();
}

void Ballot::withdraw(const TransferFacts& facts) {
    m_candidates.erase(&facts);
    m_parked.erase(&facts);
    keepFirstEligible();
}

std::vector<Hash> Ballot::take(std::size_t max) {
    std::vector<Hash> ids;
    while (ids.size() < max && !m_candidates.empty()) {
        const TransferFacts& facts = **m_candidates.begin();
        assert(!voted(facts.id) && fits(facts) && !conflicts(facts));
        m_candidates.erase(m_candidates.begin());
        addVoted(facts.id, {true, false});
        m_spent.insert(facts.inputs.begin(), facts.inputs.end());
        m_usedBytes += facts.countedSize;
        ids.push_back(facts.id);
        keepFirstEligible();
    }
    return ids;
}

bool Ballot::full() const {
    return remainingBytes() < kMaxTransactionBytes || m_voted.size() >= kMaxVotedIds;
}

/// Votes restored without their transfers are counted as large as they can be, so that a restart
/// never stretches the budget; the bodies, fetched again, give the difference back (R-FIN-4).
std::uint64_t Ballot::remainingBytes() const {
    const std::uint64_t taken =
        m_usedBytes + m_unknownIds * kMaxTransactionBytes + m_unknownInputs * kMaxLockWitnessBytes;
    return taken >= kVoteBudgetBytes ? 0 : kVoteBudgetBytes - taken;
}

bool Ballot::fits(const TransferFacts& facts) const {
    return facts.countedSize <= remainingBytes() && m_voted.size() < kMaxVotedIds;
}

bool Ballot::conflicts(const TransferFacts& facts) const {
    return std::any_of(facts.inputs.begin(), facts.inputs.end(),
                       [&](const OutPoint& input) { return m_spent.contains(input); });
}

/// Each candidate passes here at most once per reason: what conflicts with an own vote does so for
/// as long as the window lives; what does not fit waits until bytes are given back.
void Ballot::keepFirstEligible() {
    while (!m_candidates.empty()) {
        const TransferFacts* first = *m_candidates.begin();
        if (voted(first->id) || conflicts(*first)) {
            m_candidates.erase(m_candidates.begin());
        } else if (!fits(*first)) {
            m_candidates.erase(m_candidates.begin());
            m_parked.insert(first);
        } else {
            return;
        }
    }
}

void Ballot::unpark() {
    while (!m_parked.empty() && fits(**m_parked.begin())) {
        m_candidates.insert(*m_parked.begin());
        m_parked.erase(m_parked.begin());
    }
}

}  // namespace timecoin
