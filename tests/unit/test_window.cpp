// The rules of a payment window, one by one: what is counted and what it means
// (R-FIN-1, R-FIN-2, R-FIN-3, R-FIN-7 of node/PROTOCOL.md).
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
    // R-FIN-7
    void fin7_finalAtQuorum_data();
    void fin7_finalAtQuorum();
    void fin7_ancestorsAreFinalToo();
    void fin7_waitsForTheBodies();
    void fin7_deepChains();
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
    net.voteAll(window, {1, 2}, {kA});         // below quorum
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

QTEST_GUILESS_MAIN(TestWindow)
#include "test_window.moc"
