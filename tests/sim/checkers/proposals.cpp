#include "tests/sim/checkers/proposals.h"

namespace timecoin::sim {

void ProposalChecker::onSent(NodeNumber node, const wire::Message& message) {
    const auto* proposal = std::get_if<wire::ProposalMessage>(&message);
    if (proposal == nullptr) return;
    const StatementHeader& at = proposal->prePrepare.at;
    if (at.height == 0 || at.height > m_members.height() + 1) return;
    const Place place{at.height, at.view, proposal->prePrepare.block};
    Writer shown;
    encodeStatement(proposal->prePrepare, shown);
    shown.fixed(proposal->justification.digest());
    if (!m_seen.insert(shown.take()).second) return;
    const std::string flaw = flawOf(*proposal);
    const auto [known, isNew] = m_flaws.emplace(place, flaw);
    if (!isNew && flaw.empty()) known->second.clear();
    if (flaw.empty() || m_excused.contains(node) || m_members.nodeOf(at.height, at.member) != node)
        return;
    m_verdict.fail("proposal: node " + std::to_string(node) + " proposed for height " +
                   std::to_string(at.height) + ", view " + std::to_string(at.view) + ", although " +
                   flaw);
}

void ProposalChecker::onSigned(NodeNumber node, const wire::Message& message) {
    const auto* said = std::get_if<wire::PrepareMessage>(&message);
    if (said == nullptr || m_excused.contains(node)) return;
    const Prepare& prepare = said->prepare;
    const auto shown = m_flaws.find({prepare.at.height, prepare.at.view, prepare.block});
    if (shown != m_flaws.end() && shown->second.empty()) return;
    m_verdict.fail("proposal: node " + std::to_string(node) + " prepared " + toHex(prepare.block) +
                   " at height " + std::to_string(prepare.at.height) + ", view " +
                   std::to_string(prepare.at.view) + ", although " +
                   (shown == m_flaws.end() ? "nobody proposed it" : shown->second));
}

std::string ProposalChecker::flawOf(const wire::ProposalMessage& proposal) const {
    const PrePrepare& said = proposal.prePrepare;
    const PublicKey* key = m_members.keyOf(said.at.height, said.at.member);
    if (key == nullptr || *key != m_members.primary(said.at.height, said.at.view))
        return "it was not that member's turn";
    if (!m_signatures.hold(said) || said.justification != proposal.justification.digest() ||
        said.block != proposal.block.header.hash())
        return "its PRE-PREPARE is not of it";
    if (const std::string flaw = flawOfReason(proposal); !flaw.empty()) return flaw;
    if (!proposal.justification.prepared && proposal.block.header.proposer != *key)
        return "it is new and names another proposer";
    return {};
}

/// q VIEW-CHANGEs for this view, and of what they name the highest P.
std::string ProposalChecker::flawOfReason(const wire::ProposalMessage& proposal) const {
    const StatementHeader& at = proposal.prePrepare.at;
    std::set<MemberIndex> asking;
    std::optional<PreparedRef> highest;
    for (const ViewChange& change : proposal.justification.changes) {
        if (change.at.height != at.height || change.at.epoch != at.epoch ||
            change.at.view != at.view || !m_signatures.hold(change))
            return "a VIEW-CHANGE of J is not one for this view";
        asking.insert(change.at.member);
        const auto& named = change.prepared;
        if (named && (!highest || named->view > highest->view)) highest = named;
    }
    if (asking.size() < m_members.needed(at.height))
        return "J holds VIEW-CHANGEs of " + std::to_string(asking.size()) + " members";
    const auto& shown = proposal.justification.prepared;
    if (!highest) return shown ? "J shows a P that nobody names" : "";
    if (shown && (shown->height != at.height || shown->epoch != at.epoch))
        return "J's P is of another height";
    if (!shown || shown->view != highest->view) return "J does not show the highest P it names";
    if (shown->block != proposal.prePrepare.block) return "the block is not that of J's P";
    return flawOfPrepared(*shown);
}

std::string ProposalChecker::flawOfPrepared(const PreparedCertificate& prepared) const {
    std::set<MemberIndex> signers;
    for (const CertificateEntry& entry : prepared.entries) {
        const StatementHeader at{prepared.epoch, prepared.height, prepared.view, entry.member,
                                 entry.sequence};
        const PublicKey* key = m_members.keyOf(prepared.height, entry.member);
        const bool primary =
            key != nullptr && *key == m_members.primary(prepared.height, prepared.view);
        const bool good =
            primary ? m_signatures.hold(
                          PrePrepare{at, prepared.block, prepared.justification, entry.signature})
                    : m_signatures.hold(Prepare{at, prepared.block, entry.signature});
        if (!good) return "a signature of J's P does not hold";
        signers.insert(entry.member);
    }
    if (signers.size() >= m_members.needed(prepared.height)) return {};
    return "J's P is signed by " + std::to_string(signers.size()) + " members";
}

}  // namespace timecoin::sim
