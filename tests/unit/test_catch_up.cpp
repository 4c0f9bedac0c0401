// Which blocks are asked of whom (R-SYNC-1, R-SYNC-2, R-SYNC-3, R-SYNC-4 of node/PROTOCOL.md).
#include "node/sync/catch_up.h"

#include <QTest>

#include <set>
#include <tuple>

using namespace timecoin;

namespace {

Instant at(std::uint64_t ms) {
    return {ms, 0};
}

std::shared_ptr<const CertifiedBlock> blockAt(std::uint64_t height) {
    auto block = std::make_shared<CertifiedBlock>();
    block->block.header.height = height;
    return block;
}

using Asked = std::vector<std::tuple<CatchUp::Source, std::uint64_t, std::uint32_t>>;

Asked poll(CatchUp& sync, std::uint64_t ms) {
    Asked asked;
    for (const auto& one : sync.poll(at(ms))) asked.emplace_back(one.source, one.from, one.count);
    return asked;
}

void deliver(CatchUp& sync, CatchUp::Source source, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t height = from; height <= to; ++height) sync.onBlock(source, blockAt(height));
}

/// Commits what is here, as the core does.
std::uint64_t applyAll(CatchUp& sync, std::uint64_t tip) {
    while (sync.next()) {
        if (sync.next()->block.header.height != tip + 1) return 0;
        sync.onTip(++tip);
    }
    return tip;
}

}  // namespace

class TestCatchUp : public QObject {
    Q_OBJECT

private slots:
    void sync1_claimsAreOnlyAReasonToAsk();
    void sync1_rangesAreDisjointAndBounded();
    void sync1_hugeClaimsCostNothing();
    void sync1_fewRequestsAtTheHorizon();
    void sync2_silenceMovesTheRange();
    void sync2_silenceGrowsDearer();
    void sync2_aDrippingSourceLosesItsRange();
    void sync2_aSlowSourceAloneKeepsIt();
    void sync2_goneSourcesFreeTheirRange();
    void sync3_unrequestedBlocksAreNotKept();
    void sync3_lateBlocksAreStillWanted();
    void sync3_refusedBlocksBlameTheirSource();
    void sync4_doesNotSpin();
    void sync4_oneHonestSourceAmongLiars();
};

void TestCatchUp::sync1_claimsAreOnlyAReasonToAsk() {
    CatchUp sync;
    sync.onTip(10);
    QVERIFY(!sync.behind());
    QCOMPARE(sync.bestClaimed(), std::uint64_t{10});
    QVERIFY(!sync.nextDueMs());
    sync.onHeight(1, 10);
    QVERIFY(!sync.behind());
    QVERIFY(poll(sync, 0).empty());
    sync.onHeight(1, 15);
    sync.onHeight(1, 12);  // an older word changes nothing
    QVERIFY(sync.behind());
    QCOMPARE(sync.bestClaimed(), std::uint64_t{15});
    QCOMPARE(sync.nextDueMs(), std::uint64_t{0});
    QCOMPARE(poll(sync, 5), (Asked{{1, 11, 5}}));
    QVERIFY(!sync.next());
    deliver(sync, 1, 11, 15);
    QCOMPARE(applyAll(sync, 10), std::uint64_t{15});
    QVERIFY(!sync.behind());
    QVERIFY(poll(sync, 6).empty());
}

