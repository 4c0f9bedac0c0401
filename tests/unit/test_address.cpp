// Addresses: R-VAL-3, R-VAL-4. The BIP-350 lists, golden addresses, every damaged character.
#include "node/chain/address.h"
#include "tests/support/generators.h"
#include "tests/support/vectors.h"

#include <QTest>

using namespace timecoin;

Q_DECLARE_METATYPE(timecoin::AddressError)

namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Each code point of these vectors stands for one raw byte.
std::string rawText(const QJsonValue& value) {
    return value.toString().toLatin1().toStdString();
}

Lock someLock() {
    return Lock::toKey(testKey(1).publicKey());
}

/// The data part of someLock's address, to be broken.
Bech32m someParts() {
    return *decodeBech32m(formatAddress(someLock(), "stime"));
}

std::string text(const Bech32m& parts) {
    return encodeBech32m(parts);
}

std::string upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

}  // namespace

class TestAddress : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void bip350Valid();
    void bip350Invalid();
    void goldenAddresses();      // R-VAL-4
    void keyListsHaveOneLock();  // R-VAL-3
    void everyLockComesBack();
    void otherNetworksAreRefused();
    void everyDamagedCharacterIsSeen();
    void refused_data();
    void refused();
};

void TestAddress::bip350Valid() {
    const QJsonObject file = vectorFile("vectors/bech32/bip350_bech32_bech32m.json").object();
    const QJsonArray valid = file["valid_bech32m"].toArray();
    QCOMPARE(valid.size(), 7);
    for (const QJsonValue value : valid) {
        const std::string given = rawText(value);
        const auto parts = decodeBech32m(given);
        QVERIFY2(parts.ok(), given.c_str());
        QCOMPARE(upper(encodeBech32m(*parts)), upper(given));
    }
}

void TestAddress::bip350Invalid() {
    const QJsonObject file = vectorFile("vectors/bech32/bip350_bech32_bech32m.json").object();
    int count = 0;
    // Bech32 without the m has another checksum constant: all of it is refused here.
    for (const char* list : {"invalid_bech32m", "valid_bech32", "invalid_bech32"}) {
        for (const QJsonValue value : file[QLatin1String(list)].toArray()) {
            QVERIFY2(!decodeBech32m(rawText(value)), rawText(value).c_str());
            ++count;
        }
    }
    QCOMPARE(count, 14 + 7 + 12);
}

void TestAddress::goldenAddresses() {
    const QJsonObject file = vectorFile("golden/addresses.json").object();
    const QJsonArray rows = file["addresses"].toArray();
    QCOMPARE(rows.size(), 6);
    for (const QJsonValue row : rows) {
        const Lock lock = *decoded<Lock>(hexOf(row["lock"]));
        const std::string prefix = row["prefix"].toString().toStdString();
        const std::string address = row["address"].toString().toStdString();
        QCOMPARE(formatAddress(lock, prefix), address);
        QVERIFY(*parseAddress(address, prefix) == lock);
        QVERIFY(*parseAddress(upper(address), prefix) == lock);
    }
}

void TestAddress::keyListsHaveOneLock() {
    const QJsonObject file = vectorFile("golden/addresses.json").object();
    KeyList list;
    list.required = static_cast<std::uint8_t>(file["key_list"]["required"].toInt());
    for (const QJsonValue key : file["key_list"]["keys"].toArray())
        list.keys.push_back(fixedOf<PublicKey>(key));
    const Lock lock = list.lock();
    QCOMPARE(toHex(encoded(lock)), file["addresses"][1]["lock"].toString().toStdString());
    KeyList other = list;
    other.required = 3;
    QVERIFY(other.lock() != lock);
    other = list;
    other.keys.pop_back();
    QVERIFY(other.lock() != lock);
    // A key and a list can never be taken for each other, whatever 32 bytes they hold.
    QVERIFY(formatAddress({LockKind::Key, lock.data}, "time") != formatAddress(lock, "time"));
}

