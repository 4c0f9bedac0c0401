#include "node/mempool/mempool.h"

#include <algorithm>

namespace timecoin {

Mempool::Mempool(std::uint32_t maxTransactions, std::uint64_t maxBytes)
    : m_maxTransactions(maxTransactions),
      m_maxBytes(maxBytes) {}

bool Mempool::BestFirst::operator()(const Entry* a, const Entry* b) const {
    const auto order = a->rate() <=> b->rate();
    return order != 0 ? order > 0 : a->transfer->id < b->transfer->id;
}

// ---- in -----------------------------------------------------------------------------------

std::optional<TxError> Mempool::add(const TransactionPtr& transfer, Instant now) {
    if (find(transfer->id)) return TxError::AlreadyKnown;
    if (!m_conflicts.hasRoom(transfer->tx.inputs)) return TxError::Conflict;
    if (!m_pinned.contains(transfer->id)) {
        const auto victims = victimsFor(*transfer);
        if (!victims) return TxError::PoolFull;
        for (const Hash& id : *victims) {
            // One victim's descendants may be victims of their own; they left with it.
            if (Entry* victim = find(id)) dropTree(*victim, TxError::PoolFull);
        }
    }
    insert(transfer, now.monotonicMs);
    return std::nullopt;
}

bool Mempool::withinLimits(std::size_t count, std::uint64_t bytes) const {
    return count <= m_maxTransactions && bytes <= m_maxBytes;
}

/// Decided before anything is touched: a transfer that is refused costs nobody a place.
std::optional<std::vector<Hash>> Mempool::victimsFor(const CheckedTransaction& transfer) {
    std::size_t count = m_loose.size() + 1;
    std::uint64_t bytes = m_looseBytes + transfer.size;
    if (withinLimits(count, bytes)) return std::vector<Hash>();

    const FeeRate rate{transfer.fee.satoshi(), transfer.size};
    std::set<const Entry*> spared;  // what it stands on
    for (const Hash& id : parentsOf(transfer)) collectAncestors(*find(id), spared);
    std::set<const Entry*> going;
    std::vector<Hash> victims;
    for (auto worst = m_loose.rbegin(); worst != m_loose.rend(); ++worst) {
        if (withinLimits(count, bytes)) return victims;
        if (!((*worst)->rate() < rate)) return std::nullopt;
        if (spared.contains(*worst) || going.contains(*worst)) continue;
        victims.push_back((*worst)->transfer->id);
        std::vector<const Entry*> tree{*worst};
        while (!tree.empty()) {
            const Entry* next = tree.back();
            tree.pop_back();
            if (!going.insert(next).second) continue;
            --count;
            bytes -= next->transfer->size;
            tree.insert(tree.end(), next->children.begin(), next->children.end());
        }
    }
    if (!withinLimits(count, bytes)) return std::nullopt;
    return victims;
}

void Mempool::collectAncestors(const Entry& entry, std::set<const Entry*>& found) {
    std::vector<const Entry*> next{&entry};
    while (!next.empty()) {
        const Entry* one = next.back();
        next.pop_back();
        if (!found.insert(one).second) continue;
        next.insert(next.end(), one->parents.begin(), one->parents.end());
    }
}

void Mempool::insert(const TransactionPtr& transfer, std::uint64_t nowMs) {
    const CheckedTransaction& added = *transfer;
    Entry& entry = m_entries[added.id];
    entry.transfer = transfer;
    entry.addedMs = nowMs;
    m_byFullHash.emplace(added.fullHash, &entry);
    m_byAge.insert({nowMs, added.id});
    m_bytes += added.size;
    m_loose.insert(&entry);
    m_looseBytes += added.size;

    for (const Hash& parent : parentsOf(added)) link(*find(parent), entry);
    std::vector<Hash> children = m_conflicts.spendersOfOutputs(added.id);
    std::sort(children.begin(), children.end());
    children.erase(std::unique(children.begin(), children.end()), children.end());
    for (const Hash& child : children) link(entry, *find(child));
    m_conflicts.add(added.id, added.tx.inputs, nowMs);
    if (m_pinned.contains(added.id)) hold(entry);
}

void Mempool::link(Entry& parent, Entry& child) {
    parent.children.push_back(&child);
    child.parents.push_back(&parent);
    if (child.holds > 0) hold(parent);
}

// ---- out ----------------------------------------------------------------------------------

void Mempool::remove(Entry& entry) {
    while (entry.holds > 0) release(entry);
    for (Entry* parent : entry.parents) std::erase(parent->children, &entry);
    for (Entry* child : entry.children) std::erase(child->parents, &entry);
    const TransactionPtr transfer = entry.transfer;
    m_loose.erase(&entry);
    m_looseBytes -= transfer->size;
    m_bytes -= transfer->size;
    m_byAge.erase({entry.addedMs, transfer->id});
    m_byFullHash.erase(transfer->fullHash);
    m_conflicts.remove(transfer->id, transfer->tx.inputs);
    m_entries.erase(transfer->id);
}

void Mempool::dropTree(Entry& root, TxError reason) {
    std::vector<Entry*> tree{&root};
    std::set<const Entry*> seen{&root};
    for (std::size_t i = 0; i < tree.size(); ++i) {
        for (Entry* child : tree[i]->children) {
            if (seen.insert(child).second) tree.push_back(child);
        }
    }
    for (Entry* entry : tree) {
        m_dropped.push_back({entry->transfer, entry == &root ? reason : TxError::MissingCoin});
        remove(*entry);
    }
}

void Mempool::drop(const Hash& id, TxError reason) {
    if (Entry* entry = find(id)) dropTree(*entry, reason);
}

void Mempool::onCommitted(const std::set<Hash>& ids, const std::set<OutPoint>& spent) {
    std::set<OutPoint> gone = spent;
    for (const Hash& id : ids) {
        Entry* entry = find(id);
        if (!entry) continue;
        gone.insert(entry->transfer->tx.inputs.begin(), entry->transfer->tx.inputs.end());
        remove(*entry);
    }
    for (const OutPoint& outpoint : gone) {
        const std::vector<Hash> losers = m_conflicts.spenders(outpoint);
        for (const Hash& id : losers) drop(id, TxError::Conflict);
    }
}

void Mempool::expireBefore(std::uint64_t monotonicMs) {
    std::vector<Hash> old;
    for (const auto& [addedMs, id] : m_byAge) {
        if (addedMs >= monotonicMs) break;
        if (find(id)->holds == 0) old.push_back(id);
    }
    for (const Hash& id : old) drop(id, TxError::Expired);
}

std::vector<Dropped> Mempool::takeDropped() {
    return std::exchange(m_dropped, {});
}

// ---- pins ---------------------------------------------------------------------------------

void Mempool::setPinned(const std::vector<Hash>& ids) {
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
    shrinkToLimits();
}

/// A held child holds its parents: a payment without its parent is worth nothing.
void Mempool::hold(Entry& entry) {
    std::vector<Entry*> next{&entry};
    while (!next.empty()) {
        Entry* one = next.back();
        next.pop_back();
        if (++one->holds > 1) continue;
        m_loose.erase(one);
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
        m_loose.insert(one);
        m_looseBytes += one->transfer->size;
        next.insert(next.end(), one->parents.begin(), one->parents.end());
    }
}

void Mempool::shrinkToLimits() {
    while (!withinLimits(m_loose.size(), m_looseBytes))
        dropTree(*find((*m_loose.rbegin())->transfer->id), TxError::PoolFull);
}

// ---- refusals -----------------------------------------------------------------------------

void Mempool::remember(const Hash& fullHash, TxError reason, Instant now) {
    m_refusals.remember(fullHash, reason, now);
}

std::optional<TxError> Mempool::refused(const Hash& fullHash, Instant now) const {
    return m_refusals.find(fullHash, now);
}

}  // namespace timecoin
