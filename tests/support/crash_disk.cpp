#include "tests/support/crash_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>

namespace timecoin {

/// What SQLite calls an open file; the base must stand first.
struct CrashDisk::Handle {
    sqlite3_file base{};
    CrashDisk* disk = nullptr;
    std::shared_ptr<File> file;
    int lockLevel = SQLITE_LOCK_NONE;
};

/// The callbacks of SQLite's VFS interface.
struct CrashDisk::Methods {
    static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
    static CrashDisk& of(sqlite3_vfs* vfs) { return *static_cast<CrashDisk*>(vfs->pAppData); }

    static int close(sqlite3_file* file) {
        unlock(file, SQLITE_LOCK_NONE);
        of(file).~Handle();
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
        const Bytes& content = of(file).file->current;
        if (const int result = of(file).disk->reading(*of(file).file); result != SQLITE_OK)
            return result;
        const auto from = std::min(static_cast<std::size_t>(offset), content.size());
        const auto count = std::min(static_cast<std::size_t>(size), content.size() - from);
        std::memset(to, 0, static_cast<std::size_t>(size));
        if (count > 0) std::memcpy(to, content.data() + from, count);
        return count == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
        File& target = *of(file).file;
        const auto* bytes = static_cast<const std::uint8_t*>(from);
        Change change{false, static_cast<std::uint64_t>(offset), Bytes(bytes, bytes + size)};
        const bool grows = change.offset + change.bytes.size() > target.current.size();
        if (const int result = of(file).disk->operation(target, false, grows); result != SQLITE_OK)
            return result;
        apply(target.current, change);
        target.unsynced.push_back(std::move(change));
        return SQLITE_OK;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        File& target = *of(file).file;
        Change change{true, static_cast<std::uint64_t>(size), {}};
        if (const int result = of(file).disk->operation(target, false, false); result != SQLITE_OK)
            return result;
        apply(target.current, change);
        target.unsynced.push_back(std::move(change));
        return SQLITE_OK;
    }

    static int sync(sqlite3_file* file, int) {
        File& target = *of(file).file;
        if (const int result = of(file).disk->operation(target, true, false); result != SQLITE_OK) {
            // As Linux does: some pages got there, but all count as clean from now on, can be read,
            // and are never written again. (With the power gone nothing got there yet.)
            if (of(file).disk->m_fault == Fault::SyncError) {
                for (const Change& change : target.unsynced)
                    of(file).disk->applySome(target.durable, change);
                target.unsynced.clear();
            }
            return result;
        }
        if (of(file).disk->syncsLie()) return SQLITE_OK;
        for (const Change& change : target.unsynced) apply(target.durable, change);
        target.unsynced.clear();
        target.everSynced = true;
        return SQLITE_OK;
    }

    static int fileSize(sqlite3_file* file, sqlite3_int64* size) {
        *size = static_cast<sqlite3_int64>(of(file).file->current.size());
        return SQLITE_OK;
    }

    static int lock(sqlite3_file* file, int level) {
        Handle& handle = of(file);
        if (handle.lockLevel == SQLITE_LOCK_NONE && handle.file->locked) return SQLITE_BUSY;
        handle.file->locked = true;
        handle.lockLevel = level;
        return SQLITE_OK;
    }
    static int unlock(sqlite3_file* file, int level) {
        Handle& handle = of(file);
        if (handle.lockLevel != SQLITE_LOCK_NONE && level == SQLITE_LOCK_NONE)
            handle.file->locked = false;
        handle.lockLevel = level;
        return SQLITE_OK;
    }
    static int checkReservedLock(sqlite3_file*, int* reserved) {
        *reserved = 0;
        return SQLITE_OK;
    }
    static int fileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sectorSize(sqlite3_file*) { return 4'096; }
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                    int* outFlags) {
        static const sqlite3_io_methods methods = ioMethods();
        CrashDisk& disk = of(vfs);
        auto* handle = new (file) Handle;
        handle->disk = &disk;
        const auto known = disk.m_files.find(path ? path : "");
        if (known != disk.m_files.end()) {
            handle->file = known->second;
        } else {
            if ((flags & SQLITE_OPEN_CREATE) == 0) {
                handle->~Handle();
                std::memset(file, 0, sizeof(sqlite3_file));
                return SQLITE_CANTOPEN;
            }
            handle->file = std::make_shared<File>();
            // Without a name: temporary, gone when it is closed, and nobody else's.
            if (path) {
                handle->file->name = path;
                disk.m_files.emplace(path, handle->file);
            }
        }
        handle->base.pMethods = &methods;
        if (outFlags) *outFlags = flags;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* path, int) {
        if (of(vfs).isDead()) return SQLITE_IOERR_DELETE;
        return of(vfs).m_files.erase(path) == 1 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
    }
    static int access(sqlite3_vfs* vfs, const char* path, int, int* result) {
        *result = of(vfs).m_files.contains(path) ? 1 : 0;
        return SQLITE_OK;
    }
    static int fullPath(sqlite3_vfs*, const char* path, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", path);
        return SQLITE_OK;
    }
    static int randomness(sqlite3_vfs* vfs, int size, char* out) {
        for (int i = 0; i < size; ++i) out[i] = static_cast<char>(of(vfs).m_random());
        return size;
    }
    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
    static int currentTime(sqlite3_vfs*, sqlite3_int64* time) {
        *time = 210'866'760'000'000;  // no clock: a fixed Julian day in milliseconds
        return SQLITE_OK;
    }

