// The simulator's checker of families can fail: parents come before children (R-FIN-2, R-FIN-3).
#include "tests/sim/checkers/families.h"
#include "tests/sim/checkers/signed_queue.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

/// Four members, a payment and one that spends what it makes; statements as the test likes.
class Family {
public:
    Family() : m_net(testNetwork(4)), m_members(m_net.network, m_verdict) {
        checker.onTransfer(parent, {testOutPoint(91)});
        checker.onTransfer(child, {{parent, 0}});
    }

    bool broken() const { return m_verdict.sentence().has_value(); }
    /// Its signature is on no statement here: the checker looks at what is said.
    void votes(NodeNumber node, const std::vector<Hash>& ids, std::uint64_t height = 1) {
        wire::TxVotesMessage message;
        message.vote.at = {0, height, 0, static_cast<MemberIndex>(node), ++m_sequence};
        message.vote.ids = IdListRef::of(ids);
        message.ids = ids;
        say(node, height, message);
    }
    void acks(NodeNumber node, const std::vector<Hash>& ids, std::uint64_t height = 1) {
        wire::TxAcksMessage message;
        message.ack.at = {0, height, 0, static_cast<MemberIndex>(node), ++m_sequence};
        message.ack.ids = IdListRef::of(ids);
        message.ids = ids;
        say(node, height, message);
    }

    const Hash parent = testHash(1);
    const Hash child = testHash(2);
    std::set<NodeNumber> excused;

private:
    void say(NodeNumber node, std::uint64_t height, const wire::Message& message) {
        Writer bytes;
        bytes.blob(wire::encodeMessage(message));
        SafetyRecord record;
        record.height = height;
        record.sequence = m_sequence;
        record.bytes = bytes.take();
        m_queue.add(node, {record});
        m_queue.drain(node, m_members.height(),
                      [&](const wire::Message& signedOne) { checker.onSigned(node, signedOne); });
        checker.onSent(message);
    }

    TestNetwork m_net;
    Verdict m_verdict;
    MemberChecker m_members;
    SignedQueue m_queue;
    std::uint64_t m_sequence = 0;

public:
    FamilyChecker checker{m_members, excused, m_verdict};
};

}  // namespace

class TestSimFamilies : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void aChildIsVotedForAfterItsParentIsCertified() {
        Family family;
        for (NodeNumber node = 0; node < 3; ++node) family.votes(node, {family.parent});
        family.votes(3, {family.child});
        QVERIFY(!family.broken());
        family.votes(0, {family.child});
        QVERIFY(!family.broken());
    }

    void tooFewVotesForTheParent() {
        Family family;
        for (NodeNumber node = 0; node < 2; ++node) family.votes(node, {family.parent});
        family.votes(0, {family.child});
        QVERIFY(family.broken());
    }

    void votesOfAnotherWindowCertifyNothing() {
        Family family;
        for (NodeNumber node = 1; node < 4; ++node) family.votes(node, {family.parent}, 2);
        family.votes(0, {family.child}, 1);
        QVERIFY(family.broken());
    }

    void oneBatchForBoth() {
        Family family;
        for (NodeNumber node = 0; node < 2; ++node) family.votes(node, {family.parent});
        family.votes(2, {family.parent, family.child});
        QVERIFY(family.broken());
    }

    void aParentInABlockNeedsNothing() {
        for (const std::uint64_t height : {0U, 1U}) {  // before the window, or its own block
            Family family;
            Transaction committed;
            family.checker.onTransfer(committed.id(), {testOutPoint(95)});
            family.checker.onTransfer(testHash(4), {{committed.id(), 0}});
            Block block;
            block.header.height = height;
            block.transactions.push_back(committed);
            family.checker.onBlock(block);
            family.votes(0, {testHash(4)});
            family.acks(0, {testHash(4)});
            QCOMPARE(family.broken(), height == 1);
        }
    }

    // R-FIN-1, R-FIN-2: votes of this window, of distinct members, or a certificate of them.
    void certifiedByVotesOfItsWindow() {
        for (const int what : {0, 1, 2, 3, 4}) {
            Family family;
            for (NodeNumber node = 1; node < 3; ++node) family.votes(node, {family.parent});
            if (what == 0) family.votes(3, {family.parent});
            if (what == 1) family.votes(2, {family.parent});
            if (what == 2) family.votes(3, {family.parent}, 2);
            if (what >= 3) {
                TransferCertificate shown;
                shown.kind = what == 3 ? StatementKind::TxVote : StatementKind::TxAck;
                shown.id = family.parent;
                IdProof proof;
                proof.at = {0, 1, 0, 3, 90};
                shown.proofs.push_back(proof);
                family.checker.onSent(wire::TransferCertificateMessage{shown});
            }
            family.checker.onCertified(0, family.parent, 1);
            QCOMPARE(family.broken(), what != 0 && what != 3);
        }
    }

    void whatIsSaidOfALaterHeightWaits() {
        Family family;
        family.votes(0, {family.child}, 2);  // the block below is not known: of it nothing either
        QVERIFY(!family.broken());
    }

    void aChildIsAcknowledgedAfterItsParent() {
        for (const bool right : {true, false}) {
            Family family;
            family.acks(1, {family.parent});
            if (right)
                family.acks(0, {family.parent, family.child});
            else
                family.acks(0, {family.child, family.parent});
            QCOMPARE(family.broken(), !right);
        }
    }

    void whoLiesIsNotJudged() {
        Family family;
        family.excused.insert(0);
        family.votes(0, {family.child});
        family.acks(0, {family.child});
        QVERIFY(!family.broken());
    }
};

QTEST_GUILESS_MAIN(TestSimFamilies)
#include "test_sim_families.moc"
