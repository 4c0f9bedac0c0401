#include "tests/sim/clients/impatient.h"

namespace timecoin::sim {

namespace {

constexpr std::uint32_t kFee = 2'000;

}  // namespace

std::optional<Transaction> Impatient::next(const BlockChecker& blocks) {
    const auto& rewards = blocks.rewards();
    if (rewards.empty() || m_random.chance(300)) {
        const auto member = static_cast<std::uint32_t>(m_random.below(m_network.owners.size()));
        return spend({m_network.hash(), member}, {m_network.network.genesis.balances[member], 0});
    }
    const auto place = static_cast<std::ptrdiff_t>(m_random.below(rewards.size()));
    const auto chosen = std::next(rewards.begin(), place);
    return spend(chosen->first, chosen->second);
}

/// Nullopt: it belongs to somebody else, or is too small.
std::optional<Transaction> Impatient::spend(const OutPoint& outpoint, const Coin& coin) {
    const std::uint64_t value = coin.output.value.satoshi();
    if (value < 2 * kFee) return std::nullopt;
    for (const SigningKey& owner : m_network.owners) {
        if (!(Lock::toKey(owner.publicKey()) == coin.output.lock)) continue;
        return TransferBuilder(m_network.hash(), m_scheme)
            .spend(outpoint, coin)
            .pay(m_random.pick(m_network.users), *Amount::fromSatoshi(value - kFee))
            .sign(owner)
            .build();
    }
    return std::nullopt;
}

}  // namespace timecoin::sim
