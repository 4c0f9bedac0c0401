// The proof that too many masternodes are faulty, as a file in the data directory (R-SAFE-1): while it
// is there the node does not start, so that nobody goes on by accident after a crash or a reboot.
// Thread: node. Blocking file access, at the start and at the end.
#pragma once

#include "node/base/bytes.h"

#include <QString>

#include <optional>

namespace timecoin {

/// The file of a proof that `directory` holds.
std::optional<QString> keptFaultProof(const QString& directory);

/// Writes it whole and synced. The file; nullopt when it cannot be written.
std::optional<QString> keepFaultProof(const QString& directory, const Bytes& proof);

}  // namespace timecoin
