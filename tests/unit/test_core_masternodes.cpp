// Masternodes come and go by committed transactions alone, node beside node: who may sign when, what
// the pool takes, and what a node does that starts or catches up meanwhile (R-MN-6, R-MN-10..15,
// R-SIG-5, R-UPG-3).
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/masternode_actions.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr std::size_t kNewcomer =
    4;  // in every cluster here: runs with the key of NewMasternode(0)
constexpr std::size_t kOnlooker = 5;
constexpr std::uint64_t kEpochsMs = 60'000;

ClusterPlan plan(bool startAll = true) {
    return {.members = 4, .others = 2, .epochSlots = 4, .startAll = startAll};
}

/// Four members, one that may join, one that looks on.
class Town : public Cluster {
public:
    explicit Town(bool startAll = true) : Cluster(plan(false)) {
        node(kNewcomer).key = NewMasternode(0).operatorKey;
        for (std::size_t i = 0; startAll && i < size(); ++i) start(i);
    }

    const RegistryState& registry(std::size_t index = 0) {
        return node(index).core->tip().registry;
    }
    const MasternodeEntry* newcomer(std::size_t index = 0) {
        return registry(index).findOperator(NewMasternode(0).operatorKey.publicKey());
    }
    bool isMember(const PublicKey& key, std::size_t index = 0) {
        return node(index).core->tip().next.members.indexOf(key).has_value();
    }
    bool newcomerIsMember() { return isMember(NewMasternode(0).operatorKey.publicKey()); }
    OutPoint collateralOf(MemberIndex member) { return {network().hash(), member}; }

    Transaction registration(std::uint32_t user = 0) {
        return registrationTransaction(network(), NewMasternode(0), user, fastScheme());
    }
    Transaction update(MemberIndex member, std::uint64_t number, std::uint16_t rules = 1) {
        const OperatorUpdate said{collateralOf(member), network().operators[member].publicKey(),
                                  number, "127.0.0.1:24777", rules};
        return signedAction(network().hash(), said, network().operators[member], fastScheme());
    }
    Transaction retirement(MemberIndex member) {
        const Retirement said{collateralOf(member),
                              Lock::toKey(network().owners[member].publicKey())};
        return signedAction(network().hash(), said, network().owners[member], fastScheme());
    }
    bool commits(const Transaction& tx, std::size_t at = 0) {
        submit(at, tx);
        return runUntil([&] { return isCommitted(at, tx.id()); });
    }
    bool joins() {
        return commits(registration(), kOnlooker) &&
               runUntil([&] { return newcomerIsMember(); }, kEpochsMs);
    }
    /// Every node that runs has reached the highest block, and its header proves its registry.
    bool everybodyAgrees() {
        std::uint64_t top = 0;
        for (std::size_t i = 0; i < size(); ++i)
            if (node(i).core) top = std::max(top, heightOf(i));
        const auto there = [&](std::size_t i) {
            return !node(i).core || (heightOf(i) >= top &&
                                     registry(i).hash() == node(i).core->tip().header.registryHash);
        };
        return runUntil([&] {
            for (std::size_t i = 0; i < size(); ++i)
                if (!there(i)) return false;
            return true;
        });
    }
    std::size_t signedBy(std::size_t index) {
        return static_cast<std::size_t>(std::count_if(
            node(index).sent.begin(), node(index).sent.end(), [&](const wire::Message& message) {
                const auto* commit = std::get_if<wire::CommitMessage>(&message);
                if (!commit) return false;
                const auto self =
                    node(index).core->tip().next.members.indexOf(node(index).key->publicKey());
                return self && commit->commit.at.member == *self;
            }));
    }
};

}  // namespace