void TestCatchUp::sync1_rangesAreDisjointAndBounded() {
    CatchUp sync;
    for (CatchUp::Source source = 1; source <= 6; ++source) sync.onHeight(source, 30 * source);
    const Asked asked = poll(sync, 0);
    QCOMPARE(asked, (Asked{{1, 1, 30}, {2, 31, 30}, {3, 61, 30}}));
    QVERIFY(poll(sync, 1).empty());  // three open, one for each source

    CatchUp far;
    for (CatchUp::Source source = 1; source <= 6; ++source) far.onHeight(source, 100'000);
    QCOMPARE(poll(far, 0), (Asked{{1, 1, 100}, {2, 101, 100}}));  // two batches ahead, no more
    QVERIFY(poll(far, 1).empty());
}

void TestCatchUp::sync1_hugeClaimsCostNothing() {
    CatchUp sync;
    sync.onTip(7);
    sync.onHeight(1, ~std::uint64_t{0});
    sync.onHeight(2, std::uint64_t{1} << 63);
    QCOMPARE(poll(sync, 0), (Asked{{1, 8, 100}, {2, 108, 100}}));
    QCOMPARE(sync.bestClaimed(), ~std::uint64_t{0});
}

void TestCatchUp::sync1_fewRequestsAtTheHorizon() {
    CatchUp sync;
    sync.onHeight(1, 10'000);
    sync.onHeight(2, 10'000);
    std::uint64_t tip = 0;
    std::uint64_t ms = 0;
    int requests = 0;
    while (tip < 10'000 && ++ms < 100'000) {
        for (const auto& [source, from, count] : poll(sync, ms)) {
            ++requests;
            QVERIFY(count <= kBlocksPerBatch);
            QVERIFY(from + count - 1 <= tip + 2 * kBlocksPerBatch);
            deliver(sync, source, from, from + count - 1);
        }
        if (sync.next()) sync.onTip(++tip);  // the slow part: one block a turn
    }
    QCOMPARE(tip, std::uint64_t{10'000});
    QVERIFY2(requests <= 210, qPrintable(QString::number(requests)));
}

void TestCatchUp::sync2_silenceMovesTheRange() {
    CatchUp sync;
    sync.onHeight(1, 40);
    QCOMPARE(poll(sync, 1'000), (Asked{{1, 1, 40}}));
    QCOMPARE(sync.nextDueMs(), std::uint64_t{6'000});
    sync.onHeight(2, 40);
    QVERIFY(poll(sync, 2'000).empty());
    deliver(sync, 1, 1, 10);
    QVERIFY(poll(sync, 4'000).empty());  // heard of: its time runs anew
    QCOMPARE(sync.nextDueMs(), std::uint64_t{9'000});
    QVERIFY(poll(sync, 8'999).empty());
    // Silent for 5 s: what is missing is asked elsewhere, what came is kept.
    QCOMPARE(poll(sync, 9'000), (Asked{{2, 11, 30}}));
    QCOMPARE(applyAll(sync, 0), std::uint64_t{10});
    deliver(sync, 2, 11, 40);
    QCOMPARE(applyAll(sync, 10), std::uint64_t{40});
}

void TestCatchUp::sync2_silenceGrowsDearer() {
    CatchUp sync;
    sync.onHeight(1, 40);
    std::uint64_t ms = 0;
    QCOMPARE(poll(sync, ms).size(), std::size_t{1});
    // Seconds from falling silent to being asked again.
    const auto pause = [&] {
        ms += 5'000;
        const std::uint64_t silentMs = ms;
        while (poll(sync, ms).empty()) ms += 1'000;
        return (ms - silentMs) / 1'000;
    };
    for (const std::uint64_t expected : {10U, 20U, 40U, 80U, 160U, 320U, 320U})
        QCOMPARE(pause(), expected);
    // A good block and it is trusted again.
    sync.onBlock(1, blockAt(1));
    QCOMPARE(applyAll(sync, 0), std::uint64_t{1});
    ms += 1;
    QVERIFY(poll(sync, ms).empty());
    QCOMPARE(pause(), std::uint64_t{10});
}

void TestCatchUp::sync2_aDrippingSourceLosesItsRange() {
    CatchUp sync;
    sync.onHeight(1, 40);
    QCOMPARE(poll(sync, 0), (Asked{{1, 1, 40}}));
    sync.onHeight(2, 40);
    sync.onHeight(3, 2);  // cannot take it over
    std::uint64_t ms = 0;
    std::uint64_t height = 1;
    for (; ms + 4'000 < 30'000; ++height) {
        deliver(sync, 1, height, height);
        ms += 4'000;
        QVERIFY(poll(sync, ms).empty());
    }
    deliver(sync, 1, height, height);
    QCOMPARE(poll(sync, 30'000), (Asked{{2, height + 1, static_cast<std::uint32_t>(40 - height)}}));
    // What it sends late is taken, and once a block of its is good it is asked like any other.
    QCOMPARE(sync.onBlock(1, blockAt(height + 1)), CatchUp::Arrival::Wanted);
    sync.onHeight(1, 60);
    QVERIFY(poll(sync, 30'001).empty());
    QCOMPARE(applyAll(sync, 0), height + 1);
    QCOMPARE(poll(sync, 30'002), (Asked{{1, 41, 20}}));
}

void TestCatchUp::sync2_aSlowSourceAloneKeepsIt() {
    CatchUp sync;
    sync.onHeight(1, 40);
    sync.onHeight(2, 1);
    QCOMPARE(poll(sync, 0), (Asked{{1, 1, 40}}));
    for (std::uint64_t height = 1; height <= 40; ++height) {
        deliver(sync, 1, height, height);
        QVERIFY(poll(sync, height * 4'000).empty());
    }
    QCOMPARE(applyAll(sync, 0), std::uint64_t{40});
}

void TestCatchUp::sync2_goneSourcesFreeTheirRange() {
    CatchUp sync;
    sync.onHeight(1, 40);
    sync.onHeight(2, 40);
    QCOMPARE(poll(sync, 0), (Asked{{1, 1, 40}}));
    deliver(sync, 1, 1, 5);
    sync.onGone(1);
    QCOMPARE(sync.nextDueMs(), std::uint64_t{0});
    QCOMPARE(poll(sync, 1), (Asked{{2, 6, 35}}));
    QCOMPARE(applyAll(sync, 0), std::uint64_t{5});
    QCOMPARE(sync.onBlock(1, blockAt(6)), CatchUp::Arrival::Unrequested);
    sync.onGone(2);
    QVERIFY(!sync.behind());
}

// ---- R-SYNC-3: what arrives -----------------------------------------------------------------

void TestCatchUp::sync3_unrequestedBlocksAreNotKept() {
    CatchUp sync;
    sync.onHeight(1, 40);
    QCOMPARE(sync.onBlock(1, blockAt(1)), CatchUp::Arrival::Unrequested);
    QCOMPARE(sync.onBlock(9, blockAt(1)), CatchUp::Arrival::Unrequested);
    QVERIFY(!sync.next());
    QCOMPARE(poll(sync, 0), (Asked{{1, 1, 40}}));
    QCOMPARE(sync.onBlock(1, blockAt(41)), CatchUp::Arrival::Unrequested);
    QCOMPARE(sync.onBlock(1, blockAt(0)), CatchUp::Arrival::Unrequested);
    QCOMPARE(sync.onBlock(2, blockAt(1)), CatchUp::Arrival::Unrequested);
    QVERIFY(!sync.next());
    const auto block = blockAt(1);
    QCOMPARE(sync.onBlock(1, block), CatchUp::Arrival::Wanted);
    QCOMPARE(sync.next(), block);
    // The same again was not asked for a second time, and replaces nothing.
    QCOMPARE(sync.onBlock(1, blockAt(1)), CatchUp::Arrival::Unrequested);
    QCOMPARE(sync.next(), block);
}

void TestCatchUp::sync3_lateBlocksAreStillWanted() {
    CatchUp sync;
    sync.onHeight(1, 10);
    QCOMPARE(poll(sync, 0), (Asked{{1, 1, 10}}));
    sync.onHeight(2, 10);
    QCOMPARE(poll(sync, 5'000), (Asked{{2, 1, 10}}));
    // Source 1 was asked; that it is late is no reason to blame it.
    QCOMPARE(sync.onBlock(1, blockAt(1)), CatchUp::Arrival::Wanted);
    QCOMPARE(sync.onBlock(2, blockAt(1)), CatchUp::Arrival::Wanted);
    deliver(sync, 1, 2, 10);
    QCOMPARE(applyAll(sync, 0), std::uint64_t{10});
    QCOMPARE(sync.onBlock(2, blockAt(2)), CatchUp::Arrival::Wanted);
    QVERIFY(!sync.next());
}

void TestCatchUp::sync3_refusedBlocksBlameTheirSource() {
    CatchUp sync;
    sync.onHeight(1, 50);
    sync.onHeight(2, 100);
    QCOMPARE(poll(sync, 0), (Asked{{1, 1, 50}, {2, 51, 50}}));
    deliver(sync, 1, 1, 30);
    deliver(sync, 2, 51, 100);
    const auto refused = sync.next();
    QVERIFY(!sync.refuse(*blockAt(31), at(1)));
    QVERIFY(!sync.refuse(*blockAt(1), at(1)));  // of the same height, and not what it gave
    QCOMPARE(sync.refuse(*refused, at(1)), CatchUp::Source{1});
    QVERIFY(!sync.next());
    QVERIFY(!sync.refuse(*refused, at(1)));
    // All it gave is forgotten; what the other gave is kept.
    QCOMPARE(poll(sync, 2), (Asked{{2, 1, 50}}));
    QCOMPARE(sync.onBlock(1, blockAt(31)), CatchUp::Arrival::Unrequested);
    deliver(sync, 2, 1, 50);
    QCOMPARE(applyAll(sync, 0), std::uint64_t{100});
    sync.onHeight(1, 120);
    QVERIFY(poll(sync, 10'000).empty());
    QCOMPARE(poll(sync, 10'001), (Asked{{1, 101, 20}}));
}

// ---- R-SYNC-4: progress ---------------------------------------------------------------------

void TestCatchUp::sync4_doesNotSpin() {
    CatchUp sync;
    sync.onHeight(1, ~std::uint64_t{0});
    // A liar and nobody else: polling when told to costs a handful of turns a minute.
    std::uint64_t ms = 0;
    int turns = 0;
    while (ms < 600'000) {
        poll(sync, ms);
        const auto due = sync.nextDueMs();
        QVERIFY(due);
        QVERIFY2(*due > ms, qPrintable(QStringLiteral("due %1 at %2").arg(*due).arg(ms)));
        ms = *due;
        ++turns;
    }
    QVERIFY(turns < 200);
}

void TestCatchUp::sync4_oneHonestSourceAmongLiars() {
    constexpr CatchUp::Source kHonest = 8;
    constexpr std::uint64_t kTip = 1'000;
    CatchUp sync;
    for (CatchUp::Source source = 1; source < kHonest; ++source)
        sync.onHeight(source, std::uint64_t{1} << 63);
    sync.onHeight(kHonest, kTip);
    std::uint64_t tip = 0;
    std::uint64_t ms = 0;
    for (; tip < kTip && ms < 60'000; ms += 10) {
        for (const auto& [source, from, count] : poll(sync, ms)) {
            if (source == kHonest) deliver(sync, source, from, from + count - 1);
        }
        tip = applyAll(sync, tip);
    }
    QCOMPARE(tip, kTip);
    QVERIFY2(ms <= 25'000, qPrintable(QString::number(ms)));
}

QTEST_GUILESS_MAIN(TestCatchUp)
#include "test_catch_up.moc"
