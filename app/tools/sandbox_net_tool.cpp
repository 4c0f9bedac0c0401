#include "app/tools/sandbox_net_tool.h"

#include "app/files/key_file.h"
#include "app/files/whole_file.h"
#include "app/process/options.h"
#include "app/sandbox/sandbox_network.h"
#include "app/tools/tool_arguments.h"

#include <QDir>

namespace timecoin {

namespace {

constexpr auto kUsage = "usage: timecoin-tool sandbox-net DIR --nodes N [--base-port P] "
                        "[--interval-ms M]";
constexpr std::uint32_t kMaxNodes = 99;

struct SandboxNetPlan {
    QString folder;
    SandboxPlan sandbox;
};

std::optional<SandboxNetPlan> parsePlan(const QStringList& arguments, std::uint64_t nowMs) {
    const QString nodes = QStringLiteral("nodes");
    const QString basePort = QStringLiteral("base-port");
    const QString interval = QStringLiteral("interval-ms");
    const auto given = ToolArguments::parse(arguments, {{nodes}, {basePort, interval}, 1, 1});
    if (!given) return std::nullopt;
    const auto count = given->number(nodes, 1, kMaxNodes);
    const auto port = given->number(basePort, 1'024, 65'000, 24'200);
    const auto intervalMs = given->number(interval, 100, 86'400'000, 10'000);
    if (!count || !port || !intervalMs) return std::nullopt;
    return SandboxNetPlan{given->plain().constFirst(),
                          {*count, nowMs, *intervalMs, static_cast<std::uint16_t>(*port)}};
}

/// timecoin.toml of node `self`: connected to every other one.
NodeOptions optionsOf(std::uint32_t self, const SandboxPlan& plan) {
    NodeOptions options;
    options.network = QStringLiteral("../network.toml");
    options.listenHost = QStringLiteral("127.0.0.1");
    options.listenPort = static_cast<std::uint16_t>(plan.basePort + self);
    for (std::uint32_t other = 0; other <= plan.masternodes; ++other) {
        if (other != self)
            options.connect.push_back(QStringLiteral("127.0.0.1:%1").arg(plan.basePort + other));
    }
    if (self != 0) options.operatorKeyFile = QStringLiteral("operator.key");
    return options;
}

Status<FileError> writeNode(const QString& folder, std::uint32_t self, const SandboxPlan& plan,
                            const SigningKey* operatorKey) {
    if (const auto made = createDirectory(folder); !made) return made;
    if (operatorKey) {
        const auto made = createKeyFile(folder + QStringLiteral("/operator.key"), *operatorKey);
        if (!made) return made;
    }
    const std::string text = configText(optionsOf(self, plan)).toStdString();
    return createFile(folder + QLatin1Char('/') + QLatin1String(kConfigFileName), asBytes(text));
}

/// The network goes last to the disk: when it is there, everything is.
Status<FileError> writeAll(const SandboxNetPlan& plan) {
    if (const auto made = createDirectory(plan.folder); !made) return made;
    const SigningKey owner = SigningKey::generate();
    const SigningKey faucet = SigningKey::generate();
    const QDir folder(plan.folder);
    if (const auto made = createKeyFile(folder.filePath(QStringLiteral("owner.key")), owner); !made)
        return made;
    if (const auto made = createKeyFile(folder.filePath(QStringLiteral("faucet.key")), faucet);
        !made)
        return made;
    std::vector<SigningKey> operators;
    for (std::uint32_t i = 0; i < plan.sandbox.masternodes; ++i)
        operators.push_back(SigningKey::generate());
    for (std::uint32_t i = 0; i <= plan.sandbox.masternodes; ++i) {
        const auto made = writeNode(folder.filePath(QStringLiteral("node%1").arg(i)), i,
                                    plan.sandbox, i == 0 ? nullptr : &operators[i - 1]);
        if (!made) return made;
    }
    const NetworkFile file = sandboxNetworkFile(plan.sandbox, operators, owner, faucet);
    return createFile(folder.filePath(QStringLiteral("network.toml")),
                      asBytes(networkFileText(file)));
}

QString report(const SandboxNetPlan& plan) {
    QString text = QStringLiteral("A sandbox of %1 masternodes and one full node. Start each in a "
                                  "terminal of its own:\n")
                       .arg(plan.sandbox.masternodes);
    const QDir folder(plan.folder);
    for (std::uint32_t i = 1; i <= plan.sandbox.masternodes; ++i)
        text += QStringLiteral("  timecoind --datadir %1\n")
                    .arg(folder.filePath(QStringLiteral("node%1").arg(i)));
    text += QStringLiteral("  timecoind --datadir %1    # the full node, yours\n")
                .arg(folder.filePath(QStringLiteral("node0")));
    text += QStringLiteral("The key of its coins, all %1 TIME of them: %2\n")
                .arg(kFaucetCoins * (kFaucetCoin.satoshi() / kSatoshiPerTime))
                .arg(folder.filePath(QStringLiteral("faucet.key")));
    return text;
}

}  // namespace

ToolResult runSandboxNet(const QStringList& arguments, std::uint64_t nowMs) {
    const auto plan = parsePlan(arguments, nowMs);
    if (!plan) return ToolResult::usage(QString::fromLatin1(kUsage));
    const QDir folder(plan->folder);
    if (folder.exists() && !folder.isEmpty())
        return ToolResult::failed(refusedFile(FileCode::AlreadyExists, plan->folder).error);
    if (const auto made = writeAll(*plan); !made) return ToolResult::failed(made.error());
    return ToolResult::ok(report(*plan));
}

}  // namespace timecoin
