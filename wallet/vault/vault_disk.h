// What a vault needs of a file system: few steps, each of which may fail, so that tests can fail
// them one by one. Paths are UTF-8. Thread: the owner's.
#pragma once

#include "node/base/bytes.h"
#include "node/base/result.h"

#include <memory>
#include <string>

namespace timecoin {

enum class DiskCode : std::uint8_t {
    NotFound,
    InUse,   ///< lock(): another holder
    TooBig,  ///< read(): more than was allowed
    Full,
    Failed,  ///< anything else; `detail` has the system's words
};
struct DiskError {
    DiskCode code = DiskCode::Failed;
    std::string detail;  ///< the path and the system's words
};
template <class T>
using DiskResult = Result<T, DiskError>;

/// Held as long as the object lives; a process that dies lets go.
class DiskLock {
public:
    virtual ~DiskLock() = default;
};

class VaultDisk {
public:
    virtual ~VaultDisk() = default;

    /// Takes the lock file, making it when there is none. Never waits.
    virtual DiskResult<std::unique_ptr<DiskLock>> lock(const std::string& path) = 0;
    /// The whole file, at most `maxBytes`.
    virtual DiskResult<Bytes> read(const std::string& path, std::size_t maxBytes) = 0;
    /// A new file that only its owner may read, in place of one of this name. Its content survives
    /// the loss of power once this has returned; its name does after syncFolderOf().
    virtual Status<DiskError> write(const std::string& path, ByteView bytes) = 0;
    /// Atomically, in place of what `to` was.
    virtual Status<DiskError> rename(const std::string& from, const std::string& to) = 0;
    /// Fine when there is none.
    virtual Status<DiskError> remove(const std::string& path) = 0;
    /// The names in the folder of `path` survive the loss of power from here on.
    virtual Status<DiskError> syncFolderOf(const std::string& path) = 0;
};

/// The operating system's.
VaultDisk& systemDisk();

}  // namespace timecoin
