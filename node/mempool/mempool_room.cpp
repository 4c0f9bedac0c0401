// Who has to leave a full pool, and what a newcomer must pay since (R-POOL-1, R-POOL-9).
#include "node/mempool/mempool.h"

#include <algorithm>

namespace timecoin {

bool Mempool::WorstFirst::operator()(const Entry* a, const Entry* b) const {
    const auto order = a->worth <=> b->worth;
    if (order != 0) return order < 0;
    if (a->descendants != b->descendants) return a->descendants < b->descendants;
    return b->transfer->id < a->transfer->id;
}

bool Mempool::withinLimits(std::size_t count, std::uint64_t bytes) const {
    return count <= m_maxTransactions && bytes <= m_maxBytes;
}

/// After every change: a floor ends with the crowd that raised it.
void Mempool::settleFloor() {
    if (2 * m_looseCount < m_maxTransactions && 2 * m_looseBytes < m_maxBytes) m_floor.forget();
}

FeeRate Mempool::floor(Instant now) const {
    return m_floor.at(now.monotonicMs);
}

std::optional<Mempool::ActionKey> Mempool::actionKeyOf(const CheckedTransaction& transaction) {
    if (!movesNoCoins(transaction.tx.kind) || !transaction.action) return std::nullopt;
    const TransactionKind kind = transaction.tx.kind;
    if (const auto* update = std::get_if<OperatorUpdate>(&*transaction.action))
        return ActionKey{kind, update->collateral};
    if (const auto* retirement = std::get_if<Retirement>(&*transaction.action))
        return ActionKey{kind, retirement->collateral};
    if (const auto* evidence = std::get_if<Evidence>(&*transaction.action))
        return ActionKey{kind, {Hash{evidence->operatorKey.data}, 0}};
    return std::nullopt;
}

bool Mempool::hasRoomFor(const ActionKey& key) const {
    const auto first = m_actions.lower_bound({key.first, {}});
    std::size_t count = 0;
    for (auto at = first; at != m_actions.end() && at->first.first == key.first; ++at) ++count;
    return count < kMaxPooledActions;
}

std::vector<TransactionPtr> Mempool::actions() const {
    std::vector<TransactionPtr> all;
    for (const auto& [key, entry] : m_actions) all.push_back(entry->transfer);
    return all;
}

std::optional<TxError> Mempool::makeRoom(const CheckedTransaction& transfer, Instant now) {
    if (!(floor(now) < FeeRate{transfer.fee.satoshi(), transfer.size})) return TxError::PoolFull;
    const auto victims = victimsFor(transfer);
    if (!victims) return TxError::PoolFull;
    if (victims->empty()) return std::nullopt;
    m_floor.raise(victims->back()->worth, now.monotonicMs);  // the dearest of them
    std::vector<Hash> ids;
    for (const Entry* victim : *victims) ids.push_back(victim->transfer->id);
    for (const Hash& id : ids)  // some leave with one before them
        if (Entry* victim = find(id)) dropTree(*victim, TxError::PoolFull);
    return std::nullopt;
}

/// Decided before anything is touched: a transfer that is refused costs nobody a place.
std::optional<std::vector<Mempool::Entry*>> Mempool::victimsFor(
    const CheckedTransaction& transfer) {
    std::vector<Entry*> victims;
    std::size_t count = m_looseCount + 1;
    std::uint64_t bytes = m_looseBytes + transfer.size;
    if (withinLimits(count, bytes)) return victims;

    const FeeRate rate{transfer.fee.satoshi(), transfer.size};
    const std::vector<Hash> parents = parentsOf(transfer);  // ascending
    const auto standsOn = [&](const Entry* entry) {
        return std::binary_search(parents.begin(), parents.end(), entry->transfer->id);
    };
    std::set<const Entry*> going;
    for (Entry* worst : m_victims) {
        if (withinLimits(count, bytes)) break;
        if (!(worst->worth < rate)) return std::nullopt;
        if (going.contains(worst)) continue;
        const std::vector<Entry*> tree = treeOf(*worst);
        if (std::any_of(tree.begin(), tree.end(), standsOn)) continue;
        victims.push_back(worst);
        for (const Entry* one : tree) {
            if (!going.insert(one).second) continue;
            --count;
            bytes -= one->transfer->size;
        }
    }
    if (!withinLimits(count, bytes)) return std::nullopt;
    return victims;
}

void Mempool::shrinkToLimits(std::uint64_t nowMs) {
    while (!withinLimits(m_looseCount, m_looseBytes)) {
        Entry& worst = **m_victims.begin();  // a loose one without descendants is always there
        m_floor.raise(worst.worth, nowMs);
        dropTree(worst, TxError::PoolFull);
    }
}

// ---- what an entry is worth -----------------------------------------------------------------

void Mempool::weigh(Entry& entry) {
    m_victims.erase(&entry);
    std::vector<const Entry*> family{&entry};
    for (std::size_t i = 0; i < family.size() && family.size() <= kMaxPackage; ++i) {
        for (const Entry* child : family[i]->children) {
            if (std::find(family.begin(), family.end(), child) != family.end()) continue;
            family.push_back(child);
            if (family.size() > kMaxPackage) break;
        }
    }
    entry.descendants = static_cast<std::uint32_t>(family.size() - 1);
    entry.worth = FeeRate{0, 0};
    for (const Entry* one : family) entry.worth = together(entry.worth, one->rate());
    if (entry.mayLeave()) m_victims.insert(&entry);
}

/// Ends at those that have too many descendants before and after: who stands above such a one has
/// more. So adding to a long chain costs no more than adding to a short one.
void Mempool::weighUpward(std::vector<Entry*> from) {
    std::set<const Entry*> seen;
    while (!from.empty()) {
        Entry* one = from.back();
        from.pop_back();
        if (!seen.insert(one).second) continue;
        const std::uint32_t before = one->descendants;
        weigh(*one);
        if (before == kMaxPackage && one->descendants == kMaxPackage) continue;
        from.insert(from.end(), one->parents.begin(), one->parents.end());
    }
}

}  // namespace timecoin
