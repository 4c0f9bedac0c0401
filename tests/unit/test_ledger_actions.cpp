// Masternode transactions in blocks: R-BLK-13 .. R-BLK-15, R-MONEY-4, R-MONEY-6.
// TRUST: supply = issued in every block, registrations and fees among its transactions.
#include "tests/support/properties.h"
#include "tests/support/registry_run.h"

#include <QTest>

using namespace timecoin;

class TestLedgerActions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void kinds();                 // R-BLK-15
    void transfersFirst();        // R-BLK-15
    void registryJudges();        // R-BLK-15
    void actionSpendsTransfer();  // R-BLK-13, R-BLK-15
    void transferWaitsForAction();
    void onlyTransfersAreOwed();    // R-BLK-14
    void choice();                  // R-BLK-14
    void roomForActions();          // R-BLK-14
    void anotherRegistryRefused();  // R-BLK-10
    void supplyIsWhatWasIssued();   // R-MONEY-4, R-MONEY-6
};

void TestLedgerActions::kinds() {
    TestChain chain;
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    for (const TransactionKind kind :
         {TransactionKind::MasternodeRegister, TransactionKind::MasternodeUpdate,
          TransactionKind::MasternodeRetire, TransactionKind::Evidence}) {
        Block block = chain.build(chain.proposal({one}));
        block.transactions.back().kind = kind;
        reseal(block);
        // It is not the checked one; and after it no transfer may stand.
        QVERIFY(refusal(chain, block, {one}) == BlockError::TransactionInvalid);
        block.transactions.push_back(one->tx);
        reseal(block);
        QVERIFY(refusal(chain, block, {one, one}) == BlockError::TransferAfterAction);
    }
}

void TestLedgerActions::transfersFirst() {
    RegistryRun run;
    const TransactionPtr payment = pay(run.chain, 1, 2, Amount::time(5));
    const TransactionPtr action = run.update(0, 1);
    Block block = run.chain.build(run.chain.proposal({action, payment}));
    QCOMPARE(block.transactions.size(), 3U);
    QVERIFY(block.transactions[0].kind == TransactionKind::Reward);
    QVERIFY(block.transactions[1] == payment->tx);
    QVERIFY(block.transactions[2] == action->tx);
    QVERIFY(!refusal(run.chain, block, {payment, action}));
    std::swap(block.transactions[1], block.transactions[2]);
    reseal(block);
    QVERIFY(refusal(run.chain, block, {action, payment}) == BlockError::TransferAfterAction);
}

void TestLedgerActions::registryJudges() {
    RegistryRun run;
    const TransactionPtr good = run.update(0, 1);
    const TransactionPtr stale = run.update(1, 2);
    Block block = run.chain.build(run.chain.proposal({stale, good}));
    QCOMPARE(block.transactions.size(), 2U);
    block.transactions.push_back(stale->tx);
    reseal(block);
    QVERIFY(refusal(run.chain, block, {good, stale}) == BlockError::TransactionInvalid);
    // Twice in one block, in any case.
    block.transactions.back() = good->tx;
    reseal(block);
    QVERIFY(refusal(run.chain, block, {good, good}) == BlockError::DuplicateTransaction);
}

