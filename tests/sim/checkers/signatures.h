// Whether a member said what is said in its name.
#pragma once

#include "tests/sim/checkers/members.h"

#include "node/wire/messages.h"

namespace timecoin::sim {

class Signatures {
public:
    Signatures(const Network& network, const SignatureScheme& scheme, const MemberChecker& members)
        : m_genesis(network.genesisHash),
          m_scheme(scheme),
          m_members(members) {}

    /// False too when there is no such member, or nobody knows yet who governs that height.
    template <class S>
    bool hold(const S& statement) const {
        const PublicKey* key = m_members.keyOf(statement.at.height, statement.at.member);
        return key != nullptr &&
               m_scheme.verify(*key, signingBytes(statement, m_genesis), statement.signature);
    }

private:
    const Hash m_genesis;
    const SignatureScheme& m_scheme;
    const MemberChecker& m_members;
};

}  // namespace timecoin::sim
