// Blocks: R-BLK-1 .. R-BLK-3, R-LIM-1. TRUST: a mutated tree or body never matches its header.
#include "node/chain/block.h"
#include "node/chain/merkle.h"
#include "tests/support/canonical.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <functional>
#include <set>

using namespace timecoin;

namespace {

Block sample() {
    const TestNetwork network = testNetwork(4);
    Block block;
    block.header.height = 31;
    block.header.previous = testHash(1);
    block.header.timestampMs = 1'700'000'123'456;
    block.header.proposer = network.operators[1].publicKey();
    block.header.utxoRoot = testHash(2);
    block.header.registryHash = testHash(3);
    block.lastCommit = commitCertificate(network, network.at(30), 1, testHash(1), 3, fastScheme());
    Transaction reward;
    reward.kind = TransactionKind::Reward;
    reward.outputs = {{Amount::time(100), {}}};
    reward.payload = {31, 0, 0, 0, 0, 0, 0, 0};
    block.transactions = {reward, simpleTransfer(network, 0, 1, Amount::time(5)),
                          simpleTransfer(network, 1, 2, Amount::time(6))};
    block.header.transactionRoot = Block::transactionRootOf(block.transactions);
    block.header.lastCommitRoot = block.lastCommit.root();
    return block;
}

bool matchesHeader(const Block& block) {
    return block.header.transactionRoot == Block::transactionRootOf(block.transactions) &&
           block.header.lastCommitRoot == block.lastCommit.root();
}

/// A block of exactly `size` bytes.
Block ofSize(std::size_t size) {
    Block block = sample();
    Transaction large;
    large.outputs.resize(2'000);
    large.payload.resize(10'000);
    const std::size_t each = encoded(large).size();
    std::size_t now = encoded(block).size();
    while (now + each + 20'000 < size) {
        block.transactions.push_back(large);
        now += each;
    }
    // Two more, so that payloads alone can bring it to the byte.
    Transaction filler;
    const std::size_t rest = size - now - 2 * encoded(filler).size();
    for (const std::size_t part : {rest / 2, rest - rest / 2}) {
        filler = {};
        filler.outputs.resize(part / 4 * 3 / Output::kEncodedSize);
        filler.payload.resize(part - filler.outputs.size() * Output::kEncodedSize);
        block.transactions.push_back(filler);
    }
    return block;
}

}  // namespace

class TestBlock : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();                    // R-BLK-1, R-BLK-2
    void encodings();                 // R-BLK-3
    void everyHeaderFieldIsHashed();  // R-BLK-1
    void mutatedBodies();             // R-BLK-2
    void sizes();                     // R-LIM-1
    void certified();                 // R-BLK-3
};

void TestBlock::golden() {
    const QJsonObject file = vectorFile("golden/blocks.json").object();
    const auto header = decoded<BlockHeader>(hexOf(file["header"]));
    QVERIFY(header);
    QVERIFY(header->hash() == fixedOf<Hash>(file["hash"]));
    QVERIFY(encoded(*header) == hexOf(file["header"]));
    QCOMPARE(header->height, std::uint64_t{31});
    QCOMPARE(header->timestampMs, std::uint64_t{1'700'000'123'456});
    const auto commit = decoded<CommitCertificate>(hexOf(file["commit_certificate"]));
    QVERIFY(commit);
    QVERIFY(commit->root() == fixedOf<Hash>(file["commit_root"]));
    QVERIFY(commit->root() == header->lastCommitRoot);
    QVERIFY(CommitCertificate{}.root() == fixedOf<Hash>(file["first_commit_root"]));
    QVERIFY(Block::transactionRootOf({}) == treeRoot({}));
}

void TestBlock::encodings() {
    QCOMPARE(encodingFault(sample().header), std::string());
    QCOMPARE(encodingFault(sample()), std::string());
    QCOMPARE(encodingFault(Block{}), std::string());
    Block other = sample();
    other.header.version = 2;  // of rules to come: it can be read
    QCOMPARE(encodingFault(other.header), std::string());
    other.header.version = 0;
    QVERIFY(!decoded<Block>(encoded(other)));
}

void TestBlock::everyHeaderFieldIsHashed() {
    const BlockHeader header = sample().header;
    const std::vector<std::function<void(BlockHeader&)>> changes = {
        [](auto& h) { h.version += 1; },
        [](auto& h) { h.height += 1; },
        [](auto& h) { h.previous.data[0] ^= 1; },
        [](auto& h) { h.timestampMs += 1; },
        [](auto& h) { h.proposer.data[0] ^= 1; },
        [](auto& h) { h.transactionRoot.data[0] ^= 1; },
        [](auto& h) { h.lastCommitRoot.data[0] ^= 1; },
        [](auto& h) { h.utxoRoot.data[0] ^= 1; },
        [](auto& h) { h.registryHash.data[0] ^= 1; },
    };
    std::set<Hash> hashes = {header.hash()};
    for (const auto& change : changes) {
        BlockHeader other = header;
        change(other);
        QVERIFY(hashes.insert(other.hash()).second);
    }
    // The view is nowhere in it: what is proposed again in a later view keeps its hash.
    Block block = sample();
    QVERIFY(block.hash() == header.hash());
}

void TestBlock::mutatedBodies() {
    const Block good = sample();
    QVERIFY(matchesHeader(good));
    const std::vector<std::function<void(Block&)>> changes = {
        [](auto& b) { b.transactions.push_back(b.transactions.back()); },
        [](auto& b) { b.transactions.pop_back(); },
        [](auto& b) { std::swap(b.transactions[1], b.transactions[2]); },
        [](auto& b) { b.transactions[1].memo = {1}; },
        [](auto& b) { b.transactions[1].witness.signatures[0].signature.data[0] ^= 1; },
        [](auto& b) { b.transactions[1].witness = {}; },
        [](auto& b) { b.transactions.clear(); },
        [](auto& b) { b.transactions[2] = b.transactions[1]; },
        [](auto& b) { b.lastCommit.entries.pop_back(); },
        [](auto& b) { b.lastCommit.entries[0].sequence += 1; },
        [](auto& b) { b.lastCommit.view += 1; },
    };
    for (const auto& change : changes) {
        Block bad = good;
        change(bad);
        QVERIFY(bad.hash() == good.hash());
        QVERIFY(!matchesHeader(bad));
    }
}

void TestBlock::sizes() {
    for (const std::size_t size : {std::size_t{kMaxProducedBlockBytes}, std::size_t{kMaxBlockBytes},
                                   std::size_t{kMaxBlockBytes} + 1}) {
        const Bytes bytes = encoded(ofSize(size));
        QCOMPARE(bytes.size(), size);
        QCOMPARE(decoded<Block>(bytes).has_value(), size <= kMaxBlockBytes);
    }
    // 40,000 of the smallest transactions fit into the bytes and the count; one more does not.
    Block many = sample();
    many.transactions.assign(kMaxBlockTransactions, Transaction{});
    QVERIFY(encoded(many).size() < kMaxBlockBytes);
    QVERIFY(decoded<Block>(encoded(many)));
    many.transactions.push_back({});
    QVERIFY(!decoded<Block>(encoded(many)));
}

void TestBlock::certified() {
    const TestNetwork network = testNetwork(4);
    const Block block = sample();
    const CertifiedBlock both{
        block, commitCertificate(network, network.at(31), 0, block.hash(), 3, fastScheme())};
    QCOMPARE(encodingFault(both.certificate), std::string());
    const auto back = decoded<CertifiedBlock>(encoded(both));
    QVERIFY(back && back->block == both.block && back->certificate == both.certificate);
    const Bytes bytes = encoded(both);
    QVERIFY(!decoded<CertifiedBlock>(ByteView(bytes).first(bytes.size() - 1)));
}

QTEST_GUILESS_MAIN(TestBlock)
#include "test_block.moc"
