// BIP39: every English vector, the list itself, and everything that is no list of words.
#include "tests/support/file_content.h"
#include "tests/support/properties.h"
#include "tests/support/vectors.h"
#include "wallet/keys/mnemonic.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr std::string_view kWords =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";

std::string textOf(const SecretBytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.view().data()), bytes.view().size()};
}

WordsError errorOf(std::string_view words) {
    const auto entropy = entropyOf(words);
    return entropy ? WordsError{WordsCode::WrongCount, 999} : entropy.error();
}

std::string repeated(std::string_view word, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text.append(word).append(" ");
    return text;
}

}  // namespace

class TestMnemonic : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void theListIsTheStandards();
    void everyEnglishVector();
    void wordsComeBack();
    void whiteSpaceAndCaseAreForgiven();
    void unknownWordsAreNamed();
    void countsAreChecked();
    void oneWrongWordIsNoticed();
    void completion();
};

void TestMnemonic::theListIsTheStandards() {
    const QString list =
        QStringLiteral(TIMECOIN_SOURCE_DIR "/tests/data/vectors/bip39/english.txt");
    const QList<QByteArray> lines = contentOf(list).trimmed().split('\n');
    QCOMPARE(lines.size(), static_cast<qsizetype>(kWordListSize));
    for (std::size_t i = 0; i < kWordListSize; ++i) {
        QCOMPARE(std::string(wordList()[i]), lines[static_cast<qsizetype>(i)].toStdString());
    }
}

void TestMnemonic::everyEnglishVector() {
    const QJsonArray vectors = vectorFile("vectors/bip39/trezor_vectors.json")["english"].toArray();
    QCOMPARE(vectors.size(), 24);
    for (const QJsonValue vector : vectors) {
        const Bytes entropy = hexOf(vector[0]);
        const std::string words = vector[1].toString().toStdString();
        QCOMPARE(textOf(wordsOf(entropy)), words);
        const auto back = entropyOf(words);
        QVERIFY(back.ok());
        QCOMPARE(toHex(back->view()), toHex(entropy));
        QCOMPARE(toHex(seedOf(words, "TREZOR").view()), vector[2].toString().toStdString());
    }
}

void TestMnemonic::wordsComeBack() {
    QVERIFY(holds([] {
        const auto size = 16 + 4 * *rc::gen::inRange<std::size_t>(0, 5);
        const Bytes entropy = *rc::gen::container<Bytes>(size, rc::gen::arbitrary<std::uint8_t>());
        const SecretBytes words = wordsOf(entropy);
        const auto back = entropyOf(textOf(words));
        RC_ASSERT(back.ok());
        RC_ASSERT(toHex(back->view()) == toHex(entropy));
    }));
}

void TestMnemonic::whiteSpaceAndCaseAreForgiven() {
    constexpr std::string_view kUntidy = "\r\n  LEGAL\twinner Thank\n\nyear wave\v sausage\fworth "
                                         "useful legal winner thank yelloW \n";
    const auto entropy = entropyOf(kUntidy);
    QVERIFY(entropy.ok());
    QCOMPARE(toHex(entropy->view()), std::string("7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f"));
    QCOMPARE(toHex(seedOf(kUntidy, "TREZOR").view()), toHex(seedOf(kWords, "TREZOR").view()));
    QVERIFY(toHex(seedOf(kWords, "").view()) != toHex(seedOf(kWords, "TREZOR").view()));
}

void TestMnemonic::unknownWordsAreNamed() {
    const QByteArray words = QByteArray::fromStdString(std::string(kWords));
    const QList<QByteArray> list = words.split(' ');
    const QList<QByteArray> bad = {"lega", "legall", "w\xc3\xbcrde",     "7", "legal,",
                                   "zzz",  "a",      QByteArray("\0", 1)};
    for (qsizetype i = 0; i < list.size(); ++i) {
        for (const QByteArray& word : bad) {
            QList<QByteArray> broken = list;
            broken[i] = word;
            const WordsError error = errorOf(broken.join(' ').toStdString());
            QCOMPARE(error.code, WordsCode::UnknownWord);
            QCOMPARE(error.position, static_cast<std::size_t>(i + 1));
        }
    }
    // A spelling mistake says more than a count that is wrong because of it.
    QCOMPARE(errorOf("legal wnner").position, std::size_t{2});
    QCOMPARE(errorOf(repeated("zoo", 30) + "zo").position, std::size_t{31});
}

void TestMnemonic::countsAreChecked() {
    for (int count = 0; count <= 40; ++count) {
        const WordsError error = errorOf(repeated("abandon", count));
        const bool good = count >= 12 && count <= 24 && count % 3 == 0;
        QCOMPARE(error.code, good ? WordsCode::BadChecksum : WordsCode::WrongCount);
        QCOMPARE(error.position, static_cast<std::size_t>(good ? 0 : count));
    }
    QCOMPARE(errorOf(std::string(kMaxWordsText + 1, ' ')).code, WordsCode::WrongCount);
    QCOMPARE(std::string(nameOf(WordsCode::WrongCount)), std::string("wrong_count"));
    QCOMPARE(std::string(nameOf(WordsCode::UnknownWord)), std::string("unknown_word"));
    QCOMPARE(std::string(nameOf(WordsCode::BadChecksum)), std::string("bad_checksum"));
}

void TestMnemonic::oneWrongWordIsNoticed() {
    // 24 words carry 8 bits of checksum: about one wrong last word in 256 must pass.
    const SecretBytes words = wordsOf(Bytes(32, 0x5a));
    const std::string text = textOf(words);
    const std::string start = text.substr(0, text.rfind(' ') + 1);
    int accepted = 0;
    for (const std::string_view word : wordList()) {
        if (entropyOf(start + std::string(word)).ok()) ++accepted;
    }
    QCOMPARE(accepted, 8);
}

void TestMnemonic::completion() {
    QCOMPARE(wordsBeginningWith("").size(), kWordListSize);
    QCOMPARE(wordsBeginningWith("zoo").size(), std::size_t{1});
    QCOMPARE(wordsBeginningWith("zoom").size(), std::size_t{0});
    QCOMPARE(wordsBeginningWith("~").size(), std::size_t{0});
    QCOMPARE(std::string(wordsBeginningWith("WRIS")[0]), std::string("wrist"));
    std::size_t sum = 0;
    for (char c = 'a'; c <= 'z'; ++c) {
        for (const std::string_view word : wordsBeginningWith(std::string_view(&c, 1))) {
            QCOMPARE(word[0], c);
            ++sum;
        }
    }
    QCOMPARE(sum, kWordListSize);
    for (const std::string_view word : wordList()) {
        QCOMPARE(wordsBeginningWith(word.substr(0, 4)).front(), word);
    }
}

QTEST_GUILESS_MAIN(TestMnemonic)
#include "test_mnemonic.moc"
