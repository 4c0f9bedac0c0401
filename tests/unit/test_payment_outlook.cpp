// Why a masternode was not paid, from the registry alone: R-MN-16.
#include "node/masternodes/payment_outlook.h"
#include "tests/support/registry_run.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr std::uint32_t kEpochSlots = 10;

PaymentOutlook outlookOf(const RegistryRun& run, std::uint32_t member) {
    return paymentOutlook(
        run.state(),
        run.chain.net().network.initialMembers().at(static_cast<MemberIndex>(member)).collateral,
        kEpochSlots);
}

}  // namespace

class TestPaymentOutlook : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void queue();      // R-MN-16
    void standings();  // R-MN-16
};

void TestPaymentOutlook::queue() {
    RegistryRun run(5);
    for (int i = 0; i < 12; ++i) {
        // Whoever has place k is paid by the k-th block from now.
        std::map<std::uint32_t, std::uint32_t> memberAt;
        for (std::uint32_t member = 0; member < 5; ++member) {
            const PaymentOutlook outlook = outlookOf(run, member);
            QVERIFY(outlook.standing == PaymentStanding::InQueue);
            QCOMPARE(outlook.queueLength, 5U);
            memberAt[outlook.place] = member;
        }
        QCOMPARE(memberAt.size(), std::size_t{5});
        QCOMPARE(memberAt.begin()->first, 1U);
        QCOMPARE(memberAt.rbegin()->first, 5U);
        run.grow();
        QCOMPARE(outlookOf(run, memberAt[1]).lastPaidHeight, run.state().height);
        QCOMPARE(outlookOf(run, memberAt[1]).place, 5U);
        QCOMPARE(outlookOf(run, memberAt[2]).place, 1U);
    }
    // Twelve blocks: slot 11, epoch 1.
    QCOMPARE(outlookOf(run, 0).slotsToBoundary, 9U);
}

void TestPaymentOutlook::standings() {
    RegistryRun run(6);
    const PaymentOutlook nobody = paymentOutlook(run.state(), testOutPoint(1), kEpochSlots);
    QVERIFY(nobody.standing == PaymentStanding::NotRegistered);
    QCOMPARE(nobody.place, 0U);
    const TransactionPtr registration = run.registration(NewMasternode(1), 0);
    run.chain.silence(run.chain.net().operators[3].publicKey());
    run.grow({registration, run.retirement(1)});
    run.grow({run.proof(run.chain.net().operators[2], 0)});
    const PaymentOutlook waiting = paymentOutlook(run.state(), {registration->id, 0}, kEpochSlots);
    QVERIFY(waiting.standing == PaymentStanding::Waiting);
    QCOMPARE(waiting.since, 1U);
    QCOMPARE(waiting.slotsToBoundary, 9U);
    QCOMPARE(waiting.place, 0U);
    QVERIFY(outlookOf(run, 1).standing == PaymentStanding::Retiring);
    QVERIFY(outlookOf(run, 1).place > 0);
    QVERIFY(outlookOf(run, 2).standing == PaymentStanding::Removed);
    QVERIFY(outlookOf(run, 2).place > 0);
    QCOMPARE(outlookOf(run, 2).unbondsSlot, 0U);
    while (!run.atBoundary()) run.grow();
    QVERIFY(outlookOf(run, 1).standing == PaymentStanding::Left);
    QCOMPARE(outlookOf(run, 1).unbondsSlot, 30U);
    QCOMPARE(outlookOf(run, 1).place, 0U);
    QVERIFY(outlookOf(run, 2).standing == PaymentStanding::Removed);
    QCOMPARE(outlookOf(run, 2).unbondsSlot, 30U);
    QCOMPARE(outlookOf(run, 3).missedEpochs, 1U);
    const PaymentOutlook joined = paymentOutlook(run.state(), {registration->id, 0}, kEpochSlots);
    QVERIFY(joined.standing == PaymentStanding::InQueue);
    QCOMPARE(joined.place, 5U);
    run.toBoundary({run.registration(NewMasternode(2), 1)});
    QVERIFY(outlookOf(run, 3).standing == PaymentStanding::Suspended);
    QCOMPARE(outlookOf(run, 3).missedEpochs, 2U);
    while (run.chain.tip().next.slot <= 30) run.grow();
    QVERIFY(outlookOf(run, 1).standing == PaymentStanding::NotRegistered);
}

QTEST_GUILESS_MAIN(TestPaymentOutlook)
#include "test_payment_outlook.moc"
