#include "app/files/network_file.h"

#include "app/files/whole_file.h"
#include "node/chain/address.h"

#include <QFileInfo>

#include <algorithm>
#include <limits>
#include <set>

namespace timecoin {

namespace {

constexpr std::uint64_t kDayMs = 86'400'000;
/// Genesis outputs of one file; its coins are hashed one by one when the network is opened.
constexpr std::size_t kMaxBalances = 1'000'000;

Amount readAmount(TomlSection& section, std::string_view key) {
    const std::string text = section.text(key);
    const auto amount = parseTime(text);
    if (amount) return *amount;
    section.refuse(key, "must be an amount in TIME, in quotes, as \"12.5\"");
    return {};
}

template <class T>
T readHex(TomlSection& section, std::string_view key) {
    const auto value = fixedFromHex<T>(section.text(key));
    if (!value)
        section.refuse(key, "must be " + std::to_string(2 * T::kSize) + " hexadecimal digits");
    return value.value_or(T{});
}

Lock readAddress(TomlSection& section, std::string_view key, std::string_view prefix) {
    const auto lock = parseAddress(section.text(key), prefix);
    if (lock) return *lock;
    section.refuse(key, "is no address with the prefix '" + std::string(prefix) + "'");
    return {};
}

std::vector<Checkpoint> readCheckpoints(TomlSection& section) {
    std::vector<Checkpoint> out;
    std::set<std::uint64_t> heights;
    for (const std::string& text : section.texts("checkpoints")) {
        const auto checkpoint = parseCheckpoint(text);
        if (!checkpoint)
            section.refuse("checkpoints", "must be a list of \"height:hash\"");
        else if (!heights.insert(checkpoint->height).second)
            section.refuse("checkpoints", "names two blocks of one height");
        else
            out.push_back(*checkpoint);
    }
    return out;
}

/// [[genesis.masternode]]: the members so far, and what may not stand twice.
class MemberReader {
public:
    MemberReader(const NetworkParams& params, const std::vector<Output>& balances)
        : m_params(params),
          m_balances(balances) {}

    void read(TomlSection section) {
        const std::string& prefix = m_params.addressPrefix;
        Declaration declared;
        declared.operatorKey = readHex<PublicKey>(section, "operator_key");
        declared.owner = readAddress(section, "owner", prefix);
        declared.payout = readAddress(section, "payout", prefix);
        declared.service = section.text("service");
        if (!isServiceAddress(declared.service)) section.refuse("service", "must be host:port");
        declared.signature = readHex<Signature>(section, "signature");
        if (!verifyDeclaration(declared, prefix))
            section.refuse("signature", {}, FileCode::BadDeclaration);
        if (!m_keys.insert(declared.operatorKey).second)
            section.refuse("operator_key", "stands twice");
        const std::uint32_t collateral = readCollateral(section, declared.owner);
        section.finish();
        members.push_back({OutPoint{Hash{}, collateral}, declared.operatorKey, declared.owner,
                           declared.payout, declared.service});
        declarations.push_back(declared.signature);
    }

    std::vector<Masternode> members;
    std::vector<Signature> declarations;

private:
    std::uint32_t readCollateral(TomlSection& section, const Lock& owner) {
        const auto index = static_cast<std::uint32_t>(
            section.number("collateral", 0, std::numeric_limits<std::uint32_t>::max()));
        if (index >= m_balances.size() || m_balances[index] != Output{m_params.collateral, owner})
            section.refuse("collateral", "must be the number of a balance of " +
                                             formatTime(m_params.collateral) +
                                             " TIME that its owner holds");
        if (!m_collaterals.insert(index).second) section.refuse("collateral", "stands twice");
        return index;
    }

