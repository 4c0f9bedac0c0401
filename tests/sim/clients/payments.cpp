#include "tests/sim/clients/payments.h"

namespace timecoin::sim {

Payments::Payments(const TestNetwork& network, std::uint32_t users, const SignatureScheme& scheme,
                   const Scenario& scenario, Random random)
    : m_network(network),
      m_users(users),
      m_scheme(scheme),
      m_scenario(scenario),
      m_random(random),
      m_split(random.next() ^ 0x73706c6974ULL) {
    for (std::uint32_t user = 0; user < users; ++user)
        m_purses.push_back({user, network.userOutPoint(user), network.userCoin(user), false});
}

std::size_t Payments::choosePurse() {
    const bool child = m_random.chance(m_scenario.child);
    const auto start = static_cast<std::size_t>(m_random.below(m_purses.size()));
    for (std::size_t i = 0; i < m_purses.size(); ++i) {
        const std::size_t at = (start + i) % m_purses.size();
        if (m_purses[at].fresh == child) return at;
    }
    return start;
}

std::vector<Payment> Payments::next() {
    if (m_purses.empty()) return {};
    const std::size_t chosen = choosePurse();
    const Purse purse = m_purses[chosen];
    m_purses.erase(m_purses.begin() + static_cast<std::ptrdiff_t>(chosen));
    const std::uint64_t most = purse.coin.output.value.satoshi() / 2;
    if (most < 10'000) return {};
    const auto to = static_cast<std::uint32_t>(m_random.below(m_users));
    const std::uint64_t satoshi = m_random.between(5'000, most);
    std::vector<Payment> made{pay(purse, to, satoshi)};
    if (m_random.chance(m_scenario.conflict))
        made.push_back(pay(purse, (to + 1) % m_users, satoshi - 1));
    for (const Payment& payment : made) {
        m_index.emplace(payment.id, m_payments.size());
        m_payments.push_back(payment);
    }
    // Whoever believes the first side of a conflict may go on to spend it, and fare with it.
    keepOutputs(made.front(), purse.owner, to);
    return made;
}

Payment Payments::pay(const Purse& purse, std::uint32_t to, std::uint64_t satoshi) {
    // Who pays more takes the place of who pays less: only where there are not places for all.
    const auto fee =
        static_cast<std::uint32_t>(m_scenario.pool != 0 ? m_random.between(500, 5'000) : 1'000);
    Payment payment;
    payment.tx = simpleTransfer(m_network, purse.owner, to, *Amount::fromSatoshi(satoshi),
                                purse.outpoint, purse.coin, m_scheme, Amount::satoshi(fee));
    payment.id = payment.tx.id();
    if (m_index.contains(purse.outpoint.txid)) payment.parents.push_back(purse.outpoint.txid);
    return payment;
}

void Payments::keepOutputs(const Payment& payment, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t i = 0; i < payment.tx.outputs.size(); ++i)
        m_purses.push_back({i == 0 ? to : from, {payment.id, i}, {payment.tx.outputs[i], 0}, true});
}

Payments::Fate Payments::fateOf(const Payment& payment, const BlockChecker& blocks) const {
    if (blocks.committedAt(payment.id)) return Fate::Committed;
    for (const OutPoint& input : payment.tx.inputs)
        if (blocks.spenderOf(input)) return Fate::Impossible;
    for (const Hash& parent : payment.parents)
        if (fateOf(m_payments[m_index.at(parent)], blocks) == Fate::Impossible)
            return Fate::Impossible;
    return Fate::Open;
}

std::vector<const Payment*> Payments::open(const BlockChecker& blocks) {
    while (m_firstOpen < m_payments.size() && fateOf(m_payments[m_firstOpen], blocks) != Fate::Open)
        ++m_firstOpen;
    std::vector<const Payment*> found;
    for (std::size_t i = m_firstOpen; i < m_payments.size(); ++i)
        if (fateOf(m_payments[i], blocks) == Fate::Open) found.push_back(&m_payments[i]);
    return found;
}

}  // namespace timecoin::sim
