// What the pool tells about itself.
#include "node/mempool/mempool.h"

#include <algorithm>
#include <queue>

namespace timecoin {

Mempool::Entry* Mempool::find(const Hash& id) {
    const auto at = m_entries.find(id);
    return at == m_entries.end() ? nullptr : &at->second;
}

const Mempool::Entry* Mempool::find(const Hash& id) const {
    const auto at = m_entries.find(id);
    return at == m_entries.end() ? nullptr : &at->second;
}

TransactionPtr Mempool::byId(const Hash& id) const {
    const Entry* entry = find(id);
    return entry ? entry->transfer : nullptr;
}

std::optional<std::uint64_t> Mempool::arrivedMs(const Hash& id) const {
    const Entry* entry = find(id);
    return entry ? std::optional(entry->addedMs) : std::nullopt;
}

TransactionPtr Mempool::byFullHash(const Hash& fullHash) const {
    const auto at = m_byFullHash.find(fullHash);
    return at == m_byFullHash.end() ? nullptr : at->second->transfer;
}

std::optional<Coin> Mempool::coin(const OutPoint& outpoint) const {
    const Entry* entry = find(outpoint.txid);
    if (!entry || outpoint.index >= entry->transfer->tx.outputs.size()) return std::nullopt;
    return Coin{entry->transfer->tx.outputs[outpoint.index], 0};
}

std::vector<Hash> Mempool::parentsOf(const CheckedTransaction& transfer) const {
    std::set<Hash> parents;
    for (const OutPoint& input : transfer.tx.inputs) {
        if (coin(input)) parents.insert(input.txid);
    }
    return {parents.begin(), parents.end()};
}

std::vector<Hash> Mempool::conflictsOf(const CheckedTransaction& transfer) const {
    std::set<Hash> others;
    for (const OutPoint& input : transfer.tx.inputs) {
        const std::vector<Hash>& spenders = m_conflicts.spenders(input);
        others.insert(spenders.begin(), spenders.end());
    }
    others.erase(transfer.id);
    return {others.begin(), others.end()};
}

std::optional<std::uint64_t> Mempool::oldestConflictMs() const {
    return m_conflicts.oldestMs();
}

std::vector<TransactionPtr> Mempool::inOrder() const {
    const auto worse = [](const Entry* a, const Entry* b) { return BestFirst()(b, a); };
    std::priority_queue<const Entry*, std::vector<const Entry*>, decltype(worse)> ready(worse);
    for (const auto& [id, entry] : m_entries) {
        entry.waitingFor = entry.parents.size();
        if (entry.waitingFor == 0) ready.push(&entry);
    }
    std::vector<TransactionPtr> order;
    order.reserve(m_entries.size());
    while (!ready.empty()) {
        const Entry* best = ready.top();
        ready.pop();
        order.push_back(best->transfer);
        for (const Entry* child : best->children) {
            if (--child->waitingFor == 0) ready.push(child);
        }
    }
    return order;
}

std::uint32_t Mempool::count() const {
    return static_cast<std::uint32_t>(m_entries.size());
}

std::uint64_t Mempool::bytes() const {
    return m_bytes;
}

}  // namespace timecoin
