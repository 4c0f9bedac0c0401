// `timecoin:` links: the BIP21 fixtures with our scheme, and what must be refused.
#include "tests/support/properties.h"
#include "tests/support/vectors.h"
#include "wallet/payment/payment_uri.h"

#include <QTest>

using namespace timecoin;

Q_DECLARE_METATYPE(timecoin::UriCode)

namespace {

std::string swapped(const QString& uri) {
    constexpr auto kTheirs = "bitcoin:";
    if (!uri.startsWith(QLatin1String(kTheirs), Qt::CaseInsensitive)) return uri.toStdString();
    // Keeps the case of letters, as far as there are any: schemes are the same in either case.
    const bool upper = uri[0].isUpper();
    return (upper ? "TimeCoin:" : "timecoin:") + uri.mid(8).toStdString();
}

std::string amountText(const QJsonValue& value) {
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 12).toStdString()
                            : value.toString().toStdString();
}

rc::Gen<std::string> genText() {
    return rc::gen::map(rc::gen::container<std::vector<std::uint16_t>>(
                            rc::gen::inRange<std::uint16_t>(0x20, 0xd7ff)),
                        [](const std::vector<std::uint16_t>& units) {
                            QString text;
                            for (const std::uint16_t unit : units) {
                                const QChar c(unit);
                                if (c.category() != QChar::Other_Control &&
                                    c.category() != QChar::Other_Format) {
                                    text.append(c);
                                }
                            }
                            return text.left(100).toStdString();
                        });
}

}  // namespace

class TestPaymentUri : public QObject {
    Q_OBJECT

private slots:
    void theirValidLinks();
    void theirInvalidLinks();
    void everythingAtOnce();
    void whatIsFormattedComesBack();
    void anyBytes();
    void refused_data();
    void refused();
    void bounds();
};

void TestPaymentUri::theirValidLinks() {
    const QJsonArray valid =
        vectorFile("vectors/uri/bitcoinjs_bip21_fixtures.json")["valid"].toArray();
    QCOMPARE(valid.size(), 14);
    for (const QJsonValue fixture : valid) {
        const auto uri = parsePaymentUri(swapped(fixture["uri"].toString()));
        if (fixture["urnScheme"].isString()) {
            QCOMPARE(uri.error().code, UriCode::OtherScheme);
            continue;
        }
        QVERIFY2(uri.ok(), qPrintable(fixture["uri"].toString()));
        QCOMPARE(uri->address, fixture["address"].toString().toStdString());
        const QJsonObject options = fixture["options"].toObject();
        QCOMPARE(uri->label, options["label"].toString().toStdString());
        QCOMPARE(uri->message, options["message"].toString().toStdString());
        QCOMPARE(uri->amount.has_value(), options.contains("amount"));
        if (uri->amount) QVERIFY(uri->amount == parseTime(amountText(options["amount"])));
    }
}

void TestPaymentUri::theirInvalidLinks() {
    const QJsonArray invalid =
        vectorFile("vectors/uri/bitcoinjs_bip21_fixtures.json")["invalid"].toArray();
    QCOMPARE(invalid.size(), 7);
    for (const QJsonValue fixture : invalid) {
        if (!fixture["uri"].isString()) continue;  // about their formatter's loose types
        const auto uri = parsePaymentUri(swapped(fixture["uri"].toString()));
        const bool aboutAmount =
            fixture["exception"].toString() == QStringLiteral("Invalid amount");
        QVERIFY(!uri.ok());
        QCOMPARE(uri.error().code, aboutAmount ? UriCode::BadAmount : UriCode::OtherScheme);
        QCOMPARE(uri.error().name, std::string(aboutAmount ? "amount" : ""));
    }
}

void TestPaymentUri::everythingAtOnce() {
    const auto uri = parsePaymentUri(
        "  timecoin:stime1qabc?amount=0.00000001&label=J%C3%BCrgen%20%26%20Co&message=a+b%3Dc"
        "&memo=%e2%82%ac&other=%25&&flag\n");
    QVERIFY(uri.ok());
    const PaymentUri expected{"stime1qabc", Amount::satoshi(1), "J\xc3\xbcrgen & Co", "a+b=c",
                              "\xe2\x82\xac"};
    QVERIFY(*uri == expected);
    QVERIFY(parsePaymentUri(formatPaymentUri(*uri)).value() == expected);
    QCOMPARE(formatPaymentUri({"stime1q", Amount::time(12), "", "", ""}),
             std::string("timecoin:stime1q?amount=12.00000000"));
    QCOMPARE(formatPaymentUri({"stime1q", std::nullopt, "a b", "", "?"}),
             std::string("timecoin:stime1q?label=a%20b&memo=%3F"));
    QCOMPARE(parsePaymentUri("TIMECOIN://STIME1Q/?amount=1#x&amount=2")->address,
             std::string("STIME1Q"));
}

