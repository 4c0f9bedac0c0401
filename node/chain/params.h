// A network: its constants, its first members and balances (R-NET-1, R-GEN-1).
#pragma once

#include "node/chain/block.h"
#include "node/chain/coin.h"
#include "node/chain/masternode_set.h"

#include <string>

namespace timecoin {

struct NetworkParams {
    std::string name;           ///< "sandbox", "testnet", "mainnet", or a file's own
    std::string addressPrefix;  ///< "stime", "ttime", "time"
    std::uint64_t blockIntervalMs = 10'000;
    std::uint64_t viewTimeoutMs = 1'000;
    std::uint32_t epochSlots = 10;
    std::uint32_t unbondingSlots = 20;
    std::uint32_t rewardMaturitySlots = 10;
    Amount collateral = Amount::time(1'000);
    Amount blockReward = Amount::time(100);
    std::uint16_t p2pPort = 0;
    std::uint16_t rpcPort = 0;

    /// Everything consensus depends on; part of the genesis hash.
    void encodeConsensus(Writer& out) const;
};

/// Height 0. Output i of the genesis "transaction" (id = genesis hash) is balances[i].
struct Genesis {
    std::uint64_t timeMs = 0;
    std::vector<Output> balances;  ///< members' collaterals among them
    MasternodeSet members;  ///< collateral outpoints carry a zero txid and the balance's index

    /// Binds the parameters too: two networks that differ in anything differ in this hash.
    Hash hash(const NetworkParams& params) const;
};

struct Network {
    NetworkParams params;
    Genesis genesis;
    Hash genesisHash;

    static Network make(NetworkParams params, Genesis genesis);
    /// Coins of height 0, in index order. Outpoints carry genesisHash as txid.
    std::vector<CoinDelta::Created> initialCoins() const;
    /// genesis.members with their collateral outpoints completed by genesisHash.
    MasternodeSet initialMembers() const;
    /// Header of height 0: its hash() is what block 1 names as previous.
    BlockHeader genesisHeader() const;
    /// Slot of the block whose parent carries this timestamp.
    std::uint64_t slotAfter(std::uint64_t parentTimestampMs) const;
};

}  // namespace timecoin
