// A node that waits rests: after a turn its next due time is ahead, whatever it waits for
// (R-CORE-3: time comes in as a value, so a due time in the past would only be asked for again).
#include "tests/support/cluster.h"

#include <QTest>

using namespace timecoin;

class TestCoreRest : public QObject {
    Q_OBJECT

    /// A turn may ask for one more at once, now and then; a node that spins does so at every step.
    static void rests(Cluster& cluster, std::uint64_t ms) {
        const auto before = cluster.restlessTurns;
        cluster.run(ms);
        const auto restless = cluster.restlessTurns - before;
        QVERIFY2(restless <= ms / 500, qPrintable(QString::number(restless)));
    }

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void inOrdinaryRunning() {
        Cluster cluster(4);
        rests(cluster, 12'000);
        QVERIFY(cluster.heightOf(4) >= 4);
    }

    void withoutAQuorum() {
        Cluster cluster(4);
        cluster.run(3'000);
        cluster.stop(2);
        cluster.stop(3);
        rests(cluster, 20'000);
    }

    void alone() {
        Cluster cluster(4, false);
        cluster.start(0);  // a masternode whose start-up question nobody answers
        cluster.start(4);
        rests(cluster, 20'000);
    }

    void aloneAfterARestart() {
        Cluster cluster(4);
        cluster.run(5'000);
        for (std::size_t i = 0; i < 4; ++i) cluster.stop(i);
        cluster.start(1);
        rests(cluster, 20'000);
    }

    void behindTheOthers() {
        Cluster cluster(4);
        cluster.stop(3);
        cluster.run(9'000);
        cluster.start(3);
        rests(cluster, 9'000);
        QVERIFY(cluster.heightOf(3) + 1 >= cluster.heightOf(0));
    }
};

QTEST_GUILESS_MAIN(TestCoreRest)
#include "test_core_rest.moc"
