#include "node/storage/memory_store.h"

#include "node/storage/commit_check.h"
#include "node/storage/sequence_check.h"

#include <algorithm>

namespace timecoin {

std::optional<StorageError> MemoryDisk::begin(StorageOperation operation) {
    if (m_failure) return m_failure;
    switch (m_plan ? m_plan(operation) : StorageFault::Ok) {
    case StorageFault::Ok: break;
    case StorageFault::CrashBefore: throw SimulatedCrash{operation};
    case StorageFault::CrashAfter: m_crashed = true; break;
    case StorageFault::FailIo: m_failure = {StorageCode::Io, "memory: planned failure"}; break;
    case StorageFault::FailFull: m_failure = {StorageCode::Full, "memory: planned failure"}; break;
    case StorageFault::FailCorrupt:
        m_failure = {StorageCode::Corrupt, "memory: planned damage"};
        break;
    }
    return m_failure;
}

void MemoryDisk::end(StorageOperation operation) {
    if (!m_crashed) return;
    m_crashed = false;
    throw SimulatedCrash{operation};
}

std::optional<StorageError> MemoryDisk::read(StorageOperation operation) const {
    switch (m_plan ? m_plan(operation) : StorageFault::Ok) {
    case StorageFault::FailIo: return StorageError{StorageCode::Io, "memory: planned failure"};
    case StorageFault::FailFull: return StorageError{StorageCode::Full, "memory: planned failure"};
    case StorageFault::FailCorrupt:
        return StorageError{StorageCode::Corrupt, "memory: planned damage"};
    default: return std::nullopt;
    }
}

Status<StorageError> MemoryChainStore::openGenesis(const Network& network) {
    if (m_importing) return fail(importUnfinished());
    if (m_tip) {
        if (m_genesis == network.genesisHash) return done();
        return fail(StorageError{StorageCode::WrongNetwork, "memory: store of another genesis"});
    }
    return write(StorageOperation::OpenGenesis, [&] {
        m_genesis = network.genesisHash;
        m_tip = genesisStoredTip(network);
        const CertifiedBlock genesis = genesisStoredBlock(network);
        m_headers[0] = {genesis.block.header, genesis.certificate};
        m_bodies[0] = genesis.block;
        for (const CoinDelta::Created& created : network.initialCoins())
            m_coins.emplace(created.outpoint, created.coin);
    });
}

Stored<StoredTip> MemoryChainStore::tip() const {
    if (!m_tip) return fail(StorageError{StorageCode::CannotOpen, "memory: no genesis yet"});
    if (auto error = checkTip(*m_tip)) return fail(*error);
    return *m_tip;
}

Stored<std::uint64_t> MemoryChainStore::tipHeight() const {
    if (!m_tip) return fail(StorageError{StorageCode::CannotOpen, "memory: no genesis yet"});
    return m_tip->header.height;
}

Status<StorageError> MemoryChainStore::commit(const BlockCommit& commit,
                                              const HeightContext& context) {
    if (!m_tip) return fail(StorageError{StorageCode::CannotOpen, "memory: no genesis yet"});
    if (auto error = checkCommit(m_tip->header, m_tip->hash, commit, context)) return fail(*error);
    if (auto error = checkDelta(commit.delta)) return fail(*error);
    return write(StorageOperation::Commit, [&] { apply(commit, context); });
}

/// (R-STO-3) A spent coin must be there exactly as named, a created one must not be there.
std::optional<StorageError> MemoryChainStore::checkDelta(const CoinDelta& delta) const {
    for (const CoinDelta::Spent& spent : delta.spent) {
        const auto found = m_coins.find(spent.outpoint);
        if (found == m_coins.end() || found->second != spent.coin)
            return corrupt("spent coin is not in the set: " + toHex(spent.outpoint.txid));
    }
    for (const CoinDelta::Created& created : delta.created) {
        if (m_coins.contains(created.outpoint))
            return corrupt("created coin is in the set: " + toHex(created.outpoint.txid));
    }
    return std::nullopt;
}

void MemoryChainStore::apply(const BlockCommit& commit, const HeightContext& context) {
    const BlockHeader& header = commit.block.block.header;
    m_deltas[header.height] = commit.delta;
    for (const CoinDelta::Spent& spent : commit.delta.spent) m_coins.erase(spent.outpoint);
    for (const CoinDelta::Created& created : commit.delta.created)
        m_coins.emplace(created.outpoint, created.coin);
    for (const Transaction& tx : commit.block.block.transactions)  // a repeated id keeps its first
        m_transactions.emplace(tx.id(), header.height);
    m_headers[header.height] = {header, commit.block.certificate};
    m_bodies[header.height] = commit.block.block;
    m_tip = StoredTip{header,          header.hash(),   commit.block.certificate,
                      commit.coinHash, commit.registry, context};
    if (commit.endsEpoch) applyBoundary(commit);
}

void MemoryChainStore::applyBoundary(const BlockCommit& commit) {
    m_boundaries.push_back(boundaryOf(commit));
    m_boundary = m_tip;
    m_boundaryCoins = m_coins;
    m_deltas.clear();
}

Stored<std::optional<CertifiedBlock>> MemoryChainStore::block(std::uint64_t height) const {
    const auto body = m_bodies.find(height);
    if (body == m_bodies.end()) return std::optional<CertifiedBlock>();
    const CertifiedBlock found{body->second, m_headers.at(height).certificate};
    if (auto error = checkBlockParts(found)) return fail(*error);
    return std::optional<CertifiedBlock>(found);
}

Stored<std::optional<CertifiedHeader>> MemoryChainStore::certifiedHeader(
    std::uint64_t height) const {
    const auto found = m_headers.find(height);
    if (found == m_headers.end()) return std::optional<CertifiedHeader>();
    return std::optional<CertifiedHeader>(found->second);
}

Stored<std::optional<std::vector<Hash>>> MemoryChainStore::transactionIds(
    std::uint64_t height) const {
    if (const auto body = m_bodies.find(height); body != m_bodies.end())
        return std::optional(sortedIds(body->second));
    const auto pruned = m_prunedIds.find(height);
    if (pruned == m_prunedIds.end()) return std::optional<std::vector<Hash>>();
    return std::optional(pruned->second);
}

Stored<std::optional<std::uint64_t>> MemoryChainStore::heightOf(const Hash& txid) const {
    const auto found = m_transactions.find(txid);
    if (found == m_transactions.end()) return std::optional<std::uint64_t>();
    return std::optional<std::uint64_t>(found->second);
}

std::optional<Coin> MemoryChainStore::coin(const OutPoint& outpoint) const {
    if (auto error = read(StorageOperation::ReadCoin)) {
        m_readFailure = std::move(error);
        return std::nullopt;
    }
    const auto found = m_coins.find(outpoint);
    if (found == m_coins.end()) return std::nullopt;
    return found->second;
}

std::optional<StorageError> MemoryChainStore::readFailure() const {
    return m_readFailure;
}

Stored<std::vector<CoinDelta::Created>> MemoryChainStore::coinsPage(
    CoinsAt at, const std::optional<OutPoint>& after, std::size_t limit) const {
    const auto& coins = at == CoinsAt::Tip ? m_coins : m_boundaryCoins;
    std::vector<CoinDelta::Created> page;
    for (auto coin = after ? coins.upper_bound(*after) : coins.begin();
         coin != coins.end() && page.size() < limit; ++coin)
        page.push_back({coin->first, coin->second});
    return page;
}

Stored<std::vector<CoinDelta::Created>> MemoryChainStore::coinsOfAll(
    const std::set<Lock>& locks) const {
    std::vector<CoinDelta::Created> found;
    for (const auto& [outpoint, coin] : m_coins) {
        if (locks.contains(coin.output.lock)) found.push_back({outpoint, coin});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.coin.output.lock < b.coin.output.lock;
    });
    return found;
}

