// The rules of a payment window, one by one (R-FIN-1..9 of node/PROTOCOL.md).
#include "node/chain/verify.h"
#include "tests/support/window_net.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace timecoin;

namespace {

const Hash kA = testHash(1);
const Hash kB = testHash(2);
const Hash kC = testHash(3);

std::vector<Hash> certifiedIn(const std::vector<WindowEvent>& events) {
    std::vector<Hash> ids;
    for (const WindowEvent& event : events)
        if (const auto* one = std::get_if<CertifiedEvent>(&event)) ids.push_back(one->id);
    return ids;
}

std::vector<Hash> finalIn(const std::vector<WindowEvent>& events) {
    std::vector<Hash> ids;
    for (const WindowEvent& event : events)
        if (const auto* one = std::get_if<FinalEvent>(&event)) ids.push_back(one->id);
    return ids;
}

using Ids = std::vector<Hash>;

}  // namespace

class TestWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-FIN-1
    void fin1_aBatchCountsOncePerMember();
    void fin1_theListIsExactlyTheSignedOne();
    void fin1_anotherHeightCannotBePassedIn();
    // R-FIN-2
    void fin2_quorumBoundary_data();
    void fin2_quorumBoundary();
    void fin2_needsTheBody();
    void fin2_childAfterParent();
    void fin2_everySplitOfADoubleSpend();
    void fin2_hiddenCertificate();
    // R-FIN-3
    void fin3_acknowledgesParentsFirst();
    void fin3_onlyWhatIsCertifiedAndKnown();
    void fin3_aVoteIsNotAnAcknowledgement();
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
    // R-FIN-7
    void fin7_finalAtQuorum_data();
    void fin7_finalAtQuorum();
    void fin7_ancestorsAreFinalToo();
    void fin7_waitsForTheBodies();
    void fin7_deepChains();
    // R-FIN-8
    void fin8_aMemberNamesABoundedNumber();
    void fin8_unknownIdsMostNamedFirst();
    void fin8_pinned();
    // R-FIN-9
    void fin9_proofPassesTheCheck();
    void fin9_tamperedProofFails();
    void fin9_proofOfProofs();
    void fin9_doubleVotesAreFound();
};

// ---- R-FIN-1: batches -----------------------------------------------------------------------

void TestWindow::fin1_aBatchCountsOncePerMember() {
    WindowNet net(4);
    Window window = net.window();
    const auto vote = net.batch<TxVote>(2, {kA, kB});
    QCOMPARE(window.onVotes(vote, {kA, kB}), BatchVerdict::Accepted);
    QCOMPARE(window.onVotes(vote, {kA, kB}), BatchVerdict::NothingNew);
    QCOMPARE(net.vote(window, 2, {kA}), BatchVerdict::NothingNew);
    QCOMPARE(net.vote(window, 2, {kB, kC}), BatchVerdict::Accepted);
    QCOMPARE(window.tally(kB).votes, std::vector<MemberIndex>{2});
    QCOMPARE(net.vote(window, 0, {kB}), BatchVerdict::Accepted);
    QCOMPARE(window.tally(kB).votes, (std::vector<MemberIndex>{0, 2}));
    QVERIFY(window.tally(kB).acks.empty());
    // The same ids acknowledged are counted apart.
    QCOMPARE(net.ack(window, 2, {kA, kB}), BatchVerdict::Accepted);
    QCOMPARE(window.tally(kA).acks, std::vector<MemberIndex>{2});
}

