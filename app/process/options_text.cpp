// timecoin.toml as we write it: every key with its explanation.
#include "app/files/toml_section.h"
#include "app/process/options.h"

namespace timecoin {

namespace {

QString quoted(const QString& text) {
    return QString::fromStdString(tomlQuoted(text.toStdString()));
}

/// One key under its explanation; commented out when it says nothing new.
QString entry(const char* explanation, const char* key, const QString& value, bool isDefault) {
    QString text = QStringLiteral("# %1\n").arg(QString::fromLatin1(explanation));
    if (isDefault) text += QStringLiteral("#");
    return text + QStringLiteral("%1 = %2\n").arg(QString::fromLatin1(key), value);
}

QString listText(const std::vector<QString>& items) {
    QStringList parts;
    for (const QString& item : items) parts.push_back(quoted(item));
    return QStringLiteral("[%1]").arg(parts.join(QStringLiteral(", ")));
}

}  // namespace

QString configText(const NodeOptions& options) {
    const NodeOptions defaults;
    QString text =
        QStringLiteral("# TimeCoin node. The command line goes before this file; a key that is not "
                       "known here is\n# refused with its line. Relative paths start from this "
                       "file's folder.\n\n");
    text += entry("sandbox, testnet, mainnet, or the path of a network file.", "network",
                  quoted(options.network), options.network == defaults.network);
    text += entry("How much is written to the log: error, warning, info or debug.", "log_level",
                  quoted(levelName(options.logLevel)), options.logLevel == defaults.logLevel);
    QStringList checkpoints;
    for (const Checkpoint& checkpoint : options.checkpoints)
        checkpoints.push_back(
            quoted(QString::fromStdString(formatCheckpoint(checkpoint.height, checkpoint.block))));
    text += entry("Blocks that you know to be of the true chain, as \"height:hash\".",
                  "checkpoints", QStringLiteral("[%1]").arg(checkpoints.join(QStringLiteral(", "))),
                  options.checkpoints.empty());
    text +=
        entry("How many of the newest blocks are kept whole, at least 100; 0 keeps all.", "prune",
              QString::number(options.pruneDepth), options.pruneDepth == defaults.pruneDepth);
    text += entry("Memory for coins in MiB, at most 512; 0 asks the machine.", "cache_mb",
                  QString::number(options.cacheMiB), options.cacheMiB == defaults.cacheMiB);
    text += QStringLiteral("\n[p2p]\n");
    text +=
        entry("Whether others may connect to this node.", "listen",
              QLatin1String(options.listen ? "true" : "false"), options.listen == defaults.listen);
    text += entry("The IP address to listen on; 0.0.0.0 means every one of this machine's.", "host",
                  quoted(options.listenHost), options.listenHost == defaults.listenHost);
    text += entry("The TCP port to listen on: the network's own unless given; 0 takes a free one.",
                  "port", QString::number(options.listenPort.value_or(0)), !options.listenPort);
    text += entry("Peers to stay connected to, as \"host:port\".", "connect",
                  listText(options.connect), options.connect.empty());
    text += QStringLiteral("\n[masternode]\n");
    text +=
        entry("The key file (timecoin-tool keygen) of the masternode to be. Use it in one place "
              "only.",
              "operator_key",
              quoted(options.operatorKeyFile.isEmpty() ? QStringLiteral("operator.key")
                                                       : options.operatorKeyFile),
              options.operatorKeyFile.isEmpty());
    return text;
}

}  // namespace timecoin