Stored<bool> MemoryChainStore::indexHolds(const OutPoint& outpoint, const Coin& coin) const {
    const auto found = m_coins.find(outpoint);
    return found != m_coins.end() && found->second == coin;
}

Stored<std::optional<CoinDelta>> MemoryChainStore::deltaOf(std::uint64_t height) const {
    const auto found = m_deltas.find(height);
    if (found == m_deltas.end()) return std::optional<CoinDelta>();
    return std::optional<CoinDelta>(found->second);
}

Stored<std::optional<StoredTip>> MemoryChainStore::newestBoundary() const {
    return m_boundary;
}

Stored<std::vector<EpochBoundary>> MemoryChainStore::boundaries(std::uint64_t after,
                                                                std::size_t limit) const {
    std::vector<EpochBoundary> found;
    for (const EpochBoundary& boundary : m_boundaries) {
        if (boundary.header.height > after && found.size() < limit) found.push_back(boundary);
    }
    return found;
}

Stored<bool> MemoryChainStore::writeBack() {
    if (!m_tip) return false;
    const auto from =
        prunedFrom(m_tip->header.height, m_pruneDepth,
                   m_boundary ? std::optional(m_boundary->header.height) : std::nullopt);
    if (from <= m_bodiesFrom) return false;
    auto status = write(StorageOperation::WriteBack, [&] {
        for (auto body = m_bodies.begin(); body != m_bodies.lower_bound(from); ++body)
            m_prunedIds[body->first] = sortedIds(body->second);
        m_bodies.erase(m_bodies.begin(), m_bodies.lower_bound(from));
        m_bodiesFrom = from;
    });
    if (!status) return fail(status.error());
    return false;
}

