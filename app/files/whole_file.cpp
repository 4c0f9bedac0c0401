#include "app/files/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace timecoin {

bool syncFile(QFileDevice& file) {
    if (!file.flush()) return false;
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return true;
#endif
}

bool syncFolder(const QString& path) {
#ifdef Q_OS_UNIX
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (folder < 0) return false;
    const bool synced = ::fsync(folder) == 0;
    ::close(folder);
    return synced;
#else
    static_cast<void>(path);
    return true;
#endif
}

Result<std::string, FileError> readTextFile(const QString& path, qint64 maxBytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refusedFile(FileCode::CannotRead, path, file.errorString());
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return refusedFile(FileCode::CannotRead, path, file.errorString());
    if (bytes.size() > maxBytes) return refusedFile(FileCode::TooLarge, path);
    return bytes.toStdString();
}

Status<FileError> createFile(const QString& path, ByteView bytes, FileAccess access) {
    QFile file(path);
    auto permissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (access == FileAccess::Everyone)
        permissions |= QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions)) {
        if (QFileInfo::exists(path)) return refusedFile(FileCode::AlreadyExists, path);
        return refusedFile(FileCode::CannotWrite, path, file.errorString());
    }
    // A key or a genesis that a power loss takes away again was never written.
    const auto size = static_cast<qint64>(bytes.size());
    const char* data = reinterpret_cast<const char*>(bytes.data());
    if (file.write(data, size) != size || !syncFile(file) ||
        !syncFolder(QFileInfo(path).absolutePath())) {
        const QString why = file.errorString();
        file.remove();
        return refusedFile(FileCode::CannotWrite, path, why);
    }
    return done();
}

Status<FileError> createDirectory(const QString& path) {
    if (!QDir().mkpath(path))
        return refusedFile(FileCode::CannotWrite, path,
                           QStringLiteral("no such folder can be made"));
    return done();
}

QString resolvedPath(const QString& path, const QString& base) {
    return QDir::cleanPath(QDir(base).absoluteFilePath(path));
}

}  // namespace timecoin
