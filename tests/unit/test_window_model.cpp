// The window against a model that knows no cleverness: it keeps every batch and recomputes
// everything from the rules each time it is asked (R-FIN-1..9).
#include "tests/support/properties.h"
#include "tests/support/window_net.h"

#include <QTest>

#include <map>
#include <set>

using namespace timecoin;

namespace {

using Ids = std::vector<Hash>;

/// The rules as sentences, at any cost.
class Model {
public:
    Model(std::uint32_t members, MemberIndex self)
        : m_quorum(members - (members - 1) / 3),
          m_faulty((members - 1) / 3),
          m_self(self) {}

    void offer(const TransferFacts& facts) { m_facts.emplace(facts.id, facts); }
    bool knows(const Hash& id) const { return m_facts.contains(id); }
    /// With all that descends from it; not when the pool must keep one of them.
    bool withdraw(const Hash& id) {
        std::set<Hash> family;
        if (knows(id)) addFamily(id, family);
        const std::set<Hash> kept = pinned();
        for (const Hash& one : family)
            if (kept.contains(one)) return false;
        for (const Hash& one : family) m_facts.erase(one);
        return true;
    }

    /// Distinct ids by any member; false: nothing new.
    bool name(bool votes, MemberIndex member, const Ids& ids) {
        bool fresh = false;
        for (const Hash& id : ids) fresh |= (votes ? m_votes : m_acks)[id].insert(member).second;
        if (member == m_self && votes)
            m_ownVotes.insert(ids.begin(), ids.end());
        else if (member == m_self && !m_frozen)
            m_ownAcks.insert(ids.begin(), ids.end());
        return fresh;
    }

    bool certified(const Hash& id) const {
        if (!knows(id) || countOf(m_votes, id) < m_quorum) return false;
        const auto& parents = m_facts.at(id).parents;
        return std::all_of(parents.begin(), parents.end(),
                           [&](const Hash& parent) { return certified(parent); });
    }
    bool final(const Hash& id) const { return ancestryKnown(id) && acknowledgedEnough(id); }

    /// What may be voted for now, in order: found by trying every transfer again and again.
    Ids takeVotes() {
        Ids taken;
        if (m_frozen) return taken;
        while (true) {
            const TransferFacts* best = nullptr;
            for (const auto& [id, facts] : m_facts) {
                if (!mayVote(facts)) continue;
                if (!best || facts.rate() > best->rate()) best = &facts;  // ties: lower id first
            }
            if (!best) return taken;
            m_ownVotes.insert(best->id);
            taken.push_back(best->id);
        }
    }

    /// Which ids takeAcks() must return, in whatever order that keeps parents first.
    std::set<Hash> ackable() const {
        std::set<Hash> ids;
        if (m_frozen) return ids;
        for (const auto& [id, facts] : m_facts)
            if (certified(id) && !m_ownAcks.contains(id)) ids.insert(id);
        return ids;
    }
    bool mayAck(const Hash& id) const {
        const auto& parents = m_facts.at(id).parents;
        return std::all_of(parents.begin(), parents.end(),
                           [&](const Hash& parent) { return m_ownAcks.contains(parent); });
    }
    void acked(const Hash& id) { m_ownAcks.insert(id); }
    Ids freeze() {
        if (!m_frozen) m_frozen = Ids(m_ownAcks.begin(), m_ownAcks.end());
        return *m_frozen;
    }

