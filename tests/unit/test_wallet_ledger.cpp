// The fold of wallet/view: its rules L1 to L9
// (wallet/README.md).
#include "tests/support/properties.h"
#include "tests/support/wallet_story.h"
#include "wallet/view/wallet_ledger.h"

#include <QTest>

using namespace timecoin;

namespace {

RecordState stateOf(const WalletLedger& ledger, const Transaction& tx) {
    const PaymentRecord* record = ledger.record(tx.id());
    Q_ASSERT(record != nullptr);
    return record->state();
}

}  // namespace

class TestWalletLedger : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void recordsSurviveTheirCodec();
    // --- rules ----
    void l1_irreversibleNeverGoesBack();
    void l2_anEndedPaymentFreesExactlyItsCoins();
    void l3_theChainWinsOverAbandonment();
    void l4_onlyIrreversibleMoneyIsSpendable();
    void l5_coinsAreNeverPromisedTwice();
    void l6_aConflictingPaymentIsRejected();
    void l7_thePictureHoldsUntilTheHistoryIsThere();
    void l7_aNodeWithoutThePastLosesNoCoin();
    void l8_temporaryRefusalsKeepThePayment();
    void l9_whatIsNotOursIsNoConcern();
    // --- the rest ----
    void rewardsMature();
    void frozenAndCollateralAreLocked();
    void newsAreToldOnce();
    void keysThatComeLater();
    void factsBeforeTheirTransaction();
    void whatAPaymentIsShownAs();
};

void TestWalletLedger::recordsSurviveTheirCodec() {
    QVERIFY(holds([] {
        PaymentRecord record = made(outgoing());
        record.madeHere = *rc::gen::arbitrary<bool>();
        record.final = *rc::gen::arbitrary<bool>();
        record.abandoned = *rc::gen::arbitrary<bool>();
        record.reason = *rc::gen::string<std::string>();
        record.label = *rc::gen::string<std::string>();
        record.finalAfterMs = *rc::gen::arbitrary<std::uint64_t>();
        record.height = *rc::gen::arbitrary<std::uint64_t>();
        if (*rc::gen::arbitrary<bool>()) record.names[1] = "Ada";
        RC_ASSERT(decoded<PaymentRecord>(encoded(record)) == record);
    }));
    const Bytes whole = encoded(made(outgoing()));
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!decoded<PaymentRecord>(ByteView(whole).first(size)));
}

void TestWalletLedger::l1_irreversibleNeverGoesBack() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing())));
    ledger.becameFinal(outgoing().id(), 10, 400);
    ledger.rejected(outgoing().id(), "conflict");
    QVERIFY(!ledger.abandon(outgoing().id()));
    ledger.seen(outgoing(), 20);
    ledger.poolForgotten();
    QVERIFY(stateOf(ledger, outgoing()) == RecordState::Final);
    ledger.block(blockOf(3, {outgoing()}), true);
    ledger.rejected(outgoing().id(), "missing_coin");
    QVERIFY(stateOf(ledger, outgoing()) == RecordState::InBlock);
    QCOMPARE(ledger.record(outgoing().id())->finalAfterMs, std::uint64_t{400});
}

