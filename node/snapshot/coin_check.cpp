#include "node/snapshot/coin_check.h"

namespace timecoin {

std::optional<Amount> issuedBy(const RegistryState& registry, const Network& network) {
    auto issued = Amount::fromSatoshi(registry.mintedSatoshi);
    for (const Output& balance : network.genesis.balances) {
        if (!issued) return std::nullopt;
        issued = issued->plus(balance.value);
    }
    return issued;
}

CoinCheck::CoinCheck(const BlockHeader& header, const RegistryState& registry,
                     const Network& network)
    : m_utxoRoot(header.utxoRoot),
      m_lastMatureSlot(registry.slot + network.params.rewardMaturitySlots),
      m_issued(issuedBy(registry, network)),
      m_worth(Amount()) {}

std::optional<SnapshotFault> CoinCheck::add(const std::vector<CoinDelta::Created>& coins) {
    for (const auto& [outpoint, coin] : coins) {
        if (m_last && !(*m_last < outpoint)) return SnapshotFault::CoinsNotAscending;
        if (coin.matureSlot > m_lastMatureSlot) return SnapshotFault::ImpossibleCoin;
        m_last = outpoint;
        m_coinHash.add(outpoint, coin);
        if (m_worth) m_worth = m_worth->plus(coin.output.value);
        ++m_coins;
    }
    return std::nullopt;
}

std::optional<SnapshotFault> CoinCheck::finish() const {
    // The set decides; the supply is looked at all the same: it is what a certified, but wrongly
    // made set would show itself by.
    if (m_coinHash.digest() != m_utxoRoot) return SnapshotFault::WrongCoins;
    if (!m_issued || m_worth != m_issued) return SnapshotFault::WrongSupply;
    return std::nullopt;
}

}  // namespace timecoin
