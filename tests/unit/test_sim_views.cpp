// The simulator's checker of views can fail: a member that enters one has a reason (R-CON-3,
// R-CON-10, R-CON-11).
#include "tests/sim/checkers/signed_queue.h"
#include "tests/sim/checkers/views.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

/// Four members at height 1; each has had the genesis since time 0.
class Height {
public:
    Height() : m_net(testNetwork(4)), m_members(m_net.network, m_verdict) {
        for (NodeNumber node = 0; node < 4; ++node) checker.onTip(node, 0, 0);
    }

    bool broken() const { return m_verdict.sentence().has_value(); }
    std::uint64_t due() const { return m_net.network.params.blockIntervalMs; }
    void ready(NodeNumber node, std::uint64_t nowMs) {
        wire::ReadyMessage message;
        message.ready.at = {0, 1, 0, static_cast<MemberIndex>(node), ++m_sequence};
        say(node, message, nowMs);
    }
    void asks(NodeNumber node, std::uint32_t view, std::uint64_t nowMs) {
        wire::ViewChangeMessage message;
        message.change.at = {0, 1, view, static_cast<MemberIndex>(node), ++m_sequence};
        message.change.acknowledged = IdListRef::of({});
        say(node, message, nowMs);
    }

    std::set<NodeNumber> excused;

private:
    void say(NodeNumber node, const wire::Message& message, std::uint64_t nowMs) {
        Writer bytes;
        bytes.blob(wire::encodeMessage(message));
        SafetyRecord record;
        record.height = 1;
        record.sequence = m_sequence;
        record.bytes = bytes.take();
        m_queue.add(node, {record});
        m_queue.drain(node, m_members.height(), [&](const wire::Message& signedOne) {
            checker.onSigned(node, signedOne, nowMs);
        });
        checker.onSent(message);
    }

    TestNetwork m_net;
    Verdict m_verdict;
    MemberChecker m_members;
    SignedQueue m_queue;
    std::uint64_t m_sequence = 0;

public:
    ViewChecker checker{m_net.network, m_members, excused, m_verdict};
};

}  // namespace

class TestSimViews : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void aBlockThatIsDue() {
        for (const std::uint64_t early : {0U, 1U}) {
            Height height;
            height.asks(0, 0, height.due() - early);
            QCOMPARE(height.broken(), early == 1);
        }
    }

    void earlyWithOneOther() {
        Height height;
        height.ready(0, 1);
        height.ready(1, 1);
        height.asks(0, 0, 2);
        QVERIFY(!height.broken());
    }

    void earlyAlone() {
        Height height;
        height.ready(0, 1);
        height.asks(0, 0, 2);
        QVERIFY(height.broken());
    }

    void afterARestartItsClockDecides() {
        Height height;
        height.checker.onStart(0);
        height.asks(0, 0, 2);
        QVERIFY(!height.broken());
    }

    void aViewThatHasRunOut() {
        Height height;
        for (NodeNumber node = 0; node < 3; ++node) height.asks(node, 0, height.due());
        height.asks(0, 1, height.due() + 9'000);
        QVERIFY(!height.broken());
        height.asks(1, 2, height.due() + 9'000);  // one is left out
        QVERIFY(height.broken());
    }

    void aViewThatNeverHadAQuorum() {
        Height height;
        for (NodeNumber node = 0; node < 2; ++node) height.asks(node, 0, height.due());
        height.asks(0, 1, height.due() + 9'000);
        QVERIFY(height.broken());
    }

    void drawnUpwardByEnoughOthers() {
        for (const bool enough : {true, false}) {
            Height height;
            height.excused = {0, 1};
            height.asks(0, 5, 0);
            height.checker.onSent(wire::ViewChangeMessage{changeOf(0, 5), {}});
            if (enough) height.checker.onSent(wire::ViewChangeMessage{changeOf(1, 6), {}});
            height.asks(2, 5, 1);
            QCOMPARE(height.broken(), !enough);
        }
    }

private:
    static ViewChange changeOf(MemberIndex member, std::uint32_t view) {
        ViewChange change;
        change.at = {0, 1, view, member, 1};
        return change;
    }
};

QTEST_GUILESS_MAIN(TestSimViews)
#include "test_sim_views.moc"
