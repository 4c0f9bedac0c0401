// The core when others are faulty, when messages are lost, and when the own key speaks elsewhere:
// R-SAFE-*, R-SIG-6, R-CON-13, R-CON-14, R-CON-16, R-CORE-3, R-CORE-4.
#include "node/core/fault_proof.h"
#include "node/core/verification.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr PeerNumber kStranger = 99;  // a peer played by the test

Transaction pay(const Cluster& cluster, std::uint32_t from, std::uint32_t to,
                std::uint32_t satoshi) {
    return simpleTransfer(cluster.network(), from, to, Amount::satoshi(satoshi), fastScheme());
}

/// Block 1 on genesis with `transfers` and the COMMITs of masternodes 0 to 2, who are faulty.
CertifiedBlock forgedBlock(Cluster& cluster, std::uint64_t wallMs,
                           const std::function<void(Block&)>& spoil = {}) {
    const auto& network = cluster.network();
    const auto tip = genesisTip(network.network);
    const HeightContext none;
    ProposalInput input;
    input.proposer = network.operators[0].publicKey();
    input.wallMs = wallMs;
    auto block =
        buildBlock(input, {network.network, tip, *cluster.node(4).chain, fastScheme(), none});
    if (!block) std::abort();
    if (spoil) spoil(block.value());
    const auto hash = block->hash();
    return {std::move(block).value(),
            commitCertificate(network, tip.next, 0, hash, 3, fastScheme())};
}

/// Node 4 alone with a stranger that claims more blocks.
void claim(Cluster& cluster, std::uint64_t height) {
    cluster.node(4).core->onPeerReady(kStranger, height, cluster.now());
    cluster.run(500);
}

void give(Cluster& cluster, CertifiedBlock block) {
    cluster.node(4).core->onMessage(
        kStranger, wire::BlockMessage{std::make_shared<const CertifiedBlock>(std::move(block))},
        cluster.now());
    cluster.settle(4);
}

template <class S>
S statementOf(Cluster& cluster, MemberIndex member, std::uint64_t sequence, S draft = {}) {
    draft.at = {0, 1, 0, member, sequence};
    return signedStatement(draft, cluster.network(), fastScheme());
}

}  // namespace

