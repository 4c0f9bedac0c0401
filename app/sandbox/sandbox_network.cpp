#include "app/sandbox/sandbox_network.h"

#include "app/files/key_file.h"
#include "app/files/whole_file.h"

#include <QFileInfo>

namespace timecoin {

namespace {

/// A start that was cut short left some keys: they are used, not replaced.
Result<SigningKey, FileError> openKey(const QString& path) {
    if (QFileInfo::exists(path)) return readKeyFile(path);
    SigningKey key = SigningKey::generate();
    if (const auto made = createKeyFile(path, key); !made) return fail(made.error());
    return key;
}

QString operatorPath(const QString& folder, std::uint32_t number) {
    return folder + QStringLiteral("/masternode%1.key").arg(number);
}

Failure<FileError> wrongKey(const QString& path) {
    return fail(FileError{FileCode::BadValue, path, 0, 0, "key", "is not the network's"});
}

/// The network goes last to the disk: when it is there, everything is.
Status<FileError> createSandbox(const QString& folder, const SandboxPlan& plan) {
    if (const auto made = createDirectory(folder); !made) return made;
    const auto owner = openKey(folder + QStringLiteral("/owner.key"));
    if (!owner) return fail(owner.error());
    const auto faucet = openKey(folder + QStringLiteral("/faucet.key"));
    if (!faucet) return fail(faucet.error());
    std::vector<SigningKey> operators;
    for (std::uint32_t i = 1; i <= plan.masternodes; ++i) {
        auto key = openKey(operatorPath(folder, i));
        if (!key) return fail(key.error());
        operators.push_back(std::move(*key));
    }
    const NetworkFile file = sandboxNetworkFile(plan, operators, *owner, *faucet);
    return createFile(folder + QStringLiteral("/network.toml"), asBytes(networkFileText(file)));
}

}  // namespace

NetworkFile sandboxNetworkFile(const SandboxPlan& plan, const std::vector<SigningKey>& operators,
                               const SigningKey& owner, const SigningKey& faucet) {
    NetworkParams params;
    params.name = "sandbox";
    params.addressPrefix = kSandboxPrefix;
    params.blockIntervalMs = plan.blockIntervalMs;
    params.p2pPort = plan.basePort;
    params.rpcPort = static_cast<std::uint16_t>(plan.basePort + 100);
    const Lock ownerLock = Lock::toKey(owner.publicKey());
    const Lock faucetLock = Lock::toKey(faucet.publicKey());
    std::vector<Declaration> declarations;
    for (std::uint32_t i = 0; i < operators.size(); ++i) {
        const std::string service = "127.0.0.1:" + std::to_string(plan.basePort + i + 1);
        declarations.push_back(
            declare(operators[i], ownerLock, faucetLock, service, kSandboxPrefix));
    }
    return composeNetwork(std::move(params), plan.genesisTimeMs, declarations,
                          std::vector<Output>(kFaucetCoins, {kFaucetCoin, faucetLock}));
}

Result<SandboxNetwork, FileError> openSandbox(const QString& folder, const SandboxPlan& plan) {
    const QString networkPath = folder + QStringLiteral("/network.toml");
    if (!QFileInfo::exists(networkPath)) {
        if (const auto made = createSandbox(folder, plan); !made) return fail(made.error());
    }
    auto file = readNetworkFile(networkPath);
    if (!file) return fail(file.error());

    const MasternodeSet& members = file->network.genesis.members;
    std::vector<SigningKey> operators;
    for (std::uint32_t i = 0; i < members.size(); ++i) {
        const QString path = operatorPath(folder, i + 1);
        auto key = readKeyFile(path);
        if (!key) return fail(key.error());
        if (key->publicKey() != members.at(static_cast<MemberIndex>(i)).operatorKey)
            return wrongKey(path);
        operators.push_back(std::move(*key));
    }
    const QString faucetPath = folder + QStringLiteral("/faucet.key");
    auto faucet = readKeyFile(faucetPath);
    if (!faucet) return fail(faucet.error());
    if (file->network.genesis.balances.back().lock != Lock::toKey(faucet->publicKey()))
        return wrongKey(faucetPath);
    return SandboxNetwork{std::move(*file), std::move(operators), std::move(*faucet)};
}

}  // namespace timecoin
