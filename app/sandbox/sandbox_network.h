// The sandbox's network: masternodes whose every key is known here, and a faucet. Kept in a folder
// so that the same chain goes on after a restart.
#pragma once

#include "app/files/network_file.h"

#include <vector>

namespace timecoin {

struct SandboxPlan {
    std::uint32_t masternodes = 4;
    std::uint64_t genesisTimeMs = 0;  ///< now, as the caller knows it
    std::uint64_t blockIntervalMs = 10'000;
    /// Masternode i (from 1) says that it listens on 127.0.0.1, port basePort + i.
    std::uint16_t basePort = 24'200;
};

/// Faucet coins: many, so that many payments can be under way without waiting for change.
inline constexpr std::uint32_t kFaucetCoins = 1'000;
inline constexpr Amount kFaucetCoin = Amount::time(1'000);

struct SandboxNetwork {
    NetworkFile file;
    std::vector<SigningKey> operators;  ///< parallel to the members
    /// Owns the faucet's coins and receives the masternodes' rewards; the collaterals belong to
    /// another key, so that whoever spends the faucet never meets them.
    SigningKey faucet;
};

/// With the keys in `folder`: network.toml, faucet.key, owner.key, masternode1.key ... Makes what is
/// not there; `plan` counts only for a network that does not exist yet. BadValue when a key is not
/// the one the network names.
Result<SandboxNetwork, FileError> openSandbox(const QString& folder, const SandboxPlan& plan);

/// Without files: the network of these keys.
NetworkFile sandboxNetworkFile(const SandboxPlan& plan, const std::vector<SigningKey>& operators,
                               const SigningKey& owner, const SigningKey& faucet);

}  // namespace timecoin
