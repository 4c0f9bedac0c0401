#include "app/texts/file_text.h"

namespace timecoin {

namespace {

QString sentence(const FileError& error) {
    const QString key = QString::fromStdString(error.key);
    const QString detail = QString::fromStdString(error.detail);
    switch (error.code) {
    case FileCode::CannotRead: return QStringLiteral("cannot be read: %1").arg(detail);
    case FileCode::CannotWrite: return QStringLiteral("cannot be written: %1").arg(detail);
    case FileCode::AlreadyExists:
        return QStringLiteral("exists already and is not overwritten: choose another name");
    case FileCode::TooLarge:
        return QStringLiteral("is larger than such a file can be: is it the right one?");
    case FileCode::Syntax: return detail;
    case FileCode::UnknownKey: return QStringLiteral("unknown key '%1'").arg(key);
    case FileCode::MissingKey: return QStringLiteral("the key '%1' is missing").arg(key);
    case FileCode::WrongType: return QStringLiteral("'%1' must be %2").arg(key, detail);
    case FileCode::BadValue: return QStringLiteral("'%1' %2").arg(key, detail);
    case FileCode::TooOpen:
        return QStringLiteral("can be read by others; a key file is for its owner only: chmod 600");
    case FileCode::BadKeyFile:
        return QStringLiteral("is no key file: 64 hexadecimal digits were expected. "
                              "timecoin-tool keygen makes one");
    case FileCode::BadDeclaration:
        return QStringLiteral("the declaration is not signed by its operator key: something in it "
                              "was changed. Ask its maker for it again");
    case FileCode::NotLaunched:
        return QStringLiteral("the network '%1' has not been launched: its genesis does not exist "
                              "yet. Use the sandbox (--network sandbox) to try TimeCoin now")
            .arg(detail);
    case FileCode::GenesisMismatch:
        return QStringLiteral("'%1' does not fit what the file says; computed: %2. The file was "
                              "changed or is damaged: get it again")
            .arg(key, detail);
    }
    return detail;
}

}  // namespace

QString describe(const FileError& error) {
    QString place = error.file;
    if (error.line > 0) place += QStringLiteral(":%1:%2").arg(error.line).arg(error.column);
    return place + QStringLiteral(": ") + sentence(error);
}

}  // namespace timecoin
