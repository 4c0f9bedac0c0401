#include "node/storage/sqlite/coin_table.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/stored_values.h"

namespace timecoin {

Status<StorageError> CoinTable::prepare(Database& database) {
    m_database = &database;
    return database.prepareAll({
        {&m_insert, "INSERT INTO coins(txid, idx, value, lock, mature) VALUES(?, ?, ?, ?, ?)"},
        // The unary + keeps the planner from choosing the index by lock.
        {&m_remove, "DELETE FROM coins WHERE txid = ? AND idx = ?"
                    " AND +value = ? AND +lock = ? AND +mature = ?"},
        {&m_find, "SELECT value, lock, mature FROM coins WHERE txid = ? AND idx = ?"},
        {&m_anyOf, "SELECT 1 FROM coins WHERE txid = ? LIMIT 1"},
        {&m_page, "SELECT txid, idx, value, lock, mature FROM coins"
                  " WHERE (txid, idx) > (?, ?) ORDER BY txid, idx LIMIT ?"},
        {&m_ofLock, "SELECT txid, idx, value, lock, mature FROM coins"
                    " WHERE lock = ? ORDER BY txid, idx"},
        {&m_inIndex, "SELECT 1 FROM coins INDEXED BY coins_by_lock"
                     " WHERE lock = ? AND txid = ? AND idx = ?"},
        {&m_walkIndex, "SELECT lock, txid, idx FROM coins INDEXED BY coins_by_lock"
                       " WHERE (lock, txid, idx) > (?, ?, ?) ORDER BY lock, txid, idx LIMIT ?"},
    });
}

StorageError CoinTable::damaged(const std::string& what) const {
    return corrupt(m_database->path() + ": " + what);
}

Status<StorageError> CoinTable::insert(const OutPoint& outpoint, const Coin& coin) {
    const Bytes lock = encoded(coin.output.lock);
    return m_insert.bind(outpoint.txid)
        .bind(outpoint.index)
        .bind(coin.output.value.satoshi())
        .bind(lock)
        .bind(coin.matureSlot)
        .run();
}

Status<StorageError> CoinTable::remove(const OutPoint& outpoint, const Coin& coin) {
    const Bytes lock = encoded(coin.output.lock);
    auto status = m_remove.bind(outpoint.txid)
                      .bind(outpoint.index)
                      .bind(coin.output.value.satoshi())
                      .bind(lock)
                      .bind(coin.matureSlot)
                      .run();
    if (status && m_database->changes() != 1)
        return fail(damaged("spent coin is not in the table: " + toHex(outpoint.txid)));
    return status;
}

Stored<std::optional<Coin>> CoinTable::find(const OutPoint& outpoint) const {
    StatementGuard guard(m_find);
    const auto row = m_find.bind(outpoint.txid).bind(outpoint.index).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<Coin>();
    const bool typed = m_find.isInteger(0) && m_find.isInteger(2);
    const auto coin = decodeCoin(m_find.integer(0), m_find.blob(1), m_find.integer(2));
    if (!typed || !coin) return fail(damaged("coin of " + toHex(outpoint.txid)));
    return coin;
}

Stored<bool> CoinTable::holdsAnyOf(const Hash& txid) const {
    StatementGuard guard(m_anyOf);
    return m_anyOf.bind(txid).next();
}

Stored<std::vector<CoinDelta::Created>> CoinTable::page(const std::optional<OutPoint>& after,
                                                        std::size_t limit) const {
    StatementGuard guard(m_page);
    // No bytes come before every id.
    m_page.bind(after ? after->txid.view() : ByteView()).bind(after ? after->index : 0).bind(limit);
    return readAll(m_page);
}

Stored<std::vector<CoinDelta::Created>> CoinTable::ofLock(const Lock& lock) const {
    StatementGuard guard(m_ofLock);
    const Bytes key = encoded(lock);
    m_ofLock.bind(key);
    return readAll(m_ofLock);
}

Stored<bool> CoinTable::indexHolds(const OutPoint& outpoint, const Coin& coin) const {
    StatementGuard guard(m_inIndex);
    const Bytes lock = encoded(coin.output.lock);
    return m_inIndex.bind(lock).bind(outpoint.txid).bind(outpoint.index).next();
}

Stored<std::size_t> CoinTable::walkLockIndex(ChainStore::LockCursor& cursor,
                                             std::size_t limit) const {
    StatementGuard guard(m_walkIndex);
    const Bytes from = cursor ? encoded(cursor->first) : Bytes();
    const OutPoint fromPoint = cursor ? cursor->second : OutPoint();
    m_walkIndex.bind(from).bind(fromPoint.txid).bind(fromPoint.index).bind(limit);
    ChainStore::LockCursor last = cursor;
    std::size_t count = 0;
    for (;; ++count) {
        const auto row = m_walkIndex.next();
        if (!row) return fail(row.error());
        if (!row.value()) return count;
        const auto lock = decoded<Lock>(m_walkIndex.blob(0));
        OutPoint outpoint;
        const bool sized = m_walkIndex.fixed(1, outpoint.txid) && m_walkIndex.isInteger(2);
        outpoint.index = static_cast<std::uint32_t>(m_walkIndex.integer(2));
        if (!lock || !sized || (last && !(*last < std::pair(*lock, outpoint))))
            return fail(damaged("the index by lock is not in order"));
        // The last one is read again: were it out of order, one could not go on from it.
        cursor = last;
        last.emplace(*lock, outpoint);
    }
}

Stored<std::vector<CoinDelta::Created>> CoinTable::readAll(Statement& statement) const {
    std::vector<CoinDelta::Created> found;
    for (;;) {
        const auto row = statement.next();
        if (!row) return fail(row.error());
        if (!row.value()) return found;
        OutPoint outpoint;
        const bool typed =
            statement.isInteger(1) && statement.isInteger(2) && statement.isInteger(4);
        const bool sized = statement.fixed(0, outpoint.txid);
        outpoint.index = static_cast<std::uint32_t>(statement.integer(1));
        const auto coin = decodeCoin(statement.integer(2), statement.blob(3), statement.integer(4));
        if (!typed || !sized || statement.integer(1) != outpoint.index || !coin)
            return fail(damaged("a coin does not decode"));
        found.push_back({outpoint, *coin});
    }
}

}  // namespace timecoin
