// The sandbox in one process: its faucet pays, its masternodes can be stopped and started, and the
// user's own node, which is no masternode, decides by certificates alone (R-CERT-4).
#include "node/chain/address.h"
#include "tests/support/node_process.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kFinalMs = 30'000;

}  // namespace

class TestSandbox : public QObject {
    Q_OBJECT

    static QString addressOf(std::uint8_t number) {
        Lock lock;
        lock.data.fill(number);
        return QString::fromStdString(formatAddress(lock, "stime"));
    }
    static bool hasPeers(NodeProcess& sandbox, int peers) {
        return QTest::qWaitFor(
            [&] { return sandbox.status()[QStringLiteral("peers")].toInt() == peers; }, kReadyMs);
    }
    /// The id of a faucet payment, handed in.
    static QString pay(NodeProcess& sandbox, std::uint8_t to) {
        const std::size_t mark = sandbox.mark();
        sandbox.send(QStringLiteral("faucet %1 2.5").arg(addressOf(to)));
        if (!sandbox.waitFor(isEvent(QStringLiteral("seen")), kFinalMs, mark)) return {};
        for (std::size_t at = mark; at < sandbox.lines().size(); ++at)
            if (isEvent(QStringLiteral("seen"))(sandbox.lines()[at]))
                return sandbox.lines()[at][QStringLiteral("txid")].toString();
        return {};
    }

private slots:
    void masternodesStopAndStartAndPaymentsShowIt() {
        const QTemporaryDir folder;
        NodeProcess sandbox(QStringLiteral("sandbox"),
                            {QStringLiteral("--network"), QStringLiteral("sandbox"),
                             QStringLiteral("--datadir"), folder.path(),
                             QStringLiteral("--block-interval-ms"), QStringLiteral("1000")},
                            folder.path());
        sandbox.start();
        QVERIFY2(sandbox.waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(sandbox.story()));
        QVERIFY2(hasPeers(sandbox, 4), qPrintable(sandbox.story()));
        const QString first = pay(sandbox, 1);
        QVERIFY2(sandbox.waitFor(isEvent(QStringLiteral("final"), first), kFinalMs),
                 qPrintable(sandbox.story()));

        sandbox.send(QStringLiteral("stop-masternode 2"));
        QVERIFY2(hasPeers(sandbox, 3), qPrintable(sandbox.story()));
        const QString second = pay(sandbox, 2);
        QVERIFY2(sandbox.waitFor(isEvent(QStringLiteral("final"), second), kFinalMs),
                 qPrintable(sandbox.story()));

        sandbox.send(QStringLiteral("stop-masternode 3"));
        QVERIFY2(hasPeers(sandbox, 2), qPrintable(sandbox.story()));
        const std::size_t mark = sandbox.mark();
        const QString third = pay(sandbox, 3);
        const auto saysWho = [](const QJsonObject& line) {
            return line[QStringLiteral("event")].toString() == QStringLiteral("waiting") &&
                   line[QStringLiteral("text")].toString().contains(
                       QStringLiteral("2 of 4 masternodes are silent"));
        };
        QVERIFY2(sandbox.waitFor(saysWho, kFinalMs, mark), qPrintable(sandbox.story()));
        QVERIFY2(!sandbox.has(isEvent(QStringLiteral("final"), third)),
                 qPrintable(sandbox.story()));

        sandbox.send(QStringLiteral("start-masternode 2"));
        sandbox.send(QStringLiteral("start-masternode 3"));
        QVERIFY2(sandbox.waitFor(isEvent(QStringLiteral("final"), third), kReadyMs),
                 qPrintable(sandbox.story()));
        QVERIFY2(hasPeers(sandbox, 4), qPrintable(sandbox.story()));

        for (const QString& id : {first, second, third})
            QVERIFY2(QTest::qWaitFor(
                         [&] {
                             return sandbox
                                 .ask(QStringLiteral("where ") + id)[QStringLiteral("height")]
                                 .isDouble();
                         },
                         kFinalMs),
                     qPrintable(sandbox.story()));
        const QJsonObject coins = sandbox.ask(QStringLiteral("coins ") + addressOf(3));
        QCOMPARE(coins[QStringLiteral("coins")][0][QStringLiteral("amount")].toString(),
                 QStringLiteral("2.50000000"));
        const QJsonObject registry = sandbox.ask(QStringLiteral("masternodes"));
        QCOMPARE(registry[QStringLiteral("members")].toInt(), 4);
        for (const QJsonValue one : registry[QStringLiteral("masternodes")].toArray()) {
            QCOMPARE(one[QStringLiteral("state")].toString(), QStringLiteral("active"));
            QCOMPARE(one[QStringLiteral("payment")].toString(), QStringLiteral("in_queue"));
            QVERIFY(one[QStringLiteral("payout")].toString().startsWith(QStringLiteral("stime")));
        }
        sandbox.send(QStringLiteral("stop"));
        QVERIFY2(sandbox.waitForExit(5'000) == 0, qPrintable(sandbox.story()));
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "test_sandbox.moc"
