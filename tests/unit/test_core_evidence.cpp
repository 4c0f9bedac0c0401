// R-EVI-5: what members sign is compared, and two statements that contradict each other become
// evidence and an alert; what honest members do never does.
#include "node/core/contradictions.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr PeerNumber kStranger = 99;  // a peer played by the test
constexpr std::size_t kWatcher = 4;   // the full node that it talks to

Transaction pay(const Cluster& cluster, std::uint32_t to, std::uint32_t satoshi) {
    return simpleTransfer(cluster.network(), 0, to, Amount::satoshi(satoshi), fastScheme());
}

template <class S>
S made(const TestNetwork& network, S draft, std::uint32_t view = 0, std::uint64_t sequence = 1,
       MemberIndex member = 1) {
    draft.at = {0, 1, view, member, sequence};
    return signedStatement(draft, network, fastScheme());
}

Commit commit(const TestNetwork& network, std::uint32_t block, std::uint32_t view = 0,
              std::uint64_t sequence = 1) {
    Commit draft;
    draft.block = testHash(block);
    return made(network, draft, view, sequence);
}

ViewChange change(const TestNetwork& network, const std::vector<Hash>& listed, std::uint32_t view) {
    ViewChange draft;
    draft.acknowledged = IdListRef::of(listed);
    return made(network, draft, view);
}

/// Node 4 alone, with a stranger beside it.
struct Watched {
    Watched() {
        cluster.start(kWatcher);
        core().onPeerReady(kStranger, 0, cluster.now());
        cluster.run(50);
    }
    NodeCore& core() { return *cluster.node(kWatcher).core; }
    void give(const wire::Message& message) {
        core().onMessage(kStranger, message, cluster.now());
        cluster.settle(kWatcher);
    }
    void giveVotes(const std::vector<Hash>& ids) {
        TxVote draft;
        draft.ids = IdListRef::of(ids);
        give(wire::TxVotesMessage{made(cluster.network(), draft), ids});
    }
    void giveAcks(const std::vector<Hash>& ids) {
        TxAck draft;
        draft.ids = IdListRef::of(ids);
        give(wire::TxAcksMessage{made(cluster.network(), draft), ids});
    }
    std::size_t pooledEvidence() {
        const auto all = core().pooledAll();
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& one) {
            return one->tx.kind == TransactionKind::Evidence;
        }));
    }
    /// How often the owner was told of it, after the slow looks had their time.
    int alerts(AlertCode code) {
        cluster.run(2'500);
        int count = 0;
        for (const auto& event : cluster.node(kWatcher).events) {
            const auto* alert = std::get_if<AlertRaised>(&event);
            if (!alert || alert->code != code) continue;
            ++count;
            if (alert->detail != toHex(cluster.network().operators[1].publicKey())) return -1;
        }
        return count;
    }

    Cluster cluster{4, false};
};

}  // namespace

class TestCoreEvidence : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void statementsThatContradict();  // R-EVI-5
    void repeatsAndOtherViews();
    void oneForEachMember();
    void viewsFarAheadPushNothingOut();
    void theOwnerIsTold();        // R-EVI-5
    void aBlockHoldsIt();         // R-EVI-5
    void doubleVotesAreFound();   // R-EVI-5, R-FIN-9
    void unlistedAcksAreFound();  // R-EVI-5
    void honestMembersAreNot();   // R-EVI-4
};

void TestCoreEvidence::statementsThatContradict() {
    const TestNetwork network = testNetwork(4);
    const auto found = [&](auto one, auto other) {
        Contradictions contradictions(network.at(1));
        contradictions.add(one);
        if (!contradictions.take().empty()) return std::size_t{99};
        contradictions.add(other);
        const auto all = contradictions.take();
        for (const Evidence& evidence : all) {
            if (!checkEvidence(evidence, network.hash(), fastScheme())) return std::size_t{99};
        }
        return all.size();
    };
    Prepare a;
    a.block = testHash(1);
    Prepare b;
    b.block = testHash(2);
    PrePrepare c;
    c.block = testHash(1);
    PrePrepare d = c;
    d.justification = testHash(2);
    QCOMPARE(found(made(network, a), made(network, b)), std::size_t{1});
    QCOMPARE(found(made(network, c), made(network, d)), std::size_t{1});
    QCOMPARE(found(commit(network, 1), commit(network, 2)), std::size_t{1});
    QCOMPARE(found(change(network, {}, 1), change(network, {testHash(1)}, 1)), std::size_t{1});
    QCOMPARE(found(change(network, {}, 3), change(network, {testHash(1)}, 2)), std::size_t{1});
}

void TestCoreEvidence::repeatsAndOtherViews() {
    const TestNetwork network = testNetwork(4);
    Contradictions contradictions(network.at(1));
    for (const std::uint32_t view : {0U, 1U, 2U, 1U}) {
        contradictions.add(commit(network, view + 1, view));
        contradictions.add(commit(network, view + 1, view, 7));
        contradictions.add(change(network, {testHash(9)}, view));
    }
    QVERIFY(contradictions.take().empty());
}

