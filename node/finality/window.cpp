#include "node/finality/window.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace timecoin {

Window::Window(HeightContext context, std::optional<MemberIndex> self)
    : m_context(std::move(context)),
      m_self(self) {
    assert(!m_self || m_context.members.contains(*m_self));
}

std::uint64_t Window::height() const {
    return m_context.height;
}

// ---- restart ------------------------------------------------------------------------------

void Window::restoreVote(const TxVote& vote, const std::vector<Hash>& ids,
                         const std::vector<OutPoint>& spent) {
    assert(!m_frozen && isOf(vote.at));
    assert(!m_self || *m_self == vote.at.member);
    m_ballot.restore(ids, spent);
    count(StatementKind::TxVote, SignedBatch(vote, ids));
    for (const Hash& id : ids) {
        pin(id);
        if (const Node& named = node(id); named.facts) m_ballot.onFacts(*named.facts);
    }
}

void Window::restoreAck(const TxAck& ack, const std::vector<Hash>& ids) {
    assert(!m_frozen && isOf(ack.at));
    assert(!m_self || *m_self == ack.at.member);
    m_acknowledged.insert(ids.begin(), ids.end());
    for (const Hash& id : ids) pin(id);
    count(StatementKind::TxAck, SignedBatch(ack, ids));
    skipAcknowledged();
}

void Window::setSelf(MemberIndex self) {
    assert(m_context.members.contains(self) && (!m_self || *m_self == self));
    if (m_self) return;
    m_self = self;
    for (auto& [id, named] : m_nodes) {
        if (m_votes.counted(id, self)) adoptVote(named);
        if (m_acks.counted(id, self)) adoptAck(named);
    }
}

/// A vote or an acknowledgement under the own key binds, wherever it was made.
void Window::adoptVote(Node& named) {
    if (m_ballot.voted(named.id)) return;
    m_ballot.adopt(named.id);
    pin(named.id);
    if (named.facts) m_ballot.onFacts(*named.facts);
}

void Window::adoptAck(const Node& named) {
    if (m_frozen) return;  // what is frozen may be signed already
    m_acknowledged.insert(named.id);
    pin(named.id);
    skipAcknowledged();
}

// ---- facts in -----------------------------------------------------------------------------

void Window::offer(TransferFacts facts) {
    Node& offered = node(facts.id);
    if (offered.facts) return;
    if (const std::uint32_t known = support(facts.id)) m_unknown.erase({~known, facts.id});
    offered.facts = std::move(facts);
    const TransferFacts& kept = *offered.facts;

    for (const Hash& id : kept.parents) {
        Node& parent = node(id);
        assert(&parent != &offered);
        offered.parents.push_back(&parent);
        parent.children.push_back(&offered);
        if (!parent.certified) ++offered.uncertifiedParents;
        if (!parent.final) ++offered.unfinalParents;
    }
    for (const OutPoint& input : kept.inputs) {
        std::vector<Hash>& spenders = m_spenders[input];
        spenders.push_back(kept.id);
        if (spenders.size() > 1) m_contested.insert(input);
    }
    for (const MemberIndex voter : m_votes.members(kept.id))
        m_votedBytes[voter] += kept.countedSize;

    m_ballot.onFacts(kept);
    if (offered.uncertifiedParents == 0) m_ballot.consider(kept);
    certifyFrom(offered);
    if (offered.ackQuorum) impliedFinalFrom(offered);
}

bool Window::knows(const Hash& id) const {
    const auto at = m_nodes.find(id);
    return at != m_nodes.end() && at->second.facts.has_value();
}

/// R-POOL-3: only what is pinned may be certified, final or signed here, so only links and counts of
/// what is known have to go.
bool Window::withdraw(const Hash& id) {
    const auto at = m_nodes.find(id);
    if (at == m_nodes.end() || !at->second.facts) return true;
    std::vector<Node*> family{&at->second};
    std::set<const Node*> seen{&at->second};
    for (std::size_t i = 0; i < family.size(); ++i) {
        if (m_pinned.contains(family[i]->id)) return false;
        for (Node* child : family[i]->children)
            if (seen.insert(child).second) family.push_back(child);
    }
    std::vector<Node*> next{&at->second};  // children before their parents
    while (!next.empty()) {
        Node* one = next.back();
        if (!one->children.empty()) {
            next.push_back(one->children.back());
            continue;
        }
        next.pop_back();
        forgetFacts(*one);
    }
    return true;
}

