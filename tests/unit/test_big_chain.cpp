// The chain that the benchmarks of scale stand on is one that the ledger made and a node would keep.
#include "tests/support/big_chain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

class TestBigChain : public QObject {
    Q_OBJECT

    static constexpr BigChainPlan kPlan{1'030, 400, 5, 3, 100};

    static std::uint64_t coinsIn(const ChainStore& store, LtHash& hash) {
        std::uint64_t count = 0;
        (void)store.forEachCoin([&](const OutPoint& outpoint, const Coin& coin) {
            hash.add(outpoint, coin);
            ++count;
            return true;
        });
        return count;
    }

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void itsCoinsAreThereAndPay() {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        int told = 0;
        BigChain(path, kPlan, [&told](const std::string&) { ++told; });
        QVERIFY(told >= 3);
        const BigChain chain(path, kPlan, [](const std::string&) { QFAIL("made again"); });
        const auto store = BigChain::openStore(chain.chainPath(), chain.network());

        const auto tip = store->tip();
        QVERIFY(tip);
        LtHash hash;
        // Genesis, nine more with each transfer, a reward for each block (its fees apart).
        const std::uint64_t coins = coinsIn(*store, hash);
        const std::uint64_t height = tip.value().header.height;
        QCOMPARE(coins, 1'004U + 9U * kPlan.transfers + 2U * height);
        QVERIFY(hash == tip.value().coinHash);
        QCOMPARE(tip.value().certificate.entries.size(), 4U);

        for (const Lock& lock : chain.walletLocks())
            QCOMPARE(store->coinsOf(lock).value().size(), std::size_t{kPlan.coinsPerWalletKey});

        ChainMaker maker(chain.network(), chain.operators(), *store);
        const BigPayments payments(chain, *store, 0, 50);
        QVERIFY(maker.commit(maker.next(maker.checked(payments.plan()))));
        QCOMPARE(store->tip().value().header.height, height + 1);
    }
};

QTEST_GUILESS_MAIN(TestBigChain)
#include "test_big_chain.moc"
