#include "node/storage/sqlite/history_tables.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/row_digest.h"
#include "node/storage/sqlite/stored_values.h"

namespace timecoin {

namespace {

Hash digestOf(std::uint64_t height, ByteView delta) {
    return RowDigest("deltas").add(height).add(delta).finish();
}

Hash digestOf(std::uint64_t height, ByteView restHash, ByteView header, ByteView certificate,
              ByteView next) {
    return RowDigest("boundaries")
        .add(height)
        .add(restHash)
        .add(header)
        .add(certificate)
        .add(next)
        .finish();
}

}  // namespace

Status<StorageError> DeltaTable::prepare(Database& database) {
    m_database = &database;
    return database.prepareAll({
        {&m_insert, "INSERT INTO deltas(height, digest, delta) VALUES(?, ?, ?)"},
        {&m_drop, "DELETE FROM deltas WHERE height >= ? AND height < ?"},
        {&m_read, "SELECT digest, delta FROM deltas WHERE height = ?"},
    });
}

Status<StorageError> DeltaTable::insert(std::uint64_t height, const CoinDelta& delta) {
    const Bytes bytes = encodeDelta(delta);
    const Hash digest = digestOf(height, bytes);
    return m_insert.bind(height).bind(digest).bind(bytes).run();
}

Stored<std::optional<CoinDelta>> DeltaTable::read(std::uint64_t height) const {
    StatementGuard guard(m_read);
    const auto row = m_read.bind(height).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<CoinDelta>();
    Hash digest;
    const bool sized = m_read.fixed(0, digest);
    auto delta = decodeDelta(m_read.blob(1));
    if (!sized || !delta || digest != digestOf(height, m_read.blob(1)))
        return fail(corrupt(m_database->path() + ": delta of height " + std::to_string(height) +
                            " is not what was written"));
    return delta;
}

Status<StorageError> DeltaTable::drop(std::uint64_t from, std::uint64_t to) {
    return m_drop.bind(from).bind(to).run();
}

Status<StorageError> BoundaryTable::prepare(Database& database) {
    m_database = &database;
    return database.prepareAll({
        {&m_insert, "INSERT INTO boundaries(height, rest_hash, digest, header, certificate, next)"
                    " VALUES(?, ?, ?, ?, ?, ?)"},
        {&m_read, "SELECT height, rest_hash, digest, header, certificate, next FROM boundaries"
                  " WHERE height > ? ORDER BY height LIMIT ?"},
        {&m_count, "SELECT count(*) FROM boundaries"},
    });
}

Stored<std::uint64_t> BoundaryTable::count() const {
    StatementGuard guard(m_count);
    const auto row = m_count.next();
    if (!row) return fail(row.error());
    return m_count.integer(0);
}

Status<StorageError> BoundaryTable::insert(const EpochBoundary& boundary) {
    const std::uint64_t height = boundary.header.height;
    const Bytes header = encoded(boundary.header);
    const Bytes certificate = encoded(boundary.certificate);
    const Bytes next = encoded(boundary.next);
    const Hash digest = digestOf(height, boundary.restHash.view(), header, certificate, next);
    return m_insert.bind(height)
        .bind(boundary.restHash)
        .bind(digest)
        .bind(header)
        .bind(certificate)
        .bind(next)
        .run();
}

Stored<std::vector<EpochBoundary>> BoundaryTable::read(std::uint64_t after,
                                                       std::size_t limit) const {
    StatementGuard guard(m_read);
    m_read.bind(after).bind(limit);
    std::vector<EpochBoundary> found;
    for (;;) {
        const auto row = m_read.next();
        if (!row) return fail(row.error());
        if (!row.value()) return found;
        const std::uint64_t height = m_read.integer(0);
        Hash restHash;
        Hash digest;
        const bool sized = m_read.fixed(1, restHash) && m_read.fixed(2, digest);
        const auto header = decoded<BlockHeader>(m_read.blob(3));
        const auto certificate = decoded<CommitCertificate>(m_read.blob(4));
        const auto next = decoded<MasternodeSet>(m_read.blob(5));
        if (!sized || !header || !certificate || !next || header->height != height ||
            digest !=
                digestOf(height, restHash.view(), m_read.blob(3), m_read.blob(4), m_read.blob(5)))
            return fail(corrupt(m_database->path() + ": boundary " + std::to_string(height) +
                                " is not what was written"));
        found.push_back({*header, *certificate, *next, restHash});
    }
}

}  // namespace timecoin
