// Every reason to refuse a transfer, and that nothing else is refused: R-TX-2 .. R-TX-8,
// R-MONEY-1. TRUST: amounts at 2^63 +-1, duplicate inputs, replay on another chain.
#include "node/chain/transaction_check.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/generators.h"

#include <QTest>

#include <functional>
#include <set>

using namespace timecoin;

namespace {

/// Counts what it is asked, to see that cheap refusals cost no signature check.
class CountingScheme final : public SignatureScheme {
public:
    Signature sign(const SigningKey& key, ByteView message) const override {
        return ed25519().sign(key, message);
    }
    bool verify(const PublicKey& key, ByteView message, const Signature& signature) const override {
        ++m_checks;
        return ed25519().verify(key, message, signature);
    }
    int checks() const { return m_checks; }

private:
    mutable int m_checks = 0;
};

Hash genesis() {
    return testHash(100);
}

Lock lockOf(std::uint32_t key) {
    return Lock::toKey(testKey(key).publicKey());
}

KeyList listOf(std::vector<std::uint32_t> keys, std::uint8_t required) {
    KeyList list;
    list.required = required;
    for (const std::uint32_t key : keys) list.keys.push_back(testKey(key).publicKey());
    std::sort(list.keys.begin(), list.keys.end());
    return list;
}

Coin coinOf(Amount value, const Lock& lock) {
    return {{value, lock}, 0};
}

/// Key 1 has 10 TIME and pays 9 to key 2.
TransferBuilder simple() {
    TransferBuilder builder(genesis());
    builder.spend(testOutPoint(1), coinOf(Amount::time(10), lockOf(1)))
        .pay(lockOf(2), Amount::time(9));
    return builder;
}

/// A coin of `list` pays 9 to key 2, signed by `signers`.
TransferBuilder byList(const KeyList& list, const std::vector<std::uint32_t>& signers) {
    TransferBuilder builder(genesis());
    builder.spend(testOutPoint(1), coinOf(Amount::time(10), list.lock()))
        .pay(lockOf(2), Amount::time(9))
        .open(list);
    for (const std::uint32_t signer : signers) builder.sign(testKey(signer));
    return builder;
}

std::optional<TxError> check(const TransferBuilder& builder, const Hash& chain = genesis()) {
    const auto result = checkTransaction(builder.build(), builder.spent(), testBasis(chain));
    if (result) return std::nullopt;
    return result.error();
}

struct Case {
    const char* name;
    TxError expected;
    std::function<TransferBuilder()> make;
};

/// Breaks the simple transfer before it is signed.
Case broken(const char* name, TxError expected, std::function<void(Transaction&)> damage) {
    return {name, expected, [damage] {
                TransferBuilder builder = simple();
                damage(builder.tx());
                builder.sign(testKey(1));
                return builder;
            }};
}

std::vector<Case> formCases() {
    return {
        broken("version", TxError::BadVersion, [](auto& tx) { tx.version = 2; }),
        broken("reward", TxError::WrongKind, [](auto& tx) { tx.kind = TransactionKind::Reward; }),
        broken("register that says nothing", TxError::PayloadMalformed,
               [](auto& tx) { tx.kind = TransactionKind::MasternodeRegister; }),
        broken("evidence with coins", TxError::HasCoins,
               [](auto& tx) { tx.kind = TransactionKind::Evidence; }),
        broken("no inputs", TxError::NoInputs, [](auto& tx) { tx.inputs.clear(); }),
        broken("no outputs", TxError::NoOutputs, [](auto& tx) { tx.outputs.clear(); }),
        broken("1,001 inputs", TxError::TooManyInputs,
               [](auto& tx) { tx.inputs.resize(kMaxInputs + 1); }),
        broken("2,001 outputs", TxError::TooManyOutputs,
               [](auto& tx) { tx.outputs.resize(kMaxOutputs + 1); }),
        broken("memo of 513", TxError::MemoTooLong,
               [](auto& tx) { tx.memo.resize(kMaxMemoBytes + 1); }),
        broken("payload", TxError::PayloadNotEmpty, [](auto& tx) { tx.payload = {0}; }),
        broken("too many bytes", TxError::TooLarge,
               [](auto& tx) {
                   tx.inputs.resize(kMaxInputs);
                   tx.outputs.resize(kMaxOutputs);
               }),
        broken("input twice", TxError::DuplicateInput,
               [](auto& tx) { tx.inputs.push_back(tx.inputs[0]); }),
        broken("input twice, apart", TxError::DuplicateInput,
               [](auto& tx) {
                   tx.inputs.push_back(testOutPoint(2));
                   tx.inputs.push_back(tx.inputs[0]);
               }),
        broken("dust", TxError::DustOutput,
               [](auto& tx) {
                   tx.outputs.push_back({Amount::satoshi(999), lockOf(1)});
               }),
        broken("output of nothing", TxError::DustOutput,
               [](auto& tx) {
                   tx.outputs.push_back({Amount(), lockOf(1)});
               }),
        broken("list not opened rightly", TxError::BadWitness,
               [](auto& tx) {
                   tx.witness.keyLists = {KeyList{2, {testKey(1).publicKey()}}};
               }),
        {"signature twice", TxError::BadWitness,
         [] {
             TransferBuilder builder = simple();
             builder.sign(testKey(1)).sign(testKey(1));
             return builder;
         }},
    };
}

std::vector<Case> moneyCases() {
    const auto paying = [](Amount has, std::vector<Amount> pays) {
        return [has, pays] {
            TransferBuilder builder(genesis());
            builder.spend(testOutPoint(1), coinOf(has, lockOf(1)));
            for (const Amount value : pays) builder.pay(lockOf(2), value);
            return builder.sign(testKey(1));
        };
    };
    const Amount most = *Amount::fromSatoshi(kMaxSatoshi);
    const Amount half = *Amount::fromSatoshi(std::uint64_t{1} << 62);
    return {
        {"no coin given", TxError::SpentMismatch,
         [] {
             TransferBuilder builder = simple();
             builder.tx().inputs.push_back(testOutPoint(2));
             return builder.sign(testKey(1));
         }},
        {"no fee", TxError::FeeTooLow, paying(Amount::time(9), {Amount::time(9)})},
        {"a satoshi too much", TxError::SpendsTooMuch,
         paying(Amount::satoshi(5'000), {Amount::satoshi(5'001)})},
        {"outputs make 2^63", TxError::AmountOverflow, paying(most, {half, half})},
        {"outputs make 2^64 and wrap to little", TxError::AmountOverflow,
         paying(most, {half, half, half, half, Amount::satoshi(1'000)})},
        {"inputs make 2^63", TxError::AmountOverflow,
         [most] {
             TransferBuilder builder(genesis());
             builder.spend(testOutPoint(1), coinOf(most, lockOf(1)))
                 .spend(testOutPoint(2), coinOf(Amount::satoshi(1), lockOf(1)))
                 .pay(lockOf(2), most);
             return builder.sign(testKey(1));
         }},
    };
}

std::vector<Case> witnessCases() {
    const KeyList list = listOf({1, 2, 3}, 2);
    return {
        {"no signature", TxError::MissingSignature, simple},
        {"another key signed", TxError::MissingSignature, [] { return simple().sign(testKey(2)); }},
        {"one signature too many", TxError::UnusedSignature,
         [] { return simple().sign(testKey(1)).sign(testKey(2)); }},
        {"bad signature", TxError::BadSignature,
         [] {
             TransferBuilder builder = simple();
             builder.sign(testKey(1));
             builder.tx().witness.signatures[0].signature.data[40] ^= 1;
             return builder;
         }},
        {"signed, then changed", TxError::BadSignature,
         [] {
             TransferBuilder builder = simple();
             builder.sign(testKey(1));
             builder.tx().memo = {1};
             return builder;
         }},
        {"list not opened", TxError::MissingKeyList,
         [list] {
             TransferBuilder builder = byList(list, {1, 2});
             builder.tx().witness.keyLists.clear();
             builder.tx().witness.signatures.clear();
             return builder;
         }},
        {"another list opened", TxError::UnusedKeyList,
         [list] {
             TransferBuilder builder = byList(list, {1, 2});
             builder.tx().witness.keyLists = {listOf({1, 2}, 2)};
             return builder;
         }},
        {"list opened for nothing", TxError::UnusedKeyList,
         [list] { return simple().open(list).sign(testKey(1)); }},
        {"one of two", TxError::MissingSignature, [list] { return byList(list, {1}); }},
        {"three where two do", TxError::UnusedSignature,
         [list] {
             return byList(list, {1, 2, 3});
         }},
        {"a stranger beside two", TxError::UnusedSignature,
         [list] {
             return byList(list, {1, 2, 4});
         }},
        {"a stranger as the second", TxError::MissingSignature,
         [list] {
             return byList(list, {1, 4});
         }},
    };
}

std::vector<Case> allCases() {
    std::vector<Case> all = formCases();
    for (const auto& more : {moneyCases(), witnessCases()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

class TestTransactionCheck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void aGoodOneIsAccepted();
    void refused_data();
    void refused();  // R-TX-2, R-TX-3, R-TX-4, R-TX-5, R-TX-6
    void everyErrorHasACase();
    void cheapChecksComeFirst();
    void amountsAtTheLimit();  // R-MONEY-1
    void anyTwoOfThree();
    void sharedKeys();
    void otherChainsAreRefused();
    void spendable();  // R-TX-8
    void randomTransfersMakeNoMoney();
};

void TestTransactionCheck::aGoodOneIsAccepted() {
    TransferBuilder builder = simple();
    builder.pay(lockOf(1), Amount::satoshi(1'000)).memo(Bytes(kMaxMemoBytes, 1)).sign(testKey(1));
    const Transaction tx = builder.build();
    const auto result = checkTransaction(tx, builder.spent(), testBasis(genesis()));
    QVERIFY(result);
    const CheckedTransaction& checked = *result;
    QVERIFY(checked.tx == tx);
    QVERIFY(checked.id == tx.id());
    QVERIFY(checked.fullHash == tx.fullHash());
    QVERIFY(checked.spent == builder.spent());
    QCOMPARE(checked.fee.satoshi(), std::uint64_t{100'000'000 - 1'000});
    QCOMPARE(std::size_t{checked.size}, encoded(tx).size());
    QCOMPARE(checked.countedSize, countedSize(tx, builder.spentOutputs()));

    LtHash set;
    set.add(testOutPoint(1), builder.spent()[0]);
    set.add(testOutPoint(9), builder.spent()[0]);
    set.add(checked.delta);
    LtHash expected;
    expected.add(testOutPoint(9), builder.spent()[0]);
    expected.add({tx.id(), 0}, {tx.outputs[0], 0});
    expected.add({tx.id(), 1}, {tx.outputs[1], 0});
    QVERIFY(set == expected);
}

void TestTransactionCheck::refused_data() {
    QTest::addColumn<int>("number");
    const std::vector<Case> all = allCases();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
}

void TestTransactionCheck::refused() {
    QFETCH(int, number);
    const Case wanted = allCases()[static_cast<std::size_t>(number)];
    const auto error = check(wanted.make());
    QVERIFY(error);
    QCOMPARE(std::string(codeName(*error)), std::string(codeName(wanted.expected)));
}

void TestTransactionCheck::everyErrorHasACase() {
    std::set<TxError> seen = {
        // Of the context: spendable() below, the last five by the mempool.
        TxError::MissingCoin,
        TxError::Immature,
        TxError::CollateralLocked,
        TxError::Conflict,
        TxError::AlreadyKnown,
        TxError::PoolFull,
        TxError::Crowded,
        TxError::Expired,
        // Of masternode transactions: test_masternode_actions, test_evidence.
        TxError::PayloadTooLong,
        TxError::CollateralWrong,
        TxError::EvidenceInvalid,
        // Of the registry that a masternode transaction meets: test_registry.
        TxError::OperatorKeyInUse,
        TxError::RegistryFull,
        TxError::UnknownMasternode,
        TxError::WrongOperator,
        TxError::WrongOwner,
        TxError::StaleUpdate,
        TxError::UpdateTooSoon,
        TxError::AlreadyLeaving,
        TxError::EvidenceOtherEpoch,
        TxError::EvidenceKnown,
        TxError::EvidenceOtherEpoch,
    };
    for (const Case& one : allCases()) seen.insert(one.expected);

    std::set<std::string_view> names;
    for (std::size_t i = 0; i < kTxErrorCount; ++i) {
        const std::string_view name = codeName(static_cast<TxError>(i));
        QVERIFY2(seen.contains(static_cast<TxError>(i)), name.data());
        QVERIFY(names.insert(name).second);
        QVERIFY(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    }
}

void TestTransactionCheck::cheapChecksComeFirst() {
    for (const Case& one : allCases()) {
        const TransferBuilder builder = one.make();
        const CountingScheme scheme;
        QVERIFY(!checkTransaction(builder.build(), builder.spent(), testBasis(genesis(), scheme)));
        QCOMPARE(scheme.checks(), one.expected == TxError::BadSignature ? 1 : 0);
    }
}

void TestTransactionCheck::amountsAtTheLimit() {
    const auto paid = [](std::uint64_t has, std::uint64_t pays) {
        TransferBuilder builder(genesis());
        builder.spend(testOutPoint(1), coinOf(*Amount::fromSatoshi(has), lockOf(1)))
            .pay(lockOf(2), *Amount::fromSatoshi(pays))
            .sign(testKey(1));
        return check(builder);
    };
    QVERIFY(!paid(kMaxSatoshi, kMaxSatoshi - 1));
    QVERIFY(paid(kMaxSatoshi, kMaxSatoshi) == TxError::FeeTooLow);
    QVERIFY(paid(kMaxSatoshi - 1, kMaxSatoshi) == TxError::SpendsTooMuch);
    QVERIFY(!paid(kDustSatoshi + kMinFeeSatoshi, kDustSatoshi));
    // Bytes that claim 2^63 and more are no Output at all.
    Bytes output = encoded(Output{Amount::time(1), lockOf(1)});
    for (const int top : {0x80, 0x81, 0xff}) {
        output[7] = static_cast<std::uint8_t>(top);
        QVERIFY(!decoded<Output>(output));
    }
}

void TestTransactionCheck::anyTwoOfThree() {
    const KeyList list = listOf({1, 2, 3}, 2);
    for (unsigned subset = 0; subset < 8; ++subset) {
        std::vector<std::uint32_t> signers;
        for (std::uint32_t key = 1; key <= 3; ++key) {
            if ((subset >> (key - 1) & 1) != 0) signers.push_back(key);
        }
        const auto error = check(byList(list, signers));
        if (signers.size() == 2)
            QVERIFY(!error);
        else
            QVERIFY(error ==
                    (signers.size() < 2 ? TxError::MissingSignature : TxError::UnusedSignature));
    }
    QVERIFY(!check(byList(listOf({1}, 1), {1})));
    QVERIFY(!check(byList(listOf({1, 2, 3}, 3), {1, 2, 3})));
    std::vector<std::uint32_t> sixteen;
    for (std::uint32_t key = 1; key <= kMaxLockKeys; ++key) sixteen.push_back(key);
    QVERIFY(!check(byList(listOf(sixteen, kMaxLockKeys), sixteen)));
}

void TestTransactionCheck::sharedKeys() {
    const KeyList some = listOf({1, 2, 3}, 2);
    const KeyList others = listOf({2, 3, 4}, 2);
    const auto make = [&](const std::vector<std::uint32_t>& signers, bool aloneToo) {
        TransferBuilder builder(genesis());
        builder.spend(testOutPoint(1), coinOf(Amount::time(10), some.lock()))
            .spend(testOutPoint(2), coinOf(Amount::time(10), others.lock()))
            .spend(testOutPoint(3), coinOf(Amount::time(10), some.lock()));
        if (aloneToo) builder.spend(testOutPoint(4), coinOf(Amount::time(10), lockOf(1)));
        builder.pay(lockOf(2), Amount::time(9)).open(some).open(others);
        for (const std::uint32_t signer : signers) builder.sign(testKey(signer));
        return check(builder);
    };
    // One signature of a key serves every lock that names it.
    QVERIFY(!make({2, 3}, false));
    QVERIFY(!make({1, 2, 4}, false));
    QVERIFY(make({1, 2, 3}, false) == TxError::UnusedSignature);
    QVERIFY(make({1, 2}, false) == TxError::MissingSignature);
    // Here the first list has three signers, but key 1 is needed elsewhere: none is useless.
    QVERIFY(!make({1, 2, 3}, true));
    QVERIFY(make({2, 3}, true) == TxError::MissingSignature);
    QVERIFY(make({1, 2, 3, 4}, true) == TxError::UnusedSignature);
}

void TestTransactionCheck::otherChainsAreRefused() {
    TransferBuilder builder = simple();
    builder.sign(testKey(1));
    QVERIFY(!check(builder));
    QVERIFY(check(builder, testHash(101)) == TxError::BadSignature);
    // The value and lock of what is spent are signed as well.
    std::vector<Coin> spent = builder.spent();
    spent[0].output.value = Amount::time(11);
    const auto result = checkTransaction(builder.build(), spent, testBasis(genesis()));
    QVERIFY(!result && result.error() == TxError::BadSignature);
}

void TestTransactionCheck::spendable() {
    TransferBuilder builder = simple();
    Coin reward = coinOf(Amount::time(100), lockOf(1));
    reward.matureSlot = 50;
    builder.spend(testOutPoint(2), reward).sign(testKey(1));
    const auto result = checkTransaction(builder.build(), builder.spent(), testBasis(genesis()));
    QVERIFY(result);
    const CheckedTransaction& checked = *result;

    MemoryCoins coins;
    QVERIFY(checkSpendable(checked, coins, 50, {}) == TxError::MissingCoin);
    coins.coins[testOutPoint(1)] = builder.spent()[0];
    QVERIFY(checkSpendable(checked, coins, 50, {}) == TxError::MissingCoin);
    coins.coins[testOutPoint(2)] = reward;
    QVERIFY(!checkSpendable(checked, coins, 50, {}));
    QVERIFY(!checkSpendable(checked, coins, ~std::uint64_t{0}, {}));
    QVERIFY(checkSpendable(checked, coins, 49, {}) == TxError::Immature);
    QVERIFY(checkSpendable(checked, coins, 0, {}) == TxError::Immature);
    QVERIFY(checkSpendable(checked, coins, 50, {testOutPoint(2)}) == TxError::CollateralLocked);
    QVERIFY(!checkSpendable(checked, coins, 50, {testOutPoint(3)}));
    coins.coins[testOutPoint(1)].output.value = Amount::time(11);
    QVERIFY(checkSpendable(checked, coins, 50, {}) == TxError::MissingCoin);
}

void TestTransactionCheck::randomTransfersMakeNoMoney() {
    QVERIFY(holds([] {
        TransferBuilder builder(genesis(), fastScheme());
        const auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::uint64_t>>(
            rc::gen::inRange<std::uint64_t>(0, 9'000)));
        std::uint64_t in = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            builder.spend(testOutPoint(static_cast<std::uint32_t>(i)),
                          coinOf(*Amount::fromSatoshi(values[i]), lockOf(1)));
            in += values[i];
        }
        std::uint64_t out = 0;
        for (const auto value : *rc::gen::container<std::vector<std::uint64_t>>(
                 rc::gen::inRange<std::uint64_t>(900, 9'000))) {
            builder.pay(lockOf(2), *Amount::fromSatoshi(value));
            out += value;
        }
        builder.sign(testKey(1));
        const auto result =
            checkTransaction(builder.build(), builder.spent(), testBasis(genesis(), fastScheme()));
        if (result) {
            RC_ASSERT(in > out);
            RC_ASSERT(result->fee.satoshi() == in - out);
        }
        RC_CLASSIFY(result.ok());
    }));
}

QTEST_GUILESS_MAIN(TestTransactionCheck)
#include "test_transaction_check.moc"
