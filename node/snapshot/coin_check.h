// The coins of a snapshot, page by page, against the header they belong to (R-SNAP-2).
#pragma once

#include "node/snapshot/snapshot_format.h"

namespace timecoin {

class CoinCheck {
public:
    /// `registry`: after the block of `header`, proven by it.
    CoinCheck(const BlockHeader& header, const RegistryState& registry, const Network& network);

    /// In the order of the set. nullopt: nothing against them so far.
    std::optional<SnapshotFault> add(const std::vector<CoinDelta::Created>& coins);
    /// After the last: together they are the set of the header, and worth what was issued.
    std::optional<SnapshotFault> finish() const;

    const LtHash& coinHash() const { return m_coinHash; }
    std::uint64_t coins() const { return m_coins; }

private:
    Hash m_utxoRoot;
    std::uint64_t m_lastMatureSlot = 0;  ///< no coin can have a later one
    std::optional<Amount> m_issued;
    std::optional<OutPoint> m_last;
    std::optional<Amount> m_worth;
    LtHash m_coinHash;
    std::uint64_t m_coins = 0;
};

/// Genesis balances and every reward up to this state; nullopt when that is no amount.
std::optional<Amount> issuedBy(const RegistryState& registry, const Network& network);

}  // namespace timecoin
