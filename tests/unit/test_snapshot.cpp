// Snapshots: R-SNAP-1 (the bytes) and R-SNAP-2 (what is accepted).
#include "node/snapshot/snapshot_reader.h"
#include "tests/support/sample_snapshot.h"

#include "node/chain/merkle.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <random>

using namespace timecoin;

namespace {

using enum SnapshotFault;

/// The fault that a change to the sample leads to; nullopt: it is still accepted.
std::optional<SnapshotFault> faultOf(const std::function<void(SampleSnapshot&)>& change,
                                     bool sealed) {
    SampleSnapshot sample;
    change(sample);
    if (sealed) sample.seal();
    const auto read = readBytes(sample.bytes(), sample.network());
    if (read) return std::nullopt;
    return read.error().fault;
}
std::optional<SnapshotFault> forged(const std::function<void(SampleSnapshot&)>& change) {
    return faultOf(change, false);
}
std::optional<SnapshotFault> sealed(const std::function<void(SampleSnapshot&)>& change) {
    return faultOf(change, true);
}

void flip(Bytes& bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
}

/// Where the first page begins in the sample's bytes.
std::size_t pagesBegin(const SampleSnapshot& sample, const Bytes& bytes) {
    return bytes.size() - sample.coins.size() * kPageCoinBytes;
}

}  // namespace

class TestSnapshot : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void accepted();
    void partsInOrder();
    void everyTruncation();
    void nothingAfterTheEnd();
    void flippedBits();
    void hostileLengths();
    void preamble();
    void forgedBoundaries();
    void boundariesInTheirPlace();
    void registryAltered();
    void coinsAltered();
    void pagesAltered();
    void badPageIsNamed();
    void supply();
    void serviceAddressesStayOut();
};

void TestSnapshot::accepted() {
    const SampleSnapshot sample;
    const auto read = readBytes(sample.bytes(), sample.network());
    QVERIFY2(read.ok(), read.ok() ? "" : codeName(read.error().fault).data());
    const EpochBoundary& last = sample.boundaries.back();
    QVERIFY(read->header == last.header);
    QVERIFY(read->hash == last.header.hash());
    QVERIFY(read->certificate == last.certificate);
    QVERIFY(read->registry == sample.registry);
    QVERIFY(read->coinHash.digest() == last.header.utxoRoot);
    // What the tip's certificate was signed under: block h+1 carries it once more.
    QCOMPARE(read->context.height, last.header.height);
    QCOMPARE(read->context.epoch, 2U);
    QCOMPARE(read->context.slot, sample.registry.slot);
    QVERIFY(read->context.members.hash() == sample.boundaries[1].next.hash());
    QVERIFY(checkCertificate(last.certificate,
                             {sample.network().genesisHash, read->context, fastScheme()}));
    // One page, and full pages only.
    for (const std::uint32_t coins : {1U, 999U, 1'000U, 1'001U, 2'000U}) {
        const SampleSnapshot other(coins);
        QVERIFY(readBytes(other.bytes(), other.network()).ok());
    }
}

void TestSnapshot::partsInOrder() {
    const SampleSnapshot sample;
    const Bytes bytes = sample.bytes();
    SnapshotReader reader(sample.network(), fastScheme());
    ByteView left = bytes;
    std::vector<std::uint64_t> heights;
    std::vector<CoinDelta::Created> coins;
    std::optional<SnapshotHead> head;
    while (reader.wants() > 0) {
        QVERIFY(reader.wants() <= kMaxRegistryBytes);
        const ByteView part = left.first(reader.wants());
        left = left.subspan(part.size());
        const auto item = reader.take(part);
        QVERIFY(item.ok());
        if (const auto* boundary = std::get_if<EpochBoundary>(&*item))
            heights.push_back(boundary->header.height);
        if (const auto* found = std::get_if<SnapshotHead>(&*item)) head = *found;
        if (const auto* page = std::get_if<SnapshotPage>(&*item)) {
            QVERIFY(head.has_value());
            QCOMPARE(page->number, coins.size() / kCoinsPerPage);
            coins.insert(coins.end(), page->coins.begin(), page->coins.end());
        }
    }
    QVERIFY(left.empty());
    QCOMPARE(heights, (std::vector<std::uint64_t>{7, 17, 27}));
    QCOMPARE(head->boundaries, 3U);
    QCOMPARE(head->coins, sample.coins.size());
    QVERIFY(head->header == sample.boundaries.back().header);
    QVERIFY(coins == sample.coins);
    // It has come to its end, and takes nothing any more.
    QVERIFY(!reader.take({}).ok());
}

void TestSnapshot::everyTruncation() {
    // R-SNAP-2: a part of a snapshot is none.
    const SampleSnapshot sample(7);
    const Bytes bytes = sample.bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto read = readBytes(ByteView(bytes).first(size), sample.network());
        QVERIFY2(!read.ok(), qPrintable(QString::number(size)));
        QCOMPARE(read.error().fault, Truncated);
    }
    const SampleSnapshot large;
    const Bytes pages = large.bytes();
    const std::size_t begin = pagesBegin(large, pages);
    for (std::size_t coins = 0; coins < large.coins.size(); coins += 100) {
        const auto read =
            readBytes(ByteView(pages).first(begin + coins * kPageCoinBytes), large.network());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().fault, Truncated);
        QCOMPARE(read.error().page, coins / kCoinsPerPage + 1);
    }
}

