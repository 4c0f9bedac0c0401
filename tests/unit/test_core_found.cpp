// What seeds of the simulator found in the core, each as a test of its own: R-CON-8, R-CON-13, R-SIG-1,
// R-FIN-7, R-FIN-9, R-POOL-4, R-SYNC-3. (The late start-up answer that silenced a masternode is in test_core.)
#include "node/core/verification.h"
#include "node/mempool/conflicts.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr PeerNumber kStranger = 99;  // a peer played by the test

Transaction pay(const Cluster& cluster, std::uint32_t from, std::uint32_t to) {
    return simpleTransfer(cluster.network(), from, to, Amount::satoshi(5'000'000), fastScheme());
}

/// Whether this safety log holds an acknowledgement of `id`.
bool acknowledged(const MemorySafetyLog& log, const Hash& id) {
    const auto records = log.load();
    if (!records.ok()) return false;
    return std::any_of(records->begin(), records->end(), [&](const SafetyRecord& record) {
        if (record.kind != SafetyKind::Statement) return false;
        Reader in(record.bytes);
        const auto message = wire::decodeMessage(in.blob(kMaxFrameBytes));
        const auto* acks = message ? std::get_if<wire::TxAcksMessage>(&*message) : nullptr;
        return acks && std::find(acks->ids.begin(), acks->ids.end(), id) != acks->ids.end();
    });
}

}  // namespace