class TestCoreMasternodes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    /// R-SIG-5: it asks when it joins, and signs only then.
    void aNewcomerJoinsAtTheBoundaryAndSigns() {
        Town town;
        std::size_t askedBefore = 0;
        town.lose = [&](std::size_t from, std::size_t, const wire::Message& message) {
            if (from == kNewcomer && std::holds_alternative<wire::AskNewest>(message) &&
                !town.isMember(town.node(kNewcomer).key->publicKey(), kNewcomer))
                ++askedBefore;
            return false;
        };
        QVERIFY(town.commits(town.registration(), kOnlooker));
        QCOMPARE(town.newcomer()->state, MasternodeState::Waiting);
        QVERIFY(!town.newcomerIsMember());
        QVERIFY(town.runUntil([&] { return town.newcomerIsMember(); }, kEpochsMs));
        QCOMPARE(town.registry().members.size(), 5U);
        QVERIFY(town.runUntil([&] { return town.signedBy(kNewcomer) >= 3; }, kEpochsMs));
        QCOMPARE(askedBefore, std::size_t{0});
        QVERIFY(town.runUntil([&] { return town.newcomer()->lastPaidHeight != 0; }, kEpochsMs));
        QVERIFY(town.everybodyAgrees());
    }

    /// A masternode that waits for its epoch rests like any other node (R-CORE-3).
    void whoIsNoMemberDoesNotAsk() {
        Town town;
        std::size_t asked = 0;
        town.lose = [&](std::size_t from, std::size_t, const wire::Message& message) {
            asked +=
                from == kNewcomer && std::holds_alternative<wire::AskNewest>(message) ? 1U : 0U;
            return false;
        };
        const auto before = town.restlessTurns;
        town.run(20'000);
        QCOMPARE(asked, std::size_t{0});
        QVERIFY(town.restlessTurns - before <= 40);
    }

    /// R-MN-20: what the registry of the tip would not take is not pooled; nothing is held against it
    /// when it would be taken later.
    void thePoolAsksTheRegistry() {
        Town town;
        const Transaction early = [&] {
            const NewMasternode node(0);
            const OutPoint collateral{town.registration().id(), 0};
            return signedAction(town.network().hash(), node.update(collateral, 1), node.operatorKey,
                                fastScheme());
        }();
        town.submit(0, early);
        QCOMPARE(town.rejection(0, early.id()), TxError::UnknownMasternode);
        QVERIFY(town.commits(town.registration()));
        town.submit(0, town.registration(1));
        QCOMPARE(town.rejection(0, town.registration(1).id()), TxError::OperatorKeyInUse);
        QVERIFY(town.commits(early));
        town.submit(0, town.update(0, 2));
        QCOMPARE(town.rejection(0, town.update(0, 2).id()), TxError::StaleUpdate);
        Transaction reward;
        reward.kind = TransactionKind::Reward;
        town.submit(0, reward);
        QCOMPARE(town.rejection(0, reward.id()), TxError::WrongKind);
    }

    /// R-MN-20: two registrations of one key cannot both come true: the other goes with its reason.
    void whatABlockRulesOutLeavesThePool() {
        Town town;
        for (std::size_t i = 0; i < town.size(); ++i)
            if (i != 1) town.connect(1, i, false);
        const Transaction one = town.registration(0);
        const Transaction other = town.registration(1);
        town.submit(0, one);
        town.submit(1, other);
        QVERIFY(town.node(1).core->pooled(other.id()));
        QVERIFY(town.runUntil([&] { return town.isCommitted(0, one.id()); }));
        for (std::size_t i = 0; i < town.size(); ++i)
            if (i != 1) town.connect(1, i, true);
        QVERIFY(town.runUntil([&] { return town.isCommitted(1, one.id()); }));
        QVERIFY(!town.node(1).core->pooled(other.id()));
        QCOMPARE(town.rejection(1, other.id()), TxError::OperatorKeyInUse);
    }

    /// R-FIN-1: masternode transactions are not voted on, so what spends from one waits for its
    /// block; and a collateral is no money until it is unbonded.
    void whatSpendsFromARegistrationWaitsForItsBlock() {
        Town town;
        const Transaction made = town.registration();
        const auto spendOutput = [&](std::uint32_t index, const SigningKey& key) {
            const Coin coin{made.outputs[index], 0};
            return TransferBuilder(town.network().hash(), fastScheme())
                .spend({made.id(), index}, coin)
                .pay(town.network().users[1], Amount::time(1))
                .sign(key)
                .build();
        };
        const Transaction child = spendOutput(1, town.network().users[0]);
        const Transaction locked = spendOutput(0, NewMasternode(0).owner);
        town.submit(0, made);
        town.submit(0, child);
        town.submit(0, locked);
        QVERIFY(town.runUntil([&] { return town.isFinal(0, child.id()); }));
        QVERIFY(town.isCommitted(0, made.id()));
        QVERIFY(!town.isFinal(0, made.id()));
        QCOMPARE(town.rejection(0, locked.id()), TxError::CollateralLocked);
        QVERIFY(town.runUntil([&] { return town.isCommitted(0, child.id()); }));
        QVERIFY(!town.isCommitted(0, locked.id()));
    }

    /// R-MN-14, R-MN-15: silent for two epochs, suspended; its update brings it back.
    void theSilentAreSuspendedAndComeBack() {
        Town town;
        QVERIFY(town.joins());
        const PublicKey key = town.network().operators[2].publicKey();
        town.stop(2);
        QVERIFY(town.runUntil([&] { return !town.isMember(key); }, kEpochsMs));
        QCOMPARE(town.registry().findOperator(key)->state, MasternodeState::Suspended);
        QCOMPARE(town.registry().members.size(), 4U);
        town.start(2);
        QVERIFY(town.commits(town.update(2, 1), 2));
        QVERIFY(town.runUntil([&] { return town.isMember(key); }, kEpochsMs));
        const auto before = town.signedBy(2);
        QVERIFY(town.runUntil([&] { return town.signedBy(2) > before; }, kEpochsMs));
        QVERIFY(town.everybodyAgrees());
    }

    /// R-MN-12: a retired member goes on as a full node; its collateral is free when unbonded.
    void aRetiredMemberLeavesAndItsCollateralIsFreedLater() {
        Town town;
        QVERIFY(town.joins());
        const PublicKey key = town.network().operators[1].publicKey();
        QVERIFY(town.commits(town.retirement(1), kOnlooker));
        QVERIFY(town.isMember(key));
        QVERIFY(town.runUntil([&] { return !town.isMember(key); }, kEpochsMs));
        const auto spending =
            TransferBuilder(town.network().hash(), fastScheme())
                .spend(town.collateralOf(1), Coin{town.network().network.genesis.balances[1], 0})
                .pay(town.network().users[1], Amount::time(999))
                .sign(town.network().owners[1])
                .build();
        town.submit(0, spending);
        QCOMPARE(town.rejection(0, spending.id()), TxError::CollateralLocked);
        const auto until = town.registry().findOperator(key)->unbondsSlot;
        QVERIFY(town.runUntil([&] { return town.node(0).core->tip().next.slot >= until; },
                              2 * kEpochsMs));
        QVERIFY(town.commits(spending));
        QVERIFY(town.runUntil([&] { return town.heightOf(1) == town.heightOf(0); }));
        QVERIFY(!town.node(1).core->status(town.now(), 0).masternode);
    }

    /// R-MN-13: proof of a contradiction removes its signer; anybody may bring it.
    void evidenceRemovesAMember() {
        Town town;
        QVERIFY(town.joins());
        const TipState& tip = town.node(0).core->tip();
        const Evidence proof = equivocation(town.network().operators[3], 3, tip.next.epoch,
                                            tip.next.height, town.network().hash(), fastScheme());
        QVERIFY(town.commits(evidenceTransaction(proof), kOnlooker));
        const PublicKey key = town.network().operators[3].publicKey();
        QVERIFY(town.runUntil([&] { return !town.isMember(key); }, kEpochsMs));
        QCOMPARE(town.registry().findOperator(key)->state, MasternodeState::Left);
        QVERIFY(town.everybodyAgrees());
    }

    /// The last block of an epoch is stored, and nothing of the next one: everybody restarts there.
    void aRestartAtTheBoundaryKnowsTheNewSet() {
        Town town;
        QVERIFY(town.commits(town.registration()));
        QVERIFY(town.runUntil([&] { return town.newcomerIsMember(); }, kEpochsMs));
        const auto boundary = town.heightOf(0);
        for (std::size_t i = 0; i < town.size(); ++i) town.stop(i);
        for (std::size_t i = 0; i < town.size(); ++i) town.start(i);
        QCOMPARE(town.node(0).core->tip().next.members.size(), 5U);
        QVERIFY(town.runUntil([&] { return town.heightOf(kNewcomer) >= boundary + 3; }, kEpochsMs));
        QVERIFY(town.runUntil([&] { return town.signedBy(kNewcomer) > 0; }, kEpochsMs));
        QVERIFY(town.everybodyAgrees());
    }

    /// Every block is checked with the set of its own height, however many sets there were.
    void aFullNodeSyncsAcrossSetChanges() {
        Town town(false);
        for (std::size_t i = 0; i < kOnlooker; ++i) town.start(i);
        QVERIFY(town.commits(town.registration()));
        QVERIFY(town.runUntil([&] { return town.newcomerIsMember(); }, kEpochsMs));
        QVERIFY(town.commits(town.retirement(1)));
        const PublicKey key = town.network().operators[1].publicKey();
        QVERIFY(town.runUntil([&] { return !town.isMember(key); }, kEpochsMs));
        QVERIFY(town.commits(town.update(2, 1)));
        town.start(kOnlooker);
        QVERIFY(town.runUntil([&] { return town.heightOf(kOnlooker) >= town.heightOf(0); }));
        QVERIFY(town.everybodyAgrees());
        QCOMPARE(town.registry(kOnlooker).hash(), town.registry(0).hash());
        // A member that was away for both changes finds its place again.
        town.stop(0);
        town.run(5'000);
        town.start(0);
        QVERIFY(town.everybodyAgrees());
    }

    /// R-UPG-3: told from the agreement on; at its height the node stops, and everything it has
    /// stays valid.
    void rulesThatAreNotKnownStopTheNode() {
        Town town;
        for (MemberIndex i = 0; i < 3; ++i) QVERIFY(town.commits(town.update(i, 1, 2)));
        QVERIFY(town.runUntil([&] { return town.registry().upgrade.has_value(); }, kEpochsMs));
        const auto height = town.registry().upgrade->height;
        std::size_t told = 0;
        for (const auto& event : town.node(kOnlooker).events)
            if (const auto* alert = std::get_if<AlertRaised>(&event))
                told += alert->code == AlertCode::UpgradeAgreed &&
                                alert->detail == std::to_string(height)
                            ? 1U
                            : 0U;
        QVERIFY(town.runUntil([&] { return town.node(kOnlooker).fatal.has_value(); }, kEpochsMs));
        QCOMPARE(told, std::size_t{1});
        QCOMPARE(town.node(kOnlooker).fatal->code, FatalCode::UpgradeNeeded);
        QCOMPARE(town.node(kOnlooker).fatal->detail, std::to_string(height));
        QCOMPARE(town.heightOf(kOnlooker), height - 1);
        // And again at every start, before anything is signed.
        town.stop(0);
        town.node(0).fatal.reset();
        town.start(0);
        QVERIFY(town.node(0).fatal.has_value());
        QCOMPARE(town.node(0).fatal->code, FatalCode::UpgradeNeeded);
    }
};

QTEST_GUILESS_MAIN(TestCoreMasternodes)
#include "test_core_masternodes.moc"
