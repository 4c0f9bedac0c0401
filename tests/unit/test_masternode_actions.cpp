// Masternode transactions by themselves: R-MN-10 .. R-MN-13, and their payloads' encodings (R-COD-2,
// R-COD-3). What the registry says to them: test_registry.
#include "tests/support/canonical.h"
#include "tests/support/generators.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

Hash genesis() {
    return testHash(100);
}

const NewMasternode& node() {
    static const NewMasternode made(1);
    return made;
}

SigningKey payer() {
    return testKey(1);
}

KeyList twoOfThree() {
    KeyList list;
    list.required = 2;
    for (std::uint32_t key = 1; key <= 3; ++key) list.keys.push_back(testKey(key).publicKey());
    std::sort(list.keys.begin(), list.keys.end());
    return list;
}

/// The payer registers node() with 2,000 TIME; nobody has signed yet.
TransferBuilder registering(const Registration& registration = node().registration()) {
    TransferBuilder builder = actionBuilder(genesis(), registration);
    builder.spend(testOutPoint(1), {{Amount::time(2'000), Lock::toKey(payer().publicKey())}, 0})
        .pay(node().owner, Amount::time(1'000))
        .pay(payer(), Amount::time(999));
    return builder;
}

TransferBuilder updating() {
    return actionBuilder(genesis(), node().update(testOutPoint(7), 1));
}

TransferBuilder retiring() {
    return actionBuilder(genesis(), node().retirement(testOutPoint(7)));
}

TransferBuilder accusing() {
    return actionBuilder(genesis(), equivocation(node().operatorKey, 1, 3, 31, genesis()));
}

/// By everybody who has to.
TransferBuilder signedBuilder(TransferBuilder builder) {
    switch (builder.tx().kind) {
    case TransactionKind::MasternodeRegister: return builder.sign(payer()).sign(node().operatorKey);
    case TransactionKind::MasternodeUpdate: return builder.sign(node().operatorKey);
    case TransactionKind::MasternodeRetire: return builder.sign(node().owner);
    default: return builder;
    }
}

Result<CheckedTransaction, TxError> checked(const TransferBuilder& builder) {
    return checkTransaction(builder.build(), builder.spent(), testBasis(genesis()));
}

std::string codeOf(const TransferBuilder& builder) {
    const auto result = checked(builder);
    return result ? "fine" : std::string(codeName(result.error()));
}

struct Case {
    std::string name;
    TxError expected;
    std::function<TransferBuilder()> make;
};

using Damage = std::function<void(TransferBuilder&)>;

/// Damaged first and then rightly signed, so that nothing but the damage is refused.
Case damaged(std::string name, TxError expected, TransferBuilder (*make)(), Damage damage) {
    return {std::move(name), expected, [make, damage] {
                TransferBuilder builder = make();
                damage(builder);
                return signedBuilder(std::move(builder));
            }};
}

TransferBuilder plainRegistering() {
    return registering();
}

std::vector<Case> registrationCases() {
    const auto with = [](const char* name, TxError expected,
                         std::function<void(Registration&)> change) {
        return Case{name, expected, [change] {
                        Registration registration = node().registration();
                        change(registration);
                        return signedBuilder(registering(registration));
                    }};
    };
    const auto tx = [](const char* name, TxError expected, Damage damage) {
        return damaged(name, expected, plainRegistering, std::move(damage));
    };
    return {
        with("collateral under another lock", TxError::CollateralWrong,
             [](auto& r) { r.owner = Lock::toKey(payer().publicKey()); }),
        with("the change as collateral", TxError::CollateralWrong,
             [](auto& r) { r.collateralOutput = 1; }),
        with("no such output", TxError::CollateralWrong, [](auto& r) { r.collateralOutput = 2; }),
        with("an output far beyond", TxError::CollateralWrong,
             [](auto& r) { r.collateralOutput = 0xffffffff; }),
        tx("a satoshi more", TxError::CollateralWrong,
           [](auto& b) {
               b.tx().outputs[0].value = *Amount::time(1'000).plus(Amount::satoshi(1));
           }),
        tx("a satoshi less", TxError::CollateralWrong,
           [](auto& b) {
               b.tx().outputs[0].value = *Amount::time(1'000).minus(Amount::satoshi(1));
           }),
        with("no service", TxError::PayloadMalformed, [](auto& r) { r.service.clear(); }),
        with("service of 256", TxError::PayloadMalformed,
             [](auto& r) { r.service.assign(256, 'a'); }),
        with("a blank in it", TxError::PayloadMalformed, [](auto& r) { r.service = "a b:1"; }),
        with("a byte above 0x7e", TxError::PayloadMalformed,
             [](auto& r) { r.service = "a\x7f:1"; }),
        with("rules of version 0", TxError::PayloadMalformed, [](auto& r) { r.rulesVersion = 0; }),
        tx("no payload", TxError::PayloadMalformed, [](auto& b) { b.tx().payload.clear(); }),
        tx("a byte left over", TxError::PayloadMalformed,
           [](auto& b) { b.tx().payload.push_back(0); }),
        tx("payload too long", TxError::PayloadTooLong,
           [](auto& b) { b.tx().payload.resize(kMaxPayloadBytes + 1); }),
        tx("no inputs", TxError::NoInputs, [](auto& b) { b.tx().inputs.clear(); }),
        tx("no outputs", TxError::NoOutputs, [](auto& b) { b.tx().outputs.clear(); }),
        tx("dust beside it", TxError::DustOutput,
           [](auto& b) { b.pay(payer(), Amount::satoshi(999)); }),
        tx("no fee", TxError::FeeTooLow, [](auto& b) { b.pay(payer(), Amount::time(1)); }),
        {"no proof of possession", TxError::MissingSignature,
         [] { return registering().sign(payer()); }},
        {"possession proven by another key", TxError::MissingSignature,
         [] { return registering().sign(payer()).sign(testKey(9)); }},
        {"only possession", TxError::MissingSignature,
         [] { return registering().sign(node().operatorKey); }},
        {"the new owner's signature beside it", TxError::UnusedSignature,
         [] { return signedBuilder(registering()).sign(node().owner); }},
        {"possession of something else", TxError::BadSignature,
         [] {
             TransferBuilder builder = signedBuilder(registering());
             for (auto& entry : builder.tx().witness.signatures) {
                 if (entry.key == node().operatorKey.publicKey()) entry.signature.data[3] ^= 1;
             }
             return builder;
         }},
    };
}

std::vector<Case> updateCases() {
    const auto with = [](const char* name, TxError expected,
                         std::function<void(OperatorUpdate&)> change) {
        return Case{name, expected, [change] {
                        OperatorUpdate update = node().update(testOutPoint(7), 1);
                        change(update);
                        return signedBuilder(actionBuilder(genesis(), update));
                    }};
    };
    return {
        with("no service", TxError::PayloadMalformed, [](auto& u) { u.service.clear(); }),
        with("service of 256", TxError::PayloadMalformed,
             [](auto& u) { u.service.assign(256, 'a'); }),
        with("rules of version 0", TxError::PayloadMalformed, [](auto& u) { u.rulesVersion = 0; }),
        with("another operator named", TxError::MissingSignature,
             [](auto& u) { u.operatorKey = testKey(9).publicKey(); }),
        {"by the owner", TxError::MissingSignature, [] { return updating().sign(node().owner); }},
        {"by both", TxError::UnusedSignature,
         [] { return updating().sign(node().owner).sign(node().operatorKey); }},
    };
}

std::vector<Case> retirementCases() {
    return {
        {"by the operator", TxError::MissingSignature,
         [] { return retiring().sign(node().operatorKey); }},
        {"by both", TxError::UnusedSignature,
         [] { return retiring().sign(node().owner).sign(node().operatorKey); }},
        {"a list that is not opened", TxError::MissingKeyList,
         [] {
             return actionBuilder(genesis(), Retirement{testOutPoint(7), twoOfThree().lock()})
                 .sign(testKey(1))
                 .sign(testKey(2));
         }},
        {"one of a list of two of three", TxError::MissingSignature,
         [] {
             return actionBuilder(genesis(), Retirement{testOutPoint(7), twoOfThree().lock()})
                 .open(twoOfThree())
                 .sign(testKey(1));
         }},
    };
}

std::vector<Case> evidenceCases() {
    return {
        {"signed by anybody", TxError::UnusedSignature, [] { return accusing().sign(payer()); }},
        {"a list opened", TxError::UnusedKeyList, [] { return accusing().open(twoOfThree()); }},
        damaged("payload too long", TxError::PayloadTooLong, accusing,
                [](auto& b) { b.tx().payload.resize(kMaxEvidenceBytes + 1); }),
        {"of another chain", TxError::EvidenceInvalid,
         [] {
             return actionBuilder(genesis(),
                                  equivocation(node().operatorKey, 1, 3, 31, testHash(101)));
         }},
    };
}

std::vector<Case> coinlessCases() {
    std::vector<Case> cases;
    for (TransferBuilder (*make)() : {updating, retiring, accusing}) {
        const std::string kind = std::to_string(static_cast<int>(make().tx().kind)) + ": ";
        cases.push_back(damaged(kind + "an input", TxError::HasCoins, make, [](auto& b) {
            b.spend(testOutPoint(1), {{Amount::time(2), Lock::toKey(payer().publicKey())}, 0});
        }));
        cases.push_back(damaged(kind + "an output", TxError::HasCoins, make,
                                [](auto& b) { b.pay(payer(), Amount::time(1)); }));
        cases.push_back(
            damaged(kind + "a memo", TxError::HasCoins, make, [](auto& b) { b.memo({1}); }));
        cases.push_back(damaged(kind + "no payload", TxError::PayloadMalformed, make,
                                [](auto& b) { b.tx().payload.clear(); }));
        cases.push_back(damaged(kind + "a byte left over", TxError::PayloadMalformed, make,
                                [](auto& b) { b.tx().payload.push_back(0); }));
        cases.push_back(damaged(kind + "a later version", TxError::BadVersion, make,
                                [](auto& b) { b.tx().version = 2; }));
        if (make == accusing) continue;
        cases.push_back({kind + "nobody signed", TxError::MissingSignature, make});
        cases.push_back({kind + "a bad signature", TxError::BadSignature, [make] {
                             TransferBuilder builder = signedBuilder(make());
                             builder.tx().witness.signatures[0].signature.data[40] ^= 1;
                             return builder;
                         }});
    }
    return cases;
}

std::vector<Case> allCases() {
    std::vector<Case> all;
    for (const auto& more :
         {registrationCases(), updateCases(), retirementCases(), evidenceCases(), coinlessCases()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

class TestMasternodeActions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();
    void payloadsComeBack();
    void payloadsOfOtherKinds();
    void goodOnesAreAccepted();  // R-MN-10, R-MN-11, R-MN-12, R-MN-13
    void refused_data();
    void refused();  // R-MN-10, R-MN-11, R-MN-12, R-MN-13
    void aSharedKeySignsOnce();
    void listsRetireToo();
    void otherChainsAndCollaterals();
    void longPayloadsAreEvidenceOnly();  // R-TX-2, R-LIM-1
};

void TestMasternodeActions::golden() {
    std::size_t kinds = 0;
    for (const QJsonValue row : vectorFile("golden/transactions.json").array()) {
        const auto tx = decoded<Transaction>(hexOf(row["encoded"]));
        QVERIFY(tx);
        std::vector<Coin> spent;
        for (const QJsonValue output : row["spent"].toArray())
            spent.push_back({*decoded<Output>(hexOf(output)), 0});
        const auto result = checkTransaction(*tx, spent, testBasis(fixedOf<Hash>(row["genesis"])));
        QVERIFY2(result, qPrintable(row["name"].toString()));
        QCOMPARE(result->isTransfer(), !result->action);
        if (!result->action) continue;
        ++kinds;
        QVERIFY(kindOf(*result->action) == tx->kind);
        QVERIFY(encodePayload(*result->action) == hexOf(row["payload"]));
    }
    QCOMPARE(kinds, std::variant_size_v<MasternodeAction>);
}

void TestMasternodeActions::payloadsComeBack() {
    Registration registration = node().registration();
    registration.payout = twoOfThree().lock();
    registration.collateralOutput = 7;
    registration.rulesVersion = 3;
    QCOMPARE(encodingFault(registration), std::string());
    QCOMPARE(encodingFault(node().update(testOutPoint(3, 4), ~std::uint64_t{0})), std::string());
    QCOMPARE(encodingFault(node().retirement(testOutPoint(3, 4))), std::string());

    const Evidence evidence = equivocation(node().operatorKey, 1, 3, 31, genesis());
    for (const MasternodeAction& action :
         {MasternodeAction(registration), MasternodeAction(node().update(testOutPoint(3), 9)),
          MasternodeAction(node().retirement(testOutPoint(3))), MasternodeAction(evidence)}) {
        QVERIFY(isMasternodeKind(kindOf(action)));
        QVERIFY(decodePayload(kindOf(action), encodePayload(action)) == action);
    }
    QVERIFY(evidenceTransaction(evidence) == accusing().build());
}

void TestMasternodeActions::payloadsOfOtherKinds() {
    const Bytes payload = encodePayload(node().retirement(testOutPoint(3)));
    for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(TransactionKind::Evidence);
         ++kind) {
        const auto of = static_cast<TransactionKind>(kind);
        QCOMPARE(decodePayload(of, payload).has_value(), of == TransactionKind::MasternodeRetire);
        QCOMPARE(decodePayload(of, {}).has_value(), false);
        QCOMPARE(movesNoCoins(of), kind >= 3);
        QCOMPARE(isMasternodeKind(of), kind >= 2);
    }
}

void TestMasternodeActions::goodOnesAreAccepted() {
    const TransferBuilder registration = signedBuilder(registering());
    const auto registered = checked(registration);
    QVERIFY(registered);
    QVERIFY(registered->action == MasternodeAction(node().registration()));
    QCOMPARE(registered->fee.satoshi(), kSatoshiPerTime);
    QVERIFY(!registered->isTransfer());
    LtHash coins;
    coins.add(testOutPoint(1), registration.spent()[0]);
    coins.add(registered->delta);
    LtHash expected;
    for (std::uint32_t i = 0; i < 2; ++i)
        expected.add({registered->id, i}, {registered->tx.outputs[i], 0});
    QVERIFY(coins == expected);

    for (const TransferBuilder& builder : {updating(), retiring(), accusing()}) {
        const auto action = checked(signedBuilder(builder));
        QVERIFY(action);
        QVERIFY(action->action);
        QVERIFY(kindOf(*action->action) == action->tx.kind);
        QVERIFY(action->fee.isZero() && action->spent.empty());
        QVERIFY(action->delta == LtHash());
        QCOMPARE(std::size_t{action->size}, encoded(action->tx).size());
    }
}

void TestMasternodeActions::refused_data() {
    QTest::addColumn<int>("number");
    const std::vector<Case> all = allCases();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name.c_str()) << static_cast<int>(i);
}

void TestMasternodeActions::refused() {
    QFETCH(int, number);
    const Case wanted = allCases()[static_cast<std::size_t>(number)];
    QCOMPARE(codeOf(wanted.make()), std::string(codeName(wanted.expected)));
}

void TestMasternodeActions::aSharedKeySignsOnce() {
    // Who pays with the operator key itself proves possession by paying.
    Registration registration = node().registration();
    registration.operatorKey = payer().publicKey();
    QCOMPARE(codeOf(registering(registration).sign(payer())), std::string("fine"));
    QCOMPARE(codeOf(registering(registration).sign(payer()).sign(node().operatorKey)),
             std::string("unused_signature"));
}

void TestMasternodeActions::listsRetireToo() {
    const Retirement retirement{testOutPoint(7), twoOfThree().lock()};
    const auto by = [&](std::vector<std::uint32_t> signers) {
        TransferBuilder builder = actionBuilder(genesis(), retirement);
        builder.open(twoOfThree());
        for (const std::uint32_t signer : signers) builder.sign(testKey(signer));
        return codeOf(builder);
    };
    QCOMPARE(by({1, 3}), std::string("fine"));
    QCOMPARE(by({1, 2, 3}), std::string("unused_signature"));
    QCOMPARE(by({1, 4}), std::string("missing_signature"));
}

void TestMasternodeActions::otherChainsAndCollaterals() {
    const TransferBuilder builder = signedBuilder(registering());
    const auto on = [&](const Hash& chain, Amount collateral) {
        const auto result = checkTransaction(builder.build(), builder.spent(),
                                             CheckBasis{chain, collateral, ed25519()});
        return result ? "fine" : std::string(codeName(result.error()));
    };
    QCOMPARE(on(genesis(), Amount::time(1'000)), std::string("fine"));
    QCOMPARE(on(testHash(101), Amount::time(1'000)), std::string("bad_signature"));
    QCOMPARE(on(genesis(), Amount::time(999)), std::string("collateral_wrong"));
    QCOMPARE(on(genesis(), Amount::time(2'000)), std::string("collateral_wrong"));
}

void TestMasternodeActions::longPayloadsAreEvidenceOnly() {
    for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(TransactionKind::Evidence);
         ++kind) {
        Transaction tx;
        tx.kind = static_cast<TransactionKind>(kind);
        const bool evidence = tx.kind == TransactionKind::Evidence;
        tx.payload.resize(evidence ? kMaxEvidenceBytes : kMaxPayloadBytes);
        QVERIFY(encoded(tx).size() <= kMaxTransactionBytes);
        QVERIFY(decoded<Transaction>(encoded(tx)));
        tx.payload.push_back(0);
        QVERIFY(!decoded<Transaction>(encoded(tx)));
    }
}

QTEST_GUILESS_MAIN(TestMasternodeActions)
#include "test_masternode_actions.moc"
