// The commands of the walkthroughs in docs/ do what the text says: all blocks marked `sh` of a file,
// in order, in an empty folder, by a shell that stops at the first failure. Other blocks there are none.
#include "tests/support/file_content.h"
#include "tests/support/node_process.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

QString scriptOf(const QString& document) {
    const QString text =
        QString::fromUtf8(contentOf(QStringLiteral(TIMECOIN_SOURCE_DIR "/docs/") + document));
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
            QTest::qWaitFor([&shell] { return shell.state() == QProcess::NotRunning; }, 180'000));
        out = shell.readAllStandardOutput();
        err = shell.readAllStandardError();
        exitCode = shell.exitStatus() == QProcess::NormalExit ? shell.exitCode() : -1;
    }
};

}  // namespace

class TestWalkthroughs : public QObject {
    Q_OBJECT
private slots:
    void everyBlockIsRun();
    void genesis();
    void chain();
    void masternode();
};

/// A block that is only shown would be one that nobody has tried.
void TestWalkthroughs::everyBlockIsRun() {
    for (const char* const document : {"CHAIN.md", "GENESIS.md", "MASTERNODE.md"}) {
        const QStringList lines =
            QString::fromUtf8(contentOf(QStringLiteral(TIMECOIN_SOURCE_DIR "/docs/") + document))
                .split(QLatin1Char('\n'));
        bool inside = false;
        int blocks = 0;
        for (const QString& line : lines) {
            QVERIFY2(!line.startsWith(QStringLiteral("    ")) || inside ||
                         !line.contains(QStringLiteral("timecoin")),
                     qPrintable(line));
            if (!line.startsWith(QStringLiteral("```"))) continue;
            QVERIFY2(line == (inside ? QStringLiteral("```") : QStringLiteral("```sh")),
                     qPrintable(line));
            inside = !inside;
            ++blocks;
        }
        QVERIFY(!inside && blocks > 0);
    }
}

/// R-GEN-2, R-GEN-4: from keys to a running node that shows the hash everybody computed.
void TestWalkthroughs::genesis() {
    Run run;
    run.begin(QStringLiteral("GENESIS.md"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QRegularExpression hash(QStringLiteral("genesis:     ([0-9a-f]{64})"));
    const QString shown = hash.match(QString::fromUtf8(run.out)).captured(1);
    QVERIFY2(!shown.isEmpty(), run.out.constData());
    QVERIFY(run.out.contains("declaration.toml is in it, unchanged"));
    QVERIFY(contentOf(run.path("network.toml")).contains(shown.toUtf8()));
    // The node's first line, and its answer.
    QVERIFY(run.out.contains("genesis " + shown.toUtf8()));
    const QByteArray answers = contentOf(run.path("node1/answers.jsonl"));
    QVERIFY2(answers.contains("\"genesis\":\"" + shown.toUtf8()), answers.constData());
    // R-CHK-1: the node that was told a block of the chain has it, and says its name.
    const QByteArray later = contentOf(run.path("node2/answers.jsonl"));
    QVERIFY2(later.contains("\"checkpoint\":\"0:"), later.constData());
}

/// R-MN-10..12: registered, voting, updated, retired, by what an operator types.
void TestWalkthroughs::masternode() {
    Run run;
    run.begin(QStringLiteral("MASTERNODE.md"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QByteArray answers = contentOf(run.path("answers.jsonl"));
    QCOMPARE(answers.count("\"reply\":\"submit\""), answers.count("\"accepted\":true"));
    const QByteArray last = contentOf(run.path("mine.json"));
    QVERIFY2(last.contains("\"service\":\"127.0.0.1:24300\"") &&
                 last.contains("\"state\":\"left\"") && last.contains("\"updateNumber\":1"),
             last.constData());
    // Its program ran, and both were told to stop and did.
    for (const char* const said : {"said.txt", "server/said.txt"})
        QVERIFY(contentOf(run.path(said)).trimmed().endsWith("stopped"));
    QVERIFY(!contentOf(run.path("server/answers.jsonl")).contains("\"error\""));
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
    QVERIFY2(!contentOf(run.path("said-fresh.txt")).contains("block height 1 "),
             run.out.constData());
}

QTEST_GUILESS_MAIN(TestWalkthroughs)
#include "test_walkthroughs.moc"