    std::uint64_t finalBytes() const {
        std::uint64_t sum = 0;
        for (const auto& [id, facts] : m_facts)
            if (final(id)) sum += facts.countedSize;
        return sum;
    }
    std::set<Hash> unknown() const {
        std::set<Hash> ids;
        for (const auto* named : {&m_votes, &m_acks})
            for (const auto& [id, members] : *named)
                if (!knows(id)) ids.insert(id);
        return ids;
    }
    std::set<std::tuple<MemberIndex, Hash, Hash>> doubleVotes() const {
        std::set<std::tuple<MemberIndex, Hash, Hash>> found;
        for (const auto& [a, first] : m_facts)
            for (const auto& [b, second] : m_facts) {
                if (!(a < b) || !overlap(first, second)) continue;
                for (const MemberIndex member : membersOf(m_votes, a))
                    if (membersOf(m_votes, b).contains(member)) found.emplace(member, a, b);
            }
        return found;
    }
    std::set<Hash> pinned() const {
        std::set<Hash> ids = m_ownVotes;
        ids.insert(m_ownAcks.begin(), m_ownAcks.end());
        for (const auto& [id, members] : m_votes)
            if (members.size() >= m_quorum) ids.insert(id);
        for (const auto& [id, members] : m_acks)
            if (members.size() > m_faulty) ids.insert(id);
        for (const auto& [id, facts] : m_facts)
            for (const Hash& parent : facts.parents)
                if (acknowledgedEnough(parent)) ids.insert(parent);
        return ids;
    }
    std::set<MemberIndex> membersOf(bool votes, const Hash& id) const {
        return membersOf(votes ? m_votes : m_acks, id);
    }

private:
    using Named = std::map<Hash, std::set<MemberIndex>>;

    static std::set<MemberIndex> membersOf(const Named& named, const Hash& id) {
        const auto at = named.find(id);
        return at == named.end() ? std::set<MemberIndex>() : at->second;
    }
    static std::size_t countOf(const Named& named, const Hash& id) {
        return membersOf(named, id).size();
    }
    static bool overlap(const TransferFacts& a, const TransferFacts& b) {
        return std::any_of(a.inputs.begin(), a.inputs.end(), [&](const OutPoint& input) {
            return std::find(b.inputs.begin(), b.inputs.end(), input) != b.inputs.end();
        });
    }
    bool ancestryKnown(const Hash& id) const {
        if (!knows(id)) return false;
        const auto& parents = m_facts.at(id).parents;
        return std::all_of(parents.begin(), parents.end(),
                           [&](const Hash& parent) { return ancestryKnown(parent); });
    }
    void addFamily(const Hash& id, std::set<Hash>& family) const {
        family.insert(id);
        for (const auto& [other, facts] : m_facts)
            if (std::find(facts.parents.begin(), facts.parents.end(), id) != facts.parents.end())
                addFamily(other, family);
    }
    /// Itself, or some known descendant.
    bool acknowledgedEnough(const Hash& id) const {
        if (countOf(m_acks, id) >= m_quorum) return true;
        return std::any_of(m_facts.begin(), m_facts.end(), [&](const auto& other) {
            const auto& parents = other.second.parents;
            return std::find(parents.begin(), parents.end(), id) != parents.end() &&
                   acknowledgedEnough(other.first);
        });
    }
    bool mayVote(const TransferFacts& facts) const {
        if (m_ownVotes.contains(facts.id)) return false;
        std::uint64_t used = 0;
        for (const Hash& id : m_ownVotes) {
            if (!knows(id)) {
                used = kVoteBudgetBytes;  // an own vote that nobody remembers making: all is spent
                continue;
            }
            used += m_facts.at(id).countedSize;
            if (overlap(m_facts.at(id), facts)) return false;
        }
        if (used + facts.countedSize > kVoteBudgetBytes) return false;
        return std::all_of(facts.parents.begin(), facts.parents.end(),
                           [&](const Hash& parent) { return certified(parent); });
    }

