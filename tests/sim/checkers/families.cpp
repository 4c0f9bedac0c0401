#include "tests/sim/checkers/families.h"

namespace timecoin::sim {

void FamilyChecker::onTransfer(const Hash& id, const std::vector<OutPoint>& inputs) {
    auto& parents = m_parents[id];
    for (const OutPoint& input : inputs)
        if (m_parents.contains(input.txid)) parents.insert(input.txid);
}

void FamilyChecker::onBlock(const Block& block) {
    for (const Transaction& transaction : block.transactions)
        m_committed.emplace(transaction.id(), block.header.height);
}

void FamilyChecker::onSigned(NodeNumber node, const wire::Message& message) {
    if (m_excused.contains(node)) return;
    if (const auto* votes = std::get_if<wire::TxVotesMessage>(&message))
        noteVotes(node, votes->vote.at.height, votes->ids);
    else if (const auto* acks = std::get_if<wire::TxAcksMessage>(&message))
        noteAcks(node, acks->ack.at.height, acks->ids);
}

void FamilyChecker::onSent(const wire::Message& message) {
    const auto note = [&](const StatementHeader& at, const Hash& id) {
        if (const auto signer = m_members.nodeOf(at.height, at.member))
            m_votesSent[at.height][id].insert(*signer);
    };
    if (const auto* votes = std::get_if<wire::TxVotesMessage>(&message)) {
        for (const Hash& id : votes->ids) note(votes->vote.at, id);
    } else if (const auto* shown = std::get_if<wire::TransferCertificateMessage>(&message)) {
        if (shown->certificate.kind != StatementKind::TxVote) return;
        for (const IdProof& proof : shown->certificate.proofs)
            note(proof.at, shown->certificate.id);
    }
}

void FamilyChecker::onCertified(NodeNumber node, const Hash& id, std::uint64_t height) {
    std::set<NodeNumber> voters = m_votesSent[height][id];
    if (m_ownVotes[height][id].contains(node)) voters.insert(node);
    if (voters.size() < m_members.needed(height))
        m_verdict.fail("votes: node " + std::to_string(node) + " calls " + toHex(id) +
                       " certified in window " + std::to_string(height) + ", and " +
                       std::to_string(voters.size()) + " members voted for it there");
}

std::vector<Hash> FamilyChecker::openParents(const Hash& id, std::uint64_t height) const {
    std::vector<Hash> open;
    const auto found = m_parents.find(id);
    if (found == m_parents.end()) return open;
    for (const Hash& parent : found->second) {
        const auto at = m_committed.find(parent);
        if (at == m_committed.end() || at->second >= height) open.push_back(parent);
    }
    return open;
}

/// A child in one batch with its parent came too early as well: the batch certifies nothing before
/// it is signed.
void FamilyChecker::noteVotes(NodeNumber signer, std::uint64_t height,
                              const std::vector<Hash>& ids) {
    for (const Hash& id : ids) {
        for (const Hash& parent : openParents(id, height)) {
            std::set<NodeNumber> voters = m_votesSent[height][parent];
            if (m_ownVotes[height][parent].contains(signer)) voters.insert(signer);
            if (voters.size() < m_members.needed(height))
                m_verdict.fail("family: node " + std::to_string(signer) + " voted for " +
                               toHex(id) + " in window " + std::to_string(height) + " when " +
                               std::to_string(voters.size()) + " members had voted for its parent");
        }
    }
    for (const Hash& id : ids) m_ownVotes[height][id].insert(signer);
}

void FamilyChecker::noteAcks(NodeNumber signer, std::uint64_t height,
                             const std::vector<Hash>& ids) {
    for (const Hash& id : ids) {
        for (const Hash& parent : openParents(id, height))
            if (!m_ownAcks[height][parent].contains(signer))
                m_verdict.fail("family: node " + std::to_string(signer) + " acknowledged " +
                               toHex(id) + " in window " + std::to_string(height) +
                               " and not its parent before");
        m_ownAcks[height][id].insert(signer);
    }
}

}  // namespace timecoin::sim
