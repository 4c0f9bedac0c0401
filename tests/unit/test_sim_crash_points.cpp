// The crash points of the simulator: all of them have names, a plan cuts a turn short where its point
// says, and the checkers notice what only a crash between two records leaves behind.
#include "node/core/signer.h"
#include "tests/sim/checkers/checkers.h"
#include "tests/sim/faults/crash_plan.h"
#include "tests/sim/options.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

/// One member's words in window 1, and what its log holds of what they need.
class Member {
public:
    Member() : m_net(testNetwork(4)), m_checkers(m_net.network, fastScheme()) {}

    QString failure() const { return QString::fromStdString(m_checkers.failure().value_or("")); }

    void stores(SafetyKind kind, std::uint32_t view, std::uint32_t block) {
        const Hash name = kind == SafetyKind::Body ? testHash(block) : Hash();
        m_checkers.onDurable(kNumber, {{kind, 1, view, name, 0, {}}});
    }
    void commits(std::uint32_t view, std::uint64_t sequence, std::uint32_t block) {
        auto commit = make<Commit>(view, sequence);
        commit.block = testHash(block);
        says(wire::CommitMessage{signedStatement(commit, m_net, fastScheme())}, sequence);
    }
    /// With all that it needs.
    void commitsWell(std::uint32_t view, std::uint64_t sequence, std::uint32_t block) {
        stores(SafetyKind::Body, 0, block);
        stores(SafetyKind::Prepared, view, block);
        commits(view, sequence, block);
    }
    /// Names a block prepared in `lock`.
    void changes(std::uint32_t view, std::uint64_t sequence, std::optional<std::uint32_t> lock) {
        auto change = make<ViewChange>(view, sequence);
        change.acknowledged = IdListRef::of({});
        if (lock) change.prepared = PreparedRef{*lock, testHash(10)};
        says(wire::ViewChangeMessage{signedStatement(change, m_net, fastScheme()), {}}, sequence);
    }

private:
    static constexpr MemberIndex kNumber = 2;
    template <class S>
    S make(std::uint32_t view, std::uint64_t sequence) const {
        S statement;
        statement.at = {0, 1, view, kNumber, sequence};
        return statement;
    }
    void says(const wire::Message& message, std::uint64_t sequence) {
        SafetyRecord record;
        record.sequence = sequence;
        m_checkers.onDurable(kNumber, {record});
        m_checkers.onSent(kNumber, message);
    }

    TestNetwork m_net;
    Checkers m_checkers;
};

}  // namespace

class TestSimCrashPoints : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-SIG-4
    void commitWithoutWhatBacksIt() {
        Member whole;
        whole.commitsWell(0, 1, 10);
        QCOMPARE(whole.failure(), QString());
        for (const SafetyKind stored : {SafetyKind::Body, SafetyKind::Prepared}) {
            Member half;
            half.stores(stored, 0, 10);
            half.commits(0, 1, 10);
            QVERIFY2(half.failure().startsWith("persist before send: COMMIT"),
                     qPrintable(half.failure()));
        }
        Member other;  // what was prepared in another view proves nothing
        other.stores(SafetyKind::Body, 0, 10);
        other.stores(SafetyKind::Prepared, 0, 10);
        other.commits(1, 1, 10);
        QVERIFY(other.failure().startsWith("persist before send: COMMIT"));
    }

    // R-CON-7: whatever crashed between, and in whatever order it is heard.
    void lockIsNamedAfterACommit() {
        const auto story = [](std::optional<std::uint32_t> lock, bool commitComesLate) {
            Member member;
            member.changes(0, 1, {});
            member.changes(1, 2, {});
            if (!commitComesLate) member.commitsWell(1, 3, 10);
            member.changes(2, 4, lock);
            if (commitComesLate) member.commitsWell(1, 3, 10);
            return member.failure();
        };
        for (const bool late : {false, true}) {
            QCOMPARE(story(1, late), QString());
            QVERIFY2(story({}, late).startsWith("lock: "), qPrintable(story({}, late)));
            QVERIFY2(story(0, late).startsWith("lock: "), qPrintable(story(0, late)));
        }
    }

    // TRUST 9: what a sweep goes through is everything that is stored, at every moment of a turn.
    void everyCrashPointHasAName() {
        std::set<std::string> names;
        for (const CrashPoint& point : allCrashPoints()) {
            QVERIFY(names.insert(nameOf(point)).second);
            QVERIFY(crashPointFrom(nameOf(point)) == point);
        }
        QCOMPARE(names.size(), std::size_t{135});
        QVERIFY(!crashPointFrom("commit/half-way"));
        const auto sweep = parseOptions({"--crash-points", "--restarts", "3"});
        QVERIFY(sweep.ok() && sweep->sweep && !sweep->runs.front().point);
        QCOMPARE(sweep->restarts, std::uint64_t{3});
        QCOMPARE(sweep->runs.front().members, 4u);
        const auto one = parseOptions({"--seed", "7", "--point", "later-commit/half"});
        QVERIFY(one.ok() && !one->sweep);
        QCOMPARE(commandOf(one->runs.front()),
                 std::string("--seed 7 --nodes 4 --blocks 6 --point later-commit/half"));
        QVERIFY(!parseOptions({"--point", "later"}).ok());
    }

    void whoDiesSendsAsMuchAsItsPointSays_data() {
        QTest::addColumn<QString>("point");
        QTest::addColumn<int>("leave");
        QTest::newRow("nothing") << "ready/unsent" << 0;
        QTest::newRow("one") << "ready/first" << 1;
        QTest::newRow("half") << "ready/half" << 4;
        QTest::newRow("all but one") << "ready/all-but-one" << 8;
        QTest::newRow("another point") << "commit/half" << -1;
        QTest::newRow("not while storing") << "ready/before" << -1;
    }
    void whoDiesSendsAsMuchAsItsPointSays() {
        QFETCH(QString, point);
        QFETCH(int, leave);
        const bool peace = false;
        const std::map<Hash, Hash> rivals;
        CrashPlan plan(*crashPointFrom(point.toStdString()), 1, 4, rivals, peace);
        SafetyRecord record;
        record.bytes = SignedRecord{wire::ReadyMessage{}, {}}.encode();
        plan.storing(0, {record});
        const StorageFault fate = plan.fateOf(0, StorageOperation::Append);
        QCOMPARE(fate == StorageFault::CrashBefore, point == QStringLiteral("ready/before"));
        if (fate == StorageFault::Ok) {
            const auto most = plan.afterTurn(0, Turn(), 9);
            QCOMPARE(most ? static_cast<int>(*most) : -1, leave);
            QVERIFY(!plan.afterTurn(0, Turn(), 9));  // the next turn stores nothing
        }
        QVERIFY(!plan.isIncomplete());
        record.bytes = SignedRecord{wire::Ping{}, {}}.encode();
        plan.storing(0, {record});
        QVERIFY(plan.isIncomplete());
        QCOMPARE(plan.reached(), point.startsWith(QStringLiteral("commit")) ? 0u : 1u);
    }
};

QTEST_GUILESS_MAIN(TestSimCrashPoints)
#include "test_sim_crash_points.moc"
