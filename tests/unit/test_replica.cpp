// The replica, one rule at a time (R-CON-*), n = 4: q = 3, f = 1.
#include "node/chain/verify.h"
#include "node/consensus/replica.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr std::uint64_t kTimeoutMs = 1'000;
constexpr std::uint64_t kHeight = 8;  // primary(8, v) = member v mod 4

/// One replica and the statements of everybody else.
class Bench {
public:
    explicit Bench(std::optional<MemberIndex> self)
        : m_network(testNetwork(4)),
          m_context(m_network.at(kHeight)),
          replica(m_context, kTimeoutMs, self),
          m_self(self) {}

    template <class S>
    S make(MemberIndex member, std::uint32_t view, S draft = {}) {
        draft.at = {m_context.epoch, kHeight, view, member, ++m_sequence};
        return signedStatement(draft, m_network, fastScheme());
    }
    template <class S>
    Verified<S> checked(S statement) {
        return *verify(std::move(statement), context());
    }
    CheckContext context() { return {m_network.hash(), m_context, fastScheme()}; }

    void change(MemberIndex member, std::uint32_t view,
                std::optional<PreparedCertificate> prepared = {}, IdListRef list = noIds()) {
        ViewChange draft;
        draft.acknowledged = list;
        if (prepared) draft.prepared = prepared->ref();
        std::optional<Verified<PreparedCertificate>> proof;
        if (prepared) proof = checked(*prepared);
        replica.onViewChange(checked(make(member, view, draft)), proof);
    }
    Justification justification(std::uint32_t view,
                                std::optional<PreparedCertificate> prepared = {}) {
        Justification out;
        for (MemberIndex member = 0; member < 3; ++member) {
            ViewChange draft;
            draft.acknowledged = noIds();
            if (prepared && member == 0) draft.prepared = prepared->ref();
            out.changes.push_back(make(member, view, draft));
        }
        out.prepared = std::move(prepared);
        return out;
    }
    void propose(std::uint32_t view, const Hash& block, const Justification& j) {
        PrePrepare draft;
        draft.block = block;
        draft.justification = j.digest();
        replica.onPrePrepare(checked(make(m_context.primary(view), view, draft)), j);
    }
    void prepare(MemberIndex member, std::uint32_t view, const Hash& block) {
        Prepare draft;
        draft.block = block;
        replica.onPrepare(checked(make(member, view, draft)));
    }
    void commit(MemberIndex member, std::uint32_t view, const Hash& block) {
        Commit draft;
        draft.block = block;
        replica.onCommit(checked(make(member, view, draft)));
    }
    PreparedCertificate certificate(std::uint32_t view, const Hash& block) {
        return preparedCertificate(m_network, m_context, view, block, testHash(99), 3,
                                   fastScheme());
    }
    static IdListRef noIds() { return IdListRef::of({}); }

