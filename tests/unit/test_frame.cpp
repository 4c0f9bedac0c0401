// Frames, and what compression may do: R-WIRE-4. TRUST: length prefixes, decompression bomb.
#include "node/base/codec.h"
#include "node/wire/frame.h"

#include <QTest>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocatedBytes = 0;

}  // namespace

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

constexpr std::uint8_t kRaw = 0;
constexpr std::uint8_t kZstd = 1;
/// 1 GiB of zeros in 32,820 bytes would take a megabyte of source; zstd's own run-length blocks
/// say the same in a few: a frame header that promises 2^30 bytes, and blocks of 128 KiB each.
Bytes bombBody(std::uint64_t promised, std::size_t blocks) {
    Bytes body{0x28, 0xb5, 0x2f, 0xfd, 0xe0};  // magic; content size in 8 bytes, single segment
    for (int i = 0; i < 8; ++i) body.push_back(static_cast<std::uint8_t>(promised >> (8 * i)));
    for (std::size_t i = 0; i < blocks; ++i) {
        const std::uint32_t header =
            (131'072u << 3) | (1u << 1) | (i + 1 == blocks ? 1u : 0u);  // run length, last?
        for (int b = 0; b < 3; ++b) body.push_back(static_cast<std::uint8_t>(header >> (8 * b)));
        body.push_back(0);
    }
    return body;
}

Bytes frameWith(std::uint8_t form, ByteView rest) {
    Writer out;
    out.count(1 + rest.size());
    out.u8(form);
    out.raw(rest);
    return out.take();
}

Bytes zstdFrame(std::uint32_t declared, ByteView body) {
    Writer rest;
    rest.u32(declared);
    rest.raw(body);
    return frameWith(kZstd, rest.bytes());
}

std::optional<FrameError> errorOf(ByteView bytes, std::uint32_t max = kMaxFrameBytes) {
    FrameReader reader(max);
    reader.feed(bytes);
    const auto result = reader.next();
    if (result.ok()) return std::nullopt;
    return result.error();
}

Bytes noise(std::size_t size, std::uint32_t seed = 1) {
    Bytes bytes(size);
    for (auto& byte : bytes) {
        seed = seed * 1'664'525u + 1'013'904'223u;
        byte = static_cast<std::uint8_t>(seed >> 24);
    }
    return bytes;
}

}  // namespace

class TestFrame : public QObject {
    Q_OBJECT

private slots:
    void roundTripOfManySizes();
    void compressesOnlyWhatShrinks();
    void byteByByte();
    void manyFramesAtOnce();
    void hostileLengthsAllocateNothing();
    void theBufferGrowsOnlyAsBytesArrive();
    void emptyAndUnknownForms();
    void bombIsRefused();
    void declaredSizeIsTheRealOne();
    void exactlyOneZstdFrame();
    void everyChangedByteOfACompressedFrame();
    void lanesHaveTheirOwnBounds();
};

void TestFrame::roundTripOfManySizes() {
    for (const std::size_t size : {1u, 2u, 1'023u, 1'024u, 1'025u, 70'000u, 3'000'000u}) {
        for (const Bytes& message : {noise(size), Bytes(size, 7)}) {
            FrameReader reader(kMaxFrameBytes);
            reader.feed(frameOf(message));
            const auto back = reader.next();
            QVERIFY(back.ok() && back.value() && *back.value() == message);
            QCOMPARE(reader.buffered(), std::size_t{0});
        }
    }
}

