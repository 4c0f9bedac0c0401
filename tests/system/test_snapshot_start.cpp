// R-SNAP-3: a node that begins with a snapshot, among processes that know nothing of it: it syncs on,
// agrees with the others about every block, and pays.
#include "node/chain/address.h"
#include "tests/support/process_net.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kFinalMs = 30'000;
constexpr int kToolMs = 60'000;

/// Runs timecoin-tool; what it wrote, empty when it failed.
QString tool(const QStringList& arguments) {
    QProcess process;
    process.start(qEnvironmentVariable("TIMECOIN_BIN_DIR") + QStringLiteral("/timecoin-tool"),
                  arguments);
    if (!process.waitForFinished(kToolMs) || process.exitCode() != 0) {
        qWarning("%s", process.readAllStandardError().constData());
        return {};
    }
    return QString::fromUtf8(process.readAllStandardOutput());
}

/// Where ProcessNet::spend pays with this salt.
QString addressOf(std::uint32_t salt, const Network& network) {
    Lock lock;
    for (std::size_t i = 0; i < 4; ++i) lock.data[i] = static_cast<std::uint8_t>(salt >> (8 * i));
    lock.data[31] = 1;
    return QString::fromStdString(formatAddress(lock, network.params.addressPrefix));
}

qint64 numberIn(const QJsonObject& line, const char* name) {
    return line[QLatin1String(name)].toInteger(-1);
}

}  // namespace

class TestSnapshotStart : public QObject {
    Q_OBJECT

    static void pay(ProcessNet& net, NodeProcess& node, std::uint32_t coin) {
        const auto paid = net.spend(coin, coin);
        node.send(QStringLiteral("submit ") + paid.hex);
        VERIFY_NET(net, node.waitFor(isEvent(QStringLiteral("final"), paid.txid), kFinalMs));
    }

private slots:
    void aNodeGoesOnFromASnapshot();
};

void TestSnapshotStart::aNodeGoesOnFromASnapshot() {
    ProcessNet net(4, 1'000);
    QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
    net.startAll();
    VERIFY_NET(net, net.waitForReady(kReadyMs));
    NodeProcess& old = net.node(0);
    pay(net, old, 0);
    if (QTest::currentTestFailed()) return;
    VERIFY_NET(net,
               QTest::qWaitFor([&] { return numberIn(old.status(), "epoch") >= 2; }, kReadyMs));
    pay(net, old, 1);
    if (QTest::currentTestFailed()) return;
    old.signal(SIGTERM);
    QCOMPARE(old.waitForExit(kReadyMs), std::optional(0));

    const QString folder = net.folder() + QStringLiteral("/net");
    const QString file = folder + QStringLiteral("/snapshot");
    const QString network = folder + QStringLiteral("/network.toml");
    const QString fresh = folder + QStringLiteral("/fresh");
    QVERIFY(!tool({"snapshot", "export", "--datadir", folder + "/node0", file}).isEmpty());
    QVERIFY(!tool({"snapshot", "check", file, "--network", network}).isEmpty());
    QVERIFY(
        !tool({"snapshot", "import", file, "--datadir", fresh, "--network", network}).isEmpty());
    // The old one's place and name to its peers; its chain stays where it is.
    QVERIFY(QFile::copy(folder + "/node0/timecoin.toml", fresh + "/timecoin.toml"));

    NodeProcess node(QStringLiteral("fresh"), {QStringLiteral("--datadir"), fresh}, net.folder());
    node.start();
    QVERIFY2(node.waitFor(isEvent(QStringLiteral("started")), kReadyMs), qPrintable(node.story()));
    const qint64 base = numberIn(node.status(), "height");
    QVERIFY(base > 0);
    const auto agrees = [&] {
        const QJsonObject here = node.status();
        const QJsonObject there = net.node(1).status();
        return numberIn(here, "height") >= base + 3 && here["tip"] == there["tip"];
    };
    QVERIFY2(QTest::qWaitFor(agrees, kReadyMs), qPrintable(node.story()));

    // It pays, and what it called final stands in the same block for everybody.
    const auto paid = net.spend(2, 2);
    node.send(QStringLiteral("submit ") + paid.hex);
    QVERIFY2(node.waitFor(isEvent(QStringLiteral("final"), paid.txid), kFinalMs),
             qPrintable(node.story()));
    const auto heightHere = [&] {
        return numberIn(node.ask(QStringLiteral("where ") + paid.txid), "height");
    };
    QVERIFY2(QTest::qWaitFor([&] { return heightHere() > base; }, kFinalMs),
             qPrintable(node.story()));
    QVERIFY(QTest::qWaitFor([&] { return net.where(1, paid.txid) == heightHere(); }, kFinalMs));
    // Of the payment before the snapshot it has the coin and not the story.
    QCOMPARE(heightHere() > base, true);
    const auto before = net.spend(0, 0);
    QCOMPARE(numberIn(node.ask(QStringLiteral("where ") + before.txid), "height"), -1);
    const QJsonObject coins = node.ask(QStringLiteral("coins ") + addressOf(0, net.network()));
    QCOMPARE(coins["coins"].toArray().size(), 1);
    // Across the next end of an epoch too.
    const qint64 epoch = numberIn(node.status(), "epoch");
    QVERIFY2(QTest::qWaitFor([&] { return numberIn(node.status(), "epoch") > epoch && agrees(); },
                             kReadyMs),
             qPrintable(node.story()));

    node.signal(SIGTERM);
    QCOMPARE(node.waitForExit(kReadyMs), std::optional(0));
    QVERIFY(tool({"check", "--datadir", fresh, "--network", network}).contains("All is well"));
}

QTEST_GUILESS_MAIN(TestSnapshotStart)
#include "test_snapshot_start.moc"
