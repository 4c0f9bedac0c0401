// The wallet's rows: keyed, told by the fewest signals, fast with 10,000 of them.
#include "ui/models/coin_model.h"
#include "ui/models/payment_filter.h"
#include "ui/models/payment_model.h"
#include "ui/models/request_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace timecoin;

namespace {

constexpr auto kStrict = QAbstractItemModelTester::FailureReportingMode::QtTest;
constexpr int kMany = 10'000;
constexpr quint64 kStartMs = 1'782'907'200'000;

Hash hashOf(quint32 number) {
    Hash hash;
    for (std::size_t i = 0; i < 4; ++i) hash.data[i] = std::uint8_t(number >> (24 - 8 * i));
    hash.data[31] = std::uint8_t(number * 37);
    return hash;
}

PaymentEntry payment(quint32 number) {
    PaymentEntry entry;
    entry.id = hashOf(number);
    entry.kind = PaymentKind(number % 4);
    entry.state = PaymentState::InBlock;
    entry.amount = *Amount::fromSatoshi(quint64(number) * 12'345'678 + 1);
    entry.label = number % 7 == 0 ? QString("Rent %1").arg(number) : QString();
    entry.parties = {Party{QString("stime1qabcdefghijklmnopqrstuvwxyz%1").arg(number), entry.amount,
                           number % 5 == 0 ? QString("Müller & Söhne") : QString(), false}};
    entry.createdMs = kStartMs - quint64(number) * 1'000;
    return entry;
}

QVector<PaymentEntry> payments(quint32 from, quint32 count) {
    QVector<PaymentEntry> rows;
    for (quint32 i = from; i < from + count; ++i) rows.append(payment(i));
    return rows;
}

CoinEntry coin(quint32 number) {
    CoinEntry entry;
    entry.txid = hashOf(number);
    entry.value = *Amount::fromSatoshi(quint64(number) + 1);
    return entry;
}

}  // namespace

class TestWalletModels : public QObject {
    Q_OBJECT
private slots:
    void piecesBecomeSortedRows();
    void updatesTouchOneRow();
    void anotherTimeMovesARow();
    void votesAreForgottenWhenFinal();
    void filterFollows();
    void filterWords();
    void filterStatesAndDates();
    void ofManyPaymentsOnlyTheChangedAreTold();
    void keyedRowsFollowAnySequence();
    void requestStates();
    void hiddenAmountsAreNowhere();
};

void TestWalletModels::piecesBecomeSortedRows() {
    PaymentModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    model.apply(payments(100, 50));
    model.apply(payments(0, 20));
    model.apply(payments(20, 80));
    model.apply(payments(140, 30));  // ten of them again
    QCOMPARE(model.rowCount(), 170);
    for (int row = 0; row < model.rowCount(); ++row) {
        QCOMPARE(model.at(row).id, hashOf(quint32(row)));
        QCOMPARE(model.rowOf(hashOf(quint32(row))), row);
    }
    QCOMPARE(model.rowOf(hashOf(5'000)), -1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestWalletModels::updatesTouchOneRow() {
    PaymentModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    model.apply(payments(0, 100));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    auto entry = payment(42);
    model.apply({entry});  // nothing new
    QCOMPARE(changed.count(), 0);
    entry.label = "new label";
    model.apply({entry});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 42);
    QCOMPARE(changed[0][1].toModelIndex().row(), 42);
    QCOMPARE(inserted.count() + reset.count(), 0);
    QCOMPARE(model.index(42, PaymentModel::WhoColumn).data().toString(), QString("new label"));
}

void TestWalletModels::anotherTimeMovesARow() {
    PaymentModel model;
    PaymentFilter filter(model);
    const QAbstractItemModelTester tester(&model, kStrict);
    const QAbstractItemModelTester filterTester(&filter, kStrict);
    model.apply(payments(0, 10));
    auto entry = payment(9);
    entry.createdMs = kStartMs + 5;
    model.apply({entry});
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.rowOf(entry.id), 0);
    QCOMPARE(filter.rowOf(entry.id), 0);
    QCOMPARE(filter.rowCount(), 10);
}

void TestWalletModels::votesAreForgottenWhenFinal() {
    PaymentModel model;
    VotesInfo votes;
    votes.txid = hashOf(3);
    votes.votesBy.set(0).set(2);
    model.setVotes(votes);  // told before the payment
    auto entry = payment(3);
    entry.state = PaymentState::Seen;
    model.apply({entry});
    QCOMPARE(model.index(0, 0).data(PaymentModel::VotesRole).toInt(), 2);
    entry.state = PaymentState::Final;
    model.apply({entry});
    QVERIFY(model.votesOf(entry.id) == nullptr);
    model.setVotes(votes);
    QVERIFY(model.votesOf(entry.id) == nullptr);
}

void TestWalletModels::filterFollows() {
    std::mt19937 random(7);
    PaymentModel model;
    PaymentFilter filter(model);
    const QAbstractItemModelTester tester(&filter, kStrict);
    filter.setQuery({"rent", {}, PaymentStateGroup::Any, 0, 0});
    for (int step = 0; step < 300; ++step) {
        QVector<PaymentEntry> piece;
        const auto count = random() % 6;
        for (unsigned i = 0; i < count; ++i) {
            auto entry = payment(quint32(random() % 200));
            if (random() % 3 == 0) entry.label = "Rent anew";
            if (random() % 3 == 0) entry.label.clear();
            if (random() % 10 == 0) entry.createdMs += random() % 90'000;
            piece.append(entry);
        }
        model.apply(piece);
        QVector<Hash> expected;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.at(row).label.startsWith("Rent")) expected.append(model.at(row).id);
        }
        QCOMPARE(filter.rowCount(), int(expected.size()));
        for (int row = 0; row < filter.rowCount(); ++row)
            QCOMPARE(filter.at(row).id, expected[row]);
    }
    model.clear();
    QCOMPARE(filter.rowCount(), 0);
}