void TestWindow::fin1_theListIsExactlyTheSignedOne() {
    WindowNet net(4);
    Window window = net.window();
    const auto vote = net.batch<TxVote>(1, {kA, kB});
    QCOMPARE(window.onVotes(vote, {kB, kA}), BatchVerdict::ListMismatch);
    QCOMPARE(window.onVotes(vote, {kA}), BatchVerdict::ListMismatch);
    QCOMPARE(window.onVotes(vote, {kA, kB, kC}), BatchVerdict::ListMismatch);
    QCOMPARE(window.onVotes(vote, {kA, kC}), BatchVerdict::ListMismatch);
    QCOMPARE(window.onVotes(vote, {}), BatchVerdict::ListMismatch);
    const Ids repeated{kA, kB, kA};
    QCOMPARE(net.vote(window, 1, repeated), BatchVerdict::ListMismatch);
    QCOMPARE(net.ack(window, 1, repeated), BatchVerdict::ListMismatch);
    Ids tooMany;
    for (std::uint32_t i = 0; i <= kMaxIdsPerStatement; ++i) tooMany.push_back(testHash(10 + i));
    QVERIFY(!verify(net.sign<TxVote>(1, tooMany), net.check()));
    QCOMPARE(window.onVotes(Verified<TxVote>::ownStatement(net.sign<TxVote>(1, tooMany)), tooMany),
             BatchVerdict::ListMismatch);
    QVERIFY(window.tally(kA).votes.empty());
    // A refused list leaves no trace: the true one still counts.
    QCOMPARE(window.onVotes(vote, {kA, kB}), BatchVerdict::Accepted);
    tooMany.pop_back();
    QCOMPARE(net.vote(window, 1, tooMany), BatchVerdict::Accepted);
}

void TestWindow::fin1_anotherHeightCannotBePassedIn() {
    // What is verified for another height or epoch is no Verified value of this one.
    WindowNet net(4);
    TxVote vote = net.sign<TxVote>(1, {kA});
    QVERIFY(verify(vote, net.check()));
    ++vote.at.height;
    QVERIFY(!verify(vote, net.check()));
    --vote.at.height;
    --vote.at.epoch;
    QVERIFY(!verify(vote, net.check()));

    // A certificate names its height in its proofs only: one of a window that is over is ignored.
    const auto certificate = net.certificate(StatementKind::TxVote, kA, {0, 1, 2});
    HeightContext next = net.context();
    ++next.height;
    Window window(next, MemberIndex{0});
    window.offer(factsOf(1, {1}));
    window.onCertificate(certificate);
    QVERIFY(!window.certified(kA));
    QVERIFY(window.tally(kA).votes.empty());
}

// ---- R-FIN-2: certificates ------------------------------------------------------------------

void TestWindow::fin2_quorumBoundary_data() {
    QTest::addColumn<std::uint32_t>("members");
    for (std::uint32_t n = 4; n <= 10; ++n) QTest::addRow("n=%u", n) << n;
}

void TestWindow::fin2_quorumBoundary() {
    QFETCH(std::uint32_t, members);
    WindowNet net(members);
    const std::uint32_t faulty = (members - 1) / 3;
    Window window = net.window();
    window.offer(factsOf(1, {1}));
    // n - f - 1 members, each twice: not enough; one more: certified.
    for (int round = 0; round < 2; ++round)
        net.voteAll(window, net.first(members - faulty - 1), {kA});
    QVERIFY(!window.certified(kA));
    QVERIFY(!window.proof(kA, StatementKind::TxVote));
    QVERIFY(window.takeEvents().empty());
    net.vote(window, static_cast<MemberIndex>(members - 1), {kA});
    QVERIFY(window.certified(kA));
    QVERIFY(window.proof(kA, StatementKind::TxVote));
    QCOMPARE(certifiedIn(window.takeEvents()), Ids{kA});
    net.voteAll(window, net.first(members), {kA, kB});
    QVERIFY(window.takeEvents().empty());
}

