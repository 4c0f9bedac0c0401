// A member that lies: it runs the honest core, but tells some peers something else, signed with its
// own key, and tells some nothing. (Behind --equivocators; the checkers do not judge what it says.)
#pragma once

#include "node/base/crypto.h"
#include "node/wire/messages.h"
#include "tests/sim/random.h"
#include "tests/support/registry_model.h"

#include <map>
#include <optional>

namespace timecoin::sim {

class Equivocator {
public:
    Equivocator(const SigningKey& key, const SignatureScheme& scheme, const Hash& genesis,
                Random random)
        : m_key(key),
          m_scheme(scheme),
          m_genesis(genesis),
          m_random(random) {}

    /// What one peer is told instead of `message`; the message itself when it is not this member's
    /// own or the dice say so; nothing when it is withheld. `rivals`: the other side of a conflict.
    std::optional<wire::Message> told(const wire::Message& message,
                                      const std::map<Hash, Hash>& rivals);
    /// Its core must not hear its own lies: it would fall silent.
    bool isOwn(const wire::Message& message, const RegistryModel& members) const;

private:
    template <class S>
    S resigned(S statement) const;
    wire::Message otherSide(const wire::TxVotesMessage& votes,
                            const std::map<Hash, Hash>& rivals) const;
    wire::Message otherBlock(const wire::ProposalMessage& proposal);
    wire::Message lie(const wire::Message& message, const std::map<Hash, Hash>& rivals);

    const SigningKey& m_key;
    const SignatureScheme& m_scheme;
    Hash m_genesis;
    Random m_random;
    std::map<std::pair<std::uint64_t, std::uint32_t>, Hash> m_otherBlock;  // by height and view
};

}  // namespace timecoin::sim
