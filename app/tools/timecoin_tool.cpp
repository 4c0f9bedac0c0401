// timecoin-tool: keys, genesis files, masternodes, sandboxes, and the chain of a stopped node.
#include "app/tools/genesis_tool.h"
#include "app/tools/load_tool.h"
#include "app/tools/masternode_tool.h"
#include "app/tools/repair_tool.h"
#include "app/tools/sandbox_net_tool.h"
#include "app/tools/snapshot_tool.h"
#include "node/base/crypto.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cstdio>

namespace {

constexpr auto kUsage =
    "usage: timecoin-tool COMMAND ...\n"
    "  keygen FILE              make a key\n"
    "  genesis declare ...      sign a masternode's declaration\n"
    "  genesis build ...        make a network file from declarations\n"
    "  genesis check FILE       check a network file and print its hash\n"
    "  masternode register ...  sign a masternode's registration\n"
    "  masternode update ...    its address; brings a suspended one back\n"
    "  masternode retire ...    take it out of service\n"
    "  sandbox-net DIR ...      make a sandbox of separate processes\n"
    "  load ...                 pay through a sandbox as fast as it can\n"
    "  check ...                read a stopped node's chain and say what is wrong\n"
    "  rebuild ...              make a new chain of the blocks that are good\n"
    "  snapshot ...             export, check or import the coins of an epoch\n"
    "Each command without arguments says how it is used.";

void say(const QString& line) {
    std::fprintf(stderr, "%s\n", line.toUtf8().constData());
}

timecoin::ToolResult run(const QStringList& arguments) {
    const QString command = arguments.value(1);
    const QStringList rest = arguments.mid(2);
    if (command == QStringLiteral("keygen")) return timecoin::runKeygen(rest);
    if (command == QStringLiteral("genesis")) return timecoin::runGenesis(rest);
    const auto nowMs = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
    if (command == QStringLiteral("masternode")) return timecoin::runMasternode(rest, nowMs);
    if (command == QStringLiteral("sandbox-net")) return timecoin::runSandboxNet(rest, nowMs);
    if (command == QStringLiteral("load")) return timecoin::runLoad(rest, nowMs, say);
    if (command == QStringLiteral("check")) return timecoin::runCheck(rest, say);
    if (command == QStringLiteral("rebuild")) return timecoin::runRebuild(rest, say);
    if (command == QStringLiteral("snapshot")) return timecoin::runSnapshot(rest, nowMs, say);
    if (command == QStringLiteral("--version"))
        return timecoin::ToolResult::ok(QStringLiteral("TimeCoin " TIMECOIN_VERSION "\n"));
    if (command == QStringLiteral("--help"))
        return timecoin::ToolResult::ok(QString::fromLatin1(kUsage) + QLatin1Char('\n'));
    return timecoin::ToolResult::usage(QString::fromLatin1(kUsage));
}

}  // namespace

int main(int argc, char* argv[]) {
    const QCoreApplication application(argc, argv);
    if (!timecoin::startCrypto()) {
        std::fputs("timecoin-tool: cryptography could not be started\n", stderr);
        return timecoin::ToolResult::kFailed;
    }
    const timecoin::ToolResult result = run(QCoreApplication::arguments());
    std::fputs(result.out.toUtf8().constData(), stdout);
    std::fputs(result.err.toUtf8().constData(), stderr);
    return result.exitCode;
}
