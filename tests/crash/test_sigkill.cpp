// SIGKILL at random moments under load, again and again. Nothing that any node ever called final is
// lost, and no masternode ever contradicts itself (R-SIG-1 to R-SIG-5: it repeats itself or is
// silent; TRUST 9). TIMECOIN_CRASH_ROUNDS: how many kills; TIMECOIN_CRASH_SEED: which ones.
#include "tests/support/process_net.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 90'000;
constexpr int kSettleMs = 120'000;
constexpr std::uint32_t kCoins = 1'000;

int roundsWanted() {
    const int rounds = qEnvironmentVariableIntValue("TIMECOIN_CRASH_ROUNDS");
    return rounds > 0 ? rounds : 8;
}

quint32 seedWanted() {
    const int seed = qEnvironmentVariableIntValue("TIMECOIN_CRASH_SEED");
    return seed > 0 ? static_cast<quint32>(seed) : 7'001;
}

}  // namespace

class TestSigkill : public QObject {
    Q_OBJECT

private slots:
    void nothingFinalIsLostAndNobodyContradictsItself() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        const quint32 seed = seedWanted();
        QRandomGenerator random(seed);
        qInfo("seed %u", seed);

        std::uint32_t coin = 0;
        const auto pay = [&](int payments) {
            for (int i = 0; i < payments; ++i, coin = (coin + 1) % kCoins)
                net.node(static_cast<int>(random.bounded(net.size())))
                    .send(QStringLiteral("submit ") + net.spend(coin, coin).hex);
        };
        for (int round = 0; round < roundsWanted(); ++round) {
            // Mostly one masternode, sometimes two at once, sometimes the full node.
            QSet<int> victims{static_cast<int>(random.bounded(net.size()))};
            if (random.bounded(4) == 0)
                victims.insert(static_cast<int>(random.bounded(net.size())));
            pay(static_cast<int>(random.bounded(1, 8)));
            // The moment of the kill: a seeded number of milliseconds into the load.
            QTest::qWait(static_cast<int>(random.bounded(0, 1'200)));
            for (const int victim : victims) net.node(victim).kill9();
            pay(static_cast<int>(random.bounded(1, 8)));
            QTest::qWait(static_cast<int>(random.bounded(0, 800)));
            for (const int victim : victims) {
                const std::size_t mark = net.node(victim).mark();
                net.node(victim).start();
                QVERIFY2(
                    net.node(victim).waitFor(isEvent(QStringLiteral("started")), kReadyMs, mark),
                    qPrintable(net.node(victim).story()));
            }
        }
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        const auto last = net.spend(coin, coin);
        net.node(0).send(QStringLiteral("submit ") + last.hex);
        VERIFY_NET(net,
                   net.node(0).waitFor(isEvent(QStringLiteral("final"), last.txid), kSettleMs));
        const qint64 tip = net.node(0).status()[QStringLiteral("height")].toInteger();
        VERIFY_NET(net, net.waitForHeight(tip + 2, kSettleMs));

        const QSet<QString> finals = net.finals();
        qInfo("%lld payments were called final", static_cast<long long>(finals.size()));
        QVERIFY(finals.contains(last.txid));
        QCOMPARE(net.brokenPromise(finals), QString());
    }
};

QTEST_GUILESS_MAIN(TestSigkill)
#include "test_sigkill.moc"
