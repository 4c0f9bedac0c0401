// A wallet on a node that does not have all blocks (R-SNAP-3, R-STO-13): its coins are complete, and it
// says which part of the history is not there, until a node has it. Rule L7.
#include "tests/support/fixtures.h"
#include "wallet/worker/wallet_worker.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

SecretText secret(const char* text) {
    return SecretText(asBytes(text));
}

/// Paid to `lock`, from somebody.
Transaction paying(std::uint32_t number, const Bytes& lock, std::uint64_t satoshi) {
    Transaction tx;
    tx.inputs = {testOutPoint(number)};
    tx.outputs = {{*Amount::fromSatoshi(satoshi), decoded<Lock>(lock).value()}};
    return tx;
}

CoinInfo coinOf(const Transaction& tx) {
    const Output& output = tx.outputs.front();
    return {tx.id(), 0, output.value, encoded(output.lock), 0};
}

/// A wallet in one folder, and a node that answers as the test says.
class Bench {
public:
    Bench(const std::shared_ptr<const Network>& network, const QString& folder) {
        WorkerConfig config;
        config.network = network;
        config.folder = folder;
        config.cost = {64, 1};
        WorkerHandlers handlers;
        handlers.published = [this](const WalletSnapshotPtr& snapshot) { shown = snapshot; };
        handlers.rows = [](const QVector<PaymentEntry>&) {};
        handlers.reset = [] {};
        handlers.final = handlers.failed = [](const PaymentEntry&) {};
        handlers.watch = [this](const QVector<Bytes>& locks) { watched = locks; };
        handlers.submit = [](const Hash&, const Bytes&) {};
        // A node answers later, not within the question.
        handlers.askCoins = [this](quint64 tag, const QVector<Bytes>&) {
            rounds.insert(tag);
            QMetaObject::invokeMethod(
                worker.get(),
                [this, tag] {
                    worker->coinsTold(tag, {true, tip, coins});
                },
                Qt::QueuedConnection);
        };
        handlers.askBlocks = [this](quint64 tag, quint64 height) {
            asked.append(height);
            QMetaObject::invokeMethod(
                worker.get(), [this, tag, height] { answerBlocks(tag, height); },
                Qt::QueuedConnection);
        };
        worker = std::make_unique<WalletWorker>(std::move(config), std::move(handlers));
        worker->start();
    }
    ~Bench() { worker->stop(); }

    /// What the wallet shows when it has heard everything.
    bool shows(quint64 satoshi, quint64 gap, quint64 from) const {
        return QTest::qWaitFor([&] {
            return shown && !shown->scanning && shown->scannedHeight == tip &&
                   shown->balances.available.satoshi() == satoshi && shown->historyGap == gap &&
                   shown->historyFrom == from;
        });
    }

    std::unique_ptr<WalletWorker> worker;
    WalletSnapshotPtr shown;
    QVector<Bytes> watched;
    QVector<quint64> asked;
    QSet<quint64> rounds;  ///< of asking for coins
    // The node:
    quint64 tip = 0;
    quint64 bodiesFrom = 0;
    QVector<CoinInfo> coins;
    QVector<WatchedBlock> blocks;  ///< all there ever were

private:
    void answerBlocks(quint64 tag, quint64 height) const {
        BlocksAnswer answer{true, tip, tip + 1, bodiesFrom, {}};
        for (const WatchedBlock& block : blocks)
            if (block.height >= height && block.height >= bodiesFrom) answer.blocks.append(block);
        worker->blocksTold(tag, answer);
    }
};

}  // namespace

class TestWalletGap : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void whatTheNodeDoesNotHave();
    void aGapWhileAway();
};

