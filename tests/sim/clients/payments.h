// The clients: people who pay each other, spend what is not in a block yet, and now and then try to
// spend one coin twice.
#pragma once

#include "tests/sim/checkers/checkers.h"
#include "tests/sim/random.h"
#include "tests/sim/scenario.h"
#include "tests/support/fixtures.h"

#include <vector>

namespace timecoin::sim {

struct Payment {
    Transaction tx;
    Hash id;
    std::vector<Hash> parents;  ///< payments whose outputs it spends
};

class Payments {
public:
    /// The first `users` of the network pay each other.
    Payments(const TestNetwork& network, std::uint32_t users, const SignatureScheme& scheme,
             const Scenario& scenario, Random random);

    /// The next payment, or the two sides of a conflict; empty when nobody has a coin to spend.
    std::vector<Payment> next();

    /// Whether this conflict is one that splits the votes, and which node gets which side.
    bool splits() { return m_split.chance(m_scenario.split); }
    std::uint64_t splitMask() { return m_split.next(); }

    enum class Fate : std::uint8_t { Open, Committed, Impossible };
    /// Judged by the committed blocks alone.
    Fate fateOf(const Payment& payment, const BlockChecker& blocks) const;
    /// Those whose fate is open, oldest first; parents come before children.
    std::vector<const Payment*> open(const BlockChecker& blocks);
    std::size_t made() const { return m_payments.size(); }
    const std::vector<Payment>& all() const { return m_payments; }

private:
    struct Purse {
        std::uint32_t owner;
        OutPoint outpoint;
        Coin coin;
        bool fresh;  ///< made by a payment, not by genesis
    };
    Payment pay(const Purse& purse, std::uint32_t to, std::uint64_t satoshi);
    void keepOutputs(const Payment& payment, std::uint32_t from, std::uint32_t to);
    std::size_t choosePurse();

    const TestNetwork& m_network;
    std::uint32_t m_users;
    const SignatureScheme& m_scheme;
    const Scenario& m_scenario;
    Random m_random;
    Random m_split;
    std::vector<Purse> m_purses;
    std::vector<Payment> m_payments;
    std::map<Hash, std::size_t> m_index;
    std::size_t m_firstOpen = 0;
};

}  // namespace timecoin::sim
