// Who governs which height, and where verdicts go. Shares no code with the node but its values and
// their codec.
#pragma once

#include "tests/support/registry_model.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace timecoin::sim {

/// 0 .. n-1 are the members of the genesis set in its order, higher ones look on.
using NodeNumber = std::uint32_t;

/// The first promise that was broken, as a sentence.
class Verdict {
public:
    void fail(std::string sentence) {
        if (!m_sentence) m_sentence = std::move(sentence);
    }
    const std::optional<std::string>& sentence() const { return m_sentence; }

private:
    std::optional<std::string> m_sentence;
};

/// Members needed of n: the least k of which three times exceed twice n.
std::uint32_t membersNeeded(std::uint32_t n);

/// Who governs which height, told from committed blocks. Indexes of members mean other nodes after
/// the set has changed; here a node keeps its number.
class MemberChecker {
public:
    MemberChecker(const Network& network, Verdict& verdict);

    /// This node signs with this key when it is a member; those of the genesis are known.
    void addOperator(NodeNumber node, const PublicKey& key) { m_nodes[key] = node; }
    /// The next block of the chain, whoever tells it first.
    void onBlock(const Block& block);
    std::uint64_t height() const { return m_model.height(); }
    /// nullopt: no such member.
    std::optional<NodeNumber> nodeOf(std::uint64_t height, MemberIndex member) const;
    /// nullptr: no such member, or a height above the one in work.
    const PublicKey* keyOf(std::uint64_t height, MemberIndex member) const;
    bool isMember(std::uint64_t height, NodeNumber node) const;
    std::uint32_t needed(std::uint64_t height) const;
    std::uint32_t count(std::uint64_t height) const {
        return static_cast<std::uint32_t>(membersAt(height).size());
    }
    const RegistryModel& model() const { return m_model; }

    /// What the registry said to a block before it: where its reward goes, what it may not spend.
    struct Before {
        std::optional<Lock> rewardDue;
        std::set<OutPoint> locked;
    };
    const Before& before(std::uint64_t height) const { return m_before.at(height); }
    /// Whose turn it is to propose, from known heights up to the one in work; members take turns in
    /// their order, but for the demoted.
    const PublicKey& primary(std::uint64_t height, std::uint32_t view) const;

private:
    const std::vector<PublicKey>& membersAt(std::uint64_t height) const;
    void noteTurns();

    Verdict& m_verdict;
    BlockHeader m_tip;
    Hash m_tipHash;
    std::map<PublicKey, NodeNumber> m_nodes;
    std::map<std::uint64_t, Before> m_before;
    std::map<std::uint64_t, std::vector<PublicKey>> m_turns;
    RegistryModel m_model;
};

}  // namespace timecoin::sim
