#include "app/tools/genesis_tool.h"

#include "app/files/key_file.h"
#include "app/files/whole_file.h"
#include "app/texts/value_text.h"
#include "app/tools/tool_arguments.h"
#include "node/chain/address.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr auto kDeclareUsage =
    "usage: timecoin-tool genesis declare --key operator.key --owner ADDRESS --payout ADDRESS "
    "--service HOST:PORT --out declaration.toml";
constexpr auto kBuildUsage =
    "usage: timecoin-tool genesis build --params params.toml --balances balances.toml "
    "--out network.toml declaration.toml ...";
constexpr auto kCheckUsage = "usage: timecoin-tool genesis check network.toml "
                             "[declaration.toml ...]";

QString text(const char* literal) {
    return QString::fromUtf8(literal);
}

ToolResult declareCommand(const QStringList& arguments) {
    const auto given =
        ToolArguments::parse(arguments, {{"key", "owner", "payout", "service", "out"}});
    if (!given) return ToolResult::usage(text(kDeclareUsage));
    const std::string owner = given->value("owner").toStdString();
    const std::string payout = given->value("payout").toStdString();
    const std::string service = given->value("service").toStdString();
    const std::string prefix = owner.substr(0, owner.rfind('1'));
    const auto ownerLock = parseAddress(owner, prefix);
    if (!ownerLock) return ToolResult::failed(text("--owner is no valid address"));
    const auto payoutLock = parseAddress(payout, prefix);
    if (!payoutLock)
        return ToolResult::failed(text("--payout is no valid address of the owner's network"));
    if (!isServiceAddress(service)) return ToolResult::failed(text("--service must be host:port"));
    const auto key = readKeyFile(given->value("key"));
    if (!key) return ToolResult::failed(key.error());

    const DeclarationFile file{declare(*key, *ownerLock, *payoutLock, service, prefix), prefix};
    const QString path = given->value("out");
    if (const auto made = createFile(path, asBytes(declarationText(file))); !made)
        return ToolResult::failed(made.error());
    return ToolResult::ok(QStringLiteral("declaration of masternode %1 written to %2\n")
                              .arg(hexText(key->publicKey()), path));
}

struct GenesisPlan {
    NetworkParams params;
    std::uint64_t timeMs = 0;
};

/// params.toml: [network] as in a network file, and [genesis] with time_ms alone.
Result<GenesisPlan, FileError> readPlan(const QString& path) {
    const auto contents = readTextFile(path);
    if (!contents) return fail(contents.error());
    auto root = TomlSection::parse(*contents, path);
    if (!root) return fail(root.error());
    GenesisPlan plan;
    plan.params = readConstants(root->section("network")).params;
    TomlSection genesis = root->section("genesis");
    plan.timeMs = genesis.number("time_ms", 1, std::uint64_t{1} << 53);
    genesis.finish();
    if (const auto refusal = root->finish()) return fail(*refusal);
    return plan;
}

/// balances.toml: [[balance]] entries as in a network file's genesis.
Result<std::vector<Output>, FileError> readBalanceFile(const QString& path,
                                                       std::string_view prefix) {
    const auto contents = readTextFile(path, 256'000'000);
    if (!contents) return fail(contents.error());
    auto root = TomlSection::parse(*contents, path);
    if (!root) return fail(root.error());
    std::vector<Output> balances = readBalances(root->sections("balance"), prefix);
    if (const auto refusal = root->finish()) return fail(*refusal);
    return balances;
}

QString summary(const NetworkFile& file) {
    const Network& network = file.network;
    const std::uint32_t members = network.genesis.members.size();
    Amount total;
    for (const Output& balance : network.genesis.balances)
        total = total.plus(balance.value).value_or(total);
    QString report =
        QStringLiteral("network:     %1\n"
                       "genesis:     %2\n"
                       "masternodes: %3, of which %4 must agree and %5 may fail\n"
                       "balances:    %6, together %7\n"
                       "checkpoints: %8\n")
            .arg(QString::fromStdString(network.params.name), hexText(network.genesisHash))
            .arg(members)
            .arg(network.genesis.members.quorum())
            .arg(network.genesis.members.faulty())
            .arg(network.genesis.balances.size())
            .arg(timeText(total))
            .arg(file.checkpoints.size());
    for (const Masternode& member : network.genesis.members.members())
        report += QStringLiteral("masternode:  %1 at %2\n")
                      .arg(hexText(member.operatorKey), QString::fromStdString(member.service));
    if (network.genesis.members.faulty() == 0)
        report += text("warning: with fewer than 4 masternodes a single one that fails stops "
                       "the network\n");
    return report;
}

