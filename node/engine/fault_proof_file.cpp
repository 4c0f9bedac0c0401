#include "node/engine/fault_proof_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace timecoin {

namespace {

QString pathIn(const QString& directory) {
    return QDir(directory).absoluteFilePath(QStringLiteral("masternodes-faulty.proof"));
}

}  // namespace

std::optional<QString> keptFaultProof(const QString& directory) {
    const QString path = pathIn(directory);
    return QFileInfo::exists(path) ? std::optional(path) : std::nullopt;
}

std::optional<QString> keepFaultProof(const QString& directory, const Bytes& proof) {
    QSaveFile file(pathIn(directory));
    const auto size = static_cast<qint64>(proof.size());
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(reinterpret_cast<const char*>(proof.data()), size) != size || !file.flush() ||
        !file.commit())
        return std::nullopt;
    return file.fileName();
}

}  // namespace timecoin
