// SLIP-0010: every node of the standard's Ed25519 vectors, and the paths of our keys.
#include "tests/support/vectors.h"
#include "wallet/keys/account_keys.h"
#include "wallet/keys/mnemonic.h"

#include <QTest>

#include <set>
#include <vector>

using namespace timecoin;

namespace {

/// "m/0'/2147483647'" as numbers, as they stand: without a "'" a step is not hardened.
std::vector<std::uint32_t> pathOf(const QString& text) {
    std::vector<std::uint32_t> path;
    const QStringList steps = text.split(u'/').mid(1);
    for (QString step : steps) {
        const bool isHardened = step.endsWith(u'\'') || step.endsWith(u'H');
        if (isHardened) step.chop(1);
        path.push_back(step.toUInt() | (isHardened ? kHardened : 0));
    }
    return path;
}

PublicKey keyAt(ByteView seed, const char* path) {
    return Slip10Node::fromSeed(seed)->at(pathOf(QString::fromLatin1(path)))->publicKey();
}

}  // namespace

class TestSlip10 : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everyNodeOfTheVectors();
    void onlyHardenedSteps();
    void seedsHaveASize();
    void ourPaths();
    void allKeysDiffer();
    void keysSign();
};

void TestSlip10::everyNodeOfTheVectors() {
    int nodes = 0;
    for (const QJsonValue vector : vectorFile("vectors/slip10/slip10_ed25519.json").array()) {
        const auto root = Slip10Node::fromSeed(hexOf(vector["seed"]));
        QVERIFY(root.ok());
        for (const QJsonValue expected : vector["nodes"].toArray()) {
            const auto path = pathOf(expected["path"].toString());
            const auto node = root->at(path);
            QVERIFY(node.ok());
            QCOMPARE(toHex(node->privateKey()), expected["private"].toString().toStdString());
            QCOMPARE(toHex(node->chainCode()), expected["chain_code"].toString().toStdString());
            QCOMPARE("00" + toHex(node->publicKey()), expected["public"].toString().toStdString());
            for (std::size_t i = 0; i < path.size(); ++i) {
                auto soft = path;
                soft[i] &= ~kHardened;
                QVERIFY(!root->at(soft).ok());
            }
            ++nodes;
        }
    }
    QCOMPARE(nodes, 12);
}

void TestSlip10::onlyHardenedSteps() {
    const auto root = Slip10Node::fromSeed(Bytes(64, 7));
    for (const std::uint32_t index : {0u, 1u, 44u, kHardened - 1}) {
        QVERIFY(!root->child(index).ok());
        QCOMPARE(root->child(index).error(), Slip10Error::NotHardened);
        QVERIFY(root->child(hardened(index)).ok());
    }
}

void TestSlip10::seedsHaveASize() {
    for (std::size_t size = 0; size < 100; ++size) {
        QCOMPARE(Slip10Node::fromSeed(Bytes(size, 1)).ok(), size >= 16 && size <= 64);
    }
}

void TestSlip10::ourPaths() {
    const SecretBytes seed =
        seedOf("legal winner thank year wave sausage worth useful legal winner thank yellow", "");
    const AccountKey real = AccountKey::fromSeed(seed.view(), CoinType::TimeCoin);
    const AccountKey test = AccountKey::fromSeed(seed.view(), CoinType::Test);
    QVERIFY(real.publicKeyAt(KeyChain::Receive, 0) ==
            keyAt(seed.view(), "m/44'/1953066341'/0'/0'/0'"));
    QVERIFY(real.publicKeyAt(KeyChain::Change, 7) ==
            keyAt(seed.view(), "m/44'/1953066341'/0'/1'/7'"));
    QVERIFY(test.publicKeyAt(KeyChain::Receive, kMaxKeys - 1) ==
            keyAt(seed.view(), "m/44'/1'/0'/0'/2147483647'"));
    // Written down once: wallets restored from their words must find these keys for ever.
    QCOMPARE(toHex(real.publicKeyAt(KeyChain::Receive, 0)),
             std::string("3944ff36a5fdfdc86eba84f4ab8a2e1126c0cc31df2cac4cfe6f9eb5db62bbb6"));
    QCOMPARE(toHex(real.publicKeyAt(KeyChain::Change, 0)),
             std::string("a661360a82e23bd108ff648cd97b59589acb6a4f11fc2524859cef8c687f36c9"));
    QCOMPARE(toHex(test.publicKeyAt(KeyChain::Receive, 0)),
             std::string("ef59533788ec67e2d6aec2ac8566dc9861d9beaad167db3f10d8dc6710a16cc3"));
}

void TestSlip10::allKeysDiffer() {
    std::set<PublicKey> keys;
    for (const CoinType coin : {CoinType::TimeCoin, CoinType::Test}) {
        const AccountKey account = AccountKey::fromSeed(Bytes(64, 9), coin);
        for (std::uint32_t i = 0; i < 100; ++i) {
            keys.insert(account.publicKeyAt(KeyChain::Receive, i));
            keys.insert(account.publicKeyAt(KeyChain::Change, i));
        }
    }
    QCOMPARE(keys.size(), std::size_t{400});
}

void TestSlip10::keysSign() {
    const AccountKey account = AccountKey::fromSeed(Bytes(32, 3), CoinType::Test);
    const SigningKey key = account.signingKeyAt(KeyChain::Change, 5);
    QVERIFY(key.publicKey() == account.publicKeyAt(KeyChain::Change, 5));
    const Bytes message = {1, 2, 3};
    QVERIFY(verifyEd25519(key.publicKey(), message, key.sign(message)));
}

QTEST_GUILESS_MAIN(TestSlip10)
#include "test_slip10.moc"
