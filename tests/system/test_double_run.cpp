// One operator key, two states of it (R-SIG-5, R-SIG-6; TRUST 10): an older safety log put back, and
// a copy of a masternode that runs on another machine. Both stay silent and say why; the network and
// the right one go on. (A second process on the same machine: test_shutdown.)
#include "tests/support/file_content.h"
#include "tests/support/process_net.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kStopMs = 10'000;

NodeProcess::Match isAlert(const QString& code) {
    return [code](const QJsonObject& line) {
        return line[QStringLiteral("event")].toString() == QStringLiteral("alert") &&
               line[QStringLiteral("code")].toString() == code;
    };
}

void replaceFiles(const QString& from, const QString& to, const QStringList& names) {
    QDir().mkpath(to);
    for (const QString& old : QDir(to).entryList(names, QDir::Files)) QFile::remove(to + '/' + old);
    for (const QString& name : QDir(from).entryList(names, QDir::Files))
        if (!QFile::copy(from + '/' + name, to + '/' + name))
            qFatal("cannot copy %ls", qUtf16Printable(name));
}

qint64 linesOf(const QString& path) {
    return contentOf(path).count('\n');
}

}  // namespace

class TestDoubleRun : public QObject {
    Q_OBJECT

    /// A network that has made some blocks; masternode 1 is stopped.
    static void bringUp(ProcessNet& net) {
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        VERIFY_NET(net, net.waitForHeight(2, kReadyMs));
        stop(net);
    }
    static void stop(ProcessNet& net) {
        net.node(1).signal(SIGTERM);
        QVERIFY2(net.node(1).waitForExit(kStopMs) == 0, qPrintable(net.node(1).story()));
    }
    /// The others make blocks without it.
    static void goesOn(ProcessNet& net) {
        const auto height = net.node(0).status()[QStringLiteral("height")].toInteger();
        const auto mark = net.node(0).mark();
        QVERIFY2(net.node(0).waitFor(
                     [height](const QJsonObject& line) {
                         return line[QStringLiteral("event")].toString() ==
                                    QStringLiteral("block") &&
                                line[QStringLiteral("height")].toInteger() > height + 1;
                     },
                     kReadyMs, mark),
                 qPrintable(net.node(0).story()));
    }

private slots:
    void anOlderSafetyLogSignsNothing() {
        ProcessNet net(4, 1'000);
        bringUp(net);
        if (QTest::currentTestFailed()) return;
        const QString directory = net.folder() + QStringLiteral("/net/node1");
        const QString backup = net.folder() + QStringLiteral("/backup");
        replaceFiles(directory, backup, {QStringLiteral("safety.db*")});

        net.node(1).start();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        goesOn(net);
        stop(net);
        replaceFiles(backup, directory, {QStringLiteral("safety.db*")});
        const auto signedBefore = linesOf(net.statementLog(1));
        const auto mark = net.node(1).mark();
        net.node(1).start();
        QVERIFY2(net.node(1).waitFor(isAlert(QStringLiteral("older_signer_state")), kReadyMs, mark),
                 qPrintable(net.node(1).story()));
        goesOn(net);
        QVERIFY(!net.node(1).status()[QStringLiteral("signingAllowed")].toBool());
        QCOMPARE(linesOf(net.statementLog(1)), signedBefore);
        QCOMPARE(contradictionIn(net.statementLog(1)), QString());
    }

    void aCopyOnAnotherMachineSignsNothing() {
        ProcessNet net(4, 1'000);
        bringUp(net);
        if (QTest::currentTestFailed()) return;
        const QString directory = net.folder() + QStringLiteral("/net/node1");
        const QString copy = net.folder() + QStringLiteral("/net/copy");
        replaceFiles(directory, copy, {QStringLiteral("*")});
        net.node(1).start();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        goesOn(net);

        // Its own temporary folder: the lock of the key is that of a machine.
        const QString machine = net.folder() + QStringLiteral("/machine");
        QDir().mkpath(machine);
        const QString log = net.folder() + QStringLiteral("/copy.statements");
        NodeProcess twin(QStringLiteral("twin"),
                         {QStringLiteral("--datadir"), copy, QStringLiteral("--port"),
                          QStringLiteral("0"), QStringLiteral("--statement-log"), log},
                         machine);
        twin.start();
        QVERIFY2(twin.waitFor(isAlert(QStringLiteral("older_signer_state")), kReadyMs),
                 qPrintable(twin.story()));
        goesOn(net);
        QVERIFY(!twin.status()[QStringLiteral("signingAllowed")].toBool());
        QCOMPARE(linesOf(log), 0);
        // The right one has lost nothing by it.
        QVERIFY(net.node(1).status()[QStringLiteral("signingAllowed")].toBool());
        QVERIFY(!net.node(1).has(isAlert(QStringLiteral("foreign_signature"))));
    }
};

QTEST_GUILESS_MAIN(TestDoubleRun)
#include "test_double_run.moc"
