#include "app/files/file_error.h"

namespace timecoin {

Failure<FileError> refusedFile(FileCode code, const QString& file, const QString& detail) {
    return fail(FileError{code, file, 0, 0, {}, detail.toStdString()});
}

}  // namespace timecoin
