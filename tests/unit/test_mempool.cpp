// The rules of the pool (R-POOL-1..6 of node/PROTOCOL.md), one by one.
#include "node/mempool/mempool.h"
#include "tests/support/pool_transfers.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

Instant at(std::uint64_t ms) {
    return {ms, 1'700'000'000'000 + ms};
}

TransactionPtr spending(std::uint32_t coin, std::uint64_t fee = 1'000, std::uint32_t memo = 0) {
    return makeTransfer({{testOutPoint(coin)}, fee, 3, memo, 0});
}

TransactionPtr childOf(const TransactionPtr& parent, std::uint64_t fee = 1'000,
                       std::uint32_t index = 0) {
    return makeTransfer({{outputOf(parent, index)}, fee, 3, 0, 0});
}

std::vector<Hash> idsOf(const std::vector<TransactionPtr>& transfers) {
    std::vector<Hash> ids;
    for (const TransactionPtr& one : transfers) ids.push_back(one->id);
    return ids;
}

/// (id, reason) of what was dropped, in order.
std::vector<std::pair<Hash, TxError>> droppedFrom(Mempool& pool) {
    std::vector<std::pair<Hash, TxError>> dropped;
    for (const Dropped& one : pool.takeDropped())
        dropped.emplace_back(one.transfer->id, one.reason);
    return dropped;
}
using DroppedIds = std::vector<std::pair<Hash, TxError>>;

}  // namespace

class TestMempool : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void pool1_countAndBytesAreBounded();
    void pool1_theCheapestGoesFirst();
    void pool1_aRefusedOneCostsNobodyAPlace();
    void pool1_neverEvictsWhatItStandsOn();
    void pool2_bestFeeRateFirst();
    void pool2_childNeverBeforeItsParents();
    void pool2_theFullPoolInOrder();
    void pool3_pinnedStaysAndCountsApart();
    void pool3_aPinnedChildHoldsItsParents();
    void pool3_pinnedBeforeItCame();
    void pool3_unpinningShrinks();
    void pool4_bothSidesOfAConflictAreKept();
    void pool4_sidesAreBounded();
    void pool4_oldestConflict();
    void pool4_committedSideWins();
    void pool4_childrenOfTheLoserGoWithIt();
    void pool5_refusedByFullHashNotById();
    void pool5_refusalsAreBoundedInNumberAndTime();
    void pool6_expires();
    void pool6_anAgeFromBeforeCounts();
    void pool6_createdCoins();
    void feeRatesCompareExactly();
};

// ---- R-POOL-1: bounds -----------------------------------------------------------------------

