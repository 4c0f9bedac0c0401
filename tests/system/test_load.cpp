// timecoin-tool load, as a program: every payment final once and in its block, through early blocks
// and a restart; and how it refuses and ends.
#include "tests/support/node_process.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace timecoin;

class TestLoad : public QObject {
    Q_OBJECT

    static constexpr int kRunMs = 120'000;

    static QStringList arguments(const QString& folder, const QString& count) {
        return {QStringLiteral("load"),
                QStringLiteral("--network"),
                QStringLiteral("sandbox"),
                QStringLiteral("--datadir"),
                folder + QStringLiteral("/data"),
                QStringLiteral("--count"),
                count};
    }
    static void startTool(QProcess& process, const QTemporaryDir& folder,
                          const QStringList& arguments) {
        const QFileInfo node(NodeProcess::program());
        process.setProcessEnvironment(NodeProcess::environmentWith(folder.path()));
        process.start(node.dir().filePath(QStringLiteral("timecoin-tool")), arguments);
    }
    static int exitCode(QProcess& process) {
        if (process.waitForFinished(kRunMs)) return process.exitCode();
        process.kill();
        process.waitForFinished();
        return -1;
    }

private slots:
    void everyPaymentIsFinalOnceAndInItsBlock() {
        const QTemporaryDir folder;
        // The second goes on with the first one's sandbox, and has no coins to split.
        for (const char* count : {"2000", "500"}) {
            QProcess process;
            startTool(process, folder, arguments(folder.path(), QString::fromLatin1(count)));
            const int code = exitCode(process);
            const QString said = QString::fromUtf8(process.readAllStandardError());
            QVERIFY2(code == 0, qPrintable(said));
            const QString out = QString::fromUtf8(process.readAllStandardOutput());
            const QRegularExpression last(
                QStringLiteral("^%1 payments, [0-9]+ payments/s, finality p50 [0-9]+\\.[0-9] ms "
                               "p95 [0-9]+\\.[0-9] ms p99 [0-9]+\\.[0-9] ms\n$")
                    .arg(QLatin1String(count)));
            QVERIFY2(last.match(out).hasMatch(), qPrintable(out));
            QCOMPARE(said.contains(QStringLiteral("splitting")), QLatin1String(count) == "2000");
        }
    }
    void anInterruptEndsItInOrder() {
        const QTemporaryDir folder;
        QProcess process;
        startTool(process, folder, arguments(folder.path(), QStringLiteral("1000000")));
        QString said;
        const bool began = QTest::qWaitFor(
            [&] {
                said += QString::fromUtf8(process.readAllStandardError());
                return said.contains(QStringLiteral("splitting"));
            },
            kRunMs);
        QVERIFY2(began, qPrintable(said));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QCOMPARE(exitCode(process), 1);
        said = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(said.contains(QStringLiteral("stopped when asked to")), qPrintable(said));
        QVERIFY(process.readAllStandardOutput().isEmpty());
    }
    void refusals_data() {
        QTest::addColumn<QStringList>("extra");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("another network")
            << QStringList{QStringLiteral("--network"), QStringLiteral("testnet")} << 1
            << QStringLiteral("load runs on the sandbox only");
        QTest::newRow("a folder with other things")
            << QStringList{QStringLiteral("--datadir"), QStringLiteral("/")} << 1
            << QStringLiteral("is neither empty nor holds a sandbox");
        QTest::newRow("nothing open") << QStringList{QStringLiteral("--open"), QStringLiteral("0")}
                                      << 2 << QStringLiteral("usage: timecoin-tool load");
    }
    void refusals() {
        QFETCH(const QStringList, extra);
        QFETCH(const int, code);
        QFETCH(const QString, says);
        const QTemporaryDir folder;
        QProcess process;
        startTool(process, folder, arguments(folder.path(), QStringLiteral("10")) + extra);
        QCOMPARE(exitCode(process), code);
        QVERIFY(QString::fromUtf8(process.readAllStandardError()).contains(says));
    }
};

QTEST_GUILESS_MAIN(TestLoad)
#include "test_load.moc"
