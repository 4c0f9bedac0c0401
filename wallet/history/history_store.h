// The wallet's history: sealed rows in a small database. Whoever reads the file learns how many
// rows there are and how long each is, nothing else. It can always be rebuilt from vault and chain.
// Thread: the one that opened it (wallet).
#pragma once

#include "node/base/bytes.h"
#include "node/base/crypto.h"
#include "node/base/result.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace timecoin {

inline constexpr std::uint32_t kMaxHistoryRowBytes = 1u << 20;
inline constexpr std::uint32_t kMaxHistoryRows = 1'000'000;

enum class HistoryCode : std::uint8_t {
    Damaged,  ///< a row does not open or is missing: startOver() and fill it in again
    Newer,    ///< of a later version of the program; untouched
    InUse,    ///< another connection has it
    TooBig,   ///< a row or the number of them is beyond its bound; nothing was written
    Disk,     ///< full, read-only, failing: the transaction is not there
};
struct HistoryError {
    HistoryCode code = HistoryCode::Disk;
    QString detail;  ///< the database's words
};
template <class T>
using HistoryResult = Result<T, HistoryError>;

/// A payment; what `value` means is the worker's business.
struct HistoryRow {
    Hash id;
    Bytes value;
    friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

/// The history is complete up to this block of this chain.
struct HistoryScan {
    Hash genesis;
    std::uint64_t height = 0;
    Hash block;
    friend bool operator==(const HistoryScan&, const HistoryScan&) = default;
};

struct HistoryContent {
    std::vector<HistoryRow> rows;  ///< in no order that means anything
    std::optional<HistoryScan> scan;
};

/// `vfs` names a registered SQLite VFS: tests only.
struct HistoryOptions {
    QString vfs;
};

class HistoryStore {
public:
    /// Makes the file when there is none. One that is damaged, or sealed under another key, is
    /// moved aside (`.damaged`), and the new one says so by startedOver().
    static HistoryResult<std::unique_ptr<HistoryStore>> open(const QString& path, ByteView dataKey,
                                                             const HistoryOptions& options = {});
    ~HistoryStore();
    HistoryStore(const HistoryStore&) = delete;
    HistoryStore& operator=(const HistoryStore&) = delete;

    /// True when open() or startOver() has moved a file aside: fill the history in again.
    bool startedOver() const;

    HistoryResult<HistoryContent> load();
    /// Adds or replaces rows, and the scan when there is one: one transaction, on the disk before
    /// it returns. After an error nothing of it is there.
    Status<HistoryError> putAll(const std::vector<HistoryRow>& rows,
                                const std::optional<HistoryScan>& scan);
    /// Forgets all rows and the scan.
    Status<HistoryError> clear();
    /// Moves the file aside and begins an empty one.
    Status<HistoryError> startOver();

private:
    class Connection;
    explicit HistoryStore(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

}  // namespace timecoin
