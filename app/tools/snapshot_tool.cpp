#include "app/tools/snapshot_tool.h"

#include "app/files/network_file.h"
#include "app/texts/value_text.h"
#include "app/tools/tool_arguments.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr auto kUsage =
    "usage: timecoin-tool snapshot export --datadir DIR FILE [--network N]\n"
    "       timecoin-tool snapshot check FILE --network N [--checkpoint HEIGHT:HASH]\n"
    "       timecoin-tool snapshot import FILE --datadir DIR [--network N] [--checkpoint "
    "HEIGHT:HASH]";

struct Order {
    QString file;
    QString dataDir;
    QString network;
    std::vector<Checkpoint> checkpoints;  ///< given now
};

std::optional<Order> parse(const QStringList& arguments) {
    const QString dataDir = QStringLiteral("datadir");
    const QString network = QStringLiteral("network");
    const QString checkpoint = QStringLiteral("checkpoint");
    const auto given = ToolArguments::parse(arguments, {{}, {dataDir, network, checkpoint}, 1, 1});
    if (!given) return std::nullopt;
    Order order{given->plain().constFirst(), given->value(dataDir), given->value(network), {}};
    for (const QString& text : given->values(checkpoint)) {
        auto named = parseCheckpoint(text.toStdString());
        if (!named) return std::nullopt;
        named->givenNow = true;
        order.checkpoints.push_back(*named);
    }
    return order;
}

// ---- whom to believe (R-CHK-2) ------------------------------------------------------------

constexpr auto kOtherChain =
    "a checkpoint names another block than this snapshot has at its height. Compare the checkpoint "
    "with somebody you trust, figure by figure; if it is right, this snapshot is of a forged chain";
constexpr auto kNeedsCheckpoint =
    "nothing but its own signatures says how old this snapshot is, and keys of masternodes that "
    "left long ago can sign anything. Ask somebody you trust for the newest block their node "
    "shows, and write it into timecoin.toml in the new directory: checkpoints = "
    "[\"HEIGHT:HASH\"]";
constexpr auto kLiesAbove =
    "the checkpoint lies above this snapshot, so the node has to know it too, until it got there. "
    "Write it into timecoin.toml in the new directory: checkpoints = [\"%1\"]";

/// A checkpoint given now is forgotten with this process. One that lies above the snapshot proves
/// nothing yet: the node proves it on its way there, and only if a file tells it to go there.
/// Otherwise it would stand on timestamps that whoever made the snapshot chose.
std::optional<QString> mistrust(const std::vector<ChainPoint>& points, const KnownNetwork& known,
                                const std::vector<Checkpoint>& givenNow, std::uint64_t wallMs) {
    const NetworkParams& params = known.network.params;
    const bool foreignKeys = params.addressPrefix != kSandboxPrefix;
    std::vector<Checkpoint> all = known.checkpoints;
    all.insert(all.end(), givenNow.begin(), givenNow.end());
    const auto say = [](const char* text) { return QString::fromLatin1(text); };
    switch (trustIn(points, all, params, wallMs, foreignKeys)) {
    case Trust::Trusted: return std::nullopt;
    case Trust::OtherChain: return say(kOtherChain);
    case Trust::Needed: return say(kNeedsCheckpoint);
    case Trust::Follow: break;
    }
    const Trust later = trustIn(points, known.checkpoints, params, wallMs, foreignKeys);
    if (later == Trust::Trusted || later == Trust::Follow) return std::nullopt;
    const Checkpoint& above =
        *std::max_element(givenNow.begin(), givenNow.end(),
                          [](const auto& a, const auto& b) { return a.height < b.height; });
    return say(kLiesAbove).arg(QString::fromStdString(formatCheckpoint(above.height, above.block)));
}

// ---- the commands -------------------------------------------------------------------------

