#include "node/storage/sqlite/snapshot_import.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/chain_schema.h"

namespace timecoin {

Stored<bool> importIsUnfinished(Database& database) {
    auto row = database.prepare("SELECT 1 FROM unfinished_import");
    if (!row) return fail(row.error());
    return row->next();
}

Stored<std::unique_ptr<SqliteSnapshotImport>> SqliteSnapshotImport::open(
    const std::string& path, const DatabaseOptions& options) {
    auto database = Database::open(path, kChainSchema, options);
    if (!database) return fail(database.error());
    std::unique_ptr<SqliteSnapshotImport> import(
        new SqliteSnapshotImport(std::move(database).value()));
    if (auto status = import->prepareStatements(); !status) return fail(status.error());
    return import;
}

Status<StorageError> SqliteSnapshotImport::prepareStatements() {
    if (auto status = m_blocks.prepare(m_database); !status) return status;
    if (auto status = m_coins.prepare(m_database); !status) return status;
    if (auto status = m_states.prepare(m_database); !status) return status;
    return m_boundaries.prepare(m_database);
}

Status<StorageError> SqliteSnapshotImport::begin(const Network& network) {
    const auto genesis = m_states.genesis();
    if (!genesis) return fail(genesis.error());
    const auto unfinished = importIsUnfinished(m_database);
    if (!unfinished) return fail(unfinished.error());
    if (genesis.value() || unfinished.value())
        return fail(corrupt(m_database.path() + ": import: the store is not empty"));
    auto mark = m_database.prepare("INSERT INTO unfinished_import(id, genesis) VALUES(1, ?)");
    if (!mark) return fail(mark.error());
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = mark->bind(network.genesisHash).run(); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_genesis = network.genesisHash;
    return done();
}

Status<StorageError> SqliteSnapshotImport::addCoins(const std::vector<CoinDelta::Created>& page) {
    if (!m_genesis) return fail(corrupt(m_database.path() + ": import: not begun"));
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    for (const auto& [outpoint, coin] : page) {
        if (m_last && !(*m_last < outpoint))
            return fail(corrupt(m_database.path() + ": import: coins are not in order"));
        if (auto status = m_coins.insert(outpoint, coin); !status) return status;
        m_coinHash.add(outpoint, coin);
        m_last = outpoint;
    }
    return transaction->commit();
}

Status<StorageError> SqliteSnapshotImport::finish(const StoredTip& boundary,
                                                  const std::vector<EpochBoundary>& all) {
    if (!m_genesis) return fail(corrupt(m_database.path() + ": import: not begun"));
    if (auto error = checkImport(m_coinHash, boundary, all)) return fail(*error);
    auto unmark = m_database.prepare("DELETE FROM unfinished_import");
    if (!unmark) return fail(unmark.error());
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = writeAll(boundary, all); !status) return status;
    if (auto status = unmark->run(); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_genesis.reset();
    return done();
}

/// The oldest block known is the boundary, and it has no body.
Status<StorageError> SqliteSnapshotImport::writeAll(const StoredTip& boundary,
                                                    const std::vector<EpochBoundary>& all) {
    const std::uint64_t height = boundary.header.height;
    auto status = m_blocks.insertHeader({boundary.header, boundary.certificate}, boundary.hash);
    if (!status) return status;
    for (const EpochBoundary& each : all) {
        if (status = m_boundaries.insert(each); !status) return status;
    }
    for (const StateRow which : {StateRow::Tip, StateRow::Boundary}) {
        if (status = m_states.write(which, boundary, *m_genesis); !status) return status;
    }
    Upkeep upkeep;
    upkeep.base = height;
    upkeep.bodiesFrom = height + 1;
    upkeep.boundaries = all.size();
    upkeep.deltasFrom = height + 1;
    upkeep.coinsHeight = height;
    upkeep.flushTo = height;
    return m_states.write(upkeep);
}

}  // namespace timecoin
