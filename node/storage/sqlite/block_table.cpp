#include "node/storage/sqlite/block_table.h"

#include "node/storage/commit_check.h"
#include "node/storage/sqlite/row_digest.h"

namespace timecoin {

namespace {

Hash digestOf(std::uint64_t height, ByteView hash, ByteView header, ByteView certificate) {
    return RowDigest("blocks").add(height).add(hash).add(header).add(certificate).finish();
}

}  // namespace

Status<StorageError> BlockTable::prepare(Database& database) {
    m_database = &database;
    return database.prepareAll({
        {&m_insertHeader, "INSERT INTO blocks(height, hash, digest, header, certificate)"
                          " VALUES(?, ?, ?, ?, ?)"},
        {&m_insertBody, "INSERT INTO bodies(height, body) VALUES(?, ?)"},
        {&m_insertTransaction, "INSERT INTO transactions(txid, height) VALUES(?, ?)"
                               " ON CONFLICT(txid) DO NOTHING"},
        {&m_insertPruned, "INSERT INTO pruned(height, digest, ids) VALUES(?, ?, ?)"},
        {&m_dropBody, "DELETE FROM bodies WHERE height = ?"},
        {&m_readHeader, "SELECT hash, digest, header, certificate FROM blocks WHERE height = ?"},
        {&m_readBody, "SELECT body FROM bodies WHERE height = ?"},
        {&m_readPruned, "SELECT digest, ids FROM pruned WHERE height = ?"},
        {&m_readHeight, "SELECT height FROM transactions WHERE txid = ?"},
        {&m_highest, "SELECT ifnull(max(height), 0) FROM blocks"},
    });
}

StorageError BlockTable::damaged(std::uint64_t height, const std::string& what) const {
    return corrupt(m_database->path() + ": block " + std::to_string(height) + ": " + what);
}

Status<StorageError> BlockTable::insertHeader(const CertifiedHeader& certified, const Hash& hash) {
    const std::uint64_t height = certified.header.height;
    const Bytes header = encoded(certified.header);
    const Bytes certificate = encoded(certified.certificate);
    const Hash digest = digestOf(height, hash.view(), header, certificate);
    return m_insertHeader.bind(height).bind(hash).bind(digest).bind(header).bind(certificate).run();
}

Status<StorageError> BlockTable::insert(const CertifiedBlock& certified, const Hash& hash) {
    const Block& block = certified.block;
    auto status = insertHeader({block.header, certified.certificate}, hash);
    if (!status) return status;
    const Bytes body = encoded(block);
    status = m_insertBody.bind(block.header.height).bind(body).run();
    if (!status) return status;
    // In the order of the index, so that neighbours in it are written together.
    for (const Hash& id : sortedIds(block)) {
        status = m_insertTransaction.bind(id).bind(block.header.height).run();
        if (!status) return status;
    }
    return done();
}

Status<StorageError> BlockTable::dropBodies(std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t height = from; height < to; ++height) {
        if (auto status = dropBody(height); !status) return status;
    }
    return done();
}

Status<StorageError> BlockTable::dropBody(std::uint64_t height) {
    const auto block = body(height);
    if (!block) return fail(block.error());
    if (!block.value()) return fail(damaged(height, "is not there"));
    Writer ids;
    for (const Hash& id : sortedIds(*block.value())) ids.fixed(id);
    const Hash digest = RowDigest("pruned").add(height).add(ids.bytes()).finish();
    auto status = m_insertPruned.bind(height).bind(digest).bind(ids.bytes()).run();
    if (!status) return status;
    return m_dropBody.bind(height).run();
}

Stored<std::optional<std::vector<Hash>>> BlockTable::ids(std::uint64_t height) const {
    using Ids = std::optional<std::vector<Hash>>;
    const auto whole = block(height);
    if (!whole) return fail(whole.error());
    if (whole.value()) return Ids(sortedIds(whole.value()->block));
    StatementGuard guard(m_readPruned);
    const auto row = m_readPruned.bind(height).next();
    if (!row) return fail(row.error());
    if (!row.value()) return Ids();
    const ByteView bytes = m_readPruned.blob(1);
    Hash digest;
    if (!m_readPruned.fixed(0, digest) ||
        digest != RowDigest("pruned").add(height).add(bytes).finish())
        return fail(damaged(height, "its ids are not what was written"));
    std::vector<Hash> found(bytes.size() / Hash::kSize);
    Reader in(bytes);
    for (Hash& id : found) id = in.fixed<Hash>();
    return Ids(std::move(found));
}

Stored<std::optional<CertifiedHeader>> BlockTable::header(std::uint64_t height) const {
    StatementGuard guard(m_readHeader);
    const auto row = m_readHeader.bind(height).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<CertifiedHeader>();
    Hash hash;
    Hash digest;
    const bool sized = m_readHeader.fixed(0, hash) && m_readHeader.fixed(1, digest);
    if (!sized ||
        digest != digestOf(height, hash.view(), m_readHeader.blob(2), m_readHeader.blob(3)))
        return fail(damaged(height, "the row is not what was written"));
    auto header = decoded<BlockHeader>(m_readHeader.blob(2));
    auto certificate = decoded<CommitCertificate>(m_readHeader.blob(3));
    if (!header || !certificate) return fail(damaged(height, "does not decode"));
    if (header->height != height || header->hash() != hash)
        return fail(damaged(height, "the header is another block's"));
    return std::optional<CertifiedHeader>({*header, std::move(*certificate)});
}

Stored<std::optional<Block>> BlockTable::body(std::uint64_t height) const {
    StatementGuard guard(m_readBody);
    const auto row = m_readBody.bind(height).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<Block>();
    auto block = decoded<Block>(m_readBody.blob(0));
    if (!block) return fail(damaged(height, "the body does not decode"));
    return block;
}

Stored<std::optional<CertifiedBlock>> BlockTable::block(std::uint64_t height) const {
    auto known = header(height);
    if (!known) return fail(known.error());
    if (!known.value()) return std::optional<CertifiedBlock>();
    auto stored = body(height);
    if (!stored) return fail(stored.error());
    if (!stored.value()) return std::optional<CertifiedBlock>();
    if (stored.value()->header != known.value()->header)
        return fail(damaged(height, "the body is another block's"));
    CertifiedBlock found{std::move(*stored.value()), std::move(known.value()->certificate)};
    if (auto error = checkBlockParts(found)) return fail(damaged(height, error->detail));
    return std::optional<CertifiedBlock>(std::move(found));
}

Stored<std::optional<std::uint64_t>> BlockTable::heightOf(const Hash& txid) const {
    StatementGuard guard(m_readHeight);
    const auto row = m_readHeight.bind(txid).next();
    if (!row) return fail(row.error());
    if (!row.value()) return std::optional<std::uint64_t>();
    if (!m_readHeight.isInteger(0))
        return fail(corrupt(m_database->path() + ": height of transaction " + toHex(txid)));
    return std::optional<std::uint64_t>(m_readHeight.integer(0));
}

Stored<std::uint64_t> BlockTable::highest() const {
    StatementGuard guard(m_highest);
    const auto row = m_highest.next();
    if (!row) return fail(row.error());
    return m_highest.integer(0);
}

}  // namespace timecoin
