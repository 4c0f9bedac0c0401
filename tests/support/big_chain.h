// A data directory as a busy network leaves it: 111,000 transfers of ten outputs each, a million
// coins. Most lie under locks of their own, as in life; 1,000 keys of one wallet have ten each, and
// 40,000 keys have one each to pay with. Real signatures, real blocks, the node's own store.
//
// DIR/network.toml and DIR/node0/chain.db, so that `timecoind --network DIR/network.toml --datadir
// DIR/node0` runs on it. Made once, then found again.
#pragma once

#include "app/files/network_file.h"
#include "node/base/crypto.h"
#include "node/storage/sqlite/chain_store.h"
#include "tests/support/chain_maker.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace timecoin {

struct BigChainPlan {
    std::uint32_t transfers = 111'000;
    std::uint32_t perBlock = 2'000;
    std::uint32_t walletKeys = 1'000;
    std::uint32_t coinsPerWalletKey = 10;
    std::uint32_t payers = 40'000;  ///< one coin each
};

class BigChain {
public:
    static constexpr std::uint32_t kOutputs = 10;
    using Progress = std::function<void(const std::string&)>;

    /// Makes what is not there. Aborts when that fails: nothing can be measured then.
    BigChain(std::string folder, const BigChainPlan& plan, const Progress& progress);

    const BigChainPlan& plan() const { return m_plan; }
    const Network& network() const { return m_file->network; }
    const std::vector<SigningKey>& operators() const { return m_operators; }
    std::string networkPath() const { return m_folder + "/network.toml"; }
    std::string nodeFolder() const { return m_folder + "/node0"; }
    std::string chainPath() const { return nodeFolder() + "/chain.db"; }

    /// Opened with its genesis.
    static std::unique_ptr<SqliteChainStore> openStore(const std::string& path,
                                                       const Network& network);
    Lock walletLock(std::uint32_t number) const;
    std::vector<Lock> walletLocks() const;
    SigningKey payerKey(std::uint32_t number) const;

private:
    void make(const Progress& progress);
    /// Transfer number `index` of the plan, spending `from`.
    PlannedTransfer transfer(std::uint32_t index, const OutPoint& outpoint, const Coin& coin,
                             const SigningKey& key) const;
    Lock lockOf(std::uint32_t transfer, std::uint32_t output) const;
    /// How many of the first transfers are spent again.
    std::uint32_t spentTransfers() const;

    std::string m_folder;
    BigChainPlan m_plan;
    std::vector<SigningKey> m_operators;
    SigningKey m_owner;
    SigningKey m_faucet;
    std::optional<NetworkFile> m_file;
};

/// Payments with the coins of the payers `first` to `first + count - 1`: two outputs each, one to a
/// lock of its own, one back.
class BigPayments {
public:
    BigPayments(const BigChain& chain, const ChainStore& store, std::uint32_t first,
                std::uint32_t count);
    const std::vector<PlannedTransfer>& plan() const { return m_plan; }

private:
    std::vector<SigningKey> m_keys;
    std::vector<PlannedTransfer> m_plan;
};

}  // namespace timecoin
