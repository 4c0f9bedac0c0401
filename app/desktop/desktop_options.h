// The command line of timecoin-qt: that of the node, and perhaps a `timecoin:` link. Pure but for
// timecoin.toml, which the node's options read.
#pragma once

#include "app/process/options.h"

namespace timecoin {

struct DesktopOptions {
    NodeOptions node;
    QString uri;  ///< empty, or "timecoin:..." as it was given; nobody has looked into it yet

    bool isSandbox() const { return node.network == QStringLiteral("sandbox"); }
    /// "sandbox", "testnet", or the name of a network file: a folder's name.
    QString networkName() const;
    /// Of the window's own files and the wallet: <datadir>/<network>.
    QString folder() const;
};

/// The longest link that is taken.
inline constexpr qsizetype kMaxUri = 4'096;

Result<DesktopOptions, OptionsStop> readDesktopOptions(QStringList arguments,
                                                       const QString& defaultDataDir);

}  // namespace timecoin
