// What a person pastes, and near-twins of addresses that were paid before.
#include "node/chain/address.h"
#include "ui/pages/pay/known_addresses.h"
#include "wallet/api/payment_link.h"

#include <QTest>

using namespace timecoin;

namespace {

QString addressOf(std::uint8_t seed, const char* prefix = "stime") {
    PublicKey key;
    for (std::size_t i = 0; i < key.data.size(); ++i) key.data[i] = std::uint8_t(seed * 31 + i * 7);
    return QString::fromStdString(formatAddress(Lock::toKey(key), prefix));
}

}  // namespace

class TestPaymentLink : public QObject {
    Q_OBJECT
private slots:
    void bareAddresses();
    void links();
    void thereAndBack();
    void nearTwins();
};

void TestPaymentLink::bareAddresses() {
    const QString address = addressOf(1);
    QVERIFY(parsePaymentLink(address, "stime").ok());
    QString chunked = "  ";
    for (int i = 0; i < address.size(); ++i) chunked += (i % 4 == 0 ? " " : "") + address.mid(i, 1);
    QCOMPARE(parsePaymentLink(chunked + "\n", "stime").address, address);
    QCOMPARE(parsePaymentLink(address.toUpper(), "stime").address, address);
    QCOMPARE(parsePaymentLink(address, "ttime").code, QString("wrong_network"));
    QCOMPARE(parsePaymentLink("", "stime").code, QString("bad_address"));
    QCOMPARE(parsePaymentLink("hello", "stime").code, QString("bad_address"));
    for (int i = 0; i < address.size(); ++i) {
        QString wrong = address;
        wrong[i] = wrong[i] == QLatin1Char('q') ? QLatin1Char('p') : QLatin1Char('q');
        QVERIFY2(!parsePaymentLink(wrong, "stime").ok(), qPrintable(wrong));
    }
}

void TestPaymentLink::links() {
    const QString address = addressOf(2);
    const auto link = parsePaymentLink(
        "timecoin:" + address + "?amount=1.5&label=B%C3%A4cker&message=Two%20rolls", "stime");
    QVERIFY(link.ok() && link.isLink);
    QCOMPARE(link.address, address);
    QCOMPARE(link.amount, std::optional(Amount::satoshi(150'000'000)));
    QCOMPARE(link.label, QString::fromUtf8("B\xC3\xA4"
                                           "cker"));
    QCOMPARE(link.message, QString("Two rolls"));
    const auto demanding = parsePaymentLink("timecoin:" + address + "?req-moon=full", "stime");
    QCOMPARE(demanding.code, QString("required_unknown"));
    QCOMPARE(demanding.detail, QString("req-moon"));
    QCOMPARE(parsePaymentLink("timecoin:" + address + "?amount=1e3", "stime").code,
             QString("bad_amount"));
    QCOMPARE(parsePaymentLink("timecoin:" + address, "time").code, QString("wrong_network"));
}

void TestPaymentLink::thereAndBack() {
    const QString address = addressOf(3);
    const auto amount = Amount::fromSatoshi(kMaxSatoshi);
    const QString label = QString::fromUtf8("\xE2\x82\xAC & = ? # %");
    const auto good =
        parsePaymentLink(makePaymentLink(address, amount, label, "two\twords"), "stime");
    QVERIFY(good.ok());
    QCOMPARE(good.amount, amount);
    QCOMPARE(good.label, label);
    QCOMPARE(good.message, QString("two words"));
    QCOMPARE(makePaymentLink(address, {}, {}, {}), "timecoin:" + address);
}

void TestPaymentLink::nearTwins() {
    const QString known = "stime1qabcdefghjklmnpqrstuvwxyz023456";
    const QStringList all{"stime1qzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", known};
    QCOMPARE(nearTwin(known, all), QString());
    QCOMPARE(nearTwin(known.toUpper(), all), QString());
    // Alike at both ends.
    QCOMPARE(nearTwin("stime1qabcd0000000000000000000000003456", all), known);
    // Three characters are not enough.
    QCOMPARE(nearTwin("stime1qabc00000000000000000000000003456", all), QString());
    QCOMPARE(nearTwin("stime1qabcd0000000000000000000000000456", all), QString());
    // A long beginning, a long end.
    QCOMPARE(nearTwin("stime1qabcdefgh000000000000000000000000", all), known);
    QCOMPARE(nearTwin("stime1q0000000000000000000000000yz023456", all), known);
    QCOMPARE(nearTwin("stime1qmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", {}), QString());
}

QTEST_GUILESS_MAIN(TestPaymentLink)
#include "test_payment_link.moc"
