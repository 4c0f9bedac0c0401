#include "tests/sim/clients/operators.h"

namespace timecoin::sim {

Operators::Operators(const TestNetwork& network, const SignatureScheme& scheme,
                     const Scenario& scenario, Random random)
    : m_network(network),
      m_scheme(scheme),
      m_scenario(scenario),
      m_random(random) {
    const auto users = static_cast<std::uint32_t>(network.users.size());
    for (std::uint32_t i = 0; i < scenario.joins; ++i) {
        m_newcomers.emplace_back(i);
        const NewMasternode& node = m_newcomers.back();
        m_registrations.push_back(
            {m_random.below(scenario.joinWithinMs),
             registrationTransaction(network, node, users - scenario.joins + i, scheme),
             node.operatorKey.publicKey()});
    }
}

void Operators::plan() {
    for (std::uint32_t i = 0; i < m_scenario.retires && !m_up.empty(); ++i) {
        const MemberIndex member = m_random.pick(m_up);
        std::erase(m_up, member);
        const OutPoint collateral{m_network.hash(), member};
        const SigningKey& owner = m_network.owners[member];
        const Retirement said{collateral, Lock::toKey(owner.publicKey())};
        m_retirements.push_back({m_random.below(m_scenario.joinWithinMs),
                                 signedAction(m_network.hash(), said, owner, m_scheme),
                                 m_network.operators[member].publicKey()});
    }
}

std::optional<Transaction> Operators::revival(const SigningKey& key,
                                              const RegistryState& registry) const {
    const MasternodeEntry* entry = registry.findOperator(key.publicKey());
    if (entry == nullptr || entry->state != MasternodeState::Suspended) return std::nullopt;
    const OperatorUpdate said{entry->node.collateral, key.publicKey(), entry->updateNumber + 1,
                              "127.0.0.1:24999", kRulesVersion};
    return signedAction(m_network.hash(), said, key, m_scheme);
}

std::vector<Transaction> Operators::due(const RegistryModel& model, std::uint64_t nowMs) const {
    const RegistryState registry = model.expected();
    std::vector<Transaction> out;
    for (const Planned* one : open(registry))
        if (nowMs >= one->atMs) out.push_back(one->tx);
    for (const MemberIndex member : m_up)
        if (auto tx = revival(m_network.operators[member], registry)) out.push_back(*tx);
    for (const NewMasternode& node : m_newcomers)
        if (auto tx = revival(node.operatorKey, registry)) out.push_back(*tx);
    return out;
}

std::vector<const Operators::Planned*> Operators::open(const RegistryState& registry) const {
    std::vector<const Planned*> out;
    for (const Planned& one : m_registrations)
        if (registry.findOperator(one.key) == nullptr) out.push_back(&one);
    for (const Planned& one : m_retirements) {
        const MasternodeEntry* entry = registry.findOperator(one.key);
        if (entry != nullptr && entry->retireSlot == 0) out.push_back(&one);
    }
    return out;
}

bool Operators::done(const RegistryModel& model) const {
    return open(model.expected()).empty();
}

}  // namespace timecoin::sim
