// Messages on the wire: R-WIRE-1, R-WIRE-2, R-WIRE-3.
#include "node/base/limits.h"
#include "tests/support/sample_messages.h"

#include <QTest>

#include <cstdlib>
#include <new>
#include <set>

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
using namespace timecoin::wire;

namespace {

/// `value` little-endian over the four bytes at `at`.
Bytes withU32(Bytes bytes, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i)
        bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
    return bytes;
}

std::vector<Hash> numbered(std::uint32_t count) {
    std::vector<Hash> hashes(count);
    for (std::uint32_t i = 0; i < count; ++i) {  // ascending: the number is big-endian
        for (std::size_t b = 0; b < 4; ++b)
            hashes[i].data[b] = static_cast<std::uint8_t>(i >> (24 - 8 * b));
    }
    return hashes;
}

bool travels(const Message& message) {
    return decodeMessage(encodeMessage(message)).has_value();
}

}  // namespace

class TestWire : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everyKindRoundTrips();               // R-WIRE-1
    void noPrefixAndNothingLongerDecodes();   // R-WIRE-2
    void aChangedByteIsRefusedOrCanonical();  // R-WIRE-2
    void hostileCountsAllocateLittle();       // R-WIRE-2
    void unknownKindsAreRefused();            // R-WIRE-1
    void listsAreBounded();                   // R-WIRE-2
    void listsThatContradictAreRefused();     // R-WIRE-2
    void servicesArePlainText();              // R-WIRE-2
    void lanesAndNames();                     // R-WIRE-3
    void compactBlockNamesTransfers();
    void idsAreOfTheEncoding();
};

void TestWire::everyKindRoundTrips() {
    std::set<std::size_t> kinds;
    for (const Message& message : sampleMessages()) {
        const Bytes bytes = encodeMessage(message);
        kinds.insert(message.index());
        QCOMPARE(std::size_t{bytes[0]}, message.index() + 1);
        const auto back = decodeMessage(bytes);
        QVERIFY2(back, kindName(message).data());
        QCOMPARE(back->index(), message.index());
        QVERIFY2(encodeMessage(*back) == bytes, kindName(message).data());
    }
    QCOMPARE(kinds.size(), std::variant_size_v<Message>);
}

void TestWire::noPrefixAndNothingLongerDecodes() {
    for (const Message& message : sampleMessages()) {
        Bytes bytes = encodeMessage(message);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY2(!decodeMessage(ByteView(bytes).first(size)), kindName(message).data());
        bytes.push_back(0);
        QVERIFY2(!decodeMessage(bytes), kindName(message).data());
    }
}

void TestWire::aChangedByteIsRefusedOrCanonical() {
    for (const Message& message : sampleMessages()) {
        const Bytes bytes = encodeMessage(message);
        Bytes changed = bytes;
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (const unsigned difference : {1u, 2u, 4u, 8u, 16u, 32u, 64u, 128u, 255u}) {
                changed[at] = static_cast<std::uint8_t>(bytes[at] ^ difference);
                const auto other = decodeMessage(changed);
                QVERIFY2(!other || encodeMessage(*other) == changed, kindName(message).data());
            }
            changed[at] = bytes[at];
        }
    }
}

