// What the pool tells about itself.
#include "node/mempool/mempool.h"

#include <algorithm>
#include <utility>

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
    if (!entry) return std::nullopt;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, entry->addedMs));
}

std::uint64_t Mempool::ageMs(const Hash& id, Instant now) const {
    const Entry* entry = find(id);
    const auto at = static_cast<std::int64_t>(now.monotonicMs);
    return entry && entry->addedMs < at ? static_cast<std::uint64_t>(at - entry->addedMs) : 0;
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

std::vector<std::vector<Hash>> Mempool::contested() const {
    return m_conflicts.contested();
}

std::vector<TransactionPtr> Mempool::inOrder() const {
    return inOrder({}, {});
}

std::vector<TransactionPtr> Mempool::inOrder(const std::set<Hash>& chosen,
                                             const std::set<Hash>& excluded) const {
    constexpr std::uint32_t kIn = 0;
    constexpr std::uint32_t kOut = ~std::uint32_t{0};  // chosen, or excluded
    for (const auto& [id, entry] : m_entries) entry.place = kIn;
    for (const Hash& id : excluded) {
        std::vector<const Entry*> tree;
        if (const Entry* entry = find(id)) tree.push_back(entry);
        while (!tree.empty()) {
            const Entry* one = tree.back();
            tree.pop_back();
            if (std::exchange(one->place, kOut) == kOut) continue;
            tree.insert(tree.end(), one->children.begin(), one->children.end());
        }
    }
    for (const Hash& id : chosen)
        if (const Entry* entry = find(id)) entry->place = kOut;

    std::vector<const Entry*> entries;
    entries.reserve(m_entries.size());
    for (const auto& [id, entry] : m_entries) {
        if (entry.place == kOut) continue;
        entry.place = static_cast<std::uint32_t>(entries.size());
        entries.push_back(&entry);
    }
    std::vector<OrderItem> items(entries.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].rate = entries[i]->rate();
        items[i].id = &entries[i]->transfer->id;
        for (const Entry* parent : entries[i]->parents)
            if (parent->place != kOut) items[i].parents.push_back(parent->place);
    }
    std::vector<TransactionPtr> order;
    order.reserve(items.size());
    for (const std::uint32_t place : packageOrder(items)) order.push_back(entries[place]->transfer);
    return order;
}

std::uint32_t Mempool::count() const {
    return static_cast<std::uint32_t>(m_entries.size());
}

std::uint64_t Mempool::bytes() const {
    return m_bytes;
}

}  // namespace timecoin
