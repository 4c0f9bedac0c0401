// The rules of a payment window, one by one: what a member may sign in it
// (R-FIN-4, R-FIN-5, R-FIN-6 of node/PROTOCOL.md).
#include "tests/support/window_net.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace timecoin;

namespace {

const Hash kA = testHash(1);
const Hash kB = testHash(2);
const Hash kC = testHash(3);

using Ids = std::vector<Hash>;

}  // namespace

class TestWindowSigning : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-FIN-4
    void fin4_bestFeeRateFirst();
    void fin4_budgetIsNeverExceeded();
    void fin4_smallOnesFollowOneThatDoesNotFit();
    void fin4_restartNeverStretchesTheBudget();
    void fin4_statementsAreBounded();
    void fin4_budgetSeenByOthers();
    // R-FIN-5
    void fin5_frozenListHoldsUnsentAcknowledgements();
    void fin5_nothingIsSignedAfterTheFreeze();
    void fin5_countingGoesOnAfterTheFreeze();
    // R-FIN-6
    void fin6_neverTwoVotesOverOneOutput();
    void fin6_restartRestoresOutpoints();
    void fin6_foreignOwnVoteBinds();
    void fin6_childWaitsForItsParentsCertificate();
    void fin6_silentUntilSelfIsSet();
};

// ---- R-FIN-4: the vote budget ---------------------------------------------------------------

void TestWindowSigning::fin4_bestFeeRateFirst() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}, {}, 1'000, 500));  // 2 per byte
    window.offer(factsOf(2, {2}, {}, 1'001, 500));
    window.offer(factsOf(3, {3}, {}, 500, 250));  // 2 per byte as well
    window.offer(factsOf(4, {4}, {}, (1ULL << 62) + 1, 250));
    window.offer(factsOf(5, {5}, {}, (1ULL << 62), 250));  // a double could not tell them apart
    const Ids ties{std::min(testHash(1), testHash(3)), std::max(testHash(1), testHash(3))};
    QCOMPARE(window.takeVotes(), (Ids{testHash(4), testHash(5), testHash(2), ties[0], ties[1]}));
    QVERIFY(!window.wantsToSign());
}

void TestWindowSigning::fin4_budgetIsNeverExceeded() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    for (std::uint32_t i = 1; i <= 25; ++i) window.offer(factsOf(i, {i}, {}, 1'000, 90'000));
    const Ids votes = window.takeVotes();
    QCOMPARE(votes.size(), std::size_t{22});  // 1,980,000 of 2,000,000
    QVERIFY(window.budgetFull());
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());
    // One that fits exactly is taken; then nothing is left.
    window.offer(factsOf(30, {30}, {}, 1'000, 20'001));
    QVERIFY(window.takeVotes().empty());
    window.offer(factsOf(31, {31}, {}, 1'000, 20'000));
    QCOMPARE(window.takeVotes(), Ids{testHash(31)});
    window.offer(factsOf(32, {32}, {}, 1'000'000, 1));
    QVERIFY(window.takeVotes().empty());
}

