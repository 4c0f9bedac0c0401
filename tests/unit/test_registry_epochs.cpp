// What happens at epoch boundaries, through committed blocks: R-MN-6, R-MN-7, R-MN-14, R-MN-15,
// R-MONEY-3, R-UPG-1..3.
#include "tests/support/registry_run.h"

#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

constexpr std::uint64_t kSlotMs = RegistryRun::kSlotMs;
constexpr std::uint32_t kEpochSlots = 10;

PublicKey keyOf(const RegistryRun& run, std::uint32_t member) {
    return run.chain.net().operators[member].publicKey();
}

}  // namespace

class TestRegistryEpochs : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void setChangesAtBoundariesOnly();         // R-MN-6
    void sleptEpochs();                        // R-MN-6
    void headerBindsRegistry();                // R-MN-7
    void silentMemberIsSuspended();            // R-MN-14, R-MN-15
    void oneSignEnds();                        // R-MN-14
    void proposingCounts();                    // R-MN-14
    void carriedCertificateCountsForNobody();  // R-MN-14
    void shortEpochsDoNotCount();              // R-MN-14
    void revival();                            // R-MN-17, R-MONEY-3
    void neverBelowFour();                     // R-MN-15
    void orderOfLeaving();                     // R-MN-15
    void fewerThanFour();                      // R-MN-15
    void outsidersLeaveToo();                  // R-MN-15
    void atMost256();                          // R-MN-15
    void newMemberWaitsOneRound();             // R-MONEY-3
    void rulesAreAgreedOn();                   // R-UPG-1, R-UPG-2
    void notWithoutAQuorum();                  // R-UPG-2
    void olderProgramStops();                  // R-UPG-3
};

void TestRegistryEpochs::setChangesAtBoundariesOnly() {
    RegistryRun run;
    run.grow({run.registration(NewMasternode(1), 0)});
    while (!run.atBoundary()) {
        QCOMPARE(run.state().members.size(), 4U);
        QVERIFY(run.entryOf(NewMasternode(1).operatorKey.publicKey())->state ==
                MasternodeState::Waiting);
        run.grow();
    }
    // The block that ends the epoch brings the change, for the block after it.
    QCOMPARE(run.state().epoch, 0U);
    QCOMPARE(run.state().height, 10U);
    QCOMPARE(run.state().members.size(), 5U);
    QCOMPARE(run.chain.tip().next.epoch, 1U);
    QCOMPARE(run.chain.tip().next.members.size(), 5U);
    const MasternodeEntry* entry = run.entryOf(NewMasternode(1).operatorKey.publicKey());
    QVERIFY(entry->state == MasternodeState::Active);
    QCOMPARE(entry->stateSince, 10U);
    QCOMPARE(run.state().blocksInEpoch, 0U);
    run.grow();
    QCOMPARE(run.state().epoch, 1U);
    QCOMPARE(run.state().members.size(), 5U);
    QCOMPARE(run.state().blocksInEpoch, 1U);
}

/// A registration in the very block that ends its epoch joins with it.
void TestRegistryEpochs::sleptEpochs() {
    RegistryRun run;
    for (int i = 0; i < 3; ++i) run.grow();
    run.grow({run.registration(NewMasternode(1), 0)}, 7 * kEpochSlots * kSlotMs);
    QVERIFY(run.atBoundary());
    QCOMPARE(run.state().members.size(), 5U);
    QCOMPARE(run.chain.tip().next.epoch, 7U);
    run.grow();
    QCOMPARE(run.state().epoch, 7U);
    QCOMPARE(run.state().members.size(), 5U);
}

