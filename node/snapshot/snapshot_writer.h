// Makes a snapshot of a store's newest boundary (R-SNAP-1). It goes over the coins twice, because
// the head names every page, and keeps a hash for each page and no more.
#pragma once

#include "node/snapshot/snapshot_reader.h"

namespace timecoin {

/// Why no snapshot was made.
struct SnapshotRefusal {
    enum class Code : std::uint8_t {
        Storage,      ///< `storage` says it
        NoBoundary,   ///< no epoch has ended yet
        NotProven,    ///< what the store holds does not prove itself: `check`
        CoinsMoved,   ///< the second round found other coins than the first
        CannotWrite,  ///< the sink took no more
        Stopped,
    };
    Code code = Code::Storage;
    std::optional<StorageError> storage;
    SnapshotError check;
};

struct SnapshotSummary {
    BlockHeader header;
    std::uint32_t boundaries = 0;
    std::uint64_t coins = 0;
};

/// How far it is. `coins` is 0 in the first round, where their number is not known yet.
struct SnapshotProgress {
    bool writing = false;
    std::uint64_t coinsDone = 0;
    std::uint64_t coins = 0;
};

/// `sink` takes bytes in order and says whether it could; `progress` may stop it by false. The store
/// must not change meanwhile. Everything is checked as a reader would, before a byte is written.
Result<SnapshotSummary, SnapshotRefusal> writeSnapshot(
    const ChainStore& store, const Network& network, const SignatureScheme& scheme,
    const std::function<bool(ByteView)>& sink,
    const std::function<bool(const SnapshotProgress&)>& progress);

}  // namespace timecoin
