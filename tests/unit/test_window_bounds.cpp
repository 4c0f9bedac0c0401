// The rules of a payment window, one by one: bounds, proofs and evidence
// (R-FIN-8, R-FIN-9, R-POOL-3 of node/PROTOCOL.md).
#include "tests/support/window_net.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

const Hash kA = testHash(1);
const Hash kB = testHash(2);
const Hash kC = testHash(3);

using Ids = std::vector<Hash>;

}  // namespace

class TestWindowBounds : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-FIN-8
    void fin8_aMemberNamesABoundedNumber();
    void fin8_unknownIdsMostNamedFirst();
    void fin8_pinned();
    void pool3_pinsAreToldAtOnce();
    void pool3_whatIsWithdrawnIsUnknownAgain();
    void pool3_descendantsAreWithdrawnToo();
    void pool3_whatIsPinnedIsNotWithdrawn();
    void pool3_aWithdrawnSpenderBindsNobody();
    void pool3_whatIsWithdrawnIsNoCandidate();
    // R-FIN-9
    void fin9_proofPassesTheCheck();
    void fin9_tamperedProofFails();
    void fin9_proofOfProofs();
    void fin9_doubleVotesAreFound();
};

// ---- R-FIN-8: bounds ------------------------------------------------------------------------

void TestWindowBounds::fin8_aMemberNamesABoundedNumber() {
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

void TestWindowBounds::fin8_unknownIdsMostNamedFirst() {
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

void TestWindowBounds::fin8_pinned() {
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

// ---- R-POOL-3: what the pool drops -----------------------------------------------------------

void TestWindowBounds::pool3_pinsAreToldAtOnce() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(2, {1}));
    QVERIFY(window.takePinned().empty());
    const Ids voted = window.takeVotes();
    QCOMPARE(voted.size(), std::size_t{1});
    QCOMPARE(window.takePinned(), voted);
    const Hash other = voted == Ids{kA} ? kB : kA;
    net.voteAll(window, {1, 2}, {other});
    QVERIFY(window.takePinned().empty());
    net.vote(window, 3, {other});
    QCOMPARE(window.takePinned(), Ids{other});
    QCOMPARE(window.takeAcks(), Ids{other});
    net.ackAll(window, {1, 2, 3}, {other});
    QVERIFY(window.takePinned().empty());  // each once
    QCOMPARE(window.pinned().size(), std::size_t{2});

    Window restored = net.window();
    restored.restoreVote(net.sign<TxVote>(0, {kA}), {kA}, {});
    restored.restoreAck(net.sign<TxAck>(0, {kB}), {kB});
    QCOMPARE(restored.takePinned(), (Ids{kA, kB}));
}

void TestWindowBounds::pool3_whatIsWithdrawnIsUnknownAgain() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    for (int round = 0; round < 3; ++round) {
        window.offer(factsOf(1, {1}));
        QVERIFY(window.knows(kA) && window.wantsToSign());
        QVERIFY(window.withdraw(kA));
        QVERIFY(!window.knows(kA) && !window.wantsToSign());
        QVERIFY(window.unknownIds(9).empty());  // nobody named it: it is forgotten
    }
    QVERIFY(window.withdraw(kB));  // was never here
    net.voteAll(window, {1, 2}, {kA});
    window.offer(factsOf(1, {1}));
    QVERIFY(window.unknownIds(9).empty());
    QVERIFY(window.withdraw(kA));
    QCOMPARE(window.unknownIds(9), Ids{kA});  // it is asked for again
    net.vote(window, 3, {kA});
    QVERIFY(window.takeAcks().empty());  // no body, no certificate
    QVERIFY(!window.certified(kA));
    window.offer(factsOf(1, {1}));
    QVERIFY(window.certified(kA));
    QCOMPARE(window.takeAcks(), Ids{kA});
    QCOMPARE(window.takeEvents().size(), std::size_t{1});
}