QString summaryText(const SnapshotSummary& summary) {
    return QStringLiteral("block:      %1 %2\n"
                          "epochs:     %3, each proven by the masternodes of the one before\n"
                          "coins:      %4\n")
        .arg(grouped(summary.header.height), hexText(summary.header.hash()),
             grouped(summary.boundaries), grouped(summary.coins));
}

ToolResult exportCommand(const Order& order, const Say& say) {
    const auto chain = findStopped(order.dataDir, order.network);
    if (!chain) return ToolResult::failed(chain.error());
    const auto store = openChain(chain->folder.chainPath(), chain->network, forReading());
    if (!store) return ToolResult::failed(store.error());
    const auto written = exportSnapshot(*store.value(), chain->network, order.file, say);
    if (!written) return ToolResult::failed(written.error());
    return ToolResult::ok(summaryText(written.value()) +
                          QStringLiteral("written to: %1\n").arg(order.file));
}

ToolResult checkCommand(const Order& order, std::uint64_t nowMs, const Say& say) {
    const auto known = networkOf(order.network, QString());
    if (!known) return ToolResult::failed(known.error());
    std::optional<QString> doubt;
    const auto trust = [&](const std::vector<ChainPoint>& points) {
        doubt = mistrust(points, known.value(), order.checkpoints, nowMs);
        return std::optional<QString>();
    };
    const auto checked = checkSnapshot(order.file, known->network, trust, say);
    if (!checked) return ToolResult::failed(checked.error());
    return ToolResult::ok(
        summaryText(checked.value()) + QStringLiteral("All of it holds.\n") +
        (doubt ? QStringLiteral("An import would be refused now: %1\n").arg(*doubt) : QString()));
}

/// (R-SNAP-3) Whenever this is killed, no half of a chain is left that a node would start on. All
/// is made under another name, which no node opens, in a file that carries the mark of an unfinished
/// import until its last transaction: what stays under that name after a kill is thrown away by the
/// next import. The name chain.db appears by one rename, of a file that is closed, in which
/// everything is (no log beside it), that was opened as a node opens it and found whole.
ToolResult importCommand(const Order& order, std::uint64_t nowMs, const Say& say) {
    const auto known = networkOf(order.network, order.dataDir);
    if (!known) return ToolResult::failed(known.error());
    const auto folder = ChainFolder::create(order.dataDir);
    if (!folder) return ToolResult::failed(folder.error());
    if (folder->hasChain())
        return ToolResult::failed(
            QStringLiteral("%1: there is a chain here already, and nothing is overwritten")
                .arg(order.dataDir));
    const QString database = folder->importingPath();
    const auto trust = [&](const std::vector<ChainPoint>& points) {
        return mistrust(points, known.value(), order.checkpoints, nowMs);
    };
    const auto imported = importSnapshot(order.file, database, known->network, trust, say);
    if (!imported) return ToolResult::failed(imported.error());
    if (const auto moved = folder->moveIn(database); !moved) {
        removeDatabase(database);
        return ToolResult::failed(moved.error());
    }
    return ToolResult::ok(summaryText(imported.value()) +
                          QStringLiteral("A node on %1 goes on from here. Of what happened before "
                                         "it knows the coins, not the payments.\n")
                              .arg(order.dataDir));
}

}  // namespace

ToolResult runSnapshot(const QStringList& arguments, std::uint64_t nowMs, const Say& say) {
    const QString command = arguments.value(0);
    const auto order = parse(arguments.mid(1));
    const bool checks = command == QStringLiteral("check");
    // A snapshot is checked by nothing but the file and the network.
    if (order && checks && order->dataDir.isEmpty() && !order->network.isEmpty())
        return checkCommand(*order, nowMs, say);
    if (order && !checks && !order->dataDir.isEmpty()) {
        if (command == QStringLiteral("import")) return importCommand(*order, nowMs, say);
        if (command == QStringLiteral("export") && order->checkpoints.empty())
            return exportCommand(*order, say);
    }
    return ToolResult::usage(QString::fromLatin1(kUsage));
}

}  // namespace timecoin
