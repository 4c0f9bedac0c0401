// The pool's file (R-POOL-8): its one encoding, and that nothing about it stops a node.
#include "node/engine/pool_file.h"
#include "tests/support/file_content.h"
#include "tests/support/pool_transfers.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace timecoin;

namespace {

std::vector<PooledRecord> someRecords() {
    std::vector<PooledRecord> records;
    for (std::uint32_t i = 0; i < 3; ++i)
        records.push_back({makeTransfer({{testOutPoint(i)}, 1'000, 3, 10 * i, 7})->tx,
                           1'700'000'000'000ULL + i, i == 1});
    return records;
}

bool same(const std::vector<PooledRecord>& a, const std::vector<PooledRecord>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return encoded(x.transaction) == encoded(y.transaction) &&
               x.arrivedWallMs == y.arrivedWallMs && x.own == y.own;
    });
}

Bytes withNewSum(Bytes bytes) {
    bytes.resize(bytes.size() - Hash::kSize);
    const Hash sum = hashOf(Domain::Message, bytes);
    bytes.insert(bytes.end(), sum.data.begin(), sum.data.end());
    return bytes;
}

QByteArray asArray(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

}  // namespace

class TestPoolFile : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void pool8_whatIsWrittenIsRead() {
        const auto records = someRecords();
        const Bytes bytes = encodePool(records, testHash(1));
        const auto read = decodePool(bytes, testHash(1));
        QVERIFY(read.ok());
        QVERIFY(same(read.value(), records));
        QVERIFY(encodePool(read.value(), testHash(1)) == bytes);
        QVERIFY(decodePool(encodePool({}, testHash(1)), testHash(1)).value().empty());
    }

    void pool8_everyTruncationAndEveryFlippedByteIsFound() {
        const Bytes bytes = encodePool(someRecords(), testHash(1));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(decodePool(ByteView(bytes).first(size), testHash(1)).error() ==
                    PoolFileFault::Damaged);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            Bytes flipped = bytes;
            flipped[at] ^= 0x40;
            QVERIFY(decodePool(flipped, testHash(1)).error() == PoolFileFault::Damaged);
        }
        Bytes longer = bytes;
        longer.push_back(0);
        QVERIFY(decodePool(longer, testHash(1)).error() == PoolFileFault::Damaged);
    }

    /// Whoever can write the file can make its sum good: the decoder stands on its own.
    void pool8_aGoodSumIsNotTrusted() {
        const Bytes bytes = encodePool(someRecords(), testHash(1));
        for (std::size_t at = 0; at + Hash::kSize < bytes.size(); ++at) {
            Bytes flipped = bytes;
            flipped[at] ^= 0x81;
            flipped = withNewSum(std::move(flipped));
            const auto read = decodePool(flipped, testHash(1));
            if (read.ok()) QVERIFY(encodePool(read.value(), testHash(1)) == flipped);
        }
        Bytes many = bytes;
        for (std::size_t i = 0; i < 4; ++i) many[16 + 32 + i] = 0xff;  // the count
        QVERIFY(decodePool(withNewSum(std::move(many)), testHash(1)).error() ==
                PoolFileFault::Damaged);
    }

    void pool8_anotherNetworksFileIsNotRead() {
        QVERIFY(decodePool(encodePool(someRecords(), testHash(1)), testHash(2)).error() ==
                PoolFileFault::OtherNetwork);
    }

    void pool8_theFileIsBounded() {
        std::vector<PooledRecord> records;
        PooledRecord large = someRecords().front();
        large.transaction.outputs.resize(2'000, large.transaction.outputs.front());
        const std::size_t one = encoded(large.transaction).size();
        for (std::size_t i = 0; i < kMaxPoolFileBytes / one + 10; ++i) {
            large.arrivedWallMs = i;
            records.push_back(large);
        }
        const Bytes bytes = encodePool(records, testHash(1));
        QVERIFY(bytes.size() <= kMaxPoolFileBytes);
        QVERIFY(bytes.size() + 2 * one > kMaxPoolFileBytes);
        const auto read = decodePool(bytes, testHash(1));
        QVERIFY(read.ok());
        QCOMPARE(read.value().back().arrivedWallMs, read.value().size() - 1);  // the first ones
    }

    void pool8_aFileThatCannotBeUsedIsPutAside() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pool.dat"));
        const PoolFile file(path, testHash(1));
        QVERIFY(file.load().empty());  // there is none
        QVERIFY(!QFile::exists(path + QStringLiteral(".damaged")));
        for (const auto& bytes :
             {Bytes{1, 2, 3}, Bytes(), encodePool(someRecords(), testHash(2))}) {
            QVERIFY(writeContent(path, asArray(bytes)));
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^pool file ")));
            QVERIFY(file.load().empty());
            QVERIFY(!QFile::exists(path));
            QCOMPARE(contentOf(path + QStringLiteral(".damaged")).size(),
                     static_cast<qsizetype>(bytes.size()));
        }
        QVERIFY(file.save(someRecords()));
        QVERIFY(same(file.load(), someRecords()));
    }

    void pool8_aFullDiskLeavesTheOldFile() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pool.dat"));
        const PoolFile file(path, testHash(1));
        QVERIFY(file.save({someRecords().front()}));
        const QByteArray before = contentOf(path);

        // No byte more than this fits into any file of this process: a write fails in its middle.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit tight{static_cast<rlim_t>(before.size() + 10), old.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not written")));
        const bool saved = file.save(someRecords());
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
        QVERIFY(!saved);
        QVERIFY(contentOf(path) == before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        QVERIFY(file.save(someRecords()));
        QCOMPARE(file.load().size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(TestPoolFile)
#include "test_pool_file.moc"
