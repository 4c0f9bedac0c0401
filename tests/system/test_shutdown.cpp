// SIGINT and SIGTERM stop a node in order within five seconds, whatever it is doing, and the next
// start needs no repair. A second process on one directory or one key is refused.
#include "tests/support/process_net.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kFinalMs = 30'000;
constexpr int kStopMs = 5'000;

}  // namespace

class TestShutdown : public QObject {
    Q_OBJECT

private slots:
    void signalsStopEveryNodeUnderLoadInTime_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void signalsStopEveryNodeUnderLoadInTime() {
        QFETCH(int, signal);
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        const auto paid = net.spend(0, 1);
        net.node(0).send(QStringLiteral("submit ") + paid.hex);
        VERIFY_NET(net, net.node(0).waitFor(isEvent(QStringLiteral("final"), paid.txid), kFinalMs));
        for (std::uint32_t coin = 1; coin < 60; ++coin)
            net.node(static_cast<int>(coin % 5))
                .send(QStringLiteral("submit ") + net.spend(coin, coin).hex);

        for (int number = 0; number < net.size(); ++number) net.node(number).signal(signal);
        QElapsedTimer since;
        since.start();
        for (int number = 0; number < net.size(); ++number) {
            const auto left = static_cast<int>(std::max<qint64>(1, kStopMs - since.elapsed()));
            const auto code = net.node(number).waitForExit(left);
            QVERIFY2(code.has_value(), qPrintable(net.node(number).story()));
            QVERIFY2(*code == 0, qPrintable(net.node(number).story()));
        }

        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        // The final payment is in the chain of all, and new ones become final.
        for (int number = 0; number < net.size(); ++number)
            VERIFY_NET(net,
                       QTest::qWaitFor([&] { return net.where(number, paid.txid).has_value(); },
                                       kFinalMs));
        const auto again = net.spend(100, 100);
        net.node(0).send(QStringLiteral("submit ") + again.hex);
        VERIFY_NET(net,
                   net.node(0).waitFor(isEvent(QStringLiteral("final"), again.txid), kFinalMs));
        for (int number = 1; number <= net.masternodes(); ++number)
            QCOMPARE(contradictionIn(net.statementLog(number)), QString());
    }

    void theSandboxStopsInTime() {
        const QTemporaryDir folder;
        NodeProcess sandbox(QStringLiteral("sandbox"),
                            {QStringLiteral("--network"), QStringLiteral("sandbox"),
                             QStringLiteral("--datadir"), folder.path()},
                            folder.path());
        sandbox.start();
        QVERIFY2(sandbox.waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(sandbox.story()));
        sandbox.signal(SIGINT);
        QVERIFY2(sandbox.waitForExit(kStopMs) == 0, qPrintable(sandbox.story()));
    }

    void aSecondProcessIsRefused() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.node(1).start();
        QVERIFY2(net.node(1).waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(net.node(1).story()));
        const QString used = net.folder() + QStringLiteral("/net/node1");

        // The same directory.
        NodeProcess twin(
            QStringLiteral("twin"),
            {QStringLiteral("--datadir"), used, QStringLiteral("--port"), QStringLiteral("0")},
            net.folder());
        twin.start();
        QVERIFY2(twin.waitForExit(kStopMs) == 3, qPrintable(twin.story()));
        QVERIFY2(twin.story().contains(QStringLiteral("already_running")),
                 qPrintable(twin.story()));

        // The same operator key in a directory of its own.
        NodeProcess thief(
            QStringLiteral("thief"),
            {QStringLiteral("--datadir"), net.folder() + QStringLiteral("/other"),
             QStringLiteral("--network"), net.folder() + QStringLiteral("/net/network.toml"),
             QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--operator-key"),
             used + QStringLiteral("/operator.key")},
            net.folder());
        thief.start();
        QVERIFY2(thief.waitForExit(kStopMs) == 3, qPrintable(thief.story()));
        QVERIFY2(thief.story().contains(QStringLiteral("operator_key_in_use")),
                 qPrintable(thief.story()));
        QVERIFY(net.node(1).isRunning());
    }
};

QTEST_GUILESS_MAIN(TestShutdown)
#include "test_shutdown.moc"