void TestWindowBounds::pool3_descendantsAreWithdrawnToo() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    TransferFacts last = factsOf(3, {}, {1, 2});
    last.inputs[0].index = 7;  // another output of A than B spends
    const auto offerAll = [&] {
        window.offer(factsOf(1, {1}));
        window.offer(factsOf(2, {}, {1}));
        window.offer(last);
        window.offer(factsOf(4, {4}));
    };
    offerAll();
    QVERIFY(window.withdraw(kA));
    QVERIFY(!window.knows(kA) && !window.knows(kB) && !window.knows(kC));
    QCOMPARE(window.takeVotes(), Ids{testHash(4)});
    offerAll();
    QCOMPARE(window.takeVotes(), Ids{kA});
    net.voteAll(window, {0, 1, 2}, {kA});
    QCOMPARE(window.takeVotes(), Ids{kB});
    net.voteAll(window, {0, 1, 2}, {kB});
    QVERIFY(window.withdraw(kC));
    QVERIFY(window.takeVotes().empty());
    window.offer(last);
    QCOMPARE(window.takeVotes(), Ids{kC});
}

void TestWindowBounds::pool3_whatIsPinnedIsNotWithdrawn() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    window.offer(factsOf(2, {}, {1}));
    net.ackAll(window, {1, 2}, {kB});
    QVERIFY(!window.withdraw(kB));
    QVERIFY(!window.withdraw(kA));  // the pool holds what a pinned one stands on
    QVERIFY(window.knows(kA) && window.knows(kB));
    window.offer(factsOf(3, {3}));
    const Ids voted = window.takeVotes();
    QCOMPARE(voted.size(), std::size_t{2});
    QVERIFY(!window.withdraw(kC));
}

/// The rest of the ballot goes on: what stood behind a withdrawn transfer may be voted for.
void TestWindowBounds::pool3_aWithdrawnSpenderBindsNobody() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}, {}, 9'000));
    window.offer(factsOf(2, {1, 2}, {}, 5'000));
    net.vote(window, 3, {kA, kB});
    QCOMPARE(window.doubleVotes().size(), std::size_t{1});
    QVERIFY(window.withdraw(kA));
    QVERIFY(window.doubleVotes().empty());
    QCOMPARE(window.takeVotes(), Ids{kB});
    // An own vote binds whether its rival comes back or not.
    window.offer(factsOf(1, {1}, {}, 9'000));
    QVERIFY(window.takeVotes().empty());
    QCOMPARE(window.doubleVotes().size(), std::size_t{1});

    // What somebody's budget counts goes with it: here for a node without a vote of its own.
    Window watching = net.window();
    watching.offer(factsOf(1, {1}, {}, 1'000, 1'950'000));
    net.vote(watching, 1, {kA});
    QVERIFY(watching.budgetFull());
    QVERIFY(watching.withdraw(kA));
    QVERIFY(!watching.budgetFull());
    watching.offer(factsOf(1, {1}, {}, 1'000, 1'950'000));
    QVERIFY(watching.budgetFull());
}

/// Neither one that was next, nor one that waited for room.
void TestWindowBounds::pool3_whatIsWithdrawnIsNoCandidate() {
    WindowNet net(4);
    Window window = net.window(MemberIndex{0});
    window.offer(factsOf(1, {1}));
    QCOMPARE(window.takeVotes(), Ids{kA});
    window.offer(factsOf(3, {3}, {}, 9'000));
    window.offer(factsOf(2, {1}));  // spends what A spends: never to be voted for, and behind C
    QVERIFY(window.wantsToSign());
    QVERIFY(window.withdraw(kC));
    QVERIFY(!window.wantsToSign());
    QVERIFY(window.takeVotes().empty());

    Window restored = net.window(MemberIndex{0});
    restored.restoreVote(net.sign<TxVote>(0, {kA}), {kA}, {testOutPoint(100'001)});
    restored.offer(factsOf(2, {2}, {}, 1'000, 1'950'000));
    restored.offer(factsOf(3, {3}, {}, 1'000, 1'940'000));
    QVERIFY(restored.takeVotes().empty());  // A counts as large as it can be
    QVERIFY(restored.withdraw(kC));
    restored.offer(factsOf(1, {1}));
    QCOMPARE(restored.takeVotes(), Ids{kB});
}

// ---- R-FIN-9: proofs and evidence -----------------------------------------------------------

void TestWindowBounds::fin9_proofPassesTheCheck() {
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

void TestWindowBounds::fin9_tamperedProofFails() {
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

void TestWindowBounds::fin9_proofOfProofs() {
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

void TestWindowBounds::fin9_doubleVotesAreFound() {
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

QTEST_GUILESS_MAIN(TestWindowBounds)
#include "test_window_bounds.moc"
