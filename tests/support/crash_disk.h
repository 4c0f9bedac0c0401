// A disk in memory for SQLite that can fail, fill up and lose power. SIGKILL keeps the page cache,
// so only a disk like this finds a sync that is missing.
#pragma once

#include "node/base/bytes.h"

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace timecoin {

/// Registered as an SQLite VFS under `name()` while it lives. One connection to a file at a time.
/// What was written and not synced is lost, kept or torn at powerLoss(), as the seed decides.
class CrashDisk {
public:
    static constexpr std::size_t kSectorBytes = 512;

    enum class Fault : std::uint8_t {
        None,
        PowerLoss,  ///< the operation and all after it do nothing and fail
        WriteError,
        Full,  ///< writes that make a file longer fail
        SyncError,
        LyingSync,  ///< syncs say Ok and do nothing: as if the program had left them out
    };

    explicit CrashDisk(std::uint64_t seed);
    ~CrashDisk();
    CrashDisk(const CrashDisk&) = delete;
    CrashDisk& operator=(const CrashDisk&) = delete;

    const std::string& name() const { return m_name; }

    /// Plans a fault for the operation number `at` (1 is the next one). PowerLoss and Full last
    /// from there on, as LyingSync; WriteError and SyncError hit the first write or sync from there.
    void plan(Fault fault, std::uint64_t at);
    /// Writes, truncations and syncs since plan().
    std::uint64_t operations() const { return m_operations; }
    /// True when the planned fault has happened.
    bool happened() const { return m_happened; }

    /// The machine stops and starts again: what was not synced is gone or not, sector by sector.
    /// No file may be open.
    void powerLoss();
    /// The process stops and starts again: everything written is still there. No faults.
    void restart();

private:
    struct Change {
        bool truncation = false;
        std::uint64_t offset = 0;  ///< or the new size
        Bytes bytes;
    };
    struct File {
        Bytes durable;
        Bytes current;
        std::vector<Change> unsynced;
        bool everSynced = false;
        bool locked = false;
    };
    struct Handle;
    struct Methods;

    /// SQLITE_OK, or what the plan answers to this operation.
    int operation(bool sync, bool grows);
    bool syncsLie() const { return m_fault == Fault::LyingSync && m_operations >= m_at; }
    static void apply(Bytes& content, const Change& change);
    void applySome(Bytes& content, const Change& change);

    std::string m_name;
    std::mt19937_64 m_random;
    std::unique_ptr<sqlite3_vfs> m_vfs;
    std::map<std::string, std::shared_ptr<File>> m_files;
    Fault m_fault = Fault::None;
    std::uint64_t m_at = 0;
    std::uint64_t m_operations = 0;
    bool m_happened = false;
};

}  // namespace timecoin