    /// Steps until nothing follows, doing what the core does with each wish but for bodies, which
    /// are acceptable at once. Returns the wishes in order, by name.
    QStringList settle(std::uint64_t nowMs) {
        QStringList told;
        for (auto wishes = replica.step({nowMs, 0}); !wishes.empty();
             wishes = replica.step({nowMs, 0}))
            for (const auto& wish : wishes)
                std::visit([&](const auto& w) { told << run(w); }, wish);
        return told;
    }

private:
    TestNetwork m_network;
    HeightContext m_context;

public:
    Replica replica;

private:
    QString run(const SignReady&) {
        replica.onOwn(make<Ready>(*m_self, 0));
        return QStringLiteral("ready");
    }
    QString run(const SignViewChange& w) {
        ViewChange draft;
        draft.acknowledged = noIds();
        if (w.prepared) draft.prepared = w.prepared->ref();
        replica.onOwn(make(*m_self, w.view, draft), w.prepared);
        return QStringLiteral("change %1%2")
            .arg(w.view)
            .arg(w.prepared ? QStringLiteral(" p%1").arg(w.prepared->view) : QString());
    }
    QString run(const BackList& w) { return QStringLiteral("back %1").arg(w.claimedBy); }
    QString run(const MakeProposal& w) {
        const bool fresh = !w.justification.prepared;
        replica.onBlockReady(w.view, fresh ? testHash(7) : w.justification.prepared->block);
        return QStringLiteral("make %1 %2").arg(w.view).arg(fresh ? "fresh" : "again");
    }
    QString run(const SignPrePrepare& w) {
        PrePrepare draft;
        draft.block = w.block;
        draft.justification = w.justification.digest();
        replica.onOwn(make(*m_self, w.view, draft), w.justification);
        return QStringLiteral("propose %1").arg(w.view);
    }
    QString run(const CheckProposal& w) {
        replica.onProposalChecked(w.view, w.block, acceptable);
        return QStringLiteral("check %1").arg(w.view);
    }
    QString run(const SignPrepare& w) {
        Prepare draft;
        draft.block = w.block;
        replica.onOwn(make(*m_self, w.view, draft));
        return QStringLiteral("prepare %1").arg(w.view);
    }
    QString run(const SignCommit& w) {
        Commit draft;
        draft.block = w.prepared.block;
        replica.onOwn(make(*m_self, w.view, draft));
        return QStringLiteral("commit %1").arg(w.view);
    }
    QString run(const Decide& w) { return QStringLiteral("decide %1").arg(w.certificate.view); }

    std::optional<MemberIndex> m_self;
    std::uint64_t m_sequence = 0;

public:
    bool acceptable = true;
};

using Told = QStringList;

std::vector<MemberIndex> members(std::initializer_list<int> indices) {
    std::vector<MemberIndex> out;
    for (const int index : indices) out.push_back(static_cast<MemberIndex>(index));
    return out;
}

}  // namespace

