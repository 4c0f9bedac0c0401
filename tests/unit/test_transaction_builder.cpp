// Coin selection and the building of transfers. Whatever is built, the node's own check accepts
// (R-TX-2, R-TX-4, R-TX-6).
#include "wallet/payment/transaction_builder.h"

#include "node/chain/transaction_check.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"
#include "tests/support/properties.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

WalletCoin coinOf(std::uint32_t number, std::uint64_t satoshi, std::uint32_t key = 1) {
    return {testOutPoint(number),
            {{*Amount::fromSatoshi(satoshi), Lock::toKey(testKey(key).publicKey())}, 0}};
}

Output to(std::uint32_t key, std::uint64_t satoshi) {
    return {*Amount::fromSatoshi(satoshi), Lock::toKey(testKey(key).publicKey())};
}

Payment payment(std::vector<Output> outputs, FeeRate rate = {1, 1}) {
    return {std::move(outputs), Lock::toKey(testKey(9).publicKey()), {}, rate};
}

Result<SignedTransfer, PaymentError> build(const Payment& what, std::vector<WalletCoin> coins,
                                           std::uint64_t slot = 0) {
    const SigningKey one = testKey(1);
    const SigningKey two = testKey(2);
    return buildTransfer(what, {std::move(coins), {&one, &two}, slot}, testHash(100), fastScheme());
}

bool nodeAccepts(const SignedTransfer& built) {
    const auto checked =
        checkTransaction(built.tx, built.spent, testBasis(testHash(100), fastScheme()));
    return checked && checked->fee == built.fee;
}

Amount sumOf(const std::vector<Output>& outputs) {
    Amount sum;
    for (const Output& output : outputs) sum = *sum.plus(output.value);
    return sum;
}

}  // namespace

class TestTransactionBuilder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void paysWithChange();
    void exactWithoutChange();
    void dustChangeGoesToFee();
    void smallestCoinThatPaysAlone();
    void largestFirstOtherwise();
    void feeFollowsSize();
    void oneSignaturePerKey();
    void immatureIsPassedOver();
    void onlyOwnKeys();
    void memoIsKept();
    void restGetsWhatIsLeft();
    void aPlanIsWhatIsSigned();
    void realSignatures();
    void refusals();
    void tooManySmallCoins();
    void orderNeverMatters();
    void anyPayment();
};

