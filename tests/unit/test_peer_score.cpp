// Points, bans, rates (R-PEER-5, R-PEER-6), known messages (R-PEER-4), waiting lanes (R-PEER-3).
#include "node/net/send_queue.h"
#include "node/wire/known_set.h"
#include "node/wire/peer_score.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::wire;

namespace {

SharedFrame frameOfSize(std::size_t size, std::uint8_t filling = 0) {
    return std::make_shared<const Bytes>(size, filling);
}

}  // namespace

class TestPeerScore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void pointsAddUpAndAreForgiven();
    void bansGrowAndExpire();
    void oldBansAreForgotten();
    void namesAreApart();
    void theBookIsBounded();
    void bucketsRefill();
    void honestTrafficIsNeverRefused();
    void floodsAreRefusedInTheirLaneOnly();
    void requestsCostWhatTheyDraw();
    void knownSetForgetsTheOldest();
    void knownSetErases();
    void higherLanesOvertakeInsideAFrame();
    void fullLanesGiveUpTheRightEnd();
    void theBudgetSparesAgreement();
};

void TestPeerScore::pointsAddUpAndAreForgiven() {
    ScoreBook book;
    QVERIFY(!book.add("a", MisbehaviourReason::InvalidTransaction, 0));
    QVERIFY(!book.add("a", MisbehaviourReason::InvalidTransaction, 0));
    QCOMPARE(book.points("a", 0), 20u);
    QCOMPARE(book.points("a", 5 * kForgiveMs), 15u);
    QCOMPARE(book.points("a", 1'000 * kForgiveMs), 0u);
    // Forgiving does not depend on when somebody looks.
    ScoreBook looked;
    looked.add("a", MisbehaviourReason::BadHandshake, 0);
    for (std::uint64_t now = 1; now < 10 * kForgiveMs; now += 37) looked.points("a", now);
    QVERIFY(!looked.add("a", MisbehaviourReason::RateExceeded, 10 * kForgiveMs - 1));
    QCOMPARE(looked.points("a", 10 * kForgiveMs), 20u + 1u - 10u);
}

void TestPeerScore::bansGrowAndExpire() {
    ScoreBook book;
    std::uint64_t now = 1'000;
    for (const std::uint64_t expected : {kBanMs[0], kBanMs[1], kBanMs[2], kBanMs[3], kBanMs[3]}) {
        QVERIFY(!book.bannedUntil("a", now));
        QVERIFY(book.add("a", MisbehaviourReason::BadFrame, now));
        QCOMPARE(book.bannedUntil("a", now).value(), now + expected);
        QVERIFY(!book.add("a", MisbehaviourReason::BadFrame, now));  // banned already
        QVERIFY(book.bannedUntil("a", now + expected - 1));
        now += expected + 200 * kForgiveMs;
    }
}

void TestPeerScore::oldBansAreForgotten() {
    ScoreBook book;
    book.add("a", MisbehaviourReason::BadFrame, 0);
    const std::uint64_t later = kBanMs[0] + kForgetBanMs;
    QVERIFY(book.add("a", MisbehaviourReason::BadFrame, later));
    QCOMPARE(book.bannedUntil("a", later).value(), later + kBanMs[0]);
}

void TestPeerScore::namesAreApart() {
    ScoreBook book;
    book.add("a", MisbehaviourReason::BadFrame, 0);
    QVERIFY(book.bannedUntil("a", 1));
    QVERIFY(!book.bannedUntil("b", 1));
    QCOMPARE(book.points("b", 1), 0u);
}

void TestPeerScore::theBookIsBounded() {
    ScoreBook book(100);
    book.add("banned", MisbehaviourReason::BadFrame, 0);
    for (int i = 0; i < 1'000; ++i)
        book.add(std::to_string(i), MisbehaviourReason::RateExceeded, 0);
    QCOMPARE(book.size(), std::size_t{100});
    QVERIFY(book.bannedUntil("banned", 1));
    QCOMPARE(book.points("999", 0), 1u);
}

void TestPeerScore::bucketsRefill() {
    TokenBucket bucket(10, 20);
    QVERIFY(bucket.take(20, 0));
    QVERIFY(!bucket.take(1, 0));
    QVERIFY(!bucket.take(1, 99));
    QVERIFY(bucket.take(1, 100));
    QVERIFY(!bucket.take(21, 1'000'000));  // never more than the burst
    QVERIFY(bucket.take(20, 1'000'000));
    QVERIFY(!bucket.take(1, 0));  // a clock that went back gives nothing
    QVERIFY(bucket.take(20, ~std::uint64_t{0}));
}

void TestPeerScore::honestTrafficIsNeverRefused() {
    InboundLimits limits;
    // A minute: 10,000 blocks, 2,000 transfers a second, their votes and acknowledgements by 100
    // members in batches, and a block a second with the phases of 100 members.
    for (std::uint64_t second = 0; second < 60; ++second) {
        for (std::uint64_t i = 0; i < 100; ++i) {
            const std::uint64_t now = second * 1'000 + i * 10;
            for (int n = 0; n < 20; ++n) QVERIFY(limits.takeMessage(Lane::Transactions, 400, now));
            for (int n = 0; n < 40; ++n)
                QVERIFY(limits.takeMessage(Lane::Votes, 200 + 32 * 50, now));
            for (int n = 0; n < 5; ++n) QVERIFY(limits.takeMessage(Lane::Agreement, 300, now));
            for (int n = 0; n < 100; ++n) QVERIFY(limits.takeMessage(Lane::Sync, 30'000, now));
        }
    }
}

void TestPeerScore::floodsAreRefusedInTheirLaneOnly() {
    InboundLimits limits;
    int taken = 0;
    while (limits.takeMessage(Lane::Transactions, 300, 5)) ++taken;
    QVERIFY(taken >= 40'000 && taken <= 200'000);
    QVERIFY(!limits.takeMessage(Lane::Transactions, 300, 5));
    QVERIFY(limits.takeMessage(Lane::Votes, 300, 5));
    QVERIFY(limits.takeMessage(Lane::Agreement, 300, 5));
    // By bytes too: a block-sized flood.
    int blocks = 0;
    while (limits.takeMessage(Lane::Sync, 5'000'000, 5)) ++blocks;
    QVERIFY(blocks >= 100 && blocks < 1'000);
}

void TestPeerScore::requestsCostWhatTheyDraw() {
    InboundLimits limits;
    int batches = 0;
    while (limits.takeRequest(GetBlocks{1, kBlocksPerBatch}, 5)) ++batches;
    QVERIFY(batches >= 100 && batches <= 1'000);
    QVERIFY(limits.takeRequest(GetTransactions{std::vector<Hash>(40'000)}, 5));
    QVERIFY(limits.takeRequest(GetCertificates{1, std::vector<Hash>(40'000)}, 5));
    QVERIFY(!limits.takeRequest(GetTransfers{std::vector<Hash>(40'000)}, 5));
    QVERIFY(limits.takeRequest(Ping{1}, 5));
}

void TestPeerScore::knownSetForgetsTheOldest() {
    KnownSet known(3);
    for (std::uint32_t i = 0; i < 5; ++i) QVERIFY(known.insert(testHash(i), i));
    QCOMPARE(known.size(), std::size_t{3});
    QVERIFY(!known.contains(testHash(0)) && !known.contains(testHash(1)));
    QCOMPARE(known.at(testHash(2)).value(), std::uint64_t{2});
    QVERIFY(!known.insert(testHash(4), 9));
    QCOMPARE(known.at(testHash(4)).value(), std::uint64_t{4});
}

void TestPeerScore::knownSetErases() {
    KnownSet known(3);
    known.insert(testHash(0), 0);
    known.insert(testHash(1), 1);
    QVERIFY(known.erase(testHash(0)));
    QVERIFY(!known.erase(testHash(0)));
    // Put back, it is the newest: its old place in line does not count.
    known.insert(testHash(0), 2);
    known.insert(testHash(2), 3);
    known.insert(testHash(3), 4);
    QVERIFY(!known.contains(testHash(1)));
    QVERIFY(known.contains(testHash(0)));
    // Over and over, behind one that stays.
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        known.erase(testHash(50));
        QVERIFY(known.insert(testHash(50), i));
    }
    QCOMPARE(known.size(), std::size_t{3});
}

void TestPeerScore::higherLanesOvertakeInsideAFrame() {
    SendBudget budget;
    SendQueue queue(budget);
    queue.put(Lane::Sync, frameOfSize(5'000'000, 4));
    Bytes text = queue.nextText(1'000);
    QCOMPARE(text.size(), std::size_t{1'000});
    QCOMPARE(text[0], static_cast<std::uint8_t>(Lane::Sync));
    queue.put(Lane::Transactions, frameOfSize(100, 3));
    queue.put(Lane::Agreement, frameOfSize(10, 1));
    queue.put(Lane::Agreement, frameOfSize(10, 2));
    text = queue.nextText(1'000);
    QCOMPARE(text[0], static_cast<std::uint8_t>(Lane::Agreement));
    QCOMPARE(text.size(), std::size_t{21});  // both, in order
    QCOMPARE(text[1], std::uint8_t{1});
    QCOMPARE(text[20], std::uint8_t{2});
    QCOMPARE(queue.nextText(1'000)[0], static_cast<std::uint8_t>(Lane::Transactions));
    std::size_t rest = 0;
    while (!queue.empty()) {
        text = queue.nextText(1'000);
        QCOMPARE(text[0], static_cast<std::uint8_t>(Lane::Sync));
        rest += text.size() - 1;
    }
    QCOMPARE(rest, std::size_t{5'000'000 - 999});
    QCOMPARE(budget.used, std::size_t{0});
}

void TestPeerScore::fullLanesGiveUpTheRightEnd() {
    SendBudget budget;
    SendQueue queue(budget);
    using Put = SendQueue::Put;
    // Gossip: the oldest goes, but never one that is half sent.
    QCOMPARE(queue.put(Lane::Votes, frameOfSize(6'000'000, 1)), Put::Queued);
    queue.nextText(100);
    QCOMPARE(queue.put(Lane::Votes, frameOfSize(6'000'000, 2)), Put::Queued);
    QCOMPARE(queue.put(Lane::Votes, frameOfSize(6'000'000, 3)), Put::Dropped);
    QCOMPARE(queue.nextText(10)[1], std::uint8_t{1});
    QCOMPARE(queue.queuedBytes(Lane::Votes), std::size_t{12'000'000 - 99 - 9});
    queue.nextText(6'000'000 - 99 - 9 + 1);
    QCOMPARE(queue.nextText(10)[1], std::uint8_t{3});
    // Answers: the first stay, in order.
    QCOMPARE(queue.put(Lane::Sync, frameOfSize(10'000'000, 1)), Put::Queued);
    QCOMPARE(queue.put(Lane::Sync, frameOfSize(10'000'000, 2)), Put::Queued);
    QCOMPARE(queue.put(Lane::Sync, frameOfSize(10'000'000, 3)), Put::Dropped);
    QCOMPARE(queue.queuedBytes(Lane::Sync), std::size_t{20'000'000});
    // Agreement: nothing may be lost.
    const std::size_t limit = SendQueue::laneLimit(Lane::Agreement);
    QCOMPARE(queue.put(Lane::Agreement, frameOfSize(limit)), Put::Queued);
    QCOMPARE(queue.put(Lane::Agreement, frameOfSize(1)), Put::Overflow);
}

void TestPeerScore::theBudgetSparesAgreement() {
    SendBudget budget{1'000, 0};
    {
        SendQueue one(budget);
        SendQueue two(budget);
        using Put = SendQueue::Put;
        QCOMPARE(one.put(Lane::Sync, frameOfSize(900)), Put::Queued);
        QCOMPARE(two.put(Lane::Sync, frameOfSize(200)), Put::Dropped);
        QCOMPARE(two.put(Lane::Transactions, frameOfSize(200)), Put::Dropped);
        QCOMPARE(two.put(Lane::Agreement, frameOfSize(5'000)), Put::Queued);
        QCOMPARE(two.put(Lane::Votes, frameOfSize(100)), Put::Queued);
        QCOMPARE(budget.used, std::size_t{1'000});
        one.keepDownTo(Lane::Votes);
        QCOMPARE(budget.used, std::size_t{100});
        QVERIFY(one.empty());
    }
    QCOMPARE(budget.used, std::size_t{0});
}

QTEST_GUILESS_MAIN(TestPeerScore)
#include "test_peer_score.moc"
