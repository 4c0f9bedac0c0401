// What the composition root tells the window about this program and where it runs. Values only.
#pragma once

#include <QString>
#include <QVector>

namespace timecoin {

struct ProgramFacts {
    QString version;
    QString network;                             ///< "sandbox", "testnet", ...
    QString genesisHash;                         ///< hexadecimal
    QString dataFolder;                          ///< native separators
    QVector<QPair<QString, QString>> libraries;  ///< name and version
    bool sandbox = false;
};

}  // namespace timecoin
