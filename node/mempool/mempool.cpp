#include "node/mempool/mempool.h"

#include <algorithm>

namespace timecoin {

Mempool::Mempool(std::uint32_t maxTransactions, std::uint64_t maxBytes)
    : m_maxTransactions(maxTransactions),
      m_maxBytes(maxBytes) {}

// ---- in -----------------------------------------------------------------------------------

std::optional<TxError> Mempool::add(const TransactionPtr& transfer, Instant now,
                                    std::uint64_t ageMs) {
    if (find(transfer->id)) return TxError::AlreadyKnown;
    if (const auto action = actionKeyOf(*transfer)) {
        if (m_actions.contains(*action)) return TxError::Crowded;
        if (!hasRoomFor(*action)) return TxError::PoolFull;
    } else if (!m_pinned.contains(transfer->id)) {
        if (!m_conflicts.hasRoom(transfer->tx.inputs)) return TxError::Crowded;
        if (const auto refusal = makeRoom(*transfer, now)) return refusal;
    }
    insert(transfer, static_cast<std::int64_t>(now.monotonicMs) - static_cast<std::int64_t>(ageMs),
           now.monotonicMs);
    settleFloor();
    return std::nullopt;
}

void Mempool::insert(const TransactionPtr& transfer, std::int64_t addedMs, std::uint64_t nowMs) {
    const CheckedTransaction& added = *transfer;
    Entry& entry = m_entries[added.id];
    entry.transfer = transfer;
    entry.addedMs = addedMs;
    ++m_revision;
    m_byFullHash.emplace(added.fullHash, &entry);
    m_byAge.insert({addedMs, added.id});
    m_bytes += added.size;
    ++m_looseCount;
    m_looseBytes += added.size;

    for (const Hash& parent : parentsOf(added)) link(*find(parent), entry);
    std::vector<Hash> children = m_conflicts.spendersOfOutputs(added.id);
    std::sort(children.begin(), children.end());
    children.erase(std::unique(children.begin(), children.end()), children.end());
    for (const Hash& child : children) link(entry, *find(child));
    m_conflicts.add(added.id, added.tx.inputs, nowMs);
    weigh(entry);
    weighUpward(entry.parents);
    if (m_pinned.contains(added.id)) hold(entry);
    if (const auto action = actionKeyOf(added)) {
        m_actions.emplace(*action, &entry);
        hold(entry);
    }
}

void Mempool::link(Entry& parent, Entry& child) {
    parent.children.push_back(&child);
    child.parents.push_back(&parent);
    if (child.holds > 0) hold(parent);
}

// ---- out ----------------------------------------------------------------------------------

void Mempool::remove(const std::vector<Entry*>& entries) {
    for (Entry* entry : entries) entry->leaving = true;
    std::vector<Entry*> staying;  // lose descendants
    for (const Entry* entry : entries)
        for (Entry* parent : entry->parents)
            if (!parent->leaving) staying.push_back(parent);
    for (Entry* entry : entries) {
        while (entry->holds > 0) release(*entry);
        m_victims.erase(entry);
        if (const auto action = actionKeyOf(*entry->transfer)) m_actions.erase(*action);
        ++m_revision;
        for (Entry* parent : entry->parents) std::erase(parent->children, entry);
        for (Entry* child : entry->children) std::erase(child->parents, entry);
        const TransactionPtr transfer = entry->transfer;
        --m_looseCount;
        m_looseBytes -= transfer->size;
        m_bytes -= transfer->size;
        m_byAge.erase({entry->addedMs, transfer->id});
        m_byFullHash.erase(transfer->fullHash);
        m_conflicts.remove(transfer->id, transfer->tx.inputs);
        m_entries.erase(transfer->id);
    }
    weighUpward(std::move(staying));
}

std::vector<Mempool::Entry*> Mempool::treeOf(Entry& root) {
    std::vector<Entry*> tree{&root};
    std::set<const Entry*> seen{&root};
    for (std::size_t i = 0; i < tree.size(); ++i) {
        for (Entry* child : tree[i]->children) {
            if (seen.insert(child).second) tree.push_back(child);
        }
    }
    return tree;
}

void Mempool::dropTree(Entry& root, TxError reason) {
    const std::vector<Entry*> tree = treeOf(root);
    for (const Entry* entry : tree)
        m_dropped.push_back({entry->transfer, entry == &root ? reason : TxError::MissingCoin});
    remove(tree);
}

void Mempool::drop(const Hash& id, TxError reason) {
    if (Entry* entry = find(id)) dropTree(*entry, reason);
    settleFloor();
}

void Mempool::onCommitted(const std::set<Hash>& ids, const std::set<OutPoint>& spent) {
    std::set<OutPoint> gone = spent;
    std::vector<Entry*> committed;
    for (const Hash& id : ids) {
        Entry* entry = find(id);
        if (!entry) continue;
        gone.insert(entry->transfer->tx.inputs.begin(), entry->transfer->tx.inputs.end());
        committed.push_back(entry);
    }
    remove(committed);
    for (const OutPoint& outpoint : gone) {
        const std::vector<Hash> losers = m_conflicts.spenders(outpoint);
        for (const Hash& id : losers)
            if (Entry* loser = find(id)) dropTree(*loser, TxError::Conflict);
    }
    settleFloor();
}

void Mempool::expireOlderThan(std::uint64_t ageMs, Instant now) {
    const auto before =
        static_cast<std::int64_t>(now.monotonicMs) - static_cast<std::int64_t>(ageMs);
    std::vector<Hash> old;
    for (const auto& [addedMs, id] : m_byAge) {
        if (addedMs > before) break;
        const Entry& entry = *find(id);
        const bool isAction = actionKeyOf(*entry.transfer).has_value();
        if (entry.holds == (isAction ? 1U : 0U)) old.push_back(id);
    }
    for (const Hash& id : old)
        if (Entry* entry = find(id)) dropTree(*entry, TxError::Expired);
    settleFloor();
}

std::vector<Dropped> Mempool::takeDropped() {
    return std::exchange(m_dropped, {});
}

// ---- pins ---------------------------------------------------------------------------------

void Mempool::setPinned(const std::vector<Hash>& ids, Instant now) {
    std::set<Hash> pinned(ids.begin(), ids.end());
    for (const Hash& id : pinned) {
        if (m_pinned.contains(id)) continue;
        if (Entry* entry = find(id)) hold(*entry);
    }
    for (const Hash& id : m_pinned) {
        if (pinned.contains(id)) continue;
        if (Entry* entry = find(id)) release(*entry);
    }
    m_pinned = std::move(pinned);
    shrinkToLimits(now.monotonicMs);
    settleFloor();
}

void Mempool::pin(const std::vector<Hash>& ids) {
    for (const Hash& id : ids) {
        if (!m_pinned.insert(id).second) continue;
        if (Entry* entry = find(id)) hold(*entry);
    }
    settleFloor();
}

/// A held child holds its parents: a payment without its parent is worth nothing.
void Mempool::hold(Entry& entry) {
    std::vector<Entry*> next{&entry};
    while (!next.empty()) {
        Entry* one = next.back();
        next.pop_back();
        if (++one->holds > 1) continue;
        m_victims.erase(one);
        --m_looseCount;
        m_looseBytes -= one->transfer->size;
        next.insert(next.end(), one->parents.begin(), one->parents.end());
    }
}

void Mempool::release(Entry& entry) {
    std::vector<Entry*> next{&entry};
    while (!next.empty()) {
        Entry* one = next.back();
        next.pop_back();
        if (--one->holds > 0) continue;
        if (one->mayLeave()) m_victims.insert(one);
        ++m_looseCount;
        m_looseBytes += one->transfer->size;
        next.insert(next.end(), one->parents.begin(), one->parents.end());
    }
}

// ---- refusals -----------------------------------------------------------------------------

void Mempool::remember(const Hash& fullHash, TxError reason, Instant now) {
    m_refusals.remember(fullHash, reason, now);
}

std::optional<TxError> Mempool::refused(const Hash& fullHash, Instant now) const {
    return m_refusals.find(fullHash, now);
}

}  // namespace timecoin
