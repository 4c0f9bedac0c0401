// What the core does with its pool: relaying, expiry, and what survives a restart.
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr std::uint64_t kHourMs = 3'600'000;
constexpr std::uint64_t kStepMs = 60'000;

Transaction pay(const Cluster& cluster, std::uint32_t from, std::uint32_t to,
                std::uint32_t satoshi) {
    return simpleTransfer(cluster.network(), from, to, Amount::satoshi(satoshi), fastScheme());
}

/// `tx` as a peer of number `from` would send it.
void hear(Cluster& cluster, std::size_t node, PeerNumber from, const Transaction& tx) {
    cluster.node(node).core->onMessage(
        from, wire::TransactionMessage{std::make_shared<const Transaction>(tx)}, cluster.now());
}

std::size_t relaysOf(Cluster& cluster, std::size_t node, const Transaction& tx) {
    const auto& relays = cluster.node(node).relays;
    const auto found = relays.find(tx.fullHash());
    return found == relays.end() ? 0 : found->second;
}

}  // namespace

class TestCorePool : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-POOL-5: a transaction is relayed once by each node, from whomever and however often it comes.
    void aTransactionIsRelayedOnce() {
        Cluster cluster(4);
        cluster.run(50);
        const auto tx = pay(cluster, 0, 1, 5'000'000);
        for (const PeerNumber from : {1U, 2U, 3U}) hear(cluster, 4, from, tx);  // in one turn
        cluster.settle(4);
        for (const PeerNumber from : {2U, 3U}) hear(cluster, 4, from, tx);  // it is pooled by now
        cluster.settle(4);
        QVERIFY(cluster.runUntil([&] { return cluster.isFinal(4, tx.id()); }));
        for (std::size_t i = 0; i < cluster.size(); ++i) {
            hear(cluster, i, 2, tx);
            cluster.settle(i);
            QCOMPARE(relaysOf(cluster, i, tx), std::size_t{1});
        }
        QVERIFY(cluster.runUntil([&] { return cluster.isCommitted(4, tx.id()); }));
        for (std::size_t i = 0; i < cluster.size(); ++i) {
            hear(cluster, i, 3, tx);
            cluster.settle(i);
            QCOMPARE(relaysOf(cluster, i, tx), std::size_t{1});
            QVERIFY(!cluster.node(i).fatal);
        }
    }

    // R-POOL-5: what was refused is not relayed, and not checked again when others send it too.
    void whatIsRefusedIsNotRelayed() {
        Cluster cluster(4);
        cluster.run(50);
        auto bad = pay(cluster, 0, 1, 5'000'000);
        bad.witness.signatures[0].signature.data[5] ^= 1;
        for (const PeerNumber from : {1U, 2U, 3U}) {
            hear(cluster, 4, from, bad);
            cluster.settle(4);
        }
        cluster.run(500);
        for (std::size_t i = 0; i < cluster.size(); ++i)
            QCOMPARE(relaysOf(cluster, i, bad), std::size_t{0});
        // The good copy of the same payment still goes its way.
        const auto good = pay(cluster, 0, 1, 5'000'000);
        QCOMPARE(good.id(), bad.id());
        cluster.submit(4, good);
        QVERIFY(cluster.runUntil([&] { return cluster.isFinal(4, good.id()); }));
    }

    // R-POOL-6: what waits for too long is dropped, by itself; what was promised is not.
    void whatWaitsTooLongExpires() {
        Cluster cluster(4);
        cluster.run(500);
        cluster.stop(2);
        cluster.stop(3);
        const auto tx = pay(cluster, 0, 1, 5'000'000);
        cluster.submit(4, tx);
        cluster.run(200);
        cluster.run(71 * kHourMs, kStepMs);
        QVERIFY(cluster.node(4).core->pooled(tx.id()));
        const auto reach = [&](bool together) {
            for (const std::size_t member : {0U, 1U}) cluster.connect(member, 4, together);
        };
        reach(false);
        cluster.run(2 * kHourMs, kStepMs);
        QVERIFY(!cluster.node(4).core->pooled(tx.id()));
        QCOMPARE(cluster.rejection(4, tx.id()), TxError::Expired);
        QVERIFY(cluster.node(0).core->pooled(tx.id()));  // it has voted for it
        // Who did vote for it brings it again (R-POOL-3).
        reach(true);
        cluster.run(kStepMs);
        QVERIFY(cluster.node(4).core->pooled(tx.id()));
    }

    // R-POOL-8: checked like a stranger's, with the age and the owner it had.
    void aRestoredPoolIsCheckedAndKeepsItsAges() {
        Cluster cluster(4, false);
        cluster.start(4);
        const auto own = pay(cluster, 0, 1, 5'000'000);
        const auto other = pay(cluster, 1, 2, 6'000'000);
        auto bad = pay(cluster, 2, 3, 7'000'000);
        bad.witness.signatures[0].signature.data[5] ^= 1;
        cluster.submit(4, own);
        hear(cluster, 4, 1, other);
        cluster.settle(4);
        const auto wallMs = cluster.now().wallMs;
        cluster.run(kHourMs, kStepMs);
        auto records = cluster.node(4).core->pooledRecords(cluster.now(), 1'000'000);
        QCOMPARE(records.size(), std::size_t{2});
        for (const auto& record : records) {
            QCOMPARE(record.arrivedWallMs, wallMs);
            QCOMPARE(record.own, record.transaction.id() == own.id());
        }
        QVERIFY(cluster.node(4).core->pooledRecords(cluster.now(), 0).empty());
        records.push_back({bad, wallMs, false});

        cluster.stop(4);
        cluster.start(4);
        auto& core = *cluster.node(4).core;
        for (const auto& record : records) core.restore(record, cluster.now());
        cluster.settle(4);
        QVERIFY(core.pooled(own.id()) && core.pooled(other.id()) && !core.pooled(bad.id()));
        for (const auto& record : core.pooledRecords(cluster.now(), 1'000'000)) {
            QCOMPARE(record.arrivedWallMs, wallMs);
            QCOMPARE(record.own, record.transaction.id() == own.id());
        }
        cluster.run(70 * kHourMs, kStepMs);
        QVERIFY(core.pooled(own.id()));
        cluster.run(2 * kHourMs, kStepMs);
        QCOMPARE(cluster.rejection(4, own.id()), TxError::Expired);
        QVERIFY(!core.pooled(other.id()));
    }
};

QTEST_GUILESS_MAIN(TestCorePool)
#include "test_core_pool.moc"
