// Transactions: R-TX-1, R-TX-2, R-TX-5, R-TX-7, R-LIM-1; their encodings: R-COD-3.
#include "node/chain/transaction.h"
#include "tests/support/canonical.h"
#include "tests/support/generators.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

KeyList listOf(std::uint32_t keys, std::uint8_t required) {
    KeyList list;
    list.required = required;
    for (std::uint32_t i = 0; i < keys; ++i) list.keys.push_back(PublicKey{testHash(i).data});
    std::sort(list.keys.begin(), list.keys.end());
    return list;
}

/// Two inputs, two outputs, memo, an opened list, two signatures.
Transaction sample() {
    Transaction tx;
    tx.inputs = {testOutPoint(1, 3), testOutPoint(2)};
    tx.outputs = {{Amount::time(7), Lock::toKey(testKey(5).publicKey())},
                  {Amount::time(8), listOf(3, 2).lock()}};
    tx.memo = {1, 2, 3, 4, 5};
    tx.witness.keyLists = {listOf(3, 2)};
    tx.witness.signatures = {{listOf(3, 2).keys[0], {}}, {listOf(3, 2).keys[2], {}}};
    tx.witness.signatures[0].signature.data.fill(7);
    tx.witness.signatures[1].signature.data.fill(9);
    return tx;
}

/// A payload that brings the transaction to `size` bytes.
Transaction ofSize(std::size_t size) {
    Transaction tx;
    tx.inputs.resize(500);
    while (encoded(tx).size() + Output::kEncodedSize < size && tx.outputs.size() < kMaxOutputs)
        tx.outputs.push_back({Amount::time(1), {}});
    tx.payload.resize(size - encoded(tx).size());
    return tx;
}

bool comesBack(const Transaction& tx) {
    return decoded<Transaction>(encoded(tx)) == tx;
}

}  // namespace

class TestTransaction : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();             // R-TX-1
    void everyOneComesBack();  // R-COD-3
    void oneEncodingOnly();
    void partsHaveOneEncoding();
    void bounds_data();
    void bounds();  // R-TX-2, R-LIM-1
    void notCanonical_data();
    void notCanonical();
    void theIdLeavesOutTheWitness();  // R-TX-7
    void whatIsSigned();              // R-TX-5
    void countedSizeKnowsNoWitness();
};

void TestTransaction::golden() {
    const QJsonArray rows = vectorFile("golden/transactions.json").array();
    QCOMPARE(rows.size(), 6);
    for (const QJsonValue row : rows) {
        const Bytes bytes = hexOf(row["encoded"]);
        const auto tx = decoded<Transaction>(bytes);
        QVERIFY(tx);
        std::vector<Output> spent;
        for (const QJsonValue output : row["spent"].toArray())
            spent.push_back(*decoded<Output>(hexOf(output)));
        QCOMPARE(spent.size(), tx->inputs.size());
        QVERIFY(encoded(*tx) == bytes);
        QCOMPARE(static_cast<int>(tx->kind), row["kind"].toInt());
        QVERIFY(tx->payload == hexOf(row["payload"]));
        QVERIFY(tx->encodedCore() == hexOf(row["core"]));
        QVERIFY(tx->id() == fixedOf<Hash>(row["id"]));
        QVERIFY(tx->fullHash() == fixedOf<Hash>(row["full_hash"]));
        const Hash message = signingHash(*tx, fixedOf<Hash>(row["genesis"]), spent);
        QVERIFY(message == fixedOf<Hash>(row["signing_hash"]));
        QCOMPARE(static_cast<int>(countedSize(*tx, spent)), row["counted_size"].toInt());
        QCOMPARE(static_cast<int>(bytes.size()), row["size"].toInt());
        for (const KeySignature& entry : tx->witness.signatures)
            QVERIFY(verifyEd25519(entry.key, message.view(), entry.signature));
    }
}

void TestTransaction::everyOneComesBack() {
    QVERIFY(holds([] {
        const Transaction tx = *genTransaction();
        RC_ASSERT(comesBack(tx));
    }));
}

void TestTransaction::oneEncodingOnly() {
    QCOMPARE(encodingFault(sample()), std::string());
    QCOMPARE(encodingFault(Transaction{}), std::string());
}

