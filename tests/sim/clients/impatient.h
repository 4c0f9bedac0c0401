// People who cannot wait: they try to spend what is theirs and not free yet, the collateral of a
// masternode and the reward of a block. Once it is free it is a payment like any other.
#pragma once

#include "tests/sim/checkers/blocks.h"
#include "tests/sim/random.h"
#include "tests/support/fixtures.h"

#include <optional>

namespace timecoin::sim {

class Impatient {
public:
    Impatient(const TestNetwork& network, const SignatureScheme& scheme, Random random)
        : m_network(network),
          m_scheme(scheme),
          m_random(random) {}

    /// What the owner of a masternode of the genesis tries next.
    std::optional<Transaction> next(const BlockChecker& blocks);
    Random& random() { return m_random; }

private:
    std::optional<Transaction> spend(const OutPoint& outpoint, const Coin& coin);

    const TestNetwork& m_network;
    const SignatureScheme& m_scheme;
    Random m_random;
};

}  // namespace timecoin::sim
