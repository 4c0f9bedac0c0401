// The mouth and the ears of a member that lies: its strategies, one after the other.
#pragma once

#include "tests/sim/byzantine/strategy.h"

#include <optional>
#include <set>

namespace timecoin::sim {

class Liar {
public:
    /// `keys`: of all operators, to make its own core believe what nobody said.
    Liar(Ground ground, const std::set<Family>& families,
         const std::map<PublicKey, const SigningKey*>& keys, Random random);

    /// What `peer` is told instead of `message`.
    Messages told(const wire::Message& message, std::uint32_t peer);
    Messages unasked(std::uint32_t peer);
    /// What its core hears instead; nothing of its own lies: it would fall silent.
    std::optional<wire::Message> heard(wire::Message message);

private:
    bool isOwn(const wire::Message& message) const;

    Ground m_ground;
    const std::map<PublicKey, const SigningKey*>& m_keys;
    std::vector<std::unique_ptr<Strategy>> m_strategies;
};

}  // namespace timecoin::sim