void TestWalletGap::whatTheNodeDoesNotHave() {
    const auto network = std::make_shared<const Network>(testNetwork(4).network);
    const QTemporaryDir folder;
    Transaction early;
    Transaction late;
    QVector<WatchedBlock> blocks;
    {
        Bench bench(network, folder.path());
        WalletPlan plan;
        plan.words = bench.worker->makeWords(24).words;
        plan.passphrase = secret("correct horse");
        plan.restore = true;
        QVERIFY(bench.worker->create(plan).ok);
        bench.tip = 20;
        bench.bodiesFrom = 16;
        bench.worker->nodeUp();
        early = paying(1, bench.watched.at(0), 50'000);
        late = paying(2, bench.watched.at(1), 7'000);
        blocks = {{5, testHash(5), 1'000, 4, {encoded(early)}},
                  {18, testHash(18), 2'000, 17, {encoded(late)}}};
        bench.blocks = blocks;
        bench.coins = {coinOf(early), coinOf(late)};
        QVERIFY(bench.shows(57'000, 1, 16));
    }
    const auto reopened = [&] {
        auto bench = std::make_unique<Bench>(network, folder.path());
        bench->tip = 21;
        bench->blocks = blocks;
        bench->coins = {coinOf(early), coinOf(late)};
        if (!bench->worker->unlock(secret("correct horse")).ok) qFatal("cannot unlock");
        return bench;
    };
    {
        // Remembered, and until the node has named the coins nobody calls the balance complete.
        const auto bench = reopened();
        QVERIFY(QTest::qWaitFor([&] { return bench->shown && bench->shown->historyFrom == 16; }));
        QVERIFY(bench->shown->scanning);
        bench->bodiesFrom = 16;
        bench->worker->nodeUp();
        QVERIFY(bench->shows(57'000, 1, 16));
        QVERIFY(!bench->asked.contains(1));
    }
    {
        // A node that is behind cannot name them yet; when it can, they are there.
        const auto bench = reopened();
        bench->tip = 10;
        bench->coins = {coinOf(early)};
        bench->bodiesFrom = 16;
        bench->worker->nodeUp();
        QVERIFY(QTest::qWaitFor([&] { return bench->rounds.size() >= 3; }));
        QVERIFY(bench->asked.isEmpty());
        QVERIFY(bench->shown->scanning);
        bench->tip = 21;
        bench->coins = {coinOf(early), coinOf(late)};
        QVERIFY(bench->shows(57'000, 1, 16));
    }
    {
        // A node that has every block: they are looked through, and nothing is missing any more.
        const auto bench = reopened();
        bench->bodiesFrom = 0;
        bench->worker->nodeUp();
        QVERIFY(bench->shows(57'000, 0, 0));
        QVERIFY(bench->asked.contains(1));
        QCOMPARE(bench->shown->paymentCount, 2U);
    }
    const auto bench = reopened();
    bench->bodiesFrom = 16;
    bench->worker->nodeUp();
    QVERIFY(bench->shows(57'000, 0, 0));
}

void TestWalletGap::aGapWhileAway() {
    // The history was complete up to 20; then the node dropped blocks that this wallet never saw.
    const auto network = std::make_shared<const Network>(testNetwork(4).network);
    const QTemporaryDir folder;
    Transaction unseen;
    {
        Bench bench(network, folder.path());
        WalletPlan plan;
        plan.words = bench.worker->makeWords(24).words;
        plan.passphrase = secret("correct horse");
        plan.restore = true;
        QVERIFY(bench.worker->create(plan).ok);
        bench.tip = 20;
        bench.worker->nodeUp();
        unseen = paying(1, bench.watched.at(0), 50'000);
        QVERIFY(bench.shows(0, 0, 0));
    }
    Bench bench(network, folder.path());
    QVERIFY(bench.worker->unlock(secret("correct horse")).ok);
    bench.tip = 200;
    bench.bodiesFrom = 150;
    bench.coins = {coinOf(unseen)};
    bench.worker->nodeUp();
    QVERIFY(bench.shows(50'000, 21, 150));
}

QTEST_GUILESS_MAIN(TestWalletGap)
#include "test_wallet_gap.moc"
