// What the chain store is asked.
#include "node/storage/sqlite/chain_store.h"

#include "node/storage/commit_check.h"

#include <algorithm>

namespace timecoin {

/// (R-STO-4) A tip whose parts contradict each other is not handed out.
Stored<StoredTip> SqliteChainStore::tip() const {
    if (!m_hasTip) return fail(noGenesis());
    auto stored = m_states.read(StateRow::Tip, m_blocks);
    if (!stored) return fail(stored.error());
    if (!stored.value()) return fail(damaged("no tip"));
    return std::move(*stored.value());
}

Stored<std::uint64_t> SqliteChainStore::tipHeight() const {
    if (!m_hasTip) return fail(noGenesis());
    return m_tipHeader.height;
}

Stored<std::uint64_t> SqliteChainStore::baseHeight() const {
    if (!m_hasTip) return fail(noGenesis());
    return m_upkeep.base;
}

Stored<std::uint64_t> SqliteChainStore::bodiesFrom() const {
    if (!m_hasTip) return fail(noGenesis());
    return m_upkeep.bodiesFrom;
}

Stored<std::optional<CertifiedBlock>> SqliteChainStore::block(std::uint64_t height) const {
    if (!m_hasTip) return fail(noGenesis());
    if (height < m_upkeep.bodiesFrom || height > m_tipHeader.height)
        return std::optional<CertifiedBlock>();
    auto found = m_blocks.block(height);
    if (found && !found.value())
        return fail(damaged("block " + std::to_string(height) + " is not there"));
    return found;
}

Stored<std::optional<CertifiedHeader>> SqliteChainStore::certifiedHeader(
    std::uint64_t height) const {
    if (!m_hasTip) return fail(noGenesis());
    if (height < m_upkeep.base || height > m_tipHeader.height)
        return std::optional<CertifiedHeader>();
    auto found = m_blocks.header(height);
    if (found && !found.value())
        return fail(damaged("block " + std::to_string(height) + " is not there"));
    return found;
}

Stored<std::optional<std::vector<Hash>>> SqliteChainStore::transactionIds(
    std::uint64_t height) const {
    if (!m_hasTip) return fail(noGenesis());
    const bool isImported = m_upkeep.base > 0 && height <= m_upkeep.base;
    if (isImported || height > m_tipHeader.height) return std::optional<std::vector<Hash>>();
    auto found = m_blocks.ids(height);
    if (found && !found.value())
        return fail(damaged("the ids of block " + std::to_string(height) + " are not there"));
    return found;
}

Stored<std::optional<std::uint64_t>> SqliteChainStore::heightOf(const Hash& txid) const {
    return m_blocks.heightOf(txid);
}

// ---- coins ----------------------------------------------------------------------------

Stored<std::optional<Coin>> SqliteChainStore::currentCoin(const OutPoint& outpoint) const {
    if (auto known = m_cache.find(outpoint)) return std::move(*known);
    auto found = m_coins.find(outpoint);
    if (found && found.value()) m_cache.remember(outpoint, *found.value());
    return found;
}

std::optional<Coin> SqliteChainStore::coin(const OutPoint& outpoint) const {
    auto found = currentCoin(outpoint);
    if (!found) {
        m_readFailure = found.error();
        return std::nullopt;
    }
    return found.value();
}

std::optional<StorageError> SqliteChainStore::readFailure() const {
    return m_readFailure;
}

CoinRows SqliteChainStore::tableRows() const {
    return [this](const std::optional<OutPoint>& after, std::size_t limit) {
        return m_coins.page(after, limit);
    };
}

Stored<std::vector<CoinDelta::Created>> SqliteChainStore::coinsPage(
    CoinsAt at, const std::optional<OutPoint>& after, std::size_t limit) const {
    if (!m_hasTip) return fail(noGenesis());
    if (at == CoinsAt::Tip) return mergedPage(tableRows(), m_cache.layers(), after, limit);
    if (!m_boundary) return std::vector<CoinDelta::Created>();
    const auto deltas = [this](std::uint64_t height) -> Stored<CoinDelta> {
        auto delta = deltaOf(height);
        if (!delta) return fail(delta.error());
        if (!delta.value()) return fail(damaged("no delta of height " + std::to_string(height)));
        return std::move(*delta.value());
    };
    return m_view.page(*m_boundary, m_tipHeader.height, tableRows(), m_cache.layers(), deltas,
                       after, limit);
}

Stored<std::vector<CoinDelta::Created>> SqliteChainStore::coinsOfAll(
    const std::set<Lock>& locks) const {
    std::vector<CoinDelta::Created> coins;
    for (const Lock& lock : locks) {
        // By the table's index, then what waits in memory over it.
        std::map<OutPoint, Coin> found;
        const auto rows = m_coins.ofLock(lock);
        if (!rows) return fail(rows.error());
        for (const auto& [outpoint, coin] : rows.value()) {
            if (coin.output.lock != lock) return fail(damaged("the index by lock"));
            found.emplace(outpoint, coin);
        }
        m_cache.visitLock(lock, [&](const CoinChanges::value_type& entry) {
            const auto& [outpoint, change] = entry;
            if (change.was && change.was->output.lock == lock) found.erase(outpoint);
            if (change.now && change.now->output.lock == lock)
                found.insert_or_assign(outpoint, *change.now);
        });
        for (const auto& [outpoint, coin] : found) coins.push_back({outpoint, coin});
    }
    return coins;
}

Stored<bool> SqliteChainStore::indexHolds(const OutPoint& outpoint, const Coin& coin) const {
    for (const CoinChanges* layer : m_cache.layers()) {
        const auto at = layer->find(outpoint);
        if (at != layer->end() && at->second.now == coin) return true;  // not in the table yet
    }
    return m_coins.indexHolds(outpoint, coin);
}

Stored<std::size_t> SqliteChainStore::walkLockIndex(LockCursor& cursor, std::size_t limit) const {
    return m_coins.walkLockIndex(cursor, limit);
}

// ---- history --------------------------------------------------------------------------

Stored<std::optional<CoinDelta>> SqliteChainStore::deltaOf(std::uint64_t height) const {
    if (!m_hasTip) return fail(noGenesis());
    if (height < m_upkeep.deltasFrom || height > m_tipHeader.height)
        return std::optional<CoinDelta>();
    auto delta = m_deltas.read(height);
    if (delta && !delta.value())
        return fail(damaged("no delta of height " + std::to_string(height)));
    return delta;
}

Stored<std::optional<StoredTip>> SqliteChainStore::newestBoundary() const {
    if (!m_hasTip) return fail(noGenesis());
    return m_states.read(StateRow::Boundary, m_blocks);
}

Stored<std::vector<EpochBoundary>> SqliteChainStore::boundaries(std::uint64_t after,
                                                                std::size_t limit) const {
    if (!m_hasTip) return fail(noGenesis());
    const auto count = m_boundaries.count();
    if (!count) return fail(count.error());
    if (count.value() != m_upkeep.boundaries) return fail(damaged("a boundary is missing"));
    return m_boundaries.read(after, limit);
}

}  // namespace timecoin