void TestWalletLedger::l2_anEndedPaymentFreesExactlyItsCoins() {
    WalletLedger ledger = freshLedger();
    ledger.block(blockOf(1, {incoming(1, 50'000)}), true);
    const LedgerBalances before = ledger.balances();
    QVERIFY(ledger.create(made(outgoing())));
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{50'000});
    QCOMPARE(ledger.balances().pending.satoshi(), std::uint64_t{699'000});
    QVERIFY(ledger.abandon(outgoing().id()));
    QVERIFY(ledger.balances() == before);
    QVERIFY(!ledger.abandon(outgoing().id()));

    QVERIFY(ledger.create(made(outgoing(2))));
    ledger.rejected(outgoing(2).id(), "missing_signature");
    QVERIFY(stateOf(ledger, outgoing(2)) == RecordState::Rejected);
    QVERIFY(ledger.balances() == before);
    // One that a quorum has certified is not given up.
    QVERIFY(ledger.create(made(outgoing(3))));
    ledger.certified(outgoing(3).id(), 9);
    QVERIFY(!ledger.abandon(outgoing(3).id()));
}

void TestWalletLedger::l3_theChainWinsOverAbandonment() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing())));
    QVERIFY(ledger.abandon(outgoing().id()));
    ledger.takeNews();
    ledger.block(blockOf(1, {outgoing()}), true);
    QVERIFY(stateOf(ledger, outgoing()) == RecordState::InBlock);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{699'000});
    QVERIFY(ledger.takeNews() == std::vector<LedgerNews>({{outgoing().id(), true}}));
}

void TestWalletLedger::l4_onlyIrreversibleMoneyIsSpendable() {
    WalletLedger ledger = freshLedger();
    ledger.seen(incoming(1, 50'000), 1);
    QVERIFY(ledger.create(made(outgoing())));
    QVERIFY(ledger.spendable().empty());
    ledger.certified(outgoing().id(), 2);
    ledger.certified(incoming(1, 50'000).id(), 2);
    QVERIFY(ledger.spendable().empty());
    // Final is enough; no block is waited for.
    ledger.becameFinal(outgoing().id(), 3, 0);
    ledger.becameFinal(incoming(1, 50'000).id(), 3, 0);
    QCOMPARE(ledger.spendable().size(), std::size_t{2});
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{749'000});
}

void TestWalletLedger::l5_coinsAreNeverPromisedTwice() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing(1))));
    QVERIFY(!ledger.create(made(outgoing(2))));
    QVERIFY(!ledger.create(made(outgoing(1))));
    QVERIFY(ledger.record(outgoing(2).id()) == nullptr);
    QVERIFY(!ledger.create(made(incoming(1, 5'000))));  // not even ours
    QVERIFY(ledger.abandon(outgoing(1).id()));
    QVERIFY(ledger.create(made(outgoing(2))));
    // The same words elsewhere have promised it first.
    WalletLedger other = freshLedger();
    other.seen(outgoing(1), 1);
    QVERIFY(!other.create(made(outgoing(2))));
}

void TestWalletLedger::l6_aConflictingPaymentIsRejected() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing(1))));
    ledger.seen(outgoing(2), 1);  // the same words in another place
    QVERIFY(stateOf(ledger, outgoing(1)) == RecordState::Created);
    ledger.becameFinal(outgoing(2).id(), 2, 0);
    QVERIFY(stateOf(ledger, outgoing(1)) == RecordState::Rejected);
    QCOMPARE(QString::fromStdString(ledger.record(outgoing(1).id())->reason), "conflict");
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{699'000});
    QVERIFY(ledger.takeNews() ==
            std::vector<LedgerNews>({{outgoing(1).id(), false}, {outgoing(2).id(), true}}));
    // Also when the loser is heard of later.
    ledger.seen(outgoing(3), 4);
    QVERIFY(stateOf(ledger, outgoing(3)) == RecordState::Rejected);
}

void TestWalletLedger::l7_thePictureHoldsUntilTheHistoryIsThere() {
    // The chain: 1: 50,000 come; 2: they are spent; 3: 8,000 come. Restored at height 3.
    const Transaction in = incoming(1, 50'000);
    const Transaction out = transfer({{in.id(), 0}}, {{satoshi(49'000), foreignLock(5)}});
    const Transaction last = incoming(2, 8'000);
    WalletLedger ledger = freshLedger();
    CoinPicture picture{3, {{0, 4}, {1, 4}}, {}};
    picture.coins[kGenesisCoin] = {{satoshi(1'000'000), ownLock(0, 0)}, 0};
    picture.coins[{last.id(), 0}] = {last.outputs[0], 0};
    ledger.coinsAt(picture);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'008'000});
    QCOMPARE(ledger.usedKeys(0), 2u);
    // While the history is filled in, no coin appears that was spent long ago.
    ledger.block(blockOf(1, {in}), false);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'008'000});
    // A payment out of a coin of which only the picture knows.
    const Transaction spend = transfer({{last.id(), 0}}, {{satoshi(7'000), foreignLock(5)}});
    QVERIFY(ledger.create(made(spend)));
    QCOMPARE(ledger.view(spend.id())->fee->satoshi(), std::uint64_t{1'000});
    ledger.becameFinal(spend.id(), 1, 0);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'000'000});
    ledger.block(blockOf(2, {out}), false);
    ledger.block(blockOf(3, {last}), false);
    const auto before = coinsOf(ledger);
    ledger.scannedTo(3);
    QVERIFY(coinsOf(ledger) == before);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'000'000});
    // Later blocks count from there.
    ledger.block(blockOf(4, {incoming(3, 2'000)}), true);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'002'000});
}

void TestWalletLedger::l7_aNodeWithoutThePastLosesNoCoin() {
    // R-SNAP-3: the node began with a snapshot of height 10. Before it 50,000 came, and the genesis
    // coin was spent; no block tells of either.
    const Transaction unseen = incoming(1, 50'000);
    WalletLedger ledger = freshLedger();
    CoinPicture picture{12, {{0, 4}, {1, 4}}, {}};
    picture.coins[{unseen.id(), 0}] = {unseen.outputs[0], 0};
    ledger.coinsAt(picture);
    ledger.block(blockOf(11, {incoming(2, 8'000)}), false);
    // Height 11 is younger than nothing in the picture: what it does not name was spent.
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{50'000});
    ledger.scannedTo(12);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{50'000});
    // The chain goes on: coins come, and the one of before is spent.
    ledger.block(blockOf(13, {incoming(3, 2'000)}), true);
    ledger.scannedTo(13);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{52'000});
    const Transaction spend = transfer({{unseen.id(), 0}}, {{satoshi(49'000), foreignLock(5)}});
    QVERIFY(ledger.create(made(spend)));
    ledger.block(blockOf(14, {spend}), true);
    ledger.scannedTo(14);
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{2'000});
    // After a restart the node's coins of then hold; the genesis coin does not come back.
    WalletLedger again = freshLedger();
    for (const auto& [id, record] : ledger.records()) again.load(record);
    CoinPicture later{14, {{0, 4}, {1, 4}}, {}};
    later.coins[{incoming(3, 2'000).id(), 0}] = {incoming(3, 2'000).outputs[0], 0};
    again.coinsAt(later);
    again.scannedTo(14);
    QCOMPARE(again.balances().available.satoshi(), std::uint64_t{2'000});
}

void TestWalletLedger::l8_temporaryRefusalsKeepThePayment() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing())));
    for (const char* code :
         {"stopped", "unanswered", "pool_full", "crowded", "expired", "immature"}) {
        ledger.seen(outgoing().id());
        QVERIFY(stateOf(ledger, outgoing()) == RecordState::Seen);
        ledger.rejected(outgoing().id(), code);
        QVERIFY2(stateOf(ledger, outgoing()) == RecordState::Created, code);
        QCOMPARE(ledger.unfinished().size(), std::size_t{1});
    }
    QVERIFY(ledger.takeNews().empty());
    ledger.rejected(outgoing().id(), "conflict");
    QVERIFY(ledger.unfinished().empty());
    // Of somebody else's payment it is said, until it is seen again.
    ledger.seen(incoming(1, 5'000), 1);
    ledger.rejected(incoming(1, 5'000).id(), "pool_full");
    QVERIFY(stateOf(ledger, incoming(1, 5'000)) == RecordState::Rejected);
    ledger.seen(incoming(1, 5'000), 2);
    QVERIFY(stateOf(ledger, incoming(1, 5'000)) == RecordState::Seen);
}

void TestWalletLedger::l9_whatIsNotOursIsNoConcern() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.concerns(incoming(1, 50'000)));
    QVERIFY(ledger.concerns(transfer({kGenesisCoin}, {{satoshi(5'000), foreignLock(1)}})));
    Transaction foreign = transfer({{testHash(10'001), 0}}, {{satoshi(5'000), foreignLock(1)}});
    QVERIFY(!ledger.concerns(foreign));
    // Restored wallets know a coin of theirs by its signature before they know where it came from.
    KeySignature signature;
    signature.key.data = ownLock(0, 2).data;
    foreign.witness.signatures = {signature};
    QVERIFY(ledger.concerns(foreign));
}

void TestWalletLedger::rewardsMature() {
    WalletLedger ledger = freshLedger();
    Transaction reward;
    reward.kind = TransactionKind::Reward;
    reward.outputs = {{satoshi(9'000), ownLock(0, 2)}};
    ledger.block(blockOf(5, {reward}), true);
    QCOMPARE(ledger.balances().immature.satoshi(), std::uint64_t{9'000});
    for (std::uint64_t height = 6; height < 14; ++height) ledger.block(blockOf(height, {}), true);
    QCOMPARE(ledger.balances().immature.satoshi(), std::uint64_t{9'000});
    ledger.block(blockOf(14, {}), true);  // the next slot is 15
    QCOMPARE(ledger.balances().immature.satoshi(), std::uint64_t{0});
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'009'000});
}

void TestWalletLedger::frozenAndCollateralAreLocked() {
    WalletLedger ledger = freshLedger();
    ledger.setFrozen(kGenesisCoin, true);
    QVERIFY(ledger.spendable().empty());
    QCOMPARE(ledger.balances().locked.satoshi(), std::uint64_t{1'000'000});
    QVERIFY(!ledger.create(made(outgoing())));
    ledger.setFrozen(kGenesisCoin, false);
    QCOMPARE(ledger.spendable().size(), std::size_t{1});

    LedgerRules rules;
    rules.initialCoins = {{kGenesisCoin, {{satoshi(1'000'000), ownLock(0, 0)}, 0}}};
    rules.collaterals = {kGenesisCoin};
    WalletLedger member(rules);
    member.addKeys({{ownLock(0, 0), {0, 0}}});
    QVERIFY(member.spendable().empty());
    QVERIFY(member.coins().at(0).state == OwnCoinState::Collateral);
}

void TestWalletLedger::newsAreToldOnce() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing())));
    ledger.seen(outgoing(), 1);
    ledger.becameFinal(outgoing().id(), 2, 0);
    ledger.becameFinal(outgoing().id(), 3, 0);
    ledger.block(blockOf(1, {outgoing(), incoming(1, 5'000)}), true);
    ledger.block(blockOf(1, {outgoing(), incoming(1, 5'000)}), true);
    // Of a past block, of which nobody waits for anything.
    ledger.block(blockOf(1, {incoming(2, 5'000)}), false);
    QVERIFY(ledger.takeNews() ==
            std::vector<LedgerNews>({{outgoing().id(), true}, {incoming(1, 5'000).id(), true}}));
    WalletLedger again = freshLedger();
    again.load(*ledger.record(outgoing().id()));
    again.block(blockOf(1, {outgoing()}), true);
    QVERIFY(again.takeNews().empty());
    QCOMPARE(again.takeChanged().size(), std::size_t{1});
}

void TestWalletLedger::keysThatComeLater() {
    WalletLedger ledger = freshLedger();
    Transaction both = incoming(1, 5'000);
    both.outputs.push_back({satoshi(6'000), ownLock(0, 9)});
    ledger.block(blockOf(1, {both}), true);
    ledger.takeChanged();
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'005'000});
    ledger.addKeys({{ownLock(0, 9), {0, 9}}});
    QCOMPARE(ledger.balances().available.satoshi(), std::uint64_t{1'011'000});
    QCOMPARE(ledger.usedKeys(0), 10u);
    QVERIFY(ledger.takeChanged() == std::set<Hash>{both.id()});
}

void TestWalletLedger::factsBeforeTheirTransaction() {
    WalletLedger ledger = freshLedger();
    ledger.becameFinal(incoming(1, 5'000).id(), 3, 0);
    for (std::uint32_t i = 0; i < WalletLedger::kMaxEarly - 1; ++i)
        ledger.certified(testHash(i), 1);
    ledger.seen(incoming(1, 5'000), 4);
    QVERIFY(stateOf(ledger, incoming(1, 5'000)) == RecordState::Final);
    // Bounded: the oldest goes first.
    ledger.becameFinal(incoming(2, 5'000).id(), 3, 0);
    for (std::uint32_t i = 0; i < WalletLedger::kMaxEarly; ++i)
        ledger.certified(testHash(100'000 + i), 1);
    ledger.seen(incoming(2, 5'000), 4);
    QVERIFY(stateOf(ledger, incoming(2, 5'000)) == RecordState::Seen);
}

void TestWalletLedger::whatAPaymentIsShownAs() {
    WalletLedger ledger = freshLedger();
    QVERIFY(ledger.create(made(outgoing())));
    PaymentView view = *ledger.view(outgoing().id());
    QVERIFY(view.kind == ViewKind::Sent);
    QCOMPARE(view.amount.satoshi(), std::uint64_t{300'000});
    QCOMPARE(view.fee->satoshi(), std::uint64_t{1'000});
    QCOMPARE(view.parties.size(), std::size_t{1});  // the change is nobody's business

    const Transaction self = transfer(
        {{testHash(1), 0}}, {{satoshi(400'000), ownLock(0, 2)}, {satoshi(599'000), ownLock(1, 1)}});
    WalletLedger other = freshLedger();
    QVERIFY(other.create(made(self)));
    view = *other.view(self.id());
    QVERIFY(view.kind == ViewKind::ToSelf);
    QCOMPARE(view.amount.satoshi(), std::uint64_t{400'000});
    QCOMPARE(view.parties.size(), std::size_t{1});

    ledger.seen(incoming(1, 5'000), 1);
    view = *ledger.view(incoming(1, 5'000).id());
    QVERIFY(view.kind == ViewKind::Received);
    QVERIFY(!view.fee);
    const auto byKey = ledger.receivedByKey();
    QCOMPARE(byKey.at({0, 1}).pending.satoshi(), std::uint64_t{5'000});
    QCOMPARE(byKey.at({0, 0}).available.satoshi(), std::uint64_t{1'000'000});
    QVERIFY(!ledger.view(testHash(9)));
}

QTEST_GUILESS_MAIN(TestWalletLedger)
#include "test_wallet_ledger.moc"
