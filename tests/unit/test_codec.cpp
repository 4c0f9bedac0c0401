// The canonical codec: R-COD-1, R-COD-2, R-COD-3, R-COD-4.
#include "node/base/codec.h"
#include "tests/support/properties.h"

#include <QTest>

using namespace timecoin;

class TestCodec : public QObject {
    Q_OBJECT

private slots:
    void integersAreLittleEndian();  // R-COD-1
    void everyIntegerComesBack();
    void flagsAreZeroOrOne();
    void theFirstFailureSticks();
    void countsAreChecked_data();
    void countsAreChecked();  // R-COD-2
    void blobsAreBounded();
    void leftOversAreRefused();  // R-COD-4
    void hexadecimal();
};

void TestCodec::integersAreLittleEndian() {
    Writer out;
    out.u8(0x01);
    out.u16(0x0203);
    out.u32(0x04050607);
    out.u64(0x08090a0b0c0d0e0f);
    out.flag(true);
    out.flag(false);
    out.count(2);
    out.blob(Bytes{0xaa, 0xbb});
    QCOMPARE(toHex(out.bytes()), std::string("010302070605040f0e0d0c0b0a0908"
                                             "0100"
                                             "02000000"
                                             "02000000aabb"));
    QCOMPARE(out.size(), out.bytes().size());
}

void TestCodec::everyIntegerComesBack() {
    QVERIFY(holds([](std::uint8_t a, std::uint16_t b, std::uint32_t c, std::uint64_t d, bool e) {
        const Bytes tail = *genBytes(100);
        Writer out;
        out.u8(a);
        out.u16(b);
        out.u32(c);
        out.u64(d);
        out.flag(e);
        out.blob(tail);
        Reader in(out.bytes());
        RC_ASSERT(in.u8() == a);
        RC_ASSERT(in.u16() == b);
        RC_ASSERT(in.u32() == c);
        RC_ASSERT(in.u64() == d);
        RC_ASSERT(in.flag() == e);
        const ByteView blob = in.blob(100);
        RC_ASSERT(Bytes(blob.begin(), blob.end()) == tail);
        RC_ASSERT(in.finished());
    }));
}

void TestCodec::flagsAreZeroOrOne() {
    for (unsigned value = 0; value < 256; ++value) {
        const Bytes bytes = {static_cast<std::uint8_t>(value)};
        Reader in(bytes);
        const bool flag = in.flag();
        QCOMPARE(in.ok(), value <= 1);
        QCOMPARE(flag, value == 1);
    }
}

void TestCodec::theFirstFailureSticks() {
    const Bytes bytes(8, 0xff);
    Reader in(bytes);
    QCOMPARE(in.u32(), 0xffffffffU);
    QCOMPARE(in.u64(), std::uint64_t{0});  // only four bytes are left
    QVERIFY(!in.ok());
    QCOMPARE(in.u8(), std::uint8_t{0});
    QCOMPARE(in.u32(), 0U);
    QVERIFY(in.raw(0).empty());
    QVERIFY(in.fixed<Hash>().isZero());
    QCOMPARE(in.count(100, 1), 0U);
    QVERIFY(!in.flag());
    QCOMPARE(in.remaining(), std::size_t{0});
    QVERIFY(!in.finished());
}

void TestCodec::countsAreChecked_data() {
    QTest::addColumn<quint32>("claimed");
    QTest::addColumn<quint32>("max");
    QTest::addColumn<quint64>("itemSize");
    QTest::addColumn<quint64>("left");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("none") << 0U << 10U << quint64{4} << quint64{0} << true;
    QTest::newRow("fits exactly") << 3U << 10U << quint64{4} << quint64{12} << true;
    QTest::newRow("one byte short") << 3U << 10U << quint64{4} << quint64{11} << false;
    QTest::newRow("at the bound") << 10U << 10U << quint64{1} << quint64{10} << true;
    QTest::newRow("above the bound") << 11U << 10U << quint64{1} << quint64{100} << false;
    QTest::newRow("2^31") << 0x80000000U << 0xffffffffU << quint64{4} << quint64{100} << false;
    QTest::newRow("2^32-1") << 0xffffffffU << 0xffffffffU << quint64{1} << quint64{100} << false;
    QTest::newRow("the product wraps")
        << 0x40000001U << 0xffffffffU << (quint64{1} << 62) << quint64{100} << false;
}

void TestCodec::countsAreChecked() {
    QFETCH(quint32, claimed);
    QFETCH(quint32, max);
    QFETCH(quint64, itemSize);
    QFETCH(quint64, left);
    QFETCH(bool, accepted);
    Writer out;
    out.u32(claimed);
    out.raw(Bytes(left));
    Reader in(out.bytes());
    QCOMPARE(in.count(max, itemSize), accepted ? claimed : 0U);
    QCOMPARE(in.ok(), accepted);
}

void TestCodec::blobsAreBounded() {
    Writer out;
    out.blob(Bytes(5, 7));
    Reader exact(out.bytes());
    QCOMPARE(exact.blob(5).size(), std::size_t{5});
    QVERIFY(exact.finished());
    Reader tooLong(out.bytes());
    QVERIFY(tooLong.blob(4).empty());
    QVERIFY(!tooLong.ok());
    Reader cut(ByteView(out.bytes()).first(8));
    QVERIFY(cut.blob(5).empty());
    QVERIFY(!cut.ok());
}

void TestCodec::leftOversAreRefused() {
    const Bytes bytes = {1, 2, 3};
    Reader in(bytes);
    in.u16();
    QVERIFY(in.ok());
    QVERIFY(!in.finished());
    QCOMPARE(in.remaining(), std::size_t{1});
    in.u8();
    QVERIFY(in.finished());
}

void TestCodec::hexadecimal() {
    QCOMPARE(toHex(Bytes{0x00, 0x9f, 0xa0, 0xff}), std::string("009fa0ff"));
    QCOMPARE(*fromHex("009FA0ff"), (Bytes{0x00, 0x9f, 0xa0, 0xff}));
    QVERIFY(fromHex("")->empty());
    QVERIFY(!fromHex("0"));
    QVERIFY(!fromHex("0g"));
    QVERIFY(!fromHex("0x"));
    QVERIFY(!fromHex(" 0"));
    QVERIFY(!fixedFromHex<Hash>(std::string(62, '0')));
    QVERIFY(!fixedFromHex<Hash>(std::string(66, '0')));
    QVERIFY(fixedFromHex<Hash>(std::string(64, '0'))->isZero());
    QVERIFY(holds([] {
        const Bytes bytes = *genBytes(40);
        RC_ASSERT(fromHex(toHex(bytes)) == bytes);
    }));
}

QTEST_GUILESS_MAIN(TestCodec)
#include "test_codec.moc"