void TestSnapshot::nothingAfterTheEnd() {
    const SampleSnapshot sample(7);
    Bytes bytes = sample.bytes();
    bytes.push_back(0);
    const auto read = readBytes(bytes, sample.network());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().fault, LeftOver);
}

void TestSnapshot::flippedBits() {
    // R-SNAP-2: 1,000 single bits, wherever they are, are found.
    const SampleSnapshot sample;
    Bytes bytes = sample.bytes();
    std::mt19937_64 random(20'251'121);
    for (int i = 0; i < 1'000; ++i) {
        const std::size_t bit = random() % (8 * bytes.size());
        flip(bytes, bit);
        QVERIFY2(!readBytes(bytes, sample.network()).ok(), qPrintable(QString::number(bit)));
        flip(bytes, bit);
    }
    // And every one of the head, where the bytes mean most.
    const SampleSnapshot small(3);
    Bytes head = small.bytes();
    for (std::size_t bit = 0; bit < 8 * head.size(); ++bit) {
        flip(head, bit);
        QVERIFY2(!readBytes(head, small.network()).ok(), qPrintable(QString::number(bit)));
        flip(head, bit);
    }
    QVERIFY(readBytes(head, small.network()).ok());
}

void TestSnapshot::hostileLengths() {
    // What is stated never decides what is asked for.
    const SampleSnapshot sample(7);
    const Bytes good = sample.bytes();
    const auto with = [&](std::size_t at, std::size_t size, std::uint8_t fill) {
        Bytes bytes = good;
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), size, fill);
        SnapshotReader reader(sample.network(), fastScheme());
        ByteView left = bytes;
        while (reader.wants() > 0) {
            if (reader.wants() > kMaxRegistryBytes) return std::string("asks for too much");
            const std::size_t wants = std::min(reader.wants(), left.size());
            const auto item = reader.take(left.first(wants));
            if (!item) return std::string(codeName(item.error().fault));
            left = left.subspan(wants);
        }
        return std::string("accepted");
    };
    const std::size_t boundaries = kSnapshotPreambleBytes - 4;
    QCOMPARE(with(boundaries, 4, 0xff), std::string("malformed"));
    QCOMPARE(with(boundaries, 4, 0), std::string("malformed"));
    QCOMPARE(with(kSnapshotPreambleBytes, 4, 0xff), std::string("malformed"));
    QCOMPARE(with(kSnapshotPreambleBytes, 4, 0), std::string("malformed"));
    const std::size_t coinsHead = pagesBegin(sample, good) - Hash::kSize - kCoinsHeadBytes;
    QCOMPARE(with(coinsHead, 8, 0xff), std::string("malformed"));
    const std::size_t registry = coinsHead - encoded(sample.registry).size() - 4;
    QCOMPARE(with(registry, 4, 0xff), std::string("malformed"));
    // The most coins that may be stated, and nothing behind it: as many hashes are waited for.
    Writer most;
    most.u64(kMaxSnapshotCoins);
    Bytes bytes = good;
    std::copy(most.bytes().begin(), most.bytes().end(),
              bytes.begin() + static_cast<std::ptrdiff_t>(coinsHead));
    const auto read = readBytes(bytes, sample.network());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().fault, Truncated);
}

void TestSnapshot::preamble() {
    const SampleSnapshot sample(7);
    const Bytes good = sample.bytes();
    const auto fault = [&](std::size_t at, std::uint8_t value) {
        Bytes bytes = good;
        bytes[at] = value;
        return readBytes(bytes, sample.network()).error().fault;
    };
    QCOMPARE(fault(0, 't'), NotASnapshot);
    QCOMPARE(fault(16, 2), NewerFormat);
    QCOMPARE(fault(16, 0), Malformed);
    QCOMPARE(fault(18, static_cast<std::uint8_t>(good[18] + 1)), OtherGenesis);
    // A foreign network with the same members: another genesis in everything that was signed.
    const TestNetwork other = testNetwork(5);
    QCOMPARE(readBytes(good, other.network).error().fault, OtherGenesis);
    Bytes relabelled = good;
    std::copy(other.network.genesisHash.data.begin(), other.network.genesisHash.data.end(),
              relabelled.begin() + 18);
    QCOMPARE(readBytes(relabelled, other.network).error().fault, UncertifiedBoundary);
}

