// Random histories of a registry over many epochs, through the ledger, beside the model: R-MN-1,
// R-MN-6, R-MN-8, R-MN-9, R-MN-14, R-MN-15, R-MONEY-3.
#include "tests/support/properties.h"
#include "tests/support/registry_run.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

using namespace timecoin;

namespace {

constexpr std::uint64_t kSlotMs = RegistryRun::kSlotMs;

/// Somebody's whole masternode: of the genesis, or registered on the way.
struct Known {
    SigningKey operatorKey;
    SigningKey owner;
    OutPoint collateral;
};

SigningKey again(const SigningKey& key) {
    return SigningKey::fromSeed(key.seed());
}

class RandomHistory {
public:
    explicit RandomHistory(std::uint32_t members) : m_run(members, 12), m_began(members) {
        for (std::uint32_t i = 0; i < members; ++i)
            m_known.push_back({again(m_run.chain.net().operators[i]),
                               again(m_run.chain.net().owners[i]),
                               m_run.member(i).node.collateral});
    }

    void step() {
        const RegistryState before = m_run.state();
        // From the first block of an epoch on: it is the first that its members sign.
        if (before.height > 0 && before.epoch != m_silentSince) chooseSilent();
        if (before.height > 0) m_silentSince = before.epoch;
        const Transactions offered = draw();
        const std::set<OutPoint> locked = m_run.model.locked();
        const auto payee = payeeAfter(before, m_run.chain.tip().header, network());
        const Block block = makeBlock(offered);
        checkLeftOut(m_run.model, block, offered);
        const RegistryState again =
            registryAfter(before, m_run.chain.tip().header, block, network());
        m_run.chain.commit(block, TestChain::checkedOf(block, offered));
        m_run.follow(block);
        RC_ASSERT(again == m_run.state());  // a fold has no memory of its own
        checkCollaterals(block, locked);
        checkSet(before);
        if (payee) checkQueue(before, before.members.at(*payee).operatorKey);
    }

    std::uint64_t epoch() const { return m_run.state().epoch; }

private:
    const Network& network() const { return m_run.chain.net().network; }

    /// Of the members of the tip's epoch at most f say nothing in it.
    void chooseSilent() {
        for (const Known& known : m_known) m_run.chain.speak(known.operatorKey.publicKey());
        const MasternodeSet& members = m_run.chain.previous().members;
        std::uint32_t silent = 0;
        for (const Masternode& member : members.members())
            if (silent < members.faulty() && *rc::gen::inRange(0, 3) == 0) {
                m_run.chain.silence(member.operatorKey);
                ++silent;
            }
    }

    Transactions draw() {
        Transactions offered;
        if (m_nextUser < 12 && *rc::gen::inRange(0, 8) == 0) {
            const NewMasternode node(m_nextUser);
            offered.push_back(m_run.registration(node, m_nextUser++));
            m_known.push_back(
                {again(node.operatorKey), again(node.owner), {offered.back()->id, 0}});
        }
        const auto pick = [&]() -> const Known& {
            return m_known[*rc::gen::inRange<std::size_t>(0, m_known.size())];
        };
        if (*rc::gen::inRange(0, 3) == 0) {
            const Known& who = pick();
            const MasternodeEntry* entry = m_run.state().find(who.collateral);
            const std::uint64_t number = (entry == nullptr ? 0 : entry->updateNumber) +
                                         *rc::gen::inRange<std::uint64_t>(0, 3);
            offered.push_back(m_run.signedBy(
                OperatorUpdate{who.collateral, who.operatorKey.publicKey(), number, "127.0.0.1:1",
                               *rc::gen::inRange<std::uint16_t>(1, 2)},
                who.operatorKey));
        }
        if (*rc::gen::inRange(0, 14) == 0) {
            const Known& who = pick();
            offered.push_back(m_run.signedBy(
                Retirement{who.collateral, Lock::toKey(who.owner.publicKey())}, who.owner));
        }
        if (*rc::gen::inRange(0, 20) == 0)
            offered.push_back(
                m_run.proof(pick().operatorKey, *rc::gen::inRange<std::uint64_t>(0, epoch() + 2)));
        if (*rc::gen::inRange(0, 4) == 0) addSpending(pick(), offered);
        return offered;
    }

    /// The owner tries to take the collateral back.
    void addSpending(const Known& who, Transactions& offered) {
        const auto coin = m_run.chain.coins().coin(who.collateral);
        if (!coin) return;
        offered.push_back(
            m_run.chain.checked(TransferBuilder(m_run.chain.net().hash(), fastScheme())
                                    .spend(who.collateral, *coin)
                                    .pay(who.owner, Amount::time(999))
                                    .sign(who.owner)
                                    .build()));
    }

