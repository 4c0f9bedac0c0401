// What a wallet asks of a node and hears from it, at a real sandbox: its own payments, their votes,
// their proofs, its coins and its part of the chain.
#include "node/api/deliver.h"
#include "node/chain/certificates.h"
#include "tests/support/sandbox_run.h"

#include <QSignalSpy>
#include <QTest>

using namespace timecoin;

namespace {

constexpr int kWaitMs = 30'000;

Lock lockOf(std::uint8_t number) {
    Lock lock;
    lock.data.fill(number);
    return lock;
}

template <class T>
std::optional<T> answered(const QFuture<T>& future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, kWaitMs)) return std::nullopt;
    return future.result();
}

Hash idIn(const Bytes& transaction) {
    return decoded<Transaction>(transaction)->id();
}

}  // namespace

class TestNodeAnswers : public QObject {
    Q_OBJECT

private slots:
    void aWatchedPaymentIsToldFromItsFirstVoteToItsBlock() {
        SandboxRun run(1'000);
        NodeService& node = run->user();
        // Before the start: remembered for it.
        node.watch({encoded(lockOf(1))});
        std::map<Hash, QVector<VotesInfo>> votes;
        std::map<Hash, int> seen;
        std::map<Hash, quint64> final;
        std::map<Hash, quint64> inBlock;
        std::optional<ProofAnswer> proof;
        std::vector<quint64> blocks;
        std::vector<quint64> watchedBlocks;
        bool blockFirst = true;
        connect(&node, &NodeService::watchedTransfer, this, [&](const WatchedTransfer& told) {
            QCOMPARE(idIn(told.transaction), told.txid);
            ++seen[told.txid];
        });
        connect(&node, &NodeService::votesCounted, this, [&](const VotesInfo& told) {
            QVERIFY(seen.contains(told.txid));
            votes[told.txid].append(told);
        });
        connect(&node, &NodeService::transferFinal, this, [&](const Hash& id, quint64 height) {
            if (final.emplace(id, height).second && seen.contains(id) && !proof)
                deliver(node.proofOf(id), this, [&](const ProofAnswer& told) { proof = told; });
        });
        connect(&node, &NodeService::blockCommitted, this,
                [&](const BlockInfo& block) { blocks.push_back(block.height); });
        connect(&node, &NodeService::watchedBlock, this, [&](const WatchedBlock& block) {
            watchedBlocks.push_back(block.height);
            blockFirst = blockFirst && !blocks.empty() && blocks.back() == block.height;
            for (const Bytes& transaction : block.transactions)
                inBlock.emplace(idIn(transaction), block.height);
        });
        QVERIFY(run.start());
        const auto mine = run.pay(lockOf(1), Amount::time(3));
        const auto other = run.pay(lockOf(2), Amount::time(4));
        QVERIFY(mine && other);
        QVERIFY(QTest::qWaitFor([&] { return inBlock.contains(*mine); }, kWaitMs));
        QVERIFY(QTest::qWaitFor([&] { return final.contains(*other); }, kWaitMs));
        QVERIFY(final.contains(*mine));

        // Only what is watched, once.
        QCOMPARE(seen.size(), std::size_t{1});
        QCOMPARE(seen[*mine], 1);
        QCOMPARE(inBlock.size(), std::size_t{1});
        QVERIFY(blockFirst);
        QVERIFY(blocks == watchedBlocks);

        // Votes grow to a quorum of 3 of 4.
        const QVector<VotesInfo>& told = votes[*mine];
        QVERIFY(!told.isEmpty());
        QCOMPARE(votes.size(), std::size_t{1});
        for (qsizetype i = 1; i < told.size(); ++i) {
            QVERIFY((told[i].votesBy & told[i - 1].votesBy) == told[i - 1].votesBy);
            QVERIFY((told[i].acksBy & told[i - 1].acksBy) == told[i - 1].acksBy);
        }
        QVERIFY(told.last().votesBy.count() >= 3);
        QVERIFY(told.last().acksBy.count() >= 3);

        // The proof was asked for the moment it was final: while its window was open.
        QVERIFY(QTest::qWaitFor([&] { return proof.has_value(); }, kWaitMs));
        QVERIFY(proof->ok);
        if (!proof->acks.empty()) {
            const auto acks = decoded<TransferCertificate>(proof->acks);
            QVERIFY(acks.has_value());
            QCOMPARE(acks->id, *mine);
            QVERIFY(acks->kind == StatementKind::TxAck);
            QCOMPARE(acks->proofs.size(), std::size_t{3});
        }

        // Its coins.
        const auto coins =
            answered(node.coinsOfAll({encoded(lockOf(1)), encoded(lockOf(2)), encoded(lockOf(9))}));
        QVERIFY(coins && coins->ok);
        for (const CoinInfo& coin : coins->coins) {
            const bool first = coin.lock == encoded(lockOf(1));
            QCOMPARE(coin.txid, first ? *mine : *other);
            QVERIFY(coin.value == (first ? Amount::time(3) : Amount::time(4)));
        }
        QVERIFY(!coins->coins.isEmpty());
        QVector<Bytes> tooMany(NodeService::kMaxLocksAsked + 1, encoded(lockOf(1)));
        QVERIFY(!answered(node.coinsOfAll(tooMany))->ok);
        QVERIFY(!answered(node.coinsOfAll({Bytes{1}}))->ok);

        // Its part of the chain, from the beginning.
        quint64 from = 0;
        quint64 tip = 0;
        std::map<Hash, quint64> found;
        do {
            const auto stretch = answered(node.blocksFrom(from));
            QVERIFY(stretch && stretch->ok);
            QVERIFY(stretch->next > from);
            for (const WatchedBlock& block : stretch->blocks)
                for (const Bytes& transaction : block.transactions)
                    found.emplace(idIn(transaction), block.height);
            from = stretch->next;
            tip = stretch->tip;
        } while (from <= tip);
        QVERIFY(found == inBlock);

        // A lock that is watched later finds its past in the chain, and the next life remembers it.
        QVERIFY(QTest::qWaitFor(
            [&] { return !answered(node.heightOf(*other))->height ? false : true; }, kWaitMs));
        node.watch({encoded(lockOf(2))});
        const auto again = answered(node.blocksFrom(1));
        QVERIFY(again && again->ok);
        std::set<Hash> both;
        for (const WatchedBlock& block : again->blocks)
            for (const Bytes& transaction : block.transactions) both.insert(idIn(transaction));
        QVERIFY(both.contains(*mine) && both.contains(*other));

        QVERIFY(run.stop());
        QVERIFY(!answered(node.blocksFrom(1))->ok);
        QVERIFY(!answered(node.proofOf(*mine))->ok);
        QVERIFY(!answered(node.coinsOfAll({encoded(lockOf(1))}))->ok);
        QVERIFY(run.start());
        const auto reborn = answered(node.blocksFrom(1));
        QVERIFY(reborn && reborn->ok);
        std::set<Hash> remembered;
        for (const WatchedBlock& block : reborn->blocks)
            for (const Bytes& transaction : block.transactions)
                remembered.insert(idIn(transaction));
        QVERIFY(remembered == both);
    }

    void aPaymentThatWaitsHasVotesButNoProofOfFinality() {
        SandboxRun run(60'000);
        NodeService& node = run->user();
        node.watch({encoded(lockOf(5))});
        QVERIFY(run.start());
        run->stopMasternode(3);
        run->stopMasternode(4);
        QVERIFY(QTest::qWaitFor(
            [&] { return node.snapshot() && node.snapshot()->peers.size() == 2; }, kWaitMs));
        QSignalSpy counted(&node, &NodeService::votesCounted);
        const auto id = run.pay(lockOf(5), Amount::time(1));
        QVERIFY(id);
        QVERIFY(QTest::qWaitFor([&] { return counted.size() >= 2; }, kWaitMs));
        const auto told = counted.last().front().value<VotesInfo>();
        QCOMPARE(told.votesBy.count(), std::size_t{2});
        QVERIFY(told.acksBy.none());
        const auto proof = answered(node.proofOf(*id));
        QVERIFY(proof && proof->ok);
        QVERIFY(proof->votes.empty() && proof->acks.empty());
        // The picture names the same members.
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto snapshot = node.snapshot();
                return snapshot && !snapshot->pending.isEmpty() &&
                       snapshot->pending.front().votesBy == told.votesBy;
            },
            kWaitMs));
        run->startMasternode(3);
        run->startMasternode(4);
        const auto proven = [&] {
            const auto now = answered(node.proofOf(*id));
            return now && now->ok && !now->votes.empty() && !now->acks.empty();
        };
        QVERIFY(QTest::qWaitFor(proven, kWaitMs));
        const auto full = answered(node.proofOf(*id));
        const auto votes = decoded<TransferCertificate>(full->votes);
        QVERIFY(votes && votes->kind == StatementKind::TxVote && votes->id == *id);
    }
};

QTEST_GUILESS_MAIN(TestNodeAnswers)
#include "test_node_answers.moc"
