// The chain database of a data directory, for tools that work on it while no node runs. They hold
// the directory's lock and touch no other file of it: no wallet, no safety log, no configuration.
#pragma once

#include "node/chain/checkpoint.h"
#include "node/chain/params.h"
#include "node/engine/data_directory.h"
#include "node/storage/sqlite/chain_store.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace timecoin {

/// Errors are sentences for the person at the terminal.
template <class T>
using OrSentence = Result<T, QString>;

class ChainFolder {
public:
    /// The directory exists, and no node uses it; its lock is ours until this is destroyed.
    static OrSentence<ChainFolder> open(const QString& path);
    /// The same; makes the directory, for its owner only, when there is none.
    static OrSentence<ChainFolder> create(const QString& path);

    QString chainPath() const { return at("chain.db"); }
    /// A snapshot on its way in, and a chain on its way to be rebuilt: worth nothing after a crash.
    QString importingPath() const { return at("chain.db.importing"); }
    QString rebuildingPath() const { return at("chain.db.rebuilding"); }
    QString pagesPath() const { return at("chain.db.pages"); }
    bool hasChain() const;

    /// `made`, closed and whole, becomes chain.db, which is not there yet.
    Status<QString> moveIn(const QString& made) const;
    /// `made`, closed and whole, takes the place of chain.db. The path under which the old one is
    /// kept: chain.db.damaged-1, -2 ...
    OrSentence<QString> replaceWith(const QString& made) const;

private:
    ChainFolder(QString path, FileLock lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}
    static OrSentence<ChainFolder> lock(const QString& path);
    Status<QString> setAside(const QString& kept, const QString& keptLog) const;
    QString at(const char* name) const { return m_path + QLatin1Char('/') + QLatin1String(name); }

    QString m_path;
    FileLock m_lock;
};

/// The file and what SQLite keeps beside it.
void removeDatabase(const QString& path);

/// Not a byte of the chain is changed.
DatabaseOptions forReading();
/// The store at `path`.
OrSentence<std::unique_ptr<SqliteChainStore>> openChain(const QString& path, const Network& network,
                                                        const DatabaseOptions& options = {});

/// A network, and the blocks of its chain that files name: the network's own and timecoin.toml.
struct KnownNetwork {
    Network network;
    std::vector<Checkpoint> checkpoints;
};
/// The network that `named` names; without a name the one of the directory's timecoin.toml, or of
/// the sandbox that it belongs to.
OrSentence<KnownNetwork> networkOf(const QString& named, const QString& dataDir);

/// A locked directory with a chain in it, and the network that the chain is of.
struct StoppedChain {
    ChainFolder folder;
    Network network;
};
/// `named` as for networkOf().
OrSentence<StoppedChain> findStopped(const QString& dataDir, const QString& named);

}  // namespace timecoin
