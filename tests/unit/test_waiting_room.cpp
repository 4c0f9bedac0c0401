// Transactions that wait for a parent: bounded, fair among peers, and not for ever (R-POOL-10).
#include "node/core/waiting_room.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

constexpr PeerNumber kHonest = 7;
constexpr PeerNumber kGreedy = 9;

/// Number `number`, which spends an output of number `parent`.
WaitingRoom::Guest guest(std::uint32_t number, std::uint32_t parent, PeerNumber from,
                         std::uint64_t sinceMs, std::size_t memo = 0) {
    Transaction tx;
    tx.inputs.push_back(testOutPoint(parent));
    tx.memo.resize(memo);
    return {std::make_shared<const Transaction>(std::move(tx)), testHash(number), testHash(parent),
            from, sinceMs};
}

Instant at(std::uint64_t ms) {
    return {ms, 0};
}

std::vector<Hash> hashes(const std::vector<WaitingRoom::Guest>& guests) {
    std::vector<Hash> found;
    for (const auto& one : guests) found.push_back(one.fullHash);
    return found;
}

}  // namespace

class TestWaitingRoom : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void pool10_childrenLeaveWithTheirParent() {
        WaitingRoom room;
        room.add(guest(1, 100, kHonest, 5));
        room.add(guest(2, 101, kHonest, 6));
        room.add(guest(3, 100, kGreedy, 4));
        room.add(guest(3, 100, kHonest, 9));  // waits already
        QCOMPARE(room.size(), std::size_t{3});
        QCOMPARE(hashes(room.takeChildrenOf(testHash(100))),
                 std::vector<Hash>({testHash(3), testHash(1)}));
        QVERIFY(room.takeChildrenOf(testHash(100)).empty());
        QVERIFY(room.contains(testHash(2)) && !room.contains(testHash(1)));
    }

    void pool10_nobodyFillsItForOthers() {
        WaitingRoom room;
        room.add(guest(1, 5'000, kHonest, 1));  // the oldest of all
        for (std::uint32_t i = 0; i < 3 * kMaxWaiting; ++i)
            room.add(guest(1'000 + i, 6'000, kGreedy, 2 + i));
        QCOMPARE(room.size(), kMaxWaiting);
        QVERIFY(room.contains(testHash(1)));
        QVERIFY(room.contains(testHash(1'000 + 3 * kMaxWaiting - 1)));  // its newest stay
        QVERIFY(!room.contains(testHash(1'000 + 2 * kMaxWaiting)));
        room.add(guest(2, 5'001, kHonest, 9'999));  // a newcomer gets a place
        QVERIFY(room.contains(testHash(2)));
        QCOMPARE(room.size(), kMaxWaiting);
    }

    /// However many names it has, a newcomer gets a place.
    void pool10_manyPeersWithOneEach() {
        WaitingRoom room;
        for (std::uint32_t i = 0; i < kMaxWaiting; ++i) room.add(guest(i, 6'000, 100 + i, i));
        room.add(guest(5'000, 6'000, kHonest, 5'000));
        QCOMPARE(room.size(), kMaxWaiting);
        room.add(guest(5'001, 6'000, kHonest, 5'001));
        QVERIFY(room.contains(testHash(5'001)));
    }

    void pool10_bytesAreBounded() {
        WaitingRoom room;
        constexpr std::size_t kLarge = 90'000;
        room.add(guest(1, 5'000, kHonest, 1));
        for (std::uint32_t i = 0; i < 400; ++i)
            room.add(guest(1'000 + i, 6'000, kGreedy, 2 + i, kLarge));
        QVERIFY(room.size() <= 1 + kMaxWaitingBytes / kLarge);
        QVERIFY(room.size() >= kMaxWaitingBytes / (kLarge + 200));
        QVERIFY(room.contains(testHash(1)));
        // What left gave its bytes back.
        const std::size_t large = room.takeChildrenOf(testHash(6'000)).size();
        for (std::uint32_t i = 0; i < large; ++i)
            room.add(guest(1'000 + i, 6'000, kGreedy, 900 + i, kLarge));
        QCOMPARE(room.size(), large + 1);
    }

    void pool10_ownOnesAreNotPushedOut() {
        WaitingRoom room;
        room.add(guest(1, 5'000, kSelf, 1));
        room.add(guest(2, 5'000, kRestored, 1));
        for (std::uint32_t i = 0; i < 2 * kMaxWaiting; ++i)
            room.add(guest(1'000 + i, 6'000, kGreedy, 2 + i));
        QVERIFY(room.contains(testHash(1)) && room.contains(testHash(2)));
        QCOMPARE(room.size(), kMaxWaiting);
    }

    void pool10_nobodyWaitsForEver() {
        WaitingRoom room;
        room.add(guest(1, 5'000, kHonest, 1'000));
        room.add(guest(2, 5'000, kSelf, 2'000));
        QVERIFY(room.takeExpired(at(kMaxWaitingMs + 999)).empty());
        QCOMPARE(hashes(room.takeExpired(at(kMaxWaitingMs + 1'000))),
                 std::vector<Hash>{testHash(1)});
        // A block comes, and what goes on waiting is no younger for it.
        auto all = room.takeAll();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(room.size(), std::size_t{0});
        room.add(std::move(all.front()));
        QCOMPARE(hashes(room.takeExpired(at(kMaxWaitingMs + 2'000))),
                 std::vector<Hash>{testHash(2)});
        QCOMPARE(room.size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestWaitingRoom)
#include "test_waiting_room.moc"