void TestTransaction::partsHaveOneEncoding() {
    QCOMPARE(encodingFault(testOutPoint(1, 2)), std::string());
    QCOMPARE(encodingFault(sample().outputs[1]), std::string());
    QCOMPARE(encodingFault(listOf(4, 3)), std::string());
    QCOMPARE(encodingFault(sample().witness), std::string());
    QCOMPARE(encoded(testOutPoint(1)).size(), OutPoint::kEncodedSize);
    QCOMPARE(encoded(Lock{}).size(), Lock::kEncodedSize);
    QCOMPARE(encoded(Output{}).size(), Output::kEncodedSize);
}

void TestTransaction::bounds_data() {
    QTest::addColumn<std::function<Transaction(std::size_t)>>("make");
    QTest::addColumn<quint64>("bound");
    using Make = std::function<Transaction(std::size_t)>;
    const auto row = [](const char* name, quint64 bound, Make make) {
        QTest::newRow(name) << std::move(make) << bound;
    };
    row("inputs", kMaxInputs, [](std::size_t count) {
        Transaction tx;
        tx.inputs.resize(count);
        return tx;
    });
    row("outputs", kMaxOutputs, [](std::size_t count) {
        Transaction tx;
        tx.outputs.resize(count);
        return tx;
    });
    row("memo", kMaxMemoBytes, [](std::size_t count) {
        Transaction tx;
        tx.memo.resize(count);
        return tx;
    });
    row("payload", kMaxPayloadBytes, [](std::size_t count) {
        Transaction tx;
        tx.payload.resize(count);
        return tx;
    });
    row("keys in a list", kMaxLockKeys, [](std::size_t count) {
        Transaction tx;
        tx.witness.keyLists = {listOf(static_cast<std::uint32_t>(count), 1)};
        return tx;
    });
    row("bytes", kMaxTransactionBytes, ofSize);
}

void TestTransaction::bounds() {
    QFETCH(std::function<Transaction(std::size_t)>, make);
    QFETCH(quint64, bound);
    QVERIFY(comesBack(make(bound)));
    QVERIFY(!comesBack(make(bound + 1)));
    if (QByteArray(QTest::currentDataTag()) == "bytes") {
        QCOMPARE(encoded(make(bound)).size(), std::size_t{kMaxTransactionBytes});
        QCOMPARE(encoded(make(bound + 1)).size(), std::size_t{kMaxTransactionBytes} + 1);
    }
}

void TestTransaction::notCanonical_data() {
    QTest::addColumn<QByteArray>("bytes");
    using Break = std::function<void(Transaction&)>;
    const auto row = [](const char* name, const Break& damage) {
        Transaction tx = sample();
        damage(tx);
        const Bytes bytes = encoded(tx);
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()));
    };
    row("version 0", [](Transaction& tx) { tx.version = 0; });
    row("version 2", [](Transaction& tx) { tx.version = 2; });
    row("kind 6", [](Transaction& tx) { tx.kind = static_cast<TransactionKind>(6); });
    row("lock kind 2", [](Transaction& tx) { tx.outputs[0].lock.kind = static_cast<LockKind>(2); });
    row("none required", [](Transaction& tx) { tx.witness.keyLists[0].required = 0; });
    row("more required than there are",
        [](Transaction& tx) { tx.witness.keyLists[0].required = 4; });
    row("no keys", [](Transaction& tx) { tx.witness.keyLists[0] = {1, {}}; });
    row("keys in another order", [](Transaction& tx) {
        std::swap(tx.witness.keyLists[0].keys[0], tx.witness.keyLists[0].keys[1]);
    });
    row("a key twice",
        [](Transaction& tx) { tx.witness.keyLists[0].keys[1] = tx.witness.keyLists[0].keys[0]; });
    row("a list twice",
        [](Transaction& tx) { tx.witness.keyLists.push_back(tx.witness.keyLists[0]); });
    row("lists in another order", [](Transaction& tx) {
        auto& lists = tx.witness.keyLists;
        lists.push_back(listOf(2, 1));
        if (lists[0].lock() < lists[1].lock()) std::swap(lists[0], lists[1]);
    });
    row("signatures in another order",
        [](Transaction& tx) { std::swap(tx.witness.signatures[0], tx.witness.signatures[1]); });
    row("two signatures of one key",
        [](Transaction& tx) { tx.witness.signatures[1].key = tx.witness.signatures[0].key; });
}

