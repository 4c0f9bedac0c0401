// Compiled on Windows only, and never run so far: see README.md.
#include "wallet/vault/vault_disk.h"

#ifdef _WIN32

#include <windows.h>

namespace timecoin {

namespace {

DiskError systemError(const std::string& path) {
    const DWORD number = GetLastError();
    DiskCode code = DiskCode::Failed;
    if (number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND) code = DiskCode::NotFound;
    if (number == ERROR_DISK_FULL || number == ERROR_HANDLE_DISK_FULL) code = DiskCode::Full;
    if (number == ERROR_SHARING_VIOLATION) code = DiskCode::InUse;
    return {code, path + ": error " + std::to_string(number)};
}

std::wstring wide(const std::string& text) {
    const int size = static_cast<int>(text.size());
    const int needed = MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0);
    std::wstring out(static_cast<std::size_t>(needed), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.data(), size, out.data(), needed);
    return out;
}

/// A handle that is closed; also the lock, which nobody else can open meanwhile.
class File final : public DiskLock {
public:
    File(const std::string& path, DWORD access, DWORD sharing, DWORD creation)
        : m_handle(CreateFileW(wide(path).c_str(), access, sharing, nullptr, creation,
                               FILE_ATTRIBUTE_NORMAL, nullptr)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() override {
        if (isOpen()) CloseHandle(m_handle);
    }
    bool isOpen() const { return m_handle != INVALID_HANDLE_VALUE; }
    HANDLE handle() const { return m_handle; }

private:
    HANDLE m_handle;
};

class WindowsDisk final : public VaultDisk {
public:
    DiskResult<std::unique_ptr<DiskLock>> lock(const std::string& path) override {
        auto file = std::make_unique<File>(path, GENERIC_READ | GENERIC_WRITE, 0, OPEN_ALWAYS);
        if (!file->isOpen()) return fail(systemError(path));
        return std::unique_ptr<DiskLock>(std::move(file));
    }

    DiskResult<Bytes> read(const std::string& path, std::size_t maxBytes) override {
        const File file(path, GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING);
        LARGE_INTEGER size{};
        if (!file.isOpen() || !GetFileSizeEx(file.handle(), &size)) return fail(systemError(path));
        if (static_cast<std::uint64_t>(size.QuadPart) > maxBytes)
            return fail(DiskError{DiskCode::TooBig, path});
        Bytes bytes(static_cast<std::size_t>(size.QuadPart));
        DWORD got = 0;
        if (!ReadFile(file.handle(), bytes.data(), static_cast<DWORD>(bytes.size()), &got, nullptr))
            return fail(systemError(path));
        bytes.resize(got);
        return bytes;
    }

    Status<DiskError> write(const std::string& path, ByteView bytes) override {
        const File file(path, GENERIC_WRITE, 0, CREATE_ALWAYS);
        DWORD written = 0;
        if (!file.isOpen() ||
            !WriteFile(file.handle(), bytes.data(), static_cast<DWORD>(bytes.size()), &written,
                       nullptr) ||
            !FlushFileBuffers(file.handle()))
            return fail(systemError(path));
        if (written != bytes.size()) return fail(DiskError{DiskCode::Full, path});
        return done();
    }

    Status<DiskError> rename(const std::string& from, const std::string& to) override {
        if (!MoveFileExW(wide(from).c_str(), wide(to).c_str(),
                         MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
            return fail(systemError(to));
        return done();
    }

    Status<DiskError> remove(const std::string& path) override {
        if (!DeleteFileW(wide(path).c_str()) && GetLastError() != ERROR_FILE_NOT_FOUND)
            return fail(systemError(path));
        return done();
    }

    /// MOVEFILE_WRITE_THROUGH has done it.
    Status<DiskError> syncFolderOf(const std::string&) override { return done(); }
};

}  // namespace

VaultDisk& systemDisk() {
    static WindowsDisk disk;
    return disk;
}

}  // namespace timecoin

#endif
