// What every backend checks before it writes and after it reads: one rule, shared (R-STO-2, R-STO-4).
#pragma once

#include "node/storage/storage.h"

#include <optional>

namespace timecoin {

/// nullopt when `commit` is the child of the tip and its parts name each other: height, previous
/// hash, certificate, UTXO root, registry and context; the delta in canonical order. Otherwise
/// Corrupt; nothing may be written.
std::optional<StorageError> checkCommit(const BlockHeader& tip, const Hash& tipHash,
                                        const BlockCommit& commit, const HeightContext& context);

/// nullopt when the parts of a tip read back belong together; otherwise Corrupt.
std::optional<StorageError> checkTip(const StoredTip& tip);

/// Height 0 as a tip: no certificate; its context holds the network's first members.
StoredTip genesisStoredTip(const Network& network);

/// Height 0 as a block, so that `block(0)` answers: the genesis header, nothing in it.
CertifiedBlock genesisStoredBlock(const Network& network);

/// nullopt when body, header and certificate of a block belong together: hash, transaction root,
/// last commit root. Otherwise Corrupt. (The genesis has no certificate.)
std::optional<StorageError> checkBlockParts(const CertifiedBlock& block);

/// Ids of a block's transactions, ascending.
std::vector<Hash> sortedIds(const Block& block);

/// What is kept of a block that ends its epoch.
EpochBoundary boundaryOf(const BlockCommit& commit);

/// nullopt when imported coins of this hash make `boundary`, the newest of `all`.
std::optional<StorageError> checkImport(const LtHash& coinHash, const StoredTip& boundary,
                                        const std::vector<EpochBoundary>& all);
StorageError importUnfinished();

/// (R-STO-13) The first height whose body stays when bodies more than `depth` below the tip go;
/// never above the newest boundary, and none goes before there is one.
std::uint64_t prunedFrom(std::uint64_t tip, std::uint64_t depth,
                         std::optional<std::uint64_t> boundary);

StorageError corrupt(std::string detail);

}  // namespace timecoin