void TestWire::hostileCountsAllocateLittle() {
    for (const Message& message : sampleMessages()) {
        const Bytes good = encodeMessage(message);
        for (std::size_t at = 1; at < good.size(); ++at) {
            for (const std::uint32_t hostile :
                 {0x80000000u, 0xffffffffu, 0x7fffffffu, 40'000u, 8'192u, 256u}) {
                const Bytes bytes = withU32(good, at, hostile);
                allocatedBytes = 0;
                decodeMessage(bytes);
                QVERIFY2(allocatedBytes < 65'536, kindName(message).data());
            }
        }
    }
}

void TestWire::unknownKindsAreRefused() {
    QVERIFY(!decodeMessage({}));
    QVERIFY(!laneOfKind(0) && !isGossipKind(0));
    for (unsigned kind = std::variant_size_v<Message> + 1; kind < 256; ++kind) {
        const Bytes bytes{static_cast<std::uint8_t>(kind), 0, 0, 0, 0, 0, 0, 0, 0};
        QVERIFY(!decodeMessage(bytes));
        QVERIFY(!laneOfKind(bytes[0]));
    }
    QVERIFY(!decodeMessage(Bytes{0, 1, 0, 0, 0, 0, 0, 0, 0}));
}

void TestWire::listsAreBounded() {
    QVERIFY(travels(GetTransactions{numbered(kMaxBlockTransactions)}));
    QVERIFY(!travels(GetTransactions{numbered(kMaxBlockTransactions + 1)}));
    QVERIFY(travels(GetTransfers{numbered(kMaxAcknowledged)}));
    QVERIFY(!travels(GetTransfers{numbered(kMaxAcknowledged + 1)}));
    QVERIFY(travels(AckList{7, numbered(kMaxAcknowledged)}));
    QVERIFY(!travels(AckList{7, numbered(kMaxAcknowledged + 1)}));
    QVERIFY(travels(GetCertificates{7, numbered(kMaxAcknowledged)}));
    QVERIFY(!travels(GetCertificates{7, numbered(kMaxAcknowledged + 1)}));
    QVERIFY(travels(GetBlocks{1, kBlocksPerBatch}));
    QVERIFY(!travels(GetBlocks{1, kBlocksPerBatch + 1}));
    QVERIFY(!travels(GetBlocks{1, 0}));
    const auto votes = [](std::uint32_t count) {
        const auto ids = numbered(count);
        return TxVotesMessage{TxVote{{1, 7, 0, 0, 1}, IdListRef::of(ids), {}}, ids};
    };
    QVERIFY(travels(votes(kMaxIdsPerStatement)));
    QVERIFY(!travels(votes(kMaxIdsPerStatement + 1)));
    QVERIFY(travels(Addresses{std::vector<std::string>(100, "a:1")}));
    QVERIFY(!travels(Addresses{std::vector<std::string>(101, "a:1")}));
    CompactBlock block;
    block.transfers = numbered(kMaxBlockTransactions + 1);
    QVERIFY(!travels(ProposalBody{block}));
}

void TestWire::listsThatContradictAreRefused() {
    const auto ids = numbered(3);
    QVERIFY(travels(TxAcksMessage{TxAck{{1, 7, 0, 0, 1}, IdListRef::of(ids), {}}, ids}));
    QVERIFY(!travels(TxAcksMessage{TxAck{{1, 7, 0, 0, 1}, IdListRef::of(ids), {}}, numbered(2)}));
    QVERIFY(!travels(TxVotesMessage{TxVote{{1, 7, 0, 0, 1}, IdListRef::of(ids), {}}, {}}));
    // A C is sorted and holds nothing twice.
    QVERIFY(travels(AckList{7, {ids[0], ids[1]}}));
    QVERIFY(!travels(AckList{7, {ids[1], ids[0]}}));
    QVERIFY(!travels(AckList{7, {ids[1], ids[1]}}));
    // Where the reward stands nothing else can.
    CompactBlock block = CompactBlock::of(sampleBlock(testNetwork(4)));
    QVERIFY(travels(ProposalBody{block}));
    block.reward->kind = TransactionKind::Transfer;
    block.reward->payload = {};
    QVERIFY(!travels(ProposalBody{block}));
}

void TestWire::servicesArePlainText() {
    QVERIFY(travels(Addresses{{std::string(255, 'a')}}));
    QVERIFY(!travels(Addresses{{std::string(256, 'a')}}));
    for (const char* bad : {"", "a b:1", "a\n:1", "\x7f:1", "\xc3\xa4:1"})
        QVERIFY2(!travels(Addresses{{"good:1", bad}}), bad);
}

void TestWire::lanesAndNames() {
    QCOMPARE(laneOf(PrepareMessage{}), Lane::Agreement);
    QCOMPARE(laneOf(ProposalMessage{}), Lane::Agreement);
    QCOMPARE(laneOf(TxVotesMessage{}), Lane::Votes);
    QCOMPARE(laneOf(TransactionMessage{}), Lane::Transactions);
    QCOMPARE(laneOf(BlockMessage{}), Lane::Sync);
    QCOMPARE(laneOf(Addresses{}), Lane::Addresses);
    std::set<std::string_view> names;
    const std::set<std::string_view> spread{"ready",  "view-change", "proposal", "prepare",
                                            "commit", "tx-votes",    "tx-acks",  "transaction"};
    for (const Message& message : sampleMessages()) {
        names.insert(kindName(message));
        const auto kind = static_cast<std::uint8_t>(message.index() + 1);
        QCOMPARE(*laneOfKind(kind), laneOf(message));
        QCOMPARE(isGossipKind(kind), spread.contains(kindName(message)));
    }
    QCOMPARE(names.size(), std::variant_size_v<Message>);
}

void TestWire::compactBlockNamesTransfers() {
    const Block block = sampleBlock(testNetwork(4));
    const CompactBlock compact = CompactBlock::of(block);
    QVERIFY(compact.reward == block.transactions[0]);
    QCOMPARE(compact.transfers.size(), block.transactions.size() - 1);
    QVERIFY(compact.transfers[1] == block.transactions[2].fullHash());
    // A reward anywhere but first is no reward of the block: it is named like the others.
    Block odd = block;
    std::swap(odd.transactions[0], odd.transactions[1]);
    QVERIFY(!CompactBlock::of(odd).reward);
    QCOMPARE(CompactBlock::of(odd).transfers.size(), odd.transactions.size());
}

void TestWire::idsAreOfTheEncoding() {
    std::set<Hash> ids;
    for (const Message& message : sampleMessages()) ids.insert(messageId(encodeMessage(message)));
    QCOMPARE(ids.size(), sampleMessages().size());
    const Bytes ping = encodeMessage(Ping{1});
    QVERIFY(messageId(ping) == hashOf(Domain::Message, ping));
}

QTEST_GUILESS_MAIN(TestWire)
#include "test_wire.moc"
