// Masternode transactions in the pool (R-POOL-7 of node/PROTOCOL.md).
#include "node/mempool/mempool.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/pool_transfers.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

Instant at(std::uint64_t ms) {
    return {ms, 1'700'000'000'000 + ms};
}

TransactionPtr checked(Transaction transaction) {
    auto made = checkTransaction(std::move(transaction), {}, testBasis(testHash(0), fastScheme()));
    if (!made) throw std::logic_error("the test made an action that does not check");
    return std::make_shared<const CheckedTransaction>(std::move(made).value());
}

TransactionPtr updateOf(std::uint32_t masternode, std::uint64_t number = 1) {
    const NewMasternode node(masternode);
    return checked(signedAction(testHash(0), node.update(testOutPoint(masternode), number),
                                node.operatorKey, fastScheme()));
}

TransactionPtr retirementOf(std::uint32_t masternode) {
    const NewMasternode node(masternode);
    return checked(signedAction(testHash(0), node.retirement(testOutPoint(masternode)), node.owner,
                                fastScheme()));
}

TransactionPtr evidenceOf(std::uint32_t masternode, std::uint64_t height) {
    const NewMasternode node(masternode);
    return checked(evidenceTransaction(
        equivocation(node.operatorKey, 0, 0, height, testHash(0), fastScheme())));
}

TransactionPtr spending(std::uint32_t coin, std::uint64_t fee = 1'000) {
    return makeTransfer({{testOutPoint(coin)}, fee, 3, 0, 0});
}

}  // namespace

class TestMempoolActions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void pool7_oneOfAKindForAMasternode() {
        Mempool pool;
        const auto update = updateOf(1);
        QVERIFY(!pool.add(update, at(1)));
        QCOMPARE(pool.add(update, at(1)), TxError::AlreadyKnown);
        QCOMPARE(pool.add(updateOf(1, 2), at(1)), TxError::Crowded);
        QVERIFY(!pool.add(updateOf(2), at(1)));
        QVERIFY(!pool.add(retirementOf(1), at(1)));
        QVERIFY(!pool.add(evidenceOf(1, 5), at(1)));
        QCOMPARE(pool.add(evidenceOf(1, 6), at(1)), TxError::Crowded);
        QCOMPARE(pool.actions().size(), std::size_t{4});
        QCOMPARE(pool.count(), 4U);
        QCOMPARE(pool.byId(update->id), update);
        QCOMPARE(pool.byFullHash(update->fullHash), update);

        // Whoever finds that the registry refuses it says why.
        pool.drop(update->id, TxError::StaleUpdate);
        const auto dropped = pool.takeDropped();
        QCOMPARE(dropped.size(), std::size_t{1});
        QCOMPARE(dropped[0].reason, TxError::StaleUpdate);
        QVERIFY(!pool.add(updateOf(1, 2), at(2)));
        pool.onCommitted({updateOf(1, 2)->id}, {});
        QVERIFY(pool.takeDropped().empty());
        QVERIFY(!pool.add(updateOf(1, 3), at(2)));
    }

    void pool7_eachKindIsBounded() {
        Mempool pool;
        for (std::uint32_t i = 0; i < kMaxPooledActions; ++i)
            QVERIFY(!pool.add(retirementOf(i), at(1)));
        QCOMPARE(pool.add(retirementOf(5'000), at(1)), TxError::PoolFull);
        QVERIFY(!pool.add(updateOf(5'000), at(1)));
        pool.drop(retirementOf(7)->id, TxError::AlreadyLeaving);
        QVERIFY(!pool.add(retirementOf(5'000), at(1)));
    }

    void pool7_outsideTheLimitsAndNeverEvicted() {
        Mempool pool(2, 1'000'000);
        QVERIFY(!pool.add(spending(1, 8'000), at(1)));
        QVERIFY(!pool.add(spending(2, 9'000), at(1)));
        QVERIFY(!pool.add(spending(3, 10'000), at(1)));  // raises the floor
        pool.takeDropped();
        const auto update = updateOf(1);
        QVERIFY(!pool.add(update, at(2)));  // full, and it pays nothing
        QVERIFY(pool.takeDropped().empty());
        QCOMPARE(pool.count(), 3U);
        QVERIFY(!pool.add(spending(4, 11'000), at(2)));
        QVERIFY(pool.byId(update->id));
        pool.setPinned({}, at(3));
        QCOMPARE(pool.count(), 3U);
        const std::uint64_t bytes = pool.bytes();
        pool.drop(update->id, TxError::StaleUpdate);
        QCOMPARE(pool.bytes(), bytes - update->size);
        // Its place was nobody's: the pool is as full as before.
        QVERIFY(!pool.add(spending(5, 12'000), at(3)));
        QCOMPARE(pool.count(), 2U);
    }

    void pool7_lastInTheOrder() {
        Mempool pool;
        const auto retirement = retirementOf(1);
        const auto update = updateOf(2);
        const auto cheap = spending(1, 1);
        QVERIFY(!pool.add(retirement, at(1)));
        QVERIFY(!pool.add(update, at(1)));
        QVERIFY(!pool.add(cheap, at(1)));
        const auto order = pool.inOrder();
        QCOMPARE(order.size(), std::size_t{3});
        QCOMPARE(order[0], cheap);
    }

    void pool7_expiresLikeATransfer() {
        Mempool pool;
        QVERIFY(!pool.add(updateOf(1), at(1)));
        pool.expireOlderThan(10, at(10));
        QCOMPARE(pool.count(), 1U);
        pool.expireOlderThan(10, at(11));
        QCOMPARE(pool.count(), 0U);
        QCOMPARE(pool.takeDropped()[0].reason, TxError::Expired);
        QVERIFY(!pool.add(updateOf(1), at(12)));
    }
};

QTEST_GUILESS_MAIN(TestMempoolActions)
#include "test_mempool_actions.moc"
