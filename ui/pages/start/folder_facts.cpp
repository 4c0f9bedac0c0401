#include "ui/pages/start/folder_facts.h"

#include <QDir>
#include <QFileInfo>
#include <QPromise>
#include <QStorageInfo>
#include <QThreadPool>

#include <algorithm>
#include <array>
#include <memory>

namespace timecoin {
namespace {

constexpr std::array<const char*, 16> kNetworkTypes = {
    "nfs",        "nfs4",        "cifs",  "smb",         "smb2", "smb3", "smbfs", "afs",
    "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs2", "ceph", "9p",   "ncpfs", "fuse.glusterfs"};

FolderFacts look(const QString& folder) {
    QFileInfo place(folder);
    while (!place.exists() && !place.isRoot() && place.path() != place.filePath()) {
        place = QFileInfo(place.path());
    }
    const QStorageInfo drive(place.absoluteFilePath());
    FolderFacts facts;
    facts.folder = folder;
    facts.isWritable = place.isWritable();
    if (drive.isValid() && drive.isReady()) {
        facts.freeBytes = drive.bytesAvailable();
        facts.isNetwork = isNetworkFileSystem(drive.fileSystemType());
    }
    return facts;
}

}  // namespace

bool isNetworkFileSystem(const QByteArray& type) {
    return std::any_of(kNetworkTypes.begin(), kNetworkTypes.end(),
                       [&type](const char* name) { return type == name; });
}

QFuture<FolderFacts> lookAtFolder(const QString& folder) {
    const auto promise = std::make_shared<QPromise<FolderFacts>>();
    promise->start();
    QFuture<FolderFacts> future = promise->future();
    QThreadPool::globalInstance()->start([promise, folder] {
        promise->addResult(look(folder));
        promise->finish();
    });
    return future;
}

}  // namespace timecoin
