// The chain database: blocks, coins, transaction index and tip in one SQLite file. Layout, rules of
// writing back and reasons: node/storage/README.md. Thread: its owner's (the node thread), for
// every call.
#pragma once

#include "node/storage/boundary_view.h"
#include "node/storage/coin_cache.h"
#include "node/storage/sqlite/block_table.h"
#include "node/storage/sqlite/coin_table.h"
#include "node/storage/sqlite/database.h"
#include "node/storage/sqlite/history_tables.h"
#include "node/storage/sqlite/state_table.h"
#include "node/storage/storage.h"

#include <memory>
#include <string>

namespace timecoin {

/// (R-STO-1) One commit is one synced transaction. After an Io or Full error, or damage found by
/// SQLite, every further write returns that error: close the store and open it again.
class SqliteChainStore final : public ChainStore {
public:
    /// Creates the file when there is none. Call openGenesis() before anything else.
    static Stored<std::unique_ptr<SqliteChainStore>> open(const std::string& path,
                                                          const DatabaseOptions& options = {});

    Status<StorageError> openGenesis(const Network& network) override;
    Stored<StoredTip> tip() const override;
    Stored<std::uint64_t> tipHeight() const override;
    Status<StorageError> commit(const BlockCommit& commit, const HeightContext& context) override;
    Stored<std::uint64_t> baseHeight() const override;
    Stored<std::uint64_t> bodiesFrom() const override;
    Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const override;
    Stored<std::optional<CertifiedHeader>> certifiedHeader(std::uint64_t height) const override;
    Stored<std::optional<std::vector<Hash>>> transactionIds(std::uint64_t height) const override;
    Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const override;
    std::optional<Coin> coin(const OutPoint& outpoint) const override;
    std::optional<StorageError> readFailure() const override;
    Stored<std::vector<CoinDelta::Created>> coinsPage(CoinsAt at,
                                                      const std::optional<OutPoint>& after,
                                                      std::size_t limit) const override;
    Stored<std::vector<CoinDelta::Created>> coinsOfAll(const std::set<Lock>& locks) const override;
    Stored<bool> indexHolds(const OutPoint& outpoint, const Coin& coin) const override;
    Stored<std::size_t> walkLockIndex(LockCursor& cursor, std::size_t limit) const override;
    Stored<std::optional<CoinDelta>> deltaOf(std::uint64_t height) const override;
    Stored<std::optional<StoredTip>> newestBoundary() const override;
    Stored<std::vector<EpochBoundary>> boundaries(std::uint64_t after,
                                                  std::size_t limit) const override;
    Stored<bool> writeBack() override;
    void setPruneDepth(std::uint64_t blocks) override { m_pruneDepth = blocks; }

    /// What memory holds of the coins.
    std::size_t cacheBytes() const { return m_cache.bytes(); }

private:
    SqliteChainStore(Database database, const DatabaseOptions& options);
    Status<StorageError> prepareStatements();
    Status<StorageError> writeGenesis(const Network& network);
    Status<StorageError> openAt(const Hash& genesis);
    Status<StorageError> readPendingDeltas();

    Status<StorageError> checkCoins(const CoinDelta& delta) const;
    Stored<Upkeep> writeAll(const BlockCommit& commit, const HeightContext& context);
    /// A commit adds one of each.
    static constexpr std::uint64_t kDropsBesidesCommit = 2;
    bool mustFlush() const;
    bool shouldFlush() const;
    Status<StorageError> flushSome();
    Stored<std::optional<OutPoint>> writeCoins(std::size_t most);
    bool hasOld() const;
    Status<StorageError> dropOld(Upkeep& upkeep, std::uint64_t most);
    Status<StorageError> dropSomeOld();
    std::uint64_t deltasWantedFrom() const;
    std::uint64_t bodiesWantedFrom() const;

    Stored<std::optional<Coin>> currentCoin(const OutPoint& outpoint) const;
    CoinRows tableRows() const;
    StorageError damaged(const std::string& what) const;
    StorageError noGenesis() const;

    mutable Database m_database;  // destroyed after the statements below
    BlockTable m_blocks;
    CoinTable m_coins;
    StateTable m_states;
    DeltaTable m_deltas;
    BoundaryTable m_boundaries;
    mutable CoinCache m_cache;  // a look-up remembers
    mutable BoundaryView m_view;
    mutable std::optional<StorageError> m_readFailure;
    std::size_t m_coinsPerFlush;
    std::uint64_t m_pruneDepth = 0;
    // As they stand in the file: what the next write starts from.
    Upkeep m_upkeep;
    Hash m_genesis;
    BlockHeader m_tipHeader;
    Hash m_tipHash;
    std::optional<std::uint64_t> m_boundary;  // height of the newest
    bool m_hasTip = false;
};

}  // namespace timecoin
