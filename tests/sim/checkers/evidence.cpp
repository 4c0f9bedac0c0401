#include "tests/sim/checkers/evidence.h"

#include "node/chain/masternode_actions.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

bool samePlace(const StatementHeader& a, const StatementHeader& b) {
    return a.epoch == b.epoch && a.height == b.height && a.member == b.member;
}

bool contradict(const PrePrepare& a, const PrePrepare& b) {
    return a.at.view == b.at.view && (a.block != b.block || a.justification != b.justification);
}
bool contradict(const Prepare& a, const Prepare& b) {
    return a.at.view == b.at.view && a.block != b.block;
}
bool contradict(const Commit& a, const Commit& b) {
    return a.at.view == b.at.view && a.block != b.block;
}
bool contradict(const ViewChange& a, const ViewChange& b) {
    return a.acknowledged != b.acknowledged || (a.at.view == b.at.view && a.prepared != b.prepared);
}

bool holds(const std::vector<Hash>* ids, const Hash& id) {
    return ids != nullptr && std::find(ids->begin(), ids->end(), id) != ids->end();
}

}  // namespace

EvidenceChecker::EvidenceChecker(const Network& network, const SignatureScheme& scheme,
                                 const MemberChecker& members, const StatementChecker& statements,
                                 const std::set<NodeNumber>& liars, Verdict& verdict)
    : m_genesis(network.genesisHash),
      m_scheme(scheme),
      m_members(members),
      m_statements(statements),
      m_liars(liars),
      m_verdict(verdict) {}

void EvidenceChecker::onBlock(const Block& block) {
    for (const Transaction& tx : block.transactions) {
        if (tx.kind != TransactionKind::Evidence) continue;
        const std::string what =
            "evidence: height " + std::to_string(block.header.height) + ": " + toHex(tx.id()) + " ";
        const auto action = decodePayload(tx.kind, tx.payload);
        const auto* evidence = action ? std::get_if<Evidence>(&*action) : nullptr;
        if (evidence == nullptr)
            m_verdict.fail(what + "is none");
        else
            judge(*evidence, what);
    }
}

void EvidenceChecker::judge(const Evidence& evidence, const std::string& what) {
    ++m_count;
    const StatementHeader& at = evidence.place();
    const auto accused = m_members.nodeOf(at.height, at.member);
    const PublicKey* key = m_members.keyOf(at.height, at.member);
    if (!accused || key == nullptr || *key != evidence.operatorKey)
        return m_verdict.fail(what + "names a key that was no such member");
    if (!m_liars.contains(*accused))
        return m_verdict.fail(what + "accuses node " + std::to_string(*accused) +
                              ", which is honest");
    const std::string flaw = std::visit(
        [&](const auto& proof) { return flawOf(proof, evidence.operatorKey); }, evidence.proof);
    if (!flaw.empty()) m_verdict.fail(what + flaw);
}

template <class S>
bool EvidenceChecker::signedBy(const PublicKey& key, const S& statement) const {
    return m_scheme.verify(key, signingBytes(statement, m_genesis), statement.signature);
}

template <class S>
std::string EvidenceChecker::flawOf(const Contradiction<S>& pair, const PublicKey& key) const {
    if (!signedBy(key, pair.first) || !signedBy(key, pair.second)) return "is not signed by it";
    if (!samePlace(pair.first.at, pair.second.at)) return "is about two places";
    return contradict(pair.first, pair.second) ? "" : "is no contradiction";
}

std::string EvidenceChecker::flawOf(const DoubleVote& pair, const PublicKey& key) const {
    if (!signedBy(key, pair.first.batch<TxVote>()) || !signedBy(key, pair.second.batch<TxVote>()))
        return "is not signed by it";
    if (!samePlace(pair.first.at, pair.second.at)) return "is about two places";
    const auto* first = m_statements.batch(pair.first.ids);
    const auto* second = m_statements.batch(pair.second.ids);
    if (first == nullptr || second == nullptr) return "is about votes that nobody showed";
    for (const Hash& a : *first) {
        const auto* inputs = m_statements.inputsOf(a);
        for (const Hash& b : *second) {
            const auto* others = m_statements.inputsOf(b);
            if (a == b || inputs == nullptr || others == nullptr) continue;
            for (const OutPoint& one : *inputs)
                if (std::find(others->begin(), others->end(), one) != others->end()) return "";
        }
    }
    return "holds no two votes for one coin";
}

std::string EvidenceChecker::flawOf(const UnlistedAck& proof, const PublicKey& key) const {
    if (!signedBy(key, proof.ack.batch<TxAck>()) || !signedBy(key, proof.change))
        return "is not signed by it";
    if (!samePlace(proof.ack.at, proof.change.at)) return "is about two places";
    if (!holds(m_statements.batch(proof.ack.ids), proof.id))
        return "is about an acknowledgement that nobody showed";
    if (proof.change.acknowledged.count == 0) return "";
    const auto* list = m_statements.list(proof.change.at.height, proof.change.acknowledged);
    return holds(list, proof.id) ? "names a transfer that is listed" : "";
}

}  // namespace timecoin::sim
