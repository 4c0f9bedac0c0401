// A masternode that starts signs nothing before others have told it how far it had come.
#pragma once

#include "tests/sim/checkers/members.h"

#include "node/storage/storage.h"
#include "node/wire/messages.h"

namespace timecoin::sim {

/// Answers of members enough for a quorum with itself reached it since it started (R-SIG-5).
class StartUpChecker {
public:
    StartUpChecker(const Network& network, const SignatureScheme& scheme,
                   const MemberChecker& members, const std::set<NodeNumber>& excused,
                   Verdict& verdict)
        : m_genesis(network.genesisHash),
          m_scheme(scheme),
          m_members(members),
          m_excused(excused),
          m_verdict(verdict) {}

    /// It begins anew on a chain of this height, and what it heard before counts no more.
    void onStart(NodeNumber node, std::uint64_t height) {
        m_boots[node] = {height + 1, {}, {}, false};
    }
    void onSent(NodeNumber node, const wire::Message& message);
    void onArrived(NodeNumber node, const wire::Message& message);
    void onDurable(NodeNumber node, const std::vector<SafetyRecord>& records);

private:
    struct Boot {
        std::uint64_t height = 0;  ///< in work when it started
        std::optional<wire::AskNewest> asked;
        std::set<PublicKey> answered;
        bool judged = false;
    };

    const Hash m_genesis;
    const SignatureScheme& m_scheme;
    const MemberChecker& m_members;
    const std::set<NodeNumber>& m_excused;
    Verdict& m_verdict;
    std::map<NodeNumber, Boot> m_boots;
};

}  // namespace timecoin::sim