void TestWindowSigning::fin4_smallOnesFollowOneThatDoesNotFit() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    // A key list of many locks can count more than a whole budget: it must not block the others.
    window.offer(factsOf(1, {1}, {}, 1'000'000'000, kVoteBudgetBytes + 1));
    window.offer(factsOf(2, {2}));
    QVERIFY(!window.budgetFull());
    QCOMPARE(window.takeVotes(), Ids{kB});
    QVERIFY(!window.budgetFull());
}

void TestWindowSigning::fin4_restartNeverStretchesTheBudget() {
    WindowNet net(4);
    Ids voted;
    std::vector<TransferFacts> facts;
    std::vector<OutPoint> spent;
    for (std::uint32_t i = 1; i <= 21; ++i) {
        facts.push_back(factsOf(i, {i}, {}, 1'000, 95'000));
        voted.push_back(facts.back().id);
        spent.push_back(facts.back().inputs[0]);
    }
    Window window = net.window();
    window.restoreVote(net.sign<TxVote>(0, voted), voted, spent);
    window.setSelf(0);
    // The bodies are gone: they may have been as large as they can be.
    QVERIFY(window.budgetFull());
    window.offer(factsOf(50, {50}, {}, 1'000, 5'000));
    window.offer(factsOf(51, {51}, {}, 1'000, 5'001));
    QVERIFY(window.takeVotes().empty());
    for (const TransferFacts& one : facts) window.offer(one);
    // 21 * 95,000 = 1,995,000: what is left is known again, and only that.
    QCOMPARE(window.takeVotes(), Ids{testHash(50)});
    QVERIFY(window.takeVotes().empty());
}

void TestWindowSigning::fin4_statementsAreBounded() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    constexpr std::uint32_t kCount = kMaxVotedIds + 10;
    for (std::uint32_t i = 0; i < kCount; ++i) window.offer(factsOf(i, {i}, {}, 1'000, 1));
    std::set<Hash> all;
    Ids votes = window.takeVotes();
    QCOMPARE(votes.size(), std::size_t{kMaxIdsPerStatement});
    all.insert(votes.begin(), votes.end());
    QVERIFY(window.wantsToSign());
    votes = window.takeVotes();
    all.insert(votes.begin(), votes.end());
    QCOMPARE(all.size(), std::size_t{kMaxVotedIds});
    QVERIFY(window.budgetFull());
    QVERIFY(!window.wantsToSign());
}

void TestWindowSigning::fin4_budgetSeenByOthers() {
    WindowNet net(4);
    Window window = net.window();
    for (std::uint32_t i = 1; i <= 19; ++i) window.offer(factsOf(i, {i}, {}, 1'000, 100'000));
    Ids ids;
    for (std::uint32_t i = 1; i <= 20; ++i) ids.push_back(testHash(i));
    net.vote(window, 3, ids);
    QVERIFY(!window.budgetFull());  // 1,900,000 known
    window.offer(factsOf(20, {20}, {}, 1'000, 1));
    QVERIFY(window.budgetFull());
}

// ---- R-FIN-5: the freeze --------------------------------------------------------------------

void TestWindowSigning::fin5_frozenListHoldsUnsentAcknowledgements() {
    WindowNet net(4);
    Window window = net.window();
    window.restoreAck(net.sign<TxAck>(0, {kC}), {kC});
    window.setSelf(0);
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(2, {2}));
    net.voteAll(window, {1, 2, 3}, {kA});
    QCOMPARE(window.takeAcks(), Ids{kA});  // taken, never passed back: stored but not sent
    net.voteAll(window, {1, 2, 3}, {kB});  // certified, not taken
    Ids expected{kA, kC};
    std::sort(expected.begin(), expected.end());
    QVERIFY(!window.frozen());
    QCOMPARE(window.freeze(), expected);
    QVERIFY(window.frozen());
    QCOMPARE(window.freeze(), expected);
}

void TestWindowSigning::fin5_nothingIsSignedAfterTheFreeze() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(2, {2}));
    net.voteAll(window, {1, 2, 3}, {kA});
    QVERIFY(window.wantsToSign());
    QVERIFY(window.freeze().empty());
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());
    QVERIFY(window.takeAcks().empty());
    window.offer(factsOf(3, {3}));
    net.voteAll(window, {1, 2, 3}, {kB});
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());
    QVERIFY(window.takeAcks().empty());
    QVERIFY(window.freeze().empty());
}

void TestWindowSigning::fin5_countingGoesOnAfterTheFreeze() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    net.voteAll(window, {1, 2, 3}, {kA});
    const Ids acks = window.takeAcks();
    const TxAck own = net.sign<TxAck>(0, acks);
    const Ids frozen = window.freeze();
    window.onAcks(Verified<TxAck>::ownStatement(own), acks);
    net.ackAll(window, {1, 2}, {kA});
    QVERIFY(window.final(kA));
    QCOMPARE(window.freeze(), frozen);
    window.offer(factsOf(2, {2}));
    net.voteAll(window, {1, 2, 3}, {kB});
    QVERIFY(window.certified(kB));
    QCOMPARE(window.freeze(), frozen);
}