class TestReplica : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-CON-1, R-CON-5: a height begins with a view change; the primary proposes with q of them.
    void aPrimaryProposesWithAQuorum() {
        Bench bench(0);
        QCOMPARE(bench.settle(0), Told{});
        bench.replica.onDue();
        QCOMPARE(bench.settle(0), Told{"change 0"});
        bench.change(1, 0);
        QCOMPARE(bench.settle(0), Told{});
        bench.change(2, 0);
        QCOMPARE(bench.settle(0), (Told{"make 0 fresh", "propose 0"}));
        bench.change(3, 0);
        QCOMPARE(bench.settle(0), Told{});
    }

    // R-CON-6, R-CON-7, R-CON-8: prepare, commit, decide, each at its quorum and not before.
    void aBackupPreparesCommitsDecides() {
        Bench bench(3);
        bench.replica.onDue();
        bench.settle(0);
        bench.propose(0, testHash(7), bench.justification(0));
        QCOMPARE(bench.settle(0), (Told{"check 0", "prepare 0"}));
        bench.prepare(1, 0, testHash(7));  // with the primary's and the own one: three
        QCOMPARE(bench.settle(0), Told{"commit 0"});
        bench.commit(0, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{});
        bench.commit(1, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{"decide 0"});
        QCOMPARE(bench.settle(100'000), Told{});
    }

    // R-CON-6: the primary's PRE-PREPARE is its PREPARE; another of it counts nothing.
    void aPrimarysPrepareCountsNothing() {
        Bench bench(3);
        bench.acceptable = false;
        bench.replica.onDue();
        bench.settle(0);
        bench.propose(0, testHash(7), bench.justification(0));
        bench.prepare(0, 0, testHash(7));
        bench.prepare(1, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{"check 0"});
        QVERIFY(!bench.replica.votes().preparedCertificate(0, testHash(7)));
    }

    // A proposal that was refused is never prepared, whatever others say of it.
    void aRefusedProposalIsNeverPrepared() {
        Bench bench(3);
        bench.acceptable = false;
        bench.replica.onDue();
        bench.settle(0);
        bench.propose(0, testHash(7), bench.justification(0));
        bench.prepare(1, 0, testHash(7));
        bench.prepare(2, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{"check 0"});
    }

    // R-CON-8: COMMITs of different views or hashes never add up.
    void commitsOfDifferentViewsNeverAddUp() {
        Bench bench(std::nullopt);
        bench.commit(0, 0, testHash(7));
        bench.commit(1, 0, testHash(7));
        bench.commit(2, 1, testHash(7));
        bench.commit(3, 0, testHash(8));
        QCOMPARE(bench.settle(0), Told{});
        bench.commit(2, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{"decide 0"});
    }

    // R-CON-2: the second, different statement of a member is not counted.
    void aSecondStatementIsNotCounted() {
        Bench bench(std::nullopt);
        bench.commit(0, 0, testHash(8));
        bench.commit(0, 0, testHash(7));
        bench.commit(1, 0, testHash(7));
        bench.commit(2, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{});
        bench.commit(3, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{"decide 0"});
    }

    // R-CON-3: READY freezes nothing; f+1 of READY or VIEW-CHANGE, this one included, begin early.
    void earlyStartNeedsOneHonestOther() {
        Bench bench(3);
        bench.replica.onReady(bench.checked(bench.make<Ready>(1, 0)));
        QCOMPARE(bench.settle(0), Told{});  // another's haste alone moves nobody
        bench.replica.onEarlyReason();
        QCOMPARE(bench.settle(0), (Told{"ready", "change 0"}));

        Bench alone(3);
        alone.replica.onEarlyReason();
        QCOMPARE(alone.settle(0), Told{"ready"});
        alone.change(2, 0);
        QCOMPARE(alone.settle(0), Told{"change 0"});
    }

    // R-CON-10: to the lowest of the f+1 highest views of others, never for one member's word.
    void joinsTheLowestOfEnough() {
        Bench bench(3);
        bench.change(0, 9);
        QCOMPARE(bench.settle(0), Told{});
        bench.change(1, 4);
        QCOMPARE(bench.settle(0), Told{"change 4"});
        bench.change(2, 6);
        QCOMPARE(bench.settle(0), Told{"change 6"});
    }

    // R-CON-11: the timer runs once q members asked for the view or a higher one, and doubles.
    void theTimerStartsWithAQuorumAndDoubles() {
        Bench bench(3);
        bench.replica.onDue();
        QCOMPARE(bench.settle(0), Told{"change 0"});
        bench.change(0, 0);
        QCOMPARE(bench.settle(50'000), Told{});  // two of four: it waits
        QVERIFY(!bench.replica.deadlineMs());
        bench.change(1, 2);  // asked for a higher view: counts for this timer
        bench.settle(60'000);
        QCOMPARE(*bench.replica.deadlineMs(), 61'000u);
        QCOMPARE(bench.settle(60'999), Told{});
        QCOMPARE(bench.settle(61'000), Told{"change 1"});
        QVERIFY(!bench.replica.deadlineMs());
        bench.change(0, 1);
        bench.settle(62'000);
        QCOMPARE(*bench.replica.deadlineMs(), 64'000u);
    }

    void theTimerIsCapped() {
        Bench bench(3);
        for (const auto member : members({0, 1})) bench.change(member, 40);
        QCOMPARE(bench.settle(0), Told{"change 40"});
        QCOMPARE(*bench.replica.deadlineMs(), kMaxViewTimeoutMs);
    }

    // R-CON-4, R-CON-5: the prepared block survives; the highest P of J decides.
    void theHighestPreparedBlockIsProposedAgain() {
        Bench bench(2);
        const auto low = bench.certificate(0, testHash(10));
        const auto high = bench.certificate(1, testHash(11));
        bench.change(0, 2, low);
        bench.change(1, 2, high);
        const auto told = bench.settle(0);
        QCOMPARE(told, (Told{"change 2", "make 2 again", "propose 2"}));
        QCOMPARE(bench.replica.votes().preparedRefs().size(), 0u);
    }

    void whatWasPreparedIsNamedInTheNextViewChange() {
        Bench bench(3);
        bench.replica.onDue();
        bench.settle(0);
        bench.propose(0, testHash(7), bench.justification(0));
        bench.settle(0);
        bench.prepare(1, 0, testHash(7));
        bench.settle(0);
        QCOMPARE(bench.settle(1'000), Told{"change 1 p0"});
    }

    // R-CON-5: with a P in J no other block is ever checked or prepared.
    void aProposalAgainstItsOwnPreparedBlockIsIgnored() {
        Bench bench(3);
        for (const auto member : members({0, 1})) bench.change(member, 1);
        QCOMPARE(bench.settle(0), Told{"change 1"});
        bench.propose(1, testHash(8), bench.justification(1, bench.certificate(0, testHash(7))));
        QCOMPARE(bench.settle(0), Told{});
        bench.propose(1, testHash(7), bench.justification(1, bench.certificate(0, testHash(7))));
        QCOMPARE(bench.settle(0), (Told{"check 1", "prepare 1"}));
    }

    // R-CON-4: a list that is not backed keeps its VIEW-CHANGE out of J, not out of the timer.
    void anUnbackedListStaysOutOfJ() {
        Bench bench(0);
        const auto list = IdListRef::of({testHash(1), testHash(2)});
        bench.replica.onDue();
        bench.settle(0);
        bench.change(1, 0, {}, list);
        bench.change(2, 0);
        QCOMPARE(bench.settle(0), Told{"back 1"});
        QVERIFY(bench.replica.deadlineMs());
        bench.replica.onListBacked(list);
        QCOMPARE(bench.settle(0), (Told{"make 0 fresh", "propose 0"}));
    }

    // After VIEW-CHANGE(v) nothing of a lower view is signed.
    void lowerViewsAreOver() {
        Bench bench(3);
        bench.replica.onDue();
        bench.settle(0);
        for (const auto member : members({0, 1})) bench.change(member, 1);
        QCOMPARE(bench.settle(0), Told{"change 1"});
        bench.propose(0, testHash(7), bench.justification(0));
        bench.prepare(1, 0, testHash(7));
        bench.prepare(2, 0, testHash(7));
        QCOMPARE(bench.settle(0), Told{});
    }

    // R-CON-15: an onlooker follows and signs nothing.
    void anOnlookerSignsNothing() {
        Bench bench(std::nullopt);
        bench.replica.onDue();
        for (const auto member : members({0, 1, 2})) bench.change(member, 0);
        bench.propose(0, testHash(7), bench.justification(0));
        QCOMPARE(bench.settle(0), Told{"check 0"});
        for (const auto member : members({1, 2, 3})) bench.prepare(member, 0, testHash(7));
        QCOMPARE(bench.settle(90'000), Told{});
        for (const auto member : members({1, 2, 3})) bench.commit(member, 0, testHash(7));
        QCOMPARE(bench.settle(90'000), Told{"decide 0"});
    }

    // R-SIG-3: a replica restored from its own statements repeats none of them.
    void aRestoredReplicaRepeatsNothing() {
        Bench bench(3);
        ViewChange draft;
        draft.acknowledged = Bench::noIds();
        bench.replica.onOwn(bench.make(3, 1, draft), std::nullopt);
        Prepare prepare;
        prepare.block = testHash(7);
        bench.replica.onOwn(bench.make(3, 1, prepare));
        bench.replica.onDue();
        QCOMPARE(bench.settle(0), Told{});
        bench.propose(1, testHash(7), bench.justification(1));
        QCOMPARE(bench.settle(0), Told{"check 1"});  // not prepared again
        bench.prepare(2, 1, testHash(7));
        QCOMPARE(bench.settle(0), Told{"commit 1"});
    }

    // R-CON-2: a faulty member cannot fill memory with votes for views nobody is in.
    void farViewsAreNotKept() {
        Bench bench(3);
        bench.commit(0, 5'000, testHash(7));
        bench.commit(1, 5'000, testHash(7));
        bench.commit(2, 5'000, testHash(7));
        QCOMPARE(bench.settle(0), Told{});
    }
};

QTEST_GUILESS_MAIN(TestReplica)
#include "test_replica.moc"
