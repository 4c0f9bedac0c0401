// A network as a TOML file: its constants, its genesis, the signed declarations of its first members
// (R-GEN-2..4). What the keys mean stands in resources/networks/*.toml.
#pragma once

#include "app/files/declaration.h"
#include "app/files/file_error.h"
#include "app/files/toml_section.h"
#include "node/chain/checkpoint.h"
#include "node/chain/params.h"

#include <vector>

namespace timecoin {

/// Of addresses in every sandbox: its coins are worth nothing, its keys are one person's.
inline constexpr auto kSandboxPrefix = "stime";

struct NetworkFile {
    Network network;
    /// Of the members, in their order; signatures checked.
    std::vector<Signature> declarations;
    /// Blocks of its chain, told by whoever gave the file on. No part of the genesis hash.
    std::vector<Checkpoint> checkpoints = {};
};

/// Everything checked: the genesis adds up, collaterals are there, declarations are signed, the
/// written hash is the computed one. NotLaunched (detail: the name) for `launched = false`.
Result<NetworkFile, FileError> readNetworkFile(const QString& path);
/// The same from text already in memory; `file` is its name in errors.
Result<NetworkFile, FileError> parseNetworkFile(std::string_view text, const QString& file);
/// "testnet", "mainnet" (built in) or a path.
Result<NetworkFile, FileError> findNetwork(const QString& nameOrPath);

/// Reads [network] alone: the constants, and whether it was launched.
struct NetworkConstants {
    NetworkParams params;
    bool launched = true;
    std::vector<Checkpoint> checkpoints;
};
NetworkConstants readConstants(TomlSection section);
/// One [[...balance]] list: address, amount, count.
std::vector<Output> readBalances(std::vector<TomlSection> sections, std::string_view addressPrefix);

/// A network of these declarations. Members stand in their order; their collaterals are the first
/// balances, in that order, and `balances` come after.
NetworkFile composeNetwork(NetworkParams params, std::uint64_t timeMs,
                           const std::vector<Declaration>& declarations,
                           const std::vector<Output>& balances);

/// readNetworkFile of this text gives the same network again.
std::string networkFileText(const NetworkFile& file);

}  // namespace timecoin