void TestSnapshot::forgedBoundaries() {
    // R-SNAP-2: a boundary counts by the certificate of the set that the one before proved.
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries[1].header.utxoRoot = testHash(9); }),
             UncertifiedBoundary);
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries[1].certificate.entries.pop_back(); }),
             UncertifiedBoundary);
    QCOMPARE(forged([](SampleSnapshot& s) {
                 s.boundaries[1].certificate.entries[0].signature.data[5] ^= 1;
             }),
             UncertifiedBoundary);
    // Signed by the very set it names, instead of the one before.
    QCOMPARE(forged([](SampleSnapshot& s) {
                 EpochBoundary& own = s.boundaries[1];
                 own.certificate = certify(own.header, 1, own.next, s.network());
             }),
             UncertifiedBoundary);
    // By the genesis members, who ceased to be all of the set an epoch ago.
    QCOMPARE(forged([](SampleSnapshot& s) {
                 EpochBoundary& own = s.boundaries[2];
                 own.certificate =
                     certify(own.header, 2, s.network().initialMembers(), s.network());
             }),
             UncertifiedBoundary);
    // For another epoch.
    QCOMPARE(forged([](SampleSnapshot& s) {
                 EpochBoundary& own = s.boundaries[1];
                 own.certificate = certify(own.header, 2, s.boundaries[0].next, s.network());
             }),
             UncertifiedBoundary);
    // Another set than the header's.
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries[0].next = s.boundaries[1].next; }),
             WrongMembers);
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries[0].restHash = testHash(3); }),
             WrongMembers);
}

void TestSnapshot::boundariesInTheirPlace() {
    // None is left out, repeated or out of order, and each ends an epoch.
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries.erase(s.boundaries.begin()); }),
             UncertifiedBoundary);
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries.erase(s.boundaries.begin() + 1); }),
             UncertifiedBoundary);
    QCOMPARE(forged([](SampleSnapshot& s) { s.boundaries[1] = s.boundaries[0]; }),
             HeightsNotRising);
    QCOMPARE(forged([](SampleSnapshot& s) { std::swap(s.boundaries[0], s.boundaries[1]); }),
             UncertifiedBoundary);
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 s.boundaries[1].header.height = s.boundaries[0].header.height;
             }),
             HeightsNotRising);
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 s.boundaries[1].header.timestampMs = s.boundaries[0].header.timestampMs;
             }),
             HeightsNotRising);
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 s.boundaries[1].header.timestampMs = s.boundaries[0].header.timestampMs + 1;
             }),
             EpochNotEnded);
    // Neighbours are linked.
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 s.boundaries[1].header.height = s.boundaries[0].header.height + 1;
             }),
             HeightsNotRising);
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 s.boundaries[1].header.height = s.boundaries[0].header.height + 1;
                 s.boundaries[1].header.previous = s.boundaries[0].header.hash();
             }),
             std::nullopt);
    QCOMPARE(sealed([](SampleSnapshot& s) { s.boundaries[1].header.version = 0xffff; }),
             NewerRules);
}

void TestSnapshot::registryAltered() {
    QCOMPARE(forged([](SampleSnapshot& s) { ++s.registry.mintedSatoshi; }), WrongRegistry);
    QCOMPARE(forged([](SampleSnapshot& s) { s.registry.tipPaysSlot = !s.registry.tipPaysSlot; }),
             WrongRegistry);
    QCOMPARE(forged([](SampleSnapshot& s) { ++s.registry.slot; }), WrongRegistry);
    // Certified, and still of another height or epoch: a faulty quorum, or a defect.
    QCOMPARE(sealed([](SampleSnapshot& s) { ++s.registry.height; }), WrongRegistry);
    QCOMPARE(sealed([](SampleSnapshot& s) { ++s.registry.epoch; }), WrongRegistry);
}

