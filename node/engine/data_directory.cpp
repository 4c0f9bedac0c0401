#include "node/engine/data_directory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace timecoin {

#ifdef Q_OS_UNIX
// flock: belongs to the open file, so it also refuses a second node in one process, and the kernel
// drops it with the process; a file left behind by a killed one locks nobody out.
struct FileLock::Handle {
    int fd = -1;
    QByteArray name;
    bool held = false;
    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (held) ::unlink(name.constData());  // while still held: see isTheFile()
        if (fd >= 0) ::close(fd);
    }
    /// False when the last holder has removed the file between our open and our lock.
    bool isTheFile() const {
        struct stat opened {};
        struct stat there {};
        return ::fstat(fd, &opened) == 0 && ::stat(name.constData(), &there) == 0 &&
               opened.st_ino == there.st_ino && opened.st_dev == there.st_dev;
    }
};

Result<FileLock, FileLock::Refusal> FileLock::take(const QString& path) {
    constexpr int kTries = 100;
    for (int tries = 0; tries < kTries; ++tries) {
        auto handle = std::make_unique<Handle>();
        handle->name = QFile::encodeName(path);
        const char* const name = handle->name.constData();
        // First without O_CREAT: the kernel refuses O_CREAT on another user's file in /tmp.
        handle->fd = ::open(name, O_RDWR | O_CLOEXEC);
        if (handle->fd < 0)
            handle->fd = ::open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (handle->fd < 0) return fail(Refusal::Failed);
        if (::flock(handle->fd, LOCK_EX | LOCK_NB) != 0)
            return fail(errno == EWOULDBLOCK ? Refusal::Held : Refusal::Failed);
        if (!handle->isTheFile()) continue;
        handle->held = true;
        return FileLock(std::move(handle));
    }
    return fail(Refusal::Failed);
}
#else
struct FileLock::Handle {
    explicit Handle(const QString& path) : file(path) { file.setStaleLockTime(0); }
    QLockFile file;
};

Result<FileLock, FileLock::Refusal> FileLock::take(const QString& path) {
    auto handle = std::make_unique<Handle>(path);
    if (!handle->file.tryLock(0))
        return fail(handle->file.error() == QLockFile::LockFailedError ? Refusal::Held
                                                                       : Refusal::Failed);
    return FileLock(std::move(handle));
}
#endif

FileLock::FileLock(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
FileLock::FileLock(FileLock&& other) noexcept = default;
FileLock& FileLock::operator=(FileLock&& other) noexcept = default;
FileLock::~FileLock() = default;

namespace {

/// Machine-wide, whatever folder the other process was given.
QString operatorLockPath(const PublicKey& key) {
    return QDir::tempPath() + QStringLiteral("/timecoin-operator-") +
           QString::fromStdString(toHex(key)) + QStringLiteral(".lock");
}

}  // namespace

Result<DataDirectory, DirectoryFailure> DataDirectory::open(const QString& path,
                                                            const PublicKey* operatorKey) {
    using enum DirectoryError;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (!QDir().mkpath(absolute)) return fail(DirectoryFailure{CannotCreate, absolute});
    QFile::setPermissions(absolute, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

    const QString lockPath = absolute + QStringLiteral("/lock");
    auto lock = FileLock::take(lockPath);
    if (!lock.ok()) {
        const bool held = lock.error() == FileLock::Refusal::Held;
        return fail(
            DirectoryFailure{held ? AlreadyRunning : CannotLock, held ? absolute : lockPath});
    }
    DataDirectory directory(absolute, std::move(lock).value());
    if (operatorKey != nullptr) {
        const QString keyPath = operatorLockPath(*operatorKey);
        auto keyLock = FileLock::take(keyPath);
        if (!keyLock.ok()) {
            const bool held = keyLock.error() == FileLock::Refusal::Held;
            return fail(
                DirectoryFailure{held ? OperatorKeyInUse : CannotLock,
                                 held ? QString::fromStdString(toHex(*operatorKey)) : keyPath});
        }
        directory.m_operatorLock = std::move(keyLock).value();
    }
    if (auto failure = directory.loadIdentity()) return fail(std::move(*failure));
    return directory;
}

/// identity.key: the seed in hexadecimal, one line. It proves who a peer is, it moves no money.
std::optional<DirectoryFailure> DataDirectory::loadIdentity() {
    const auto bad = [this](const QString& why) {
        return DirectoryFailure{DirectoryError::BadIdentity,
                                identityPath() + QStringLiteral(": ") + why};
    };
    QFile file(identityPath());
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly)) return bad(file.errorString());
        const QByteArray text = file.read(256).trimmed();
        const auto seed = fromHex({text.constData(), static_cast<std::size_t>(text.size())});
        if (!seed || seed->size() != SigningKey::kSeedSize)
            return bad(QStringLiteral("not 64 hexadecimal digits"));
        m_identity = SigningKey::fromSeed(*seed);
        return std::nullopt;
    }
    m_identity = SigningKey::generate();
    QSaveFile out(identityPath());
    if (!out.open(QIODevice::WriteOnly)) return bad(out.errorString());
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    out.write(QByteArray::fromStdString(toHex(m_identity->seed())) + '\n');
    if (!out.flush() || !out.commit()) return bad(out.errorString());
    return std::nullopt;
}

}  // namespace timecoin
