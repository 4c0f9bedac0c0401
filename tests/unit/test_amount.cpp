// Money: R-MONEY-1. TRUST: amounts overflow, 2^63 +-1.
#include "node/base/amount.h"
#include "tests/support/properties.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr std::uint64_t kTwoTo63 = std::uint64_t{1} << 63;

Amount of(std::uint64_t satoshi) {
    return *Amount::fromSatoshi(satoshi);
}

}  // namespace

class TestAmount : public QObject {
    Q_OBJECT

private slots:
    void nothingReachesTwoTo63();
    void sums_data();
    void sums();
    void differences();
    void text_data();
    void text();
    void textThatIsNoAmount_data();
    void textThatIsNoAmount();
    void everyAmountComesBack();
};

void TestAmount::nothingReachesTwoTo63() {
    QVERIFY(Amount::fromSatoshi(0));
    QVERIFY(Amount::fromSatoshi(kTwoTo63 - 1));
    QVERIFY(!Amount::fromSatoshi(kTwoTo63));
    QVERIFY(!Amount::fromSatoshi(kTwoTo63 + 1));
    QVERIFY(!Amount::fromSatoshi(~std::uint64_t{0}));
    QCOMPARE(Amount::time(1'000).satoshi(), std::uint64_t{100'000'000'000});
    QVERIFY(Amount().isZero());
}

void TestAmount::sums_data() {
    QTest::addColumn<quint64>("a");
    QTest::addColumn<quint64>("b");
    QTest::addColumn<bool>("fits");
    const quint64 max = kTwoTo63 - 1;
    QTest::newRow("nothing") << quint64{0} << quint64{0} << true;
    QTest::newRow("the limit") << max - 1 << quint64{1} << true;
    QTest::newRow("one above") << max << quint64{1} << false;
    QTest::newRow("twice the limit") << max << max << false;
    QTest::newRow("2^62 twice") << (quint64{1} << 62) << (quint64{1} << 62) << false;
    QTest::newRow("2^62 and one less") << (quint64{1} << 62) << (quint64{1} << 62) - 1 << true;
}

void TestAmount::sums() {
    QFETCH(quint64, a);
    QFETCH(quint64, b);
    QFETCH(bool, fits);
    const auto sum = of(a).plus(of(b));
    QCOMPARE(sum.has_value(), fits);
    if (sum) QCOMPARE(sum->satoshi(), a + b);
    QVERIFY(of(b).plus(of(a)) == sum);
}

void TestAmount::differences() {
    QCOMPARE(of(5).minus(of(3))->satoshi(), std::uint64_t{2});
    QVERIFY(of(5).minus(of(5))->isZero());
    QVERIFY(!of(5).minus(of(6)));
    QVERIFY(!Amount().minus(of(kMaxSatoshi)));
    QVERIFY(holds([](std::uint64_t a, std::uint64_t b) {
        const Amount x = of(a >> 1);
        const Amount y = of(b >> 1);
        const auto sum = x.plus(y);
        RC_ASSERT(sum.has_value() == ((a >> 1) <= kMaxSatoshi - (b >> 1)));
        if (sum) RC_ASSERT(sum->minus(y) == x);
        RC_ASSERT(x.minus(y).has_value() == (x >= y));
    }));
}

void TestAmount::text_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("satoshi");
    QTest::addColumn<QString>("formatted");
    const auto row = [](const char* text, quint64 satoshi, const char* formatted) {
        QTest::newRow(text) << QString::fromUtf8(text) << satoshi << QString::fromUtf8(formatted);
    };
    row("0", 0, "0.00000000");
    row("12", 1'200'000'000, "12.00000000");
    row("12.5", 1'250'000'000, "12.50000000");
    row("0.00000001", 1, "0.00000001");
    row("007.10000000", 710'000'000, "7.10000000");
    row("92233720368.54775807", kMaxSatoshi, "92233720368.54775807");
}

void TestAmount::text() {
    QFETCH(QString, text);
    QFETCH(quint64, satoshi);
    QFETCH(QString, formatted);
    const auto amount = parseTime(text.toStdString());
    QVERIFY(amount);
    QCOMPARE(amount->satoshi(), satoshi);
    QCOMPARE(QString::fromStdString(formatTime(*amount)), formatted);
}

void TestAmount::textThatIsNoAmount_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             ".",
                             "1.",
                             ".5",
                             "-1",
                             "+1",
                             " 1",
                             "1 ",
                             "1,5",
                             "1.5.5",
                             "1e3",
                             "0x10",
                             "1.000000001",
                             "92233720368.54775808",
                             "92233720369",
                             "99999999999999999999999999",
                             "1.-5",
                             "nan",
                             "1 000",
                             "\xd9\xa1"})
        QTest::addRow("'%s'", text) << QByteArray(text);
    QTest::newRow("zero byte") << QByteArray("1\0", 2);
}

void TestAmount::textThatIsNoAmount() {
    QFETCH(QByteArray, text);
    QVERIFY(!parseTime(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))));
}

void TestAmount::everyAmountComesBack() {
    QVERIFY(holds([](std::uint64_t value) {
        const Amount amount = of(value >> (1 + value % 40));
        RC_ASSERT(parseTime(formatTime(amount)) == amount);
    }));
}

QTEST_GUILESS_MAIN(TestAmount)
#include "test_amount.moc"
