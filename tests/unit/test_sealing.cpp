// Argon2id and XChaCha20-Poly1305 against vectors nobody here made up; keys for one purpose.
#include "node/base/sealing.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <set>

using namespace timecoin;

namespace {

Bytes joined(Bytes head, const Bytes& tail) {
    head.insert(head.end(), tail.begin(), tail.end());
    return head;
}

Bytes keyOf(std::uint8_t byte) {
    return Bytes(kSealKeyBytes, byte);
}

}  // namespace

class TestSealing : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void argon2id();
    void argon2idRefuses();
    void wycheproof();
    void everyBitCounts();
    void subkeys();
    void comparing();
};

void TestSealing::argon2id() {
    const QJsonArray vectors = vectorFile("vectors/kdf_aead/libsodium_argon2id_raw.json").array();
    int good = 0;
    int refused = 0;
    for (const QJsonValue vector : vectors) {
        const ArgonCost cost{static_cast<std::uint32_t>(vector["memlimit"].toInt() / 1'024),
                             static_cast<std::uint32_t>(vector["opslimit"].toInt())};
        const auto key =
            argon2idKey(hexOf(vector["password_hex"]), fixedOf<KeySalt>(vector["salt_hex"]), cost,
                        static_cast<std::size_t>(vector["outlen"].toInt()));
        QCOMPARE(key.has_value(), vector["ok"].toBool());
        if (key) QCOMPARE(toHex(key->view()), vector["out"].toString().toStdString());
        ++(key ? good : refused);
    }
    QCOMPARE(good, 7);
    QCOMPARE(refused, 1);
}

void TestSealing::argon2idRefuses() {
    const KeySalt salt;
    QVERIFY(argon2idKey(asBytes("x"), salt, {8, 1}));
    QVERIFY(argon2idKey({}, salt, {8, 1}));
    QVERIFY(!argon2idKey(asBytes("x"), salt, {7, 1}));
    QVERIFY(!argon2idKey(asBytes("x"), salt, {8, 0}));
    QVERIFY(!argon2idKey(asBytes("x"), salt, {8, 1}, 15));
    KeySalt other;
    other.data[15] = 1;
    std::set<std::string> all;
    all.insert(toHex(argon2idKey(asBytes("x"), salt, {8, 1})->view()));
    all.insert(toHex(argon2idKey(asBytes("y"), salt, {8, 1})->view()));
    all.insert(toHex(argon2idKey(asBytes("x"), other, {8, 1})->view()));
    all.insert(toHex(argon2idKey(asBytes("x"), salt, {9, 2})->view()));
    QCOMPARE(all.size(), std::size_t{4});
}

void TestSealing::wycheproof() {
    const QJsonObject file =
        vectorFile("vectors/kdf_aead/wycheproof_xchacha20_poly1305_test.json").object();
    int valid = 0;
    int invalid = 0;
    for (const QJsonValue group : file["testGroups"].toArray()) {
        for (const QJsonValue test : group["tests"].toArray()) {
            const Bytes key = hexOf(test["key"]);
            const Bytes aad = hexOf(test["aad"]);
            const Bytes message = hexOf(test["msg"]);
            const Bytes sealed = joined(hexOf(test["ct"]), hexOf(test["tag"]));
            // Where the length is wrong there is no nonce at all: refused by the type.
            const auto nonce = fixedFromHex<SealNonce>(test["iv"].toString().toStdString());
            const auto opened = nonce ? unseal(key, *nonce, sealed, aad) : std::nullopt;
            const bool expected = test["result"].toString() == QStringLiteral("valid");
            const QByteArray id = QByteArray::number(test["tcId"].toInt());
            QVERIFY2(opened.has_value() == expected, id.constData());
            if (expected) {
                QVERIFY2(*opened == message, id.constData());
                QVERIFY2(seal(key, *nonce, message, aad) == sealed, id.constData());
                const auto secret = unsealSecret(key, *nonce, sealed, aad);
                QVERIFY2(secret && sameBytes(secret->view(), message), id.constData());
            }
            ++(expected ? valid : invalid);
        }
    }
    QCOMPARE(valid + invalid, 315);
    QVERIFY(valid > 200 && invalid > 30);
}

void TestSealing::everyBitCounts() {
    const Bytes key = keyOf(7);
    SealNonce nonce;
    nonce.data[3] = 9;
    const Bytes aad = {1, 2, 3};
    const Bytes sealed = seal(key, nonce, asBytes("a short text"), aad);
    QVERIFY(sameBytes(unseal(key, nonce, sealed, aad).value(), asBytes("a short text")));
    const auto flips = [](Bytes bytes, const auto& opens) {
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
            if (opens(bytes)) return false;
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        }
        return opens(bytes);
    };
    QVERIFY(flips(sealed, [&](const Bytes& b) { return unseal(key, nonce, b, aad).has_value(); }));
    QVERIFY(flips(sealed,
                  [&](const Bytes& b) { return unsealSecret(key, nonce, b, aad).has_value(); }));
    QVERIFY(flips(key, [&](const Bytes& b) { return unseal(b, nonce, sealed, aad).has_value(); }));
    QVERIFY(flips(aad, [&](const Bytes& b) { return unseal(key, nonce, sealed, b).has_value(); }));
    for (std::size_t size = 0; size < sealed.size(); ++size)
        QVERIFY(!unseal(key, nonce, ByteView(sealed).first(size), aad));
    QVERIFY(!unseal(key, SealNonce{}, sealed, aad));
}

void TestSealing::subkeys() {
    std::set<std::string> all;
    for (const char* context : {"", "a", "b", "vault data"})
        for (const std::uint8_t byte : Bytes{1, 2})
            all.insert(toHex(keyFrom(keyOf(byte), context).view()));
    for (const std::uint8_t byte : Bytes{1, 2}) {
        all.insert(toHex(keyOf(byte)));
        all.insert(toHex(keyedHash(keyOf(byte), asBytes("a"))));
        all.insert(toHex(keyedHash(keyOf(byte), {})));
    }
    QCOMPARE(all.size(), std::size_t{14});
    QCOMPARE(toHex(keyFrom(keyOf(1), "a").view()), toHex(keyFrom(keyOf(1), "a").view()));
    // Made by Python's hashlib: blake2b(b"abc", digest_size=32, key=bytes(range(32)), person=...).
    Bytes key(kSealKeyBytes);
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i);
    QCOMPARE(toHex(keyFrom(key, "abc").view()),
             std::string("002d91e52c67c3c76e6847ceea35ad1c2a7c0d1959f12e6fa2ff4e3ce168de06"));
    QCOMPARE(toHex(keyedHash(key, asBytes("abc"))),
             std::string("e4a25d96c1fd8148fe3812e9bced6202415c70a6b7532d77c006ed459394f4b6"));
}

void TestSealing::comparing() {
    const Bytes one = {1, 2, 3};
    QVERIFY(sameBytes(one, Bytes({1, 2, 3})));
    QVERIFY(!sameBytes(one, Bytes({1, 2, 4})));
    QVERIFY(!sameBytes(one, Bytes({1, 2})));
    QVERIFY(sameBytes({}, {}));
    QVERIFY(sameBytes(secretCopy(one).view(), one));
}

QTEST_GUILESS_MAIN(TestSealing)
#include "test_sealing.moc"