void TestWindow::fin2_needsTheBody() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    net.voteAll(window, {1, 2, 3}, {kA});
    QVERIFY(!window.certified(kA));
    QVERIFY(window.takeAcks().empty());
    QCOMPARE(window.unknownIds(10), Ids{kA});
    window.offer(factsOf(1, {1}));
    QVERIFY(window.certified(kA));
    QCOMPARE(certifiedIn(window.takeEvents()), Ids{kA});
    QVERIFY(window.unknownIds(10).empty());
    window.offer(factsOf(1, {9}));  // offering twice changes nothing
    QVERIFY(window.takeEvents().empty());
    QCOMPARE(window.outpointsOf({kA}), std::vector<OutPoint>{testOutPoint(100'001)});
}

void TestWindow::fin2_childAfterParent() {
    WindowNet net(4);
    Window window = net.window();
    window.offer(factsOf(2, {}, {1}));
    net.voteAll(window, {0, 1, 2}, {kB});
    QVERIFY(!window.certified(kB));
    net.voteAll(window, {0, 1, 2}, {kA});
    window.offer(factsOf(1, {1}));
    QVERIFY(window.certified(kB));
    QCOMPARE(certifiedIn(window.takeEvents()), (Ids{kA, kB}));
    QCOMPARE(window.certifiedInOrder(), (Ids{kA, kB}));
}

/// Honest members vote for one side each, the f faulty ones for both or for none; whatever the
/// split, never two certificates. (Agreement that coins are free again: votes die with the window.)
void TestWindow::fin2_everySplitOfADoubleSpend() {
    for (std::uint32_t n = 4; n <= 10; ++n) {
        const std::uint32_t honest = n - (n - 1) / 3;
        std::set<bool> outcomes;
        for (std::uint32_t split = 0; split < (2U << honest); ++split) {
            const bool faultyVoteForBoth = (split >> honest) != 0;
            WindowNet net(n);
            Window window = net.window();
            window.offer(factsOf(1, {1}));
            window.offer(factsOf(2, {1}));
            for (std::uint32_t i = 0; i < n; ++i) {
                const auto member = static_cast<MemberIndex>(i);
                if (i < honest) {
                    net.vote(window, member, {(split >> i & 1) != 0 ? kA : kB});
                } else if (faultyVoteForBoth) {
                    net.vote(window, member, {kA});
                    net.vote(window, member, {kB});
                }
            }
            QVERIFY2(!(window.certified(kA) && window.certified(kB)),
                     qPrintable(QStringLiteral("n=%1 split=%2").arg(n).arg(split)));
            outcomes.insert(window.certified(kA) || window.certified(kB));
            Window next = net.window(MemberIndex{0});
            next.offer(factsOf(2, {1}));
            QCOMPARE(next.takeVotes(), Ids{kB});
        }
        QCOMPARE(outcomes.size(), std::size_t{2});  // the splits reach both outcomes
    }
}

/// TRUST 8, the window's part: a certificate that comes late means the same as votes on time.
void TestWindow::fin2_hiddenCertificate() {
    WindowNet net(4);
    for (const bool frozenBefore : {false, true}) {
        Window window = net.window(MemberIndex{0});
        window.offer(factsOf(1, {1}));
        if (frozenBefore) window.freeze();
        window.onCertificate(net.certificate(StatementKind::TxVote, kA, {1, 2, 3}));
        QVERIFY(window.certified(kA));
        QCOMPARE(window.takeAcks(), frozenBefore ? Ids{} : Ids{kA});
        QCOMPARE(window.freeze(), frozenBefore ? Ids{} : Ids{kA});
        // The votes behind it, when they come, are not counted again.
        QCOMPARE(net.vote(window, 1, {kA}), BatchVerdict::NothingNew);
    }
    Window window = net.window();
    window.offer(factsOf(1, {1}));
    window.onCertificate(net.certificate(StatementKind::TxAck, kA, {0, 1, 3}));
    QVERIFY(window.final(kA));
    QVERIFY(!window.certified(kA));
}

// ---- R-FIN-3: acknowledgements --------------------------------------------------------------

void TestWindow::fin3_acknowledgesParentsFirst() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    // A diamond: 3 and 4 spend 5; 2 spends both; ids are hashes, so their order says nothing.
    window.offer(factsOf(2, {}, {3, 4}));
    window.offer(factsOf(3, {}, {5}));
    window.offer(factsOf(4, {}, {5}));
    window.offer(factsOf(5, {1}));
    const Ids all{testHash(2), testHash(3), testHash(4), testHash(5)};
    net.voteAll(window, {1, 2, 3}, all);
    const Ids acks = window.takeAcks();
    QCOMPARE(acks.size(), std::size_t{4});
    QCOMPARE(acks.front(), testHash(5));
    QCOMPARE(acks.back(), testHash(2));
    QVERIFY(window.takeAcks().empty());
}

void TestWindow::fin3_onlyWhatIsCertifiedAndKnown() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(2, {}, {1}));
    net.voteAll(window, {1, 2}, {kA});        // below quorum
    net.voteAll(window, {1, 2, 3}, {kB, kC});  // parent not certified; unknown
    QVERIFY(window.takeAcks().empty());
    QVERIFY(!window.certified(kB));
    net.vote(window, 3, {kA});
    QVERIFY(window.wantsToSign());
    QCOMPARE(window.takeAcks(), (Ids{kA, kB}));
    // No self, no acknowledgement.
    Window observer = net.window();
    observer.offer(factsOf(1, {1}));
    net.voteAll(observer, {1, 2, 3}, {kA});
    QVERIFY(observer.certified(kA));
    QVERIFY(!observer.wantsToSign());
    QVERIFY(observer.takeAcks().empty());
}