void Window::forgetFacts(Node& node) {
    assert(!node.certified && !node.final && node.children.empty());
    const TransferFacts& facts = *node.facts;
    for (const OutPoint& input : facts.inputs) {
        const auto at = m_spenders.find(input);
        std::erase(at->second, node.id);
        if (at->second.size() < 2) m_contested.erase(input);
        if (at->second.empty()) m_spenders.erase(at);
    }
    for (const MemberIndex voter : m_votes.members(node.id))
        m_votedBytes[voter] -= facts.countedSize;
    m_ballot.withdraw(facts);
    node.facts.reset();
    for (Node* parent : std::exchange(node.parents, {})) {
        std::erase(parent->children, &node);
        forgetIfUnnamed(*parent);
    }
    node.uncertifiedParents = 0;
    node.unfinalParents = 0;
    if (const std::uint32_t named = support(node.id)) m_unknown.insert({~named, node.id});
    forgetIfUnnamed(node);
}

void Window::forgetIfUnnamed(const Node& node) {
    if (node.facts || !node.children.empty() || support(node.id) > 0) return;
    if (!m_pinned.contains(node.id)) m_nodes.erase(Hash(node.id));
}

BatchVerdict Window::onVotes(const Verified<TxVote>& vote, const std::vector<Hash>& ids) {
    assert(isOf(vote->at));
    return count(StatementKind::TxVote, SignedBatch(*vote, ids));
}

BatchVerdict Window::onAcks(const Verified<TxAck>& ack, const std::vector<Hash>& ids) {
    assert(isOf(ack->at));
    return count(StatementKind::TxAck, SignedBatch(*ack, ids));
}

void Window::onCertificate(const Verified<TransferCertificate>& certificate) {
    // Verified in one turn and told in a later one, it may be of a window that is over.
    if (!isOf(certificate->proofs.front().at)) return;
    Tally& tally = certificate->kind == StatementKind::TxVote ? m_votes : m_acks;
    for (const IdProof& proof : certificate->proofs) {
        assert(isOf(proof.at));
        const std::uint32_t before = support(certificate->id);
        if (!tally.add(certificate->id, proof)) continue;
        onSupport(node(certificate->id), before);
        onCounted(certificate->kind, certificate->id, proof.at.member);
    }
}

void Window::pin(const Hash& id) {
    if (m_pinned.insert(id).second) m_newlyPinned.push_back(id);
}

// ---- what to sign -------------------------------------------------------------------------

std::vector<Hash> Window::takeVotes() {
    if (!maySign()) return {};
    std::vector<Hash> ids = m_ballot.take(kMaxIdsPerStatement);
    for (const Hash& id : ids) pin(id);
    return ids;
}

std::vector<OutPoint> Window::outpointsOf(const std::vector<Hash>& ids) const {
    std::vector<OutPoint> spent;
    for (const Hash& id : ids) {
        const auto at = m_nodes.find(id);
        assert(at != m_nodes.end() && at->second.facts);
        const std::vector<OutPoint>& inputs = at->second.facts->inputs;
        spent.insert(spent.end(), inputs.begin(), inputs.end());
    }
    return spent;
}

/// Certified transfers stand in m_certified parents first, so whoever walks it in order
/// acknowledges parents first (R-FIN-3).
std::vector<Hash> Window::takeAcks() {
    if (!maySign()) return {};
    std::vector<Hash> ids;
    while (m_nextToAcknowledge < m_certified.size() && ids.size() < kMaxIdsPerStatement &&
           m_acknowledged.size() < kMaxAckedIds) {
        const Hash& id = m_certified[m_nextToAcknowledge++];
        if (m_acknowledged.insert(id).second) ids.push_back(id);
    }
    for (const Hash& id : ids) pin(id);
    skipAcknowledged();
    return ids;
}

bool Window::wantsToSign() const {
    const bool wantsToAck =
        m_nextToAcknowledge < m_certified.size() && m_acknowledged.size() < kMaxAckedIds;
    return maySign() && (wantsToAck || !m_ballot.empty());
}

const std::vector<Hash>& Window::freeze() {
    if (!m_frozen) m_frozen.emplace(m_acknowledged.begin(), m_acknowledged.end());
    return *m_frozen;
}

