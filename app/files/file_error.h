// Why a file the user gave was refused, with file, line and column. Its sentence: texts/file_text.h.
#pragma once

#include "node/base/result.h"

#include <QString>

#include <cstdint>
#include <string>

namespace timecoin {

enum class FileCode : std::uint8_t {
    CannotRead,
    CannotWrite,
    AlreadyExists,  ///< nothing is ever overwritten
    TooLarge,
    Syntax,
    UnknownKey,
    MissingKey,
    WrongType,
    BadValue,
    TooOpen,          ///< a key file that others than its owner can read
    BadKeyFile,       ///< not 64 hexadecimal digits
    BadDeclaration,   ///< a masternode declaration whose signature does not hold
    NotLaunched,      ///< a network whose genesis does not exist yet
    GenesisMismatch,  ///< the genesis hash written in the file is not the file's
};

struct FileError {
    FileCode code = FileCode::CannotRead;
    QString file;
    std::uint32_t line = 0;  ///< 1-based; 0: the file as a whole
    std::uint32_t column = 0;
    std::string key;     ///< the key it is about, with its section; may be empty
    std::string detail;  ///< what was wrong with it, in words; may be empty
};

/// The file as a whole is refused.
Failure<FileError> refusedFile(FileCode code, const QString& file, const QString& detail = {});

}  // namespace timecoin
