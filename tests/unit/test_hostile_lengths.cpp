// R-COD-2. TRUST: length prefixes of 2^31, 2^32-1, 2^64-1 allocate less than 64 KiB; decoding takes
// time in proportion to the bytes that are there.
#include "node/chain/block.h"
#include "node/chain/masternode_set.h"
#include "node/chain/params.h"
#include "tests/support/canonical.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocatedBytes = 0;

}  // namespace

// Every allocation of this program is counted.
void* operator new(std::size_t size) {
    allocatedBytes += size;
    if (void* bytes = std::malloc(size)) return bytes;
    throw std::bad_alloc();
}

void operator delete(void* bytes) noexcept {
    std::free(bytes);
}

void operator delete(void* bytes, std::size_t) noexcept {
    std::free(bytes);
}

using namespace timecoin;

namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

/// Overwrites every place with every hostile value; returns the most that one decoding allocated.
template <class T>
std::size_t mostAllocated(const T& value) {
    const Bytes good = writeWhole(value);
    std::size_t most = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const std::uint64_t hostile :
             {std::uint64_t{0x80000000}, std::uint64_t{0xffffffff}, ~std::uint64_t{0},
              std::uint64_t{0x7fffffff}, std::uint64_t{kMaxInputs}, std::uint64_t{40'000}}) {
            const std::size_t width = hostile == ~std::uint64_t{0} ? 8 : 4;
            Bytes bytes = good;
            for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
                bytes[at + i] = static_cast<std::uint8_t>(hostile >> (8 * i));
            allocatedBytes = 0;
            readWhole<T>(bytes);
            most = std::max(most, allocatedBytes);
        }
    }
    return most;
}

KeyList someList() {
    KeyList list;
    list.required = 2;
    for (std::uint32_t i = 0; i < 3; ++i) list.keys.push_back(PublicKey{testHash(i).data});
    std::sort(list.keys.begin(), list.keys.end());
    return list;
}

}  // namespace

class TestHostileLengths : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everyDecoder();  // R-COD-2
    void aLargeBufferOfNothing();
};

void TestHostileLengths::everyDecoder() {
    const TestNetwork network = testNetwork(4);
    const HeightContext height = network.at(7, 1);
    Transaction tx = simpleTransfer(network, 0, 1, Amount::time(5));
    tx.memo = {1, 2, 3};
    tx.witness.keyLists = {someList()};
    Block block;
    block.transactions = {tx, tx};
    block.lastCommit = commitCertificate(network, height, 0, testHash(1), 3, fastScheme());

    QVERIFY(mostAllocated(tx) < kMostBytes);
    QVERIFY(mostAllocated(tx.witness) < kMostBytes);
    QVERIFY(mostAllocated(someList()) < kMostBytes);
    QVERIFY(mostAllocated(block) < kMostBytes);
    QVERIFY(mostAllocated(CertifiedBlock{block, block.lastCommit}) < kMostBytes);
    QVERIFY(mostAllocated(block.lastCommit) < kMostBytes);
    QVERIFY(mostAllocated(preparedCertificate(network, height, 0, testHash(1), testHash(2), 3,
                                              fastScheme())) < kMostBytes);
    QVERIFY(mostAllocated(transferCertificate(network, height, StatementKind::TxVote, testHash(1),
                                              3, fastScheme())) < kMostBytes);
    QVERIFY(mostAllocated(network.network.initialMembers()) < kMostBytes);
    ViewChange change;
    change.at.view = 3;
    change.prepared = PreparedRef{1, testHash(1)};
    change.acknowledged = IdListRef::of({});
    QVERIFY(mostAllocated(change) < kMostBytes);
    TxVote vote;
    vote.ids = IdListRef::of({testHash(1)});
    QVERIFY(mostAllocated(vote) < kMostBytes);
    const NewMasternode node(1);
    QVERIFY(mostAllocated(node.registration()) < kMostBytes);
    QVERIFY(mostAllocated(node.update(testOutPoint(1), 1)) < kMostBytes);
    QVERIFY(mostAllocated(node.retirement(testOutPoint(1))) < kMostBytes);
    for (const QJsonValue row : vectorFile("golden/evidence.json").array())
        QVERIFY(mostAllocated(*decoded<Evidence>(hexOf(row["encoded"]))) < kMostBytes);
}

void TestHostileLengths::aLargeBufferOfNothing() {
    // Ten megabytes are there, so counts are believable; the bounds still hold.
    for (const int filling : {0x00, 0x01, 0xff}) {
        const Bytes bytes(10'000'000, static_cast<std::uint8_t>(filling));
        allocatedBytes = 0;
        decoded<Transaction>(bytes);
        decoded<CommitCertificate>(bytes);
        decoded<TransferCertificate>(bytes);
        decoded<Evidence>(bytes);
        decoded<MasternodeSet>(bytes);
        decoded<Block>(bytes);
        QVERIFY(allocatedBytes < 2'000'000);
    }
}

QTEST_GUILESS_MAIN(TestHostileLengths)
#include "test_hostile_lengths.moc"
