// What a proposer makes: R-BLK-14, R-TIME-1. TRUST: supply = issued in every block.
#include "node/ledger/ledger.h"
#include "tests/support/ledger_cases.h"
#include "tests/support/properties.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace timecoin;

class TestBlockBuilder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void time();      // R-TIME-1
    void required();  // R-BLK-14
    void choice();    // R-BLK-14
    void fillsUp();   // R-BLK-14
    void randomGraphs();
};

void TestBlockBuilder::time() {
    TestChain chain;
    const std::uint64_t parentMs = chain.tip().header.timestampMs;
    ProposalInput input = chain.proposal();
    input.wallMs = parentMs + 12'345;
    QCOMPARE(chain.build(input).header.timestampMs, parentMs + 12'345);
    for (const std::uint64_t behind : {std::uint64_t{0}, parentMs - 5'000, parentMs}) {
        input.wallMs = behind;
        QCOMPARE(chain.build(input).header.timestampMs, parentMs + 1);
    }
}

void TestBlockBuilder::required() {
    TestChain chain;
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    const TransactionPtr other = pay(chain, 0, 2, Amount::time(5));
    const TransactionPtr free = pay(chain, 1, 2, Amount::time(5));
    ProposalInput input = chain.proposal({other, one, free});
    input.mustInclude = {one};
    const Block block = chain.build(input);
    QCOMPARE(block.transactions.size(), 3U);
    QVERIFY(transferIdAt(block, 1) == one->id);
    QVERIFY(transferIdAt(block, 2) == free->id);

    const auto errorOf = [&](const Transactions& required) {
        ProposalInput wrong = chain.proposal();
        wrong.mustInclude = required;
        return buildBlock(wrong, chain.context()).error();
    };
    const TransactionPtr child = chain.checked(spendOf(chain, one, 0, 1, 2), {one});
    QVERIFY(errorOf({one, other}) == BlockError::Conflict);
    QVERIFY(errorOf({one, one}) == BlockError::DuplicateTransaction);
    QVERIFY(errorOf({child, one}) == BlockError::TransactionInvalid);
    input = chain.proposal();
    input.proposer = testKey(1).publicKey();
    QVERIFY(buildBlock(input, chain.context()).error() == BlockError::UnknownProposer);
}

void TestBlockBuilder::choice() {
    TestChain chain;
    const TransactionPtr parent = pay(chain, 0, 1, Amount::time(5));
    const TransactionPtr child = chain.checked(spendOf(chain, parent, 0, 1, 2), {parent});
    const TransactionPtr grandchild =
        chain.checked(spendOf(chain, child, 0, 2, 3), {parent, child});
    // The dearest child first in preference: it waits for its parent, then comes.
    const Block block = chain.build(chain.proposal({grandchild, child, parent}));
    QCOMPARE(block.transactions.size(), 4U);
    QVERIFY(transferIdAt(block, 1) == parent->id);
    QVERIFY(transferIdAt(block, 2) == child->id);
    QVERIFY(transferIdAt(block, 3) == grandchild->id);
    // A parent that loses a conflict takes its children with it, and nothing else.
    const TransactionPtr rival = pay(chain, 0, 3, Amount::time(7));
    const TransactionPtr free = pay(chain, 2, 3, Amount::time(7));
    const Block second = chain.build(chain.proposal({rival, grandchild, child, parent, free}));
    QCOMPARE(second.transactions.size(), 3U);
    QVERIFY(transferIdAt(second, 1) == rival->id);
    QVERIFY(transferIdAt(second, 2) == free->id);
}

void TestBlockBuilder::fillsUp() {
    // Large ones until no further one fits; the small ones after them still do.
    TestChain chain(4, 70);
    Transactions offered;
    for (std::uint32_t user = 0; user < 60; ++user) {
        TransferBuilder builder(chain.net().hash(), fastScheme());
        builder.spend(chain.net().userOutPoint(user), chain.net().userCoin(user));
        for (std::uint32_t i = 0; i < kMaxOutputs; ++i)
            builder.pay(chain.net().users[1], Amount::satoshi(1'000));
        builder.tx().outputs.back().value = Amount::time(900'000);
        offered.push_back(chain.checked(builder.sign(chain.net().users[user]).build()));
    }
    for (std::uint32_t user = 60; user < 70; ++user)
        offered.push_back(pay(chain, user, 1, Amount::time(1)));
    const Block block = chain.build(chain.proposal(offered));
    const Transactions chosen = TestChain::checkedOf(block, offered);
    QVERIFY(chosen.size() > 10 && chosen.size() < offered.size());
    for (std::size_t i = 0; i < 10; ++i) QVERIFY(chosen[chosen.size() - 10 + i] == offered[60 + i]);
    chain.commit(block, chosen);
}

namespace {

/// A payment out of one or two coins of one user, some of them made by earlier ones of the same
/// pool; some conflict.
void addRandomTransfer(const TestChain& chain, std::map<OutPoint, Coin>& known,
                       Transactions& pool) {
    const auto user = *rc::gen::inRange<std::uint32_t>(0, 4);
    const Lock lock = Lock::toKey(chain.net().users[user].publicKey());
    std::vector<OutPoint> own;
    for (const auto& [outpoint, coin] : known) {
        if (coin.output.lock == lock && coin.matureSlot == 0) own.push_back(outpoint);
    }
    if (own.empty()) return;
    TransferBuilder builder(chain.net().hash(), fastScheme());
    const auto first = *rc::gen::inRange<std::size_t>(0, own.size());
    builder.spend(own[first], known.at(own[first]));
    if (first + 1 < own.size() && *rc::gen::arbitrary<bool>())
        builder.spend(own[first + 1], known.at(own[first + 1]));
    Amount total;
    for (const Coin& coin : builder.spent()) total = *total.plus(coin.output.value);
    const auto pieces = *rc::gen::inRange<std::uint64_t>(1, 4);
    const std::uint64_t each = total.satoshi() / (pieces + 1);
    if (each < kDustSatoshi) return;
    for (std::uint64_t i = 0; i < pieces; ++i)
        builder.pay(chain.net().users[*rc::gen::inRange<std::uint32_t>(0, 4)],
                    *Amount::fromSatoshi(each));
    // What is left, a random part of it the fee.
    const std::uint64_t fee = *rc::gen::inRange<std::uint64_t>(1, kDustSatoshi);
    const std::uint64_t rest = total.satoshi() - pieces * each;
    if (rest > fee + kDustSatoshi)
        builder.pay(chain.net().users[user], *Amount::fromSatoshi(rest - fee));
    const TransactionPtr made = chain.checked(builder.sign(chain.net().users[user]).build(), pool);
    for (std::uint32_t i = 0; i < made->tx.outputs.size(); ++i)
        known.emplace(OutPoint{made->id, i}, Coin{made->tx.outputs[i], 0});
    pool.push_back(made);
}

}  // namespace

/// What is built is accepted, in any order of preference; supply = issued; the running hash is the
/// hash of the set; nothing is spent twice; everything that could go in went in.
void TestBlockBuilder::randomGraphs() {
    QVERIFY(holds(
        [] {
            TestChain chain;
            Amount issued = totalOf(chain.coins());
            const auto blocks = *rc::gen::inRange(1, 5);
            for (int i = 0; i < blocks; ++i) {
                std::map<OutPoint, Coin> known = chain.coins().coins;
                Transactions pool;
                const auto count = *rc::gen::inRange(0, 12);
                for (int j = 0; j < count; ++j) addRandomTransfer(chain, known, pool);
                ProposalInput input = chain.proposal(pool);
                for (std::size_t j = pool.size(); j > 1; --j)
                    std::swap(input.others[j - 1],
                              input.others[*rc::gen::inRange<std::size_t>(0, j)]);
                input.wallMs += *rc::gen::inRange<std::uint64_t>(0, 20'000);
                const bool pays =
                    payeeAfter(chain.tip().registry, chain.tip().header, chain.net().network)
                        .has_value();
                const auto built = buildBlock(input, chain.context());
                RC_ASSERT(built.ok());
                const Transactions chosen = TestChain::checkedOf(*built, pool);
                const auto effects = chain.check(*built, chosen);
                RC_ASSERT(effects.ok());
                chain.commit(*built, chosen);
                if (pays) issued = *issued.plus(Amount::time(100));
                RC_ASSERT(totalOf(chain.coins()) == issued);
                RC_ASSERT(hashOfAll(chain.coins()) == chain.tip().coinHash);
                RC_ASSERT(decoded<Block>(encoded(*built)) == *built);

                std::set<OutPoint> spent;
                std::set<Hash> in;
                for (const TransactionPtr& transfer : chosen) {
                    in.insert(transfer->id);
                    for (const OutPoint& outpoint : transfer->tx.inputs)
                        RC_ASSERT(spent.insert(outpoint).second);
                }
                for (const TransactionPtr& transfer : pool) {
                    if (in.contains(transfer->id)) continue;
                    const bool excused =
                        std::any_of(transfer->tx.inputs.begin(), transfer->tx.inputs.end(),
                                    [&](const OutPoint& outpoint) {
                                        return spent.contains(outpoint) ||
                                               !chain.coins().coin(outpoint).has_value();
                                    });
                    RC_ASSERT(excused);
                }
            }
        },
        60));
}

QTEST_GUILESS_MAIN(TestBlockBuilder)
#include "test_block_builder.moc"
