// The hash of the coin set: R-VAL-6.
#include "node/chain/coin.h"
#include "tests/support/canonical.h"
#include "tests/support/generators.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace timecoin;

namespace {

using Entry = std::pair<OutPoint, Coin>;

std::vector<Entry> entries(std::uint32_t count) {
    std::vector<Entry> all;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Output output{Amount::satoshi(1'000 + i), Lock::toKey(PublicKey{testHash(i).data})};
        all.push_back({testOutPoint(i / 2, i % 2), {output, i % 3 == 0 ? 0 : i}});
    }
    return all;
}

LtHash sumOf(const std::vector<Entry>& all) {
    LtHash sum;
    for (const auto& [outpoint, coin] : all) sum.add(outpoint, coin);
    return sum;
}

}  // namespace

class TestLtHash : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();
    void orderDoesNotMatter();
    void removingUndoesAdding();  // R-VAL-6
    void sumsOfSums();
    void everyFieldCounts();
    void encoding();
};

void TestLtHash::golden() {
    const QJsonObject file = vectorFile("golden/lthash.json").object();
    const QJsonArray digests = file["digests"].toArray();
    QCOMPARE(digests.size(), 4);
    LtHash sum;
    QVERIFY(sum.digest() == fixedOf<Hash>(digests[0]));
    int count = 0;
    for (const QJsonValue row : file["coins"].toArray()) {
        sum.add(*decoded<OutPoint>(hexOf(row["outpoint"])), *decoded<Coin>(hexOf(row["coin"])));
        QVERIFY(sum.digest() == fixedOf<Hash>(digests[++count]));
    }
    QCOMPARE(count, 3);
    const Bytes lanes = encoded(sum);
    const Bytes first = hexOf(file["first_lanes_of_three"]);
    QVERIFY(Bytes(lanes.begin(), lanes.begin() + static_cast<std::ptrdiff_t>(first.size())) ==
            first);
}

void TestLtHash::orderDoesNotMatter() {
    std::vector<Entry> all = entries(30);
    const LtHash expected = sumOf(all);
    QVERIFY(holds([&] {
        std::vector<Entry> shuffled = all;
        for (std::size_t i = shuffled.size(); i > 1; --i)
            std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
        RC_ASSERT(sumOf(shuffled) == expected);
    }));
}

void TestLtHash::removingUndoesAdding() {
    const std::vector<Entry> all = entries(20);
    LtHash sum = sumOf(all);
    const Hash full = sum.digest();
    for (const auto& [outpoint, coin] : all) sum.remove(outpoint, coin);
    QVERIFY(sum == LtHash());
    QVERIFY(sum.digest() == LtHash().digest());
    // Also below zero, and back.
    for (const auto& [outpoint, coin] : all) sum.remove(outpoint, coin);
    QVERIFY(sum.digest() != full);
    for (int round = 0; round < 2; ++round) {
        for (const auto& [outpoint, coin] : all) sum.add(outpoint, coin);
    }
    QVERIFY(sum.digest() == full);
    // A coin twice is not a coin once: sets with a repeated coin do not look right.
    sum.add(all[0].first, all[0].second);
    QVERIFY(sum.digest() != full);
}

void TestLtHash::sumsOfSums() {
    const std::vector<Entry> all = entries(20);
    const LtHash left = sumOf({all.begin(), all.begin() + 7});
    const LtHash right = sumOf({all.begin() + 7, all.end()});
    LtHash sum = left;
    sum.add(right);
    QVERIFY(sum == sumOf(all));
    sum.remove(left);
    QVERIFY(sum == right);
}

void TestLtHash::everyFieldCounts() {
    const auto [outpoint, coin] = entries(1)[0];
    std::set<Hash> digests = {sumOf({{outpoint, coin}}).digest()};
    const auto isNew = [&](const OutPoint& where, const Coin& what) {
        return digests.insert(sumOf({{where, what}}).digest()).second;
    };
    QVERIFY(isNew({outpoint.txid, 1}, coin));
    QVERIFY(isNew(testOutPoint(5), coin));
    Coin other = coin;
    other.matureSlot = 9;
    QVERIFY(isNew(outpoint, other));
    other = coin;
    other.output.value = Amount::satoshi(1);
    QVERIFY(isNew(outpoint, other));
    other = coin;
    other.output.lock.kind = LockKind::KeyList;
    QVERIFY(isNew(outpoint, other));
    other = coin;
    other.output.lock.data[0] ^= 1;
    QVERIFY(isNew(outpoint, other));
}

void TestLtHash::encoding() {
    const LtHash sum = sumOf(entries(5));
    const Bytes bytes = encoded(sum);
    QCOMPARE(bytes.size(), LtHash::kBytes);
    QVERIFY(decoded<LtHash>(bytes) == sum);
    QVERIFY(!decoded<LtHash>(ByteView(bytes).first(LtHash::kBytes - 1)));
    const auto [outpoint, coin] = entries(2)[1];
    QCOMPARE(encodingFault(coin), std::string());
    QCOMPARE(encoded(coin).size(), Coin::kEncodedSize);
}

QTEST_GUILESS_MAIN(TestLtHash)
#include "test_lthash.moc"
