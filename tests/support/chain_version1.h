// A chain database of version 1, as the first program made it: its SQL, kept here word for word.
// Header only.
#pragma once

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/database.h"
#include "node/storage/sqlite/stored_values.h"

#include <cstdlib>
#include <vector>

namespace timecoin {

inline constexpr const char* kChainVersion1[] = {
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

/// Writes rows the way version 1 did. Aborts when it cannot: the disk must be well.
class ChainVersion1 {
public:
    ChainVersion1(const std::string& path, const DatabaseOptions& options)
        : m_database(
              std::move(Database::open(path, {0x54434348, kChainVersion1}, options)).value()) {
        must(m_database.prepareAll({
            {&m_block, "INSERT INTO blocks(height, hash, header, certificate, block)"
                       " VALUES(?, ?, ?, ?, ?)"},
            {&m_coin, "INSERT INTO coins(txid, idx, value, lock, mature) VALUES(?, ?, ?, ?, ?)"},
            {&m_spend, "DELETE FROM coins WHERE txid = ? AND idx = ?"},
            {&m_index, "INSERT INTO transactions(txid, height) VALUES(?, ?)"},
            {&m_tip, "INSERT OR REPLACE INTO tip(id, genesis, height, coin_hash, registry, context)"
                     " VALUES(1, ?, ?, ?, ?, ?)"},
        }));
    }

    void genesis(const Network& network) {
        m_genesis = network.genesisHash;
        write(genesisStoredBlock(network), {{}, network.initialCoins()}, genesisStoredTip(network));
    }
    void add(const BlockCommit& commit, const HeightContext& context) {
        const BlockHeader& header = commit.block.block.header;
        write(commit.block, commit.delta,
              {header, header.hash(), commit.block.certificate, commit.coinHash, commit.registry,
               context});
    }

private:
    static void must(const Status<StorageError>& status) {
        if (!status) std::abort();
    }
    void write(const CertifiedBlock& block, const CoinDelta& delta, const StoredTip& tip) {
        auto transaction = WriteTransaction::begin(m_database);
        const Bytes header = encoded(tip.header);
        const Bytes certificate = encoded(tip.certificate);
        const Bytes body = encoded(block.block);
        must(m_block.bind(tip.header.height)
                 .bind(tip.hash)
                 .bind(header)
                 .bind(certificate)
                 .bind(body)
                 .run());
        for (const Transaction& tx : block.block.transactions) {
            const Hash id = tx.id();
            must(m_index.bind(id).bind(tip.header.height).run());
        }
        for (const auto& [outpoint, coin] : delta.spent)
            must(m_spend.bind(outpoint.txid).bind(outpoint.index).run());
        for (const auto& [outpoint, coin] : delta.created) {
            const Bytes lock = encoded(coin.output.lock);
            must(m_coin.bind(outpoint.txid)
                     .bind(outpoint.index)
                     .bind(coin.output.value.satoshi())
                     .bind(lock)
                     .bind(coin.matureSlot)
                     .run());
        }
        const Bytes coinHash = encoded(tip.coinHash);
        const Bytes registry = encoded(tip.registry);
        const Bytes context = encodeContext(tip.context);
        must(m_tip.bind(m_genesis)
                 .bind(tip.header.height)
                 .bind(coinHash)
                 .bind(registry)
                 .bind(context)
                 .run());
        must(transaction->commit());
    }

    Database m_database;  // destroyed after the statements below
    Statement m_block;
    Statement m_coin;
    Statement m_spend;
    Statement m_index;
    Statement m_tip;
    Hash m_genesis;
};

}  // namespace timecoin