void TestRegistryEpochs::headerBindsRegistry() {
    RegistryRun run(4);
    const BlockHeader genesis = run.chain.tip().header;
    QVERIFY(genesis.registryHash == run.state().members.hash());
    run.grow({run.registration(NewMasternode(1), 0)});
    const RegistryState state = run.state();
    QVERIFY(run.chain.tip().header.registryHash == state.hash());
    QVERIFY(state.hash() == registryHash(state.members.hash(), state.restHash()));
    // Whatever is changed in it, the hash is another; services of members are in the rest alone.
    const std::vector<std::function<void(RegistryState&)>> changes = {
        [](auto& s) { ++s.height; },
        [](auto& s) { ++s.slot; },
        [](auto& s) { ++s.epoch; },
        [](auto& s) { ++s.blocksInEpoch; },
        [](auto& s) { s.demoted = {1}; },
        [](auto& s) { s.demotedAtTip = {1}; },
        [](auto& s) { ++s.mintedSatoshi; },
        [](auto& s) { s.tipPaysSlot = !s.tipPaysSlot; },
        [](auto& s) { ++s.rulesVersion; },
        [](auto& s) {
            s.upgrade = RulesUpgrade{2, 50};
        },
        [](auto& s) {
            s.upgrade = RulesUpgrade{2, 51};
        },
        [](auto& s) { s.entries.pop_back(); },
        [](auto& s) { s.entries[0].node.service += "1"; },
        [](auto& s) { s.entries[4].node.payout.data[0] ^= 1; },
        [](auto& s) { ++s.entries[4].registeredSlot; },
        [](auto& s) { s.entries[4].state = MasternodeState::Suspended; },
        [](auto& s) { ++s.entries[0].stateSince; },
        [](auto& s) { ++s.entries[0].queuedSlot; },
        [](auto& s) { ++s.entries[0].lastPaidHeight; },
        [](auto& s) { ++s.entries[0].signedBlocks; },
        [](auto& s) { ++s.entries[0].missedEpochs; },
        [](auto& s) { ++s.entries[0].retireSlot; },
        [](auto& s) { ++s.entries[0].evidenceSlot; },
        [](auto& s) { ++s.entries[0].unbondsSlot; },
        [](auto& s) { ++s.entries[0].updateNumber; },
        [](auto& s) { ++s.entries[0].updatedSlot; },
        [](auto& s) { ++s.entries[0].rulesVersion; },
    };
    std::set<Hash> hashes = {state.hash()};
    for (const auto& change : changes) {
        RegistryState other = state;
        change(other);
        QVERIFY(hashes.insert(other.hash()).second);
        QVERIFY(other.members.hash() == state.members.hash());
    }
}

void TestRegistryEpochs::silentMemberIsSuspended() {
    RegistryRun run(5);
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    QCOMPARE(run.member(3).missedEpochs, 1U);
    QVERIFY(run.stateOf(3) == MasternodeState::Active);
    run.toBoundary();
    QCOMPARE(run.member(3).missedEpochs, 2U);
    QVERIFY(run.stateOf(3) == MasternodeState::Suspended);
    QCOMPARE(run.state().members.size(), 4U);
    // Its collateral stays locked, however long.
    for (int i = 0; i < 4; ++i) run.toBoundary();
    QVERIFY(run.stateOf(3) == MasternodeState::Suspended);
    QVERIFY(
        run.state().lockedCollaterals(~std::uint64_t{0}).contains(run.member(3).node.collateral));
}

void TestRegistryEpochs::oneSignEnds() {
    RegistryRun run(5);
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    run.grow();
    run.grow();
    run.chain.speak(keyOf(run, 3));  // a single COMMIT of a whole epoch
    run.grow();
    QCOMPARE(run.member(3).signedBlocks, 1U);
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    QCOMPARE(run.member(3).missedEpochs, 0U);
    run.toBoundary();
    QCOMPARE(run.member(3).missedEpochs, 1U);
    QVERIFY(run.stateOf(3) == MasternodeState::Active);
}

void TestRegistryEpochs::proposingCounts() {
    RegistryRun run(5);
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    ProposalInput input = run.chain.proposal();
    input.proposer = keyOf(run, 3);
    const Block block = run.chain.build(input);
    run.chain.commit(block, {});
    run.follow(block);
    QCOMPARE(run.member(3).signedBlocks, 1U);
    run.toBoundary();
    QCOMPARE(run.member(3).missedEpochs, 0U);
}

