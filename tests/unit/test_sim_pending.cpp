// The simulator's checker of what waits can fail: who took a payment in says when it can wait no
// more (R-POOL-3, R-POOL-4).
#include "tests/sim/checkers/pending.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

Transaction spending(std::vector<OutPoint> inputs) {
    Transaction made;
    made.inputs = std::move(inputs);
    return made;
}

/// One node at height 1 that took in two payments of one coin, and a child of the second.
class Pool {
public:
    Pool() {
        loser.memo = {1};
        for (const Transaction* tx : {&winner, &loser}) checker.onTransfer(tx->id(), tx->inputs);
        child = spending({{loser.id(), 0}});
        checker.onTransfer(child.id(), child.inputs);
        for (const Transaction* tx : {&winner, &loser, &child}) checker.onSeen(0, tx->id());
    }

    QString said() const { return QString::fromStdString(verdict.sentence().value_or("")); }
    /// The node says of these that they wait no more, and no more of it.
    void decide(const Transaction& tx, std::initializer_list<Hash> rejected) {
        commit(tx);
        for (const Hash& id : rejected) checker.onRejected(0, id);
        checker.onTip(0, 2);
    }
    void commit(const Transaction& tx) {
        Block block;
        block.header.height = 2;
        block.transactions.push_back(tx);
        checker.onBlock(block);
    }

    Transaction winner = spending({testOutPoint(91)});
    Transaction loser = spending({testOutPoint(91)});
    Transaction child;
    Verdict verdict;
    PendingChecker checker{verdict};
};

}  // namespace

class TestSimPending : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void bothSidesWaitUntilABlockDecides() {
        Pool pool;
        pool.checker.onTip(0, 1);
        pool.commit(pool.winner);
        pool.checker.onTip(0, 1);  // this node is not there yet
        QCOMPARE(pool.said(), QString());
    }

    void theLoserIsSaidToBeRejected() {
        Pool pool;
        pool.decide(pool.winner, {pool.loser.id(), pool.child.id()});
        QCOMPARE(pool.said(), QString());
    }

    void aLoserThatIsKept() {
        Pool pool;
        pool.decide(pool.winner, {pool.child.id()});
        QVERIFY2(pool.said().contains(QLatin1String("spent its coin")), qPrintable(pool.said()));
    }

    void aChildThatIsKept() {
        Pool pool;
        pool.decide(pool.winner, {pool.loser.id()});
        QVERIFY2(pool.said().contains(QLatin1String("its parent")), qPrintable(pool.said()));
    }

    void theChildOfWhatIsInABlockWaitsOn() {
        Pool pool;
        pool.decide(pool.loser, {pool.winner.id()});
        QCOMPARE(pool.said(), QString());
    }

    void nothingWaitsAfterARestart() {
        Pool pool;
        pool.commit(pool.winner);
        pool.checker.onStart(0);
        pool.checker.onTip(0, 2);
        QCOMPARE(pool.said(), QString());
    }
};

QTEST_GUILESS_MAIN(TestSimPending)
#include "test_sim_pending.moc"
