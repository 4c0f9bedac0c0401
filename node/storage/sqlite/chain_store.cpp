#include "node/storage/sqlite/chain_store.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/stored_values.h"

namespace timecoin {

namespace {

constexpr std::uint32_t kApplicationId = 0x54434348;  // "TCCH", 1413694280 below

/// Version 1. `tip` has one row. Small columns stand before large ones: what follows a large blob
/// lies behind its overflow pages.
constexpr const char* kMigrations[] = {
    "CREATE TABLE tip("
    "  id INTEGER PRIMARY KEY CHECK(id = 1), genesis BLOB NOT NULL, height INTEGER NOT NULL,"
    "  coin_hash BLOB NOT NULL, registry BLOB NOT NULL, context BLOB NOT NULL);"
    "CREATE TABLE blocks("
    "  height INTEGER PRIMARY KEY, hash BLOB NOT NULL, header BLOB NOT NULL,"
    "  certificate BLOB NOT NULL, block BLOB NOT NULL);"
    "CREATE TABLE coins("
    "  txid BLOB NOT NULL, idx INTEGER NOT NULL, value INTEGER NOT NULL, lock BLOB NOT NULL,"
    "  mature INTEGER NOT NULL, PRIMARY KEY(txid, idx)) WITHOUT ROWID;"
    "CREATE INDEX coins_by_lock ON coins(lock);"
    "CREATE TABLE transactions(txid BLOB PRIMARY KEY, height INTEGER NOT NULL) WITHOUT ROWID;"
    "PRAGMA application_id = 1413694280;"
    "PRAGMA user_version = 1;",
};

constexpr DatabaseSchema kSchema{kApplicationId, kMigrations};

}  // namespace

// ---- opening --------------------------------------------------------------------------

Stored<std::unique_ptr<SqliteChainStore>> SqliteChainStore::open(const std::string& path,
                                                                 const DatabaseOptions& options) {
    auto database = Database::open(path, kSchema, options);
    if (!database) return fail(database.error());
    std::unique_ptr<SqliteChainStore> store(new SqliteChainStore(std::move(database).value()));
    if (auto status = store->prepareStatements(); !status) return fail(status.error());
    return store;
}

Status<StorageError> SqliteChainStore::prepareStatements() {
    const std::pair<Statement*, std::string_view> all[] = {
        {&m_sql.insertBlock, "INSERT INTO blocks(height, hash, header, certificate, block)"
                             " VALUES(?, ?, ?, ?, ?)"},
        {&m_sql.insertCoin, "INSERT INTO coins(txid, idx, value, lock, mature)"
                            " VALUES(?, ?, ?, ?, ?)"},
        // The unary + keeps the planner from choosing the index by lock.
        {&m_sql.deleteCoin, "DELETE FROM coins WHERE txid = ? AND idx = ?"
                            " AND +value = ? AND +lock = ? AND +mature = ?"},
        {&m_sql.insertTransaction, "INSERT INTO transactions(txid, height) VALUES(?, ?)"
                                   " ON CONFLICT(txid) DO NOTHING"},
        {&m_sql.writeTip, "INSERT INTO tip(id, genesis, height, coin_hash, registry, context)"
                          " VALUES(1, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
                          " height = excluded.height, coin_hash = excluded.coin_hash,"
                          " registry = excluded.registry, context = excluded.context"},
        {&m_sql.readTip, "SELECT hash, header, certificate, coin_hash, registry, context"
                         " FROM tip JOIN blocks USING(height) WHERE tip.id = 1"},
        {&m_sql.readTipHash, "SELECT genesis, (SELECT max(height) FROM blocks) = tip.height"
                             " FROM tip WHERE id = 1"},
        {&m_sql.readBlock, "SELECT hash, certificate, block FROM blocks WHERE height = ?"},
        {&m_sql.readHeight, "SELECT height FROM transactions WHERE txid = ?"},
        {&m_sql.readCoin, "SELECT value, lock, mature FROM coins WHERE txid = ? AND idx = ?"},
    };
    for (const auto& [statement, sql] : all) {
        auto prepared = m_database.prepare(sql);
        if (!prepared) return fail(prepared.error());
        *statement = std::move(prepared).value();
    }
    return done();
}

Status<StorageError> SqliteChainStore::openGenesis(const Network& network) {
    Hash genesis;
    {
        StatementGuard guard(m_sql.readTipHash);
        const auto row = m_sql.readTipHash.next();
        if (!row) return fail(row.error());
        if (!row.value()) return writeGenesis(network);
        if (!m_sql.readTipHash.fixed(0, genesis)) return fail(damaged("genesis hash"));
        if (m_sql.readTipHash.integer(1) != 1) return fail(damaged("blocks above the tip"));
    }
    if (genesis != network.genesisHash)
        return fail(StorageError{StorageCode::WrongNetwork,
                                 m_database.path() + ": of genesis " + toHex(genesis)});
    m_genesis = genesis;
    m_hasTip = true;
    const auto stored = tip();
    if (!stored) {
        m_hasTip = false;
        return fail(stored.error());
    }
    m_tipHeader = stored.value().header;
    m_tipHash = stored.value().hash;
    return done();
}

Status<StorageError> SqliteChainStore::writeGenesis(const Network& network) {
    const StoredTip tip = genesisStoredTip(network);
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = writeBlock(genesisStoredBlock(network), tip.hash); !status) return status;
    for (const CoinDelta::Created& created : network.initialCoins()) {
        if (auto status = createCoin(created); !status) return status;
    }
    if (auto status = writeTip(tip, network.genesisHash); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_genesis = network.genesisHash;
    m_tipHeader = tip.header;
    m_tipHash = tip.hash;
    m_hasTip = true;
    return done();
}

// ---- writing a block ------------------------------------------------------------------

Status<StorageError> SqliteChainStore::commit(const BlockCommit& commit,
                                              const HeightContext& context) {
    if (m_database.failure()) return fail(*m_database.failure());
    if (!m_hasTip) return fail(StorageError{StorageCode::CannotOpen, "no genesis yet"});
    if (auto error = checkCommit(m_tipHeader, m_tipHash, commit, context)) return fail(*error);

    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = writeAll(commit, context); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_tipHeader = commit.block.block.header;
    m_tipHash = m_tipHeader.hash();
    return done();
}

Status<StorageError> SqliteChainStore::writeAll(const BlockCommit& commit,
                                                const HeightContext& context) {
    const BlockHeader& header = commit.block.block.header;
    const Hash hash = header.hash();
    if (auto status = writeBlock(commit.block, hash); !status) return status;
    for (const CoinDelta::Spent& spent : commit.delta.spent) {
        if (auto status = spendCoin(spent); !status) return status;
    }
    for (const CoinDelta::Created& created : commit.delta.created) {
        if (auto status = createCoin(created); !status) return status;
    }
    const StoredTip tip{header,          hash,   commit.block.certificate, commit.coinHash,
                        commit.registry, context};
    return writeTip(tip, m_genesis);
}

Status<StorageError> SqliteChainStore::writeBlock(const CertifiedBlock& certified,
                                                  const Hash& hash) {
    const Block& block = certified.block;
    const Bytes header = encoded(block.header);
    const Bytes certificate = encoded(certified.certificate);
    const Bytes body = encoded(block);
    auto status = m_sql.insertBlock.bind(block.header.height)
                      .bind(hash)
                      .bind(header)
                      .bind(certificate)
                      .bind(body)
                      .run();
    if (!status) return status;
    // In the order of the index, so that neighbours in it are written together.
    std::vector<Hash> ids;
    ids.reserve(block.transactions.size());
    for (const Transaction& tx : block.transactions) ids.push_back(tx.id());
    std::sort(ids.begin(), ids.end());
    for (const Hash& id : ids) {
        if (status = m_sql.insertTransaction.bind(id).bind(block.header.height).run(); !status)
            return status;
    }
    return done();
}

Status<StorageError> SqliteChainStore::writeTip(const StoredTip& tip, const Hash& genesis) {
    const Bytes coinHash = encoded(tip.coinHash);
    const Bytes registry = encoded(tip.registry);
    const Bytes context = encodeContext(tip.context);
    return m_sql.writeTip.bind(genesis)
        .bind(tip.header.height)
        .bind(coinHash)
        .bind(registry)
        .bind(context)
        .run();
}

/// (R-STO-3) The key is unique: a coin that is there already breaks the constraint.
Status<StorageError> SqliteChainStore::createCoin(const CoinDelta::Created& created) {
    const Bytes lock = encoded(created.coin.output.lock);
    return m_sql.insertCoin.bind(created.outpoint.txid)
        .bind(created.outpoint.index)
        .bind(created.coin.output.value.satoshi())
        .bind(lock)
        .bind(created.coin.matureSlot)
        .run();
}

/// (R-STO-3) Deleted only when it is there exactly as the delta says.
Status<StorageError> SqliteChainStore::spendCoin(const CoinDelta::Spent& spent) {
    const Bytes lock = encoded(spent.coin.output.lock);
    auto status = m_sql.deleteCoin.bind(spent.outpoint.txid)
                      .bind(spent.outpoint.index)
                      .bind(spent.coin.output.value.satoshi())
                      .bind(lock)
                      .bind(spent.coin.matureSlot)
                      .run();
    if (status && m_database.changes() != 1)
        return fail(damaged("spent coin is not in the set: " + toHex(spent.outpoint.txid)));
    return status;
}

StorageError SqliteChainStore::damaged(const std::string& what) const {
    return corrupt(m_database.path() + ": " + what);
}

// ---- reading --------------------------------------------------------------------------

/// (R-STO-4) A tip whose parts contradict each other is not handed out.
Stored<StoredTip> SqliteChainStore::tip() const {
    if (!m_hasTip) return fail(StorageError{StorageCode::CannotOpen, "no genesis yet"});
    StatementGuard guard(m_sql.readTip);
    const auto row = m_sql.readTip.next();
    if (!row) return fail(row.error());
    if (!row.value()) return fail(damaged("no block at the height of the tip"));
    StoredTip tip;
    if (!m_sql.readTip.fixed(0, tip.hash)) return fail(damaged("hash of the tip"));
    const auto header = decoded<BlockHeader>(m_sql.readTip.blob(1));
    const auto certificate = decoded<CommitCertificate>(m_sql.readTip.blob(2));
    const auto coinHash = decoded<LtHash>(m_sql.readTip.blob(3));
    const auto registry = decoded<RegistryState>(m_sql.readTip.blob(4));
    const auto context = decodeContext(m_sql.readTip.blob(5));
    if (!header || !certificate || !coinHash || !registry || !context)
        return fail(damaged("the tip does not decode"));
    tip = {*header, tip.hash, *certificate, *coinHash, *registry, *context};
    if (auto error = checkTip(tip)) return fail(damaged(error->detail));
    return tip;
}

Stored<std::optional<CertifiedBlock>> SqliteChainStore::block(std::uint64_t height) const {
    StatementGuard guard(m_sql.readBlock);
    const auto row = m_sql.readBlock.bind(height).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<CertifiedBlock>();
    Hash hash;
    const bool sized = m_sql.readBlock.fixed(0, hash);
    auto certificate = decoded<CommitCertificate>(m_sql.readBlock.blob(1));
    auto block = decoded<Block>(m_sql.readBlock.blob(2));
    if (!sized || !certificate || !block || block->header.height != height || block->hash() != hash)
        return fail(damaged("block " + std::to_string(height)));
    return std::optional<CertifiedBlock>({std::move(*block), std::move(*certificate)});
}

Stored<std::optional<std::uint64_t>> SqliteChainStore::heightOf(const Hash& txid) const {
    StatementGuard guard(m_sql.readHeight);
    const auto row = m_sql.readHeight.bind(txid).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<std::uint64_t>();
    return std::optional<std::uint64_t>(m_sql.readHeight.integer(0));
}

std::optional<Coin> SqliteChainStore::coin(const OutPoint& outpoint) const {
    auto found = readCoin(outpoint);
    if (!found) {
        m_readFailure = found.error();
        return std::nullopt;
    }
    return found.value();
}

Stored<std::optional<Coin>> SqliteChainStore::readCoin(const OutPoint& outpoint) const {
    StatementGuard guard(m_sql.readCoin);
    const auto row = m_sql.readCoin.bind(outpoint.txid).bind(outpoint.index).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<Coin>();
    const auto coin =
        decodeCoin(m_sql.readCoin.integer(0), m_sql.readCoin.blob(1), m_sql.readCoin.integer(2));
    if (!coin) return fail(damaged("coin of " + toHex(outpoint.txid)));
    return coin;
}

std::optional<StorageError> SqliteChainStore::readFailure() const {
    return m_readFailure;
}

Status<StorageError> SqliteChainStore::forEachCoin(
    const std::function<bool(const OutPoint&, const Coin&)>& visit) const {
    auto all =
        m_database.prepare("SELECT txid, idx, value, lock, mature FROM coins ORDER BY txid, idx");
    if (!all) return fail(all.error());
    for (;;) {
        const auto row = all->next();
        if (!row) return fail(row.error());
        if (!row.value()) return done();
        OutPoint outpoint;
        const bool sized = all->fixed(0, outpoint.txid);
        outpoint.index = static_cast<std::uint32_t>(all->integer(1));
        const auto coin = decodeCoin(all->integer(2), all->blob(3), all->integer(4));
        if (!sized || !coin) return fail(damaged("a coin does not decode"));
        if (!visit(outpoint, *coin)) return done();
    }
}

Stored<std::vector<CoinDelta::Created>> SqliteChainStore::coinsOf(const Lock& lock) const {
    auto some = m_database.prepare("SELECT txid, idx, value, lock, mature FROM coins"
                                   " WHERE lock = ? ORDER BY txid, idx");
    if (!some) return fail(some.error());
    const Bytes key = encoded(lock);
    some->bind(key);
    std::vector<CoinDelta::Created> found;
    for (;;) {
        const auto row = some->next();
        if (!row) return fail(row.error());
        if (!row.value()) return found;
        OutPoint outpoint;
        const bool sized = some->fixed(0, outpoint.txid);
        outpoint.index = static_cast<std::uint32_t>(some->integer(1));
        const auto coin = decodeCoin(some->integer(2), some->blob(3), some->integer(4));
        if (!sized || !coin) return fail(damaged("a coin does not decode"));
        found.push_back({outpoint, *coin});
    }
}

}  // namespace timecoin
