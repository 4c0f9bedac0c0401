// Key files: the 32-byte seed of an Ed25519 key as 64 hexadecimal digits and a newline, readable by
// its owner only. The seed stays in guarded memory from the file to the key.
#pragma once

#include "app/files/file_error.h"
#include "node/base/crypto.h"

namespace timecoin {

/// TooOpen when group or others may read it (where the system knows such permissions).
Result<SigningKey, FileError> readKeyFile(const QString& path);
/// Creates the file with mode 0600; AlreadyExists rather than replace one.
Status<FileError> createKeyFile(const QString& path, const SigningKey& key);

}  // namespace timecoin
