#include "app/files/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace timecoin {

namespace {

Failure<FileError> refuse(FileCode code, const QString& path, const QString& detail = {}) {
    return fail(FileError{code, path, 0, 0, {}, detail.toStdString()});
}

}  // namespace

bool syncFile(QFileDevice& file) {
    if (!file.flush()) return false;
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return true;
#endif
}

Result<std::string, FileError> readTextFile(const QString& path, qint64 maxBytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(FileCode::CannotRead, path, file.errorString());
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return refuse(FileCode::CannotRead, path, file.errorString());
    if (bytes.size() > maxBytes) return refuse(FileCode::TooLarge, path);
    return bytes.toStdString();
}

Status<FileError> createFile(const QString& path, ByteView bytes, FileAccess access) {
    QFile file(path);
    auto permissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (access == FileAccess::Everyone)
        permissions |= QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions)) {
        if (QFileInfo::exists(path)) return refuse(FileCode::AlreadyExists, path);
        return refuse(FileCode::CannotWrite, path, file.errorString());
    }
    // A key or a genesis that a power loss takes away again was never written.
    const auto size = static_cast<qint64>(bytes.size());
    const char* data = reinterpret_cast<const char*>(bytes.data());
    if (file.write(data, size) != size || !syncFile(file)) {
        const QString why = file.errorString();
        file.remove();
        return refuse(FileCode::CannotWrite, path, why);
    }
    return done();
}

Status<FileError> createDirectory(const QString& path) {
    if (!QDir().mkpath(path))
        return refuse(FileCode::CannotWrite, path, QStringLiteral("no such folder can be made"));
    return done();
}

QString resolvedPath(const QString& path, const QString& base) {
    return QDir::cleanPath(QDir(base).absoluteFilePath(path));
}

}  // namespace timecoin
