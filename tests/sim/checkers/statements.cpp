#include "tests/sim/checkers/statements.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

std::string nameOf(StatementKind kind) {
    switch (kind) {
    case StatementKind::Ready: return "READY";
    case StatementKind::ViewChange: return "VIEW-CHANGE";
    case StatementKind::PrePrepare: return "PRE-PREPARE";
    case StatementKind::Prepare: return "PREPARE";
    case StatementKind::Commit: return "COMMIT";
    case StatementKind::TxVote: return "TX-VOTE";
    case StatementKind::TxAck: return "TX-ACK";
    }
    return "statement of an unknown kind";
}

std::string describe(StatementKind kind, const StatementHeader& at) {
    return nameOf(kind) + "(height " + std::to_string(at.height) + ", view " +
           std::to_string(at.view) + ") of member " + std::to_string(at.member) + ", sequence " +
           std::to_string(at.sequence);
}

bool manyPerHeight(StatementKind kind) {
    return kind == StatementKind::TxVote || kind == StatementKind::TxAck;
}

/// Place in the order VOTE/ACK(h) < VC(h,v) < (PRE-)PREPARE(h,v) < COMMIT(h,v) < VC(h,v+1).
std::pair<std::uint64_t, std::uint64_t> rankOf(StatementKind kind, const StatementHeader& at) {
    const std::uint64_t view = 3ull * at.view;
    switch (kind) {
    case StatementKind::ViewChange: return {at.height, view + 1};
    case StatementKind::PrePrepare:
    case StatementKind::Prepare: return {at.height, view + 2};
    case StatementKind::Commit: return {at.height, view + 3};
    default: return {at.height, 0};
    }
}

}  // namespace

StatementChecker::StatementChecker(std::uint32_t nodes, const Network& network,
                                   const SignatureScheme& scheme, const MemberChecker& members,
                                   Verdict& verdict)
    : m_signatures(network, scheme, members),
      m_members(members),
      m_verdict(verdict),
      m_nodes(nodes) {}

const std::vector<Hash>* StatementChecker::batch(const IdListRef& ref) const {
    const auto found = m_batches.find(ref);
    return found == m_batches.end() ? nullptr : &found->second;
}

const std::vector<Hash>* StatementChecker::list(std::uint64_t height, const IdListRef& ref) const {
    const auto found = m_lists.find({height, ref});
    return found == m_lists.end() ? nullptr : &found->second;
}

const std::vector<OutPoint>* StatementChecker::inputsOf(const Hash& id) const {
    const auto found = m_inputs.find(id);
    return found == m_inputs.end() ? nullptr : &found->second;
}

void StatementChecker::onTransfer(const Hash& id, const std::vector<OutPoint>& inputs) {
    if (!m_inputs.emplace(id, inputs).second) return;
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        for (auto& [height, window] : m_nodes[i].windows)
            if (std::erase(window.votedUnknown, id) != 0)
                checkVotedSpends(static_cast<NodeNumber>(i), height, id);
}

void StatementChecker::onDurable(NodeNumber node, const std::vector<SafetyRecord>& records) {
    if (node >= m_nodes.size()) return;
    Member& member = m_nodes[node];
    for (const SafetyRecord& record : records) {
        if (record.kind == SafetyKind::Statement)
            member.durable.insert(record.sequence);
        else
            member.backing.emplace(record.height, record.name, record.kind, record.view);
    }
}

void StatementChecker::onSent(NodeNumber node, const wire::Message& message) {
    if (const auto* ready = std::get_if<wire::ReadyMessage>(&message)) {
        note(node, ready->ready);
    } else if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message)) {
        noteChange(node, change->change);
    } else if (const auto* proposal = std::get_if<wire::ProposalMessage>(&message)) {
        for (const ViewChange& named : proposal->justification.changes) noteChange(node, named);
        note(node, proposal->prePrepare);
    } else if (const auto* prepare = std::get_if<wire::PrepareMessage>(&message)) {
        note(node, prepare->prepare);
    } else if (const auto* commit = std::get_if<wire::CommitMessage>(&message)) {
        noteCommit(node, commit->commit);
    } else if (const auto* votes = std::get_if<wire::TxVotesMessage>(&message)) {
        noteVotes(node, votes->vote, votes->ids);
    } else if (const auto* acks = std::get_if<wire::TxAcksMessage>(&message)) {
        noteAcks(node, acks->ack, acks->ids);
    } else if (const auto* list = std::get_if<wire::AckList>(&message)) {
        onList(list->height, list->ids);
    }
}

const std::set<NodeNumber>& StatementChecker::acknowledgers(std::uint64_t height,
                                                            const Hash& id) const {
    static const std::set<NodeNumber> kNobody;
    const auto window = m_acknowledgers.find(height);
    if (window == m_acknowledgers.end()) return kNobody;
    const auto found = window->second.find(id);
    return found == window->second.end() ? kNobody : found->second;
}