// ---- R-FIN-6: one vote per output -----------------------------------------------------------

void TestWindowSigning::fin6_neverTwoVotesOverOneOutput() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1, 2}));
    QCOMPARE(window.takeVotes(), Ids{kA});
    window.offer(factsOf(2, {2, 3}, {}, 1'000'000));
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());
    window.offer(factsOf(3, {3}));  // its only rival was not voted for
    QCOMPARE(window.takeVotes(), Ids{kC});
    // Of two at once the better one is taken.
    window.offer(factsOf(4, {9}, {}, 10));
    window.offer(factsOf(5, {9}, {}, 20));
    QCOMPARE(window.takeVotes(), Ids{testHash(5)});
    // The rival's certificate changes nothing about it, and may be acknowledged.
    net.voteAll(window, {1, 2, 3}, {kB});
    QVERIFY(window.takeVotes().empty());
    QCOMPARE(window.takeAcks(), Ids{kB});
}

void TestWindowSigning::fin6_restartRestoresOutpoints() {
    WindowNet net(4);
    Window before = net.window(MemberIndex{0});
    before.offer(factsOf(1, {1, 2}));
    const Ids votes = before.takeVotes();
    const auto spent = before.outpointsOf(votes);
    const TxVote stored = net.sign<TxVote>(0, votes);  // stored; then the process dies

    for (const bool rivalFirst : {true, false}) {
        Window after = net.window();
        after.restoreVote(stored, votes, spent);
        after.setSelf(0);
        QCOMPARE(after.tally(kA).votes, std::vector<MemberIndex>{0});
        if (rivalFirst) after.offer(factsOf(2, {2}, {}, 1'000'000));
        QVERIFY(after.takeVotes().empty());
        after.offer(factsOf(1, {1, 2}));
        after.offer(factsOf(2, {2}, {}, 1'000'000));
        QVERIFY(!after.wantsToSign());
        QVERIFY(after.takeVotes().empty());
        net.voteAll(after, {1, 2}, {kA});  // the restored vote is one of the three
        QVERIFY(after.certified(kA));
    }
}

void TestWindowSigning::fin6_foreignOwnVoteBinds() {
    WindowNet net(4);
    // Seen before or after this node may sign: a vote under the own key is an own vote.
    for (const bool early : {true, false}) {
        Window window = net.window();
        if (!early) window.setSelf(0);
        net.vote(window, 0, {kA});
        net.ack(window, 0, {kC});
        if (early) window.setSelf(0);
        window.offer(factsOf(1, {1}));
        window.offer(factsOf(2, {1}));
        QVERIFY(window.takeVotes().empty());
        QCOMPARE(window.freeze(), Ids{kC});
    }
}

void TestWindowSigning::fin6_childWaitsForItsParentsCertificate() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(2, {}, {1, 3}, 1'000'000));
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(3, {3}));
    Ids votes = window.takeVotes();
    std::sort(votes.begin(), votes.end());
    Ids parents{kA, kC};
    std::sort(parents.begin(), parents.end());
    QCOMPARE(votes, parents);
    net.voteAll(window, {1, 2, 3}, {kA});
    QVERIFY(window.takeVotes().empty());
    net.voteAll(window, {1, 2, 3}, {kC});
    QCOMPARE(window.takeVotes(), Ids{kB});
}

void TestWindowSigning::fin6_silentUntilSelfIsSet() {
    WindowNet net(4);
    Window window = net.window();
    window.offer(factsOf(1, {1}));
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());
    window.setSelf(3);
    QVERIFY(window.wantsToSign());
    QCOMPARE(window.takeVotes(), Ids{kA});
}

QTEST_GUILESS_MAIN(TestWindowSigning)
#include "test_window_signing.moc"