void TestCoreEvidence::oneForEachMember() {
    const TestNetwork network = testNetwork(4);
    Contradictions contradictions(network.at(1));
    for (std::uint32_t block = 1; block < 9; ++block) contradictions.add(commit(network, block));
    contradictions.add(change(network, {}, 1));
    contradictions.add(change(network, {testHash(1)}, 1));
    const auto found = contradictions.take();
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].operatorKey == network.operators[1].publicKey());
    QVERIFY(contradictions.isAccused(1) && !contradictions.isAccused(2));
    QVERIFY(contradictions.take().empty());
}

void TestCoreEvidence::viewsFarAheadPushNothingOut() {
    const TestNetwork network = testNetwork(4);
    Contradictions contradictions(network.at(1));
    for (std::uint32_t view = 5'000; view < 5'200; ++view)
        contradictions.add(commit(network, 1, view));
    contradictions.add(commit(network, 1, 0));
    for (std::uint32_t view = 6'000; view < 6'200; ++view)
        contradictions.add(commit(network, 1, view));
    contradictions.add(commit(network, 2, 0));
    QCOMPARE(contradictions.take().size(), std::size_t{1});
}

void TestCoreEvidence::theOwnerIsTold() {
    Watched watched;
    const TestNetwork& network = watched.cluster.network();
    watched.give(wire::CommitMessage{commit(network, 1)});
    watched.give(wire::CommitMessage{commit(network, 1)});
    QCOMPARE(watched.alerts(AlertCode::Equivocation), 0);
    watched.give(wire::CommitMessage{commit(network, 2)});
    watched.give(wire::CommitMessage{commit(network, 3)});
    QCOMPARE(watched.alerts(AlertCode::Equivocation), 1);
    QCOMPARE(watched.alerts(AlertCode::DoubleVote), 0);
    QCOMPARE(watched.pooledEvidence(), std::size_t{1});
}

void TestCoreEvidence::aBlockHoldsIt() {
    ClusterPlan plan;
    plan.members = 5;
    plan.epochSlots = 3;
    Cluster cluster(plan);
    const std::size_t watcher = plan.members;
    cluster.run(50);
    for (const std::uint32_t block : {1U, 2U}) {
        cluster.node(watcher).core->onMessage(
            kStranger, wire::CommitMessage{commit(cluster.network(), block)}, cluster.now());
        cluster.settle(watcher);
    }
    const auto registry = [&]() -> const RegistryState& {
        return cluster.node(watcher).core->tip().registry;
    };
    const PublicKey accused = cluster.network().operators[1].publicKey();
    QVERIFY(cluster.runUntil([&] { return registry().findOperator(accused)->evidenceSlot != 0; }));
    for (const MasternodeEntry& entry : registry().entries)
        QCOMPARE(entry.evidenceSlot != 0, entry.node.operatorKey == accused);
    QVERIFY(registry().members.indexOf(accused));
    // It leaves with its epoch.
    QVERIFY(cluster.runUntil([&] { return !registry().members.indexOf(accused); }, 120'000));
    QCOMPARE(registry().members.size(), 4U);
}

void TestCoreEvidence::doubleVotesAreFound() {
    Watched watched;
    const Transaction one = pay(watched.cluster, 1, 5'000'000);
    const Transaction other = pay(watched.cluster, 2, 6'000'000);
    watched.cluster.submit(kWatcher, one);
    watched.cluster.submit(kWatcher, other);
    watched.giveVotes({one.id()});
    QCOMPARE(watched.alerts(AlertCode::DoubleVote), 0);
    watched.giveVotes({testHash(5), other.id()});
    QCOMPARE(watched.alerts(AlertCode::DoubleVote), 1);
    QCOMPARE(watched.alerts(AlertCode::Equivocation), 0);
    QCOMPARE(watched.pooledEvidence(), std::size_t{1});
}

void TestCoreEvidence::unlistedAcksAreFound() {
    Watched watched;
    const TestNetwork& network = watched.cluster.network();
    watched.giveAcks({testHash(1), testHash(2)});
    QCOMPARE(watched.alerts(AlertCode::Equivocation), 0);
    watched.give(wire::ViewChangeMessage{change(network, {}, 0), std::nullopt});
    QCOMPARE(watched.alerts(AlertCode::Equivocation), 1);

    Watched later;  // the list first, then the acknowledgement
    later.give(wire::ViewChangeMessage{change(network, {}, 0), std::nullopt});
    QCOMPARE(later.alerts(AlertCode::Equivocation), 0);
    later.giveAcks({testHash(1)});
    QCOMPARE(later.alerts(AlertCode::Equivocation), 1);
}

void TestCoreEvidence::honestMembersAreNot() {
    Cluster cluster(4);
    cluster.run(50);
    for (std::uint32_t i = 0; i < 3; ++i) {
        cluster.submit(0, pay(cluster, 1, 5'000'000 + i));
        cluster.submit(1, pay(cluster, 2, 7'000'000 + i));  // conflicts with it
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(kWatcher) > i; }));
    }
    for (std::size_t i = 0; i < cluster.size(); ++i) {
        for (const auto& event : cluster.node(i).events)
            QVERIFY(!std::holds_alternative<AlertRaised>(event));
    }
}

QTEST_GUILESS_MAIN(TestCoreEvidence)
#include "test_core_evidence.moc"
