// What a node does when it cannot run: it says why in a sentence a person can act on, with a code.
#include "tests/support/file_content.h"
#include "tests/support/process_net.h"

#include <sqlite3.h>

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kExitMs = 15'000;
constexpr int kUsage = 2;
constexpr int kFatal = 3;

void writeFile(const QString& path, const QByteArray& text) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QVERIFY(writeContent(path, text));
}

}  // namespace

class TestFailures : public QObject {
    Q_OBJECT

    static void ends(NodeProcess& node, int code, const QString& says) {
        node.start();
        const auto ended = node.waitForExit(kExitMs);
        QVERIFY2(ended.has_value(), qPrintable(node.story()));
        QVERIFY2(*ended == code, qPrintable(node.story()));
        QVERIFY2(node.story().contains(says), qPrintable(node.story()));
    }

private slots:
    void aConfigurationIsRefusedWithItsLine() {
        const QTemporaryDir folder;
        writeFile(folder.filePath(QStringLiteral("timecoin.toml")),
                  "network = \"sandbox\"\n\ncolour = \"blue\"\n");
        NodeProcess node(QStringLiteral("node"), {QStringLiteral("--datadir"), folder.path()},
                         folder.path());
        ends(node, kUsage, QStringLiteral("timecoin.toml:3"));
    }

    void aNetworkThatWasNotLaunchedIsNotPretended() {
        const QTemporaryDir folder;
        NodeProcess node(QStringLiteral("node"),
                         {QStringLiteral("--datadir"), folder.path(), QStringLiteral("--network"),
                          QStringLiteral("mainnet")},
                         folder.path());
        ends(node, kUsage, QStringLiteral("mainnet"));
    }

    void aDamagedDatabaseStopsTheNode() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        writeFile(net.folder() + QStringLiteral("/net/node0/chain.db"), QByteArray(20'000, 'x'));
        ends(net.node(0), kFatal, QStringLiteral("database is damaged"));
    }

    /// R-SAFE-1: as long as the proof lies there, and no longer.
    void aProofOfFaultyMasternodesKeepsItFromStarting() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        const QString proof = net.folder() + QStringLiteral("/net/node0/masternodes-faulty.proof");
        writeFile(proof, "proof");
        ends(net.node(0), kFatal, QStringLiteral("masternodes have contradicted themselves"));
        QVERIFY(net.node(0).story().contains(proof));
        QVERIFY(QFile::remove(proof));
        const auto mark = net.node(0).mark();
        net.node(0).start();
        QVERIFY2(net.node(0).waitFor(isEvent(QStringLiteral("started")), kReadyMs, mark),
                 qPrintable(net.node(0).story()));
    }

    // R-STO-12: a coin that is not what it was is found by the recount, behind the start.
    void damageThatIsFoundWhileRunningStopsTheNode() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        NodeProcess& node = net.node(0);
        node.start();
        QVERIFY2(node.waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(node.story()));
        node.signal(SIGTERM);
        QVERIFY2(node.waitForExit(kExitMs) == 0, qPrintable(node.story()));
        sqlite3* file = nullptr;
        QCOMPARE(
            sqlite3_open(qPrintable(net.folder() + QStringLiteral("/net/node0/chain.db")), &file),
            SQLITE_OK);
        QCOMPARE(sqlite3_exec(file,
                              "UPDATE coins SET value = value + 1 WHERE txid = (SELECT min(txid) "
                              "FROM coins) AND idx = 0",
                              nullptr, nullptr, nullptr),
                 SQLITE_OK);
        QCOMPARE(sqlite3_changes(file), 1);
        sqlite3_close(file);
        ends(node, kFatal, QStringLiteral("database is damaged"));
        QVERIFY2(node.story().contains(QStringLiteral("timecoin-tool rebuild")),
                 qPrintable(node.story()));
        QVERIFY2(node.story().contains(QStringLiteral("recount")) ||
                     node.story().contains(QStringLiteral("chain.db")),
                 qPrintable(node.story()));
    }

    void aTakenPortIsNamed() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.node(0).start();
        QVERIFY2(net.node(0).waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(net.node(0).story()));
        const int port = net.node(0).status()[QStringLiteral("port")].toInt();
        NodeProcess second(QStringLiteral("second"),
                           {QStringLiteral("--datadir"), net.folder() + QStringLiteral("/other"),
                            QStringLiteral("--network"),
                            net.folder() + QStringLiteral("/net/network.toml"),
                            QStringLiteral("--host"), QStringLiteral("127.0.0.1"),
                            QStringLiteral("--port"), QString::number(port)},
                           net.folder());
        ends(second, kFatal, QStringLiteral("Choose another with --port"));
    }

    void aDirectoryOfAnotherNetworkIsRefused() {
        ProcessNet first(4, 1'000);
        ProcessNet second(4, 1'000);
        QVERIFY2(first.error().isEmpty() && second.error().isEmpty(), "no network");
        first.node(0).start();
        QVERIFY2(first.node(0).waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(first.node(0).story()));
        first.node(0).signal(SIGTERM);
        QVERIFY2(first.node(0).waitForExit(kExitMs) == 0, qPrintable(first.node(0).story()));
        NodeProcess stranger(
            QStringLiteral("stranger"),
            {QStringLiteral("--datadir"), first.folder() + QStringLiteral("/net/node0"),
             QStringLiteral("--network"), second.folder() + QStringLiteral("/net/network.toml"),
             QStringLiteral("--port"), QStringLiteral("0")},
            first.folder());
        ends(stranger, kFatal, QStringLiteral("belongs to another network"));
    }

    void theControlRefusesWhatItDoesNotUnderstand() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        NodeProcess& node = net.node(0);
        node.start();
        QVERIFY2(node.waitFor(isEvent(QStringLiteral("started")), kReadyMs),
                 qPrintable(node.story()));
        QVERIFY(node.ask(QStringLiteral("submit xyz")).contains(QStringLiteral("error")));
        QCOMPARE(node.ask(QStringLiteral("submit 00"))[QStringLiteral("code")].toString(),
                 QStringLiteral("malformed"));
        QVERIFY(node.ask(QStringLiteral("coins nobody")).contains(QStringLiteral("error")));
        QVERIFY(node.ask(QStringLiteral("where 12")).contains(QStringLiteral("error")));
        QVERIFY(node.ask(QStringLiteral("dance")).contains(QStringLiteral("error")));
        QVERIFY(node.status()[QStringLiteral("running")].toBool());
        node.send(QStringLiteral("stop"));
        QVERIFY2(node.waitForExit(kExitMs) == 0, qPrintable(node.story()));
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "test_failures.moc"
