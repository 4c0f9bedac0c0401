// The registry, a fold over committed blocks: R-MN-1 .. R-MN-6, R-MONEY-3, R-MONEY-4.
#include "node/masternodes/registry.h"
#include "tests/support/properties.h"
#include "tests/support/test_chain.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace timecoin;

namespace {

constexpr std::uint64_t kSlotMs = 10'000;  // of the test network; an epoch has ten slots

/// A state at `height`, whose tip stands `slots` after genesis.
struct Situation {
    TestNetwork net;
    RegistryState state;
    BlockHeader tip;

    explicit Situation(std::uint32_t members, std::uint64_t height = 5)
        : net(testNetwork(members)),
          state(initialRegistry(net.network)) {
        state.height = height;
        tip.height = height;
        setTipSlot(0);
    }
    /// The next block stands in this slot.
    void setTipSlot(std::uint64_t slot) {
        tip.timestampMs = net.network.genesis.timeMs + slot * kSlotMs;
    }
    HeightContext context() const { return contextAfter(state, tip, net.network); }
    /// The next block, which shows that the tip was decided in `view`.
    RegistryState after(std::uint32_t view) const {
        Block block;
        block.header.height = tip.height + 1;
        block.header.timestampMs = tip.timestampMs + 1;
        block.lastCommit.view = view;
        return registryAfter(state, tip, block, net.network);
    }
    MemberIndex primaryOfTip(std::uint32_t view) const {
        HeightContext context;
        context.height = state.height;
        context.members = state.members;
        context.demoted = state.demotedAtTip;
        return context.primary(view);
    }
};

bool isMember(const std::vector<MemberIndex>& list, MemberIndex index) {
    return std::find(list.begin(), list.end(), index) != list.end();
}

using Indexes = std::vector<MemberIndex>;

}  // namespace

class TestRegistry : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void initial();
    void slotAndEpoch();              // R-MN-2
    void primaryPassesOverDemoted();  // R-MN-3
    void failedViewDemotes();         // R-MN-4
    void atMostFaultyDemoted();       // R-MN-4
    void alreadyDemotedKeepsPlace();  // R-MN-4
    void readsTipWithItsOwnDemotions();
    void manyViews();
    void epochClears();  // R-MN-5
    void failuresOfOldEpochAreForgotten();
    void membersStay();         // R-MN-1, R-MN-6
    void onePaymentPerSlot();   // R-MONEY-3
    void queueIsFair();         // R-MONEY-3
    void rewardStopsAtBound();  // R-MONEY-4
    void encoding();
    void golden();           // R-MN-7
    void simulatedChains();  // R-MN-3 .. R-MN-5 over random histories
};

void TestRegistry::initial() {
    const TestNetwork net = testNetwork(4);
    const RegistryState state = initialRegistry(net.network);
    QCOMPARE(state.height, 0U);
    QVERIFY(state.members == net.network.initialMembers());
    QCOMPARE(state.entries.size(), 4U);
    for (const MasternodeEntry& entry : state.entries) QCOMPARE(entry.queuedSlot, 0U);
    QCOMPARE(state.lockedCollaterals(0).size(), 4U);
    QVERIFY(state.lockedCollaterals(0).contains(OutPoint{net.hash(), 2}));
}

void TestRegistry::slotAndEpoch() {
    Situation at(4, 7);
    at.setTipSlot(9);
    QCOMPARE(at.context().height, 8U);
    QCOMPARE(at.context().slot, 9U);
    QCOMPARE(at.context().epoch, 0U);
    at.setTipSlot(10);
    QCOMPARE(at.context().epoch, 1U);
    at.setTipSlot(35);
    QCOMPARE(at.context().epoch, 3U);
    at.state.epoch = 8;  // never back
    QCOMPARE(at.context().epoch, 8U);
}

void TestRegistry::primaryPassesOverDemoted() {
    Situation at(7, 5);
    at.state.demoted = {6, 2};
    const HeightContext context = at.context();
    const Indexes active = {0, 1, 3, 4, 5};
    for (std::uint32_t view = 0; view < 20; ++view)
        QCOMPARE(context.primary(view), active[(6 + view) % active.size()]);
}

void TestRegistry::failedViewDemotes() {
    const Situation at(4, 5);
    QVERIFY(at.after(0).demoted.empty());
    QCOMPARE(at.after(1).demoted, Indexes{at.primaryOfTip(0)});
}

void TestRegistry::atMostFaultyDemoted() {
    const Situation four(4, 5);  // f = 1: the oldest is released
    QCOMPARE(four.after(2).demoted, Indexes{four.primaryOfTip(1)});
    const Situation seven(7, 5);  // f = 2
    QCOMPARE(seven.after(2).demoted, (Indexes{seven.primaryOfTip(0), seven.primaryOfTip(1)}));
    QCOMPARE(seven.after(3).demoted, (Indexes{seven.primaryOfTip(1), seven.primaryOfTip(2)}));
    const Situation three(3, 5);  // f = 0: nobody ever
    QVERIFY(three.after(2).demoted.empty());
}

