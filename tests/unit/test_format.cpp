// The one place that makes text of money, times, hashes and codes.
#include "ui/format/export_text.h"
#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"
#include "wallet/vault/vault.h"

#include "tests/support/file_content.h"
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <QTest>

using namespace timecoin;

namespace {

const QLocale kEnglish(QLocale::English, QLocale::UnitedStates);
const QLocale kGerman(QLocale::German, QLocale::Germany);
constexpr quint64 kNoonMs = 1'782'907'200'000;  // 2026-07-01 12:00 UTC

Amount sat(std::uint64_t satoshi) {
    return *Amount::fromSatoshi(satoshi);
}

QString plain(QString text) {
    return text.replace(QChar(0x00A0), QLatin1Char(' '));
}

}  // namespace

class TestFormat : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void money_data();
    void money();
    void moneyStyles();
    void typedMoney_data();
    void typedMoney();
    void inputGoesThereAndBack();
    void noFloatingPoint();
    void times();
    void durations_data();
    void durations();
    void shapes();
    void reasonsSayWhatToDo();
    void csv();
    void json();
};

void TestFormat::initTestCase() {
    qputenv("TZ", "UTC");
}

void TestFormat::money_data() {
    QTest::addColumn<quint64>("satoshi");
    QTest::addColumn<bool>("fixed");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    QTest::newRow("zero") << quint64(0) << false << "0.00"
                          << "0,00";
    QTest::newRow("one satoshi") << quint64(1) << false << "0.00000001"
                                 << "0,00000001";
    QTest::newRow("tenth") << quint64(10'000'000) << false << "0.10"
                           << "0,10";
    QTest::newRow("three decimals") << quint64(12'345'000'000) << false << "123.45"
                                    << "123,45";
    QTest::newRow("grouped") << quint64(123'456'789'000'000) << false << "1,234,567.89"
                             << "1.234.567,89";
    QTest::newRow("column") << quint64(123'450'000'000) << true << "1,234.50000000"
                            << "1.234,50000000";
    QTest::newRow("most") << quint64(kMaxSatoshi) << false << "92,233,720,368.54775807"
                          << "92.233.720.368,54775807";
}

void TestFormat::money() {
    QFETCH(quint64, satoshi);
    QFETCH(bool, fixed);
    QFETCH(QString, english);
    QFETCH(QString, german);
    MoneyStyle style;
    style.fixed = fixed;
    QCOMPARE(plain(moneyText(sat(satoshi), style, kEnglish)), english + " TIME");
    style.unit = false;
    QCOMPARE(moneyText(sat(satoshi), style, kGerman), german);
    // And back.
    QCOMPARE(parseMoney(english, kEnglish), std::optional(sat(satoshi)));
    QCOMPARE(parseMoney(german, kGerman), std::optional(sat(satoshi)));
}

void TestFormat::moneyStyles() {
    MoneyStyle style;
    style.unit = false;
    style.sign = MoneySign::Plus;
    QCOMPARE(moneyText(sat(150'000'000), style, kEnglish), QString("+1.50"));
    style.sign = MoneySign::Minus;
    QCOMPARE(moneyText(sat(150'000'000), style, kEnglish), QString(QChar(0x2212)) + "1.50");
    style.hidden = true;
    QCOMPARE(moneyText(sat(150'000'000), style, kEnglish), hiddenMoney());
    QVERIFY(!moneySpoken(sat(150'000'000), style, kEnglish).contains("1.50"));
    const QLocale arabic(QLocale::Arabic, QLocale::Egypt);
    const auto text = moneyInputText(sat(1'250'000'000), arabic);
    QVERIFY(!text.contains('1'));
    QCOMPARE(parseMoney(text, arabic), std::optional(sat(1'250'000'000)));
}

void TestFormat::typedMoney_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<qint64>("satoshi");  // -1: refused
    QTest::newRow("empty") << "" << kEnglish << qint64(-1);
    QTest::newRow("point only") << "." << kEnglish << qint64(-1);
    QTest::newRow("whole") << "12" << kEnglish << qint64(1'200'000'000);
    QTest::newRow("trailing point") << "12." << kEnglish << qint64(1'200'000'000);
    QTest::newRow("leading point") << ".5" << kEnglish << qint64(50'000'000);
    QTest::newRow("spaces") << " 1 234.5 " << kEnglish << qint64(123'450'000'000);
    QTest::newRow("groups") << "1,234.5" << kEnglish << qint64(123'450'000'000);
    QTest::newRow("broken groups") << "1,23.5" << kEnglish << qint64(-1);
    QTest::newRow("comma as point") << "1,5" << kEnglish << qint64(-1);
    QTest::newRow("nine decimals") << "0.123456789" << kEnglish << qint64(-1);
    QTest::newRow("minus") << "-1" << kEnglish << qint64(-1);
    QTest::newRow("exponent") << "1e3" << kEnglish << qint64(-1);
    QTest::newRow("two points") << "1.2.3" << kEnglish << qint64(-1);
    QTest::newRow("too much") << "92233720368.54775808" << kEnglish << qint64(-1);
    QTest::newRow("german") << "1.234,5" << kGerman << qint64(123'450'000'000);
    QTest::newRow("german, foreign point") << "1.5" << kGerman << qint64(150'000'000);
    QTest::newRow("german, small foreign") << "0.001" << kGerman << qint64(100'000);
    QTest::newRow("german, two readings") << "1.000" << kGerman << qint64(-1);
    QTest::newRow("german, millions") << "1.000.000" << kGerman << qint64(100'000'000'000'000);
}

void TestFormat::typedMoney() {
    QFETCH(QString, text);
    QFETCH(QLocale, locale);
    QFETCH(qint64, satoshi);
    const auto amount = parseMoney(text, locale);
    QCOMPARE(amount.has_value(), satoshi >= 0);
    if (amount) QCOMPARE(qint64(amount->satoshi()), satoshi);
}

void TestFormat::inputGoesThereAndBack() {
    std::uint64_t state = 88'172'645'463'325'252U;
    for (const QLocale& locale : {kEnglish, kGerman, QLocale(QLocale::French), QLocale::c(),
                                  QLocale(QLocale::Hindi), QLocale(QLocale::Portuguese)}) {
        for (int i = 0; i < 2'000; ++i) {
            state ^= state << 13U;
            state ^= state >> 7U;
            state ^= state << 17U;
            const Amount amount = sat((state & kMaxSatoshi) >> (state % 50U));
            QCOMPARE(parseMoney(moneyInputText(amount, locale), locale), std::optional(amount));
        }
    }
}

void TestFormat::noFloatingPoint() {
    const QRegularExpression floating("\\b(double|float|toDouble|toFloat|qreal)\\b");
    const QDir folder(QStringLiteral(TIMECOIN_SOURCE_DIR) + "/ui/format");
    const auto files = folder.entryList({"*.cpp", "*.h"});
    QVERIFY(files.size() >= 10);
    for (const QString& name : files) {
        const QString text = QString::fromUtf8(contentOf(folder.filePath(name)));
        QVERIFY2(!text.isEmpty() && !text.contains(floating), qPrintable(name));
    }
}

void TestFormat::times() {
    QCOMPARE(relativeTime(0, kNoonMs, kEnglish), QString());
    QCOMPARE(relativeTime(kNoonMs - 5'000, kNoonMs, kEnglish), QString("just now"));
    QCOMPARE(relativeTime(kNoonMs + 5'000, kNoonMs, kEnglish), QString("just now"));
    QCOMPARE(relativeTime(kNoonMs - 300'000, kNoonMs, kEnglish), QString("5 min ago"));
    QCOMPARE(relativeTime(kNoonMs - 10'800'000, kNoonMs, kEnglish), QString("3 h ago"));
    QVERIFY(relativeTime(kNoonMs - 86'400'000, kNoonMs, kEnglish).startsWith("yesterday"));
    QVERIFY(relativeTime(kNoonMs - 864'000'000, kNoonMs, kGerman).startsWith("21.06.26"));
    QCOMPARE(isoTime(kNoonMs + 250), QString("2026-07-01T12:00:00.250Z"));
    QCOMPARE(clockText(kNoonMs, kEnglish), QString("12:00:00"));
}

void TestFormat::durations_data() {
    QTest::addColumn<quint64>("ms");
    QTest::addColumn<QString>("english");
    QTest::newRow("ms") << quint64(85) << "85 ms";
    QTest::newRow("tenths") << quint64(380) << "0.4 s";
    QTest::newRow("just under ten") << quint64(9'949) << "9.9 s";
    QTest::newRow("ten") << quint64(9'960) << "10 s";
    QTest::newRow("seconds") << quint64(59'400) << "59 s";
    QTest::newRow("a minute") << quint64(59'600) << "1 min";
    QTest::newRow("minutes") << quint64(125'000) << "2 min 5 s";
    QTest::newRow("hours") << quint64(11'040'000) << "3 h 4 min";
    QTest::newRow("days") << quint64(190'800'000) << "2 d 5 h";
}

void TestFormat::durations() {
    QFETCH(quint64, ms);
    QFETCH(QString, english);
    QCOMPARE(durationText(ms, kEnglish), english);
    QCOMPARE(durationText(380, kGerman), QString("0,4 s"));
}

void TestFormat::shapes() {
    Hash hash;
    hash.data[0] = 0xab;
    hash.data[31] = 0xcd;
    QCOMPARE(hashText(hash).size(), 64);
    QCOMPARE(shortHash(hash, 4), QString("ab00") + QChar(0x2026) + "00cd");
    QCOMPARE(shortMiddle("short", 4), QString("short"));
    QCOMPARE(chunks("stime1qpzry9"), QString("stim e1qp zry9"));
    QCOMPARE(chunks("abcde"), QString("abcd e"));
    QCOMPARE(chunks(""), QString());
    QCOMPARE(shortAddress("stime1qabcdefghijklmnopqrstuvwxyz"),
             QString("stime1qabcde") + QChar(0x2026) + "uvwxyz");
    QCOMPARE(plain(bytesText(1'400'000, kEnglish)), QString("1.4 MB"));
    QCOMPARE(numberText(1'234'567, kGerman), QString("1.234.567"));
}

void TestFormat::reasonsSayWhatToDo() {
    for (const char* code :
         {"conflict", "expired", "pool_full", "crowded", "missing_coin", "stopped",
          "operator_key_in_use", "registry_full", "unknown_masternode", "wrong_operator",
          "wrong_owner", "stale_update", "update_too_soon", "already_leaving", "evidence_known",
          "evidence_invalid", "collateral_wrong"}) {
        const QString text = paymentReasonText(code);
        QVERIFY2(text.count('.') >= 1 && !text.contains(code), code);
    }
    QVERIFY(paymentReasonText("never_heard_of").contains("never_heard_of"));
    QVERIFY(walletCodeText("disk", "/data: read-only").endsWith("/data: read-only"));
    QVERIFY(walletCodeText("wrong_network").contains("another network"));
    // Every code of the vault has a sentence of its own.
    const QString unknown = walletCodeText("no such code");
    const QString generic = unknown.left(unknown.indexOf(u'('));
    for (int code = 0; code <= int(VaultCode::Disk); ++code) {
        const char* const name = vaultCodeName(VaultCode(code));
        QVERIFY2(!walletCodeText(name).startsWith(generic), name);
    }
    for (const char* name : {"not_ready", "unknown_payment", "too_late", "in_use", "locked"})
        QVERIFY2(!walletCodeText(name).startsWith(generic), name);
    QCOMPARE(walletCodeText(""), QString());
    DraftAnswer draft;
    draft.outcome.code = "not_enough";
    draft.missing = sat(320'000'000);
    QVERIFY(plain(draftText(draft, false, kEnglish)).startsWith("3.20 TIME"));
    QVERIFY(!draftText(draft, true, kEnglish).contains("3.20"));
    draft.outcome.ok = true;
    QCOMPARE(draftText(draft), QString());
    PaymentEntry payment;
    payment.state = PaymentState::InBlock;
    payment.finalAfterMs = 412;
    QCOMPARE(paymentStateText(payment, kEnglish), QString("Final in 0.4 s"));
}

void TestFormat::csv() {
    QCOMPARE(csvField("plain"), QString("plain"));
    QCOMPARE(csvField("a,b"), QString("\"a,b\""));
    QCOMPARE(csvField("say \"hi\""), QString("\"say \"\"hi\"\"\""));
    QCOMPARE(csvField("=1+1"), QString("'=1+1"));
    QCOMPARE(csvField("line\nbreak"), QString("\"line\nbreak\""));
    PaymentEntry payment;
    payment.kind = PaymentKind::Sent;
    payment.state = PaymentState::InBlock;
    payment.amount = sat(150'000'000);
    payment.fee = sat(300);
    payment.label = "=rent, July";
    payment.createdMs = kNoonMs;
    const QByteArray text = paymentsToCsv({payment});
    QVERIFY(text.contains("2026-07-01T12:00:00.000Z,sent,in_block,-1.50000000,0.00000300,"
                          "\"'=rent, July\","));
    QCOMPARE(text.count("\r\n"), 2);
}

void TestFormat::json() {
    PaymentEntry payment;
    payment.kind = PaymentKind::Received;
    payment.state = PaymentState::Final;
    payment.amount = sat(kMaxSatoshi);
    payment.label = QString("quote \" slash \\ tab \t and ") + QChar(0x2028) + QChar(0xD83D);
    payment.parties = {Party{"stime1x", sat(1), "me", true}};
    const QByteArray text = paymentsToJson({payment, payment});
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(document.array().size(), 2);
    const auto object = document.array().first().toObject();
    QCOMPARE(object["state"].toString(), QString("final"));
    QVERIFY(object["label"].toString().startsWith("quote \" slash \\ tab \t and "));
    // Exact: no reader may find a rounded figure in the text.
    QVERIFY(text.contains("\"amount\": 92233720368.54775807"));
    QCOMPARE(paymentsToJson({}), QByteArray("[]\n"));
}

QTEST_GUILESS_MAIN(TestFormat)
#include "test_format.moc"
