// People who run masternodes: some register one while the network runs, one may retire, and whoever
// finds its own suspended says that it is back. They see committed blocks only.
#pragma once

#include "tests/sim/checkers/checkers.h"
#include "tests/sim/random.h"
#include "tests/sim/scenario.h"
#include "tests/support/masternode_actions.h"

#include <optional>
#include <vector>

namespace timecoin::sim {

class Operators {
public:
    /// The last `scenario.joins` users of the network pay for the registrations.
    Operators(const TestNetwork& network, const SignatureScheme& scheme, const Scenario& scenario,
              Random random);

    /// Keys of the masternodes that join later, in the order of their nodes.
    const std::vector<NewMasternode>& newcomers() const { return m_newcomers; }
    /// This member of the genesis is there and will be, unless it retires.
    void staysUp(MemberIndex member) { m_up.push_back(member); }
    /// To be called once all are known: chooses who retires.
    void plan();

    /// What they send at this moment; the same again until a block holds it.
    std::vector<Transaction> due(const RegistryModel& model, std::uint64_t nowMs) const;
    /// Everything planned stands in blocks.
    bool done(const RegistryModel& model) const;

private:
    struct Planned {
        std::uint64_t atMs = 0;
        Transaction tx;
        PublicKey key;
    };
    /// Planned and in no block yet.
    std::vector<const Planned*> open(const RegistryState& registry) const;
    std::optional<Transaction> revival(const SigningKey& key, const RegistryState& registry) const;

    const TestNetwork& m_network;
    const SignatureScheme& m_scheme;
    const Scenario& m_scenario;
    Random m_random;
    std::vector<NewMasternode> m_newcomers;
    std::vector<MemberIndex> m_up;
    std::vector<Planned> m_registrations;
    std::vector<Planned> m_retirements;
};

}  // namespace timecoin::sim