void TestRegistry::alreadyDemotedKeepsPlace() {
    Situation at(7, 7);
    // Demoted after the tip's height had begun: it still led a view there.
    const MemberIndex first = at.primaryOfTip(0);
    const MemberIndex second = at.primaryOfTip(1);
    at.state.demoted = {first};
    QCOMPARE(at.after(2).demoted, (Indexes{first, second}));
    at.state.demoted = {second, first};
    QCOMPARE(at.after(2).demoted, (Indexes{second, first}));
}

void TestRegistry::readsTipWithItsOwnDemotions() {
    Situation at(4, 5);
    at.state.demotedAtTip = {1};
    at.state.demoted = {1};
    // active = 0 2 3, height 5: view 0 was led by active[5 mod 3] = 3, not by 5 mod 4 = 1.
    const RegistryState after = at.after(1);
    QCOMPARE(after.demoted, Indexes{3});
    QCOMPARE(after.demotedAtTip, Indexes{1});
}

void TestRegistry::manyViews() {
    const Situation at(7, 5);
    const RegistryState after = at.after(kMaxView);
    QCOMPARE(after.demoted,
             (Indexes{at.primaryOfTip(kMaxView - 2), at.primaryOfTip(kMaxView - 1)}));
}

void TestRegistry::epochClears() {
    Situation at(4, 5);
    at.state.demoted = {2};
    QCOMPARE(at.context().demoted, Indexes{2});
    at.setTipSlot(10);
    QVERIFY(at.context().demoted.empty());
}

void TestRegistry::failuresOfOldEpochAreForgotten() {
    Situation at(4, 5);
    at.state.demoted = {2};
    at.setTipSlot(10);
    const RegistryState after = at.after(3);
    QVERIFY(after.demoted.empty());
    QVERIFY(after.demotedAtTip.empty());
    QCOMPARE(after.epoch, 1U);
}

void TestRegistry::membersStay() {
    TestChain chain(4);
    const Hash before = chain.tip().registry.members.hash();
    for (int i = 0; i < 30; ++i) chain.grow({}, kSlotMs);
    QCOMPARE(chain.tip().registry.epoch, 2U);
    QVERIFY(chain.tip().registry.members.hash() == before);
    QVERIFY(chain.tip().header.registryHash == chain.tip().registry.hash());
}