void TestLedgerActions::actionSpendsTransfer() {
    RegistryRun run;
    const TransactionPtr payment = pay(run.chain, 0, 1, Amount::time(2'000));
    const NewMasternode node(1);
    const TransactionPtr registration =
        run.chain.checked(registrationBuilder(run.chain.net(), node, 1, {payment->id, 0},
                                              Coin{payment->tx.outputs[0], 0}, fastScheme())
                              .sign(run.chain.net().users[1])
                              .sign(node.operatorKey)
                              .build(),
                          {payment});
    const Block block = run.grow({registration, payment});
    QCOMPARE(block.transactions.size(), 3U);
    QVERIFY(block.transactions[2] == registration->tx);
    QVERIFY(hashOfAll(run.chain.coins()) == run.chain.tip().coinHash);
}

/// What a registration pays back may be spent from the next block on.
void TestLedgerActions::transferWaitsForAction() {
    RegistryRun run;
    const TransactionPtr registration = run.registration(NewMasternode(1), 0);
    const TransactionPtr child =
        run.chain.checked(spendOf(run.chain, registration, 1, 0, 2), {registration});
    Block block = run.chain.build(run.chain.proposal({child, registration}));
    QCOMPARE(block.transactions.size(), 2U);
    block.transactions.insert(block.transactions.begin() + 1, child->tx);
    reseal(block);
    QVERIFY(refusal(run.chain, block, {child, registration}) == BlockError::ParentAfterChild);
    run.grow({registration, child});
    QCOMPARE(run.grow({child}).transactions.size(), 2U);
}

void TestLedgerActions::onlyTransfersAreOwed() {
    RegistryRun run;
    ProposalInput input = run.chain.proposal();
    input.mustInclude = {run.update(0, 1)};
    const auto built = buildBlock(input, run.chain.context());
    QVERIFY(!built && built.error() == BlockError::KindNotAllowed);
}

void TestLedgerActions::choice() {
    RegistryRun run;
    // A payment and a registration out of one coin: the payment is chosen, however they are offered.
    const TransactionPtr registration = run.registration(NewMasternode(1), 0);
    const TransactionPtr payment = pay(run.chain, 0, 1, Amount::time(5));
    const Block block = run.chain.build(run.chain.proposal({registration, payment}));
    QCOMPARE(block.transactions.size(), 2U);
    QVERIFY(block.transactions[1] == payment->tx);
    // Of two actions of which the registry takes one: the first.
    const TransactionPtr one = run.registration(NewMasternode(2), 1);
    const TransactionPtr other = run.registration(NewMasternode(2), 2);
    const Block second = run.grow({other, one});
    QCOMPARE(second.transactions.size(), 2U);
    QVERIFY(second.transactions[1] == other->tx);
}

void TestLedgerActions::roomForActions() {
    RegistryRun run(4, 60);
    Transactions offered;
    for (std::uint32_t user = 0; user < 59; ++user) {
        TransferBuilder builder(run.chain.net().hash(), fastScheme());
        builder.spend(run.chain.net().userOutPoint(user), run.chain.net().userCoin(user));
        for (std::uint32_t i = 0; i < kMaxOutputs; ++i)
            builder.pay(run.chain.net().users[1], Amount::satoshi(1'000));
        builder.tx().outputs.back().value = Amount::time(900'000);
        offered.push_back(run.chain.checked(builder.sign(run.chain.net().users[user]).build()));
    }
    offered.push_back(run.registration(NewMasternode(1), 59));
    offered.push_back(run.update(1, 1));
    const Block block = run.grow(offered);
    QVERIFY(encoded(block).size() <= kMaxProducedBlockBytes - kActionReserveBytes + 2'000);
    QVERIFY(block.transactions.back() == offered.back()->tx);
    QVERIFY(block.transactions[block.transactions.size() - 2].kind ==
            TransactionKind::MasternodeRegister);
    QVERIFY(block.transactions.size() > 40U);
}

void TestLedgerActions::anotherRegistryRefused() {
    RegistryRun run;
    const TransactionPtr action = run.update(0, 1);
    Block block = run.chain.build(run.chain.proposal({action}));
    const Hash truth = block.header.registryHash;
    for (const Hash& wrong : {run.state().hash(), run.state().members.hash(), testHash(1)}) {
        block.header.registryHash = wrong;
        QVERIFY(refusal(run.chain, block, {action}) == BlockError::RegistryMismatch);
    }
    block.header.registryHash = truth;
    QVERIFY(!refusal(run.chain, block, {action}));
}

/// Random payments, registrations, updates, retirements and proofs over some epochs.
void TestLedgerActions::supplyIsWhatWasIssued() {
    QVERIFY(holds(
        [] {
            RegistryRun run(*rc::gen::inRange<std::uint32_t>(1, 7), 8);
            Amount issued = totalOf(run.chain.coins());
            std::uint32_t unspent = 0;  // users whose coin of genesis is still there
            std::uint32_t fresh = 0;
            const auto blocks = *rc::gen::inRange(5, 40);
            for (int i = 0; i < blocks; ++i) {
                Transactions offered;
                if (unspent < 7 && *rc::gen::inRange(0, 4) == 0)
                    offered.push_back(run.registration(NewMasternode(fresh++), unspent++));
                if (unspent < 7 && *rc::gen::inRange(0, 4) == 0) {
                    offered.push_back(pay(run.chain, unspent, 7, Amount::time(7)));
                    ++unspent;
                }
                if (*rc::gen::inRange(0, 6) == 0) offered.push_back(run.update(0, 1));
                if (*rc::gen::inRange(0, 9) == 0 &&
                    run.entryOf(run.chain.net().operators[0].publicKey()) != nullptr)
                    offered.push_back(run.retirement(0));
                const bool pays = run.model.rewardDue().has_value();
                const Block block = run.grow(offered, *rc::gen::inRange<std::uint64_t>(1, 40'000));
                if (pays) issued = *issued.plus(run.chain.net().network.params.blockReward);
                RC_ASSERT(totalOf(run.chain.coins()) == issued);
                RC_ASSERT(hashOfAll(run.chain.coins()) == run.chain.tip().coinHash);
                RC_ASSERT(decoded<Block>(encoded(block)) == block);
                Amount fees;
                for (const TransactionPtr& one : TestChain::checkedOf(block, offered))
                    fees = *fees.plus(one->fee);
                Amount rewarded;
                if (!block.transactions.empty() &&
                    block.transactions.front().kind == TransactionKind::Reward)
                    for (const Output& output : block.transactions.front().outputs)
                        rewarded = *rewarded.plus(output.value);
                if (pays) fees = *fees.plus(run.chain.net().network.params.blockReward);
                RC_ASSERT(rewarded == fees);
            }
        },
        100));
}

QTEST_GUILESS_MAIN(TestLedgerActions)
#include "test_ledger_actions.moc"
