#include "node/storage/sqlite/chain_schema.h"

namespace timecoin {

namespace {

constexpr std::uint32_t kApplicationId = 0x54434348;  // "TCCH", 1413694280 below

/// `tip` has one row. Small columns stand before large ones: what follows a large blob lies behind
/// its overflow pages.
constexpr const char* kVersion1 =
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
    "PRAGMA user_version = 1;";

/// Rows that no hash of the protocol covers get a digest; bodies a table of their own, so that
/// pruning deletes rows; and what write-back, boundaries and imports need. Coins and transactions
/// stay as they are. The table of coins is at the tip, no deltas are kept.
constexpr const char* kVersion2 =
    "CREATE TABLE states("
    "  id INTEGER PRIMARY KEY CHECK(id IN (1, 2)), genesis BLOB NOT NULL, height INTEGER NOT NULL,"
    "  digest BLOB NOT NULL, coin_hash BLOB NOT NULL, registry BLOB NOT NULL,"
    "  context BLOB NOT NULL);"
    "CREATE TABLE upkeep("
    "  id INTEGER PRIMARY KEY CHECK(id = 1), base INTEGER NOT NULL, bodies_from INTEGER NOT NULL,"
    "  boundaries INTEGER NOT NULL, deltas_from INTEGER NOT NULL, coins_height INTEGER NOT NULL,"
    "  flush_to INTEGER NOT NULL, flushed_up_to BLOB NOT NULL, digest BLOB NOT NULL);"
    "ALTER TABLE blocks RENAME TO old_blocks;"
    "CREATE TABLE blocks("
    "  height INTEGER PRIMARY KEY, hash BLOB NOT NULL, digest BLOB NOT NULL,"
    "  header BLOB NOT NULL, certificate BLOB NOT NULL);"
    "CREATE TABLE bodies(height INTEGER PRIMARY KEY, body BLOB NOT NULL);"
    "CREATE TABLE pruned(height INTEGER PRIMARY KEY, digest BLOB NOT NULL, ids BLOB NOT NULL);"
    "CREATE TABLE deltas(height INTEGER PRIMARY KEY, digest BLOB NOT NULL, delta BLOB NOT NULL);"
    "CREATE TABLE boundaries("
    "  height INTEGER PRIMARY KEY, rest_hash BLOB NOT NULL, digest BLOB NOT NULL,"
    "  header BLOB NOT NULL, certificate BLOB NOT NULL, next BLOB NOT NULL);"
    "CREATE TABLE unfinished_import("
    "  id INTEGER PRIMARY KEY CHECK(id = 1), genesis BLOB NOT NULL);"
    "INSERT INTO states SELECT 1, genesis, height,"
    "  row_digest('states', 1, genesis, height, coin_hash, registry, context),"
    "  coin_hash, registry, context FROM tip;"
    "INSERT INTO upkeep SELECT 1, 0, 0, 0, height + 1, height, height, x'',"
    "  row_digest('upkeep', 0, 0, 0, height + 1, height, height, x'') FROM tip;"
    "INSERT INTO blocks SELECT height, hash,"
    "  row_digest('blocks', height, hash, header, certificate), header, certificate"
    "  FROM old_blocks;"
    "INSERT INTO bodies SELECT height, block FROM old_blocks;"
    "DROP TABLE old_blocks;"
    "DROP TABLE tip;"
    "PRAGMA user_version = 2;";

constexpr const char* kMigrations[] = {kVersion1, kVersion2};

}  // namespace

const DatabaseSchema kChainSchema{kApplicationId, kMigrations};

}  // namespace timecoin
