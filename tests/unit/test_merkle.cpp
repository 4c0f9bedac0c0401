// Trees: R-VAL-5, against a second implementation that follows RFC 6962 word by word.
#include "node/base/crypto.h"
#include "node/chain/merkle.h"
#include "tests/support/fixtures.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <set>

using namespace timecoin;

namespace {

using Leaves = std::vector<Hash>;

Hash naiveRoot(const Leaves& leaves) {
    if (leaves.empty()) return hashOf(Domain::TreeEmpty, {});
    if (leaves.size() == 1) return hashOf(Domain::TreeLeaf, leaves[0].view());
    std::size_t split = 1;
    while (2 * split < leaves.size()) split *= 2;
    const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(split);
    return Hasher(Domain::TreeNode)
        .add(naiveRoot({leaves.begin(), middle}))
        .add(naiveRoot({middle, leaves.end()}))
        .finish();
}

Leaves naivePath(const Leaves& leaves, std::size_t index) {
    if (leaves.size() <= 1) return {};
    std::size_t split = 1;
    while (2 * split < leaves.size()) split *= 2;
    const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(split);
    const Leaves left(leaves.begin(), middle);
    const Leaves right(middle, leaves.end());
    Leaves path = index < split ? naivePath(left, index) : naivePath(right, index - split);
    path.push_back(index < split ? naiveRoot(right) : naiveRoot(left));
    return path;
}

Leaves numbered(std::uint32_t count) {
    Leaves leaves;
    for (std::uint32_t i = 0; i < count; ++i) leaves.push_back(testHash(i));
    return leaves;
}

}  // namespace

class TestMerkle : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();
    void rootsAreThoseOfTheRfc();
    void pathsAreThoseOfTheRfc();
    void damagedPathsAreRefused();
    void noTwoListsShareARoot();  // R-VAL-5
    void aLargeTree();
};

void TestMerkle::golden() {
    const QJsonObject file = vectorFile("golden/trees.json").object();
    Leaves leaves;
    for (const QJsonValue leaf : file["leaves"].toArray()) leaves.push_back(fixedOf<Hash>(leaf));
    const QJsonObject roots = file["roots"].toObject();
    QCOMPARE(roots.size(), 8);
    for (std::size_t count = 0; count <= 7; ++count) {
        const Hash expected = fixedOf<Hash>(roots[QString::number(count)]);
        QVERIFY(treeRoot(std::span(leaves).first(count)) == expected);
    }
}

void TestMerkle::rootsAreThoseOfTheRfc() {
    for (std::uint32_t count = 0; count <= 130; ++count)
        QVERIFY(treeRoot(numbered(count)) == naiveRoot(numbered(count)));
    QVERIFY(HashTree({}).root() == treeRoot({}));
}

void TestMerkle::pathsAreThoseOfTheRfc() {
    for (std::uint32_t count = 1; count <= 35; ++count) {
        const Leaves leaves = numbered(count);
        const Hash root = treeRoot(leaves);
        const HashTree kept(leaves);
        QVERIFY(kept.root() == root);
        for (std::uint32_t index = 0; index < count; ++index) {
            const Leaves path = treePath(leaves, index);
            QVERIFY(path == naivePath(leaves, index));
            QVERIFY(kept.path(index) == path);
            QVERIFY(checkTreePath(root, count, index, leaves[index], path));
        }
    }
}

void TestMerkle::damagedPathsAreRefused() {
    for (std::uint32_t count = 1; count <= 20; ++count) {
        const Leaves leaves = numbered(count);
        const Hash root = treeRoot(leaves);
        for (std::uint32_t index = 0; index < count; ++index) {
            const Leaves path = treePath(leaves, index);
            const Hash& leaf = leaves[index];
            for (std::uint32_t other = 0; other < count + 3; ++other) {
                QCOMPARE(checkTreePath(root, count, other, leaf, path), other == index);
                if (other < count)
                    QCOMPARE(checkTreePath(root, count, index, leaves[other], path),
                             other == index);
            }
            QVERIFY(!checkTreePath(testHash(99), count, index, leaf, path));
            Leaves longer = path;
            longer.push_back(root);
            QVERIFY(!checkTreePath(root, count, index, leaf, longer));
            for (std::size_t at = 0; at < path.size(); ++at) {
                Leaves damaged = path;
                damaged[at].data[7] ^= 1;
                QVERIFY(!checkTreePath(root, count, index, leaf, damaged));
                QVERIFY(!checkTreePath(root, count, index, leaf, std::span(path).first(at)));
            }
        }
    }
    QVERIFY(!checkTreePath(treeRoot({}), 0, 0, testHash(0), {}));
    QVERIFY(!checkTreePath(testHash(0), 0xffffffffU, 0xffffffffU, testHash(0), {}));
    QVERIFY(!checkTreePath(testHash(0), 0xffffffffU, 0, testHash(0), {}));
}

void TestMerkle::noTwoListsShareARoot() {
    const Hash a = testHash(1);
    const Hash b = testHash(2);
    const Hash c = testHash(3);
    std::vector<Leaves> lists = {{}, {a}, {b}, {a, b}, {b, a}, {a, a}, {a, b, c}};
    // Repeating the last leaves (the fault of Bitcoin's first trees), and in other sizes.
    lists.push_back({a, b, c, c});
    lists.push_back({a, b, a, b});
    lists.push_back({a, b, c, a, b, c});
    lists.push_back({a, b, c, a, b, c, b, c});
    // What is a node in one tree as a leaf of another, and the leaf hashes as leaves.
    lists.push_back({treeRoot(Leaves{a, b})});
    lists.push_back({treeRoot(Leaves{a, b}), c});
    lists.push_back({treeRoot(Leaves{a}), treeRoot(Leaves{b})});
    lists.push_back({treeRoot({})});
    lists.push_back({Hash{}});
    std::set<Hash> roots;
    for (const Leaves& leaves : lists) QVERIFY(roots.insert(treeRoot(leaves)).second);
    // Neither is the pair's node the hash of 64 plain bytes.
    Bytes pair(a.data.begin(), a.data.end());
    pair.insert(pair.end(), b.data.begin(), b.data.end());
    QVERIFY(roots.insert(hashOf(Domain::TreeLeaf, pair)).second);
    QVERIFY(roots.insert(hashOf(Domain::TreeNode, pair)).second);
}

void TestMerkle::aLargeTree() {
    const Leaves leaves = numbered(40'000);
    const Hash root = treeRoot(leaves);
    for (const std::uint32_t index : {0U, 1U, 32'767U, 32'768U, 39'999U}) {
        const Leaves path = treePath(leaves, index);
        QVERIFY(path.size() <= 16);
        QVERIFY(checkTreePath(root, 40'000, index, leaves[index], path));
        QVERIFY(!checkTreePath(root, 40'000, index ^ 1, leaves[index], path));
    }
}

QTEST_GUILESS_MAIN(TestMerkle)
#include "test_merkle.moc"
