// Blocks in three tables: headers with certificates, bodies (which pruning drops), and where each
// transaction stands. Thread: its owner's.
#pragma once

#include "node/storage/sqlite/database.h"
#include "node/storage/storage.h"

#include <optional>

namespace timecoin {

class BlockTable {
public:
    Status<StorageError> prepare(Database& database);

    /// Header, certificate, body and the ids of its transactions.
    Status<StorageError> insert(const CertifiedBlock& certified, const Hash& hash);
    Status<StorageError> insertHeader(const CertifiedHeader& header, const Hash& hash);
    /// Drops bodies of heights from `from` to below `to`; the ids of their transactions stay, so
    /// that the index can still be checked.
    Status<StorageError> dropBodies(std::uint64_t from, std::uint64_t to);

    /// nullopt: no such row.
    Stored<std::optional<CertifiedHeader>> header(std::uint64_t height) const;
    /// The whole block, checked; nullopt: header or body is not there.
    Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const;
    /// Ascending, from the body or from what pruning has left; nullopt: neither is there.
    Stored<std::optional<std::vector<Hash>>> ids(std::uint64_t height) const;
    Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const;
    /// 0 when there are none.
    Stored<std::uint64_t> highest() const;

private:
    Stored<std::optional<Block>> body(std::uint64_t height) const;
    Status<StorageError> dropBody(std::uint64_t height);
    StorageError damaged(std::uint64_t height, const std::string& what) const;

    Database* m_database = nullptr;
    Statement m_insertHeader;
    Statement m_insertBody;
    Statement m_insertTransaction;
    Statement m_insertPruned;
    Statement m_dropBody;
    mutable Statement m_readHeader;
    mutable Statement m_readBody;
    mutable Statement m_readPruned;
    mutable Statement m_readHeight;
    mutable Statement m_highest;
};

}  // namespace timecoin
