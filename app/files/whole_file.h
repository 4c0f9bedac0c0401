// Reading small files whole and creating new ones. Nothing is overwritten.
#pragma once

#include "app/files/file_error.h"
#include "node/base/bytes.h"

#include <QFileDevice>

namespace timecoin {

enum class FileAccess : std::uint8_t {
    Everyone,
    OwnerOnly,  ///< mode 0600 from the first moment
};

/// At most `maxBytes`; TooLarge above.
Result<std::string, FileError> readTextFile(const QString& path, qint64 maxBytes = 16'000'000);

/// Fails with AlreadyExists rather than replace anything; the bytes are on the disk on return.
Status<FileError> createFile(const QString& path, ByteView bytes,
                             FileAccess access = FileAccess::Everyone);
/// The directory and those above it.
Status<FileError> createDirectory(const QString& path);

/// What was written to `file` is on the disk.
bool syncFile(QFileDevice& file);
/// So are the names in the folder `path`.
bool syncFolder(const QString& path);

/// `path` itself when absolute, otherwise as seen from the folder `base`.
QString resolvedPath(const QString& path, const QString& base);

}  // namespace timecoin
