// The node's own folder: chain.db, safety.db, identity.key and the locks that keep a second process
// away (R-SIG-5 guards against older state; these locks against a twin on the same machine).
// Thread: node. Blocking file access of a few milliseconds, at start only.
#pragma once

#include "node/base/crypto.h"
#include "node/base/result.h"

#include <QString>

#include <memory>
#include <optional>

namespace timecoin {

enum class DirectoryError : std::uint8_t {
    CannotCreate,
    CannotLock,      ///< the lock file itself cannot be made
    AlreadyRunning,  ///< another process uses this folder
    OperatorKeyInUse,
    BadIdentity,
};
struct DirectoryFailure {
    DirectoryError code = DirectoryError::CannotCreate;
    QString detail;  ///< the file, and what the system said
};

/// An exclusive lock on a file, held until destroyed; the system frees it when the process dies.
class FileLock {
public:
    enum class Refusal : std::uint8_t { Held, Failed };
    static Result<FileLock, Refusal> take(const QString& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    struct Handle;
    explicit FileLock(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

class DataDirectory {
public:
    /// Creates the folder (for its owner only), takes its lock and, with an operator key, the
    /// machine's lock of that key; loads identity.key or makes it.
    static Result<DataDirectory, DirectoryFailure> open(const QString& path,
                                                        const PublicKey* operatorKey);

    QString chainPath() const { return m_path + QStringLiteral("/chain.db"); }
    QString safetyPath() const { return m_path + QStringLiteral("/safety.db"); }
    QString poolPath() const { return m_path + QStringLiteral("/pool.dat"); }
    QString identityPath() const { return m_path + QStringLiteral("/identity.key"); }
    /// The transport identity of this node; once.
    SigningKey takeIdentity() { return std::move(*m_identity); }

private:
    DataDirectory(QString path, FileLock lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}
    std::optional<DirectoryFailure> loadIdentity();

    QString m_path;
    FileLock m_lock;
    std::optional<FileLock> m_operatorLock;
    std::optional<SigningKey> m_identity;
};

}  // namespace timecoin