void TestWalletModels::filterWords() {
    PaymentModel model;
    PaymentFilter filter(model);
    model.apply(payments(0, 100));
    const auto count = [&filter](const QString& text) {
        filter.setQuery({text, {}, PaymentStateGroup::Any, 0, 0});
        return filter.rowCount();
    };
    QCOMPARE(count(""), 100);
    QCOMPARE(count("rent"), 15);
    QCOMPARE(count("  RENT  14"), 1);
    QCOMPARE(count("müller"), 20);
    QCOMPARE(count("MÜLLER rent"), 3);
    QCOMPARE(count(QString::fromStdString(toHex(hashOf(17)))), 1);
    QCOMPARE(count("wxyz99"), 1);
    QCOMPARE(count("2.09876527"), 1);  // payment 17
    QCOMPARE(count("nothing of this kind"), 0);
}

void TestWalletModels::filterStatesAndDates() {
    PaymentModel model;
    PaymentFilter filter(model);
    auto rows = payments(0, 100);
    rows[0].state = PaymentState::Seen;
    rows[1].state = PaymentState::Rejected;
    model.apply(rows);
    filter.setQuery({"", PaymentKind::Reward, PaymentStateGroup::Any, 0, 0});
    QCOMPARE(filter.rowCount(), 25);
    filter.setQuery({"", {}, PaymentStateGroup::UnderWay, 0, 0});
    QCOMPARE(filter.rowCount(), 1);
    filter.setQuery({"", {}, PaymentStateGroup::Failed, 0, 0});
    QCOMPARE(filter.rowCount(), 1);
    filter.setQuery({"", {}, PaymentStateGroup::Final, 0, 0});
    QCOMPARE(filter.rowCount(), 98);
    filter.setQuery({"", {}, PaymentStateGroup::Any, kStartMs - 9'000, kStartMs - 4'000});
    QCOMPARE(filter.rowCount(), 5);
    QCOMPARE(filter.shown().size(), 5);
}

void TestWalletModels::ofManyPaymentsOnlyTheChangedAreTold() {
    PaymentModel model;
    PaymentFilter filter(model);
    for (quint32 piece = 0; piece < kMany; piece += 2'000) model.apply(payments(piece, 2'000));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (quint32 i = 0; i < 1'000; ++i) {
        auto entry = payment(i * 10);
        entry.label = "touched";
        model.apply({entry});
    }
    QCOMPARE(changed.size(), 1'000);  // each tells of itself alone
    for (const auto& said : changed)
        QCOMPARE(said[0].toModelIndex().row(), said[1].toModelIndex().row());
    QCOMPARE(reset.size(), 0);
    filter.setQuery({"touched", {}, PaymentStateGroup::Any, 0, 0});
    QCOMPARE(filter.rowCount(), 1'000);
    filter.setQuery({"", {}, PaymentStateGroup::Any, 0, 0});
    QCOMPARE(filter.rowCount(), kMany);
}

void TestWalletModels::keyedRowsFollowAnySequence() {
    std::mt19937 random(11);
    CoinModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (int step = 0; step < 300; ++step) {
        QVector<CoinEntry> next;
        for (quint32 i = 0; i < 40; ++i) {
            if (random() % 3 == 0) continue;
            auto entry = coin(i);
            if (random() % 4 == 0) entry.state = CoinState::Frozen;
            next.append(entry);
        }
        if (step % 3 == 0) std::shuffle(next.begin(), next.end(), random);
        model.setCoins(next);
        QCOMPARE(model.rows(), next);
    }
    QCOMPARE(reset.count(), 0);
    auto same = model.rows();
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setCoins(same);
    QCOMPARE(changed.count(), 0);
    same[3].label = "named";
    model.setCoins(same);
    QCOMPARE(changed.count(), 1);
    model.setCoins({coin(1), coin(1)});
    QCOMPARE(model.rowCount(), 1);
}

void TestWalletModels::requestStates() {
    RequestEntry request;
    QCOMPARE(requestState(request), RequestState::Waiting);
    request.pending = Amount::satoshi(5);
    QCOMPARE(requestState(request), RequestState::OnTheWay);
    request.amount = Amount::satoshi(9);
    request.pending = {};
    request.received = Amount::satoshi(5);
    QCOMPARE(requestState(request), RequestState::Part);
    request.received = Amount::satoshi(9);
    QCOMPARE(requestState(request), RequestState::Paid);
    RequestModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    model.setRequests({request});
    QCOMPARE(model.rowOf(0), 0);
}

void TestWalletModels::hiddenAmountsAreNowhere() {
    PaymentModel model;
    model.apply({payment(17)});
    CoinModel coins;
    coins.setCoins({coin(208'876'525)});
    const QModelIndex cell = model.index(0, PaymentModel::AmountColumn);
    const QModelIndex coinCell = coins.index(0, CoinModel::AmountColumn);
    QVERIFY(cell.data().toString().contains("2.09876527"));
    model.setAmountsHidden(true);
    coins.setAmountsHidden(true);
    for (const int role :
         {int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)}) {
        QVERIFY(!cell.data(role).toString().contains("09876"));
        QVERIFY(!coinCell.data(role).toString().contains("08876"));
    }
}

QTEST_GUILESS_MAIN(TestWalletModels)
#include "test_wallet_models.moc"
