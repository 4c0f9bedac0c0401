// What `timecoin-tool load` calls an error, and how it sums up.
#include "app/sandbox/load_record.h"
#include "app/texts/value_text.h"
#include "node/base/crypto.h"

#include <QTest>

using namespace timecoin;

class TestLoadRecord : public QObject {
    Q_OBJECT

    const Hash m_id = hashOf(Domain::Test, asBytes("a payment"));

    /// "payment <id> <what>".
    void isBroken(const LoadRecord::Broken& broken, const QString& what) const {
        QVERIFY(broken.has_value());
        QCOMPARE(*broken, QStringLiteral("payment %1 %2").arg(hexText(m_id), what));
    }
    LoadRecord handedIn() const {
        LoadRecord record;
        record.handedIn(m_id, 1'000);
        return record;
    }
    LoadRecord finalAt(std::uint64_t height) const {
        LoadRecord record = handedIn();
        [&] { QVERIFY(!record.becameFinal(m_id, height, 5'000)); }();
        return record;
    }

private slots:
    void aPaymentThatGoesWell() {
        LoadRecord record = handedIn();
        QCOMPARE(record.open(), 1U);
        QVERIFY(!record.becameFinal(m_id, 7, 13'345));
        QCOMPARE(record.open(), 0U);
        QCOMPARE(record.waiting(), 1U);
        QVERIFY(!record.inBlock(m_id, 7));
        QCOMPARE(record.waiting(), 0U);
        QCOMPARE(record.settled(), 1U);
        QCOMPARE(record.latenciesUs(), std::vector<std::uint64_t>{12'345});
        QVERIFY(!record.overdue(~std::uint64_t{0} / 2));
    }
    void othersAreNoneOfOurs() {
        LoadRecord record;
        QVERIFY(!record.becameFinal(m_id, 7, 1));
        QVERIFY(!record.inBlock(m_id, 7));
        QVERIFY(!record.refused(m_id, QStringLiteral("conflict")));
    }
    void finalTwice() {
        LoadRecord record = finalAt(7);
        isBroken(record.becameFinal(m_id, 7, 6'000), QStringLiteral("was told final twice"));
        QVERIFY(!record.inBlock(m_id, 7));
        isBroken(record.becameFinal(m_id, 8, 6'000), QStringLiteral("was told final twice"));
    }
    void inAnotherBlockThanPromised() {
        isBroken(finalAt(7).inBlock(m_id, 8),
                 QStringLiteral("was final at height 7 and is in block 8"));
        LoadRecord twice = finalAt(7);
        QVERIFY(!twice.inBlock(m_id, 7));
        isBroken(twice.inBlock(m_id, 8), QStringLiteral("is in a second block, 8"));
        isBroken(handedIn().inBlock(m_id, 7),
                 QStringLiteral("is in block 7 and was not told final"));
    }
    void refused() {
        isBroken(handedIn().refused(m_id, QStringLiteral("conflict")),
                 QStringLiteral("was refused: conflict"));
        isBroken(finalAt(7).refused(m_id, QStringLiteral("conflict")),
                 QStringLiteral("was refused after it was told final: conflict"));
    }
    void lost() {
        const LoadRecord open = handedIn();
        QVERIFY(!open.overdue(1'000 + LoadRecord::kFinalUs - 1));
        isBroken(open.overdue(1'000 + LoadRecord::kFinalUs),
                 QStringLiteral("is lost: not final after 60 s"));
        const LoadRecord final = finalAt(7);
        QVERIFY(!final.overdue(5'000 + LoadRecord::kBlockUs - 1));
        isBroken(final.overdue(5'000 + LoadRecord::kBlockUs),
                 QStringLiteral("is lost: final, and in no block after 180 s"));
    }
    void theLastLine() {
        QCOMPARE(loadSummary({30'150, 12'300, 20'049}, 2'000'000),
                 QStringLiteral("3 payments, 1 payments/s, finality p50 20.0 ms p95 30.2 ms "
                                "p99 30.2 ms"));
        std::vector<std::uint64_t> hundred;
        for (std::uint64_t ms = 100; ms > 0; --ms) hundred.push_back(ms * 1'000);
        QCOMPARE(loadSummary(hundred, 50'000),
                 QStringLiteral("100 payments, 2000 payments/s, finality p50 50.0 ms p95 95.0 ms "
                                "p99 99.0 ms"));
    }
};

QTEST_GUILESS_MAIN(TestLoadRecord)
#include "test_load_record.moc"