void TestFrame::compressesOnlyWhatShrinks() {
    QCOMPARE(frameOf(Bytes(1'024, 0)).size(), std::size_t{1'024 + 5});
    QVERIFY(frameOf(Bytes(1'025, 0)).size() < 100);
    QCOMPARE(frameOf(Bytes(1'025, 0))[4], kZstd);
    QCOMPARE(frameOf(noise(5'000)).size(), std::size_t{5'000 + 5});
    QCOMPARE(frameOf(noise(5'000))[4], kRaw);
}

void TestFrame::byteByByte() {
    const std::vector<Bytes> messages{noise(10), Bytes(5'000, 3), noise(3'000)};
    Bytes stream;
    for (const Bytes& message : messages) {
        const Bytes frame = frameOf(message);
        stream.insert(stream.end(), frame.begin(), frame.end());
    }
    FrameReader reader(kMaxFrameBytes);
    std::vector<Bytes> got;
    for (const std::uint8_t byte : stream) {
        reader.feed(ByteView(&byte, 1));
        const auto next = reader.next();
        QVERIFY(next.ok());
        if (next.value()) got.push_back(*next.value());
    }
    QVERIFY(got == messages);
}

void TestFrame::manyFramesAtOnce() {
    Bytes stream;
    for (std::uint8_t i = 0; i < 100; ++i) {
        const Bytes frame = frameOf(Bytes{i, 1});
        stream.insert(stream.end(), frame.begin(), frame.end());
    }
    FrameReader reader(kMaxFrameBytes);
    reader.feed(stream);
    for (std::uint8_t i = 0; i < 100; ++i) {
        const auto next = reader.next();
        QVERIFY(next.ok() && next.value() == Bytes({i, 1}));
    }
    QVERIFY(!reader.next().value());
}

void TestFrame::hostileLengthsAllocateNothing() {
    for (const std::uint32_t length : {0x80000000u, 0xffffffffu, kMaxFrameBytes + 1}) {
        Writer out;
        out.u32(length);
        out.u8(kRaw);
        allocatedBytes = 0;
        QCOMPARE(errorOf(out.bytes()), FrameError::TooLong);
        QVERIFY(allocatedBytes < 65'536);
    }
    for (const std::uint32_t declared : {0x80000000u, 0xffffffffu, kMaxFrameBytes + 1}) {
        const Bytes frame = zstdFrame(declared, bombBody(declared, 1));
        allocatedBytes = 0;
        QCOMPARE(errorOf(frame), FrameError::BadInflatedSize);
        QVERIFY(allocatedBytes < 65'536);
    }
}

void TestFrame::theBufferGrowsOnlyAsBytesArrive() {
    Writer out;
    out.u32(kMaxFrameBytes);
    out.u8(kRaw);
    out.raw(Bytes(1'000, 1));
    allocatedBytes = 0;
    FrameReader reader(kMaxFrameBytes);
    reader.feed(out.bytes());
    QVERIFY(reader.next().ok() && !reader.next().value());
    QVERIFY(allocatedBytes < 10'000);
}

void TestFrame::emptyAndUnknownForms() {
    QCOMPARE(errorOf(Bytes{0, 0, 0, 0}), FrameError::Empty);
    QCOMPARE(errorOf(Bytes{1, 0, 0, 0, kRaw}), FrameError::Empty);
    for (unsigned form = 2; form < 256; ++form)
        QCOMPARE(errorOf(frameWith(static_cast<std::uint8_t>(form), Bytes{1, 2})),
                 FrameError::UnknownForm);
    // Told as soon as the form is there, not when all the bytes are.
    QCOMPARE(errorOf(Bytes{100, 0, 0, 0, 9}), FrameError::UnknownForm);
}

void TestFrame::bombIsRefused() {
    constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;
    const Bytes honest = bombBody(kGiB, kGiB / 131'072);
    const Bytes liar = bombBody(5'000'000, kGiB / 131'072);
    allocatedBytes = 0;
    QCOMPARE(errorOf(zstdFrame(kMaxFrameBytes, honest)), FrameError::BadInflatedSize);
    QVERIFY(allocatedBytes < 1'000'000);
    allocatedBytes = 0;
    QVERIFY(errorOf(zstdFrame(5'000'000, liar)).has_value());
    QVERIFY(allocatedBytes < 16u * 1'024 * 1'024);
    // The maker of these bombs makes true ones too.
    FrameReader reader(kMaxFrameBytes);
    reader.feed(zstdFrame(3 * 131'072, bombBody(3 * 131'072, 3)));
    const auto inflated = reader.next();
    QVERIFY(inflated.ok() && inflated.value() == Bytes(3 * 131'072, 0));
}

void TestFrame::declaredSizeIsTheRealOne() {
    const Bytes body = bombBody(131'072, 1);
    QVERIFY(!errorOf(zstdFrame(131'072, body)));
    QCOMPARE(errorOf(zstdFrame(131'071, body)), FrameError::BadInflatedSize);
    QCOMPARE(errorOf(zstdFrame(131'073, body)), FrameError::BadInflatedSize);
    QVERIFY(errorOf(zstdFrame(131'073, bombBody(131'073, 1))).has_value());
    QVERIFY(errorOf(zstdFrame(131'071, bombBody(131'071, 1))).has_value());
    QCOMPARE(errorOf(zstdFrame(0, body)), FrameError::BadInflatedSize);
    // What is short enough to travel raw does.
    QCOMPARE(errorOf(zstdFrame(kCompressAbove, body)), FrameError::BadInflatedSize);
    QCOMPARE(errorOf(frameWith(kZstd, Bytes{1, 2})), FrameError::BadInflatedSize);
}

void TestFrame::exactlyOneZstdFrame() {
    const Bytes body = bombBody(131'072, 1);
    Bytes two = body;
    two.insert(two.end(), body.begin(), body.end());
    QCOMPARE(errorOf(zstdFrame(131'072, two)), FrameError::BadCompression);
    QCOMPARE(errorOf(zstdFrame(262'144, two)), FrameError::BadCompression);
    Bytes skippable = body;
    for (const int byte : {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9})
        skippable.push_back(static_cast<std::uint8_t>(byte));
    QCOMPARE(errorOf(zstdFrame(131'072, skippable)), FrameError::BadCompression);
    QCOMPARE(errorOf(zstdFrame(131'072, noise(50))), FrameError::BadCompression);
    QCOMPARE(errorOf(zstdFrame(131'072, {})), FrameError::BadCompression);
}

void TestFrame::everyChangedByteOfACompressedFrame() {
    Bytes message = noise(1'500);
    message.insert(message.end(), 3'000, 9);
    const Bytes good = frameOf(message);
    QCOMPARE(good[4], kZstd);
    for (std::size_t at = 0; at < good.size(); ++at) {
        Bytes changed = good;
        changed[at] ^= 0x5a;
        FrameReader reader(kMaxFrameBytes);
        reader.feed(changed);
        const auto result = reader.next();  // refused, incomplete or some other message: no crash
        if (result.ok() && result.value()) QVERIFY(result.value()->size() <= kMaxFrameBytes);
    }
}

void TestFrame::lanesHaveTheirOwnBounds() {
    for (std::size_t i = 0; i < kLanes; ++i) {
        const std::uint32_t max = maxFrameBytes(static_cast<Lane>(i));
        Writer out;
        out.u32(max + 1);
        QCOMPARE(errorOf(out.bytes(), max), FrameError::TooLong);
        Writer fits;
        fits.u32(max);
        QVERIFY(!errorOf(fits.bytes(), max));
        QVERIFY(errorOf(zstdFrame(max + 1, bombBody(max + 1, 1)), max).has_value());
    }
}

QTEST_GUILESS_MAIN(TestFrame)
#include "test_frame.moc"
