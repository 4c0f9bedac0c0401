#include "node/storage/memory_store.h"

#include "node/storage/commit_check.h"
#include "node/storage/sequence_check.h"

namespace timecoin {

std::optional<StorageError> MemoryDisk::begin(StorageOperation operation) {
    if (m_failure) return m_failure;
    switch (m_plan ? m_plan(operation) : StorageFault::Ok) {
    case StorageFault::Ok: break;
    case StorageFault::CrashBefore: throw SimulatedCrash{operation};
    case StorageFault::CrashAfter: m_crashed = true; break;
    case StorageFault::FailIo: m_failure = {StorageCode::Io, "memory: planned failure"}; break;
    case StorageFault::FailFull: m_failure = {StorageCode::Full, "memory: planned failure"}; break;
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
    default: return std::nullopt;
    }
}

Status<StorageError> MemoryChainStore::openGenesis(const Network& network) {
    if (m_tip) {
        if (m_genesis == network.genesisHash) return done();
        return fail(StorageError{StorageCode::WrongNetwork, "memory: store of another genesis"});
    }
    return write(StorageOperation::OpenGenesis, [&] {
        m_genesis = network.genesisHash;
        m_tip = genesisStoredTip(network);
        m_blocks.push_back(genesisStoredBlock(network));
        for (const CoinDelta::Created& created : network.initialCoins())
            m_coins.emplace(created.outpoint, created.coin);
    });
}

Stored<StoredTip> MemoryChainStore::tip() const {
    if (!m_tip) return fail(StorageError{StorageCode::CannotOpen, "memory: no genesis yet"});
    if (auto error = checkTip(*m_tip)) return fail(*error);
    return *m_tip;
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
    for (const CoinDelta::Spent& spent : commit.delta.spent) m_coins.erase(spent.outpoint);
    for (const CoinDelta::Created& created : commit.delta.created)
        m_coins.emplace(created.outpoint, created.coin);
    for (const Transaction& tx : commit.block.block.transactions)  // a repeated id keeps its first
        m_transactions.emplace(tx.id(), header.height);
    m_blocks.push_back(commit.block);
    m_tip = StoredTip{header,          header.hash(),   commit.block.certificate,
                      commit.coinHash, commit.registry, context};
}

Stored<std::optional<CertifiedBlock>> MemoryChainStore::block(std::uint64_t height) const {
    if (height >= m_blocks.size()) return std::optional<CertifiedBlock>();
    return std::optional<CertifiedBlock>(m_blocks[height]);
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

Status<StorageError> MemoryChainStore::forEachCoin(
    const std::function<bool(const OutPoint&, const Coin&)>& visit) const {
    for (const auto& [outpoint, coin] : m_coins) {
        if (!visit(outpoint, coin)) break;
    }
    return done();
}

Stored<std::vector<CoinDelta::Created>> MemoryChainStore::coinsOf(const Lock& lock) const {
    std::vector<CoinDelta::Created> found;
    for (const auto& [outpoint, coin] : m_coins) {
        if (coin.output.lock == lock) found.push_back({outpoint, coin});
    }
    return found;
}

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
