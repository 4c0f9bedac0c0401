// What the registry takes, through blocks with real transactions: R-MN-8, R-MN-9, R-MN-17.
#include "node/masternodes/action_fold.h"
#include "tests/support/registry_run.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

constexpr std::uint64_t kSlotMs = RegistryRun::kSlotMs;

}  // namespace

class TestRegistryActions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void registers();          // R-MN-17, R-MN-8
    void order();              // R-MN-8
    void oneKeyOnce();         // R-MN-17
    void registryIsBounded();  // R-MN-17
    void updates();            // R-MN-17
    void oneUpdateInASlot();   // R-MN-17
    void retires();            // R-MN-17
    void evidence();           // R-MN-17
    void evidenceHasItsEpoch();
    void collateralIsLocked();        // R-MN-9
    void ownBlockLocksToo();          // R-MN-9
    void unbondsAndIsForgotten();     // R-MN-8, R-MN-9
    void noEvidenceTwiceForOneKey();  // R-MN-17
};

void TestRegistryActions::registers() {
    RegistryRun run;
    run.grow();
    const NewMasternode node(1);
    const TransactionPtr registration = run.registration(node, 0);
    const Block block = run.grow({registration});
    QVERIFY(block.transactions.back() == registration->tx);
    const MasternodeEntry* entry = run.entryOf(node.operatorKey.publicKey());
    QVERIFY(entry != nullptr);
    QVERIFY(entry == run.state().find(OutPoint{registration->id, 0}));
    QVERIFY(entry->state == MasternodeState::Waiting);
    QCOMPARE(entry->registeredSlot, run.state().slot + 1);
    QCOMPARE(entry->stateSince, run.state().height);
    QVERIFY(entry->node.owner == Lock::toKey(node.owner.publicKey()));
    QCOMPARE(entry->node.service, node.service);
    QVERIFY(run.state().members == run.chain.net().network.initialMembers());
    QCOMPARE(run.state().entries.size(), 5U);
    // Its fee is a fee like any other.
    QVERIFY(block.transactions.front().outputs.back().value == Amount::satoshi(1'000));
}

void TestRegistryActions::order() {
    RegistryRun run;
    Transactions some;
    for (std::uint32_t i = 0; i < 4; ++i) some.push_back(run.registration(NewMasternode(i), i));
    run.grow(some, 1'000);
    // Another block of the same slot.
    run.grow({run.registration(NewMasternode(4), 4), run.registration(NewMasternode(5), 5)}, 1);
    QCOMPARE(run.state().slot, 0U);
    run.grow({}, kSlotMs);
    run.grow({run.registration(NewMasternode(6), 6)});
    const auto& entries = run.state().entries;
    QCOMPARE(entries.size(), 11U);
    for (std::uint32_t i = 0; i < 4; ++i)
        QVERIFY(entries[i].node == run.chain.net().network.initialMembers().members()[i]);
    for (std::size_t i = 5; i < 10; ++i) {
        QCOMPARE(entries[i].registeredSlot, 1U);
        QVERIFY(entries[i - 1].node.collateral < entries[i].node.collateral);
    }
    QVERIFY(entries[10].node.operatorKey == NewMasternode(6).operatorKey.publicKey());
}

void TestRegistryActions::oneKeyOnce() {
    RegistryRun run;
    const NewMasternode node(1);
    const TransactionPtr one = run.registration(node, 0);
    const TransactionPtr again = run.registration(node, 1);
    ActionFold fold(run.state(), 0, run.chain.net().network);
    QVERIFY(!fold.apply(*one->action, one->id));
    QVERIFY(fold.apply(*again->action, again->id) == TxError::OperatorKeyInUse);
    run.grow({one, again});
    QCOMPARE(run.state().entries.size(), 5U);
    QVERIFY(run.refusalOf(again) == TxError::OperatorKeyInUse);
    // A key of the genesis too.
    Registration taken = node.registration();
    taken.operatorKey = run.chain.net().operators[2].publicKey();
    QVERIFY(fold.apply(taken, testHash(1)) == TxError::OperatorKeyInUse);
}

void TestRegistryActions::registryIsBounded() {
    const RegistryRun run;
    ActionFold fold(run.state(), 0, run.chain.net().network);
    Registration registration = NewMasternode(0).registration();
    for (std::uint32_t i = 4; i < kMaxRegistered; ++i) {
        registration.operatorKey.data = testHash(i).data;
        QVERIFY(!fold.apply(registration, testHash(i)));
    }
    registration.operatorKey.data = testHash(1).data;
    QVERIFY(fold.apply(registration, testHash(1)) == TxError::RegistryFull);
    QCOMPARE(fold.entries().size(), std::size_t{kMaxRegistered});
    QVERIFY(std::is_sorted(fold.entries().begin() + 4, fold.entries().end(), registeredBefore));
}

void TestRegistryActions::updates() {
    RegistryRun run;
    QVERIFY(run.refusalOf(run.update(1, 0)) == TxError::StaleUpdate);
    QVERIFY(run.refusalOf(run.update(1, 2)) == TxError::StaleUpdate);
    const Hash members = run.state().members.hash();
    run.grow({run.update(1, 1, 3)});
    QCOMPARE(run.member(1).node.service, std::string("198.51.100.9:7"));
    QCOMPARE(run.member(1).updateNumber, 1U);
    QCOMPARE(run.member(1).rulesVersion, std::uint16_t{3});
    QVERIFY(run.state().members.hash() == members);
    QCOMPARE(run.state().members.at(1).service, std::string("198.51.100.9:7"));
    QVERIFY(run.refusalOf(run.update(1, 1)) == TxError::StaleUpdate);
    QVERIFY(!run.refusalOf(run.update(1, 2)));

    const OutPoint collateral = run.member(1).node.collateral;
    const SigningKey& other = run.chain.net().operators[2];
    const OperatorUpdate stolen{collateral, other.publicKey(), 2, "127.0.0.1:1", 1};
    QVERIFY(run.refusalOf(run.signedBy(stolen, other)) == TxError::WrongOperator);
    const OperatorUpdate nobody{testOutPoint(1), other.publicKey(), 1, "127.0.0.1:1", 1};
    QVERIFY(run.refusalOf(run.signedBy(nobody, other)) == TxError::UnknownMasternode);
}

void TestRegistryActions::oneUpdateInASlot() {
    RegistryRun run;
    run.grow({run.update(1, 1)}, 1'000);
    run.grow({run.update(1, 2), run.update(2, 1)}, kSlotMs);  // still slot 0
    QCOMPARE(run.state().slot, 0U);
    QCOMPARE(run.member(1).updateNumber, 1U);
    QCOMPARE(run.member(2).updateNumber, 1U);
    QVERIFY(!run.refusalOf(run.update(1, 2)));
    ActionFold fold(run.state(), run.state().slot, run.chain.net().network);
    QVERIFY(fold.apply(*run.update(1, 2)->action, testHash(1)) == TxError::UpdateTooSoon);
    run.grow({run.update(1, 2)});
    QCOMPARE(run.member(1).updateNumber, 2U);
}

void TestRegistryActions::retires() {
    RegistryRun run(5);
    const OutPoint collateral = run.member(1).node.collateral;
    const SigningKey& other = run.chain.net().owners[2];
    const Retirement stolen{collateral, Lock::toKey(other.publicKey())};
    QVERIFY(run.refusalOf(run.signedBy(stolen, other)) == TxError::WrongOwner);
    const Retirement nobody{testOutPoint(1), Lock::toKey(other.publicKey())};
    QVERIFY(run.refusalOf(run.signedBy(nobody, other)) == TxError::UnknownMasternode);
    const TransactionPtr retirement = run.retirement(1);
    run.grow({retirement});
    QCOMPARE(run.member(1).retireSlot, run.state().slot + 1);
    QVERIFY(run.stateOf(1) == MasternodeState::Active);
    QVERIFY(run.refusalOf(retirement) == TxError::AlreadyLeaving);
    QVERIFY(!run.refusalOf(run.update(1, 1)));
    run.toBoundary();
    QVERIFY(run.stateOf(1) == MasternodeState::Left);
    QVERIFY(run.refusalOf(retirement) == TxError::UnknownMasternode);
    QVERIFY(run.refusalOf(run.update(1, 1)) == TxError::UnknownMasternode);
    QVERIFY(run.refusalOf(run.proof(run.chain.net().operators[1], 0)) ==
            TxError::UnknownMasternode);
    // Its key is not free yet.
    Registration again = NewMasternode(1).registration();
    again.operatorKey = run.chain.net().operators[1].publicKey();
    ActionFold fold(run.state(), run.chain.tip().next.slot, run.chain.net().network);
    QVERIFY(fold.apply(again, testHash(1)) == TxError::OperatorKeyInUse);
}

void TestRegistryActions::evidence() {
    RegistryRun run(5);
    const SigningKey& key = run.chain.net().operators[1];
    const TransactionPtr proof = run.proof(key, 0);
    QVERIFY(run.refusalOf(run.proof(testKey(9), 0)) == TxError::UnknownMasternode);
    run.grow({proof});
    QCOMPARE(run.member(1).evidenceSlot, run.state().slot + 1);
    QVERIFY(run.refusalOf(proof) == TxError::EvidenceKnown);
    QVERIFY(!run.refusalOf(run.retirement(1)));  // it may be both
    run.toBoundary();
    QVERIFY(run.stateOf(1) == MasternodeState::Left);
}

void TestRegistryActions::evidenceHasItsEpoch() {
    RegistryRun run;
    const NewMasternode node(1);
    QVERIFY(run.refusalOf(run.proof(run.chain.net().operators[0], 1)) ==
            TxError::EvidenceOtherEpoch);
    run.toBoundary();
    run.grow({run.registration(node, 0)});  // in epoch 1
    QVERIFY(!run.refusalOf(run.proof(run.chain.net().operators[0], 0)));
    QVERIFY(!run.refusalOf(run.proof(run.chain.net().operators[0], 1)));
    run.toBoundary();
    for (const std::uint64_t epoch : {0U, 1U, 3U})
        QVERIFY(run.refusalOf(run.proof(node.operatorKey, epoch)) == TxError::EvidenceOtherEpoch);
    QVERIFY(!run.refusalOf(run.proof(node.operatorKey, 2)));
}

void TestRegistryActions::collateralIsLocked() {
    RegistryRun run;
    const NewMasternode node(1);
    const TransactionPtr registration = run.registration(node, 0);
    const TransactionPtr early =
        run.chain.checked(TransferBuilder(run.chain.net().hash(), fastScheme())
                              .spend({registration->id, 0}, Coin{registration->tx.outputs[0], 0})
                              .pay(run.chain.net().users[0], Amount::time(999))
                              .sign(node.owner)
                              .build(),
                          {registration});
    run.grow({registration});
    QVERIFY(
        run.state().lockedCollaterals(run.chain.tip().next.slot).contains({registration->id, 0}));
    const Block block = run.grow({early});
    QCOMPARE(block.transactions.size(), 1U);
    // The change is no collateral.
    const TransactionPtr change = run.chain.checked(spendOf(run.chain, registration, 1, 0, 1));
    QCOMPARE(run.grow({change}).transactions.size(), 2U);
}

/// A registration that spends the collateral which stands one before it in the block.
void TestRegistryActions::ownBlockLocksToo() {
    RegistryRun run;
    const NewMasternode node(1);
    const NewMasternode second(2);
    const TransactionPtr registration = run.registration(node, 0);
    const auto registeredWith = [&](std::uint32_t output, const SigningKey& key) {
        TransferBuilder builder =
            actionBuilder(run.chain.net().hash(), second.registration(), fastScheme());
        builder.spend({registration->id, output}, Coin{registration->tx.outputs[output], 0})
            .pay(second.owner, Amount::time(1'000));
        if (output == 0) {
            builder.spend(run.chain.net().userOutPoint(1), run.chain.net().userCoin(1));
            builder.sign(run.chain.net().users[1]);
        }
        return run.chain.checked(builder.sign(key).sign(second.operatorKey).build(),
                                 {registration});
    };
    const TransactionPtr thief = registeredWith(0, node.owner);
    const Block block = run.chain.build(run.chain.proposal({registration, thief}));
    QCOMPARE(block.transactions.size(), 2U);
    Block bad = block;
    bad.transactions.push_back(thief->tx);
    reseal(bad);
    QVERIFY(refusal(run.chain, bad, {registration, thief}) == BlockError::TransactionInvalid);
    // The change of one pays the next.
    const TransactionPtr chained = registeredWith(1, run.chain.net().users[0]);
    QCOMPARE(run.grow({chained, registration}).transactions.size(), 3U);
    QCOMPARE(run.state().entries.size(), 6U);
}

void TestRegistryActions::unbondsAndIsForgotten() {
    RegistryRun run(5);
    run.toBoundary({run.retirement(4)});
    const MasternodeEntry left = run.member(4);
    QVERIFY(left.state == MasternodeState::Left);
    QCOMPARE(left.unbondsSlot, 10U + 20U);  // unbonding_slots after the slot of the next block
    const TransactionPtr spending = run.chain.checked(
        TransferBuilder(run.chain.net().hash(), fastScheme())
            .spend(left.node.collateral, *run.chain.coins().coin(left.node.collateral))
            .pay(run.chain.net().users[0], Amount::time(999))
            .sign(run.chain.net().owners[4])
            .build());
    while (run.chain.tip().next.slot < left.unbondsSlot) {
        QCOMPARE(run.grow({spending}).transactions.size(), 1U);
        QVERIFY(run.entryOf(left.node.operatorKey) != nullptr);
    }
    // In that slot it may be spent, and with that block the masternode is forgotten.
    QCOMPARE(run.grow({spending}).transactions.size(), 2U);
    QVERIFY(run.entryOf(left.node.operatorKey) == nullptr);
    QCOMPARE(run.state().entries.size(), 4U);
}

void TestRegistryActions::noEvidenceTwiceForOneKey() {
    RegistryRun run;
    const NewMasternode node(1);
    run.toBoundary({run.registration(node, 0)});
    QCOMPARE(run.state().members.size(), 5U);
    const TransactionPtr proof = run.proof(node.operatorKey, 1);
    run.toBoundary({proof});
    QCOMPARE(run.state().members.size(), 4U);
    while (run.entryOf(node.operatorKey.publicKey()) != nullptr) run.grow();
    // The same key, another collateral: what it did before does not count again.
    run.grow({run.registration(node, 1)});
    QVERIFY(run.entryOf(node.operatorKey.publicKey()) != nullptr);
    QVERIFY(run.refusalOf(proof) == TxError::EvidenceOtherEpoch);
    run.toBoundary();
    QVERIFY(run.refusalOf(proof) == TxError::EvidenceOtherEpoch);
    QVERIFY(!run.refusalOf(run.proof(node.operatorKey, run.chain.tip().next.epoch)));
}

QTEST_GUILESS_MAIN(TestRegistryActions)
#include "test_registry_actions.moc"
