// Packages, eviction and the floor (R-POOL-1, R-POOL-2, R-POOL-9 of node/PROTOCOL.md).
#include "node/mempool/mempool.h"
#include "tests/support/pool_transfers.h"
#include "tests/support/properties.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

constexpr std::uint64_t kMinute = 60'000;

Instant at(std::uint64_t ms) {
    return {ms, 1'700'000'000'000 + ms};
}

TransactionPtr spending(std::uint32_t coin, std::uint64_t fee = 1'000, std::uint32_t memo = 0) {
    return makeTransfer({{testOutPoint(coin)}, fee, 3, memo, 0});
}

TransactionPtr childOf(const std::vector<TransactionPtr>& parents, std::uint64_t fee,
                       std::uint32_t memo = 0) {
    TransferSpec spec;
    for (const auto& parent : parents) spec.inputs.push_back(outputOf(parent, 0));
    spec.feeSatoshi = fee;
    spec.memoBytes = memo;
    return makeTransfer(spec);
}

std::vector<Hash> idsOf(const std::vector<TransactionPtr>& transfers) {
    std::vector<Hash> ids;
    for (const TransactionPtr& one : transfers) ids.push_back(one->id);
    return ids;
}

void fill(Mempool& pool, const std::vector<TransactionPtr>& transfers) {
    for (const TransactionPtr& one : transfers) QVERIFY(!pool.add(one, at(1)));
}

std::vector<Hash> takeDropped(Mempool& pool) {
    std::vector<Hash> ids;
    for (const Dropped& one : pool.takeDropped()) ids.push_back(one.transfer->id);
    return ids;
}

/// The order by looking at every package before each step.
std::vector<std::uint32_t> slowOrder(const std::vector<OrderItem>& items) {
    std::vector<std::uint32_t> order;
    std::set<std::uint32_t> placed;
    const auto packageOf = [&](std::uint32_t last) {
        std::set<std::uint32_t> package;
        std::vector<std::uint32_t> next{last};
        while (!next.empty()) {
            const auto one = next.back();
            next.pop_back();
            if (placed.contains(one) || !package.insert(one).second) continue;
            next.insert(next.end(), items[one].parents.begin(), items[one].parents.end());
        }
        return package;
    };
    while (order.size() < items.size()) {
        std::optional<std::uint32_t> best;
        std::uint64_t bestFee = 0;
        std::uint64_t bestBytes = 1;
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            if (placed.contains(i)) continue;
            const auto package = packageOf(i);
            if (package.size() > 25) continue;
            std::uint64_t fee = 0;
            std::uint64_t bytes = 0;
            for (const auto one : package) {
                fee += items[one].rate.feeSatoshi;
                bytes += items[one].rate.bytes;
            }
            const auto here = fee * bestBytes;
            const auto there = bestFee * bytes;
            if (best && (here < there || (here == there && *items[*best].id < *items[i].id)))
                continue;
            best = i;
            bestFee = fee;
            bestBytes = bytes;
        }
        std::vector<std::tuple<std::size_t, Hash, std::uint32_t>> members;
        for (const auto one : packageOf(*best))
            members.emplace_back(packageOf(one).size(), *items[one].id, one);
        std::sort(members.begin(), members.end());
        for (const auto& [depth, id, one] : members) {
            placed.insert(one);
            order.push_back(one);
        }
    }
    return order;
}

void compareOneOrder() {
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 90);
    const auto reach = *rc::gen::element<std::uint32_t>(1, 2, 5, 40);  // 1: one long chain
    std::vector<Hash> ids;
    for (std::uint32_t i = 0; i < count; ++i) ids.push_back(testHash(i));
    std::vector<OrderItem> items;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::set<std::uint32_t> parents;
        const auto wanted = *rc::gen::inRange<std::uint32_t>(0, reach > 5 ? 30 : 3);
        for (std::uint32_t k = 0; i > 0 && k < wanted; ++k)
            parents.insert(i - 1 - *rc::gen::inRange<std::uint32_t>(0, std::min(reach, i)));
        items.push_back({{*rc::gen::inRange<std::uint64_t>(1, 9) * 100,
                          *rc::gen::element<std::uint32_t>(200, 200, 300, 1'000)},
                         &ids[i],
                         {parents.begin(), parents.end()}});
    }
    RC_ASSERT(packageOrder(items) == slowOrder(items));
}

