#include "app/files/network_file.h"
#include "node/chain/address.h"

namespace timecoin {

namespace {

std::string line(std::string_view key, std::uint64_t value) {
    return std::string(key) + " = " + std::to_string(value) + '\n';
}

std::string line(std::string_view key, std::string_view value) {
    return std::string(key) + " = " + tomlQuoted(value) + '\n';
}

std::string checkpointsText(const std::vector<Checkpoint>& checkpoints) {
    if (checkpoints.empty()) return {};
    std::string text = "checkpoints = [\n";
    for (const Checkpoint& checkpoint : checkpoints)
        text += "    " + tomlQuoted(formatCheckpoint(checkpoint.height, checkpoint.block)) + ",\n";
    return text + "]\n";
}

std::string constantsText(const NetworkParams& params) {
    std::string text = "[network]\n";
    text += line("name", params.name);
    text += line("address_prefix", params.addressPrefix);
    text += line("block_interval_ms", params.blockIntervalMs);
    text += line("view_timeout_ms", params.viewTimeoutMs);
    text += line("epoch_slots", params.epochSlots);
    text += line("unbonding_slots", params.unbondingSlots);
    text += line("reward_maturity_slots", params.rewardMaturitySlots);
    text += line("collateral", formatTime(params.collateral));
    text += line("block_reward", formatTime(params.blockReward));
    text += line("p2p_port", params.p2pPort);
    text += line("rpc_port", params.rpcPort);
    return text;
}

/// Equal neighbours become one entry with a count; indexes stay what they are.
std::string balancesText(const std::vector<Output>& balances, const std::string& prefix) {
    std::string text;
    for (std::size_t i = 0; i < balances.size();) {
        std::size_t end = i + 1;
        while (end < balances.size() && balances[end] == balances[i]) ++end;
        text += "\n[[genesis.balance]]\n";
        text += line("address", formatAddress(balances[i].lock, prefix));
        text += line("amount", formatTime(balances[i].value));
        if (end - i > 1) text += line("count", end - i);
        i = end;
    }
    return text;
}

std::string memberText(const Masternode& member, const Signature& signature,
                       const std::string& prefix) {
    std::string text = "\n[[genesis.masternode]]\n";
    text += line("operator_key", toHex(member.operatorKey));
    text += line("owner", formatAddress(member.owner, prefix));
    text += line("payout", formatAddress(member.payout, prefix));
    text += line("collateral", member.collateral.index);
    text += line("service", member.service);
    text += line("signature", toHex(signature));
    return text;
}

}  // namespace

std::string networkFileText(const NetworkFile& file) {
    const NetworkParams& params = file.network.params;
    const Genesis& genesis = file.network.genesis;
    std::string text =
        "# A TimeCoin network. Check it with: timecoin-tool genesis check <this file>\n";
    text += constantsText(params);
    text += checkpointsText(file.checkpoints);
    text += "\n[genesis]\n";
    text += line("time_ms", genesis.timeMs);
    text += line("genesis_hash", toHex(file.network.genesisHash));
    text += balancesText(genesis.balances, params.addressPrefix);
    for (std::uint32_t i = 0; i < genesis.members.size(); ++i) {
        text += memberText(genesis.members.at(static_cast<MemberIndex>(i)), file.declarations[i],
                           params.addressPrefix);
    }
    return text;
}

}  // namespace timecoin
