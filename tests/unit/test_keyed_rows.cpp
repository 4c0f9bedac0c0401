// Views are told exactly what changed: after any change of the rows the model holds the new ones,
// indexes have stayed with their keys, and nothing was reset.
#include "ui/models/keyed_rows.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace timecoin;

namespace {

struct Item {
    int key = 0;
    int value = 0;
    friend bool operator==(const Item&, const Item&) = default;
};

class Items : public KeyedRows<Item> {
public:
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : 2;
    }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid() || role != Qt::DisplayRole) return {};
        return index.column() == 0 ? row(index.row()).key : row(index.row()).value;
    }
    void set(QVector<Item> next) {
        setRows(std::move(next), [](const Item& item) { return item.key; });
    }
};

QVector<Item> items(const QVector<int>& keys, int value = 0) {
    QVector<Item> out;
    for (const int key : keys) out.append({key, value});
    return out;
}

struct Counts {
    explicit Counts(Items& model)
        : inserted(&model, &QAbstractItemModel::rowsInserted),
          removed(&model, &QAbstractItemModel::rowsRemoved),
          moved(&model, &QAbstractItemModel::rowsMoved),
          changed(&model, &QAbstractItemModel::dataChanged),
          reset(&model, &QAbstractItemModel::modelReset) {}
    QVector<qsizetype> all() const {
        return {inserted.size(), removed.size(), moved.size(), changed.size(), reset.size()};
    }
    QSignalSpy inserted, removed, moved, changed, reset;
};

}  // namespace

class TestKeyedRows : public QObject {
    Q_OBJECT

private slots:
    void stepsAreFew_data() {
        QTest::addColumn<QVector<int>>("before");
        QTest::addColumn<QVector<int>>("after");
        QTest::addColumn<QVector<qsizetype>>("told");  // inserted, removed, moved, changed, reset
        using Keys = QVector<int>;
        using Told = QVector<qsizetype>;
        QTest::newRow("nothing") << Keys{1, 2} << Keys{1, 2} << Told{0, 0, 0, 0, 0};
        QTest::newRow("all new") << Keys{} << Keys{1, 2, 3} << Told{1, 0, 0, 0, 0};
        QTest::newRow("all gone") << Keys{1, 2, 3} << Keys{} << Told{0, 1, 0, 0, 0};
        QTest::newRow("at the front") << Keys{2, 3} << Keys{1, 2, 3} << Told{1, 0, 0, 0, 0};
        QTest::newRow("in the middle") << Keys{1, 4} << Keys{1, 2, 3, 4} << Told{1, 0, 0, 0, 0};
        QTest::newRow("two gaps") << Keys{2, 4} << Keys{1, 2, 3, 4} << Told{2, 0, 0, 0, 0};
        QTest::newRow("two holes") << Keys{1, 2, 3, 4, 5} << Keys{1, 3, 5} << Told{0, 2, 0, 0, 0};
        QTest::newRow("one moves up")
            << Keys{1, 2, 3, 4} << Keys{4, 1, 2, 3} << Told{0, 0, 1, 0, 0};
        QTest::newRow("one moves down")
            << Keys{1, 2, 3, 4} << Keys{2, 3, 4, 1} << Told{0, 0, 1, 0, 0};
        QTest::newRow("one for another") << Keys{1, 2, 3} << Keys{1, 9, 3} << Told{1, 1, 0, 0, 0};
    }
    void stepsAreFew() {
        QFETCH(QVector<int>, before);
        QFETCH(QVector<int>, after);
        QFETCH(QVector<qsizetype>, told);
        Items model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set(items(before));
        const Counts counts(model);
        model.set(items(after));
        QVERIFY(model.rows() == items(after));
        QCOMPARE(counts.all(), told);
    }

    void changesAreToldByTheRowsTheyAreIn() {
        Items model;
        model.set(items({1, 2, 3, 4, 5}));
        const Counts counts(model);
        QVector<Item> next = items({1, 2, 3, 4, 5});
        next[1].value = next[2].value = next[4].value = 7;
        model.set(next);
        QVERIFY(model.rows() == next);
        QCOMPARE(counts.changed.size(), 2);
        QCOMPARE(counts.changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(counts.changed[0][1].toModelIndex().row(), 2);
        QCOMPARE(counts.changed[0][1].toModelIndex().column(), 1);
        QCOMPARE(counts.changed[1][0].toModelIndex().row(), 4);
    }

    void aRepeatedKeyCountsOnce() {
        Items model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set(items({1, 2, 1, 3, 2}));
        QVERIFY(model.rows() == items({1, 2, 3}));
        model.set(items({3, 3, 1, 2}));
        QVERIFY(model.rows() == items({3, 1, 2}));
    }

    void anyChangeKeepsIndexesWithTheirKeys() {
        std::mt19937 random(20'260);
        Items model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Counts counts(model);
        QVector<int> keys;
        for (int round = 0; round < 400; ++round) {
            // A few go, a few come, a few are shuffled; at times everything is.
            for (int i = static_cast<int>(random() % 6); i > 0 && !keys.isEmpty(); --i)
                keys.remove(static_cast<qsizetype>(random() % static_cast<quint32>(keys.size())));
            for (int i = static_cast<int>(random() % 7); i > 0; --i) {
                const int key = static_cast<int>(random() % 300);
                if (!keys.contains(key))
                    keys.insert(
                        static_cast<qsizetype>(random() % static_cast<quint32>(keys.size() + 1)),
                        key);
            }
            if (round % 10 == 9) std::shuffle(keys.begin(), keys.end(), random);
            if (round % 3 == 2 && keys.size() > 1) keys.move(0, keys.size() - 1);
            std::vector<std::pair<QPersistentModelIndex, int>> held;
            for (int at = 0; at < model.rowCount(); ++at)
                held.emplace_back(model.index(at, 0), model.row(at).key);
            QVector<Item> next;
            for (const int key : keys) next.append({key, static_cast<int>(random() % 2)});
            model.set(next);
            QVERIFY(model.rows() == next);
            for (const auto& [index, key] : held)
                if (index.isValid()) QCOMPARE(index.data().toInt(), key);
        }
        QCOMPARE(counts.reset.size(), 0);
        QVERIFY(counts.moved.size() > 0 && counts.inserted.size() > 0 && counts.removed.size() > 0);
    }

    void manyRowsAreNoBurden() {
        Items model;
        QVector<int> keys(10'000);
        std::iota(keys.begin(), keys.end(), 0);
        model.set(items(keys));
        const Counts counts(model);
        for (int round = 1; round <= 20; ++round) {
            keys.prepend(10'000 + round);
            keys.remove(5'000);
            model.set(items(keys, round));
        }
        // All changed as well, which is told in one piece.
        QCOMPARE(counts.all(), (QVector<qsizetype>{20, 20, 0, 20, 0}));
        std::mt19937 random(1);
        std::shuffle(keys.begin(), keys.end(), random);
        model.set(items(keys));
        QVERIFY(model.rows() == items(keys));
        QCOMPARE(counts.reset.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestKeyedRows)
#include "test_keyed_rows.moc"
