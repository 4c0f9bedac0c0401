#include "tests/support/plain_chain.h"

#include <algorithm>

namespace timecoin {
namespace {

void bindBlob(sqlite3_stmt* statement, int at, ByteView bytes) {
    sqlite3_bind_blob(statement, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

void bindNumber(sqlite3_stmt* statement, int at, std::uint64_t number) {
    sqlite3_bind_int64(statement, at, static_cast<sqlite3_int64>(number));
}

void step(sqlite3_stmt* statement) {
    sqlite3_step(statement);
    sqlite3_reset(statement);
}

}  // namespace

PlainRows::PlainRows(const BlockCommit& from)
    : commit(from),
      body(encoded(from.block)),
      coinHash(encoded(from.coinHash)) {
    for (const Transaction& tx : from.block.block.transactions) ids.push_back(tx.id());
    std::sort(ids.begin(), ids.end());
    for (const auto& created : from.delta.created)
        locks.push_back(encoded(created.coin.output.lock));
}

PlainChain::PlainChain(const std::string& path) {
    sqlite3_open(path.c_str(), &m_handle);
    exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
         "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF;"
         "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;");
    exec("CREATE TABLE IF NOT EXISTS blocks(height INTEGER PRIMARY KEY, body, coin_hash);"
         "CREATE TABLE IF NOT EXISTS coins(txid, idx, value, lock, mature, PRIMARY KEY(txid, idx))"
         " WITHOUT ROWID; CREATE INDEX IF NOT EXISTS coins_by_lock ON coins(lock);"
         "CREATE TABLE IF NOT EXISTS transactions(txid PRIMARY KEY, height) WITHOUT ROWID;");
    m_block = prepare("INSERT INTO blocks VALUES(?, ?, ?)");
    m_spend = prepare("DELETE FROM coins WHERE txid = ? AND idx = ?");
    m_create = prepare("INSERT INTO coins VALUES(?, ?, ?, ?, ?)");
    m_index = prepare("INSERT INTO transactions VALUES(?, ?)");
    m_look = prepare("SELECT value, lock, mature FROM coins WHERE txid = ? AND idx = ?");
}

PlainChain::~PlainChain() {
    for (sqlite3_stmt* statement : m_statements) sqlite3_finalize(statement);
    sqlite3_close(m_handle);
}

sqlite3_stmt* PlainChain::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr);
    m_statements.push_back(statement);
    return statement;
}

void PlainChain::exec(const char* sql) {
    sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
}

void PlainChain::insertCoin(const OutPoint& outpoint, const Coin& coin, const Bytes& lock) {
    bindBlob(m_create, 1, outpoint.txid.view());
    bindNumber(m_create, 2, outpoint.index);
    bindNumber(m_create, 3, coin.output.value.satoshi());
    bindBlob(m_create, 4, lock);
    bindNumber(m_create, 5, coin.matureSlot);
    step(m_create);
}

void PlainChain::insertId(const Hash& id, std::uint64_t height) {
    bindBlob(m_index, 1, id.view());
    bindNumber(m_index, 2, height);
    step(m_index);
}

void PlainChain::fill(const ChainStore& store) {
    exec("BEGIN IMMEDIATE");
    (void)store.forEachCoin([this](const OutPoint& outpoint, const Coin& coin) {
        insertCoin(outpoint, coin, encoded(coin.output.lock));
        return true;
    });
    const auto tip = store.tip();
    for (std::uint64_t height = 1; tip && height <= tip.value().header.height; ++height) {
        const auto block = store.block(height);
        if (!block || !block.value()) continue;
        for (const Transaction& tx : block.value()->block.transactions) insertId(tx.id(), height);
    }
    exec("COMMIT");
}

void PlainChain::look(const PlainRows& rows) {
    for (const auto& spent : rows.commit.delta.spent) {
        bindBlob(m_look, 1, spent.outpoint.txid.view());
        bindNumber(m_look, 2, spent.outpoint.index);
        step(m_look);
    }
}

void PlainChain::write(const PlainRows& rows) {
    const std::uint64_t height = rows.commit.block.block.header.height;
    exec("BEGIN IMMEDIATE");
    bindNumber(m_block, 1, height);
    bindBlob(m_block, 2, rows.body);
    bindBlob(m_block, 3, rows.coinHash);
    step(m_block);
    for (const Hash& id : rows.ids) insertId(id, height);
    for (const auto& spent : rows.commit.delta.spent) {
        bindBlob(m_spend, 1, spent.outpoint.txid.view());
        bindNumber(m_spend, 2, spent.outpoint.index);
        step(m_spend);
    }
    const auto& created = rows.commit.delta.created;
    for (std::size_t i = 0; i < created.size(); ++i)
        insertCoin(created[i].outpoint, created[i].coin, rows.locks[i]);
    exec("COMMIT");
}

}  // namespace timecoin
