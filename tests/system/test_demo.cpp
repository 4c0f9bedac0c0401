// The demo keeps what it promises, and knows when it does not.
#include "tests/support/node_process.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace timecoin;

class TestDemo : public QObject {
    Q_OBJECT

    struct Run {
        std::optional<int> exitCode;
        QString out;
    };
    static Run run(const QString& program, const QStringList& arguments, const QString& folder,
                   int timeoutMs) {
        QProcess process;
        process.setProcessEnvironment(NodeProcess::environmentWith(folder));
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(timeoutMs);
        Run result{std::nullopt, QString::fromUtf8(process.readAll())};
        if (ended && process.exitStatus() == QProcess::NormalExit)
            result.exitCode = process.exitCode();
        if (!ended) {
            process.kill();
            process.waitForFinished(10'000);
        }
        return result;
    }
    static QStringList arguments(const QString& folder, const QString& timeoutMs) {
        return {QStringLiteral("--network"),
                QStringLiteral("sandbox"),
                QStringLiteral("--demo"),
                QStringLiteral("--datadir"),
                folder + QStringLiteral("/data"),
                QStringLiteral("--block-interval-ms"),
                QStringLiteral("2000"),
                QStringLiteral("--demo-timeout-ms"),
                timeoutMs};
    }

private slots:
    void bothPaymentsBecomeFinalAndAllFiveDatabasesHaveThem() {
        const QTemporaryDir folder;
        const Run first =
            run(NodeProcess::program(), arguments(folder.path(), QStringLiteral("60000")),
                folder.path(), 200'000);
        QVERIFY2(first.exitCode == 0, qPrintable(first.out));
        const QRegularExpression final(QStringLiteral("^final after (\\d+) ms$"),
                                       QRegularExpression::MultilineOption);
        auto finals = final.globalMatch(first.out);
        int count = 0;
        for (; finals.hasNext(); ++count) {
            const int ms = finals.next().captured(1).toInt();
            QVERIFY2(ms < 5'000, qPrintable(first.out));
        }
        QCOMPARE(count, 2);
        QCOMPARE(first.out.count(QStringLiteral("its own database has payment 1 in block")), 5);
        QVERIFY(first.out.contains(QStringLiteral("all 5 nodes agree")));

        // Again on the same chain.
        const Run second =
            run(NodeProcess::program(), arguments(folder.path(), QStringLiteral("60000")),
                folder.path(), 200'000);
        QVERIFY2(second.exitCode == 0, qPrintable(second.out));
    }

    void withoutANetworkItFailsAndSaysWhatItWaitedFor() {
        const QString unshare = QStandardPaths::findExecutable(QStringLiteral("unshare"));
        if (::geteuid() != 0 || unshare.isEmpty()) QSKIP("needs root and unshare");
        const QTemporaryDir folder;
        const Run probe =
            run(unshare, {QStringLiteral("-n"), QStringLiteral("true")}, folder.path(), 10'000);
        if (probe.exitCode != 0) QSKIP("network namespaces are not allowed here");
        // A namespace of its own, with loopback down: no node can reach another.
        const Run alone = run(unshare,
                              QStringList{QStringLiteral("-n"), NodeProcess::program()} +
                                  arguments(folder.path(), QStringLiteral("3000")),
                              folder.path(), 60'000);
        QVERIFY2(alone.exitCode.value_or(0) != 0, qPrintable(alone.out));
        QVERIFY2(!alone.out.contains(QStringLiteral("final after")), qPrintable(alone.out));
        QVERIFY2(alone.out.contains(QStringLiteral("waiting for all nodes to be connected")) ||
                     alone.out.contains(QStringLiteral("port cannot be opened")),
                 qPrintable(alone.out));
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "test_demo.moc"