    std::size_t m_quorum;
    std::size_t m_faulty;
    MemberIndex m_self;
    std::map<Hash, TransferFacts> m_facts;
    Named m_votes;
    Named m_acks;
    std::set<Hash> m_ownVotes;
    std::set<Hash> m_ownAcks;
    std::optional<Ids> m_frozen;
};

constexpr std::uint32_t kTransfers = 14;
constexpr MemberIndex kSelfIndex = 0;

/// A world of a few transfers that conflict with and spend from each other. Parents have smaller
/// numbers, so there is no cycle.
std::vector<TransferFacts> drawTransfers() {
    std::vector<TransferFacts> all;
    for (std::uint32_t i = 0; i < kTransfers; ++i) {
        std::set<std::uint32_t> parents;
        const auto wanted = *rc::gen::inRange(0, 3);
        for (int p = 0; p < wanted && i > 0; ++p)
            parents.insert(*rc::gen::inRange<std::uint32_t>(0, i));
        const auto coin = *rc::gen::inRange<std::uint32_t>(0, 10);
        const auto fee = *rc::gen::inRange<std::uint64_t>(1, 5);
        const auto big = *rc::gen::weightedElement<std::uint32_t>(
            {{6, 210}, {2, 420}, {1, 700'000}, {1, 900'000}});
        auto facts = factsOf(i, {coin}, {parents.begin(), parents.end()}, fee * 210, big);
        // Children of one parent take different outputs of it or the same one.
        for (OutPoint& input : facts.inputs)
            if (input.txid != testOutPoint(100'000 + coin).txid)
                input.index = *rc::gen::inRange<std::uint32_t>(0, 4);
        all.push_back(facts);
    }
    return all;
}

Ids drawIds() {
    Ids ids;
    std::set<Hash> seen;
    const auto count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
        const Hash id = testHash(*rc::gen::inRange<std::uint32_t>(0, kTransfers + 1));
        if (seen.insert(id).second) ids.push_back(id);
    }
    return ids;
}

/// Events told so far and whether each came once and after its parents'.
class EventLog {
public:
    void take(Window& window, const std::vector<TransferFacts>& transfers) {
        for (const WindowEvent& event : window.takeEvents()) {
            const bool isFinal = std::holds_alternative<FinalEvent>(event);
            const Hash id =
                isFinal ? std::get<FinalEvent>(event).id : std::get<CertifiedEvent>(event).id;
            auto& told = isFinal ? final : certified;
            for (const TransferFacts& facts : transfers)
                if (facts.id == id)
                    for (const Hash& parent : facts.parents) RC_ASSERT(told.contains(parent));
            RC_ASSERT(told.insert(id).second);
        }
    }
    std::set<Hash> certified;
    std::set<Hash> final;
};

void compare(const Window& window, const Model& model, const EventLog& log, WindowNet& net) {
    for (std::uint32_t i = 0; i <= kTransfers; ++i) {
        const Hash id = testHash(i);
        RC_ASSERT(window.knows(id) == model.knows(id));
        RC_ASSERT(window.certified(id) == model.certified(id));
        RC_ASSERT(window.final(id) == model.final(id));
        RC_ASSERT(log.certified.contains(id) == model.certified(id));
        RC_ASSERT(log.final.contains(id) == model.final(id));
        const TransferTally tally = window.tally(id);
        const auto votes = model.membersOf(true, id);
        const auto acks = model.membersOf(false, id);
        RC_ASSERT(tally.votes == std::vector<MemberIndex>(votes.begin(), votes.end()));
        RC_ASSERT(tally.acks == std::vector<MemberIndex>(acks.begin(), acks.end()));
        RC_ASSERT(tally.certified == model.certified(id) && tally.final == model.final(id));
        const auto proof = window.proof(id, StatementKind::TxVote);
        RC_ASSERT(proof.has_value() == (votes.size() >= net.quorum()));
        if (proof) RC_ASSERT(checkCertificate(*proof, net.check()));
    }
    RC_ASSERT(window.finalBytes() == model.finalBytes());
    const auto unknown = window.unknownIds(1'000);
    RC_ASSERT(std::set<Hash>(unknown.begin(), unknown.end()) == model.unknown());
    const auto pinned = model.pinned();
    RC_ASSERT(window.pinned() == Ids(pinned.begin(), pinned.end()));
    std::set<std::tuple<MemberIndex, Hash, Hash>> doubles;
    for (const auto& one : window.doubleVotes()) doubles.emplace(one.member, one.first, one.second);
    RC_ASSERT(doubles == model.doubleVotes());
}

void signVotes(Window& window, Model& model, WindowNet& net, bool passBack) {
    const Ids expected = model.takeVotes();
    const bool wants = !expected.empty() || !model.ackable().empty();
    RC_ASSERT(window.wantsToSign() == wants);
    const Ids votes = window.takeVotes();
    RC_ASSERT(votes == expected);
    if (votes.empty() || !passBack) return;
    window.onVotes(Verified<TxVote>::ownStatement(net.sign<TxVote>(kSelfIndex, votes)), votes);
    model.name(true, kSelfIndex, votes);
}

void signAcks(Window& window, Model& model, WindowNet& net, bool passBack) {
    const std::set<Hash> expected = model.ackable();
    const Ids acks = window.takeAcks();
    RC_ASSERT(std::set<Hash>(acks.begin(), acks.end()) == expected);
    RC_ASSERT(acks.size() == expected.size());
    for (const Hash& id : acks) {
        RC_ASSERT(model.mayAck(id));
        model.acked(id);
    }
    if (acks.empty() || !passBack) return;
    window.onAcks(Verified<TxAck>::ownStatement(net.sign<TxAck>(kSelfIndex, acks)), acks);
    model.name(false, kSelfIndex, acks);
}

void runOneWindow() {
    const auto members = *rc::gen::inRange<std::uint32_t>(4, 8);
    WindowNet net(members);
    Window window = net.window(kSelfIndex);
    Model model(members, kSelfIndex);
    EventLog log;
    std::set<Hash> told;  // of the pins, each once
    const auto transfers = drawTransfers();
    const auto steps = *rc::gen::inRange(10, 60);
    // Mostly the member itself signs only what it took; sometimes its key is used elsewhere too.
    const auto firstMember = *rc::gen::weightedElement<std::uint32_t>({{5, 1}, {1, 0}});
    for (int step = 0; step < steps; ++step) {
        const auto member =
            static_cast<MemberIndex>(*rc::gen::inRange<std::uint32_t>(firstMember, members));
        switch (*rc::gen::weightedElement<int>(
            {{6, 0}, {8, 1}, {4, 2}, {2, 3}, {2, 4}, {1, 5}, {4, 6}, {1, 7}})) {
        case 0: {
            const auto& facts = transfers[*rc::gen::inRange<std::size_t>(0, kTransfers)];
            window.offer(facts);
            model.offer(facts);
            break;
        }
        case 1:
        case 2: {
            const bool votes = *rc::gen::arbitrary<bool>();
            const Ids ids = drawIds();
            const auto verdict =
                votes ? net.vote(window, member, ids) : net.ack(window, member, ids);
            const bool fresh = model.name(votes, member, ids);
            RC_ASSERT(verdict == (fresh ? BatchVerdict::Accepted : BatchVerdict::NothingNew));
            break;
        }
        case 3: signVotes(window, model, net, *rc::gen::arbitrary<bool>()); break;
        case 4: signAcks(window, model, net, *rc::gen::arbitrary<bool>()); break;
        case 5: {
            const auto kind = *rc::gen::element(StatementKind::TxVote, StatementKind::TxAck);
            const Hash id = testHash(*rc::gen::inRange<std::uint32_t>(0, kTransfers));
            std::vector<MemberIndex> signers = net.first(members);
            const auto skipped = *rc::gen::inRange<std::uint32_t>(0, (members - 1) / 3 + 1);
            for (std::uint32_t i = 0; i < skipped; ++i)
                signers.erase(signers.begin() + *rc::gen::inRange<int>(0, int(signers.size())));
            window.onCertificate(net.certificate(kind, id, signers));
            for (const MemberIndex signer : signers)
                model.name(kind == StatementKind::TxVote, signer, {id});
            break;
        }
        case 6: {
            // R-POOL-3: and what is offered again is as if it had never been away.
            const Hash id = testHash(*rc::gen::inRange<std::uint32_t>(0, kTransfers + 1));
            RC_ASSERT(window.withdraw(id) == model.withdraw(id));
            break;
        }
        default:
            if (*rc::gen::inRange(0, 4) == 0) RC_ASSERT(window.freeze() == model.freeze());
            break;
        }
        log.take(window, transfers);
        compare(window, model, log, net);
        for (const Hash& id : window.takePinned()) RC_ASSERT(told.insert(id).second);
        const Ids pinned = window.pinned();
        RC_ASSERT(told == std::set<Hash>(pinned.begin(), pinned.end()));
    }
    RC_ASSERT(window.freeze() == model.freeze());
}

}  // namespace

class TestWindowModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void agreesWithTheModel() { QVERIFY(holds(runOneWindow, 400)); }
};

QTEST_GUILESS_MAIN(TestWindowModel)
#include "test_window_model.moc"
