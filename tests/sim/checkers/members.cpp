#include "tests/sim/checkers/members.h"

#include <algorithm>

namespace timecoin::sim {

MemberChecker::MemberChecker(const Network& network, Verdict& verdict)
    : m_verdict(verdict),
      m_tip(network.genesisHeader()),
      m_tipHash(m_tip.hash()),
      m_model(network) {
    for (const Masternode& member : network.genesis.members.members())
        m_nodes.emplace(member.operatorKey, static_cast<NodeNumber>(m_nodes.size()));
    m_before.emplace(0, Before{});
    noteTurns();
}

void MemberChecker::noteTurns() {
    const std::uint64_t next = m_model.height() + 1;
    const auto& members = m_model.membersAt(next);
    const auto demoted = m_model.expected().demoted;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (std::find(demoted.begin(), demoted.end(), i) == demoted.end())
            m_turns[next].push_back(members[i]);
}

const PublicKey& MemberChecker::primary(std::uint64_t height, std::uint32_t view) const {
    const auto& turns = m_turns.at(height);
    return turns[(height + view) % turns.size()];
}

void MemberChecker::onBlock(const Block& block) {
    const BlockHeader& header = block.header;
    const std::uint64_t height = header.height;
    // What does not stand on the chain is for the other checkers to judge.
    if (height != m_model.height() + 1 || header.previous != m_tipHash ||
        header.timestampMs <= m_tip.timestampMs)
        return;
    const std::string what = "registry: height " + std::to_string(height) + ": ";
    const auto& members = m_model.membersAt(height);
    const auto& signers = m_model.membersAt(height - 1);
    if (std::find(members.begin(), members.end(), header.proposer) == members.end())
        m_verdict.fail(what + "its proposer is no member");
    for (const CertificateEntry& entry : block.lastCommit.entries) {
        if (entry.member < signers.size()) continue;
        m_verdict.fail(what + "its last commit is by member " + std::to_string(entry.member) +
                       ", who does not exist");
        return;
    }
    m_before.emplace(height, Before{m_model.rewardDue(), m_model.locked()});
    if (const std::string refusal = m_model.onBlock(block); !refusal.empty())
        m_verdict.fail(what + "a masternode transaction is refused: " + refusal);
    if (m_model.expected().hash() != header.registryHash)
        m_verdict.fail(what + "the header names another registry");
    m_tip = header;
    m_tipHash = header.hash();
    noteTurns();
}

/// Of a height whose set is not known yet: who would govern it if no set changed.
const std::vector<PublicKey>& MemberChecker::membersAt(std::uint64_t height) const {
    return m_model.membersAt(std::min(height, m_model.height() + 1));
}

std::optional<NodeNumber> MemberChecker::nodeOf(std::uint64_t height, MemberIndex member) const {
    const auto& members = membersAt(height);
    if (member >= members.size()) return std::nullopt;
    const auto found = m_nodes.find(members[member]);
    if (found == m_nodes.end()) return std::nullopt;
    return found->second;
}

const PublicKey* MemberChecker::keyOf(std::uint64_t height, MemberIndex member) const {
    if (height == 0 || height > m_model.height() + 1) return nullptr;
    const auto& members = m_model.membersAt(height);
    return member < members.size() ? &members[member] : nullptr;
}

bool MemberChecker::isMember(std::uint64_t height, NodeNumber node) const {
    const auto& members = membersAt(height);
    return std::any_of(members.begin(), members.end(), [&](const PublicKey& key) {
        const auto found = m_nodes.find(key);
        return found != m_nodes.end() && found->second == node;
    });
}

std::uint32_t MemberChecker::needed(std::uint64_t height) const {
    return membersNeeded(static_cast<std::uint32_t>(membersAt(height).size()));
}

}  // namespace timecoin::sim