void TestRegistry::onePaymentPerSlot() {
    TestChain chain(4);
    QVERIFY(payeeAfter(chain.tip().registry, chain.tip().header, chain.net().network));
    // Block 1 takes slot 0; its timestamp, and so the slot of block 2, is still in slot 0.
    chain.grow({}, 1'000);
    QVERIFY(chain.tip().registry.tipPaysSlot);
    QVERIFY(!payeeAfter(chain.tip().registry, chain.tip().header, chain.net().network));
    chain.grow({}, kSlotMs);
    QVERIFY(!chain.tip().registry.tipPaysSlot);
    QVERIFY(payeeAfter(chain.tip().registry, chain.tip().header, chain.net().network));
    chain.grow({}, 1);
    QVERIFY(chain.tip().registry.tipPaysSlot);
    QCOMPARE(chain.tip().registry.mintedSatoshi, Amount::time(200).satoshi());
}

void TestRegistry::queueIsFair() {
    TestChain chain(5);
    std::vector<MemberIndex> paid;
    for (int i = 0; i < 15; ++i) {
        const auto payee =
            payeeAfter(chain.tip().registry, chain.tip().header, chain.net().network);
        QVERIFY(payee);
        paid.push_back(*payee);
        chain.grow({}, kSlotMs);
        const MasternodeEntry& entry = chain.tip().registry.entries[*payee];
        QCOMPARE(entry.queuedSlot, chain.tip().registry.slot + 1);
        QCOMPARE(entry.lastPaidHeight, chain.tip().registry.height);
    }
    QCOMPARE(paid, (Indexes{0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4}));
}

void TestRegistry::rewardStopsAtBound() {
    Situation at(4);
    at.setTipSlot(3);
    at.state.slot = 2;
    Amount issued;
    for (const Output& balance : at.net.network.genesis.balances)
        issued = *issued.plus(balance.value);
    const std::uint64_t room = kMaxSatoshi - issued.satoshi();
    at.state.mintedSatoshi = room - Amount::time(100).satoshi();
    QVERIFY(payeeAfter(at.state, at.tip, at.net.network));
    ++at.state.mintedSatoshi;
    QVERIFY(!payeeAfter(at.state, at.tip, at.net.network));
    QCOMPARE(at.after(0).mintedSatoshi, at.state.mintedSatoshi);
}

void TestRegistry::encoding() {
    Situation at(7, 5);
    at.state.demoted = {1, 4};
    at.state.demotedAtTip = {4};
    at.state.mintedSatoshi = 12'345;
    at.state.entries[3].queuedSlot = 9;
    at.state.tipPaysSlot = true;
    const Bytes bytes = encoded(at.state);
    QVERIFY(decoded<RegistryState>(bytes) == at.state);
    QVERIFY(!decoded<RegistryState>(ByteView(bytes).first(bytes.size() - 1)));
    RegistryState bad = at.state;
    bad.demoted = {1, 1};
    QVERIFY(!decoded<RegistryState>(encoded(bad)));
    bad.demoted = {7};
    QVERIFY(!decoded<RegistryState>(encoded(bad)));
    bad.demoted = {1, 2, 3};  // f = 2
    QVERIFY(!decoded<RegistryState>(encoded(bad)));
    bad = at.state;
    std::swap(bad.entries[0].node.operatorKey, bad.entries[1].node.operatorKey);
    bad.entries[1].node.operatorKey = bad.entries[0].node.operatorKey;
    QVERIFY(!decoded<RegistryState>(encoded(bad)));
}

/// As reference.py reckons them.
void TestRegistry::golden() {
    const QJsonArray golden = vectorFile("golden/registry.json").array();
    QCOMPARE(golden.size(), 2);
    for (const QJsonValue& row : golden) {
        const Bytes bytes = hexOf(row["encoded"]);
        const auto state = decoded<RegistryState>(bytes);
        QVERIFY(state);
        QVERIFY(encoded(*state) == bytes);
        QCOMPARE(state->members.size(), 2U);
        QCOMPARE(toHex(state->members.hash()), row["members_hash"].toString().toStdString());
        QCOMPARE(toHex(state->restHash()), row["rest_hash"].toString().toStdString());
        QCOMPARE(toHex(state->hash()), row["hash"].toString().toStdString());
    }
}

/// Random sizes, gaps between blocks and failed views: what must hold after every block.
void TestRegistry::simulatedChains() {
    QVERIFY(holds([] {
        const auto members = *rc::gen::inRange<std::uint32_t>(1, 14);
        Situation at(members, 0);
        const std::uint32_t faulty = faultyOf(members);
        std::set<std::uint64_t> paidSlots;
        const auto blocks = *rc::gen::inRange(1, 40);
        for (int i = 0; i < blocks; ++i) {
            const HeightContext context = at.context();
            RC_ASSERT(context.demoted.size() <= faulty);
            RC_ASSERT(
                std::set<MemberIndex>(context.demoted.begin(), context.demoted.end()).size() ==
                context.demoted.size());
            std::set<MemberIndex> leaders;
            for (std::uint32_t view = 0; view < members; ++view) {
                RC_ASSERT(!isMember(context.demoted, context.primary(view)));
                leaders.insert(context.primary(view));
            }
            // Everybody else has a turn.
            RC_ASSERT(leaders.size() == members - context.demoted.size());

            const auto payee = payeeAfter(at.state, at.tip, at.net.network);
            const auto view = at.state.height == 0 ? 0U : *rc::gen::inRange<std::uint32_t>(0, 6);
            Block block;
            block.header.height = context.height;
            block.header.timestampMs =
                at.tip.timestampMs + *rc::gen::inRange<std::uint64_t>(1, 3 * kSlotMs);
            block.lastCommit.view = view;
            for (std::uint32_t member = 0; member < members; ++member)
                block.lastCommit.entries.push_back({static_cast<MemberIndex>(member), 1, {}});
            const RegistryState after = registryAfter(at.state, at.tip, block, at.net.network);
            RC_ASSERT(after.epoch >= at.state.epoch);
            const bool ends = endsEpoch(after, block.header, at.net.network);
            RC_ASSERT(after.demotedAtTip == (ends ? Indexes{} : context.demoted));
            RC_ASSERT(after.members == at.state.members);
            RC_ASSERT(after.tipPaysSlot == payee.has_value());
            RC_ASSERT(paidSlots.insert(context.slot).second == payee.has_value());
            if (ends) RC_ASSERT(after.demoted.empty());
            if (view > 0 && faulty > 0 && context.epoch == at.state.epoch && !ends)
                RC_ASSERT(isMember(after.demoted, at.primaryOfTip(view - 1)));
            RC_ASSERT(after.mintedSatoshi ==
                      paidSlots.size() * at.net.network.params.blockReward.satoshi());
            // The queue: nobody is two payments ahead of anybody.
            std::vector<std::uint64_t> paid;
            for (const MasternodeEntry& entry : after.entries) paid.push_back(entry.queuedSlot);
            std::sort(paid.begin(), paid.end());
            RC_ASSERT(std::count(paid.begin(), paid.end(), 0U) ==
                      std::max<std::int64_t>(0, std::int64_t{members} -
                                                    static_cast<std::int64_t>(paidSlots.size())));
            at.state = after;
            at.tip = block.header;
        }
    }));
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "test_registry.moc"
