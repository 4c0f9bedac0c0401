// The core, node beside node without faults of the network: what one turn promises.
#include "node/core/verification.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

Transaction pay(const Cluster& cluster, std::uint32_t from, std::uint32_t to,
                std::uint32_t satoshi) {
    return simpleTransfer(cluster.network(), from, to, Amount::satoshi(satoshi), fastScheme());
}

/// Statements that masternode `index` itself signed and sent, over all its lives.
std::vector<wire::Message> signedBy(Cluster& cluster, std::size_t index) {
    std::vector<wire::Message> out;
    for (const auto& message : cluster.node(index).sent)
        if (const auto at = headerOf(message); at && at->member == index) out.push_back(message);
    return out;
}

template <class M>
bool anyOf(const std::vector<wire::Message>& messages, std::size_t from) {
    return std::any_of(messages.begin() + static_cast<std::ptrdiff_t>(from), messages.end(),
                       [](const auto& m) { return std::holds_alternative<M>(m); });
}

}  // namespace

class TestCore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-FIN-4: a payment becomes final on every node, masternode or not, before its block.
    void aPaymentBecomesFinalBeforeItsBlock() {
        Cluster cluster(4);
        cluster.run(50);
        const auto tx = pay(cluster, 0, 1, 5'000'000);
        const auto begun = cluster.now().monotonicMs;
        cluster.submit(4, tx);
        QVERIFY(cluster.runUntil([&] {
            for (std::size_t i = 0; i < cluster.size(); ++i)
                if (!cluster.isFinal(i, tx.id())) return false;
            return true;
        }));
        QVERIFY(cluster.now().monotonicMs - begun < 300);
        QCOMPARE(cluster.heightOf(4), 0u);
        QVERIFY(cluster.runUntil([&] { return cluster.isCommitted(4, tx.id()); }));
        for (std::size_t i = 0; i < cluster.size(); ++i) QVERIFY(!cluster.node(i).fatal);
    }

    // R-CON-1: heights follow one another, all nodes agree on every block.
    void blocksFollowOneAnother() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 12; }));
        cluster.run(500);
        for (std::uint64_t height = 1; height <= 12; ++height) {
            const auto first = cluster.blockAt(0, height);
            for (std::size_t i = 1; i < cluster.size(); ++i)
                QCOMPARE(cluster.blockAt(i, height).block.hash(), first.block.hash());
            QCOMPARE(first.certificate.view, 0u);
        }
    }

    // R-CON-9: a block carries every COMMIT of its parent that its proposer holds, also late ones.
    void aBlockCarriesLateCommits() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 4; }));
        for (std::uint64_t height = 2; height <= 4; ++height) {
            const auto block = cluster.blockAt(4, height);
            QCOMPARE(block.block.lastCommit.height, height - 1);
            QCOMPARE(block.block.lastCommit.entries.size(), 4u);
        }
    }

    // R-FIN-1: one coin spent twice through two nodes at the same moment: one side is committed, the
    // other is refused and its sender is told why.
    void aDoubleSpendHasOneWinner() {
        Cluster cluster(4);
        cluster.run(50);
        const auto a = pay(cluster, 0, 1, 5'000'000);
        const auto b = pay(cluster, 0, 2, 6'000'000);
        cluster.submit(0, a);
        cluster.submit(3, b);
        QVERIFY(cluster.runUntil(
            [&] { return cluster.isCommitted(4, a.id()) || cluster.isCommitted(4, b.id()); }));
        cluster.run(3'000);
        const bool wonA = cluster.isCommitted(4, a.id());
        QVERIFY(wonA != cluster.isCommitted(4, b.id()));
        const auto& loser = wonA ? b : a;
        for (std::size_t i = 0; i < cluster.size(); ++i) {
            QVERIFY(!cluster.isFinal(i, loser.id()));
            QVERIFY(!cluster.node(i).fatal);
        }
        QVERIFY(cluster.rejection(wonA ? 3 : 0, loser.id()) == TxError::Conflict);
    }

    // A chain of payments, each spending the one before, is final in one window (R-FIN-2).
    void childrenOfUncommittedParentsBecomeFinal() {
        Cluster cluster(4);
        cluster.run(50);
        const auto parent = pay(cluster, 0, 1, 5'000'000);
        const OutPoint spent{parent.id(), 0};
        const auto child = simpleTransfer(cluster.network(), 1, 2, Amount::satoshi(1'000'000),
                                          spent, Coin{parent.outputs[0], 0}, fastScheme());
        cluster.submit(2, child);  // before its parent: it waits
        cluster.submit(0, parent);
        QVERIFY(cluster.runUntil([&] { return cluster.isFinal(4, child.id()); }, 1'500));
        QVERIFY(cluster.isFinal(4, parent.id()));
    }

    // R-QUO-1: below quorum nothing is final and nothing is decided; the silent ones are named, and
    // when they are back the waiting payment becomes final by itself.
    void belowQuorumPaymentsWait() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 2; }));
        cluster.stop(1);
        cluster.stop(2);
        const auto height = cluster.heightOf(4);
        const auto tx = pay(cluster, 0, 1, 5'000'000);
        cluster.submit(4, tx);
        cluster.run(8'000);
        for (const std::size_t i : {0u, 3u, 4u}) QVERIFY(!cluster.isFinal(i, tx.id()));
        QCOMPARE(cluster.heightOf(4), height);
        const auto status = cluster.node(4).core->status(cluster.now(), 10);
        QVERIFY(status.stalled);
        QVERIFY(!status.members[0].silent && status.members[1].silent && status.members[2].silent &&
                !status.members[3].silent);
        QVERIFY(status.members[1].lastHeardWallMs > 0);
        cluster.start(1);
        cluster.start(2);
        QVERIFY(cluster.runUntil([&] { return cluster.isCommitted(4, tx.id()); }, 60'000));
    }

    // R-CON-12: a dead primary costs one view timeout, then is passed over for the epoch.
    void aDeadPrimaryIsDemoted() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 1; }));
        cluster.stop(2);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 18; }, 200'000));
        std::vector<std::uint64_t> slow;
        for (std::uint64_t height = 2; height <= 18; ++height) {
            const auto block = cluster.blockAt(4, height);
            if (block.certificate.view > 0) slow.push_back(height);
        }
        // At most once in each epoch (10 slots): 18 heights touch three.
        QVERIFY2(!slow.empty() && slow.size() <= 3, qPrintable(QString::number(slow.size())));
    }

    // A restarted masternode catches up and votes again; a full node that was away does so too.
    void aRestartedNodeCatchesUp() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 2; }));
        cluster.stop(1);
        cluster.stop(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 8; }, 60'000));
        cluster.start(1);
        cluster.start(4);
        QVERIFY(cluster.runUntil(
            [&] {
                return cluster.heightOf(1) == cluster.heightOf(0) &&
                       cluster.heightOf(4) == cluster.heightOf(0);
            },
            5'000));
        const auto before = signedBy(cluster, 1).size();
        const auto tx = pay(cluster, 1, 2, 5'000'000);
        cluster.submit(4, tx);
        QVERIFY(cluster.runUntil([&] { return cluster.isFinal(1, tx.id()); }));
        cluster.run(300);
        QVERIFY(anyOf<wire::TxVotesMessage>(signedBy(cluster, 1), before));
    }

    // R-SIG-5: alone, a masternode stays silent; with members enough for a quorum it signs.
    void aloneAMasternodeStaysSilent() {
        Cluster cluster(4, false);
        cluster.start(0);
        cluster.run(10'000);
        QVERIFY(signedBy(cluster, 0).empty());
        cluster.start(1);
        cluster.run(5'000);
        QVERIFY(signedBy(cluster, 0).empty() && signedBy(cluster, 1).empty());
        cluster.start(2);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 1; }));
    }

    // R-SIG-5: a masternode whose safety log was put back to an older state signs nothing.
    void anOlderSafetyLogIsNeverUsed() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 2; }));
        cluster.stop(1);
        cluster.node(1).safety = std::make_unique<MemorySafetyLog>();  // as after a lost disk
        const auto before = signedBy(cluster, 1).size();
        cluster.start(1);
        cluster.run(10'000);
        QCOMPARE(signedBy(cluster, 1).size(), before);
        bool alerted = false;
        for (const auto& event : cluster.node(1).events)
            if (const auto* alert = std::get_if<AlertRaised>(&event))
                alerted |= alert->code == AlertCode::OlderSignerState;
        QVERIFY(alerted);
        QVERIFY(cluster.heightOf(1) >= 3);  // it still follows the chain
    }

    // R-SIG-5: a word without the statement it speaks of silences nobody, one lying member least.
    void aLyingAnswerSilencesNobody() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 2; }));
        const TestNetwork& net = cluster.network();
        std::optional<wire::AskNewest> asked;
        cluster.lose = [&](std::size_t from, std::size_t to, const wire::Message& message) {
            if (from == 1 && to == 3)
                if (const auto* ask = std::get_if<wire::AskNewest>(&message)) asked = *ask;
            return from == 3 && to == 1 && std::holds_alternative<wire::NewestAnswer>(message);
        };
        const auto last = cluster.node(1).safety->lastSequence();
        QVERIFY(last.ok());
        cluster.stop(1);
        cluster.start(1);
        QVERIFY(cluster.runUntil([&] { return asked.has_value(); }, 5'000));

        const auto claim = [&](std::uint64_t number, const Commit& shown) {
            wire::NewestAnswer answer{asked->operatorKey,
                                      asked->nonce,
                                      number,
                                      signingBytes(shown, net.hash()),
                                      shown.signature,
                                      net.operators[3].publicKey(),
                                      {}};
            answer.signature =
                fastScheme().sign(net.operators[3], signingBytes(answer, net.hash()));
            return answer;
        };
        const auto commit = [&](std::uint64_t number, const SigningKey& by) {
            Commit made{{0, 2, 0, 1, number}, testHash(9), {}};
            made.signature = fastScheme().sign(by, signingBytes(made, net.hash()));
            return made;
        };
        const auto isSilenced = [&] {
            return std::any_of(
                cluster.node(1).events.begin(), cluster.node(1).events.end(), [](const auto& e) {
                    const auto* alert = std::get_if<AlertRaised>(&e);
                    return alert != nullptr && alert->code == AlertCode::OlderSignerState;
                });
        };
        const auto tell = [&](const wire::NewestAnswer& answer) {
            cluster.node(1).core->onMessage(3 + 1, answer, cluster.now());
            cluster.settle(1);
        };
        const SigningKey& own = net.operators[1];
        wire::NewestAnswer bare = claim(*last + 1'000, commit(*last + 1'000, own));
        bare.statement.clear();
        std::size_t blames = cluster.node(1).blames.size();
        for (const wire::NewestAnswer& lie :
             {bare, claim(*last + 1'000, commit(*last + 1'000, net.operators[3])),
              claim(*last + 1'000, commit(1, own)), claim(0, commit(1, own))}) {
            tell(lie);
            QCOMPARE(cluster.node(1).blames.size(), ++blames);
        }
        const auto before = signedBy(cluster, 1).size();
        QVERIFY(cluster.runUntil([&] { return signedBy(cluster, 1).size() > before; }, 10'000));
        QVERIFY(!isSilenced());
        tell(claim(*last + 1'000, commit(*last + 1'000, own)));  // and this one is no lie
        cluster.run(1'000);
        QVERIFY(isSilenced());
    }

    // R-CORE-2: when the safety log cannot be written, nothing of that turn leaves.
    void whatIsNotDurableDoesNotLeave() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 1; }));
        cluster.node(1).safety->setFaultPlan([](StorageOperation operation) {
            return operation == StorageOperation::Append ? StorageFault::FailIo : StorageFault::Ok;
        });
        const auto before = signedBy(cluster, 1).size();
        cluster.submit(1, pay(cluster, 0, 1, 5'000'000));
        cluster.run(3'000);
        QVERIFY(cluster.node(1).fatal);
        QVERIFY(cluster.node(1).fatal->code == FatalCode::Storage);
        QCOMPARE(signedBy(cluster, 1).size(), before);
    }
};

QTEST_GUILESS_MAIN(TestCore)
#include "test_core.moc"
