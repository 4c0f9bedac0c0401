// SHA-256, HMAC-SHA512 and PBKDF2-HMAC-SHA512 against vectors nobody here made up.
#include "node/base/key_derivation.h"
#include "tests/support/properties.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace timecoin;

class TestKeyDerivation : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void sha256KnownAnswers();
    void hmacRfc4231_data();
    void hmacRfc4231();
    void hmacInParts();
    void wycheproofPbkdf2();
};

void TestKeyDerivation::sha256KnownAnswers() {  // FIPS 180-2, B.1
    QCOMPARE(toHex(sha256({}).view()),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(toHex(sha256(asBytes("abc")).view()),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestKeyDerivation::hmacRfc4231_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("mac");
    QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                       << QByteArray(
                              "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                              "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854");
    QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                       << QByteArray(
                              "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                              "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
    QTest::newRow("6, a key longer than a block")
        << QByteArray(131, '\xaa')
        << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
        << QByteArray("80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                      "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598");
}

void TestKeyDerivation::hmacRfc4231() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, mac);
    const SecretBytes made = hmacSha512(asBytes(key.toStdString()), {asBytes(data.toStdString())});
    QCOMPARE(toHex(made.view()), mac.toStdString());
}

void TestKeyDerivation::hmacInParts() {
    QVERIFY(holds([] {
        const Bytes key = *genBytes(200);
        const Bytes bytes = *genBytes(300);
        const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
        const ByteView view = bytes;
        const SecretBytes whole = hmacSha512(key, {view});
        const SecretBytes parts = hmacSha512(key, {view.first(cut), {}, view.subspan(cut)});
        RC_ASSERT(toHex(whole.view()) == toHex(parts.view()));
    }));
}

void TestKeyDerivation::wycheproofPbkdf2() {
    const QJsonObject file =
        vectorFile("vectors/kdf_aead/wycheproof_pbkdf2_hmacsha512_test.json").object();
    int cases = 0;
    for (const QJsonValue group : file["testGroups"].toArray()) {
        for (const QJsonValue test : group["tests"].toArray()) {
            QCOMPARE(test["result"].toString(), QStringLiteral("valid"));
            const SecretBytes made =
                pbkdf2HmacSha512(hexOf(test["password"]), hexOf(test["salt"]),
                                 static_cast<std::uint32_t>(test["iterationCount"].toInt()),
                                 static_cast<std::size_t>(test["dkLen"].toInt()));
            QVERIFY2(toHex(made.view()) == test["dk"].toString().toStdString(),
                     qPrintable(QString::number(test["tcId"].toInt())));
            ++cases;
        }
    }
    QCOMPARE(cases, 58);
}

QTEST_GUILESS_MAIN(TestKeyDerivation)
#include "test_key_derivation.moc"
