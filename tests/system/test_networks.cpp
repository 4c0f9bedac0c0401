// Which network a node is on, as the person at it sees it: its genesis hash, another network met by
// mistake, a network that has not been launched. Real processes over real sockets.
#include "app/files/network_file.h"
#include "app/sandbox/sandbox_network.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"
#include "tests/support/node_process.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

constexpr int kWaitMs = 30'000;

/// Writes a network of its own, told apart by its time, and returns its genesis hash.
QString writeNetwork(const QString& path, std::uint64_t timeMs) {
    SandboxPlan plan;
    plan.genesisTimeMs = timeMs;
    std::vector<SigningKey> operators;
    for (std::uint32_t i = 0; i < 4; ++i) operators.push_back(testKey(i));
    const NetworkFile file = sandboxNetworkFile(plan, operators, testKey(100), testKey(101));
    if (!writeContent(path, QByteArray::fromStdString(networkFileText(file))))
        qFatal("cannot write a test's file");
    return QString::fromStdString(toHex(file.network.genesisHash));
}

NodeProcess::Match alertOf(const QString& code) {
    return [code](const QJsonObject& line) {
        return line.value(QStringLiteral("event")) == QStringLiteral("alert") &&
               line.value(QStringLiteral("code")) == code;
    };
}

}  // namespace

class TestNetworks : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void anotherNetworkIsToldAndDropped();
    void aNetworkThatIsNotLaunchedIsNamed_data();
    void aNetworkThatIsNotLaunchedIsNamed();
};

/// R-PEER-1: both people are told, once, whose address it was; nobody stays connected.
void TestNetworks::anotherNetworkIsToldAndDropped() {
    const QTemporaryDir folder;
    const QString genesis = writeNetwork(folder.filePath("a.toml"), 1'700'000'000'000);
    QVERIFY(writeNetwork(folder.filePath("b.toml"), 1'700'000'000'001) != genesis);
    const auto arguments = [&](const QString& name, const QStringList& more) {
        return QStringList{
                   QStringLiteral("--network"), folder.filePath(name + QStringLiteral(".toml")),
                   QStringLiteral("--datadir"), folder.filePath(name),
                   QStringLiteral("--host"),    QStringLiteral("127.0.0.1"),
                   QStringLiteral("--port"),    QStringLiteral("0")} +
               more;
    };
    NodeProcess a(QStringLiteral("a"), arguments(QStringLiteral("a"), {}), folder.path());
    a.start();
    QVERIFY2(a.waitFor(isEvent(QStringLiteral("started")), kWaitMs), qPrintable(a.story()));
    const int port = a.status().value(QStringLiteral("port")).toInt();
    QVERIFY(port > 0);
    const QString address = QStringLiteral("127.0.0.1:%1").arg(port);
    NodeProcess b(QStringLiteral("b"),
                  arguments(QStringLiteral("b"), {QStringLiteral("--connect"), address}),
                  folder.path());
    b.start();
    QVERIFY2(b.waitFor(alertOf(QStringLiteral("other_network")), kWaitMs), qPrintable(b.story()));
    QVERIFY2(a.waitFor(alertOf(QStringLiteral("other_network")), kWaitMs), qPrintable(a.story()));
    const std::size_t told = b.mark();
    QTRY_VERIFY_WITH_TIMEOUT(
        b.status().value(QStringLiteral("otherNetworks")).toArray().contains(address), kWaitMs);
    const QJsonObject status = a.status();
    QCOMPARE(status.value(QStringLiteral("genesis")).toString(), genesis);
    QCOMPARE(status.value(QStringLiteral("peers")).toInt(), 0);
    // It goes on dialling; the person is not told again and again.
    QVERIFY(!b.has(alertOf(QStringLiteral("other_network")), told));
    for (NodeProcess* node : {&a, &b}) {
        node->send(QStringLiteral("stop"));
        QVERIFY2(node->waitForExit(kWaitMs) == 0, qPrintable(node->story()));
    }
}

void TestNetworks::aNetworkThatIsNotLaunchedIsNamed_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("testnet") << "testnet";
    QTest::newRow("mainnet") << "mainnet";
}

/// R-GEN-4: it is not opened, and the sandbox is offered.
void TestNetworks::aNetworkThatIsNotLaunchedIsNamed() {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    NodeProcess node(name,
                     {QStringLiteral("--network"), name, QStringLiteral("--datadir"),
                      folder.filePath(QStringLiteral("data"))},
                     folder.path());
    node.start();
    QVERIFY2(node.waitForExit(kWaitMs) == 2, qPrintable(node.story()));
    QVERIFY2(node.story().contains(QStringLiteral("has not been launched")) &&
                 node.story().contains(QStringLiteral("--network sandbox")),
             qPrintable(node.story()));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("data/chain.db"))));
}

QTEST_GUILESS_MAIN(TestNetworks)
#include "test_networks.moc"
