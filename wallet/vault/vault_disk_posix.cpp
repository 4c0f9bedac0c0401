#include "wallet/vault/vault_disk.h"

#ifndef _WIN32

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace timecoin {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }
    /// Closing may be where a network's file system tells that a write failed.
    bool close() { return ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

DiskError systemError(const std::string& path) {
    const int number = errno;
    DiskCode code = DiskCode::Failed;
    if (number == ENOENT) code = DiskCode::NotFound;
    if (number == ENOSPC || number == EDQUOT) code = DiskCode::Full;
    if (number == EWOULDBLOCK) code = DiskCode::InUse;
    return {code, path + ": " + std::generic_category().message(number)};
}

int openFile(const std::string& path, int flags, mode_t mode = 0) {
    int number = -1;
    do number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    while (number < 0 && errno == EINTR);
    return number;
}

/// To the medium, not only into the drive's cache where the system makes the difference.
bool syncDescriptor(int number) {
#ifdef __APPLE__
    if (::fcntl(number, F_FULLFSYNC) == 0) return true;
#endif
    return ::fsync(number) == 0;
}

bool writeAll(int number, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(number, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

class FileLock final : public DiskLock {
public:
    explicit FileLock(int number) : m_file(number) {}
    int number() const { return m_file.number(); }

private:
    Descriptor m_file;  // closing it lets go
};

class PosixDisk final : public VaultDisk {
public:
    DiskResult<std::unique_ptr<DiskLock>> lock(const std::string& path) override;
    DiskResult<Bytes> read(const std::string& path, std::size_t maxBytes) override;
    Status<DiskError> write(const std::string& path, ByteView bytes) override;
    Status<DiskError> rename(const std::string& from, const std::string& to) override;
    Status<DiskError> remove(const std::string& path) override;
    Status<DiskError> syncFolderOf(const std::string& path) override;
};

DiskResult<std::unique_ptr<DiskLock>> PosixDisk::lock(const std::string& path) {
    const int number = openFile(path, O_RDWR | O_CREAT, S_IRUSR | S_IWUSR);
    if (number < 0) return fail(systemError(path));
    auto lock = std::make_unique<FileLock>(number);
    // Belongs to this opening of the file, so that it keeps out our own process as well.
    if (::flock(number, LOCK_EX | LOCK_NB) != 0) return fail(systemError(path));
    return std::unique_ptr<DiskLock>(std::move(lock));
}

DiskResult<Bytes> PosixDisk::read(const std::string& path, std::size_t maxBytes) {
    // Not to be kept waiting by a pipe of that name.
    const Descriptor file(openFile(path, O_RDONLY | O_NONBLOCK));
    struct stat status {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0) return fail(systemError(path));
    if (!S_ISREG(status.st_mode)) return fail(DiskError{DiskCode::Failed, path + ": not a file"});
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > maxBytes) return fail(DiskError{DiskCode::TooBig, path});
    Bytes bytes(static_cast<std::size_t>(size));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::read(file.number(), bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(systemError(path));
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

Status<DiskError> PosixDisk::write(const std::string& path, ByteView bytes) {
    if (auto status = remove(path); !status) return status;
    Descriptor file(openFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!file.isOpen() || !writeAll(file.number(), bytes) || !syncDescriptor(file.number()) ||
        !file.close())
        return fail(systemError(path));
    return done();
}

Status<DiskError> PosixDisk::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return fail(systemError(to));
    return done();
}

Status<DiskError> PosixDisk::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return fail(systemError(path));
    return done();
}

Status<DiskError> PosixDisk::syncFolderOf(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const Descriptor file(openFile(folder, O_RDONLY | O_DIRECTORY));
    if (!file.isOpen()) return fail(systemError(folder));
    // Some file systems have no such call for folders and say so; there is nothing better to do.
    if (!syncDescriptor(file.number()) && errno != EINVAL) return fail(systemError(folder));
    return done();
}

}  // namespace

VaultDisk& systemDisk() {
    static PosixDisk disk;
    return disk;
}

}  // namespace timecoin

#endif
