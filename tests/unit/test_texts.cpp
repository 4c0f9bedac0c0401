// What people at a terminal read: numbers, amounts, and why a file was refused.
#include "app/texts/file_text.h"
#include "app/texts/value_text.h"
#include "tests/support/fixtures.h"

#include <QSet>
#include <QTest>

using namespace timecoin;

class TestTexts : public QObject {
    Q_OBJECT

private slots:
    void largeNumbersAreGrouped() {
        QCOMPARE(grouped(0), QStringLiteral("0"));
        QCOMPARE(grouped(999), QStringLiteral("999"));
        QCOMPARE(grouped(1'000), QStringLiteral("1,000"));
        QCOMPARE(grouped(12'345), QStringLiteral("12,345"));
        QCOMPARE(grouped(1'234'567), QStringLiteral("1,234,567"));
        QCOMPARE(grouped(UINT64_MAX), QStringLiteral("18,446,744,073,709,551,615"));
    }
    void amountsNameTheirUnit() {
        QCOMPARE(timeText(Amount::time(25)), QStringLiteral("25.00000000 TIME"));
        QCOMPARE(timeText(*Amount::fromSatoshi(1)), QStringLiteral("0.00000001 TIME"));
    }
    void hashesAreWhole() {
        const QString text = hexText(testHash(7));
        QCOMPARE(text.size(), 2 * static_cast<qsizetype>(Hash::kSize));
        QVERIFY(fixedFromHex<Hash>(text.toStdString()) == testHash(7));
    }

    /// Each its own, with the place in the file and what it is about.
    void everyRefusalOfAFileHasASentence() {
        QSet<QString> sentences;
        const auto last = static_cast<int>(FileCode::GenesisMismatch);
        for (int code = 0; code <= last; ++code) {
            const QString text =
                describe({static_cast<FileCode>(code), "some.toml", 12, 3, "THIS", "THIS"});
            QVERIFY2(text.startsWith("some.toml:12:3: "), qPrintable(text));
            QVERIFY2(!text.endsWith(": "), qPrintable(text));
            sentences.insert(text);
        }
        QCOMPARE(sentences.size(), last + 1);
    }
    void aFileAsAWholeHasNoLine() {
        const auto refused = refusedFile(FileCode::AlreadyExists, QStringLiteral("key"));
        QVERIFY(describe(refused.error).startsWith(QStringLiteral("key: exists already")));
        QVERIFY(describe(refused.error).contains(QStringLiteral("choose another name")));
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "test_texts.moc"