// ---- import ---------------------------------------------------------------------------

Status<StorageError> MemorySnapshotImport::begin(const Network& network) {
    if (m_store.m_tip || m_store.m_importing) return fail(corrupt("import: the store is in use"));
    m_store.m_genesis = network.genesisHash;
    m_store.m_importing = true;
    return done();
}

Status<StorageError> MemorySnapshotImport::addCoins(const std::vector<CoinDelta::Created>& page) {
    if (!m_store.m_importing) return fail(corrupt("import: not begun"));
    for (const auto& [outpoint, coin] : page) {
        if (!m_store.m_coins.empty() && !(m_store.m_coins.rbegin()->first < outpoint))
            return fail(corrupt("import: coins are not in order"));
        m_store.m_coins.emplace_hint(m_store.m_coins.end(), outpoint, coin);
        m_coinHash.add(outpoint, coin);
    }
    return done();
}

Status<StorageError> MemorySnapshotImport::finish(const StoredTip& boundary,
                                                  const std::vector<EpochBoundary>& all) {
    if (!m_store.m_importing) return fail(corrupt("import: not begun"));
    if (auto error = checkImport(m_coinHash, boundary, all)) return fail(*error);
    const std::uint64_t height = boundary.header.height;
    m_store.m_headers[height] = {boundary.header, boundary.certificate};
    m_store.m_base = height;
    m_store.m_bodiesFrom = height + 1;
    m_store.m_tip = m_store.m_boundary = boundary;
    m_store.m_boundaryCoins = m_store.m_coins;
    m_store.m_boundaries = all;
    m_store.m_importing = false;
    return done();
}

// ---- safety log -----------------------------------------------------------------------

Status<StorageError> MemorySafetyLog::append(const std::vector<SafetyRecord>& records) {
    const auto last = sequenceAfter(m_lastSequence, records);
    if (!last) return fail(last.error());
    return write(StorageOperation::Append, [&] {
        m_records.insert(m_records.end(), records.begin(), records.end());
        m_lastSequence = last.value();
    });
}

Status<StorageError> MemorySafetyLog::pruneBelow(std::uint64_t height) {
    return write(StorageOperation::Prune, [&] {
        std::erase_if(m_records, [&](const SafetyRecord& r) { return r.height < height; });
    });
}

}  // namespace timecoin
