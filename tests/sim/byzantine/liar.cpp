#include "tests/sim/byzantine/liar.h"

namespace timecoin::sim {

Liar::Liar(Ground ground, const std::set<Family>& families,
           const std::map<PublicKey, const SigningKey*>& keys, Random random)
    : m_ground(std::move(ground)),
      m_keys(keys) {
    for (const Family family : families)
        if (auto strategy = makeStrategy(family, m_ground, random.split()))
            m_strategies.push_back(std::move(strategy));
}

bool Liar::isOwn(const wire::Message& message) const {
    const StatementHeader* at = headerIn(message);
    if (at == nullptr || at->height > m_ground.members.height() + 1) return false;
    const auto& keys = m_ground.members.membersAt(at->height);
    return at->member < keys.size() && keys[at->member] == m_ground.key.publicKey();
}

Messages Liar::told(const wire::Message& message, std::uint32_t peer) {
    Messages said{message};
    for (const auto& strategy : m_strategies) {
        Messages next;
        for (const wire::Message& one : said)
            for (wire::Message& made : strategy->told(one, isOwn(one), peer))
                next.push_back(std::move(made));
        said = std::move(next);
    }
    return said;
}

Messages Liar::unasked(std::uint32_t peer) {
    Messages said;
    for (const auto& strategy : m_strategies)
        for (wire::Message& made : strategy->unasked(peer)) said.push_back(std::move(made));
    return said;
}

std::optional<wire::Message> Liar::heard(wire::Message message) {
    for (const auto& strategy : m_strategies) strategy->heard(message);
    if (isOwn(message)) return std::nullopt;
    auto* answer = std::get_if<wire::NewestAnswer>(&message);
    if (answer == nullptr || answer->about != m_ground.key.publicKey()) return message;
    // Others hold what it never signed by its own log, and it does not care.
    const auto key = m_keys.find(answer->answerer);
    if (key == m_keys.end()) return message;
    answer->newestSequence = 0;
    answer->statement.clear();
    answer->statementSignature = {};
    answer->signature = m_ground.scheme.sign(
        *key->second, wire::signingBytes(*answer, m_ground.network.genesisHash));
    return message;
}

}  // namespace timecoin::sim