void TestRegistryEpochs::carriedCertificateCountsForNobody() {
    RegistryRun run(5);
    run.toBoundary();
    run.grow();  // carries the commits of all five for the last block of epoch 0
    for (std::uint32_t i = 0; i < 5; ++i) QCOMPARE(run.member(i).signedBlocks, i == 0 ? 1U : 0U);
    run.grow();
    for (std::uint32_t i = 0; i < 5; ++i) QCOMPARE(run.member(i).signedBlocks, i == 0 ? 3U : 1U);
}

void TestRegistryEpochs::shortEpochsDoNotCount() {
    RegistryRun run(5);
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    QCOMPARE(run.member(3).missedEpochs, 1U);
    // Four blocks of ten slots: the network slept.
    for (int i = 0; i < 3; ++i) run.grow();
    run.grow({}, kEpochSlots * kSlotMs);
    QVERIFY(run.atBoundary());
    QCOMPARE(run.member(3).missedEpochs, 1U);
    // Five count.
    for (int i = 0; i < 4; ++i) run.grow({}, 1'000);
    run.grow({}, kEpochSlots * kSlotMs);
    QVERIFY(run.atBoundary());
    QCOMPARE(run.member(3).missedEpochs, 2U);
    QVERIFY(run.stateOf(3) == MasternodeState::Suspended);

    // In a short one a sign of life counts all the same.
    RegistryRun other(5);
    other.chain.silence(keyOf(other, 3));
    other.toBoundary();
    other.chain.speak(keyOf(other, 3));
    other.grow();
    other.grow();
    other.grow({}, kEpochSlots * kSlotMs);
    QCOMPARE(other.member(3).missedEpochs, 0U);
}

void TestRegistryEpochs::revival() {
    RegistryRun run(5);
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    run.toBoundary();
    QVERIFY(run.stateOf(3) == MasternodeState::Suspended);
    run.chain.speak(keyOf(run, 3));
    run.grow({run.update(3, 1)});
    QVERIFY(run.stateOf(3) == MasternodeState::Waiting);
    QCOMPARE(run.member(3).stateSince, run.state().height);
    while (!run.atBoundary()) run.grow();
    QVERIFY(run.stateOf(3) == MasternodeState::Active);
    QCOMPARE(run.member(3).missedEpochs, 0U);
    QCOMPARE(run.member(3).queuedSlot, run.state().slot + 1);
    // It stands where it stood: between its neighbours of the genesis.
    QVERIFY(run.state().members.at(3).operatorKey == keyOf(run, 3));

    // One that was retired meanwhile leaves instead.
    run.chain.silence(keyOf(run, 3));
    run.toBoundary();
    run.toBoundary();
    run.grow({run.retirement(3), run.update(3, 2)});
    QVERIFY(run.stateOf(3) == MasternodeState::Suspended);
    QCOMPARE(run.member(3).updateNumber, 2U);
    run.toBoundary();
    QVERIFY(run.stateOf(3) == MasternodeState::Left);
}

void TestRegistryEpochs::neverBelowFour() {
    RegistryRun run(4);
    run.grow({run.retirement(2)});
    run.toBoundary();
    run.toBoundary();
    QVERIFY(run.stateOf(2) == MasternodeState::Active);
    QCOMPARE(run.state().members.size(), 4U);
    // One that waits takes its place at the next boundary.
    run.toBoundary({run.registration(NewMasternode(1), 0)});
    QVERIFY(run.stateOf(2) == MasternodeState::Left);
    QCOMPARE(run.state().members.size(), 4U);
    QCOMPARE(run.member(2).unbondsSlot, run.chain.tip().next.slot + 20);
}

void TestRegistryEpochs::orderOfLeaving() {
    RegistryRun run(7);
    // Silent, retired and proven, the silent one since before the others; one may go for each
    // joiner or member above four.
    run.chain.silence(keyOf(run, 0));
    run.toBoundary();
    run.grow({run.retirement(5)});
    run.grow({run.retirement(2), run.proof(run.chain.net().operators[6], 1)});
    run.grow({run.proof(run.chain.net().operators[1], 1)});
    run.toBoundary();
    QCOMPARE(run.state().members.size(), 4U);
    QVERIFY(run.stateOf(6) == MasternodeState::Left);
    QVERIFY(run.stateOf(1) == MasternodeState::Left);
    QVERIFY(run.stateOf(5) == MasternodeState::Left);
    QVERIFY(run.stateOf(2) == MasternodeState::Active);
    QVERIFY(run.stateOf(0) == MasternodeState::Active);
    QCOMPARE(run.member(0).missedEpochs, 2U);
    run.chain.speak(keyOf(run, 0));
    run.toBoundary({run.registration(NewMasternode(1), 0)});
    QVERIFY(run.stateOf(2) == MasternodeState::Left);
    QVERIFY(run.stateOf(0) == MasternodeState::Active);
    QCOMPARE(run.member(0).missedEpochs, 0U);
}

void TestRegistryEpochs::fewerThanFour() {
    for (std::uint32_t members = 1; members < 4; ++members) {
        RegistryRun run(members);
        run.toBoundary({run.retirement(0)});
        run.toBoundary();
        QCOMPARE(run.state().members.size(), members);
        // Nobody goes before there are more than four; then it does.
        Transactions some;
        for (std::uint32_t i = members; i < 4; ++i)
            some.push_back(run.registration(NewMasternode(i), i));
        run.toBoundary(some);
        QCOMPARE(run.state().members.size(), 4U);
        QVERIFY(run.stateOf(0) == MasternodeState::Active);
        run.toBoundary({run.registration(NewMasternode(9), 6)});
        QCOMPARE(run.state().members.size(), 4U);
        QVERIFY(run.stateOf(0) == MasternodeState::Left);
    }
}

void TestRegistryEpochs::outsidersLeaveToo() {
    RegistryRun run(4);
    const NewMasternode node(1);
    const TransactionPtr registration = run.registration(node, 0);
    run.grow({registration});
    run.grow({run.signedBy(node.retirement({registration->id, 0}), node.owner)});
    QVERIFY(run.entryOf(node.operatorKey.publicKey())->state == MasternodeState::Waiting);
    run.toBoundary();
    QVERIFY(run.entryOf(node.operatorKey.publicKey())->state == MasternodeState::Left);
    QCOMPARE(run.state().members.size(), 4U);
}

/// From a state that would take long to reach: 256 members, one of which retires.
void TestRegistryEpochs::atMost256() {
    TestChain chain(4);
    RegistryState& state = chain.reachIn().registry;
    for (std::uint32_t i = 4; i < 259; ++i) {
        MasternodeEntry entry = state.entries[0];
        entry.node.operatorKey.data = testHash(i).data;
        entry.node.collateral = testOutPoint(i);
        entry.registeredSlot = i;
        entry.state = i < 256 ? MasternodeState::Active : MasternodeState::Waiting;
        state.entries.push_back(entry);
    }
    state.entries[100].retireSlot = 1;
    state.members = membersOf(state.entries);
    QCOMPARE(state.members.size(), 256U);
    Block block;
    block.header.height = 1;
    block.header.timestampMs = chain.tip().header.timestampMs + kEpochSlots * kSlotMs;
    const RegistryState after =
        registryAfter(state, chain.tip().header, block, chain.net().network);
    QCOMPARE(after.members.size(), 256U);
    QVERIFY(after.entries[100].state == MasternodeState::Left);
    QVERIFY(after.entries[256].state == MasternodeState::Active);
    QVERIFY(after.entries[257].state == MasternodeState::Waiting);
    QVERIFY(after.entries[258].state == MasternodeState::Waiting);
}

void TestRegistryEpochs::newMemberWaitsOneRound() {
    RegistryRun run(4);
    const PublicKey fresh = NewMasternode(1).operatorKey.publicKey();
    run.toBoundary({run.registration(NewMasternode(1), 0)});
    QCOMPARE(run.entryOf(fresh)->queuedSlot, run.state().slot + 1);
    for (int round = 0; round < 3; ++round) {
        std::map<PublicKey, int> paid;
        for (int i = 0; i < 5; ++i) {
            const auto payee =
                payeeAfter(run.state(), run.chain.tip().header, run.chain.net().network);
            const PublicKey key = run.state().members.at(*payee).operatorKey;
            if (round == 0) QCOMPARE(key == fresh, i == 4);
            ++paid[key];
            run.grow();
        }
        QCOMPARE(paid.size(), std::size_t{5});  // each once
    }
}

void TestRegistryEpochs::rulesAreAgreedOn() {
    RegistryRun run(4);
    QCOMPARE(rulesVersionAfter(run.state()), std::uint16_t{1});
    run.grow({run.update(0, 1, 3), run.update(1, 1, 2), run.update(2, 1, 2)});
    QVERIFY(!run.state().upgrade);
    run.toBoundary();
    // Three of four know 2; only one knows 3.
    const RulesUpgrade agreed{2, 10 + 1 + 2 * kEpochSlots};
    QVERIFY(run.state().upgrade == agreed);
    // It stays agreed on, whatever the members say later.
    run.grow({run.update(0, 2, 1), run.update(1, 2, 1), run.update(2, 2, 5), run.update(3, 1, 5)});
    run.toBoundary();
    QVERIFY(run.state().upgrade == agreed);
    while (run.state().height + 2 < agreed.height) run.grow();
    QCOMPARE(rulesVersionAfter(run.state()), std::uint16_t{1});
    QCOMPARE(run.grow().header.version, std::uint16_t{1});
    QCOMPARE(rulesVersionAfter(run.state()), std::uint16_t{2});
    // The fold itself knows no bound of this program.
    Block block;
    block.header.height = agreed.height;
    block.header.timestampMs = run.chain.tip().header.timestampMs + 1;
    const RegistryState after =
        registryAfter(run.state(), run.chain.tip().header, block, run.chain.net().network);
    QCOMPARE(after.rulesVersion, std::uint16_t{2});
    QCOMPARE(rulesVersionAfter(after), std::uint16_t{2});
}

void TestRegistryEpochs::notWithoutAQuorum() {
    RegistryRun run(4);
    run.toBoundary({run.update(0, 1, 9), run.update(1, 1, 9)});
    run.toBoundary();
    QVERIFY(!run.state().upgrade);
    // A registration names its rules too.
    NewMasternode node(1);
    Registration registration = node.registration();
    registration.rulesVersion = 9;
    const auto registered =
        run.chain.checked(actionBuilder(run.chain.net().hash(), registration, fastScheme())
                              .spend(run.chain.net().userOutPoint(0), run.chain.net().userCoin(0))
                              .pay(node.owner, run.chain.net().network.params.collateral)
                              .sign(run.chain.net().users[0])
                              .sign(node.operatorKey)
                              .build());
    run.toBoundary({registered, run.retirement(3)});
    // Three of four.
    QCOMPARE(run.state().members.size(), 4U);
    QVERIFY(run.state().upgrade);
    QCOMPARE(run.state().upgrade->version, std::uint16_t{9});
}

void TestRegistryEpochs::olderProgramStops() {
    RegistryRun run(4);
    run.toBoundary({run.update(0, 1, 2), run.update(1, 1, 2), run.update(2, 1, 2)});
    const std::uint64_t from = run.state().upgrade->height;
    while (run.state().height + 1 < from) run.grow();
    const auto built = buildBlock(run.chain.proposal(), run.chain.context());
    QVERIFY(!built && built.error() == BlockError::UpgradeNeeded);
    Block block;
    block.header.version = 2;
    block.header.height = from;
    block.header.previous = run.chain.tip().hash;
    QVERIFY(refusal(run.chain, block, {}) == BlockError::UpgradeNeeded);
    block.header.version = 1;
    QVERIFY(refusal(run.chain, block, {}) == BlockError::UpgradeNeeded);
}

QTEST_GUILESS_MAIN(TestRegistryEpochs)
#include "test_registry_epochs.moc"