template <class S>
std::optional<NodeNumber> StatementChecker::note(NodeNumber node, const S& statement) {
    const StatementHeader& at = statement.at;
    if (m_excused.contains(node) && !m_signatures.hold(statement)) return std::nullopt;
    const auto signer = m_members.nodeOf(at.height, at.member);
    if (!signer) {
        m_verdict.fail("node " + std::to_string(node) + " passed on a statement of member " +
                       std::to_string(at.member) + " of height " + std::to_string(at.height) +
                       ", which does not exist");
        return std::nullopt;
    }
    if (node == *signer && !m_excused.contains(*signer) &&
        !m_nodes[*signer].durable.contains(at.sequence))
        m_verdict.fail("persist before send: " + describe(S::kKind, at) +
                       " left its node before its safety log held it");
    Writer bytes;
    encodeStatement(statement, bytes);
    if (!noteSaid(*signer, {S::kKind, at, bytes.take()})) return std::nullopt;
    return signer;
}

/// Of the height in work or one before it, and signed by the member it names.
bool StatementChecker::noteSaid(NodeNumber signer, const Said& said) {
    if (m_excused.contains(signer)) return true;
    Member& member = m_nodes[signer];
    const auto [known, isNew] = member.bySequence.emplace(said.at.sequence, said);
    if (!isNew) {
        const Said& before = known->second;
        if (before.kind != said.kind || before.bytes != said.bytes)
            m_verdict.fail("equivocation: one sequence number, two statements: " +
                           describe(before.kind, before.at) + " and " +
                           describe(said.kind, said.at));
        return false;
    }
    if (!manyPerHeight(said.kind)) {
        const auto [other, first] = member.once.emplace(
            std::tuple(said.at.epoch, said.at.height, said.at.view, said.kind), said.at.sequence);
        if (!first) {
            m_verdict.fail("equivocation: " + describe(said.kind, said.at) +
                           " was said before with sequence " + std::to_string(other->second));
            return false;
        }
    }
    return checkOrder(member, said.at.sequence);
}

bool StatementChecker::checkOrder(const Member& member, std::uint64_t sequence) {
    const auto here = member.bySequence.find(sequence);
    const auto check = [&](const Said& earlier, const Said& later) {
        if (rankOf(earlier.kind, earlier.at) <= rankOf(later.kind, later.at)) return true;
        const bool window = manyPerHeight(later.kind) && earlier.at.height == later.at.height;
        m_verdict.fail(std::string(window ? "freeze: " : "order: ") +
                       describe(later.kind, later.at) + " was signed after " +
                       describe(earlier.kind, earlier.at));
        return false;
    };
    if (here != member.bySequence.begin() && !check(std::prev(here)->second, here->second))
        return false;
    const auto next = std::next(here);
    return next == member.bySequence.end() || check(here->second, next->second);
}

// ---- windows ------------------------------------------------------------------------------

void StatementChecker::noteChange(NodeNumber node, const ViewChange& change) {
    const auto signer = note(node, change);
    if (!signer || m_excused.contains(*signer)) return;
    const StatementHeader& at = change.at;
    MemberWindow& window = m_nodes[*signer].windows[at.height];
    if (!window.frozen) {
        window.frozen = change.acknowledged;
        window.frozenAt = at.sequence;
    } else if (*window.frozen != change.acknowledged) {
        m_verdict.fail("frozen list: " + describe(StatementKind::ViewChange, at) +
                       " carries another C than an earlier VIEW-CHANGE of this height");
    }
    window.frozenAt = std::min(window.frozenAt, at.sequence);
    window.changes[at.sequence] = {at.view, change.prepared ? std::optional(change.prepared->view)
                                                            : std::nullopt};
    checkLock(*signer, at.height);
    checkFrozenList(*signer, at.height);
}

/// R-SIG-4: whoever needs the block in a later view finds it, and the proof, with the committer.
void StatementChecker::noteCommit(NodeNumber node, const Commit& commit) {
    const StatementHeader& at = commit.at;
    const auto signer = note(node, commit);
    if (!signer || m_excused.contains(*signer)) return;
    const auto& backing = m_nodes[*signer].backing;
    const bool body = backing.contains({at.height, commit.block, SafetyKind::Body, 0});
    if (!body || !backing.contains({at.height, {}, SafetyKind::Prepared, at.view}))
        m_verdict.fail("persist before send: " + describe(StatementKind::Commit, at) +
                       " left its node, and the " + (body ? "prepared certificate" : "block") +
                       " of it is not in its safety log");
    m_nodes[*signer].windows[at.height].committed[at.sequence] = at.view;
    checkLock(*signer, at.height);
}

/// After a COMMIT every VIEW-CHANGE of the height names what was prepared then, or later.
void StatementChecker::checkLock(NodeNumber signer, std::uint64_t height) {
    const MemberWindow& window = m_nodes[signer].windows[height];
    for (const auto& [sequence, change] : window.changes)
        for (const auto& [earlier, view] : window.committed)
            if (earlier < sequence && (!change.second || *change.second < view))
                m_verdict.fail("lock: the VIEW-CHANGE of node " + std::to_string(signer) +
                               " for view " + std::to_string(change.first) + " of height " +
                               std::to_string(height) + " hides that it committed in view " +
                               std::to_string(view));
}