class TestCoreFaults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-SAFE-1: two commit certificates for one height stop the node.
    void twoCertificatesForOneHeightStopTheNode() {
        Cluster cluster(4, false);
        cluster.start(4);
        claim(cluster, 2);
        const auto wall = cluster.now().wallMs;
        give(cluster, forgedBlock(cluster, wall));
        QCOMPARE(cluster.heightOf(4), 1u);
        QVERIFY(!cluster.node(4).fatal);
        give(cluster, forgedBlock(cluster, wall));  // the same again proves nothing
        QVERIFY(!cluster.node(4).fatal);
        give(cluster, forgedBlock(cluster, wall + 1));
        QVERIFY(cluster.node(4).fatal);
        QVERIFY(cluster.node(4).fatal->code == FatalCode::TwoCertificatesOneHeight);
        // Both are kept, each with the signatures of its quorum.
        const auto proof = FaultProof::decode(cluster.node(4).fatal->proof);
        QVERIFY(proof);
        QVERIFY(proof->code == FatalCode::TwoCertificatesOneHeight);
        QCOMPARE(proof->height, 1u);
        QCOMPARE(proof->messages.size(), std::size_t{2});
        std::set<Hash> blocks;
        for (const auto& message : proof->messages) {
            const auto& shown = std::get<wire::BlockMessage>(message).block;
            QCOMPARE(shown->certificate.block, shown->block.hash());
            QCOMPARE(shown->certificate.entries.size(), std::size_t{3});
            blocks.insert(shown->block.hash());
        }
        QCOMPARE(blocks.size(), std::size_t{2});
        QVERIFY(blocks.contains(cluster.blockAt(4, 1).block.hash()));
        // R-CORE-4: afterwards it does nothing.
        const auto sent = cluster.node(4).sent.size();
        cluster.submit(4, pay(cluster, 0, 1, 5'000'000));
        cluster.run(5'000);
        QCOMPARE(cluster.node(4).sent.size(), sent);
    }

    // R-SAFE-2: q acknowledgements for a transfer that its block does not hold.
    void aFinalTransferMissingFromItsBlockStopsTheNode() {
        Cluster cluster(4, false);
        cluster.start(4);
        const auto tx = pay(cluster, 0, 1, 5'000'000);
        cluster.submit(4, tx);
        for (MemberIndex member = 0; member < 3; ++member) {
            TxAck draft;
            draft.ids = IdListRef::of({tx.id()});
            const auto ack = statementOf(cluster, member, 7, draft);
            cluster.node(4).core->onMessage(kStranger, wire::TxAcksMessage{ack, {tx.id()}},
                                            cluster.now());
        }
        cluster.settle(4);
        QVERIFY(cluster.isFinal(4, tx.id()));
        claim(cluster, 1);
        give(cluster, forgedBlock(cluster, cluster.now().wallMs));
        QVERIFY(cluster.node(4).fatal);
        QVERIFY(cluster.node(4).fatal->code == FatalCode::FinalTransferMissing);
        const auto proof = FaultProof::decode(cluster.node(4).fatal->proof);
        QVERIFY(proof && proof->messages.size() == 2);
        const auto& missing =
            std::get<wire::TransferCertificateMessage>(proof->messages[1]).certificate;
        QCOMPARE(missing.id, tx.id());
        QCOMPARE(missing.proofs.size(), std::size_t{3});
        QCOMPARE(cluster.node(4).core->tip().header.height, 0u);
    }

    // R-SAFE-3: a certified block that is not valid is not applied, and stops the node.
    void aCertifiedInvalidBlockStopsTheNode() {
        Cluster cluster(4, false);
        cluster.start(4);
        claim(cluster, 1);
        give(cluster, forgedBlock(cluster, cluster.now().wallMs,
                                  [](Block& block) { block.header.utxoRoot = testHash(1); }));
        QVERIFY(cluster.node(4).fatal);
        QVERIFY(cluster.node(4).fatal->code == FatalCode::DecidedBlockInvalid);
        const Bytes bytes = cluster.node(4).fatal->proof;
        QVERIFY(FaultProof::decode(bytes) && FaultProof::decode(bytes)->messages.size() == 1);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!FaultProof::decode(ByteView(bytes).first(size)));
        QCOMPARE(cluster.node(4).core->tip().header.height, 0u);
    }

    // R-STO-6: what a person can repair is told from a disk that fails, whoever met it.
    void damageOfTheChainIsToldFromABadDisk() {
        for (const auto& [fault, code] :
             {std::pair(StorageFault::FailCorrupt, FatalCode::DatabaseDamaged),
              std::pair(StorageFault::FailIo, FatalCode::Storage),
              std::pair(StorageFault::FailFull, FatalCode::Storage)}) {
            for (const auto where : {StorageOperation::Commit, StorageOperation::ReadCoin}) {
                Cluster cluster(4, false);
                cluster.start(4);
                cluster.node(4).chain->setFaultPlan(
                    [fault = fault, where](StorageOperation operation) {
                        return operation == where ? fault : StorageFault::Ok;
                    });
                if (where == StorageOperation::Commit) {
                    claim(cluster, 1);
                    give(cluster, forgedBlock(cluster, cluster.now().wallMs));
                } else {
                    cluster.submit(4, pay(cluster, 0, 1, 5'000'000));
                    cluster.settle(4);
                }
                QVERIFY(cluster.node(4).fatal);
                QCOMPARE(cluster.node(4).fatal->code, code);
            }
        }
    }

    // R-SAFE-4: whichever read fails while blocks are fetched, it is the disk's fault and nobody else's.
    void aReadThatFailsJudgesNobody() {
        Cluster others(4, false);
        for (std::size_t node = 0; node < 4; ++node) others.start(node);
        others.run(50);
        for (std::uint32_t user = 0; user < 3; ++user)
            others.submit(user, pay(others, user, user + 1, 5'000'000));
        QVERIFY(others.runUntil([&] { return others.heightOf(0) >= 2; }));
        int failures = 0;
        int reads = 0;
        for (int failing = 1; failing <= reads + 1; ++failing) {
            Cluster cluster(4, false);
            cluster.sleep(others.now().monotonicMs - cluster.now().monotonicMs);
            cluster.start(4);
            reads = 0;
            cluster.node(4).chain->setFaultPlan([&](StorageOperation operation) {
                if (operation != StorageOperation::ReadCoin) return StorageFault::Ok;
                return ++reads == failing ? StorageFault::FailIo : StorageFault::Ok;
            });
            claim(cluster, 2);
            for (const std::uint64_t height : {1U, 2U}) {
                if (!cluster.node(4).fatal) give(cluster, others.blockAt(0, height));
                if (!cluster.node(4).fatal) cluster.run(100);
            }
            QVERIFY(cluster.node(4).blames.empty());
            if (reads < failing) {  // none failed: both blocks are here
                QCOMPARE(cluster.heightOf(4), 2u);
                continue;
            }
            ++failures;
            QVERIFY(cluster.node(4).fatal);
            QCOMPARE(cluster.node(4).fatal->code, FatalCode::Storage);
            QVERIFY(cluster.node(4).fatal->proof.empty());
        }
        QVERIFY2(failures >= 3, qPrintable(QString::number(failures)));

        for (const auto fault : {StorageFault::Ok, StorageFault::FailIo}) {
            Cluster cluster(4, false);
            cluster.start(4);
            cluster.node(4).chain->setFaultPlan([fault](StorageOperation) { return fault; });
            auto& core = *cluster.node(4).core;
            core.onPeerReady(kStranger, 0, cluster.now());
            core.onMessage(kStranger, wire::Headers{}, cluster.now());  // nobody asked for them
            core.submit(pay(cluster, 0, 1, 5'000'000), cluster.now());
            const auto turn = core.finishTurn(cluster.now());
            QCOMPARE(turn.fatal.has_value(), fault != StorageFault::Ok);
            QCOMPARE(turn.blames.empty(), fault != StorageFault::Ok);
        }
    }

    // R-CON-5: a primary that gives its block away, so that another seems to take part (R-MN-14), gets
    // no PREPARE for it.
    void aFreshBlockNamesItsPrimary() {
        for (const bool lies : {false, true}) {
            Cluster cluster(4, false);
            std::optional<wire::ProposalMessage> proposal;
            cluster.lose = [&](std::size_t, std::size_t, const wire::Message& message) {
                const auto* said = std::get_if<wire::ProposalMessage>(&message);
                if (said && !proposal) proposal = *said;
                return said != nullptr;
            };
            for (std::size_t i = 0; i < cluster.size(); ++i) cluster.start(i);
            QVERIFY(cluster.runUntil([&] { return proposal.has_value(); }));
            const MemberIndex primary = proposal->prePrepare.at.member;
            const auto& network = cluster.network();
            const auto tip = genesisTip(network.network);
            const HeightContext none;
            ProposalInput input;
            input.proposer =
                network.operators[static_cast<std::size_t>(primary + (lies ? 1 : 0)) % 4]
                    .publicKey();
            input.wallMs = cluster.now().wallMs;
            const auto block = buildBlock(
                input, {network.network, tip, *cluster.node(4).chain, fastScheme(), none});
            QVERIFY(block.ok());
            proposal->block = wire::CompactBlock::of(block.value());
            proposal->prePrepare.block = block->hash();
            proposal->prePrepare =
                signedStatement(proposal->prePrepare, cluster.network(), fastScheme());
            const std::size_t checker = static_cast<std::size_t>(primary + 2) % 4;
            cluster.node(checker).core->onMessage(kStranger, *proposal, cluster.now());
            cluster.settle(checker);
            const auto& sent = cluster.node(checker).sent;
            const bool prepared =
                std::any_of(sent.begin(), sent.end(), [&](const wire::Message& message) {
                    const auto* prepare = std::get_if<wire::PrepareMessage>(&message);
                    return prepare && prepare->prepare.block == block->hash();
                });
            QCOMPARE(prepared, !lies);
        }
    }

    // Below quorum a certificate is nothing: the block is refused and its sender blamed.
    void aBlockBelowQuorumIsRefused() {
        Cluster cluster(4, false);
        cluster.start(4);
        claim(cluster, 1);
        auto block = forgedBlock(cluster, cluster.now().wallMs);
        block.certificate.entries.pop_back();
        give(cluster, std::move(block));
        QVERIFY(!cluster.node(4).fatal);
        QCOMPARE(cluster.heightOf(4), 0u);
    }

    // R-SIG-6: a statement of the own key that this node did not make ends its signing.
    void theOwnKeySpeakingElsewhereSilencesIt() {
        Cluster cluster(4);
        cluster.run(50);
        QVERIFY(cluster.node(1).core->status(cluster.now(), 0).signingAllowed);
        cluster.node(1).core->onMessage(1, wire::ReadyMessage{statementOf<Ready>(cluster, 1, 900)},
                                        cluster.now());
        cluster.settle(1);
        bool alerted = false;
        for (const auto& event : cluster.node(1).events)
            if (const auto* alert = std::get_if<AlertRaised>(&event))
                alerted |= alert->code == AlertCode::ForeignSignature;
        QVERIFY(alerted);
        QVERIFY(!cluster.node(1).core->status(cluster.now(), 0).signingAllowed);
        cluster.submit(1, pay(cluster, 0, 1, 5'000'000));
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(1) >= 2; }));  // it still follows
        for (const auto& message : cluster.node(1).sent) {
            const auto at = headerOf(message);
            QVERIFY(!at || at->member != 1);
        }
    }

    // R-CON-13: what was lost on the way is sent again until the height is decided.
    void lostMessagesAreSentAgain() {
        Cluster cluster(4);
        cluster.run(50);
        int lost = 0;
        // The first ten agreement messages between any two nodes are lost.
        std::map<std::pair<std::size_t, std::size_t>, int> losses;
        cluster.lose = [&](std::size_t from, std::size_t to, const wire::Message& message) {
            if (wire::laneOf(message) != wire::Lane::Agreement || ++losses[{from, to}] > 10)
                return false;
            ++lost;
            return true;
        };
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 1; }, 60'000));
        QVERIFY(lost > 50);
    }

    // R-CON-14: whoever speaks about a decided height is told of the tip.
    void anOldMessageIsAnsweredWithTheTip() {
        Cluster cluster(4);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 3; }));
        auto& core = *cluster.node(4).core;
        core.onPeerReady(kStranger, 0, cluster.now());
        core.finishTurn(cluster.now());
        core.onMessage(kStranger, wire::ReadyMessage{statementOf<Ready>(cluster, 2, 1)},
                       cluster.now());
        const auto turn = core.finishTurn(cluster.now());
        QCOMPARE(turn.sends.size(), 1u);
        QCOMPARE(turn.sends[0].to, kStranger);
        const auto* tip = std::get_if<wire::TipNotice>(&turn.sends[0].message);
        QVERIFY(tip && tip->height == cluster.heightOf(4));
    }

    // R-CON-16: of a conflict that neither side won by votes, a fresh block holds exactly one side.
    void aFreshBlockHoldsOneSideOfEachConflict() {
        Cluster cluster(4);
        cluster.run(50);
        std::vector<std::pair<Transaction, Transaction>> conflicts;
        for (std::uint32_t user = 0; user < 4; ++user) {
            conflicts.emplace_back(pay(cluster, user, 1, 5'000'000),
                                   pay(cluster, user, 2, 6'000'000));
            cluster.submit(user % 2, conflicts.back().first);
            cluster.submit(2 + user % 2, conflicts.back().second);
        }
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(4) >= 1; }));
        for (const auto& [a, b] : conflicts)
            QVERIFY(cluster.isCommitted(4, a.id()) != cluster.isCommitted(4, b.id()));
    }

    // R-CORE-3: the same inputs give the same turns.
    void theSameInputsGiveTheSameTurns() {
        const auto transcript = [] {
            Cluster cluster(4);
            cluster.run(50);
            for (std::uint32_t user = 0; user < 4; ++user)
                cluster.submit(user, pay(cluster, user, (user + 1) % 4, 5'000'000));
            cluster.run(9'000);
            Hasher all(Domain::Test);
            for (std::size_t i = 0; i < cluster.size(); ++i)
                for (const auto& message : cluster.node(i).sent)
                    all.add(wire::encodeMessage(message));
            return std::pair{all.finish(), cluster.heightOf(4)};
        };
        const auto first = transcript();
        QVERIFY(first.second >= 3);
        QVERIFY(first == transcript());
    }
};

QTEST_GUILESS_MAIN(TestCoreFaults)
#include "test_core_faults.moc"
