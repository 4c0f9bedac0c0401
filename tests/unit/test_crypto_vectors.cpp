// Hashes and signatures against vectors nobody here made up: R-VAL-1, R-VAL-2.
#include "node/base/crypto.h"
#include "tests/support/fixtures.h"
#include "tests/support/properties.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <set>

using namespace timecoin;

namespace {

/// The order of the base point, little-endian.
constexpr std::string_view kOrder =
    "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

/// The points of order 1, 2, 4 and 8, and encodings of them that are not canonical.
constexpr std::array<std::string_view, 11> kSmallOrder = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

/// The same signature with S + L: equal modulo the order, so a lenient check takes it.
Signature withOrderAdded(Signature signature) {
    const Bytes order = *fromHex(kOrder);
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        const unsigned sum = signature.data[32 + i] + order[i] + carry;
        signature.data[32 + i] = static_cast<std::uint8_t>(sum);
        carry = sum >> 8;
    }
    return signature;
}

}  // namespace

class TestCryptoVectors : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everyDomainHasItsOwnHash();  // R-VAL-1
    void hashingInPieces();
    void chacha20KnownAnswer();
    void rfc8032();
    void wycheproof();  // R-VAL-2
    void smallOrderKeysAndPoints();
    void aSignatureHasOneForm();
    void keysAndSecrets();
};

void TestCryptoVectors::everyDomainHasItsOwnHash() {
    const QJsonArray golden = vectorFile("golden/hashes.json").array();
    QCOMPARE(golden.size(), static_cast<int>(Domain::Test) + 1);
    std::set<Hash> all;
    for (int i = 0; i < golden.size(); ++i) {
        const auto domain = static_cast<Domain>(i);
        const QJsonValue row = golden[i];
        QCOMPARE(toHex(hashOf(domain, {})), row["of_nothing"].toString().toStdString());
        QCOMPARE(toHex(hashOf(domain, asBytes("abc"))), row["of_abc"].toString().toStdString());
        all.insert(hashOf(domain, asBytes("abc")));
    }
    QCOMPARE(all.size(), static_cast<std::size_t>(golden.size()));
}

void TestCryptoVectors::hashingInPieces() {
    QVERIFY(holds([] {
        const Bytes bytes = *genBytes(400);
        const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
        const ByteView view = bytes;
        const Hash pieces =
            Hasher(Domain::Test).add(view.first(cut)).add(view.subspan(cut)).finish();
        RC_ASSERT(pieces == hashOf(Domain::Test, bytes));
    }));
}

void TestCryptoVectors::chacha20KnownAnswer() {
    std::array<std::uint8_t, 64> stream{};
    chacha20Stream(Hash{}, stream);
    QCOMPARE(toHex(stream),
             std::string("76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
                         "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"));
}

void TestCryptoVectors::rfc8032() {
    const QJsonArray vectors = vectorFile("vectors/ed25519/rfc8032_7_1.json").array();
    QCOMPARE(vectors.size(), 5);
    for (const QJsonValue vector : vectors) {
        const SigningKey key = SigningKey::fromSeed(hexOf(vector["seed"]));
        const Bytes message = hexOf(vector["message"]);
        const auto signature = fixedOf<Signature>(vector["signature"]);
        QVERIFY(key.publicKey() == fixedOf<PublicKey>(vector["public"]));
        QVERIFY(key.sign(message) == signature);
        QVERIFY(ed25519().sign(key, message) == signature);
        QVERIFY(ed25519().verify(key.publicKey(), message, signature));
        for (std::size_t i = 0; i < Signature::kSize; ++i) {
            Signature broken = signature;
            broken.data[i] ^= 0x10;
            QVERIFY(!verifyEd25519(key.publicKey(), message, broken));
        }
    }
}

void TestCryptoVectors::wycheproof() {
    const QJsonObject file = vectorFile("vectors/ed25519/wycheproof_ed25519_test.json").object();
    int valid = 0;
    int invalid = 0;
    for (const QJsonValue group : file["testGroups"].toArray()) {
        const auto key = fixedOf<PublicKey>(group["publicKey"]["pk"]);
        for (const QJsonValue test : group["tests"].toArray()) {
            // Where the length is wrong there is no Signature at all: refused by the type.
            const auto signature = fixedFromHex<Signature>(test["sig"].toString().toStdString());
            const bool accepted = signature && verifyEd25519(key, hexOf(test["msg"]), *signature);
            const bool expected = test["result"].toString() == QStringLiteral("valid");
            QVERIFY2(accepted == expected, qPrintable(QString::number(test["tcId"].toInt())));
            ++(expected ? valid : invalid);
        }
    }
    // The accept-set is pinned: also that none of the vectors went missing.
    QCOMPARE(valid, 88);
    QCOMPARE(invalid, 63);
}

void TestCryptoVectors::smallOrderKeysAndPoints() {
    const Bytes message = {1, 2, 3};
    const SigningKey key = testKey(1);
    const Signature good = key.sign(message);
    for (const std::string_view point : kSmallOrder) {
        // With a small-order key and R, and S = 0, the equation itself holds for some messages.
        const auto bad = *fixedFromHex<PublicKey>(point);
        for (const std::string_view r : kSmallOrder) {
            Signature signature;
            const Bytes bytes = *fromHex(r);
            std::copy(bytes.begin(), bytes.end(), signature.data.begin());
            for (std::uint8_t i = 0; i < 16; ++i) QVERIFY(!verifyEd25519(bad, Bytes{i}, signature));
        }
        QVERIFY(!verifyEd25519(bad, message, good));
        Signature badR = good;
        std::copy(bad.data.begin(), bad.data.end(), badR.data.begin());
        QVERIFY(!verifyEd25519(key.publicKey(), message, badR));
    }
}

void TestCryptoVectors::aSignatureHasOneForm() {
    for (std::uint32_t i = 0; i < 20; ++i) {
        const SigningKey key = testKey(i);
        const Bytes message(i, 5);
        const Signature signature = key.sign(message);
        QVERIFY(verifyEd25519(key.publicKey(), message, signature));
        QVERIFY(!verifyEd25519(key.publicKey(), message, withOrderAdded(signature)));
        QVERIFY(!verifyEd25519(testKey(i + 1).publicKey(), message, signature));
        QVERIFY(!verifyEd25519(key.publicKey(), Bytes(i + 1, 5), signature));
        QVERIFY(key.sign(message) == signature);
    }
}

void TestCryptoVectors::keysAndSecrets() {
    const SigningKey made = SigningKey::generate();
    const SigningKey again = SigningKey::fromSeed(made.seed());
    QVERIFY(made.publicKey() == again.publicKey());
    QVERIFY(made.publicKey() != SigningKey::generate().publicKey());
    SecretBytes secret(40);
    QCOMPARE(secret.view().size(), std::size_t{40});
    QVERIFY(Bytes(secret.view().begin(), secret.view().end()) == Bytes(40));
    std::array<std::uint8_t, 32> a{};
    std::array<std::uint8_t, 32> b{};
    randomBytes(a);
    randomBytes(b);
    QVERIFY(a != b);
}

QTEST_GUILESS_MAIN(TestCryptoVectors)
#include "test_crypto_vectors.moc"