    const NetworkParams& m_params;
    const std::vector<Output>& m_balances;
    std::set<PublicKey> m_keys;
    std::set<std::uint32_t> m_collaterals;
};

}  // namespace

NetworkConstants readConstants(TomlSection section) {
    NetworkConstants read;
    NetworkParams& params = read.params;
    params.name = section.text("name");
    if (section.has("name") && (params.name.empty() || params.name.size() > 32))
        section.refuse("name", "must have 1 to 32 bytes");
    params.addressPrefix = section.text("address_prefix");
    const auto isSmallLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (section.has("address_prefix") &&
        (params.addressPrefix.empty() || params.addressPrefix.size() > 10 ||
         !std::all_of(params.addressPrefix.begin(), params.addressPrefix.end(), isSmallLetter)))
        section.refuse("address_prefix", "must be 1 to 10 letters from a to z");
    read.launched = section.flag("launched", true);
    params.blockIntervalMs = section.number("block_interval_ms", 100, kDayMs);
    params.viewTimeoutMs = section.number("view_timeout_ms", 10, kMaxViewTimeoutMs);
    params.epochSlots = static_cast<std::uint32_t>(section.number("epoch_slots", 1, 1'000'000));
    params.unbondingSlots =
        static_cast<std::uint32_t>(section.number("unbonding_slots", 1, 10'000'000));
    params.rewardMaturitySlots =
        static_cast<std::uint32_t>(section.number("reward_maturity_slots", 1, 1'000'000));
    params.collateral = readAmount(section, "collateral");
    if (section.has("collateral") && params.collateral.satoshi() < kDustSatoshi)
        section.refuse("collateral", "is too small for an output");
    params.blockReward = readAmount(section, "block_reward");
    params.p2pPort = static_cast<std::uint16_t>(section.number("p2p_port", 1, 65'535));
    params.rpcPort = static_cast<std::uint16_t>(section.number("rpc_port", 1, 65'535));
    read.checkpoints = readCheckpoints(section);
    section.finish();
    return read;
}

std::vector<Output> readBalances(std::vector<TomlSection> sections,
                                 std::string_view addressPrefix) {
    std::vector<Output> balances;
    std::uint64_t total = 0;
    for (TomlSection& section : sections) {
        Output balance;
        balance.lock = readAddress(section, "address", addressPrefix);
        balance.value = readAmount(section, "amount");
        const std::uint64_t count = section.number("count", 1, kMaxBalances, 1);
        if (balance.value.satoshi() < kDustSatoshi)
            section.refuse("amount", "is too small for an output");
        if (balances.size() + count > kMaxBalances)
            section.refuse("count", "makes too many balances");
        else
            balances.insert(balances.end(), count, balance);
        if (balance.value.satoshi() > (kMaxSatoshi - total) / count)
            section.refuse("amount", "takes the sum of all money over its bound");
        else
            total += balance.value.satoshi() * count;
        section.finish();
    }
    return balances;
}

Result<NetworkFile, FileError> parseNetworkFile(std::string_view text, const QString& file) {
    auto root = TomlSection::parse(text, file);
    if (!root) return fail(root.error());
    const NetworkConstants constants = readConstants(root->section("network"));
    TomlSection section = root->section("genesis");
    if (!constants.launched) {
        if (root->has("genesis"))
            root->refuse("genesis", "stands in the file of a network that is not launched");
        if (const auto refusal = root->finish()) return fail(*refusal);
        return refusedFile(FileCode::NotLaunched, file,
                           QString::fromStdString(constants.params.name));
    }

    Genesis genesis;
    genesis.timeMs = section.number("time_ms", 1, std::uint64_t{1} << 53);
    const Hash written = readHex<Hash>(section, "genesis_hash");
    genesis.balances = readBalances(section.sections("balance"), constants.params.addressPrefix);
    MemberReader reader(constants.params, genesis.balances);
    const auto masternodes = section.sections("masternode");
    if (masternodes.empty() || masternodes.size() > kMaxMasternodes)
        section.refuse("masternode",
                       "must stand 1 to " + std::to_string(kMaxMasternodes) + " times");
    else
        for (const TomlSection& masternode : masternodes) reader.read(masternode);
    genesis.members = MasternodeSet(reader.members);
    section.finish();
    if (const auto refusal = root->finish()) return fail(*refusal);

    NetworkFile read{Network::make(constants.params, std::move(genesis)), reader.declarations,
                     constants.checkpoints};
    if (read.network.genesisHash != written) {
        section.refuse("genesis_hash", toHex(read.network.genesisHash), FileCode::GenesisMismatch);
        return fail(*section.finish());
    }
    return read;
}

Result<NetworkFile, FileError> readNetworkFile(const QString& path) {
    const auto text = readTextFile(path, 256'000'000);
    if (!text) return fail(text.error());
    return parseNetworkFile(*text, path);
}

NetworkFile composeNetwork(NetworkParams params, std::uint64_t timeMs,
                           const std::vector<Declaration>& declarations,
                           const std::vector<Output>& balances) {
    Genesis genesis;
    genesis.timeMs = timeMs;
    std::vector<Masternode> members;
    std::vector<Signature> signatures;
    for (const Declaration& declared : declarations) {
        const auto index = static_cast<std::uint32_t>(genesis.balances.size());
        genesis.balances.push_back({params.collateral, declared.owner});
        members.push_back({OutPoint{Hash{}, index}, declared.operatorKey, declared.owner,
                           declared.payout, declared.service});
        signatures.push_back(declared.signature);
    }
    genesis.balances.insert(genesis.balances.end(), balances.begin(), balances.end());
    genesis.members = MasternodeSet(std::move(members));
    return {Network::make(std::move(params), std::move(genesis)), std::move(signatures)};
}

Result<NetworkFile, FileError> findNetwork(const QString& nameOrPath) {
    const QString builtIn = QStringLiteral(":/networks/%1.toml").arg(nameOrPath);
    const bool plainName = !nameOrPath.contains(QLatin1Char('/'));
    if (plainName && QFileInfo::exists(builtIn)) return readNetworkFile(builtIn);
    return readNetworkFile(nameOrPath);
}

}  // namespace timecoin