ToolResult buildCommand(const QStringList& arguments) {
    const auto given =
        ToolArguments::parse(arguments, {{"params", "balances", "out"}, {}, 1, arguments.size()});
    if (!given) return ToolResult::usage(text(kBuildUsage));
    const auto plan = readPlan(given->value("params"));
    if (!plan) return ToolResult::failed(plan.error());
    const std::string& prefix = plan->params.addressPrefix;
    const auto balances = readBalanceFile(given->value("balances"), prefix);
    if (!balances) return ToolResult::failed(balances.error());
    std::vector<Declaration> declarations;
    for (const QString& path : given->plain()) {
        const auto read = readDeclaration(path);
        if (!read) return ToolResult::failed(read.error());
        if (read->addressPrefix != prefix)
            return ToolResult::failed(FileError{FileCode::BadValue, path, 0, 0, "address_prefix",
                                                "is that of another network"});
        declarations.push_back(read->declaration);
    }

    const NetworkFile file =
        buildGenesis(plan->params, plan->timeMs, std::move(declarations), *balances);
    const std::string contents = networkFileText(file);
    const QString path = given->value("out");
    // One reader decides what a good network is, for the maker too.
    const auto read = parseNetworkFile(contents, path);
    if (!read) return ToolResult::failed(read.error());
    if (const auto made = createFile(path, asBytes(contents)); !made)
        return ToolResult::failed(made.error());
    return ToolResult::ok(summary(*read));
}

/// What a member of the file has signed, as it was declared.
bool holds(const NetworkFile& file, const Declaration& declared) {
    return std::find(file.declarations.begin(), file.declarations.end(), declared.signature) !=
           file.declarations.end();
}

ToolResult checkCommand(const QStringList& arguments) {
    if (arguments.isEmpty()) return ToolResult::usage(text(kCheckUsage));
    const auto file = readNetworkFile(arguments.constFirst());
    if (!file) return ToolResult::failed(file.error());
    QString report = summary(*file);
    for (const QString& path : arguments.mid(1)) {
        const auto declared = readDeclaration(path);
        if (!declared) return ToolResult::failed(declared.error());
        if (!holds(*file, declared->declaration))
            return ToolResult::failed(
                QStringLiteral("%1: this declaration is not in the network file").arg(path));
        report += QStringLiteral("declared:    %1 is in it, unchanged\n").arg(path);
    }
    return ToolResult::ok(report);
}

}  // namespace

NetworkFile buildGenesis(const NetworkParams& params, std::uint64_t timeMs,
                         std::vector<Declaration> declarations,
                         const std::vector<Output>& balances) {
    std::sort(
        declarations.begin(), declarations.end(),
        [](const Declaration& a, const Declaration& b) { return a.operatorKey < b.operatorKey; });
    return composeNetwork(params, timeMs, declarations, balances);
}

ToolResult runKeygen(const QStringList& arguments) {
    if (arguments.size() != 1 || arguments.constFirst().startsWith(QLatin1Char('-')))
        return ToolResult::usage(text("usage: timecoin-tool keygen FILE"));
    const SigningKey key = SigningKey::generate();
    if (const auto made = createKeyFile(arguments.constFirst(), key); !made)
        return ToolResult::failed(made.error());
    QString report = QStringLiteral("public key: %1\n").arg(hexText(key.publicKey()));
    for (const char* prefix : {"time", "ttime", "stime"}) {
        report +=
            QStringLiteral("address:    %1\n")
                .arg(QString::fromStdString(formatAddress(Lock::toKey(key.publicKey()), prefix)));
    }
    return ToolResult::ok(report);
}

ToolResult runGenesis(const QStringList& arguments) {
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == QStringLiteral("declare")) return declareCommand(rest);
    if (command == QStringLiteral("build")) return buildCommand(rest);
    if (command == QStringLiteral("check")) return checkCommand(rest);
    return ToolResult::usage(text(kDeclareUsage) + QLatin1Char('\n') + text(kBuildUsage) +
                             QLatin1Char('\n') + text(kCheckUsage));
}

}  // namespace timecoin
