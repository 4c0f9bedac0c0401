// What the simulator draws and plans with: the same on every machine.
#include "tests/sim/known.h"
#include "tests/sim/random.h"
#include "tests/sim/timeline.h"

#include <QTest>

using namespace timecoin::sim;

class TestSimTools : public QObject {
    Q_OBJECT
private slots:
    void equalSeedsDrawEqualNumbers() {
        Random a(7);
        Random b(7);
        Random c(8);
        bool differs = false;
        for (int i = 0; i < 1'000; ++i) {
            const std::uint64_t drawn = a.next();
            QCOMPARE(b.next(), drawn);
            differs = differs || c.next() != drawn;
        }
        QVERIFY(differs);
        // Pinned: another machine or library must not draw differently.
        QCOMPARE(Random(0).next(), quint64{11091344671253066420U});
    }

    void timelineKeepsOrderOfEquals() {
        Timeline timeline;
        std::vector<int> order;
        timeline.after(5, [&] { order.push_back(3); });
        timeline.after(2, [&] {
            order.push_back(1);
            timeline.after(3, [&] { order.push_back(4); });
        });
        timeline.after(2, [&] { order.push_back(2); });
        while (!timeline.empty()) timeline.step();
        QCOMPARE(order, (std::vector<int>{1, 2, 3, 4}));
        QCOMPARE(timeline.nowMs(), quint64{5});
    }

    void whatIsKnownIsKnownForAWhile() {
        Known known;
        QVERIFY(!known.note(7, 100, 50));
        QVERIFY(known.has(7, 149, 50));
        QVERIFY(known.note(7, 149, 50));
        QVERIFY(!known.has(7, 150, 50));
        QVERIFY(!known.note(7, 150, 50));  // and from here on again
        QVERIFY(known.note(7, 199, 50));
        QVERIFY(!known.has(8, 199, 50));
    }

    void theOldAreForgottenWhenThereAreMany() {
        Known known;
        for (std::uint64_t id = 0; id < 4'095; ++id) known.set(id, 0);
        known.set(5'000, 900);
        QVERIFY(!known.note(6'000, 1'000, 2'000));
        QVERIFY(!known.has(1, 1'000, 2'000));
        QVERIFY(known.has(5'000, 1'000, 2'000));
        QVERIFY(known.has(6'000, 1'000, 2'000));
    }
};

QTEST_GUILESS_MAIN(TestSimTools)
#include "test_sim_tools.moc"