void StatementChecker::noteVotes(NodeNumber node, const TxVote& vote,
                                 const std::vector<Hash>& ids) {
    const auto signer = note(node, vote);
    if (IdListRef::of(ids) == vote.ids) m_batches.emplace(vote.ids, ids);
    if (!signer || m_excused.contains(*signer)) return;
    checkFrozenOrder(*signer, vote.at, "TX-VOTE");
    for (const Hash& id : ids) checkVotedSpends(*signer, vote.at.height, id);
}

void StatementChecker::noteAcks(NodeNumber node, const TxAck& ack, const std::vector<Hash>& ids) {
    const auto signer = note(node, ack);
    // A liar may show other ids than it signed.
    if (IdListRef::of(ids) != ack.ids) return;
    m_batches.emplace(ack.ids, ids);
    if (!signer) return;
    for (const Hash& id : ids) m_acknowledgers[ack.at.height][id].insert(*signer);
    if (m_excused.contains(*signer)) return;
    checkFrozenOrder(*signer, ack.at, "TX-ACK");
    for (const Hash& id : ids) checkBacking(*signer, ack.at, id);
    MemberWindow& window = m_nodes[*signer].windows[ack.at.height];
    for (const Hash& id : ids) {
        const auto [known, isNew] = window.acknowledged.emplace(id, ack.at.sequence);
        if (!isNew) known->second = std::min(known->second, ack.at.sequence);
    }
    checkFrozenList(*signer, ack.at.height);
}

void StatementChecker::onList(std::uint64_t height, std::vector<Hash> ids) {
    std::sort(ids.begin(), ids.end());
    const IdListRef ref = IdListRef::of(ids);
    if (!m_lists.emplace(std::pair(height, ref), std::move(ids)).second) return;
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        checkFrozenList(static_cast<NodeNumber>(i), height);
}

/// R-SIG-4: whoever needs it later finds body and certificate with every acknowledger.
void StatementChecker::checkBacking(NodeNumber signer, const StatementHeader& at, const Hash& id) {
    const auto& backing = m_nodes[signer].backing;
    const bool body = backing.contains({at.height, id, SafetyKind::Transfer, 0});
    if (body && backing.contains({at.height, id, SafetyKind::Certificate, 0})) return;
    m_verdict.fail("persist before send: node " + std::to_string(signer) + " acknowledged " +
                   toHex(id) + " in window " + std::to_string(at.height) + ", and the " +
                   (body ? "certificate" : "body") + " of it is not in its safety log");
}

void StatementChecker::checkFrozenOrder(NodeNumber signer, const StatementHeader& at,
                                        std::string_view what) {
    const MemberWindow& window = m_nodes[signer].windows[at.height];
    if (window.frozen && window.frozenAt < at.sequence)
        m_verdict.fail(
            "freeze: " + std::string(what) + " of node " + std::to_string(signer) + " in window " +
            std::to_string(at.height) + ", sequence " + std::to_string(at.sequence) +
            ", was signed after its VIEW-CHANGE, sequence " + std::to_string(window.frozenAt));
}

void StatementChecker::checkVotedSpends(NodeNumber signer, std::uint64_t height, const Hash& id) {
    MemberWindow& window = m_nodes[signer].windows[height];
    const auto inputs = m_inputs.find(id);
    if (inputs == m_inputs.end()) {
        window.votedUnknown.push_back(id);
        return;
    }
    for (const OutPoint& outpoint : inputs->second) {
        const auto [spent, isNew] = window.votedSpends.emplace(outpoint, id);
        if (!isNew && spent->second != id)
            m_verdict.fail("double vote: node " + std::to_string(signer) + " voted in window " +
                           std::to_string(height) + " for " + toHex(id) + " and " +
                           toHex(spent->second) + ", which spend the same output");
    }
}

/// Every acknowledgement signed before the first VIEW-CHANGE stands in C. C may hold more: what a
/// crash kept from leaving. Then its ids are needed, and somebody who asked for them shows them.
void StatementChecker::checkFrozenList(NodeNumber signer, std::uint64_t height) {
    const auto found = m_nodes[signer].windows.find(height);
    if (found == m_nodes[signer].windows.end() || !found->second.frozen) return;
    const MemberWindow& window = found->second;
    std::vector<Hash> said;
    for (const auto& [id, sequence] : window.acknowledged)
        if (sequence < window.frozenAt) said.push_back(id);
    if (IdListRef::of(said) == *window.frozen) return;
    const auto list = m_lists.find({height, *window.frozen});
    const bool listed = list != m_lists.end();
    if (said.size() >= window.frozen->count ||
        (listed &&
         !std::includes(list->second.begin(), list->second.end(), said.begin(), said.end())))
        m_verdict.fail("frozen list: C of node " + std::to_string(signer) + " at height " +
                       std::to_string(height) + " omits a transfer it acknowledged");
}

}  // namespace timecoin::sim