bool Window::frozen() const {
    return m_frozen.has_value();
}

void Window::skipAcknowledged() {
    while (m_nextToAcknowledge < m_certified.size() &&
           m_acknowledged.contains(m_certified[m_nextToAcknowledge]))
        ++m_nextToAcknowledge;
}

// ---- counting -----------------------------------------------------------------------------

Window::Node& Window::node(const Hash& id) {
    Node& found = m_nodes[id];
    found.id = id;
    return found;
}

bool Window::isOf(const StatementHeader& at) const {
    return at.epoch == m_context.epoch && at.height == m_context.height &&
           m_context.members.contains(at.member);
}

BatchVerdict Window::count(StatementKind kind, SignedBatch batch) {
    const MemberIndex member = batch.at.member;
    const bool votes = kind == StatementKind::TxVote;
    const Tally::Outcome outcome = (votes ? m_votes : m_acks).add(std::move(batch));
    for (const Hash& id : outcome.counted) {
        onSupport(node(id), support(id) - 1);
        onCounted(kind, id, member);
    }
    return outcome.verdict;
}

/// One more member named `id` in this way.
void Window::onCounted(StatementKind kind, const Hash& id, MemberIndex member) {
    Node& named = node(id);
    const std::uint32_t quorum = m_context.members.quorum();
    if (kind == StatementKind::TxVote) {
        if (named.facts) m_votedBytes[member] += named.facts->countedSize;
        if (m_self == member) adoptVote(named);
        if (named.voteQuorum || m_votes.count(id) < quorum) return;
        named.voteQuorum = true;
        pin(id);
        certifyFrom(named);
        return;
    }
    if (m_self == member) adoptAck(named);
    // One honest member among f + 1 holds the certificate: worth keeping.
    const std::uint32_t acks = m_acks.count(id);
    if (acks > m_context.members.faulty()) pin(id);
    if (!named.ackQuorum && acks >= quorum) impliedFinalFrom(named);
}

/// Keeps the order in which unknown bodies are asked for.
void Window::onSupport(Node& named, std::uint32_t before) {
    if (named.facts) return;
    if (before > 0) m_unknown.erase({~before, named.id});
    m_unknown.insert({~support(named.id), named.id});
}

std::uint32_t Window::support(const Hash& id) const {
    return m_votes.count(id) + m_acks.count(id);
}

// ---- consequences -------------------------------------------------------------------------

/// Certified: q votes, known, and every parent certified (R-FIN-2). Children that waited follow.
void Window::certifyFrom(Node& start) {
    std::vector<Node*> ready{&start};
    while (!ready.empty()) {
        Node& next = *ready.back();
        ready.pop_back();
        if (next.certified || !next.voteQuorum || !next.facts || next.uncertifiedParents > 0)
            continue;
        next.certified = true;
        m_certified.push_back(next.id);
        m_events.push_back(CertifiedEvent{next.id});
        for (Node* child : next.children) {
            if (--child->uncertifiedParents > 0) continue;
            m_ballot.consider(*child->facts);
            ready.push_back(child);
        }
    }
    skipAcknowledged();
}

/// q acknowledgements stand for every ancestor too: whoever acknowledged the child had
/// acknowledged them before (R-FIN-7).
void Window::impliedFinalFrom(Node& start) {
    start.ackQuorum = true;
    std::vector<Node*> implied{&start};
    for (std::size_t i = 0; i < implied.size(); ++i) {
        for (Node* parent : implied[i]->parents) {
            if (parent->ackQuorum) continue;
            parent->ackQuorum = true;
            pin(parent->id);
            implied.push_back(parent);
        }
    }
    for (Node* one : implied) finalizeFrom(*one);
}

void Window::finalizeFrom(Node& start) {
    std::vector<Node*> ready{&start};
    while (!ready.empty()) {
        Node& next = *ready.back();
        ready.pop_back();
        if (next.final || !next.ackQuorum || !next.facts || next.unfinalParents > 0) continue;
        next.final = true;
        m_finalBytes += next.facts->countedSize;
        m_events.push_back(FinalEvent{next.id});
        for (Node* child : next.children) {
            if (--child->unfinalParents == 0) ready.push_back(child);
        }
    }
}

}  // namespace timecoin
