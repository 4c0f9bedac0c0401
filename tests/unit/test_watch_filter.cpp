// What concerns the watched locks, and nothing else, passes the filter; votes are told one by one
// and only ever grow within a window.
#include "node/engine/watch_filter.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;

namespace {

struct Bench {
    TestNetwork net = testNetwork(4);
    std::map<Hash, TransactionPtr> pool;
    std::map<Hash, WatchedVotes> tallies;
    WatchFilter filter{{[this](const Hash& id) {
                            const auto at = pool.find(id);
                            return at == pool.end() ? nullptr : at->second;
                        },
                        [this](const Hash& id) {
                            const auto at = tallies.find(id);
                            return at == tallies.end() ? WatchedVotes{id, 1, {}, {}} : at->second;
                        },
                        [](std::uint64_t parentTimestampMs) { return parentTimestampMs / 1'000; }}};

    Lock user(std::uint32_t number) const { return Lock::toKey(net.users[number].publicKey()); }
    TransactionPtr transfer(std::uint32_t from, std::uint32_t to) {
        auto checked = checkTransaction(simpleTransfer(net, from, to, Amount::time(5)),
                                        {net.userCoin(from)}, testBasis(net.hash()));
        auto shared = std::make_shared<const CheckedTransaction>(std::move(checked).value());
        pool[shared->id] = shared;
        return shared;
    }
    std::vector<EngineEvent> pass(CoreEvent event) { return filter.pass({std::move(event)}); }
};

VotesCounted votes(StatementKind kind, std::uint64_t height, MemberIndex member,
                   std::vector<Hash> ids) {
    return {kind, height, member, std::move(ids)};
}

BlockCommitted committed(std::uint64_t height, std::uint64_t timestampMs,
                         std::vector<Transaction> transactions) {
    auto block = std::make_shared<CertifiedBlock>();
    block->block.header.height = height;
    block->block.header.timestampMs = timestampMs;
    block->block.transactions = std::move(transactions);
    return {height, block->block.hash(), 0, block};
}

}  // namespace

class TestWatchFilter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void nothingIsWatchedAtFirst() {
        Bench bench;
        const auto transfer = bench.transfer(0, 1);
        QVERIFY(!bench.filter.matches(transfer->tx));
        QCOMPARE(bench.pass(TransferSeen{transfer->id}).size(), 1U);
        QCOMPARE(bench.pass(votes(StatementKind::TxVote, 1, 0, {transfer->id})).size(), 0U);
    }

    void payerAndPayeeAreBothConcerned() {
        for (const std::uint32_t watched : {0U, 1U, 2U}) {
            Bench bench;
            QVERIFY(bench.filter.add({bench.user(watched)}));
            QVERIFY(!bench.filter.add({bench.user(watched)}));
            const auto transfer = bench.transfer(0, 1);
            const auto out = bench.pass(TransferSeen{transfer->id});
            QCOMPARE(out.size(), watched == 2 ? 1U : 2U);
            QVERIFY(std::holds_alternative<CoreEvent>(out[0]));
            if (watched != 2) QCOMPARE(std::get<WatchedSeen>(out[1]).transfer, transfer);
        }
    }

    void whoeverSpendsFromAKeyListIsConcerned() {
        Bench bench;
        KeyList list;
        list.keys = {bench.net.users[0].publicKey(), bench.net.users[1].publicKey()};
        std::sort(list.keys.begin(), list.keys.end());
        Transaction spend;
        spend.witness.keyLists = {list};
        QVERIFY(!bench.filter.matches(spend));
        bench.filter.add({list.lock()});
        QVERIFY(bench.filter.matches(spend));
        Transaction pay;
        pay.outputs = {{Amount::time(1), list.lock()}};
        QVERIFY(bench.filter.matches(pay));
    }

    void votesAreToldOneByOneAndOnlyGrow() {
        Bench bench;
        bench.filter.add({bench.user(1)});
        const auto mine = bench.transfer(0, 1);
        const auto other = bench.transfer(2, 3);
        bench.pass(TransferSeen{mine->id});
        bench.pass(TransferSeen{other->id});
        MemberBits before;
        for (const MemberIndex member : {MemberIndex{2}, MemberIndex{0}, MemberIndex{3}}) {
            const auto out =
                bench.pass(votes(StatementKind::TxVote, 1, member, {other->id, mine->id}));
            QCOMPARE(out.size(), 1U);
            const auto told = std::get<WatchedVotes>(out[0]);
            QCOMPARE(told.id, mine->id);
            QVERIFY(told.votesBy.test(member));
            QVERIFY((told.votesBy & before) == before);
            QCOMPARE(told.votesBy.count(), before.count() + 1);
            QVERIFY(told.acksBy.none());
            before = told.votesBy;
        }
        // Said again it is no news.
        QVERIFY(bench.pass(votes(StatementKind::TxVote, 1, 2, {mine->id})).empty());
        const auto acked = bench.pass(votes(StatementKind::TxAck, 1, 1, {mine->id}));
        QCOMPARE(std::get<WatchedVotes>(acked.at(0)).acksBy.count(), 1U);
        QVERIFY(std::get<WatchedVotes>(acked.at(0)).votesBy == before);
    }

    void votesThatCameBeforeTheTransferAreToldWithIt() {
        Bench bench;
        bench.filter.add({bench.user(1)});
        const auto mine = bench.transfer(0, 1);
        WatchedVotes early{mine->id, 1, {}, {}};
        early.votesBy.set(3);
        bench.tallies[mine->id] = early;
        const auto out = bench.pass(TransferSeen{mine->id});
        QCOMPARE(out.size(), 3U);
        QVERIFY(std::get<WatchedVotes>(out[2]).votesBy.test(3));
    }

    void aNewWindowCountsFromNothingAndAnOldOneNoMore() {
        Bench bench;
        bench.filter.add({bench.user(1)});
        const auto mine = bench.transfer(0, 1);
        bench.pass(TransferSeen{mine->id});
        bench.pass(votes(StatementKind::TxVote, 1, 0, {mine->id}));
        const auto next = bench.pass(votes(StatementKind::TxVote, 2, 1, {mine->id}));
        QCOMPARE(std::get<WatchedVotes>(next.at(0)).votesBy.count(), 1U);
        QVERIFY(bench.pass(votes(StatementKind::TxVote, 1, 2, {mine->id})).empty());
    }

    void aBlockIsToldReducedWithItsSlot() {
        Bench bench;
        bench.filter.add({bench.user(1)});
        bench.filter.setTipTimestamp(7'000);
        const auto mine = bench.transfer(0, 1);
        const auto other = bench.transfer(2, 3);
        bench.pass(TransferSeen{mine->id});
        const auto first = bench.pass(committed(1, 9'000, {other->tx, mine->tx}));
        QCOMPARE(first.size(), 2U);
        QVERIFY(std::holds_alternative<CoreEvent>(first[0]));
        const auto& told = std::get<WatchedCommitted>(first[1]);
        QCOMPARE(told.height, std::uint64_t{1});
        QCOMPARE(told.slot, std::uint64_t{7});
        QCOMPARE(told.timestampMs, std::uint64_t{9'000});
        QCOMPARE(told.transactions.size(), 1U);
        QVERIFY(told.transactions.front() == mine->tx);
        // Committed: nobody waits for its votes any more.
        QVERIFY(bench.pass(votes(StatementKind::TxVote, 2, 0, {mine->id})).empty());
        const auto second = bench.pass(committed(2, 11'000, {}));
        QCOMPARE(std::get<WatchedCommitted>(second.at(1)).slot, std::uint64_t{9});
        QVERIFY(std::get<WatchedCommitted>(second.at(1)).transactions.empty());
    }

    void whatIsPooledAlreadyIsFollowedWhenItsLockIsAdded() {
        Bench bench;
        const auto mine = bench.transfer(0, 1);
        const auto other = bench.transfer(2, 3);
        bench.filter.add({bench.user(1)});
        QCOMPARE(bench.filter.follow({mine, other}).size(), 1U);
        QVERIFY(bench.filter.follow({mine, other}).empty());
        QCOMPARE(bench.pass(votes(StatementKind::TxVote, 1, 0, {mine->id})).size(), 1U);
    }

    void aRejectedOneIsForgottenUnlessAnotherCopyStays() {
        Bench bench;
        bench.filter.add({bench.user(1)});
        const auto mine = bench.transfer(0, 1);
        bench.pass(TransferSeen{mine->id});
        bench.pass(TransferRejected{mine->id, TxError::Conflict});
        QCOMPARE(bench.pass(votes(StatementKind::TxVote, 1, 0, {mine->id})).size(), 1U);
        bench.pool.clear();
        bench.pass(TransferRejected{mine->id, TxError::Conflict});
        QVERIFY(bench.pass(votes(StatementKind::TxVote, 1, 1, {mine->id})).empty());
    }

    void locksAreBounded() {
        Bench bench;
        std::vector<Lock> many(WatchFilter::kMaxLocks);
        for (std::size_t i = 0; i < many.size(); ++i)
            for (std::size_t byte = 0; byte < 4; ++byte)
                many[i].data[byte] = static_cast<std::uint8_t>(i >> (8 * byte));
        QVERIFY(bench.filter.add(many));
        QVERIFY(!bench.filter.add({bench.user(1)}));
        QVERIFY(!bench.filter.matches(bench.transfer(0, 1)->tx));
    }
};

QTEST_GUILESS_MAIN(TestWatchFilter)
#include "test_watch_filter.moc"
