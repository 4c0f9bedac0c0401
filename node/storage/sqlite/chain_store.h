// The chain database: blocks, coins, transaction index and tip in one SQLite file. Layout and
// reasons: node/storage/README.md. Thread: its owner's (the node thread), for every call.
#pragma once

#include "node/storage/sqlite/database.h"
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
    Status<StorageError> commit(const BlockCommit& commit, const HeightContext& context) override;
    Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const override;
    Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const override;
    std::optional<Coin> coin(const OutPoint& outpoint) const override;
    std::optional<StorageError> readFailure() const override;
    /// The visitor may look coins up, but must not commit.
    Status<StorageError> forEachCoin(
        const std::function<bool(const OutPoint&, const Coin&)>& visit) const override;
    Stored<std::vector<CoinDelta::Created>> coinsOf(const Lock& lock) const override;

private:
    /// Every statement of ordinary running, prepared once.
    struct Statements {
        Statement insertBlock;
        Statement insertCoin;
        Statement deleteCoin;
        Statement insertTransaction;
        Statement writeTip;
        Statement readTip;
        Statement readTipHash;
        Statement readBlock;
        Statement readHeight;
        Statement readCoin;
    };

    explicit SqliteChainStore(Database database) : m_database(std::move(database)) {}
    Status<StorageError> prepareStatements();
    Status<StorageError> writeGenesis(const Network& network);
    Status<StorageError> writeAll(const BlockCommit& commit, const HeightContext& context);
    Status<StorageError> writeBlock(const CertifiedBlock& certified, const Hash& hash);
    Status<StorageError> writeTip(const StoredTip& tip, const Hash& genesis);
    Status<StorageError> createCoin(const CoinDelta::Created& created);
    Status<StorageError> spendCoin(const CoinDelta::Spent& spent);
    Stored<std::optional<Coin>> readCoin(const OutPoint& outpoint) const;
    StorageError damaged(const std::string& what) const;

    mutable Database m_database;
    mutable Statements m_sql;  // a look-up binds and steps; destroyed before the connection
    mutable std::optional<StorageError> m_readFailure;
    // The tip in short, as it stands in the file: what the next commit is checked against.
    Hash m_genesis;
    BlockHeader m_tipHeader;
    Hash m_tipHash;
    bool m_hasTip = false;
};

}  // namespace timecoin
