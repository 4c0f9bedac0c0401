// Masternode transactions laid one after another over a registry: what the next block may hold.
// Producer, validator, pool and registryAfter all stand on it. (R-MN-10..13)
#pragma once

#include "node/chain/masternode_actions.h"
#include "node/chain/transaction_error.h"
#include "node/masternodes/registry.h"

namespace timecoin {

class ActionFold {
public:
    /// `slot`: of the block that is to hold them, the one after `state`. `network` must outlive it.
    ActionFold(const RegistryState& state, std::uint64_t slot, const Network& network);

    /// nullopt: taken. Otherwise why not; nothing has changed then.
    std::optional<TxError> apply(const MasternodeAction& action, const Hash& txid);
    /// In their order.
    const std::vector<MasternodeEntry>& entries() const { return m_entries; }

private:
    std::optional<TxError> take(const Registration& registration, const Hash& txid);
    std::optional<TxError> take(const OperatorUpdate& update);
    std::optional<TxError> take(const Retirement& retirement);
    std::optional<TxError> take(const Evidence& evidence);
    MasternodeEntry* find(const OutPoint& collateral);

    std::vector<MasternodeEntry> m_entries;
    std::uint64_t m_height;
    std::uint64_t m_slot;
    const Network& m_network;
};

}  // namespace timecoin
