// The simulator's checkers of proposals and of the start-up question can fail: each is shown what
// breaks its promise, beside the nearest thing that does not (R-CON-5, R-CON-12, R-SIG-5).
#include "tests/sim/checkers/proposals.h"
#include "tests/sim/checkers/start_up.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

constexpr std::uint32_t kMembers = 4;

/// Height 1 of four members: what its primaries propose is prepared by node 0.
class Floor {
public:
    Floor() : m_net(testNetwork(kMembers)), m_members(m_net.network, m_verdict) {}

    QString said() const { return QString::fromStdString(m_verdict.sentence().value_or("")); }
    MemberIndex primary(std::uint32_t view) const { return m_net.at(1).primary(view); }
    ViewChange change(MemberIndex member, std::uint32_t view,
                      std::optional<PreparedRef> prepared = {}) {
        ViewChange made;
        made.at = {0, 1, view, member, ++m_sequence};
        made.prepared = prepared;
        made.acknowledged = IdListRef::of({});
        return signedStatement(made, m_net, fastScheme());
    }
    PreparedCertificate prepared(std::uint32_t view, const Hash& block, std::uint32_t signers) {
        return preparedCertificate(m_net, m_net.at(1), view, block, testHash(9), signers,
                                   fastScheme());
    }
    /// A new block of its primary, or `proposer`'s.
    wire::ProposalMessage proposal(std::uint32_t view, std::vector<ViewChange> changes,
                                   std::optional<PreparedCertificate> shown = {},
                                   std::optional<MemberIndex> proposer = {}) {
        wire::ProposalMessage made;
        made.block.header.height = 1;
        made.block.header.proposer = m_net.operators[proposer.value_or(primary(view))].publicKey();
        made.justification.changes = std::move(changes);
        made.justification.prepared = std::move(shown);
        made.prePrepare.at = {0, 1, view, primary(view), ++m_sequence};
        return signAnew(made);
    }
    wire::ProposalMessage signAnew(wire::ProposalMessage made) const {
        made.prePrepare.justification = made.justification.digest();
        made.prePrepare.block = made.block.header.hash();
        made.prePrepare = signedStatement(made.prePrepare, m_net, fastScheme());
        return made;
    }
    std::vector<ViewChange> changes(std::uint32_t view, std::uint32_t count = 3) {
        std::vector<ViewChange> made;
        for (MemberIndex member = 0; member < count; ++member) made.push_back(change(member, view));
        return made;
    }
    void prepares(NodeNumber node, const wire::ProposalMessage& proposal) {
        wire::PrepareMessage message;
        message.prepare.at = proposal.prePrepare.at;
        message.prepare.at.member = static_cast<MemberIndex>(node);
        message.prepare.block = proposal.prePrepare.block;
        checker.onSigned(node, message);
    }
    /// Whoever's turn it is lies, and node 0 (or 1) is taken in.
    QString judge(const wire::ProposalMessage& proposal) {
        const NodeNumber liar = proposal.prePrepare.at.member;
        excused.insert(liar);
        checker.onSent(liar, proposal);
        prepares(liar == 0 ? 1 : 0, proposal);
        return said();
    }

    std::set<NodeNumber> excused;

private:
    TestNetwork m_net;
    Verdict m_verdict;
    MemberChecker m_members;
    std::uint64_t m_sequence = 0;

public:
    ProposalChecker checker{m_net.network, fastScheme(), m_members, excused, m_verdict};
};

/// Node 0 starts, asks, and signs.
class Boot {
public:
    Boot() : m_net(testNetwork(kMembers)), m_members(m_net.network, m_verdict) { start(); }
    bool broken() const { return m_verdict.sentence().has_value(); }
    void start() {
        checker.onStart(0, 0);
        m_nonce += 1;
        checker.onSent(0, wire::AskNewest{m_net.operators[0].publicKey(), m_nonce});
    }
    wire::NewestAnswer answer(MemberIndex member) const {
        wire::NewestAnswer made;
        made.about = m_net.operators[0].publicKey();
        made.nonce = m_nonce;
        made.answerer = m_net.operators[member].publicKey();
        made.signature =
            fastScheme().sign(m_net.operators[member], wire::signingBytes(made, m_net.hash()));
        return made;
    }
    void hears(const wire::NewestAnswer& answer) { checker.onArrived(0, answer); }
    void signs() {
        SafetyRecord record;
        record.height = 1;
        record.sequence = 1;
        checker.onDurable(0, {record});
    }

    std::set<NodeNumber> excused;

private:
    TestNetwork m_net;
    Verdict m_verdict;
    MemberChecker m_members;
    std::uint64_t m_nonce = 0;

public:
    StartUpChecker checker{m_net.network, fastScheme(), m_members, excused, m_verdict};
};

}  // namespace

