// What a data folder's drive is like. Looked up in a thread of its own: a drive in the network may
// take its time. Any thread.
#pragma once

#include <QFuture>
#include <QString>

namespace timecoin {

struct FolderFacts {
    QString folder;
    qint64 freeBytes = -1;   ///< -1: not known
    bool isNetwork = false;  ///< a drive that may go away while something is written
    bool isWritable = true;
};

/// Below this the chain may soon have no room.
inline constexpr qint64 kWantedFreeBytes = qint64{5} * 1'000 * 1'000 * 1'000;

/// `folder` need not exist yet.
QFuture<FolderFacts> lookAtFolder(const QString& folder);
/// Whether a file system with this name is one in the network.
bool isNetworkFileSystem(const QByteArray& type);

}  // namespace timecoin
