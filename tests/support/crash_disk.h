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
        ReadError,  ///< one read fails
        LyingSync,  ///< syncs say Ok and do nothing: as if the program had left them out
    };

    explicit CrashDisk(std::uint64_t seed);
    ~CrashDisk();
    CrashDisk(const CrashDisk&) = delete;
    CrashDisk& operator=(const CrashDisk&) = delete;

    const std::string& name() const { return m_name; }

    /// Plans a fault for the operation number `at` (1 is the next one; of a ReadError: the read of
    /// that number). PowerLoss and Full last from there on, as LyingSync; WriteError and SyncError
    /// hit the first write or sync from there. `only`: operations on files whose names begin so
    /// count, and fail; but a loss of power hits all.
    void plan(Fault fault, std::uint64_t at, const std::string& only = {});
    /// Writes, truncations and syncs since plan().
    std::uint64_t operations() const { return m_operations; }
    /// True when the planned fault has happened.
    bool happened() const { return m_happened; }
    /// True: a loss of power that was planned has happened, and the process does not know it yet.
    bool isDead() const { return m_fault == Fault::PowerLoss && m_happened; }

    /// The machine stops and starts again: what was not synced is gone or not, sector by sector.
    /// No file may be open.
    void powerLoss();
    /// The process stops and starts again: everything written is still there. No faults.
    void restart();

    /// A copy of all files as a process sees them now, and the way back to it. They come back as if
    /// all had been synced; no file may be open then.
    using Copy = std::map<std::string, Bytes>;
    Copy copy() const;
    void putBack(const Copy& copy);

private:
    struct Change {
        bool truncation = false;
        std::uint64_t offset = 0;  ///< or the new size
        Bytes bytes;
    };
    struct File {
        std::string name;
        Bytes durable;
        Bytes current;
        std::vector<Change> unsynced;
        bool everSynced = false;
        bool locked = false;
    };
    struct Handle;
    struct Methods;

    /// SQLITE_OK, or what the plan answers to this operation.
    int operation(const File& file, bool sync, bool grows);
    int reading(const File& file);
    bool isMeant(const File& file) const { return file.name.starts_with(m_only); }
    bool syncsLie() const { return m_fault == Fault::LyingSync && m_operations >= m_at; }
    static void apply(Bytes& content, const Change& change);
    void applySome(Bytes& content, const Change& change);

    std::string m_name;
    std::mt19937_64 m_random;
    std::unique_ptr<sqlite3_vfs> m_vfs;
    std::map<std::string, std::shared_ptr<File>> m_files;
    Fault m_fault = Fault::None;
    std::uint64_t m_at = 0;
    std::string m_only;
    std::uint64_t m_operations = 0;
    std::uint64_t m_reads = 0;
    bool m_happened = false;
};

}  // namespace timecoin