void TestAddress::everyLockComesBack() {
    QVERIFY(holds([] {
        const Lock lock = *genLock();
        const std::string prefix = *rc::gen::element<std::string>("time", "ttime", "stime");
        const std::string address = formatAddress(lock, prefix);
        RC_ASSERT(address.size() == prefix.size() + 60);
        RC_ASSERT(*parseAddress(address, prefix) == lock);
        const auto raw = decoded<Lock>(encoded(lock));
        RC_ASSERT(raw == lock);
    }));
}

void TestAddress::otherNetworksAreRefused() {
    for (const std::string from : {"time", "ttime", "stime"}) {
        for (const std::string to : {"time", "ttime", "stime"}) {
            const auto lock = parseAddress(formatAddress(someLock(), from), to);
            QCOMPARE(lock.ok(), from == to);
            if (!lock) QVERIFY(lock.error() == AddressError::WrongNetwork);
        }
    }
}

void TestAddress::everyDamagedCharacterIsSeen() {
    const std::string address = formatAddress(someLock(), "time");
    for (std::size_t at = 0; at < address.size(); ++at) {
        for (const char c : kAlphabet) {
            std::string damaged = address;
            damaged[at] = c;
            QCOMPARE(parseAddress(damaged, "time").ok(), damaged == address);
        }
        QVERIFY(!parseAddress(std::string(address).erase(at, 1), "time"));
        if (at > 0 && address[at] != address[at - 1]) {
            std::string swapped = address;
            std::swap(swapped[at], swapped[at - 1]);
            QVERIFY(!parseAddress(swapped, "time"));
        }
    }
}

void TestAddress::refused_data() {
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<AddressError>("error");
    const auto row = [](const char* name, const std::string& address, AddressError error) {
        QTest::newRow(name) << QByteArray::fromStdString(address) << error;
    };
    const std::string good = formatAddress(someLock(), "stime");
    row("empty", "", AddressError::NoSeparator);
    row("no separator", "stimeqqqqqq", AddressError::NoSeparator);
    row("no prefix", good.substr(5), AddressError::NoSeparator);
    row("91 characters", good + std::string(91 - good.size(), 'q'), AddressError::TooLong);
    row("a megabyte", std::string(1'000'000, 'q'), AddressError::TooLong);
    row("blank inside", std::string(good).replace(20, 1, " "), AddressError::BadCharacter);
    row("b is no character", std::string(good).replace(20, 1, "b"), AddressError::BadCharacter);
    row("zero byte", std::string(good).replace(20, 1, 1, '\0'), AddressError::BadCharacter);
    row("byte 0x80", std::string(good).replace(20, 1, "\x80"), AddressError::BadCharacter);
    row("mixed case", "S" + good.substr(1), AddressError::MixedCase);
    row("checksum cut", good.substr(0, 10), AddressError::BadChecksum);

    Bech32m parts = someParts();
    parts.values[0] = 2;
    row("unknown lock kind", text(parts), AddressError::BadPayload);
    parts.values[0] = 31;
    row("lock kind 31", text(parts), AddressError::BadPayload);
    parts = someParts();
    parts.values.back() |= 1;
    row("padding, last bit", text(parts), AddressError::BadPayload);
    parts = someParts();
    parts.values.back() |= 8;
    row("padding, first bit", text(parts), AddressError::BadPayload);
    parts = someParts();
    parts.values.push_back(0);
    row("too long by one value", text(parts), AddressError::BadPayload);
    parts.values.resize(52);
    row("too short by one value", text(parts), AddressError::BadPayload);
    parts.values.clear();
    row("no payload", text(parts), AddressError::BadPayload);
}

void TestAddress::refused() {
    QFETCH(QByteArray, address);
    QFETCH(AddressError, error);
    const auto lock = parseAddress(address.toStdString(), "stime");
    QVERIFY(!lock);
    QCOMPARE(static_cast<int>(lock.error()), static_cast<int>(error));
}

QTEST_GUILESS_MAIN(TestAddress)
#include "test_address.moc"