void TestMempool::pool1_countAndBytesAreBounded() {
    Mempool byCount(3, 1'000'000);
    for (std::uint32_t i = 0; i < 10; ++i) QVERIFY(!byCount.add(spending(i, 1'000 + i), at(i)));
    QCOMPARE(byCount.count(), 3U);

    const auto size = spending(0)->size;
    Mempool byBytes(100, 3ULL * size + 10);
    for (std::uint32_t i = 0; i < 10; ++i) QVERIFY(!byBytes.add(spending(i, 1'000 + i), at(i)));
    QCOMPARE(byBytes.count(), 3U);
    QCOMPARE(byBytes.bytes(), 3ULL * size);
    QCOMPARE(byBytes.add(spending(3, 1'003), at(20)), TxError::PoolFull);
    const auto kept = byBytes.inOrder();
    QCOMPARE(byBytes.add(kept[0], at(20)), TxError::AlreadyKnown);
    for (const TransactionPtr& one : kept) byBytes.drop(one->id, TxError::Conflict);
    QCOMPARE(byBytes.count(), 0U);
    QCOMPARE(byBytes.bytes(), 0ULL);
}

void TestMempool::pool1_theCheapestGoesFirst() {
    Mempool pool(3, 1'000'000);
    const auto cheap = spending(1, 1'000);
    const auto child = childOf(cheap, 2'000);
    const auto dear = spending(2, 5'000);
    for (const auto& one : {cheap, child, dear}) QVERIFY(!pool.add(one, at(1)));
    const auto middle = spending(3, 2'000);
    QVERIFY(!pool.add(middle, at(2)));
    // The cheapest goes, and its descendants with it.
    QCOMPARE(droppedFrom(pool),
             (DroppedIds{{cheap->id, TxError::PoolFull}, {child->id, TxError::MissingCoin}}));
    QCOMPARE(idsOf(pool.inOrder()), (std::vector<Hash>{dear->id, middle->id}));
    QVERIFY(!pool.byId(cheap->id) && !pool.byFullHash(child->fullHash));
    QVERIFY(pool.takeDropped().empty());
}

void TestMempool::pool1_aRefusedOneCostsNobodyAPlace() {
    const auto small = spending(1, 1'000);
    const auto dear = spending(2, 90'000);
    Mempool pool(10, small->size + dear->size + 50);
    QVERIFY(!pool.add(small, at(1)));
    QVERIFY(!pool.add(dear, at(1)));
    // Larger than what is cheaper: room for it would cost `dear` its place.
    const auto large = spending(3, 20'000, 512);
    QCOMPARE(pool.add(large, at(2)), TxError::PoolFull);
    QCOMPARE(pool.add(spending(4, 1'000), at(2)), TxError::PoolFull);  // equal is not better
    QCOMPARE(pool.count(), 2U);
    QVERIFY(pool.takeDropped().empty());
}

void TestMempool::pool1_neverEvictsWhatItStandsOn() {
    Mempool pool(2, 1'000'000);
    const auto parent = spending(1, 1'000);
    const auto other = spending(2, 2'000);
    QVERIFY(!pool.add(parent, at(1)));
    QVERIFY(!pool.add(other, at(1)));
    const auto child = childOf(parent, 3'000);
    QVERIFY(!pool.add(child, at(2)));
    QCOMPARE(droppedFrom(pool), (DroppedIds{{other->id, TxError::PoolFull}}));
    QCOMPARE(pool.add(childOf(child, 900'000), at(3)), TxError::PoolFull);
    QCOMPARE(pool.count(), 2U);
}

// ---- R-POOL-2: order ------------------------------------------------------------------------

void TestMempool::pool2_bestFeeRateFirst() {
    Mempool pool;
    const auto a = spending(1, 2'000);
    const auto b = spending(2, 3'000);
    const auto c = spending(3, 3'000, 500);  // pays as much for more bytes
    for (const auto& one : {a, c, b}) QVERIFY(!pool.add(one, at(1)));
    QCOMPARE(idsOf(pool.inOrder()), (std::vector<Hash>{b->id, a->id, c->id}));
}

void TestMempool::pool2_childNeverBeforeItsParents() {
    Mempool pool;
    const auto cheap = spending(1, 1'000);
    const auto dearChild = childOf(cheap, 50'000'000);
    const auto middle = spending(2, 2'000);
    const auto both =
        makeTransfer({{outputOf(dearChild, 1), outputOf(middle, 1)}, 9'000'000, 3, 0, 0});
    for (const auto& one : {cheap, dearChild, middle, both}) QVERIFY(!pool.add(one, at(1)));
    QCOMPARE(idsOf(pool.inOrder()),
             (std::vector<Hash>{cheap->id, dearChild->id, middle->id, both->id}));
    QCOMPARE(pool.parentsOf(*dearChild), std::vector<Hash>{cheap->id});
    std::vector<Hash> parents{dearChild->id, middle->id};
    std::sort(parents.begin(), parents.end());
    QCOMPARE(pool.parentsOf(*both), parents);
}

void TestMempool::pool2_theFullPoolInOrder() {
    Mempool pool;
    TransactionPtr parent;
    for (std::uint32_t i = 0; i < 2'000; ++i) {
        const std::uint64_t fee = 1'000 + (i * 7'919) % 5'000;
        const auto one = i % 5 == 4 ? childOf(parent, fee) : spending(i, fee);
        QVERIFY(!pool.add(one, at(i)));
        parent = one;
    }
    const auto order = pool.inOrder();
    QCOMPARE(order.size(), std::size_t{2'000});
    std::set<Hash> seen;
    for (const auto& one : order) {
        for (const Hash& id : pool.parentsOf(*one)) QVERIFY(seen.contains(id));
        QVERIFY(seen.insert(one->id).second);
    }
}

// ---- R-POOL-3: pins -------------------------------------------------------------------------

void TestMempool::pool3_pinnedStaysAndCountsApart() {
    Mempool pool(2, 1'000'000);
    const auto cheap = spending(1, 1'000);
    QVERIFY(!pool.add(cheap, at(1)));
    pool.setPinned({cheap->id}, at(50));
    for (std::uint32_t i = 2; i < 10; ++i) QVERIFY(!pool.add(spending(i, 1'000 * i), at(i)));
    QVERIFY(pool.byId(cheap->id));
    QCOMPARE(pool.count(), 3U);  // two and the pinned one
    pool.expireOlderThan(1, at(1'000'000));
    QVERIFY(pool.byId(cheap->id));
    QCOMPARE(pool.count(), 1U);
}

void TestMempool::pool3_aPinnedChildHoldsItsParents() {
    Mempool pool(2, 1'000'000);
    const auto parent = spending(1, 1'000);
    const auto child = childOf(parent, 2'000);
    QVERIFY(!pool.add(parent, at(1)));
    QVERIFY(!pool.add(child, at(1)));
    pool.setPinned({child->id}, at(50));
    QVERIFY(!pool.add(spending(2, 3'000), at(2)));
    QVERIFY(!pool.add(spending(3, 4'000), at(2)));
    QVERIFY(!pool.add(spending(4, 5'000), at(2)));
    QVERIFY(pool.byId(parent->id) && pool.byId(child->id));
    QCOMPARE(pool.count(), 4U);
    // The parent is committed: nothing holds the child but its own pin.
    pool.onCommitted({parent->id}, {});
    QCOMPARE(pool.count(), 3U);
    pool.setPinned({}, at(50));
    QCOMPARE(pool.count(), 2U);
    QVERIFY(!pool.byId(child->id));

    // Also one that comes after its child.
    Mempool reversed(1, 1'000'000);
    reversed.setPinned({child->id}, at(50));
    for (const auto& one : {child, parent, spending(7, 9'000)}) QVERIFY(!reversed.add(one, at(3)));
    QCOMPARE(reversed.count(), 3U);
}

void TestMempool::pool3_pinnedBeforeItCame() {
    Mempool pool(1, 1'000'000);
    const auto certified = spending(1, 1'000);
    pool.setPinned({certified->id}, at(50));
    QVERIFY(!pool.add(spending(2, 9'000), at(1)));
    QVERIFY(!pool.add(certified, at(2)));  // cheaper than all, and full: it comes in nevertheless
    QCOMPARE(pool.count(), 2U);
    QVERIFY(!pool.add(spending(3, 10'000), at(3)));
    QVERIFY(pool.byId(certified->id));
}

void TestMempool::pool3_unpinningShrinks() {
    Mempool pool(2, 1'000'000);
    std::vector<Hash> ids;
    for (std::uint32_t i = 1; i <= 5; ++i) {
        const auto one = spending(i, 1'000 * i);
        ids.push_back(one->id);
        pool.setPinned(ids, at(50));
        QVERIFY(!pool.add(one, at(i)));
    }
    QCOMPARE(pool.count(), 5U);
    pool.setPinned({ids[0]}, at(50));
    QCOMPARE(droppedFrom(pool),
             (DroppedIds{{ids[1], TxError::PoolFull}, {ids[2], TxError::PoolFull}}));
    QCOMPARE(pool.count(), 3U);
}

// ---- R-POOL-4: conflicts --------------------------------------------------------------------

void TestMempool::pool4_bothSidesOfAConflictAreKept() {
    Mempool pool;
    const auto a = makeTransfer({{testOutPoint(1), testOutPoint(2)}, 1'000, 3, 0, 0});
    const auto b = makeTransfer({{testOutPoint(2), testOutPoint(3)}, 2'000, 3, 0, 0});
    const auto c = spending(3);
    for (const auto& one : {a, b, c}) QVERIFY(!pool.add(one, at(1)));
    QCOMPARE(pool.conflictsOf(*a), std::vector<Hash>{b->id});
    std::vector<Hash> rivals{a->id, c->id};
    std::sort(rivals.begin(), rivals.end());
    QCOMPARE(pool.conflictsOf(*b), rivals);
    // Also asked for one that is not in the pool.
    QCOMPARE(pool.conflictsOf(*spending(1, 7'000)), std::vector<Hash>{a->id});
}

void TestMempool::pool4_sidesAreBounded() {
    Mempool pool;
    for (std::uint64_t i = 0; i < kMaxConflictSides; ++i)
        QVERIFY(!pool.add(spending(1, 1'000 + i), at(i)));
    QCOMPARE(pool.add(spending(1, 9'000'000), at(9)), TxError::Crowded);
    const auto two = makeTransfer({{testOutPoint(5), testOutPoint(1)}, 9'000'000, 3, 0, 0});
    QCOMPARE(pool.add(two, at(9)), TxError::Crowded);
    // What members promised something about comes in beside them (R-POOL-3).
    const auto certified = spending(1, 500);
    pool.pin({certified->id});
    QVERIFY(!pool.add(certified, at(9)));
    pool.drop(certified->id, TxError::Conflict);
    pool.drop(pool.inOrder().front()->id, TxError::Conflict);
    QVERIFY(!pool.add(two, at(10)));
}

void TestMempool::pool4_oldestConflict() {
    Mempool pool;
    QVERIFY(!pool.oldestConflictMs());
    const auto a = spending(1);
    const auto b = spending(1, 2'000);
    const auto c = spending(2);
    const auto d = spending(2, 2'000);
    QVERIFY(!pool.add(a, at(10)));
    QVERIFY(!pool.add(c, at(20)));
    QVERIFY(!pool.oldestConflictMs());
    QVERIFY(!pool.add(d, at(30)));
    QVERIFY(!pool.add(b, at(40)));
    QCOMPARE(pool.oldestConflictMs(), std::uint64_t{30});
    QVERIFY(!pool.add(spending(1, 3'000), at(50)));  // a third side changes no date
    pool.drop(d->id, TxError::Conflict);
    QCOMPARE(pool.oldestConflictMs(), std::uint64_t{40});
    pool.drop(b->id, TxError::Conflict);
    QCOMPARE(pool.oldestConflictMs(), std::uint64_t{40});  // two sides still stand
    pool.drop(a->id, TxError::Conflict);
    QVERIFY(!pool.oldestConflictMs());
}

void TestMempool::pool4_committedSideWins() {
    Mempool pool;
    const auto winner = makeTransfer({{testOutPoint(1), testOutPoint(2)}, 1'000, 3, 0, 0});
    const auto loser = spending(2, 9'000);
    const auto strangersRival = spending(5);
    const auto keeps = childOf(winner);
    for (const auto& one : {winner, loser, strangersRival, keeps}) QVERIFY(!pool.add(one, at(1)));
    // What the block spends that this pool has never seen counts as well.
    pool.onCommitted({winner->id, testHash(77)}, {testOutPoint(5)});
    auto dropped = droppedFrom(pool);
    std::sort(dropped.begin(), dropped.end());
    DroppedIds expected{{loser->id, TxError::Conflict}, {strangersRival->id, TxError::Conflict}};
    std::sort(expected.begin(), expected.end());
    QCOMPARE(dropped, expected);
    QCOMPARE(idsOf(pool.inOrder()), std::vector<Hash>{keeps->id});
    QVERIFY(pool.parentsOf(*keeps).empty());
    QVERIFY(!pool.oldestConflictMs());
}

void TestMempool::pool4_childrenOfTheLoserGoWithIt() {
    Mempool pool;
    const auto winner = spending(1);
    const auto loser = spending(1, 2'000);
    const auto child = childOf(loser);
    const auto grandchild = childOf(child);
    for (const auto& one : {winner, loser, child, grandchild}) QVERIFY(!pool.add(one, at(1)));
    pool.setPinned({grandchild->id}, at(50));  // a pin does not outlive its coins
    pool.onCommitted({winner->id}, {testOutPoint(1)});
    QCOMPARE(droppedFrom(pool), (DroppedIds{{loser->id, TxError::Conflict},
                                            {child->id, TxError::MissingCoin},
                                            {grandchild->id, TxError::MissingCoin}}));
    QCOMPARE(pool.count(), 0U);
    QCOMPARE(pool.bytes(), 0ULL);
}

// ---- R-POOL-5: refusals ---------------------------------------------------------------------

void TestMempool::pool5_refusedByFullHashNotById() {
    // One payment, two witnesses: 1 of 2 keys signs, either of them.
    const auto first = testKey(1);
    const auto second = testKey(2);
    KeyList list{1, {first.publicKey(), second.publicKey()}};
    std::sort(list.keys.begin(), list.keys.end());
    const Coin coin{{Amount::time(1), list.lock()}, 0};
    const auto copySignedBy = [&](const SigningKey& key) {
        TransferBuilder builder(testHash(0), fastScheme());
        builder.spend(testOutPoint(1), coin)
            .pay(first, Amount::satoshi(5'000))
            .open(list)
            .sign(key);
        auto checked = checkTransaction(builder.build(), builder.spent(),
                                        testBasis(testHash(0), fastScheme()));
        return std::make_shared<const CheckedTransaction>(std::move(checked).value());
    };
    const auto bad = copySignedBy(first);
    const auto good = copySignedBy(second);
    QCOMPARE(bad->id, good->id);
    QVERIFY(bad->fullHash != good->fullHash);

    Mempool pool;
    pool.remember(bad->fullHash, TxError::BadSignature, at(1));
    QCOMPARE(pool.refused(bad->fullHash, at(2)), TxError::BadSignature);
    QVERIFY(!pool.refused(good->fullHash, at(2)));
    QVERIFY(!pool.refused(good->id, at(2)));
    QVERIFY(!pool.add(good, at(2)));
    QCOMPARE(pool.byFullHash(good->fullHash), good);
    QVERIFY(!pool.byFullHash(bad->fullHash));
}

void TestMempool::pool5_refusalsAreBoundedInNumberAndTime() {
    Mempool pool;
    for (std::uint32_t i = 0; i < kMaxRefusals; ++i)
        pool.remember(testHash(i), TxError::BadSignature, at(i));
    QCOMPARE(pool.refused(testHash(0), at(1'000)), TxError::BadSignature);
    pool.remember(testHash(0), TxError::DustOutput, at(1'000));  // known: neither moved nor renamed
    QCOMPARE(pool.refused(testHash(0), at(1'000)), TxError::BadSignature);
    pool.remember(testHash(5'000), TxError::DustOutput, at(1'000));
    QVERIFY(!pool.refused(testHash(0), at(1'000)));
    QCOMPARE(pool.refused(testHash(1), at(1'000)), TxError::BadSignature);
    QCOMPARE(pool.refused(testHash(1), at(kRefusalLifetimeMs)), TxError::BadSignature);
    QVERIFY(!pool.refused(testHash(1), at(kRefusalLifetimeMs + 1)));
    // One that is over may be refused again, with a new hour.
    pool.remember(testHash(1), TxError::DustOutput, at(kRefusalLifetimeMs + 1));
    QCOMPARE(pool.refused(testHash(1), at(2 * kRefusalLifetimeMs)), TxError::DustOutput);
}

// ---- R-POOL-6: leaving, and what it shows ---------------------------------------------------

void TestMempool::pool6_expires() {
    Mempool pool;
    const auto old = spending(1);
    const auto youngChild = childOf(old);
    const auto young = spending(2);
    QVERIFY(!pool.add(old, at(10)));
    QVERIFY(!pool.add(young, at(20)));
    QVERIFY(!pool.add(youngChild, at(30)));
    pool.expireOlderThan(1'000, at(1'009));
    QCOMPARE(pool.count(), 3U);
    pool.expireOlderThan(1'000, at(1'010));
    QCOMPARE(droppedFrom(pool),
             (DroppedIds{{old->id, TxError::Expired}, {youngChild->id, TxError::MissingCoin}}));
    QCOMPARE(idsOf(pool.inOrder()), std::vector<Hash>{young->id});
}

void TestMempool::pool6_anAgeFromBeforeCounts() {
    // The machine has just been started, and the payment waited long before that.
    Mempool pool;
    const auto restored = spending(1);
    QVERIFY(!pool.add(restored, at(100), kMaxPendingMs - 1'000));
    QVERIFY(!pool.add(spending(2), at(100)));
    QCOMPARE(pool.arrivedMs(restored->id), std::uint64_t{0});
    QCOMPARE(pool.ageMs(restored->id, at(200)), kMaxPendingMs - 900);
    pool.expireOlderThan(kMaxPendingMs, at(1'099));
    QCOMPARE(pool.count(), 2U);
    pool.expireOlderThan(kMaxPendingMs, at(1'100));
    QCOMPARE(droppedFrom(pool), (DroppedIds{{restored->id, TxError::Expired}}));
}

void TestMempool::pool6_createdCoins() {
    Mempool pool;
    const auto one = spending(1);
    QVERIFY(!pool.coin(outputOf(one)));
    QVERIFY(!pool.add(one, at(1)));
    QCOMPARE(pool.coin(outputOf(one, 1)), (Coin{one->tx.outputs[1], 0}));
    QVERIFY(!pool.coin(outputOf(one, 3)));
    QVERIFY(!pool.coin(testOutPoint(1)));
    // A child that came first finds its parent when that comes.
    Mempool reversed;
    const auto child = childOf(one, 5'000);
    QVERIFY(!reversed.add(child, at(1)));
    QVERIFY(!reversed.add(one, at(2)));
    QCOMPARE(idsOf(reversed.inOrder()), (std::vector<Hash>{one->id, child->id}));
    reversed.drop(one->id, TxError::Conflict);
    QCOMPARE(reversed.count(), 0U);
}

void TestMempool::feeRatesCompareExactly() {
    constexpr std::uint64_t kHuge = (std::uint64_t{1} << 63) - 1;
    QVERIFY((FeeRate{1, 2} == FeeRate{2, 4}));
    QVERIFY((FeeRate{kHuge, 100'000} > FeeRate{kHuge - 1, 100'000}));
    QVERIFY((FeeRate{kHuge, 100'000} < FeeRate{kHuge, 99'999}));
    QVERIFY((FeeRate{kHuge, 0xffff'ffff} > FeeRate{kHuge - 1, 0xffff'ffff}));
    QVERIFY((FeeRate{0x1'0000'0000, 0x10000} == FeeRate{0x10000, 1}));
    for (std::uint64_t fee = 0; fee < 40; ++fee)
        for (std::uint32_t bytes = 1; bytes < 40; ++bytes)
            QCOMPARE((FeeRate{fee, bytes} < FeeRate{7, 11}), fee * 11 < 7 * bytes);
}

QTEST_GUILESS_MAIN(TestMempool)
#include "test_mempool.moc"
