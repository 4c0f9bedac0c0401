#include "node/storage/sqlite/state_table.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/row_digest.h"
#include "node/storage/sqlite/stored_values.h"

namespace timecoin {

namespace {

Hash digestOf(StateRow which, ByteView genesis, std::uint64_t height, ByteView coinHash,
              ByteView registry, ByteView context) {
    return RowDigest("states")
        .add(static_cast<std::uint64_t>(which))
        .add(genesis)
        .add(height)
        .add(coinHash)
        .add(registry)
        .add(context)
        .finish();
}

Hash digestOf(const Upkeep& upkeep, ByteView flushedUpTo) {
    return RowDigest("upkeep")
        .add(upkeep.base)
        .add(upkeep.bodiesFrom)
        .add(upkeep.boundaries)
        .add(upkeep.deltasFrom)
        .add(upkeep.coinsHeight)
        .add(upkeep.flushTo)
        .add(flushedUpTo)
        .finish();
}

}  // namespace

Status<StorageError> StateTable::prepare(Database& database) {
    m_database = &database;
    return database.prepareAll({
        {&m_writeState, "INSERT OR REPLACE INTO"
                        " states(id, genesis, height, digest, coin_hash, registry, context)"
                        " VALUES(?, ?, ?, ?, ?, ?, ?)"},
        {&m_writeUpkeep, "INSERT OR REPLACE INTO"
                         " upkeep(id, base, bodies_from, boundaries, deltas_from, coins_height,"
                         " flush_to, flushed_up_to, digest) VALUES(1, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&m_readState, "SELECT genesis, height, digest, coin_hash, registry, context"
                       " FROM states WHERE id = ?"},
        {&m_readUpkeep, "SELECT base, bodies_from, boundaries, deltas_from, coins_height,"
                        " flush_to, flushed_up_to, digest FROM upkeep WHERE id = 1"},
    });
}

StorageError StateTable::damaged(const std::string& what) const {
    return corrupt(m_database->path() + ": " + what);
}

Status<StorageError> StateTable::write(StateRow which, const StoredTip& tip, const Hash& genesis) {
    const Bytes coinHash = encoded(tip.coinHash);
    const Bytes registry = encoded(tip.registry);
    const Bytes context = encodeContext(tip.context);
    const Hash digest =
        digestOf(which, genesis.view(), tip.header.height, coinHash, registry, context);
    return m_writeState.bind(static_cast<std::uint64_t>(which))
        .bind(genesis)
        .bind(tip.header.height)
        .bind(digest)
        .bind(coinHash)
        .bind(registry)
        .bind(context)
        .run();
}

Stored<std::optional<StoredTip>> StateTable::read(StateRow which, const BlockTable& blocks) const {
    StatementGuard guard(m_readState);
    const auto row = m_readState.bind(static_cast<std::uint64_t>(which)).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<StoredTip>();
    const char* const name = which == StateRow::Tip ? "the tip" : "the newest boundary";
    Hash digest;
    const std::uint64_t height = m_readState.integer(1);
    if (!m_readState.fixed(2, digest) ||
        digest != digestOf(which, m_readState.blob(0), height, m_readState.blob(3),
                           m_readState.blob(4), m_readState.blob(5)))
        return fail(damaged(std::string(name) + " is not what was written"));
    const auto coinHash = decoded<LtHash>(m_readState.blob(3));
    const auto registry = decoded<RegistryState>(m_readState.blob(4));
    const auto context = decodeContext(m_readState.blob(5));
    if (!coinHash || !registry || !context)
        return fail(damaged(std::string(name) + " does not decode"));
    const auto block = blocks.header(height);
    if (!block) return fail(block.error());
    if (!block.value()) return fail(damaged("no block at the height of " + std::string(name)));
    const BlockHeader& header = block.value()->header;
    const StoredTip tip{header,    header.hash(), block.value()->certificate,
                        *coinHash, *registry,     *context};
    if (auto error = checkTip(tip)) return fail(damaged(error->detail));
    return std::optional<StoredTip>(tip);
}

Stored<std::optional<Hash>> StateTable::genesis() const {
    StatementGuard guard(m_readState);
    const auto row = m_readState.bind(static_cast<std::uint64_t>(StateRow::Tip)).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<Hash>();
    Hash genesis;
    if (!m_readState.fixed(0, genesis)) return fail(damaged("genesis hash"));
    return std::optional<Hash>(genesis);
}

Status<StorageError> StateTable::write(const Upkeep& upkeep) {
    const Bytes flushedUpTo = upkeep.flushedUpTo ? encoded(*upkeep.flushedUpTo) : Bytes();
    const Hash digest = digestOf(upkeep, flushedUpTo);
    return m_writeUpkeep.bind(upkeep.base)
        .bind(upkeep.bodiesFrom)
        .bind(upkeep.boundaries)
        .bind(upkeep.deltasFrom)
        .bind(upkeep.coinsHeight)
        .bind(upkeep.flushTo)
        .bind(flushedUpTo)
        .bind(digest)
        .run();
}

Stored<Upkeep> StateTable::upkeep() const {
    StatementGuard guard(m_readUpkeep);
    const auto row = m_readUpkeep.next();
    if (!row) return fail(row.error());
    if (!row.value()) return fail(damaged("no row of upkeep"));
    Upkeep upkeep;
    upkeep.base = m_readUpkeep.integer(0);
    upkeep.bodiesFrom = m_readUpkeep.integer(1);
    upkeep.boundaries = m_readUpkeep.integer(2);
    upkeep.deltasFrom = m_readUpkeep.integer(3);
    upkeep.coinsHeight = m_readUpkeep.integer(4);
    upkeep.flushTo = m_readUpkeep.integer(5);
    const ByteView flushedUpTo = m_readUpkeep.blob(6);
    Hash digest;
    if (!m_readUpkeep.fixed(7, digest) || digest != digestOf(upkeep, flushedUpTo))
        return fail(damaged("the row of upkeep is not what was written"));
    if (!flushedUpTo.empty()) {
        upkeep.flushedUpTo = decoded<OutPoint>(flushedUpTo);
        if (!upkeep.flushedUpTo) return fail(damaged("upkeep does not decode"));
    }
    return upkeep;
}

}  // namespace timecoin