void TestTransaction::notCanonical() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!decoded<Transaction>(asBytes(bytes.toStdString())));
    // Amounts: the type cannot hold 2^63, the bytes can.
    Bytes tooMuch = encoded(Output{*Amount::fromSatoshi(kMaxSatoshi), {}});
    QVERIFY(decoded<Output>(tooMuch));
    tooMuch[7] = 0x80;
    QVERIFY(!decoded<Output>(tooMuch));
}

void TestTransaction::theIdLeavesOutTheWitness() {
    const Transaction tx = sample();
    Transaction other = tx;
    other.witness.signatures[0].signature.data[5] ^= 1;
    QVERIFY(other.id() == tx.id());
    QVERIFY(other.fullHash() != tx.fullHash());
    other.witness = {};
    QVERIFY(other.id() == tx.id());

    const std::vector<std::function<void(Transaction&)>> changes = {
        [](Transaction& t) { t.kind = TransactionKind::Evidence; },
        [](Transaction& t) { t.inputs[0].index ^= 1; },
        [](Transaction& t) { t.inputs[1].txid.data[31] ^= 1; },
        [](Transaction& t) { std::swap(t.inputs[0], t.inputs[1]); },
        [](Transaction& t) { t.outputs[0].value = Amount::time(9); },
        [](Transaction& t) { t.outputs[1].lock.kind = LockKind::Key; },
        [](Transaction& t) { t.outputs.pop_back(); },
        [](Transaction& t) { t.memo.push_back(0); },
        [](Transaction& t) { t.memo[0] ^= 1; },
        [](Transaction& t) { t.payload.push_back(0); },
        // The same bytes on the other side of a border: lengths are hashed too.
        [](Transaction& t) { std::swap(t.memo, t.payload); },
    };
    std::set<Hash> ids = {tx.id()};
    for (const auto& change : changes) {
        other = tx;
        change(other);
        QVERIFY(ids.insert(other.id()).second);
    }
    QVERIFY(tx.id() != tx.fullHash());
    QVERIFY(Transaction{}.id() != Transaction{}.fullHash());
}

void TestTransaction::whatIsSigned() {
    const Transaction tx = sample();
    const std::vector<Output> spent = {tx.outputs[0], tx.outputs[1]};
    std::set<Hash> messages = {signingHash(tx, testHash(0), spent)};
    const auto isNew = [&](const Transaction& other, const Hash& genesis,
                           const std::vector<Output>& outputs) {
        return messages.insert(signingHash(other, genesis, outputs)).second;
    };
    QVERIFY(isNew(tx, testHash(1), spent));
    QVERIFY(isNew(tx, testHash(0), {spent[1], spent[0]}));
    QVERIFY(isNew(tx, testHash(0), {spent[0]}));
    std::vector<Output> richer = spent;
    richer[1].value = Amount::time(9);
    QVERIFY(isNew(tx, testHash(0), richer));
    std::vector<Output> relocked = spent;
    relocked[0].lock.data[0] ^= 1;
    QVERIFY(isNew(tx, testHash(0), relocked));
    Transaction other = tx;
    other.memo.clear();
    QVERIFY(isNew(other, testHash(0), spent));
    other = tx;
    other.witness = {};
    QVERIFY(!isNew(other, testHash(0), spent));
}

void TestTransaction::countedSizeKnowsNoWitness() {
    Transaction tx = sample();
    const std::size_t core = tx.encodedCore().size();
    const Lock key = Lock::toKey(testKey(1).publicKey());
    const Lock other = Lock::toKey(testKey(2).publicKey());
    const Lock list = listOf(3, 2).lock();
    const auto counted = [&](std::vector<Lock> locks) {
        std::vector<Output> spent;
        for (const Lock& lock : locks) spent.push_back({Amount::time(1), lock});
        return countedSize(tx, spent) - core;
    };
    QCOMPARE(counted({key}), std::size_t{8 + 96});
    QCOMPARE(counted({key, key, key}), std::size_t{8 + 96});
    QCOMPARE(counted({key, other}), std::size_t{8 + 2 * 96});
    QCOMPARE(counted({list}), std::size_t{8 + 517 + 1'536});
    QCOMPARE(counted({list, key, list}), std::size_t{8 + 517 + 1'536 + 96});
    const std::uint32_t before = countedSize(tx, {{Amount::time(1), list}});
    QVERIFY(before >= encoded(tx).size());
    tx.witness = {};
    QCOMPARE(countedSize(tx, {{Amount::time(1), list}}), before);
}

QTEST_GUILESS_MAIN(TestTransaction)
#include "test_transaction.moc"
