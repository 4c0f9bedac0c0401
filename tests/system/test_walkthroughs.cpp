// The commands of the walkthroughs in docs/ do what the text says: all blocks marked `sh` of a file,
// in order, in an empty folder, by a shell that stops at the first failure.
#include "tests/support/node_process.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

QByteArray contentsOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString scriptOf(const QString& document) {
    const QString text =
        QString::fromUtf8(contentsOf(QStringLiteral(TIMECOIN_SOURCE_DIR "/docs/") + document));
    QString script = QStringLiteral("set -eu\n");
    const QRegularExpression block(QStringLiteral("^```sh\n(.*?)^```$"),
                                   QRegularExpression::MultilineOption |
                                       QRegularExpression::DotMatchesEverythingOption);
    for (auto found = block.globalMatch(text); found.hasNext();) script += found.next().captured(1);
    return script;
}

/// What a run of a document's commands left behind.
struct Run {
    QTemporaryDir folder;
    QByteArray out;
    QByteArray err;
    int exitCode = -1;

    QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }

    void begin(const QString& document) {
        QProcess shell;
        shell.setWorkingDirectory(folder.path());
        QProcessEnvironment environment = NodeProcess::environmentWith(folder.path());
        environment.insert(QStringLiteral("PATH"),
                           QFileInfo(NodeProcess::program()).absolutePath() + QLatin1Char(':') +
                               environment.value(QStringLiteral("PATH")));
        shell.setProcessEnvironment(environment);
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), scriptOf(document)});
        QVERIFY(
            QTest::qWaitFor([&shell] { return shell.state() == QProcess::NotRunning; }, 120'000));
        out = shell.readAllStandardOutput();
        err = shell.readAllStandardError();
        exitCode = shell.exitStatus() == QProcess::NormalExit ? shell.exitCode() : -1;
    }
};

}  // namespace

class TestWalkthroughs : public QObject {
    Q_OBJECT
private slots:
    void genesis();
    void chain();
};

/// R-GEN-2, R-GEN-4: from keys to a running node that shows the hash everybody computed.
void TestWalkthroughs::genesis() {
    Run run;
    run.begin(QStringLiteral("GENESIS.md"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QRegularExpression hash(QStringLiteral("genesis:     ([0-9a-f]{64})"));
    const QString shown = hash.match(QString::fromUtf8(run.out)).captured(1);
    QVERIFY2(!shown.isEmpty(), run.out.constData());
    QVERIFY(run.out.contains("declaration.toml is in it, unchanged"));
    QVERIFY(contentsOf(run.path("network.toml")).contains(shown.toUtf8()));
    // The node's first line, and its answer.
    QVERIFY(run.out.contains("genesis " + shown.toUtf8()));
    const QByteArray answers = contentsOf(run.path("node1/answers.jsonl"));
    QVERIFY2(answers.contains("\"genesis\":\"" + shown.toUtf8()), answers.constData());
}

/// R-STO-14, R-SNAP-3: a chain is checked, damaged, rebuilt, and another node begins with a snapshot.
void TestWalkthroughs::chain() {
    Run run;
    run.begin(QStringLiteral("CHAIN.md"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.out.count("All is well."), 3);
    QCOMPARE(run.out.count("All of it holds."), 1);
    QVERIFY2(run.out.contains("so it says"), run.out.constData());
    QVERIFY2(run.out.contains("refused"), run.out.constData());
    QVERIFY(run.out.contains("The old file is kept"));
    QVERIFY(run.err.contains("timecoin-tool rebuild --datadir DIR makes a new chain"));
    // It stands on no block below the snapshot.
    QVERIFY2(!contentsOf(run.path("said-fresh.txt")).contains("block height 1 "),
             run.out.constData());
}

QTEST_GUILESS_MAIN(TestWalkthroughs)
#include "test_walkthroughs.moc"