void TestWindow::fin3_aVoteIsNotAnAcknowledgement() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    net.ackAll(window, {1, 2, 3}, {kA});
    QVERIFY(window.tally(kA).votes.empty());
    QVERIFY(!window.certified(kA));
    QVERIFY(window.final(kA));
    // What is taken counts for the rules, not for the tally, until it is signed and passed back.
    QCOMPARE(window.takeVotes(), Ids{kA});
    QVERIFY(window.tally(kA).votes.empty());
    const TxVote own = net.sign<TxVote>(0, {kA});
    QCOMPARE(window.onVotes(Verified<TxVote>::ownStatement(own), {kA}), BatchVerdict::Accepted);
    QCOMPARE(window.tally(kA).votes, std::vector<MemberIndex>{0});
}

// ---- R-FIN-4: the vote budget ---------------------------------------------------------------

void TestWindow::fin4_bestFeeRateFirst() {
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

void TestWindow::fin4_budgetIsNeverExceeded() {
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

void TestWindow::fin4_smallOnesFollowOneThatDoesNotFit() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    // A key list of many locks can count more than a whole budget: it must not block the others.
    window.offer(factsOf(1, {1}, {}, 1'000'000'000, kVoteBudgetBytes + 1));
    window.offer(factsOf(2, {2}));
    QVERIFY(!window.budgetFull());
    QCOMPARE(window.takeVotes(), Ids{kB});
    QVERIFY(!window.budgetFull());
}

void TestWindow::fin4_restartNeverStretchesTheBudget() {
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

void TestWindow::fin4_statementsAreBounded() {
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

void TestWindow::fin4_budgetSeenByOthers() {
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

void TestWindow::fin5_frozenListHoldsUnsentAcknowledgements() {
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

void TestWindow::fin5_nothingIsSignedAfterTheFreeze() {
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

void TestWindow::fin5_countingGoesOnAfterTheFreeze() {
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

void TestWindow::fin6_neverTwoVotesOverOneOutput() {
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

void TestWindow::fin6_restartRestoresOutpoints() {
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

void TestWindow::fin6_foreignOwnVoteBinds() {
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

void TestWindow::fin6_childWaitsForItsParentsCertificate() {
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

void TestWindow::fin6_silentUntilSelfIsSet() {
    WindowNet net(4);
    Window window = net.window();
    window.offer(factsOf(1, {1}));
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());
    window.setSelf(3);
    QVERIFY(window.wantsToSign());
    QCOMPARE(window.takeVotes(), Ids{kA});
}

// ---- R-FIN-7: final -------------------------------------------------------------------------

void TestWindow::fin7_finalAtQuorum_data() {
    fin2_quorumBoundary_data();
}

void TestWindow::fin7_finalAtQuorum() {
    QFETCH(std::uint32_t, members);
    WindowNet net(members);
    const std::uint32_t faulty = (members - 1) / 3;
    Window window = net.window();
    window.offer(factsOf(1, {1}, {}, 1'000, 321));
    for (int round = 0; round < 2; ++round)
        net.ackAll(window, net.first(members - faulty - 1), {kA});
    net.voteAll(window, net.first(members), {kA});  // votes never make it final
    QVERIFY(!window.final(kA));
    QVERIFY(!window.proof(kA, StatementKind::TxAck));
    QCOMPARE(window.finalBytes(), std::uint64_t{0});
    net.ack(window, static_cast<MemberIndex>(members - 1), {kA});
    QVERIFY(window.final(kA));
    QCOMPARE(window.finalBytes(), std::uint64_t{321});
    QCOMPARE(finalIn(window.takeEvents()), Ids{kA});
    net.ackAll(window, net.first(members), {kA, kB});
    QVERIFY(finalIn(window.takeEvents()).empty());
}

void TestWindow::fin7_ancestorsAreFinalToo() {
    WindowNet net(4);
    Window window = net.window();
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(2, {}, {1}));
    window.offer(factsOf(3, {}, {2}));
    window.offer(factsOf(4, {}, {1}));  // a sibling gains nothing
    net.ackAll(window, {0, 1, 2}, {kC});
    QCOMPARE(finalIn(window.takeEvents()), (Ids{kA, kB, kC}));
    QVERIFY(window.final(kA) && window.final(kB) && window.final(kC));
    QVERIFY(!window.final(testHash(4)));
    net.ackAll(window, {0, 1, 2}, {kA, kB});
    QVERIFY(window.takeEvents().empty());
}

void TestWindow::fin7_waitsForTheBodies() {
    WindowNet net(4);
    Window window = net.window();
    net.ackAll(window, {1, 2, 3}, {kB});
    window.offer(factsOf(3, {}, {2}));
    net.ackAll(window, {1, 2, 3}, {kC});
    QVERIFY(!window.final(kB) && !window.final(kC));
    window.offer(factsOf(2, {}, {1}));
    QVERIFY(!window.final(kB) && !window.final(kC));
    window.offer(factsOf(1, {1}));
    QCOMPARE(finalIn(window.takeEvents()), (Ids{kA, kB, kC}));
}

void TestWindow::fin7_deepChains() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    constexpr std::uint32_t kDepth = 8'000;
    Ids ids;
    for (std::uint32_t i = kDepth; i > 0; --i) {  // children first: the worst order
        window.offer(i == 1 ? factsOf(1, {1}) : factsOf(i, {}, {i - 1}));
        ids.push_back(testHash(i));
    }
    net.voteAll(window, {1, 2, 3}, ids);
    QCOMPARE(window.certifiedInOrder().size(), std::size_t{kDepth});
    QCOMPARE(window.certifiedInOrder().front(), testHash(1));
    net.ackAll(window, {1, 2, 3}, {testHash(kDepth)});
    const Ids final = finalIn(window.takeEvents());
    QCOMPARE(final.size(), std::size_t{kDepth});
    QCOMPARE(final.front(), testHash(1));
    QCOMPARE(final.back(), testHash(kDepth));
    const Ids acks = window.takeAcks();
    QCOMPARE(acks.size(), std::size_t{kDepth});
    QCOMPARE(acks.front(), testHash(1));
}

// ---- R-FIN-8: bounds ------------------------------------------------------------------------

void TestWindow::fin8_aMemberNamesABoundedNumber() {
    // What the bounds are derived from: the least transfer that passes the checks.
    Transaction least;
    least.inputs.resize(1);
    least.outputs.resize(1);
    QCOMPARE(countedSize(least, {Output{}}), kLeastCountedBytes);

    WindowNet net(4);
    Window window = net.window();
    std::uint32_t named = 0;
    const auto batch = [&](std::uint32_t count) {
        Ids ids;
        for (std::uint32_t i = 0; i < count; ++i) ids.push_back(testHash(named + i));
        return ids;
    };
    const Ids full = batch(6'000);
    QCOMPARE(net.vote(window, 1, full), BatchVerdict::Accepted);
    named += 6'000;
    QCOMPARE(net.vote(window, 1, batch(5'999)), BatchVerdict::Accepted);
    named += 5'999;
    QCOMPARE(net.vote(window, 1, batch(2)), BatchVerdict::OverLimit);
    QVERIFY(window.tally(testHash(named)).votes.empty());  // nothing of a refused batch counts
    QCOMPARE(net.vote(window, 1, batch(1)), BatchVerdict::Accepted);
    ++named;
    QCOMPARE(net.vote(window, 1, batch(1)), BatchVerdict::OverLimit);
    // Others and acknowledgements have limits of their own.
    QCOMPARE(net.vote(window, 2, batch(1)), BatchVerdict::Accepted);
    QCOMPARE(net.ack(window, 1, batch(1)), BatchVerdict::Accepted);

    // Repeating old ids beside one new one fills no memory either.
    Window other = net.window();
    int accepted = 0;
    for (std::uint32_t i = 0; i < 10; ++i) {
        Ids repeating = full;
        repeating.push_back(testHash(900'000 + i));
        if (net.vote(other, 1, repeating) == BatchVerdict::Accepted) ++accepted;
    }
    QCOMPARE(accepted, 1);
}

void TestWindow::fin8_unknownIdsMostNamedFirst() {
    WindowNet net(4);
    Window window = net.window();
    Ids noise;
    for (std::uint32_t i = 0; i < 200; ++i) noise.push_back(testHash(1'000 + i));
    net.vote(window, 3, noise);  // one faulty member names what does not exist
    net.voteAll(window, {0, 1}, {kA});
    net.voteAll(window, {0, 1, 2}, {kB});
    QCOMPARE(window.unknownIds(2), (Ids{kB, kA}));
    QCOMPARE(window.unknownIds(1'000).size(), std::size_t{202});
    window.offer(factsOf(2, {2}));
    QCOMPARE(window.unknownIds(1), Ids{kA});
    net.ackAll(window, {1, 2}, {kC});
    net.vote(window, 1, {kC});
    QCOMPARE(window.unknownIds(2), (Ids{kC, kA}));
}

void TestWindow::fin8_pinned() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    for (std::uint32_t i = 1; i <= 5; ++i) window.offer(factsOf(i, {i}, {}, 10 * i));
    QVERIFY(window.pinned().empty());
    net.vote(window, 1, {kA});
    net.ack(window, 1, {kA});  // one member may be the faulty one
    QVERIFY(window.pinned().empty());
    net.ack(window, 2, {kA});
    QCOMPARE(window.pinned(), Ids{kA});
    net.voteAll(window, {1, 2, 3}, {kB});
    Ids expected{kA, kB};
    std::sort(expected.begin(), expected.end());
    QCOMPARE(window.pinned(), expected);
    QCOMPARE(window.takeVotes().size(), std::size_t{5});
    QCOMPARE(window.pinned().size(), std::size_t{5});
}

// ---- R-FIN-9: proofs and evidence -----------------------------------------------------------

void TestWindow::fin9_proofPassesTheCheck() {
    for (std::uint32_t n = 1; n <= 10; ++n) {
        WindowNet net(n);
        Window window = net.window();
        for (std::uint32_t i = 0; i < n; ++i) {
            // Batches of other sizes, the id at another place in each.
            Ids ids;
            for (std::uint32_t other = 0; other < i; ++other)
                ids.push_back(testHash(1'000 * (i + 1) + other));
            ids.push_back(kA);
            for (std::uint32_t other = 0; other < n; ++other)
                ids.push_back(testHash(100'000 + 1'000 * i + other));
            net.vote(window, static_cast<MemberIndex>(n - 1 - i), ids);
            net.ack(window, static_cast<MemberIndex>(n - 1 - i), ids);
        }
        for (const auto kind : {StatementKind::TxVote, StatementKind::TxAck}) {
            const auto proof = window.proof(kA, kind);
            QVERIFY(proof);
            QCOMPARE(proof->kind, kind);
            QCOMPARE(proof->proofs.size(), std::size_t{net.quorum()});
            QVERIFY(checkCertificate(*proof, net.check()));
            QVERIFY(window.proof(kA, kind) == proof);  // the trees kept say the same again
        }
        QVERIFY(!window.proof(kB, StatementKind::TxVote));
        QVERIFY(!window.proof(kA, StatementKind::Commit));
    }
}

void TestWindow::fin9_tamperedProofFails() {
    WindowNet net(4);
    Window window = net.window();
    net.voteAll(window, {0, 1, 3}, {kA, kB, kC});
    const auto good = window.proof(kB, StatementKind::TxVote);
    QVERIFY(good && checkCertificate(*good, net.check()));
    const auto fails = [&](auto change) {
        TransferCertificate bad = *good;
        change(bad);
        return !checkCertificate(bad, net.check());
    };
    QVERIFY(fails([](auto& bad) { bad.id = kA; }));
    QVERIFY(fails([](auto& bad) { bad.kind = StatementKind::TxAck; }));
    QVERIFY(fails([](auto& bad) { bad.proofs.pop_back(); }));
    QVERIFY(fails([](auto& bad) { bad.proofs[1] = bad.proofs[0]; }));
    QVERIFY(fails([](auto& bad) { std::swap(bad.proofs[0], bad.proofs[1]); }));
    QVERIFY(fails([](auto& bad) { bad.proofs[1].index = 0; }));
    QVERIFY(fails([](auto& bad) { bad.proofs[1].path[0].data[5] ^= 1; }));
    QVERIFY(fails([](auto& bad) { bad.proofs[1].path.pop_back(); }));
    QVERIFY(fails([](auto& bad) { ++bad.proofs[1].at.sequence; }));
    QVERIFY(fails([](auto& bad) { ++bad.proofs[1].at.height; }));
    QVERIFY(fails([](auto& bad) { bad.proofs[2].at.member = 2; }));
    QVERIFY(fails([](auto& bad) { ++bad.proofs[1].ids.count; }));
    QVERIFY(fails([](auto& bad) { bad.proofs[1].signature.data[0] ^= 1; }));
}

void TestWindow::fin9_proofOfProofs() {
    WindowNet net(7);
    Window window = net.window();
    window.offer(factsOf(1, {1}));
    window.onCertificate(net.certificate(StatementKind::TxVote, kA, {0, 2, 3, 4, 6}));
    QCOMPARE(window.tally(kA).votes, (std::vector<MemberIndex>{0, 2, 3, 4, 6}));
    net.voteAll(window, {1, 2, 5}, {kA, kB});  // batches replace proofs, proofs fill the rest
    const auto proof = window.proof(kA, StatementKind::TxVote);
    QVERIFY(proof && checkCertificate(*proof, net.check()));
    std::vector<MemberIndex> members;
    for (const IdProof& one : proof->proofs) members.push_back(one.at.member);
    QCOMPARE(members, (std::vector<MemberIndex>{0, 1, 2, 3, 4}));
}

void TestWindow::fin9_doubleVotesAreFound() {
    WindowNet net(4);
    Window window = net.window();
    window.offer(factsOf(1, {1, 2}));
    net.vote(window, 1, {kA});
    net.vote(window, 2, {kA});
    net.vote(window, 1, {kB});
    net.vote(window, 3, {kB});
    QVERIFY(window.doubleVotes().empty());  // nobody knows yet what B spends
    window.offer(factsOf(2, {1, 2}));
    window.offer(factsOf(3, {3}));
    net.vote(window, 1, {kC});
    const auto found = window.doubleVotes();
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].member, MemberIndex{1});
    QCOMPARE(found[0].first, std::min(kA, kB));
    QCOMPARE(found[0].second, std::max(kA, kB));
}

QTEST_GUILESS_MAIN(TestWindow)
#include "test_window.moc"
