// Every PBFT bug of history as a story of its own: tests/data/scenarios (TRUST 5; R-CON-1..13). Each
// file holds what a story expects and the whole of what was said, so that a change of behaviour
// shows as a changed line. TIMECOIN_WRITE_SCENARIOS=1 writes what is said now into the files.
#include "tests/support/file_content.h"
#include "tests/support/pbft_scenario.h"

#include <QDir>
#include <QTest>

using namespace timecoin;

namespace {

const QString kFolder = QStringLiteral(TIMECOIN_SOURCE_DIR "/tests/data/scenarios");
const QByteArray kRuler = "---- what was said\n";

}  // namespace

class TestPbftScenarios : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void story_data() {
        QTest::addColumn<QString>("path");
        const QDir folder(kFolder);
        for (const QString& name : folder.entryList({QStringLiteral("*.txt")}, QDir::Files))
            QTest::newRow(qPrintable(name.chopped(4))) << folder.filePath(name);
    }
    void story() {
        QFETCH(QString, path);
        const QByteArray text = contentOf(path);
        QVERIFY(!text.isEmpty());
        const auto ruler = text.indexOf(kRuler);
        const QByteArray script = ruler < 0 ? text : text.left(ruler);
        std::vector<std::string> lines;
        for (const QByteArray& line : script.split('\n'))
            lines.push_back(line.trimmed().toStdString());

        const ScenarioStory story = runScenario(lines);
        if (qEnvironmentVariableIsSet("TIMECOIN_WRITE_SCENARIOS")) {
            QVERIFY(writeContent(path, script + kRuler + QByteArray::fromStdString(story.told)));
        }
        QVERIFY2(story.broken.empty(), (story.broken + "\n" + story.told).c_str());
        if (ruler < 0) return;
        const auto told = QByteArray::fromStdString(story.told).split('\n');
        const auto kept = text.mid(ruler + kRuler.size()).split('\n');
        for (qsizetype i = 0; i < std::max(told.size(), kept.size()); ++i)
            QCOMPARE(told.value(i), kept.value(i));
    }

    void anExpectationThatDoesNotHoldIsTold() {
        const std::vector<std::string> base = {"members 4", "start all",
                                               "until all have 1 within 9000"};
        const auto with = [&](const std::string& line) {
            auto script = base;
            script.push_back(line);
            return runScenario(script).broken;
        };
        QVERIFY(with("expect decided 1 in view 0").empty());
        for (const char* wrong : {"expect decided 1 in view 1", "expect block 1 is that of view 1",
                                  "expect miracles", "until all have 50 within 100", "dance"})
            QVERIFY2(!with(wrong).empty(), wrong);
        QVERIFY(!runScenario({}).broken.empty());
        QVERIFY(!runScenario({"start all"}).broken.empty());
    }
};

QTEST_GUILESS_MAIN(TestPbftScenarios)
#include "test_pbft_scenarios.moc"
