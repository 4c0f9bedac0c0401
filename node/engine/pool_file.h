// The pool on the disk (R-POOL-8): what waits survives a restart. Nothing in it is trusted: it is
// read as a stranger's would be. Losing it loses no money, so no fault of it ever stops the node.
// Thread: node. Blocking file access, at start, at stop, and every 30 s while the pool is small.
#pragma once

#include "node/core/node_core.h"

#include <QString>

#include <vector>

namespace timecoin {

inline constexpr std::uint32_t kMaxPoolFileBytes =
    64'000'000;  ///< best first; the rest is left out
inline constexpr std::uint32_t kMaxPoolRecords = 50'000;

enum class PoolFileFault : std::uint8_t {
    Damaged,
    OtherNetwork,
    Unreadable,  ///< the system refused
};

/// "TimeCoin pool v1" || genesis hash || list of (arrived u64, own flag, transaction) || hash
/// `message` of all before it. Records that do not fit any more are left out, with all after them.
Bytes encodePool(const std::vector<PooledRecord>& records, const Hash& genesis);
Result<std::vector<PooledRecord>, PoolFileFault> decodePool(ByteView bytes, const Hash& genesis);

class PoolFile {
public:
    PoolFile(QString path, const Hash& genesis) : m_path(std::move(path)), m_genesis(genesis) {}

    /// Empty without a file. One that cannot be used is renamed (".damaged") and told in the log.
    std::vector<PooledRecord> load() const;
    /// Replaces the file as a whole, synced; false: the old one is still there, as it was.
    bool save(const std::vector<PooledRecord>& records) const;

private:
    QString m_path;
    Hash m_genesis;
};

}  // namespace timecoin