class TestSimProposals : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void goodProposalsPass() {
        Floor floor;
        const auto first = floor.proposal(0, floor.changes(0));
        QCOMPARE(floor.judge(first), QString());
        const Hash block = first.prePrepare.block;
        const auto prepared = floor.prepared(0, block, 3);
        // Proposed again in view 1: the old block, whose proposer is another.
        auto again = floor.proposal(
            1, {floor.change(0, 1), floor.change(1, 1, prepared.ref()), floor.change(2, 1)},
            prepared);
        again.block = first.block;
        QCOMPARE(floor.judge(floor.signAnew(again)), QString());
    }

    // R-CON-12
    void notItsTurn() {
        Floor floor;
        auto bad = floor.proposal(0, floor.changes(0));
        bad.prePrepare.at.member = static_cast<MemberIndex>((floor.primary(0) + 1) % kMembers);
        const QString said = floor.judge(floor.signAnew(bad));
        QVERIFY2(said.endsWith("it was not that member's turn"), qPrintable(said));
    }

    // R-CON-5
    void aReasonThatIsNone() {
        for (const auto& [what, why] :
             {std::pair(0, "J holds VIEW-CHANGEs of 2 members"), std::pair(1, "members"),
              std::pair(2, "not one for this view"), std::pair(3, "not one for this view")}) {
            Floor floor;
            auto changes = floor.changes(0);
            if (what == 0) changes.pop_back();
            if (what == 1) changes.back() = ViewChange(changes.front());
            if (what == 2) changes.back() = floor.change(2, 1);
            if (what == 3) ++changes.back().signature.data[0];
            const QString said = floor.judge(floor.proposal(0, changes));
            QVERIFY2(said.startsWith("proposal") && said.endsWith(QLatin1String(why)),
                     qPrintable(said));
        }
    }

    // R-CON-5: the highest P that is named is shown, holds, and is the block's.
    void aPreparedThatIsNot() {
        const auto judged = [](int what) {
            Floor floor;
            auto old = floor.proposal(0, floor.changes(0));
            const auto low = floor.prepared(0, testHash(1), 3);
            const auto high = floor.prepared(1, old.prePrepare.block, what == 3 ? 2 : 3);
            std::optional<PreparedCertificate> shown = high;
            if (what == 1) shown.reset();
            if (what == 2) shown = low;
            if (what == 4) ++shown->entries.front().signature.data[0];
            auto made = floor.proposal(
                2,
                {floor.change(0, 2, low.ref()), floor.change(1, 2, high.ref()), floor.change(2, 2)},
                shown);
            if (what != 5) made.block = old.block;
            if (what == 5) made.block.header.timestampMs = 7;
            return floor.judge(floor.signAnew(made));
        };
        QCOMPARE(judged(0), QString());
        QVERIFY(judged(1).endsWith("J does not show the highest P it names"));
        QVERIFY(judged(2).endsWith("J does not show the highest P it names"));
        QVERIFY(judged(3).endsWith("J's P is signed by 2 members"));
        QVERIFY(judged(4).endsWith("a signature of J's P does not hold"));
        QVERIFY(judged(5).endsWith("the block is not that of J's P"));
    }

    void anothersName() {
        Floor floor;
        const auto other = static_cast<MemberIndex>((floor.primary(0) + 1) % kMembers);
        const QString said = floor.judge(floor.proposal(0, floor.changes(0), {}, other));
        QVERIFY2(said.endsWith("it is new and names another proposer"), qPrintable(said));
    }

    void preparedButNeverProposed() {
        Floor floor;
        floor.prepares(0, floor.proposal(0, floor.changes(0)));
        QVERIFY(floor.said().endsWith("nobody proposed it"));
    }

    void whatAnHonestPrimaryProposesIsJudgedAtOnce() {
        for (const bool lies : {true, false}) {
            Floor floor;
            const NodeNumber primary = floor.primary(0);
            if (lies) floor.excused.insert(primary);
            floor.checker.onSent(primary, floor.proposal(0, floor.changes(0, 2)));
            QCOMPARE(floor.said().isEmpty(), lies);
        }
    }

    /// A liar may have shown the same block with a bad reason too.
    void oneGoodProposalIsEnough() {
        Floor floor;
        auto good = floor.proposal(0, floor.changes(0));
        auto bad = good;
        bad.justification.changes.pop_back();
        floor.excused.insert(floor.primary(0));
        floor.checker.onSent(floor.primary(0), floor.signAnew(bad));
        floor.checker.onSent(floor.primary(0), good);
        floor.prepares(floor.primary(0) == 0 ? 1 : 0, good);
        QCOMPARE(floor.said(), QString());
    }

    // R-SIG-5
    void signsWhenEnoughHaveAnswered() {
        for (const int answers : {1, 2}) {
            Boot boot;
            for (int i = 1; i <= answers; ++i) boot.hears(boot.answer(static_cast<MemberIndex>(i)));
            boot.signs();
            QCOMPARE(boot.broken(), answers < 2);
        }
    }
    void answersThatDoNotCount() {
        for (const int what : {0, 1, 2, 3}) {
            Boot boot;
            boot.hears(boot.answer(1));
            auto answer = boot.answer(what == 0 ? 1 : 2);
            if (what == 1) ++answer.nonce;
            if (what == 2) ++answer.signature.data[0];
            if (what == 3) answer = boot.answer(0);
            boot.hears(answer);
            boot.signs();
            QVERIFY(boot.broken());
        }
    }
    void everyStartAsksAnew() {
        for (const bool liar : {true, false}) {
            Boot boot;
            if (liar) boot.excused.insert(0);
            boot.hears(boot.answer(1));
            boot.hears(boot.answer(2));
            boot.signs();
            boot.start();
            QVERIFY(!boot.broken());
            boot.signs();
            QCOMPARE(boot.broken(), !liar);
        }
    }
};

QTEST_GUILESS_MAIN(TestSimProposals)
#include "test_sim_proposals.moc"