std::vector<TransactionPtr> chainOf(std::uint32_t length, std::uint64_t fee) {
    std::vector<TransactionPtr> chain{spending(1, fee)};
    while (chain.size() < length) chain.push_back(childOf({chain.back()}, fee));
    return chain;
}

}  // namespace

class TestMempoolPackages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void pool2_aDearChildLiftsItsParents();
    void pool2_aLiftIsPaidForEveryByte();
    void pool2_oneFeeLiftsOnce();
    void pool2_siblingsOfTheLiftedStandForThemselves();
    void pool2_aPackageIsBounded();
    void pool2_aChainIsBoundedLikeAFan();
    void pool2_whatIsChosenOrExcludedLiftsNothing();
    void pool2_agreesWithLookingAtEveryPackage();
    void pool2_hugeFeesDoNotWrap();
    void pool2_longChainsAreKept();
    void pool2_wideFamiliesAreOrdered();
    void pool1_aDearChildKeepsItsParents();
    void pool1_aCheapParentTakesItsCheapChildrenAlong();
    void pool1_aLongFamilyShrinksFromItsEnds();
    void pool9_aNewcomerPaysMoreThanWhatLeft();
    void pool9_theFloorHalves();
    void pool9_theFloorEndsBelowHalf();
    void pool9_pinnedOnesPassTheFloor();
    void pool9_isToldInSatoshiPerThousandBytes();
};

// ---- R-POOL-2: packages ---------------------------------------------------------------------