class TestCoreFound : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // Who hears every COMMIT and no proposal still comes to the block, at every height.
    void decidedWithoutTheBody() {
        Cluster cluster(4);
        std::size_t lost = 0;
        cluster.lose = [&](std::size_t, std::size_t to, const wire::Message& message) {
            const bool proposal = std::holds_alternative<wire::ProposalMessage>(message);
            lost += proposal && to == 3 ? 1 : 0;
            return proposal && to == 3;
        };
        cluster.run(50);
        cluster.submit(0, pay(cluster, 0, 1));
        for (std::uint64_t height = 1; height <= 5; ++height)
            QVERIFY2(cluster.runUntil([&] { return cluster.heightOf(3) >= height; }),
                     qPrintable(QStringLiteral("height %1").arg(height)));
        QVERIFY(lost >= 5);
        for (std::size_t node = 0; node < cluster.size(); ++node)
            QVERIFY(cluster.node(node).blames.empty());
    }

    // Whatever write fails: what a node calls final, q members have in their logs. Its own
    // acknowledgement counts when it is durable and not before.
    void finalOnlyByDurableAcknowledgements() {
        std::size_t failures = 0;
        std::size_t finals = 0;
        for (int failing = 1; failing <= 12; ++failing) {
            Cluster cluster(4, false);
            for (const std::size_t node : {0U, 1U, 2U, 4U})
                cluster.start(node);  // each one is needed
            cluster.run(50);
            int appends = 0;
            cluster.node(1).safety->setFaultPlan([&](StorageOperation operation) {
                return operation == StorageOperation::Append && ++appends == failing
                           ? StorageFault::FailIo
                           : StorageFault::Ok;
            });
            // It hears of the others' acknowledgements before it can give its own, the last of three.
            const auto votesComeMs = cluster.now().monotonicMs + 150;
            cluster.lose = [&](std::size_t, std::size_t to, const wire::Message& message) {
                return to == 1 && std::holds_alternative<wire::TxVotesMessage>(message) &&
                       cluster.now().monotonicMs < votesComeMs;
            };
            const auto payment = pay(cluster, 0, 1);
            cluster.submit(1, payment);
            cluster.run(800);
            QCOMPARE(cluster.heightOf(0), 0u);  // still in the first window
            failures += cluster.node(1).fatal ? 1U : 0U;
            cluster.node(1).safety->reopen();
            int durable = 0;
            for (const std::size_t node : {0U, 1U, 2U})
                durable += acknowledged(*cluster.node(node).safety, payment.id()) ? 1 : 0;
            for (const std::size_t node : {0U, 1U, 2U, 4U}) {
                finals += cluster.isFinal(node, payment.id()) ? 1U : 0U;
                QVERIFY2(!cluster.isFinal(node, payment.id()) || durable >= 3,
                         qPrintable(QStringLiteral("append %1, node %2, %3 acknowledgements")
                                        .arg(failing)
                                        .arg(node)
                                        .arg(durable)));
            }
        }
        QVERIFY(failures >= 2);
        QVERIFY(finals >= 4);
    }

    // R-POOL-4: whoever gives a node four rivals first cannot keep a certified payment from it.
    void whatIsCertifiedComesInBesideItsRivals() {
        Cluster cluster(4);
        cluster.lose = [&](std::size_t from, std::size_t, const wire::Message& message) {
            return from == 3 && std::holds_alternative<wire::TransactionMessage>(message);
        };
        cluster.run(50);
        for (std::uint32_t rival = 1; rival <= kMaxConflictSides; ++rival)
            cluster.submit(
                3, simpleTransfer(cluster.network(), 0, 1, Amount::time(rival), fastScheme()));
        const auto payment = pay(cluster, 0, 2);
        cluster.submit(0, payment);
        QVERIFY(cluster.runUntil([&] { return cluster.isFinal(3, payment.id()); }, 1'000));
        QCOMPARE(cluster.heightOf(3), 0u);  // in its window, not by its block
        // What this node said of it at first, it said for the moment only.
        QVERIFY(cluster.rejection(3, payment.id()) == TxError::Crowded);
        QVERIFY(cluster.runUntil([&] { return cluster.isCommitted(3, payment.id()); }));
    }

    // R-CON-13: a height that stays open is full of repetitions; who connects hears each message once.
    void whoConnectsHearsEachMessageOnce() {
        Cluster cluster(4);
        cluster.run(50);
        cluster.submit(0, pay(cluster, 0, 1));
        cluster.run(50);
        for (const std::size_t node : {2U, 3U}) cluster.stop(node);  // too few for a block
        cluster.run(5'000);
        QCOMPARE(cluster.heightOf(0), 0u);
        for (int again = 0; again < 20; ++again)
            for (const auto& message : cluster.node(1).sent) {
                cluster.node(0).core->onMessage(kStranger, message, cluster.now());
                cluster.settle(0);
            }
        std::size_t told = 0;
        std::set<Bytes> distinct;
        cluster.toStranger = [&](std::size_t, PeerNumber, const wire::Message& message) {
            ++told;
            distinct.insert(wire::encodeMessage(message));
        };
        cluster.node(0).core->onPeerReady(kStranger, 0, cluster.now());
        cluster.settle(0);
        QVERIFY(distinct.size() >= 4);  // tip, payment, and what both have said
        QVERIFY2(told <= 2 * distinct.size(), qPrintable(QString::number(told)));  // own ones twice
    }

    // R-SYNC-3: a spoiled block is refused when its height is decided already, and an honest peer has
    // given the block after it.
    void aLateRefusalBlamesNobodyElse() {
        constexpr PeerNumber kLiar = 98;
        Cluster cluster(4);
        for (std::size_t member = 0; member < 4; ++member) cluster.connect(member, 4, false);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 2; }));
        auto& core = *cluster.node(4).core;
        const auto give = [&](PeerNumber giver, const CertifiedBlock& block) {
            core.onPeerReady(giver, block.block.header.height, cluster.now());
            cluster.run(3'000);  // until it asks for it
            core.onMessage(giver, wire::BlockMessage{std::make_shared<CertifiedBlock>(block)},
                           cluster.now());
            cluster.settle(4);
        };
        std::size_t held = 0;
        cluster.hold = [&](std::size_t node, const VerifyResult& result) {
            const bool block = std::holds_alternative<VerifiedBlock>(result.item) ||
                               std::holds_alternative<RefusedBlock>(result.item);
            held += node == 4 && block ? 1U : 0U;
            return node == 4 && block;
        };
        auto spoiled = cluster.blockAt(0, 1);
        ++spoiled.block.header.timestampMs;
        give(kLiar, spoiled);
        for (std::size_t member = 0; member < 4; ++member)
            for (const auto& message : cluster.node(member).sent) {
                const auto at = headerOf(message);
                if (at && at->height == 1) core.onMessage(kStranger, message, cluster.now());
                cluster.settle(4);
            }
        QCOMPARE(cluster.heightOf(4), 1u);
        give(kStranger, cluster.blockAt(0, 2));
        QCOMPARE(held, std::size_t{2});
        cluster.release();
        QCOMPARE(cluster.heightOf(4), 2u);
        for (const BlamePeer& blame : cluster.node(4).blames) QVERIFY(blame.peer != kStranger);
    }

    // A certificate whose window was decided while it was on its way is late, not bad.
    void aLateCertificateIsNobodysFault() {
        Cluster cluster(4);
        cluster.run(50);
        const auto payment = pay(cluster, 0, 1);
        cluster.submit(0, payment);
        cluster.run(100);
        QVERIFY(cluster.isFinal(0, payment.id()));
        QCOMPARE(cluster.heightOf(0), 0u);
        std::optional<wire::TransferCertificateMessage> certificate;
        cluster.toStranger = [&](std::size_t, PeerNumber, const wire::Message& message) {
            if (const auto* given = std::get_if<wire::TransferCertificateMessage>(&message))
                certificate = *given;
        };
        cluster.node(0).core->onPeerReady(kStranger, 0, cluster.now());
        cluster.node(0).core->onMessage(kStranger, wire::GetCertificates{1, {payment.id()}},
                                        cluster.now());
        cluster.settle(0);
        QVERIFY(certificate);

        cluster.node(4).core->onPeerReady(kStranger, 0, cluster.now());
        cluster.node(4).core->onMessage(kStranger, *certificate, cluster.now());
        cluster.settle(4);
        QVERIFY(cluster.node(4).blames.empty());  // in time
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 1; }));
        cluster.node(4).core->onMessage(kStranger, *certificate, cluster.now());
        cluster.settle(4);
        cluster.run(100);
        QVERIFY(cluster.node(4).blames.empty());  // late

        // One that does not hold is still blamed, in its window.
        for (auto& proof : certificate->certificate.proofs) proof.at.height = 2;
        cluster.node(4).core->onMessage(kStranger, *certificate, cluster.now());
        cluster.settle(4);
        cluster.run(100);
        QCOMPARE(cluster.node(4).blames.size(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestCoreFound)
#include "test_core_found.moc"
