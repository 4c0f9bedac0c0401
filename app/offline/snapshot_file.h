// Snapshots as files: made of a store, checked, and put into a store.
#pragma once

#include "app/offline/chain_folder.h"
#include "app/offline/pace.h"
#include "node/snapshot/snapshot_writer.h"

#include <functional>

namespace timecoin {

/// Writes `path`, which must not exist; it is there only when it is whole and on the disk.
OrSentence<SnapshotSummary> exportSnapshot(const ChainStore& store, const Network& network,
                                           const QString& path, const Say& say);

/// Whether a snapshot of these points may be stood on (R-CHK-2): the genesis, then every boundary,
/// all certified. nullopt: yes; otherwise why not. Asked before the first page is read.
using TrustQuestion = std::function<std::optional<QString>(const std::vector<ChainPoint>&)>;

/// All of it, by the certificates alone.
OrSentence<SnapshotSummary> checkSnapshot(const QString& path, const Network& network,
                                          const TrustQuestion& trust, const Say& say);

/// The same into the new database `database`, which is removed again when it fails.
OrSentence<SnapshotSummary> importSnapshot(const QString& path, const QString& database,
                                           const Network& network, const TrustQuestion& trust,
                                           const Say& say, const DatabaseOptions& options = {});

}  // namespace timecoin