void TestMempoolPackages::pool2_aDearChildLiftsItsParents() {
    Mempool pool;
    const auto cheap = spending(1, 1'000);
    const auto child = childOf({cheap}, 50'000);
    const auto middle = spending(2, 2'000);
    const auto dearest = spending(3, 90'000);
    fill(pool, {cheap, child, middle, dearest});
    QCOMPARE(idsOf(pool.inOrder()),
             (std::vector<Hash>{dearest->id, cheap->id, child->id, middle->id}));
}

void TestMempoolPackages::pool2_aLiftIsPaidForEveryByte() {
    Mempool pool;
    // Pays as much as `middle` for each byte of its own, but not for those of its large parent.
    const auto large = spending(1, 100, 512);
    const auto child = childOf({large}, 2'100);
    const auto middle = spending(2, 2'000);
    fill(pool, {large, child, middle});
    QCOMPARE(idsOf(pool.inOrder()), (std::vector<Hash>{middle->id, large->id, child->id}));
}

void TestMempoolPackages::pool2_oneFeeLiftsOnce() {
    Mempool pool;
    const auto parent = spending(1, 1'000);
    const auto dear = childOf({parent}, 9'000);
    const auto grandchild = childOf({dear}, 1'500);
    const auto middle = spending(2, 3'000);
    fill(pool, {parent, dear, grandchild, middle});
    // The grandchild's package was worth more than `middle` until its dear part had gone.
    QCOMPARE(idsOf(pool.inOrder()),
             (std::vector<Hash>{parent->id, dear->id, middle->id, grandchild->id}));
}

void TestMempoolPackages::pool2_siblingsOfTheLiftedStandForThemselves() {
    Mempool pool;
    const auto parent = spending(1, 100);
    const auto dear = makeTransfer({{outputOf(parent, 0)}, 20'000, 3, 0, 0});
    const auto sibling = makeTransfer({{outputOf(parent, 1)}, 9'000, 3, 0, 0});
    const auto middle = spending(2, 8'000);
    fill(pool, {parent, dear, sibling, middle});
    // Below `middle` with the parent, above it without.
    QCOMPARE(idsOf(pool.inOrder()),
             (std::vector<Hash>{parent->id, dear->id, sibling->id, middle->id}));
}

void TestMempoolPackages::pool2_aPackageIsBounded() {
    for (const std::uint32_t parents : {kMaxPackage - 1, kMaxPackage}) {
        Mempool pool;
        std::vector<TransactionPtr> family;
        for (std::uint32_t i = 0; i < parents; ++i) family.push_back(spending(10 + i, 1'000 + i));
        const auto child = childOf(family, 90'000'000);
        const auto middle = spending(1, 5'000);
        fill(pool, family);
        fill(pool, {child, middle});
        const auto order = pool.inOrder();
        if (parents < kMaxPackage) {
            QCOMPARE(order.back()->id, middle->id);
            QCOMPARE(order[parents]->id, child->id);
            continue;
        }
        // Too many to be lifted together, until the dearest of them has had its own turn.
        QCOMPARE(order[0]->id, middle->id);
        QCOMPARE(order[1]->id, family.back()->id);
        QCOMPARE(order.back()->id, child->id);
    }
}

void TestMempoolPackages::pool2_aChainIsBoundedLikeAFan() {
    for (const std::uint32_t ancestors : {kMaxPackage - 1, kMaxPackage}) {
        Mempool pool;
        std::vector<TransactionPtr> chain{spending(10, 1'000)};
        while (chain.size() < ancestors) chain.push_back(childOf({chain.back()}, 1'000));
        const auto child = childOf({chain.back()}, 90'000'000);
        const auto middle = spending(1, 5'000);
        fill(pool, chain);
        fill(pool, {child, middle});
        std::vector<Hash> expected = idsOf(chain);
        expected.push_back(child->id);
        // With one too many the first of them has to go alone, as cheap as it is.
        expected.insert(ancestors < kMaxPackage ? expected.end() : expected.begin(), middle->id);
        QCOMPARE(idsOf(pool.inOrder()), expected);
    }
}

void TestMempoolPackages::pool2_whatIsChosenOrExcludedLiftsNothing() {
    Mempool pool;
    const auto cheap = spending(1, 1'000);
    const auto child = childOf({cheap}, 50'000);
    const auto rival = makeTransfer({{outputOf(cheap, 0)}, 60'000, 3, 9, 1});
    const auto grandchild = childOf({child}, 90'000);
    const auto middle = spending(2, 2'000);
    fill(pool, {cheap, child, rival, grandchild, middle});
    QCOMPARE(pool.contested(), (std::vector<std::vector<Hash>>{{child->id, rival->id}}));
    // Neither side will be in this block: who pays nothing lifts nothing.
    QCOMPARE(idsOf(pool.inOrder({}, {child->id, rival->id})),
             (std::vector<Hash>{middle->id, cheap->id}));
    // What stands before the order counts no more: `late` is worth what it pays itself.
    const auto late = childOf({middle}, 3'500);
    fill(pool, {late});
    QCOMPARE(idsOf(pool.inOrder({middle->id}, {child->id, rival->id})),
             (std::vector<Hash>{late->id, cheap->id}));
}

void TestMempoolPackages::pool2_agreesWithLookingAtEveryPackage() {
    QVERIFY(holds(compareOneOrder, 200));
}

void TestMempoolPackages::pool2_hugeFeesDoNotWrap() {
    constexpr std::uint64_t kMost = (std::uint64_t{1} << 63) - 1;
    const std::vector<Hash> ids{testHash(1), testHash(2), testHash(3), testHash(4)};
    std::vector<OrderItem> items{{{kMost, 100}, ids.data(), {}},
                                 {{kMost, 100}, &ids[1], {0}},
                                 {{kMost, 100}, &ids[2], {1}},
                                 {{5, 100}, &ids[3], {}}};
    QCOMPARE(packageOrder(items), (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

/// How long this takes is measured by `timecoin-bench --benchmark_filter=pool`.
void TestMempoolPackages::pool2_longChainsAreKept() {
    const auto chain = chainOf(10'000, 1'000);
    Mempool pool;
    for (const auto& one : chain) QVERIFY(!pool.add(one, at(1)));
    QCOMPARE(idsOf(pool.inOrder()), idsOf(chain));
    // Full of one chain: a dearer one takes the place of its end.
    QVERIFY(!pool.add(spending(2, 5'000), at(2)));
    QCOMPARE(takeDropped(pool), std::vector<Hash>{chain.back()->id});
    std::set<Hash> half;
    for (std::size_t i = 0; i < 5'000; ++i) half.insert(chain[i]->id);
    pool.onCommitted(half, {});
    QCOMPARE(pool.inOrder().size(), std::size_t{5'000});
}

void TestMempoolPackages::pool2_wideFamiliesAreOrdered() {
    // Layers of 20, each spending from all of the layer before: as many paths as there can be.
    std::vector<std::vector<std::uint32_t>> parents;
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        parents.emplace_back();
        for (std::uint32_t k = 0; i >= 20 && k < 20; ++k)
            parents.back().push_back(i / 20 * 20 - 20 + k);
    }
    std::vector<Hash> ids;
    for (std::uint32_t i = 0; i < parents.size(); ++i) ids.push_back(testHash(i));
    std::vector<OrderItem> items;
    for (std::uint32_t i = 0; i < parents.size(); ++i)
        items.push_back({{1'000 + i, 300}, &ids[i], parents[i]});
    const auto order = packageOrder(items);
    QCOMPARE(order.size(), parents.size());
    std::vector<bool> placed(parents.size());
    for (const std::uint32_t one : order) {
        for (const std::uint32_t parent : parents[one]) QVERIFY(placed[parent]);
        QVERIFY(!placed[one]);
        placed[one] = true;
    }
}

// ---- R-POOL-1: who leaves -------------------------------------------------------------------

void TestMempoolPackages::pool1_aDearChildKeepsItsParents() {
    Mempool pool(3, 1'000'000);
    const auto cheap = spending(1, 1'000);
    const auto child = childOf({cheap}, 50'000);
    const auto lone = spending(2, 2'000);
    fill(pool, {cheap, child, lone});
    QVERIFY(!pool.add(spending(3, 3'000), at(2)));
    QCOMPARE(takeDropped(pool), std::vector<Hash>{lone->id});
    // Both together are dearer than this one, and the parent does not go alone.
    QCOMPARE(pool.add(spending(4, 3'000), at(2)), TxError::PoolFull);
    QVERIFY(pool.byId(cheap->id) && pool.byId(child->id));
    // Without the child it is cheap again.
    pool.drop(child->id, TxError::Conflict);
    pool.takeDropped();
    QVERIFY(!pool.add(spending(5, 4'000), at(2)));
    QVERIFY(!pool.add(spending(6, 4'000), at(2)));
    QCOMPARE(takeDropped(pool), std::vector<Hash>{cheap->id});
}

void TestMempoolPackages::pool1_aCheapParentTakesItsCheapChildrenAlong() {
    Mempool pool(4, 1'000'000);
    const auto parent = spending(1, 1'000);
    const auto child = childOf({parent}, 2'000);
    const auto grandchild = childOf({child}, 3'000);
    const auto lone = spending(2, 2'500);
    fill(pool, {parent, child, grandchild, lone});
    // Worth 2,000 on average: less than the lone one and than any smaller part.
    QVERIFY(!pool.add(spending(3, 2'600), at(2)));
    QCOMPARE(takeDropped(pool), (std::vector<Hash>{parent->id, child->id, grandchild->id}));
    QCOMPARE(pool.count(), 2U);
}

void TestMempoolPackages::pool1_aLongFamilyShrinksFromItsEnds() {
    const auto chain = chainOf(100, 1'000);
    Mempool pool(100, 1'000'000);
    fill(pool, chain);
    const auto dearEnd = childOf({chain.back()}, 90'000);
    // It pushes out nothing that it stands on, so there is no room for it.
    QCOMPARE(pool.add(dearEnd, at(2)), TxError::PoolFull);
    // All are worth the same: who takes the fewest along goes.
    QVERIFY(!pool.add(spending(2, 2'000), at(2)));
    QCOMPARE(takeDropped(pool), std::vector<Hash>{chain.back()->id});
    // A cheap one far from the end stays: with it would go what nobody has weighed.
    const auto cheap = spending(3, 100);
    std::vector<TransactionPtr> family{cheap};
    while (family.size() <= kMaxPackage) family.push_back(childOf({family.back()}, 9'000));
    Mempool other(kMaxPackage + 1, 1'000'000);
    fill(other, family);
    QCOMPARE(other.add(spending(4, 8'000), at(2)), TxError::PoolFull);
    QVERIFY(!other.add(spending(4, 9'500), at(2)));
    QCOMPARE(takeDropped(other), std::vector<Hash>{family.back()->id});
}

// ---- R-POOL-9: the floor --------------------------------------------------------------------

void TestMempoolPackages::pool9_aNewcomerPaysMoreThanWhatLeft() {
    Mempool pool(4, 1'000'000);
    fill(pool, {spending(1, 1'000), spending(2, 2'000), spending(3, 3'000), spending(4, 4'000)});
    QVERIFY(pool.floor(at(1)) == FeeRate());
    QVERIFY(!pool.add(spending(5, 5'000), at(2)));  // the first leaves
    const std::uint32_t size = spending(1)->size;
    QVERIFY(pool.floor(at(2)) == (FeeRate{1'000, size}));
    QVERIFY(!pool.add(spending(6, 6'000), at(2)));  // the second
    QVERIFY(pool.floor(at(2)) == (FeeRate{2'000, size}));
    // There is room again, but not for what was too cheap a moment ago.
    pool.onCommitted({spending(3, 3'000)->id}, {});
    QCOMPARE(pool.add(spending(7, 2'000), at(3)), TxError::PoolFull);
    QCOMPARE(pool.count(), 3U);
    QVERIFY(!pool.add(spending(7, 2'001), at(3)));
}

void TestMempoolPackages::pool9_theFloorHalves() {
    Mempool pool(2, 1'000'000);
    fill(pool, {spending(1, 8'000), spending(2, 9'000)});
    QVERIFY(!pool.add(spending(3, 10'000), at(5)));
    const std::uint32_t size = spending(1)->size;
    QVERIFY(pool.floor(at(5 + 10 * kMinute - 1)) == (FeeRate{8'000, size}));
    QVERIFY(pool.floor(at(5 + 10 * kMinute)) == (FeeRate{4'000, size}));
    QVERIFY(pool.floor(at(5 + 20 * kMinute)) == (FeeRate{2'000, size}));
    QVERIFY(pool.floor(at(5 + 1'000 * kMinute)) == FeeRate());
    // A cheaper eviction later starts the time anew and lowers nothing.
    pool.onCommitted({spending(3, 10'000)->id}, {});
    QVERIFY(!pool.add(spending(4, 4'100), at(6 + 10 * kMinute)));
    pool.onCommitted({spending(2, 9'000)->id}, {});
    QVERIFY(!pool.add(spending(5, 4'200), at(6 + 10 * kMinute)));
    QVERIFY(!pool.add(spending(6, 4'300), at(6 + 10 * kMinute)));
    QVERIFY(pool.floor(at(6 + 10 * kMinute)) == (FeeRate{4'100, size}));
    QVERIFY(pool.floor(at(5 + 20 * kMinute)) == (FeeRate{4'100, size}));
    QVERIFY(pool.floor(at(6 + 20 * kMinute)) == (FeeRate{2'050, size}));
}

void TestMempoolPackages::pool9_theFloorEndsBelowHalf() {
    Mempool pool(4, 1'000'000);
    std::vector<TransactionPtr> all;
    for (std::uint32_t i = 0; i < 5; ++i) all.push_back(spending(i, 1'000 * (i + 1)));
    fill(pool, all);
    QVERIFY(pool.floor(at(1)) > FeeRate());
    pool.onCommitted({all[4]->id, all[3]->id}, {});
    QVERIFY(pool.floor(at(1)) > FeeRate());  // half is not below half
    pool.onCommitted({all[2]->id}, {});
    QVERIFY(pool.floor(at(1)) == FeeRate());
    QVERIFY(!pool.add(spending(20, 1), at(2)));
    QVERIFY(!pool.add(spending(21, 1), at(2)));
    QVERIFY(pool.floor(at(2)) == FeeRate());  // and does not come back
}

void TestMempoolPackages::pool9_pinnedOnesPassTheFloor() {
    Mempool pool(2, 1'000'000);
    fill(pool, {spending(1, 8'000), spending(2, 9'000), spending(3, 10'000)});
    const auto certified = spending(4, 1);
    QCOMPARE(pool.add(certified, at(2)), TxError::PoolFull);
    pool.setPinned({certified->id}, at(2));
    QVERIFY(!pool.add(certified, at(2)));
    // When its pin goes it is the first to leave, and pulls no floor down.
    pool.setPinned({}, at(3));
    QCOMPARE(pool.count(), 2U);
    QVERIFY(!pool.byId(certified->id));
    QVERIFY(pool.floor(at(3)) == (FeeRate{8'000, spending(1)->size}));
}

void TestMempoolPackages::pool9_isToldInSatoshiPerThousandBytes() {
    QCOMPARE(perThousandBytes({0, 1}), std::uint64_t{0});
    QCOMPARE(perThousandBytes({1'000, 250}), std::uint64_t{4'000});
    QCOMPARE(perThousandBytes({1, 3}), std::uint64_t{334});  // up: who pays it is not below
    QCOMPARE(perThousandBytes({~std::uint64_t{0}, 7}), ~std::uint64_t{0});
    QCOMPARE(perThousandBytes({~std::uint64_t{0} / 1'000, 1'000}), ~std::uint64_t{0} / 1'000);
}

QTEST_GUILESS_MAIN(TestMempoolPackages)
#include "test_mempool_packages.moc"
