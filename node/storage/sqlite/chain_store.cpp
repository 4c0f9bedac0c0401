// Opening, and writing blocks. What waits: chain_store_upkeep.cpp; reading: chain_store_reading.cpp.
#include "node/storage/sqlite/chain_store.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/chain_schema.h"
#include "node/storage/sqlite/snapshot_import.h"

#include <algorithm>

namespace timecoin {

// ---- opening --------------------------------------------------------------------------

SqliteChainStore::SqliteChainStore(Database database, const DatabaseOptions& options)
    : m_database(std::move(database)),
      m_cache(std::size_t{options.coinCacheKiB} * 1'024),
      m_coinsPerFlush(std::max<std::size_t>(options.coinsPerFlush, 1)) {}

Stored<std::unique_ptr<SqliteChainStore>> SqliteChainStore::open(const std::string& path,
                                                                 const DatabaseOptions& options) {
    auto database = Database::open(path, kChainSchema, options);
    if (!database) return fail(database.error());
    std::unique_ptr<SqliteChainStore> store(
        new SqliteChainStore(std::move(database).value(), options));
    if (auto status = store->prepareStatements(); !status) return fail(status.error());
    return store;
}

Status<StorageError> SqliteChainStore::prepareStatements() {
    if (auto status = m_blocks.prepare(m_database); !status) return status;
    if (auto status = m_coins.prepare(m_database); !status) return status;
    if (auto status = m_states.prepare(m_database); !status) return status;
    if (auto status = m_deltas.prepare(m_database); !status) return status;
    return m_boundaries.prepare(m_database);
}

StorageError SqliteChainStore::damaged(const std::string& what) const {
    return corrupt(m_database.path() + ": " + what);
}

StorageError SqliteChainStore::noGenesis() const {
    return {StorageCode::CannotOpen, m_database.path() + ": no genesis yet"};
}

Status<StorageError> SqliteChainStore::openGenesis(const Network& network) {
    if (m_hasTip && m_genesis == network.genesisHash) return done();
    const auto unfinished = importIsUnfinished(m_database);
    if (!unfinished) return fail(unfinished.error());
    if (unfinished.value()) return fail(damaged(importUnfinished().detail));
    const auto genesis = m_states.genesis();
    if (!genesis) return fail(genesis.error());
    if (!genesis.value()) {
        // Only a store with nothing in it is new.
        const auto highest = m_blocks.highest();
        if (!highest) return fail(highest.error());
        if (highest.value()) return fail(damaged("blocks without a tip"));
        return writeGenesis(network);
    }
    if (*genesis.value() != network.genesisHash)
        return fail(StorageError{StorageCode::WrongNetwork,
                                 m_database.path() + ": of genesis " + toHex(*genesis.value())});
    return openAt(*genesis.value());
}

Status<StorageError> SqliteChainStore::openAt(const Hash& genesis) {
    m_hasTip = false;
    const auto stored = m_states.read(StateRow::Tip, m_blocks);
    if (!stored) return fail(stored.error());
    if (!stored.value()) return fail(damaged("no tip"));
    const auto upkeep = m_states.upkeep();
    if (!upkeep) return fail(upkeep.error());
    const auto boundary = m_states.read(StateRow::Boundary, m_blocks);
    if (!boundary) return fail(boundary.error());
    const auto highest = m_blocks.highest();
    if (!highest) return fail(highest.error());

    m_genesis = genesis;
    m_tipHeader = stored.value()->header;
    m_tipHash = stored.value()->hash;
    m_upkeep = upkeep.value();
    m_boundary.reset();
    if (boundary.value()) m_boundary = boundary.value()->header.height;
    if (highest.value() != m_tipHeader.height) return fail(damaged("blocks above the tip"));
    if (m_upkeep.base > m_upkeep.coinsHeight || m_upkeep.coinsHeight > m_upkeep.flushTo ||
        m_upkeep.flushTo > m_tipHeader.height || m_upkeep.deltasFrom > m_upkeep.coinsHeight + 1)
        return fail(damaged("heights contradict each other"));
    if (auto status = readPendingDeltas(); !status) return status;
    m_hasTip = true;
    return done();
}

/// (R-STO-10) Memory as it was when the process ended: what the table does not have yet.
Status<StorageError> SqliteChainStore::readPendingDeltas() {
    m_cache.clear();
    for (std::uint64_t height = m_upkeep.coinsHeight + 1; height <= m_tipHeader.height; ++height) {
        const auto delta = m_deltas.read(height);
        if (!delta) return fail(delta.error());
        if (!delta.value()) return fail(damaged("no delta of height " + std::to_string(height)));
        if (height <= m_upkeep.flushTo)
            m_cache.applyToFlush(*delta.value());
        else
            m_cache.apply(*delta.value());
    }
    if (m_upkeep.flushedUpTo) m_cache.flushedUpTo(*m_upkeep.flushedUpTo);
    // The transaction that writes the last of them ends the flush.
    if (m_upkeep.flushTo > m_upkeep.coinsHeight && m_cache.flushing().empty())
        return fail(damaged("a flush without an end"));
    return done();
}

Status<StorageError> SqliteChainStore::writeGenesis(const Network& network) {
    const StoredTip tip = genesisStoredTip(network);
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = m_blocks.insert(genesisStoredBlock(network), tip.hash); !status)
        return status;
    for (const auto& [outpoint, coin] : network.initialCoins()) {
        if (auto status = m_coins.insert(outpoint, coin); !status) return status;
    }
    if (auto status = m_states.write(StateRow::Tip, tip, network.genesisHash); !status)
        return status;
    if (auto status = m_states.write(Upkeep{}); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    return openAt(network.genesisHash);
}

// ---- writing a block ------------------------------------------------------------------

Status<StorageError> SqliteChainStore::commit(const BlockCommit& commit,
                                              const HeightContext& context) {
    if (m_database.failure()) return fail(*m_database.failure());
    if (!m_hasTip) return fail(noGenesis());
    if (auto error = checkCommit(m_tipHeader, m_tipHash, commit, context)) return fail(*error);
    if (auto status = checkCoins(commit.delta); !status) return status;
    // Before the block: if this fails, the block has not been taken.
    while (mustFlush()) {
        if (auto status = flushSome(); !status) return status;
    }
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    const auto upkeep = writeAll(commit, context);
    if (!upkeep) return fail(upkeep.error());
    if (auto status = transaction->commit(); !status) return status;
    m_upkeep = upkeep.value();
    m_cache.apply(commit.delta);
    m_tipHeader = commit.block.block.header;
    m_tipHash = m_tipHeader.hash();
    if (commit.endsEpoch) m_boundary = m_tipHeader.height;
    return done();
}

/// (R-STO-3) Every spent coin is there exactly as the delta says, no created one is.
Status<StorageError> SqliteChainStore::checkCoins(const CoinDelta& delta) const {
    for (const CoinDelta::Spent& spent : delta.spent) {
        const auto found = currentCoin(spent.outpoint);
        if (!found) return fail(found.error());
        if (found.value() != spent.coin)
            return fail(damaged("spent coin is not in the set: " + toHex(spent.outpoint.txid)));
    }
    // The outputs of one transaction stand together: mostly none of them is in the table.
    std::optional<Hash> askedFor;
    bool inTable = false;
    for (const CoinDelta::Created& created : delta.created) {
        auto known = m_cache.find(created.outpoint);
        if (!known) {
            if (askedFor != created.outpoint.txid) {
                const auto any = m_coins.holdsAnyOf(created.outpoint.txid);
                if (!any) return fail(any.error());
                askedFor = created.outpoint.txid;
                inTable = any.value();
            }
            if (!inTable) continue;
            const auto found = m_coins.find(created.outpoint);
            if (!found) return fail(found.error());
            known = found.value();
        }
        if (known->has_value())
            return fail(damaged("created coin is in the set: " + toHex(created.outpoint.txid)));
    }
    return done();
}

/// Everything of a block but the table of coins; the row of upkeep as it then is.
Stored<Upkeep> SqliteChainStore::writeAll(const BlockCommit& commit, const HeightContext& context) {
    const BlockHeader& header = commit.block.block.header;
    const StoredTip tip{header,          header.hash(),   commit.block.certificate,
                        commit.coinHash, commit.registry, context};
    if (auto status = m_blocks.insert(commit.block, tip.hash); !status) return fail(status.error());
    if (auto status = m_deltas.insert(header.height, commit.delta); !status)
        return fail(status.error());
    if (auto status = m_states.write(StateRow::Tip, tip, m_genesis); !status)
        return fail(status.error());
    Upkeep upkeep = m_upkeep;
    if (commit.endsEpoch) {
        if (auto status = m_boundaries.insert(boundaryOf(commit)); !status)
            return fail(status.error());
        if (auto status = m_states.write(StateRow::Boundary, tip, m_genesis); !status)
            return fail(status.error());
        ++upkeep.boundaries;
    }
    if (auto status = dropOld(upkeep, kDropsBesidesCommit); !status) return fail(status.error());
    if (upkeep != m_upkeep) {
        if (auto status = m_states.write(upkeep); !status) return fail(status.error());
    }
    return upkeep;
}

}  // namespace timecoin