    Block makeBlock(const Transactions& offered) {
        ProposalInput input = m_run.chain.proposal(offered);
        // Mostly a slot each; sometimes several blocks in one, sometimes a sleep.
        const int pace = *rc::gen::inRange(0, 20);
        input.wallMs = m_run.chain.tip().header.timestampMs + (pace == 0  ? 25 * kSlotMs
                                                               : pace < 4 ? 100
                                                                          : kSlotMs);
        if (m_run.chain.tip().header.height > 0)
            input.lastCommit = m_run.chain.lastCommit(
                *rc::gen::inRange(0, 5) == 0 ? *rc::gen::inRange<std::uint32_t>(1, 6) : 0);
        return m_run.chain.build(input);
    }

    /// What was offered and is not there is refused by the model beside what is.
    void checkLeftOut(RegistryModel model, const Block& block, const Transactions& offered) {
        std::set<Hash> in;
        for (const TransactionPtr& one : TestChain::checkedOf(block, offered)) {
            in.insert(one->id);
            if (one->action) RC_ASSERT(model.take(*one->action, one->id).empty());
        }
        for (const TransactionPtr& one : offered)
            if (one->action && !in.contains(one->id))
                RC_ASSERT(!model.take(*one->action, one->id).empty());
    }

    void checkCollaterals(const Block& block, const std::set<OutPoint>& locked) {
        for (const Transaction& tx : block.transactions)
            for (const OutPoint& input : tx.inputs) RC_ASSERT(!locked.contains(input));
        for (const MasternodeEntry& entry : m_run.state().entries) {
            RC_ASSERT(m_run.chain.coins().coin(entry.node.collateral).has_value());
            if (entry.state != MasternodeState::Left) continue;
            RC_ASSERT(entry.unbondsSlot > m_run.state().slot);
            // From the boundary after which it is gone, whole.
            RC_ASSERT(entry.isLeaving());
        }
    }

    void checkSet(const RegistryState& before) {
        const RegistryState& after = m_run.state();
        const std::size_t floor = std::min<std::size_t>(kMinMembers, m_began);
        RC_ASSERT(after.members.size() >= floor);
        RC_ASSERT(after.members.size() >= std::min<std::size_t>(before.members.size(), 4));
        if (!m_run.atBoundary()) RC_ASSERT(after.members.hash() == before.members.hash());
        // Who left did not go before somebody with more against it.
        for (const MasternodeEntry& gone : after.entries) {
            const MasternodeEntry* was = before.find(gone.node.collateral);
            if (was == nullptr || was->state != MasternodeState::Active ||
                gone.state == MasternodeState::Active)
                continue;
            for (const MasternodeEntry& stays : after.entries) {
                if (stays.state != MasternodeState::Active) continue;
                if (stays.evidenceSlot != 0)
                    RC_ASSERT(gone.evidenceSlot != 0 && gone.evidenceSlot <= stays.evidenceSlot);
                if (stays.retireSlot != 0 && gone.evidenceSlot == 0)
                    RC_ASSERT(gone.retireSlot != 0 && gone.retireSlot <= stays.retireSlot);
            }
        }
    }

    /// Between two payments of one member, everybody who was a member all the time was paid.
    void checkQueue(const RegistryState& before, const PublicKey& payee) {
        const std::uint64_t height = m_run.state().height;
        const std::uint64_t last = m_paidAt.contains(payee) ? m_paidAt[payee] : 0;
        for (const Masternode& member : before.members.members()) {
            if (member.operatorKey == payee) continue;
            const MasternodeEntry& entry = *before.findOperator(member.operatorKey);
            if (last == 0 || entry.stateSince >= last) continue;
            RC_ASSERT(m_paidAt[member.operatorKey] > last);
        }
        m_paidAt[payee] = height;
    }

    RegistryRun m_run;
    std::uint32_t m_began;
    std::uint32_t m_nextUser = 0;
    std::optional<std::uint64_t> m_silentSince;  // epoch
    std::vector<Known> m_known;
    std::map<PublicKey, std::uint64_t> m_paidAt;  // height
};

}  // namespace

class TestRegistryModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void histories_data();
    void histories();
};

void TestRegistryModel::histories_data() {
    QTest::addColumn<std::uint32_t>("members");
    for (const std::uint32_t members : {1U, 3U, 4U, 5U, 7U, 10U})
        QTest::newRow(qPrintable(QString::number(members))) << members;
}

void TestRegistryModel::histories() {
    QFETCH(std::uint32_t, members);
    QVERIFY(holds(
        [&] {
            RandomHistory history(members);
            const auto blocks = *rc::gen::inRange(20, 150);
            for (int i = 0; i < blocks; ++i) history.step();
        },
        25));
}

QTEST_GUILESS_MAIN(TestRegistryModel)
#include "test_registry_model.moc"
