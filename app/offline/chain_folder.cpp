#include "app/offline/chain_folder.h"

#include "app/files/network_file.h"
#include "app/files/whole_file.h"
#include "app/offline/chain_text.h"
#include "app/process/options.h"
#include "app/texts/file_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

namespace timecoin {

namespace {

constexpr int kMostKept = 1'000;

std::filesystem::path native(const QString& path) {
    return {path.toStdU16String()};
}

Failure<QString> cannot(const QString& what, const QString& path, const std::error_code& error) {
    return fail(
        QStringLiteral("%1: %2: %3").arg(path, what, QString::fromStdString(error.message())));
}

}  // namespace

void removeDatabase(const QString& path) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1String(suffix));
}

OrSentence<ChainFolder> ChainFolder::lock(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const QString lockPath = absolute + QStringLiteral("/lock");
    auto lock = FileLock::take(lockPath);
    if (!lock.ok() && lock.error() == FileLock::Refusal::Held)
        return fail(
            QStringLiteral("%1: a node is running on this directory; stop it first").arg(absolute));
    if (!lock.ok())
        return fail(QStringLiteral("%1: cannot be made: is the directory yours, and is there room?")
                        .arg(lockPath));
    return ChainFolder(absolute, std::move(lock).value());
}

OrSentence<ChainFolder> ChainFolder::open(const QString& path) {
    if (!QFileInfo(path).isDir())
        return fail(QStringLiteral("%1: there is no such directory").arg(path));
    return lock(path);
}

OrSentence<ChainFolder> ChainFolder::create(const QString& path) {
    if (!QFileInfo::exists(path)) {
        if (!QDir().mkpath(path))
            return fail(QStringLiteral("%1: the directory cannot be made").arg(path));
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return open(path);
}

bool ChainFolder::hasChain() const {
    return QFileInfo::exists(chainPath()) || QFileInfo::exists(chainPath() + "-wal");
}

Status<QString> ChainFolder::moveIn(const QString& made) const {
    std::error_code error;
    std::filesystem::rename(native(made), native(chainPath()), error);
    if (error) return cannot(QStringLiteral("cannot be put into its place"), made, error);
    if (!syncFolder(m_path)) return fail(QStringLiteral("%1: cannot be synced").arg(m_path));
    return done();
}

/// Killed at any moment, this and moveIn() leave the old chain or the new one under the name that a
/// node opens, or none, and never a half of one. The old file gets a second name, so without a log
/// the new one takes its place in one step. A log belongs to its file: the old file without it would
/// not be whole, and the new file must not be read with it. So where there is one, both are taken
/// away before, the file first, once their second names are on the disk.
Status<QString> ChainFolder::setAside(const QString& kept, const QString& keptLog) const {
    const QString log = chainPath() + QStringLiteral("-wal");
    const bool hasLog = QFileInfo::exists(log);
    std::error_code error;
    std::filesystem::create_hard_link(native(chainPath()), native(kept), error);
    if (!error && hasLog) std::filesystem::create_hard_link(native(log), native(keptLog), error);
    if (!error && !hasLog) return done();
    if (!error) {
        if (!syncFolder(m_path)) return fail(QStringLiteral("%1: cannot be synced").arg(m_path));
        if (QFile::remove(chainPath()) && QFile::remove(log)) return done();
        return fail(QStringLiteral("%1: cannot be set aside").arg(chainPath()));
    }
    // A file system where nothing has two names.
    QFile::remove(kept);
    std::filesystem::rename(native(chainPath()), native(kept), error);
    if (!error && hasLog) std::filesystem::rename(native(log), native(keptLog), error);
    if (error) return cannot(QStringLiteral("cannot be set aside"), chainPath(), error);
    return done();
}

OrSentence<QString> ChainFolder::replaceWith(const QString& made) const {
    QString kept;
    for (int number = 1; kept.isEmpty() && number <= kMostKept; ++number) {
        const QString name = chainPath() + QStringLiteral(".damaged-%1").arg(number);
        if (!QFileInfo::exists(name)) kept = name;
    }
    if (kept.isEmpty())
        return fail(
            QStringLiteral("%1: too many damaged files are kept here already: move them away")
                .arg(m_path));
    const QString log = chainPath() + QStringLiteral("-wal");
    if (auto aside = setAside(kept, kept + QStringLiteral("-wal")); !aside)
        return fail(aside.error());
    if (auto moved = moveIn(made); !moved) {
        if (!QFileInfo::exists(chainPath())) {
            QFile::rename(kept + QStringLiteral("-wal"), chainPath() + QStringLiteral("-wal"));
            QFile::rename(kept, chainPath());
        }
        return fail(moved.error());
    }
    return kept;
}

DatabaseOptions forReading() {
    DatabaseOptions options;
    options.readOnly = true;
    return options;
}

OrSentence<std::unique_ptr<SqliteChainStore>> openChain(const QString& path, const Network& network,
                                                        const DatabaseOptions& options) {
    auto store = SqliteChainStore::open(QDir::toNativeSeparators(path).toStdString(), options);
    if (!store) return fail(sentenceOf(store.error()));
    if (auto opened = store.value()->openGenesis(network); !opened)
        return fail(sentenceOf(opened.error()));
    return std::move(store).value();
}

OrSentence<KnownNetwork> networkOf(const QString& named, const QString& dataDir) {
    QString name = named;
    std::vector<Checkpoint> checkpoints;
    if (!dataDir.isEmpty()) {
        const auto options = readOptions(
            {QStringLiteral("timecoin-tool"), QStringLiteral("--datadir"), dataDir}, dataDir);
        if (!options.ok()) {
            const auto* error = std::get_if<FileError>(&options.error());
            return fail(error != nullptr ? describe(*error)
                                         : QStringLiteral("the configuration cannot be read"));
        }
        if (name.isEmpty()) name = options->network;
        checkpoints = options->checkpoints;
    }
    if (name == QStringLiteral("sandbox")) {
        // Nodes of a sandbox stand beside the file of their network.
        // The folder itself may not be there yet.
        const QString beside =
            QDir::cleanPath(QDir(dataDir).absoluteFilePath(QStringLiteral("../network.toml")));
        if (dataDir.isEmpty() || !QFileInfo::exists(beside))
            return fail(QStringLiteral("say with --network which network this is: a name, or the "
                                       "network.toml of a sandbox"));
        name = beside;
    }
    auto file = findNetwork(name);
    if (!file) return fail(describe(file.error()));
    checkpoints.insert(checkpoints.end(), file->checkpoints.begin(), file->checkpoints.end());
    return KnownNetwork{std::move(file->network), std::move(checkpoints)};
}

OrSentence<StoppedChain> findStopped(const QString& dataDir, const QString& named) {
    auto folder = ChainFolder::open(dataDir);
    if (!folder) return fail(folder.error());
    if (!folder->hasChain())
        return fail(
            QStringLiteral("%1: there is no chain.db here: give the data directory of one node "
                           "(in a sandbox: sandbox/node0)")
                .arg(dataDir));
    auto known = networkOf(named, dataDir);
    if (!known) return fail(known.error());
    return StoppedChain{std::move(folder).value(), std::move(known->network)};
}

}  // namespace timecoin
