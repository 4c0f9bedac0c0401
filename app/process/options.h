// How a node process is told what to do: command line first, then timecoin.toml in its data
// directory, then what the network says. A typed configuration comes out, or a reason.
#pragma once

#include "app/files/file_error.h"
#include "node/chain/checkpoint.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace timecoin {

enum class LogLevel : std::uint8_t { Error, Warning, Info, Debug };

struct NodeOptions {
    QString network = QStringLiteral("sandbox");  ///< a name or an absolute path
    QString dataDir;                              ///< absolute
    bool listen = true;
    QString listenHost = QStringLiteral("0.0.0.0");  ///< an IP address
    std::optional<std::uint16_t> listenPort;         ///< none: the network's
    std::vector<QString> connect;                    ///< "host:port", dialled for ever
    QString operatorKeyFile;                         ///< absolute; empty: no masternode
    LogLevel logLevel = LogLevel::Info;
    std::vector<Checkpoint> checkpoints;  ///< beside those of the network's file (R-CHK-1)
    std::uint64_t pruneDepth = 0;         ///< blocks kept whole below the tip; 0: all
    std::uint32_t cacheMiB = 0;           ///< memory for coins, in MiB; 0: by the machine's
    // On the command line only:
    bool demo = false;                               ///< sandbox: pay, check, end
    std::uint32_t demoTimeoutMs = 60'000;            ///< for each of the demo's steps
    bool control = false;                            ///< commands on standard input
    QString statementLog;                            ///< absolute; empty: none
    std::optional<std::uint64_t> sandboxIntervalMs;  ///< for a sandbox that is not made yet
};

/// The program ends here, as asked: --help, --version.
struct OptionsAnswer {
    QString text;  ///< for standard output
};
/// The command line cannot be understood.
struct UsageError {
    QString text;
};
using OptionsStop = std::variant<OptionsAnswer, UsageError, FileError>;

/// Fewer would not serve a peer that is a moment behind.
inline constexpr std::uint64_t kMinPruneDepth = 100;
inline constexpr std::uint64_t kMaxPruneDepth = 1'000'000'000;
inline constexpr std::uint32_t kMaxCacheMiB = 512;

inline constexpr auto kConfigFileName = "timecoin.toml";

/// `arguments` begin with the program's name. `defaultDataDir` counts when --datadir is not given.
Result<NodeOptions, OptionsStop> readOptions(const QStringList& arguments,
                                             const QString& defaultDataDir);

/// Says on standard output or error why `program` stops, in one place for every program. The exit
/// code.
int explainStop(const OptionsStop& stop, const char* program);

/// A timecoin.toml that explains every key; those that `options` leave at their defaults are
/// commented out. Paths are written as they are.
QString configText(const NodeOptions& options);

/// "error", "warning", "info", "debug".
QString levelName(LogLevel level);

}  // namespace timecoin
