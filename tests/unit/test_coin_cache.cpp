// The cache of coins beside a model: a plain map of all coins (R-STO-10).
#include "node/storage/coin_cache.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <random>

using namespace timecoin;

namespace {

using Coins = std::map<OutPoint, Coin>;

Lock lockOf(std::uint32_t number) {
    return {LockKind::Key, testHash(number).data};
}

/// The value decides the lock as well.
Coin coinOf(std::uint32_t value) {
    return {{Amount::satoshi(value), lockOf(value % 4)}, value % 3};
}

/// What a store does with the cache, on a table that is a map.
class Store {
public:
    explicit Store(std::size_t boundBytes) : m_cache(boundBytes) {}

    std::optional<Coin> coin(const OutPoint& outpoint) {
        if (const auto known = m_cache.find(outpoint)) return *known;
        const auto at = m_table.find(outpoint);
        if (at == m_table.end()) return std::nullopt;
        m_cache.remember(outpoint, at->second);
        return at->second;
    }
    void apply(const CoinDelta& delta) { m_cache.apply(delta); }
    /// False when a row is not as the cache says.
    bool flush(std::size_t most) {
        if (m_cache.flushing().empty()) m_cache.beginFlush();
        std::optional<OutPoint> last;
        for (const auto& [outpoint, change] : m_cache.flushing()) {
            if (most-- == 0) break;
            const auto row = m_table.find(outpoint);
            if (change.was ? row == m_table.end() || row->second != *change.was
                           : row != m_table.end())
                return false;
            if (change.was) m_table.erase(outpoint);
            if (change.now) m_table.emplace(outpoint, *change.now);
            ++m_rowsTouched;
            last = outpoint;
        }
        if (last) m_cache.flushedUpTo(*last);
        return true;
    }
    CoinCache& cache() { return m_cache; }
    const Coins& table() const { return m_table; }
    std::size_t rowsTouched() const { return m_rowsTouched; }
    Coins ofLock(const Lock& lock) const {
        Coins found;
        for (const auto& [outpoint, coin] : m_table)
            if (coin.output.lock == lock) found.emplace(outpoint, coin);
        m_cache.visitLock(lock, [&](const CoinChanges::value_type& entry) {
            const auto& [outpoint, change] = entry;
            if (change.was && change.was->output.lock == lock) found.erase(outpoint);
            if (change.now && change.now->output.lock == lock)
                found.insert_or_assign(outpoint, *change.now);
        });
        return found;
    }

private:
    CoinCache m_cache;
    Coins m_table;
    std::size_t m_rowsTouched = 0;
};

}  // namespace

class TestCoinCache : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void aCoinMadeAndSpentMeanwhileNeverTouchesTheTable() {  // R-STO-10
        Store store(1 << 20);
        const OutPoint a = testOutPoint(1);
        const OutPoint b = testOutPoint(2);
        store.apply({{}, {{a, coinOf(5)}}});
        store.apply({{{a, coinOf(5)}}, {{b, coinOf(4)}}});
        QVERIFY(!store.coin(a));
        QCOMPARE(store.coin(b), std::optional(coinOf(4)));
        QVERIFY(store.flush(10));
        QCOMPARE(store.rowsTouched(), 1U);
        QCOMPARE(store.table(), (Coins{{b, coinOf(4)}}));
        // Made again as it was before it was spent: nothing has changed.
        store.apply({{{b, coinOf(4)}}, {}});
        QVERIFY(!store.coin(b));
        store.apply({{}, {{b, coinOf(4)}}});
        QVERIFY(store.cache().fresh().empty());
        QCOMPARE(store.coin(b), std::optional(coinOf(4)));
        // Made again as another.
        store.apply({{{b, coinOf(4)}}, {}});
        store.apply({{}, {{b, coinOf(7)}}});
        QVERIFY(store.flush(10));
        QCOMPARE(store.table(), (Coins{{b, coinOf(7)}}));
    }

    void theStateIsAlwaysThatOfTheModel() {
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            std::mt19937 random(seed);
            Store store(seed % 3 == 0 ? 0 : seed * 400);
            Coins model;
            for (int step = 0; step < 200; ++step) {
                CoinDelta delta;
                for (std::uint32_t number = 0; number < 24; ++number) {
                    if (random() % 5 != 0) continue;
                    const OutPoint outpoint = testOutPoint(number);
                    const auto at = model.find(outpoint);
                    if (at != model.end())
                        delta.spent.push_back({outpoint, at->second});
                    else
                        delta.created.push_back(
                            {outpoint, coinOf(static_cast<std::uint32_t>(random() % 4 + 1))});
                }
                store.apply(delta);
                for (const auto& spent : delta.spent) model.erase(spent.outpoint);
                for (const auto& created : delta.created)
                    model.emplace(created.outpoint, created.coin);
                if (random() % 3 == 0) QVERIFY(store.flush(random() % 9 + 1));
                for (std::uint32_t number = 0; number < 24; ++number) {
                    if (random() % 2 == 0) continue;
                    const auto at = model.find(testOutPoint(number));
                    QCOMPARE(store.coin(testOutPoint(number)),
                             at == model.end() ? std::nullopt : std::optional(at->second));
                }
                for (std::uint32_t number = 0; number < 4; ++number) {
                    Coins expected;
                    for (const auto& [outpoint, coin] : model)
                        if (coin.output.lock == lockOf(number)) expected.emplace(outpoint, coin);
                    QCOMPARE(store.ofLock(lockOf(number)), expected);
                }
            }
            while (!store.cache().flushing().empty() || !store.cache().fresh().empty())
                QVERIFY(store.flush(1'000));
            QCOMPARE(store.table(), model);
        }
    }

    void memoryIsBounded() {
        constexpr std::size_t kBound = 1 << 20;
        CoinCache cache(kBound);
        for (std::uint32_t i = 0; i < 20'000; ++i) cache.remember(testOutPoint(i), coinOf(i + 1));
        QVERIFY(cache.bytes() <= kBound / 4);
        QVERIFY(cache.bytes() > kBound / 10);
        QVERIFY(cache.find(testOutPoint(19'999)));
        QVERIFY(!cache.find(testOutPoint(0)));
        std::uint32_t made = 0;
        while (!cache.isFull()) {
            cache.apply({{}, {{testOutPoint(made), coinOf(made + 1)}}});
            ++made;
        }
        QVERIFY(made > 1'000);
        QVERIFY(cache.bytes() <= kBound + 1'000);
        cache.beginFlush();
        cache.endFlush();
        QVERIFY(!cache.isFull());
    }
};

QTEST_GUILESS_MAIN(TestCoinCache)
#include "test_coin_cache.moc"