    static sqlite3_io_methods ioMethods() {
        sqlite3_io_methods methods{};
        methods.iVersion = 1;  // no shared memory and no memory map
        methods.xClose = close;
        methods.xRead = read;
        methods.xWrite = write;
        methods.xTruncate = truncate;
        methods.xSync = sync;
        methods.xFileSize = fileSize;
        methods.xLock = lock;
        methods.xUnlock = unlock;
        methods.xCheckReservedLock = checkReservedLock;
        methods.xFileControl = fileControl;
        methods.xSectorSize = sectorSize;
        methods.xDeviceCharacteristics = characteristics;
        return methods;
    }
};

CrashDisk::CrashDisk(std::uint64_t seed) : m_random(seed), m_vfs(std::make_unique<sqlite3_vfs>()) {
    static std::atomic<std::uint64_t> made = 0;  // several threads may make some
    m_name = "crash-disk-" + std::to_string(++made);
    m_vfs->iVersion = 2;
    m_vfs->szOsFile = sizeof(Handle);
    m_vfs->mxPathname = 512;
    m_vfs->zName = m_name.c_str();
    m_vfs->pAppData = this;
    m_vfs->xOpen = Methods::open;
    m_vfs->xDelete = Methods::remove;
    m_vfs->xAccess = Methods::access;
    m_vfs->xFullPathname = Methods::fullPath;
    m_vfs->xRandomness = Methods::randomness;
    m_vfs->xSleep = Methods::sleep;
    m_vfs->xCurrentTimeInt64 = Methods::currentTime;
    sqlite3_vfs_register(m_vfs.get(), 0);
}

CrashDisk::~CrashDisk() {
    sqlite3_vfs_unregister(m_vfs.get());
}

void CrashDisk::plan(Fault fault, std::uint64_t at, const std::string& only) {
    m_fault = fault;
    m_at = at;
    m_only = only;
    m_operations = 0;
    m_reads = 0;
    m_happened = false;
}

int CrashDisk::reading(const File& file) {
    if (m_fault != Fault::ReadError || m_happened || !isMeant(file)) return SQLITE_OK;
    if (++m_reads < m_at) return SQLITE_OK;
    m_happened = true;
    return SQLITE_IOERR_READ;
}

int CrashDisk::operation(const File& file, bool sync, bool grows) {
    if (isDead()) return sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    if (!isMeant(file)) return SQLITE_OK;
    ++m_operations;
    if (m_fault == Fault::None || m_operations < m_at) return SQLITE_OK;
    switch (m_fault) {
    case Fault::None:
    case Fault::ReadError: break;
    case Fault::PowerLoss: m_happened = true; return sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    case Fault::Full:
        if (sync || !grows) break;
        m_happened = true;
        return SQLITE_FULL;
    case Fault::WriteError:
        if (sync || m_happened) break;
        m_happened = true;
        return SQLITE_IOERR_WRITE;
    case Fault::SyncError:
        if (!sync || m_happened) break;
        m_happened = true;
        return SQLITE_IOERR_FSYNC;
    case Fault::LyingSync:
        if (sync) m_happened = true;
        break;
    }
    return SQLITE_OK;
}

void CrashDisk::apply(Bytes& content, const Change& change) {
    if (change.truncation) {
        content.resize(change.offset);
        return;
    }
    if (content.size() < change.offset + change.bytes.size())
        content.resize(change.offset + change.bytes.size());
    std::copy(change.bytes.begin(), change.bytes.end(),
              content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void CrashDisk::applySome(Bytes& content, const Change& change) {
    const std::uint64_t fate = m_random() % 4;
    if (fate == 0) return;
    if (fate == 1 || change.truncation) return apply(content, change);
    for (std::size_t at = 0; at < change.bytes.size(); at += kSectorBytes) {
        if (m_random() % 2 == 0) continue;
        const std::size_t end = std::min(at + kSectorBytes, change.bytes.size());
        apply(content, {false, change.offset + at,
                        Bytes(change.bytes.begin() + static_cast<std::ptrdiff_t>(at),
                              change.bytes.begin() + static_cast<std::ptrdiff_t>(end))});
    }
}

void CrashDisk::powerLoss() {
    const std::uint64_t luck = m_random() % 4;  // all was written just in time, or nothing, or some
    for (auto at = m_files.begin(); at != m_files.end();) {
        File& file = *at->second;
        for (const Change& change : file.unsynced) {
            if (luck == 0) apply(file.durable, change);
            if (luck > 1) applySome(file.durable, change);
        }
        file.unsynced.clear();
        file.current = file.durable;
        // The name of a file that was never synced may be lost with it.
        const bool vanishes = luck != 0 && !file.everSynced && m_random() % 2 == 0;
        at = vanishes ? m_files.erase(at) : std::next(at);
    }
    plan(Fault::None, 0);
}

void CrashDisk::restart() {
    plan(Fault::None, 0);
}

CrashDisk::Copy CrashDisk::copy() const {
    Copy copy;
    for (const auto& [name, file] : m_files) copy.emplace(name, file->current);
    return copy;
}

void CrashDisk::putBack(const Copy& copy) {
    m_files.clear();
    for (const auto& [name, content] : copy)
        m_files.emplace(name,
                        std::make_shared<File>(File{name, content, content, {}, true, false}));
}

}  // namespace timecoin