void TestSnapshot::coinsAltered() {
    // Added, removed, changed, in another order: whoever writes the pages writes their hashes too,
    // so only the set's own hash can tell.
    QCOMPARE(forged([](SampleSnapshot& s) {
                 const OutPoint one = s.coins.back().outpoint;
                 s.coins.push_back({{one.txid, one.index + 1}, s.coins.back().coin});
             }),
             WrongCoins);
    QCOMPARE(forged([](SampleSnapshot& s) { s.coins.erase(s.coins.begin() + 1'500); }), WrongCoins);
    QCOMPARE(forged([](SampleSnapshot& s) {
                 Output& output = s.coins[1'500].coin.output;
                 output.value = *output.value.plus(Amount::satoshi(1));
                 Output& other = s.coins[7].coin.output;
                 other.value = *other.value.minus(Amount::satoshi(1));
             }),
             WrongCoins);
    QCOMPARE(forged([](SampleSnapshot& s) { s.coins[3].coin.output.lock.data[0] ^= 1; }),
             WrongCoins);
    QCOMPARE(forged([](SampleSnapshot& s) { s.coins[3].coin.matureSlot ^= 1; }), WrongCoins);
    QCOMPARE(forged([](SampleSnapshot& s) { std::swap(s.coins[10], s.coins[11]); }),
             CoinsNotAscending);
    QCOMPARE(forged([](SampleSnapshot& s) { std::swap(s.coins[999], s.coins[1'000]); }),
             CoinsNotAscending);
    QCOMPARE(forged([](SampleSnapshot& s) { s.coins.insert(s.coins.begin(), s.coins[0]); }),
             CoinsNotAscending);
    QCOMPARE(sealed([](SampleSnapshot& s) { s.coins[3].coin.matureSlot = 29 + 10 + 1; }),
             ImpossibleCoin);
    QCOMPARE(sealed([](SampleSnapshot& s) { s.coins[3].coin.matureSlot = 29 + 10; }), std::nullopt);
    QCOMPARE(forged([](SampleSnapshot& s) { s.coins.clear(); }), WrongCoins);
}

void TestSnapshot::pagesAltered() {
    const SampleSnapshot sample;
    const Bytes good = sample.bytes();
    const std::size_t begin = pagesBegin(sample, good);
    // A hash of the list, and its root.
    Bytes bytes = good;
    bytes[begin - 1] ^= 1;
    QCOMPARE(readBytes(bytes, sample.network()).error().fault, WrongPageList);
    bytes = good;
    bytes[begin - 3 * Hash::kSize - 1] ^= 1;
    QCOMPARE(readBytes(bytes, sample.network()).error().fault, WrongPageList);
    // Two pages in each other's place.
    bytes = good;
    const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto size = static_cast<std::ptrdiff_t>(kCoinsPerPage * kPageCoinBytes);
    std::swap_ranges(first, first + size, first + size);
    const auto read = readBytes(bytes, sample.network());
    QCOMPARE(read.error().fault, WrongPage);
    QCOMPARE(read.error().page, 1U);
}

void TestSnapshot::badPageIsNamed() {
    // R-SNAP-2: the head tells good pages from bad ones as they come, so a bad one costs only who
    // sent it.
    const SampleSnapshot sample;
    const Bytes good = sample.bytes();
    const std::size_t begin = pagesBegin(sample, good);
    for (std::size_t page = 0; page < pagesOf(sample.coins.size()); ++page) {
        Bytes bytes = good;
        bytes[begin + page * kCoinsPerPage * kPageCoinBytes + 1'234] ^= 0x10;
        const auto read = readBytes(bytes, sample.network());
        QCOMPARE(read.error().fault, WrongPage);
        QCOMPARE(read.error().page, page + 1);
    }
}

void TestSnapshot::supply() {
    // Certified by everybody, and yet a coin out of nothing.
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 Output& output = s.coins[5].coin.output;
                 output.value = *output.value.plus(Amount::satoshi(1));
             }),
             WrongSupply);
    QCOMPARE(sealed([](SampleSnapshot& s) { s.coins.pop_back(); }), WrongSupply);
    QCOMPARE(sealed([](SampleSnapshot& s) {
                 for (std::size_t i = 0; i < 3; ++i)
                     s.coins[i].coin.output.value = *Amount::fromSatoshi(kMaxSatoshi);
             }),
             WrongSupply);
    QCOMPARE(sealed([](SampleSnapshot& s) { ++s.registry.mintedSatoshi; }), WrongSupply);
}

void TestSnapshot::serviceAddressesStayOut() {
    // R-SNAP-1: what no header proves is not carried.
    const SampleSnapshot sample(7);
    EpochBoundary boundary = sample.boundaries.front();
    const Bytes bare = encodeBoundary(boundary);
    const auto read = decodeBoundary(bare);
    QVERIFY(read.has_value());
    QVERIFY(read->next.hash() == boundary.next.hash());
    for (const Masternode& member : read->next.members()) QVERIFY(member.service.empty());
    Writer named;
    boundary.header.encode(named);
    boundary.certificate.encode(named);
    boundary.next.encode(named);
    named.fixed(boundary.restHash);
    QVERIFY(!decodeBoundary(named.bytes()));
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "test_snapshot.moc"
