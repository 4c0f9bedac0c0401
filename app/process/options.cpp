#include "app/process/options.h"

#include "app/files/declaration.h"
#include "app/files/toml_section.h"
#include "app/files/whole_file.h"
#include "app/process/exit_code.h"
#include "app/texts/file_text.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QHostAddress>

#include <array>
#include <cstdio>

namespace timecoin {

namespace {

constexpr std::array<std::pair<LogLevel, const char*>, 4> kLevels = {{
    {LogLevel::Error, "error"},
    {LogLevel::Warning, "warning"},
    {LogLevel::Info, "info"},
    {LogLevel::Debug, "debug"},
}};

constexpr auto kExitCodes = "\nExit codes:\n"
                            "  0  stopped in order; the demo did all it promised\n"
                            "  1  the demo waited in vain; it says for what\n"
                            "  2  command line, configuration, key or network file refused\n"
                            "  3  the node cannot run or cannot go on; it says why\n"
                            "  4  told to stop, it did not within five seconds\n";

std::optional<LogLevel> levelOf(const QString& name) {
    for (const auto& [level, text] : kLevels)
        if (name == QLatin1String(text)) return level;
    return std::nullopt;
}

bool isIpAddress(const QString& text) {
    return !QHostAddress(text).isNull();
}

/// A network by name stays a name; a path becomes absolute, as seen from `base`.
QString networkAsSeenFrom(const QString& network, const QString& base) {
    const bool isPath =
        network.contains(QLatin1Char('/')) || network.endsWith(QStringLiteral(".toml"));
    return isPath ? resolvedPath(network, base) : network;
}

void addOptions(QCommandLineParser& parser) {
    const auto add = [&parser](const char* name, const char* what, const char* value = "") {
        parser.addOption(
            {QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1(value)});
    };
    parser.setApplicationDescription(
        QStringLiteral("TimeCoin node. Settings that are not given here are read from "
                       "timecoin.toml in the data directory."));
    add("datadir", "Where everything is kept.", "folder");
    add("network", "sandbox, testnet, mainnet, or a network file.", "name or file");
    add("host", "IP address to listen on.", "address");
    add("port", "TCP port to listen on; 0 takes any free one.", "port");
    add("no-listen", "Accept no connections.");
    add("connect", "Keep a connection to this peer. May be given again.", "host:port");
    add("operator-key", "Be the masternode of this key.", "file");
    add("log-level", "error, warning, info or debug.", "level");
    add("checkpoint",
        "A block that you know to be of the true chain, as another node's window or status shows "
        "it; needed after a long absence. May be given again.",
        "height:hash");
    add("prune", "Keep only this many of the newest blocks whole; 0, the default, keeps all.",
        "blocks");
    add("cache-mb", "Memory for coins, at most 512; 0, the default, asks the machine.", "MiB");
    add("demo", "Sandbox only: make two payments, check every node's database, end.");
    add("demo-timeout-ms", "Give up a step of the demo after this long; 60000 by default.", "ms");
    add("control", "Read commands from standard input, write JSON lines to standard output. "
                   "\"help\" lists the commands; the end of the input stops the node.");
    add("statement-log",
        "Note every statement this masternode signs in this file (in the sandbox: folder).",
        "file");
    add("block-interval-ms", "Of a sandbox made at this start; 10000 by default.", "ms");
    add("help", "Show this and end.");
    add("version", "Show the version and end.");
}

bool isPruneDepth(std::uint64_t depth) {
    return depth == 0 || (depth >= kMinPruneDepth && depth <= kMaxPruneDepth);
}

/// What is kept, and how much memory that takes.
void readStorageKeys(TomlSection& root, NodeOptions& options) {
    for (const std::string& text : root.texts("checkpoints")) {
        const auto checkpoint = parseCheckpoint(text);
        if (checkpoint)
            options.checkpoints.push_back(*checkpoint);
        else
            root.refuse("checkpoints", "must be a list of \"height:hash\"");
    }
    options.pruneDepth = root.number("prune", 0, kMaxPruneDepth, 0);
    if (!isPruneDepth(options.pruneDepth))
        root.refuse("prune", "must be 0 or at least " + std::to_string(kMinPruneDepth));
    options.cacheMiB = static_cast<std::uint32_t>(root.number("cache_mb", 0, kMaxCacheMiB, 0));
}

/// timecoin.toml. Paths in it are meant as seen from its own folder.
std::optional<FileError> readConfig(const QString& path, NodeOptions& options) {
    const auto text = readTextFile(path);
    if (!text) return text.error();
    auto root = TomlSection::parse(*text, path);
    if (!root) return root.error();
    const QString folder = QFileInfo(path).absolutePath();

    const QString network = QString::fromStdString(root->text("network", ""));
    if (!network.isEmpty()) options.network = networkAsSeenFrom(network, folder);
    if (root->has("log_level")) {
        const auto level = levelOf(QString::fromStdString(root->text("log_level")));
        if (!level) root->refuse("log_level", "must be error, warning, info or debug");
        options.logLevel = level.value_or(options.logLevel);
    }
    readStorageKeys(*root, options);
    TomlSection p2p = root->section("p2p");
    options.listen = p2p.flag("listen", options.listen);
    options.listenHost = QString::fromStdString(p2p.text("host", options.listenHost.toStdString()));
    if (!isIpAddress(options.listenHost)) p2p.refuse("host", "must be an IP address");
    if (p2p.has("port"))
        options.listenPort = static_cast<std::uint16_t>(p2p.number("port", 0, 65'535));
    for (const std::string& peer : p2p.texts("connect")) {
        if (!isServiceAddress(peer)) p2p.refuse("connect", "must be a list of \"host:port\"");
        options.connect.push_back(QString::fromStdString(peer));
    }
    p2p.finish();
    TomlSection masternode = root->section("masternode");
    const QString key = QString::fromStdString(masternode.text("operator_key", ""));
    if (!key.isEmpty()) options.operatorKeyFile = resolvedPath(key, folder);
    masternode.finish();
    return root->finish();
}

/// What is never in the file.
std::optional<UsageError> applyRunOptions(const QCommandLineParser& parser, NodeOptions& options) {
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.control = parser.isSet(QStringLiteral("control"));
    if (options.demo && options.network != QStringLiteral("sandbox"))
        return UsageError{QStringLiteral("--demo needs --network sandbox")};
    if (const QString log = parser.value(QStringLiteral("statement-log")); !log.isEmpty())
        options.statementLog = resolvedPath(log, QStringLiteral("."));
    bool good = true;
    if (const QString name = QStringLiteral("demo-timeout-ms"); parser.isSet(name)) {
        options.demoTimeoutMs = parser.value(name).toUInt(&good);
        if (!good || options.demoTimeoutMs == 0 || options.demoTimeoutMs > 3'600'000)
            return UsageError{QStringLiteral("--demo-timeout-ms must be from 1 to 3600000")};
    }
    if (const QString name = QStringLiteral("block-interval-ms"); parser.isSet(name)) {
        options.sandboxIntervalMs = parser.value(name).toULongLong(&good);
        if (!good || *options.sandboxIntervalMs < 100 || *options.sandboxIntervalMs > 86'400'000)
            return UsageError{QStringLiteral("--block-interval-ms must be from 100 to 86400000")};
    }
    return std::nullopt;
}

std::optional<UsageError> applyStorageOptions(const QCommandLineParser& parser,
                                              NodeOptions& options) {
    for (const QString& text : parser.values(QStringLiteral("checkpoint"))) {
        auto checkpoint = parseCheckpoint(text.toStdString());
        if (!checkpoint)
            return UsageError{
                QStringLiteral("--checkpoint must be height:hash, the hash in 64 hexadecimal "
                               "digits, not %1")
                    .arg(text)};
        checkpoint->givenNow = true;
        options.checkpoints.push_back(*checkpoint);
    }
    bool good = true;
    if (const QString name = QStringLiteral("prune"); parser.isSet(name)) {
        options.pruneDepth = parser.value(name).toULongLong(&good);
        if (!good || !isPruneDepth(options.pruneDepth))
            return UsageError{QStringLiteral("--prune must be 0 or from %1 to %2")
                                  .arg(kMinPruneDepth)
                                  .arg(kMaxPruneDepth)};
    }
    if (const QString name = QStringLiteral("cache-mb"); parser.isSet(name)) {
        options.cacheMiB = parser.value(name).toUInt(&good);
        if (!good || options.cacheMiB > kMaxCacheMiB)
            return UsageError{QStringLiteral("--cache-mb must be from 0 to %1").arg(kMaxCacheMiB)};
    }
    return std::nullopt;
}

/// The command line goes before the file. Paths in it are meant as seen from here.
std::optional<UsageError> applyCommandLine(const QCommandLineParser& parser, NodeOptions& options) {
    const auto value = [&parser](const char* name) {
        return parser.value(QString::fromLatin1(name));
    };
    const auto isSet = [&parser](const char* name) {
        return parser.isSet(QString::fromLatin1(name));
    };
    const QString here = QStringLiteral(".");
    if (isSet("network")) options.network = networkAsSeenFrom(value("network"), here);
    if (isSet("no-listen")) options.listen = false;
    if (isSet("host")) options.listenHost = value("host");
    if (!isIpAddress(options.listenHost))
        return UsageError{QStringLiteral("--host must be an IP address")};
    if (isSet("port")) {
        bool good = false;
        options.listenPort = value("port").toUShort(&good);
        if (!good) return UsageError{QStringLiteral("--port must be from 0 to 65535")};
    }
    for (const QString& peer : parser.values(QStringLiteral("connect"))) {
        if (!isServiceAddress(peer.toStdString()))
            return UsageError{QStringLiteral("--connect must be host:port, not %1").arg(peer)};
        options.connect.push_back(peer);
    }
    if (isSet("operator-key")) options.operatorKeyFile = resolvedPath(value("operator-key"), here);
    if (isSet("log-level")) {
        const auto level = levelOf(value("log-level"));
        if (!level)
            return UsageError{QStringLiteral("--log-level must be error, warning, info or debug")};
        options.logLevel = *level;
    }
    if (auto error = applyStorageOptions(parser, options)) return error;
    return applyRunOptions(parser, options);
}

}  // namespace

Result<NodeOptions, OptionsStop> readOptions(const QStringList& arguments,
                                             const QString& defaultDataDir) {
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments)) return fail(UsageError{parser.errorText()});
    if (parser.isSet(QStringLiteral("help")))
        return fail(OptionsAnswer{parser.helpText() + QString::fromLatin1(kExitCodes)});
    if (parser.isSet(QStringLiteral("version")))
        return fail(OptionsAnswer{QStringLiteral("TimeCoin " TIMECOIN_VERSION "\n")});
    if (!parser.positionalArguments().isEmpty())
        return fail(UsageError{
            QStringLiteral("unexpected: %1").arg(parser.positionalArguments().constFirst())});

    NodeOptions options;
    const QString given = parser.value(QStringLiteral("datadir"));
    options.dataDir = resolvedPath(given.isEmpty() ? defaultDataDir : given, QStringLiteral("."));
    const QString config = options.dataDir + QLatin1Char('/') + QLatin1String(kConfigFileName);
    if (QFileInfo::exists(config)) {
        if (const auto error = readConfig(config, options)) return fail(*error);
    }
    if (const auto error = applyCommandLine(parser, options)) return fail(*error);
    return options;
}

QString levelName(LogLevel level) {
    for (const auto& [known, text] : kLevels)
        if (known == level) return QString::fromLatin1(text);
    return {};
}

int explainStop(const OptionsStop& stop, const char* program) {
    if (const auto* answer = std::get_if<OptionsAnswer>(&stop)) {
        std::fputs(answer->text.toUtf8().constData(), stdout);
        return ExitCode::kOk;
    }
    const auto* usage = std::get_if<UsageError>(&stop);
    const QString why = usage != nullptr ? usage->text : describe(std::get<FileError>(stop));
    std::fprintf(stderr, "%s: %s\nTry --help.\n", program, why.toUtf8().constData());
    return ExitCode::kUsage;
}

}  // namespace timecoin