void TestPaymentUri::whatIsFormattedComesBack() {
    QVERIFY(holds([] {
        PaymentUri uri;
        uri.address = "time1" + std::string(*rc::gen::inRange<std::size_t>(0, 60), 'q');
        if (*rc::gen::arbitrary<bool>()) {
            uri.amount = Amount::fromSatoshi(*rc::gen::inRange<std::uint64_t>(0, kMaxSatoshi));
        }
        uri.label = *genText();
        uri.message = *genText();
        uri.memo = *genText();
        const auto back = parsePaymentUri(formatPaymentUri(uri));
        RC_ASSERT(back.ok());
        RC_ASSERT(*back == uri);
    }));
}

void TestPaymentUri::anyBytes() {
    QVERIFY(holds([] {
        const Bytes bytes = *genBytes(300);
        const std::string text =
            "timecoin:stime1q?label=" + std::string(bytes.begin(), bytes.end());
        const auto uri = parsePaymentUri(text);
        if (uri) RC_ASSERT(parsePaymentUri(formatPaymentUri(*uri)).value() == *uri);
    }));
}

void TestPaymentUri::refused_data() {
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<UriCode>("code");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* uri, UriCode code, const char* name = "") {
        QTest::newRow(uri) << QByteArray(uri) << code << QByteArray(name);
    };
    row("", UriCode::OtherScheme);
    row("timecoin", UriCode::OtherScheme);
    row("timecoins:stime1q", UriCode::OtherScheme);
    row("bitcoin:stime1q", UriCode::OtherScheme);
    row("timecoin:", UriCode::BadAddress);
    row("timecoin:?amount=1", UriCode::BadAddress);
    row("timecoin:stime1q%20", UriCode::BadAddress);
    row("timecoin:stime1q/x", UriCode::BadAddress);
    row("timecoin:user@stime1q", UriCode::BadAddress);
    row("timecoin:\xd1\x95time1q", UriCode::BadAddress);
    row("timecoin:stime1q?amount=", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount=1,5", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount=1e3", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount=+1", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount=0.000000001", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount=99999999999999999999", UriCode::BadAmount, "amount");
    row("timecoin:stime1q?amount=1&amount=1", UriCode::Duplicate, "amount");
    row("timecoin:stime1q?label=a&l%61bel=b", UriCode::Duplicate, "label");
    row("timecoin:stime1q?x=1&x=2", UriCode::Duplicate, "x");
    row("timecoin:stime1q?req-until=5", UriCode::RequiredUnknown, "req-until");
    row("timecoin:stime1q?REQ-x", UriCode::RequiredUnknown, "REQ-x");
    row("timecoin:stime1q?req-amount=5", UriCode::RequiredUnknown, "req-amount");
    row("timecoin:stime1q?label=%", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%4", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%zz", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?%ff=1", UriCode::BadEncoding);
    row("timecoin:stime1q?label=%00", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=a%0Ab", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%7f", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%c0%80", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%ed%a0%80", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%f4%90%80%80", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%e2%82", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%e0%80%af", UriCode::BadEncoding, "label");
    row("timecoin:stime1q?label=%e2%80%ae", UriCode::BadEncoding, "label");
}

void TestPaymentUri::refused() {
    QFETCH(QByteArray, uri);
    QFETCH(UriCode, code);
    QFETCH(QByteArray, name);
    const auto parsed = parsePaymentUri(uri.toStdString());
    QVERIFY(!parsed.ok());
    QCOMPARE(QByteArray(nameOf(parsed.error().code)), QByteArray(nameOf(code)));
    QCOMPARE(parsed.error().name, name.toStdString());
}

void TestPaymentUri::bounds() {
    const std::string start = "timecoin:";
    const auto codeOf = [](const std::string& text) { return parsePaymentUri(text).error().code; };
    QVERIFY(parsePaymentUri(start + std::string(kMaxUriAddressBytes, 'q')).ok());
    QCOMPARE(codeOf(start + std::string(kMaxUriAddressBytes + 1, 'q')), UriCode::TooLong);
    QVERIFY(parsePaymentUri(start + "q?memo=" + std::string(kMaxUriTextBytes, 'x')).ok());
    QCOMPARE(codeOf(start + "q?memo=" + std::string(kMaxUriTextBytes + 1, 'x')), UriCode::TooLong);
    QVERIFY(parsePaymentUri(start + "q?z=" + std::string(kMaxUriBytes - 13, 'x')).ok());
    QCOMPARE(codeOf(start + "q?z=" + std::string(kMaxUriBytes - 12, 'x')), UriCode::TooLong);
}

QTEST_GUILESS_MAIN(TestPaymentUri)
#include "test_payment_uri.moc"
