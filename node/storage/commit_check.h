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

StorageError corrupt(std::string detail);

}  // namespace timecoin