void TestTransactionBuilder::paysWithChange() {
    const auto built = build(payment({to(5, 400'000)}), {coinOf(1, 1'000'000)});
    QVERIFY(built);
    QCOMPARE(built->tx.outputs.size(), 2U);
    QVERIFY(built->tx.outputs[0] == to(5, 400'000));
    QVERIFY(built->tx.outputs[1] == (Output{built->change, Lock::toKey(testKey(9).publicKey())}));
    QCOMPARE(built->change.satoshi() + built->fee.satoshi(), 600'000U);
    QCOMPARE(built->fee.satoshi(), encoded(built->tx).size());  // one satoshi a byte
    QVERIFY(nodeAccepts(*built));
}

void TestTransactionBuilder::exactWithoutChange() {
    const auto sample = build(payment({to(5, 400'000)}), {coinOf(1, 1'000'000)});
    const std::uint64_t bare = sample->fee.satoshi() - Output::kEncodedSize;
    const auto built = build(payment({to(5, 400'000)}), {coinOf(1, 400'000 + bare)});
    QVERIFY(built);
    QVERIFY(built->change.isZero());
    QCOMPARE(built->tx.outputs.size(), 1U);
    QCOMPARE(built->fee.satoshi(), bare);
    QVERIFY(nodeAccepts(*built));
    const auto short1 = build(payment({to(5, 400'000)}), {coinOf(1, 400'000 + bare - 1)});
    QVERIFY(!short1);
    QVERIFY(short1.error() ==
            (PaymentError{PaymentCode::NotEnough, *Amount::fromSatoshi(400'000 + bare),
                          *Amount::fromSatoshi(400'000 + bare - 1)}));
}

void TestTransactionBuilder::dustChangeGoesToFee() {
    const auto sample = build(payment({to(5, 400'000)}), {coinOf(1, 1'000'000)});
    const std::uint64_t withChange = sample->fee.satoshi();
    const auto dust =
        build(payment({to(5, 400'000)}), {coinOf(1, 400'000 + withChange + kDustSatoshi - 1)});
    QVERIFY(dust);
    QVERIFY(dust->change.isZero());
    QCOMPARE(dust->fee.satoshi(), withChange + kDustSatoshi - 1);
    QVERIFY(nodeAccepts(*dust));
    const auto enough =
        build(payment({to(5, 400'000)}), {coinOf(1, 400'000 + withChange + kDustSatoshi)});
    QCOMPARE(enough->change.satoshi(), kDustSatoshi);
    QVERIFY(nodeAccepts(*enough));
}

void TestTransactionBuilder::smallestCoinThatPaysAlone() {
    const auto built = build(payment({to(5, 400'000)}),
                             {coinOf(1, 9'000'000), coinOf(2, 500'000), coinOf(3, 399'999),
                              coinOf(4, 2'000'000), coinOf(5, 500'000)});
    QCOMPARE(built->tx.inputs.size(), 1U);
    QVERIFY(built->tx.inputs[0] == std::min(testOutPoint(2), testOutPoint(5)));
}

void TestTransactionBuilder::largestFirstOtherwise() {
    const auto built = build(payment({to(5, 900'000)}), {coinOf(1, 100'000), coinOf(2, 500'000),
                                                         coinOf(3, 600'000), coinOf(4, 300'000)});
    QCOMPARE(built->tx.inputs, (std::vector<OutPoint>{testOutPoint(3), testOutPoint(2)}));
    QVERIFY(nodeAccepts(*built));
}

void TestTransactionBuilder::feeFollowsSize() {
    const std::vector<WalletCoin> coins = {coinOf(1, 100'000'000)};
    const auto one = build(payment({to(5, 400'000)}), coins);
    const auto ten = build(payment({to(5, 400'000)}, {10, 1}), coins);
    QCOMPARE(ten->fee.satoshi(), one->fee.satoshi() * 10);
    const auto cheap = build(payment({to(5, 400'000)}, {0, 1}), coins);
    QCOMPARE(cheap->fee.satoshi(), kMinFeeSatoshi);
    QCOMPARE(feeFor(1'001, {1, 1'000}).satoshi(), 2U);
    QCOMPARE(feeFor(1'000, {1, 1'000}).satoshi(), 1U);
    QCOMPARE(feeFor(100'000, {~std::uint64_t{0}, 1}).satoshi(), 100'000 * (kMaxSatoshi >> 17));
    QVERIFY(!build(payment({to(5, 400'000)}, {~std::uint64_t{0}, 1}), coins));
}

void TestTransactionBuilder::oneSignaturePerKey() {
    const auto built =
        build(payment({to(5, 2'500'000)}),
              {coinOf(1, 1'000'000, 1), coinOf(2, 1'000'000, 2), coinOf(3, 1'000'000, 1)});
    QCOMPARE(built->tx.inputs.size(), 3U);
    QCOMPARE(built->tx.witness.signatures.size(), 2U);
    QCOMPARE(built->fee.satoshi(), encoded(built->tx).size());
    QVERIFY(nodeAccepts(*built));
}

void TestTransactionBuilder::immatureIsPassedOver() {
    WalletCoin reward = coinOf(1, 1'000'000);
    reward.coin.matureSlot = 15;
    QVERIFY(build(payment({to(5, 400'000)}), {reward}, 14).error().code == PaymentCode::NotEnough);
    QVERIFY(build(payment({to(5, 400'000)}), {reward}, 15).ok());
}

void TestTransactionBuilder::onlyOwnKeys() {
    const WalletCoin foreign = coinOf(1, 1'000'000, 3);
    QVERIFY(build(payment({to(5, 400'000)}), {foreign}).error().code == PaymentCode::MissingKey);
    WalletCoin list = coinOf(2, 1'000'000);
    list.coin.output.lock.kind = LockKind::KeyList;
    QVERIFY(build(payment({to(5, 400'000)}), {list}).error().code == PaymentCode::MissingKey);
    const auto built = build(payment({to(5, 400'000)}), {foreign, list, coinOf(3, 500'000, 2)});
    QCOMPARE(built->tx.inputs, std::vector<OutPoint>{testOutPoint(3)});
}

void TestTransactionBuilder::memoIsKept() {
    Payment what = payment({to(5, 400'000)});
    what.memo = Bytes(kMaxMemoBytes, 7);
    const auto built = build(what, {coinOf(1, 1'000'000)});
    QVERIFY(built && built->tx.memo == what.memo && nodeAccepts(*built));
    QCOMPARE(built->fee.satoshi(), encoded(built->tx).size());
    what.memo.push_back(7);
    QVERIFY(build(what, {coinOf(1, 1'000'000)}).error().code == PaymentCode::MemoTooLong);
}

void TestTransactionBuilder::realSignatures() {
    const SigningKey key = testKey(1);
    const auto built = buildTransfer(payment({to(5, 400'000)}), {{coinOf(1, 1'000'000)}, {&key}, 0},
                                     testHash(100));
    QVERIFY(checkTransaction(built->tx, built->spent, testBasis(testHash(100))).ok());
    QVERIFY(!checkTransaction(built->tx, built->spent, testBasis(testHash(101))).ok());
}

void TestTransactionBuilder::refusals() {
    const std::vector<WalletCoin> coins = {coinOf(1, 1'000'000)};
    const auto codeOf = [&](std::vector<Output> outputs) {
        return build(payment(std::move(outputs)), coins).error().code;
    };
    QVERIFY(codeOf({}) == PaymentCode::NoOutputs);
    QVERIFY(codeOf({to(5, kDustSatoshi - 1)}) == PaymentCode::DustOutput);
    QVERIFY(codeOf({to(5, 1'000'000)}) == PaymentCode::NotEnough);
    QVERIFY(codeOf({to(5, kMaxSatoshi)}) == PaymentCode::NotEnough);
    QVERIFY(codeOf({to(5, kMaxSatoshi), to(5, kDustSatoshi)}) == PaymentCode::AmountOverflow);
    QVERIFY(codeOf(std::vector<Output>(kMaxOutputs, to(5, 1'000))) == PaymentCode::TooLarge);
    QVERIFY(build(payment({to(5, 400'000)}), {}).error().code == PaymentCode::NotEnough);
}

void TestTransactionBuilder::tooManySmallCoins() {
    std::vector<WalletCoin> coins;
    for (std::uint32_t i = 0; i < kMaxInputs + 5; ++i) coins.push_back(coinOf(i, 10'000));
    const auto most = build(payment({to(5, 9'900'000)}), coins);
    QVERIFY(most && most->tx.inputs.size() <= kMaxInputs && nodeAccepts(*most));
    const auto over = build(payment({to(5, 9'990'000)}), coins);
    QVERIFY(!over);
    QVERIFY(over.error().code == PaymentCode::TooManyInputs);
    QCOMPARE(over.error().available.satoshi(), std::uint64_t{kMaxInputs} * 10'000);
}

void TestTransactionBuilder::orderNeverMatters() {
    std::vector<WalletCoin> coins = {coinOf(1, 300'000), coinOf(2, 300'000), coinOf(3, 300'000),
                                     coinOf(4, 200'000)};
    const auto first = build(payment({to(5, 500'000)}), coins);
    for (int i = 0; i < 24; ++i) {
        std::next_permutation(coins.begin(), coins.end(),
                              [](const auto& a, const auto& b) { return a.outpoint < b.outpoint; });
        QVERIFY(build(payment({to(5, 500'000)}), coins)->tx == first->tx);
    }
}

void TestTransactionBuilder::anyPayment() {
    QVERIFY(holds([] {
        std::vector<WalletCoin> coins;
        Amount total;
        const auto count = *rc::gen::inRange<std::uint32_t>(0, 30);
        for (std::uint32_t i = 0; i < count; ++i) {
            coins.push_back(coinOf(i, *rc::gen::inRange<std::uint64_t>(1, 2'000'000),
                                   *rc::gen::inRange<std::uint32_t>(1, 3)));
            total = *total.plus(coins.back().coin.output.value);
        }
        std::vector<Output> outputs;
        const auto paid = *rc::gen::inRange(1, 5);
        for (int i = 0; i < paid; ++i)
            outputs.push_back(to(5, *rc::gen::inRange<std::uint64_t>(kDustSatoshi, 5'000'000)));
        const FeeRate rate{*rc::gen::inRange<std::uint64_t>(0, 30),
                           *rc::gen::inRange<std::uint32_t>(1, 4)};
        const auto built = build(payment(outputs, rate), coins);
        if (!built) {
            // With so few coins there is one reason only, and it is true.
            RC_ASSERT(built.error().code == PaymentCode::NotEnough);
            RC_ASSERT(built.error().available == total);
            RC_ASSERT(built.error().needed > total);
            return;
        }
        RC_ASSERT(nodeAccepts(*built));
        RC_ASSERT(built->fee >= feeFor(encoded(built->tx).size(), rate));
        RC_ASSERT(built->change.isZero() || built->change.satoshi() >= kDustSatoshi);
        RC_ASSERT(sumOf(built->tx.outputs) == *sumOf(outputs).plus(built->change));
    }));
}

void TestTransactionBuilder::restGetsWhatIsLeft() {
    Payment max = payment({to(5, 400'000), to(6, 0)}, {2, 1});
    max.rest = 1;
    const std::vector<WalletCoin> coins{coinOf(1, 1'000'000), coinOf(2, 300'000, 2)};
    const auto built = build(max, coins);
    QVERIFY(built.ok());
    QVERIFY(nodeAccepts(*built));
    QCOMPARE(built->spent.size(), std::size_t{2});
    QVERIFY(built->change.isZero());
    QCOMPARE(built->tx.outputs.size(), std::size_t{2});
    QVERIFY(built->fee == feeFor(encoded(built->tx).size(), {2, 1}));
    QCOMPARE(sumOf(built->tx.outputs).satoshi() + built->fee.satoshi(), std::uint64_t{1'300'000});
    // Dust would be left, or nothing at all.
    max.outputs[0] = to(5, 1'299'000);
    const auto dust = build(max, coins);
    QVERIFY(!dust.ok() && dust.error().code == PaymentCode::NotEnough);
    QVERIFY(dust.error().needed > dust.error().available);
    QVERIFY(build(max, {}).error().code == PaymentCode::NotEnough);
    max.rest = 2;
    QVERIFY(!build(max, coins).ok());
    // More coins than fit: the largest.
    std::vector<WalletCoin> many;
    for (std::uint32_t i = 0; i < kMaxInputs + 5; ++i) many.push_back(coinOf(i + 1, 5'000 + i));
    Payment all = payment({to(6, 0)});
    all.rest = 0;
    const auto largest = build(all, many);
    QVERIFY(largest.ok());
    QCOMPARE(largest->spent.size(), std::size_t{kMaxInputs});
    QVERIFY(largest->spent.back().output.value.satoshi() == 5'005);
    QVERIFY(nodeAccepts(*largest));
}

void TestTransactionBuilder::aPlanIsWhatIsSigned() {
    const Payment what = payment({to(5, 400'000)});
    const std::vector<WalletCoin> coins{coinOf(1, 300'000), coinOf(2, 300'000, 2)};
    const auto plan = planTransfer(what, coins, 0);
    const auto built = build(what, coins);
    QVERIFY(plan.ok() && built.ok());
    QVERIFY(plan->tx.id() == built->tx.id());
    QVERIFY(plan->fee == built->fee && plan->change == built->change);
    QCOMPARE(signedSize(*plan), encoded(built->tx).size());
    const SigningKey one = testKey(1);
    QVERIFY(signTransfer(*plan, {&one}, testHash(100), fastScheme()).error().code ==
            PaymentCode::MissingKey);
}

QTEST_GUILESS_MAIN(TestTransactionBuilder)
#include "test_transaction_builder.moc"
