// NodeService in this process: start, stop, start again, destroyed while it runs, and what its
// futures say when there is no node.
#include "node/api/deliver.h"
#include "node/api/node_service.h"
#include "node/engine/engine_types.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

constexpr int kStartMs = 60'000;
constexpr int kStopMs = NodeService::kStopMs;

EngineConfig configIn(const QTemporaryDir& folder) {
    EngineConfig config;
    config.network = testNetwork(4).network;
    config.dataDirectory = folder.filePath(QStringLiteral("node"));
    return config;
}

}  // namespace

class TestNodeService : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void itStartsStopsAndStartsAgain() {
        const QTemporaryDir folder;
        NodeService service(configIn(folder));
        for (int life = 0; life < 3; ++life) {
            QSignalSpy started(&service, &NodeService::started);
            QSignalSpy stopped(&service, &NodeService::stopped);
            QSignalSpy progress(&service, &NodeService::stopProgress);
            service.start();
            QVERIFY(service.isRunning());
            QVERIFY(started.wait(kStartMs));
            QVERIFY(service.listenPort() != 0);
            QVERIFY(service.snapshot() != nullptr);
            QCOMPARE(service.snapshot()->members.size(), 4);
            service.stop();
            service.stop();
            QVERIFY(stopped.wait(kStopMs));
            QCOMPARE(stopped.size(), 1);
            QVERIFY(stopped.front().front().toBool());
            QVERIFY(!progress.isEmpty());
            QVERIFY(!service.isRunning());
        }
    }

    void commandsGivenBeforeItHasStartedAreAnswered() {
        const QTemporaryDir folder;
        const TestNetwork net = testNetwork(4);
        NodeService service(configIn(folder));
        service.start();
        const auto coins = service.coinsOf(encoded(Lock::toKey(net.users[0].publicKey())));
        const auto place = service.heightOf(testHash(1));
        const auto outcome = service.submit(Bytes{1, 2, 3});
        QVERIFY(
            QTest::qWaitFor([&] { return coins.isFinished() && outcome.isFinished(); }, kStartMs));
        QVERIFY(coins.result().ok);
        QCOMPARE(coins.result().coins.size(), 1);
        QVERIFY(coins.result().coins.front().value == Amount::time(1'000'000));
        QVERIFY(place.result().ok && !place.result().height);
        QCOMPARE(outcome.result().code, QStringLiteral("malformed"));
    }

    // R-POOL-8: a payment that cannot become final, because no masternode is up, is there again.
    void whatWaitsSurvivesARestart() {
        const QTemporaryDir folder;
        const TestNetwork net = testNetwork(4);
        const Transaction tx = simpleTransfer(net, 0, 1, Amount::satoshi(5'000'000));
        const auto runOnce = [&](const std::function<void(NodeService&)>& inside) {
            NodeService service(configIn(folder));
            QSignalSpy started(&service, &NodeService::started);
            QSignalSpy stopped(&service, &NodeService::stopped);
            service.start();
            QVERIFY(started.wait(kStartMs));
            inside(service);
            service.stop();
            QVERIFY(stopped.wait(kStopMs));
        };
        const auto waits = [](NodeService& service) {
            return QTest::qWaitFor(
                [&] { return service.snapshot() && service.snapshot()->poolCount == 1; }, kStartMs);
        };
        runOnce([&](NodeService& service) {
            const auto outcome = service.submit(encoded(tx));
            QVERIFY(QTest::qWaitFor([&] { return outcome.isFinished(); }, kStartMs));
            QVERIFY(waits(service));
        });
        const QString file = folder.filePath(QStringLiteral("node/pool.dat"));
        QVERIFY(QFile::exists(file));
        runOnce([&](NodeService& service) { QVERIFY(waits(service)); });
        runOnce([](NodeService&) {});  // stopped before it was checked again, perhaps
        runOnce([&](NodeService& service) { QVERIFY(waits(service)); });

        // A damaged one costs what was in it, and nothing else.
        QVERIFY(writeContent(file, "not a pool"));
        runOnce([&](NodeService& service) { QCOMPARE(service.snapshot()->poolCount, 0U); });
        QVERIFY(QFile::exists(file + QStringLiteral(".damaged")));

        // And a disk that takes none stops nobody: here a folder stands in its place.
        QFile::remove(file);
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("node/pool.dat/x")));
        runOnce([&](NodeService& service) {
            const auto outcome = service.submit(encoded(tx));
            QVERIFY(QTest::qWaitFor([&] { return outcome.isFinished(); }, kStartMs));
            QVERIFY(waits(service));
        });
    }

    void destroyedWhileItRunsItEndsInOrder() {
        const QTemporaryDir folder;
        for (const bool waitForStart : {true, false}) {
            QElapsedTimer clock;
            {
                NodeService service(configIn(folder));
                QSignalSpy started(&service, &NodeService::started);
                service.start();
                if (waitForStart) QVERIFY(started.wait(kStartMs));
                clock.start();
            }
            // Its locks are free again, so its thread is gone; a start under way is awaited.
            QVERIFY(clock.elapsed() < kStartMs);
        }
        NodeService next(configIn(folder));
        QSignalSpy started(&next, &NodeService::started);
        next.start();
        QVERIFY(started.wait(kStartMs));
    }

    void requestsThatAStopOvertakesAreAnswered() {
        const QTemporaryDir folder;
        NodeService service(configIn(folder));
        QSignalSpy started(&service, &NodeService::started);
        QSignalSpy stopped(&service, &NodeService::stopped);
        service.start();
        QVERIFY(started.wait(kStartMs));
        int answers = 0;
        QObject here;
        service.stop();
        for (int i = 0; i < 50; ++i)
            deliver(service.coinsOf(encoded(Lock{})), &here,
                    [&](const CoinsAnswer&) { ++answers; });
        QVERIFY(stopped.wait(kStopMs));
        QVERIFY(QTest::qWaitFor([&] { return answers == 50; }, kStopMs));
    }

    void anAnswerToSomebodyWhoIsGoneGoesNowhere() {
        const QTemporaryDir folder;
        NodeService service(configIn(folder));
        QSignalSpy started(&service, &NodeService::started);
        service.start();
        QVERIFY(started.wait(kStartMs));
        bool called = false;
        {
            QObject gone;
            deliver(service.heightOf(testHash(1)), &gone,
                    [&](const HeightAnswer&) { called = true; });
        }
        QObject here;
        bool after = false;
        deliver(service.heightOf(testHash(1)), &here, [&](const HeightAnswer&) { after = true; });
        QVERIFY(QTest::qWaitFor([&] { return after; }, kStartMs));
        QVERIFY(!called);
    }

    void withoutANodeEveryFutureIsAnsweredAtOnce() {
        const QTemporaryDir folder;
        NodeService service(configIn(folder));
        QCOMPARE(service.submit(Bytes{1}).result().code, QStringLiteral("stopped"));
        QVERIFY(!service.coinsOf(encoded(Lock{})).result().ok);
        QVERIFY(!service.heightOf(testHash(1)).result().ok);
        QVERIFY(service.snapshot() == nullptr);
    }

    void aSecondOneOnTheSameFolderSaysWhyAndStops() {
        const QTemporaryDir folder;
        NodeService first(configIn(folder));
        QSignalSpy started(&first, &NodeService::started);
        first.start();
        QVERIFY(started.wait(kStartMs));
        NodeService second(configIn(folder));
        QSignalSpy fatal(&second, &NodeService::fatal);
        QSignalSpy stopped(&second, &NodeService::stopped);
        second.start();
        QVERIFY(stopped.wait(kStartMs));
        QCOMPARE(fatal.size(), 1);
        QCOMPARE(fatal.front().front().toString(), QStringLiteral("already_running"));
        QVERIFY(!second.isRunning() && first.isRunning());
    }

    void picturesComeAtMostFourTimesASecond() {
        const QTemporaryDir folder;
        NodeService service(configIn(folder));
        QSignalSpy started(&service, &NodeService::started);
        service.start();
        QVERIFY(started.wait(kStartMs));
        QSignalSpy pictures(&service, &NodeService::snapshotChanged);
        QElapsedTimer clock;
        clock.start();
        // Every submit is a turn, and every turn would be a new picture.
        QVERIFY(QTest::qWaitFor(
            [&] {
                service.submit(Bytes{1, 2, 3});
                return clock.elapsed() > 2'000;
            },
            10'000));
        QVERIFY(pictures.size() <= clock.elapsed() / 250 + 1);
    }
};

QTEST_GUILESS_MAIN(TestNodeService)
#include "test_node_service.moc"
