// The ledger: one validator, one producer. R-BLK-10 .. R-BLK-13, R-MONEY-4 .. R-MONEY-6, R-TIME-1.
// TRUST: supply = issued in every block; duplicate inputs within a block; a mutated tree or body is
// refused and the true block still accepted after.
#include "node/ledger/ledger.h"
#include "tests/support/ledger_cases.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <set>

using namespace timecoin;

class TestLedger : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void emptyBlock();
    void place_data();
    void place();           // R-BLK-10
    void reward();          // R-BLK-11, R-MONEY-6
    void rewardRefusals();  // R-BLK-11
    void rewardMatures();   // R-MONEY-5
    void lastCommit();      // R-BLK-12
    void order();           // R-BLK-13
    void conflicts();       // R-BLK-13
    void collateral();      // R-BLK-13
    void bodiesAreTheChecked();
    void coinSetAndRegistry();
    void sizes();
    void mutatedBlockThenTrueBlock();
    void supplyBound();  // R-MONEY-4
    void fresh();        // R-TIME-1
    void codeNames();
};

void TestLedger::emptyBlock() {
    TestChain chain;
    const Amount before = totalOf(chain.coins());
    chain.grow();
    QCOMPARE(chain.tip().header.height, 1U);
    QVERIFY(totalOf(chain.coins()) == *before.plus(Amount::time(100)));
    const Block second = chain.grow();  // the same slot: no reward, no fees, no transaction
    QVERIFY(second.transactions.empty());
    QVERIFY(totalOf(chain.coins()) == *before.plus(Amount::time(100)));
}

void TestLedger::place_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, int which, BlockError error) {
        QTest::newRow(name) << which << static_cast<int>(error);
    };
    row("version", 0, BlockError::WrongVersion);
    row("height below", 1, BlockError::WrongHeight);
    row("height above", 2, BlockError::WrongHeight);
    row("previous", 3, BlockError::WrongPrevious);
    row("time of parent", 4, BlockError::TimestampNotAfterParent);
    row("time before parent", 5, BlockError::TimestampNotAfterParent);
    row("proposer", 6, BlockError::UnknownProposer);
    row("transaction root", 7, BlockError::TransactionRootMismatch);
    row("last commit root", 8, BlockError::LastCommitRootMismatch);
    row("coin set", 9, BlockError::CoinSetMismatch);
    row("registry", 10, BlockError::RegistryMismatch);
}

void TestLedger::place() {
    QFETCH(int, which);
    QFETCH(int, expected);
    TestChain chain;
    chain.grow();
    const Block good = chain.build(chain.proposal());
    Block bad = good;
    const std::uint64_t parentMs = chain.tip().header.timestampMs;
    const std::array<std::function<void(BlockHeader&)>, 11> changes = {
        [](BlockHeader& header) { header.version = 2; },
        [](BlockHeader& header) { --header.height; },
        [](BlockHeader& header) { ++header.height; },
        [](BlockHeader& header) { header.previous = testHash(1); },
        [&](BlockHeader& header) { header.timestampMs = parentMs; },
        [&](BlockHeader& header) { header.timestampMs = parentMs - 1; },
        [](BlockHeader& header) { header.proposer = testKey(1).publicKey(); },
        [](BlockHeader& header) { header.transactionRoot = testHash(1); },
        [](BlockHeader& header) { header.lastCommitRoot = testHash(1); },
        [](BlockHeader& header) { header.utxoRoot = testHash(1); },
        [](BlockHeader& header) { header.registryHash = testHash(1); },
    };
    changes[static_cast<std::size_t>(which)](bad.header);
    QVERIFY(refusal(chain, bad, {}) == static_cast<BlockError>(expected));
    QVERIFY(!refusal(chain, good, {}));
}

void TestLedger::reward() {
    TestChain chain;
    ProposalInput input =
        chain.proposal({pay(chain, 0, 1, Amount::time(5)), pay(chain, 1, 2, Amount::time(6))});
    input.proposer = chain.net().operators[2].publicKey();
    const Block block = chain.build(input);
    QCOMPARE(block.transactions.size(), 3U);
    const Transaction& reward = block.transactions.front();
    QVERIFY(reward.kind == TransactionKind::Reward);
    QVERIFY(reward.inputs.empty() && reward.memo.empty() && reward.witness == Witness{});
    const auto payout = [&](std::size_t i) {
        return Lock::toKey(chain.net().owners[i].publicKey());
    };
    QVERIFY(reward.outputs == (std::vector<Output>{{Amount::time(100), payout(0)},
                                                   {Amount::satoshi(2'000), payout(2)}}));
    Writer height;
    height.u64(1);
    QVERIFY(reward.payload == height.bytes());

    const BlockEffects effects = chain.commit(block, TestChain::checkedOf(block, input.others));
    QCOMPARE(effects.registry.mintedSatoshi, Amount::time(100).satoshi());
    QCOMPARE(effects.delta.spent.size(), 2U);
    QCOMPARE(effects.delta.created.size(), 6U);
    const auto coin = chain.coins().coin({reward.id(), 0});
    QVERIFY(coin);
    QCOMPARE(coin->matureSlot, 0U + chain.net().network.params.rewardMaturitySlots);
}

void TestLedger::rewardRefusals() {
    TestChain chain;
    const Transactions transfers = {pay(chain, 0, 1, Amount::time(5))};
    const Block good = chain.build(chain.proposal(transfers));
    const auto refusedAs = [&](BlockError expected,
                               const std::function<void(std::vector<Transaction>&)>& change) {
        Block bad = good;
        change(bad.transactions);
        reseal(bad);
        return refusal(chain, bad, transfers) == expected;
    };
    using List = std::vector<Transaction>;
    QVERIFY(refusedAs(BlockError::RewardWrong, [](List& list) { list.erase(list.begin()); }));
    QVERIFY(refusedAs(BlockError::RewardWrong,
                      [](List& list) { list[0].outputs[0].value = Amount::time(101); }));
    QVERIFY(refusedAs(BlockError::RewardWrong, [](List& list) {
        list[0].outputs[1].value = Amount::satoshi(1'001);  // more than the fees
    }));
    QVERIFY(refusedAs(BlockError::RewardWrong, [](List& list) {
        std::swap(list[0].outputs[0].lock, list[0].outputs[1].lock);
        list[0].outputs[0].lock = Lock::toKey(testKey(3'001).publicKey());
    }));
    QVERIFY(refusedAs(BlockError::RewardWrong, [](List& list) { list[0].payload[0] = 2; }));
    QVERIFY(refusedAs(BlockError::RewardWrong, [](List& list) { list[0].memo = {1}; }));
    QVERIFY(refusedAs(BlockError::RewardWrong, [](List& list) { list[0].version = 2; }));
    QVERIFY(refusedAs(BlockError::RewardWrong,
                      [](List& list) { list[0].inputs.push_back(testOutPoint(1)); }));
    QVERIFY(
        refusedAs(BlockError::RewardMisplaced, [](List& list) { list.push_back(list.front()); }));
    QVERIFY(
        refusedAs(BlockError::RewardMisplaced, [](List& list) { std::swap(list[0], list[1]); }));
    chain.commit(good, transfers);

    // The same slot pays no second time.
    Block again = chain.build(chain.proposal());
    Transaction reward = good.transactions.front();
    reward.payload[0] = 2;
    reward.outputs.resize(1);
    again.transactions = {reward};
    reseal(again);
    QVERIFY(refusal(chain, again, {}) == BlockError::RewardWrong);
}

void TestLedger::rewardMatures() {
    TestChain chain;
    const Block first = chain.grow();
    const OutPoint outpoint{first.transactions.front().id(), 0};
    const auto coin = chain.coins().coin(outpoint);
    const TransactionPtr spending = chain.checked(TransferBuilder(chain.net().hash(), fastScheme())
                                                      .spend(outpoint, *coin)
                                                      .pay(chain.net().users[0], Amount::time(99))
                                                      .sign(chain.net().owners[0])
                                                      .build());
    ProposalInput input = chain.proposal();
    input.mustInclude = {spending};
    const auto tooEarly = buildBlock(input, chain.context());
    QVERIFY(!tooEarly && tooEarly.error() == BlockError::TransactionInvalid);
    // Slot 9 is one too early, slot 10 is not; many blocks in one slot hurry nothing.
    chain.grow({}, 9 * chain.net().network.params.blockIntervalMs);
    for (int i = 0; i < 12; ++i) chain.grow({}, 1);
    QCOMPARE(chain.tip().next.slot, 9U);
    QCOMPARE(chain.build(chain.proposal({spending})).transactions.size(), 0U);
    chain.grow({}, chain.net().network.params.blockIntervalMs);
    QCOMPARE(chain.tip().next.slot, 10U);
    QCOMPARE(chain.build(chain.proposal({spending})).transactions.size(), 2U);
    chain.grow({spending});
    QVERIFY(!chain.coins().coin(outpoint));
}

void TestLedger::lastCommit() {
    TestChain chain;
    Block first = chain.build(chain.proposal());
    first.lastCommit =
        commitCertificate(chain.net(), chain.tip().next, 0, chain.tip().hash, 4, fastScheme());
    reseal(first);
    QVERIFY(refusal(chain, first, {}) == BlockError::LastCommitInvalid);
    chain.grow();

    const auto refused = [&](const CommitCertificate& certificate) {
        Block block = chain.build(chain.proposal());
        block.lastCommit = certificate;
        reseal(block);
        ProposalInput input = chain.proposal();
        input.lastCommit = certificate;
        const auto built = buildBlock(input, chain.context());
        return refusal(chain, block, {}) == BlockError::LastCommitInvalid && !built &&
               built.error() == BlockError::LastCommitInvalid;
    };
    const auto commits = [&](const HeightContext& at, std::uint32_t view, const Hash& hash,
                             std::uint32_t signers) {
        return commitCertificate(chain.net(), at, view, hash, signers, fastScheme());
    };
    const HeightContext at = chain.previous();
    const Hash tip = chain.tip().hash;
    QVERIFY(refused({}));
    QVERIFY(refused(commits(at, 0, tip, 2)));          // below the quorum
    QVERIFY(refused(commits(at, 0, testHash(1), 4)));  // of another block
    HeightContext other = at;
    ++other.height;
    QVERIFY(refused(commits(other, 0, tip, 4)));
    other = at;
    ++other.epoch;
    QVERIFY(refused(commits(other, 0, tip, 4)));
    CommitCertificate bad = commits(at, 0, tip, 4);
    bad.entries[1].signature.data[0] ^= 1;
    QVERIFY(refused(bad));
    bad = commits(at, 0, tip, 4);
    std::swap(bad.entries[0], bad.entries[1]);
    QVERIFY(refused(bad));
    bad = commits(at, 0, tip, 4);
    bad.view = 1;  // signed for another view
    QVERIFY(refused(bad));
    // A quorum of any view is enough.
    ProposalInput input = chain.proposal();
    input.lastCommit = commits(at, 7, tip, 3);
    QVERIFY(!refusal(chain, chain.build(input), {}));
}

void TestLedger::order() {
    TestChain chain;
    const TransactionPtr parent = pay(chain, 0, 1, Amount::time(5));
    const TransactionPtr child = chain.checked(spendOf(chain, parent, 0, 1, 2), {parent});
    Block block = chain.build(chain.proposal({parent, child}));
    QVERIFY(!refusal(chain, block, {parent, child}));
    std::swap(block.transactions[1], block.transactions[2]);
    reseal(block);
    QVERIFY(refusal(chain, block, {child, parent}) == BlockError::ParentAfterChild);

    block.transactions.pop_back();  // the parent is not there at all
    reseal(block);
    QVERIFY(refusal(chain, block, {child}) == BlockError::TransactionInvalid);
}

void TestLedger::conflicts() {
    TestChain chain;
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    const TransactionPtr other = pay(chain, 0, 2, Amount::time(5));
    Block block = chain.build(chain.proposal({one}));
    block.transactions.push_back(other->tx);
    reseal(block);
    QVERIFY(refusal(chain, block, {one, other}) == BlockError::Conflict);
    block.transactions.back() = one->tx;
    reseal(block);
    QVERIFY(refusal(chain, block, {one, one}) == BlockError::DuplicateTransaction);

    // Two children of one output that exists only inside the block.
    const TransactionPtr left = chain.checked(spendOf(chain, one, 0, 1, 2), {one});
    const TransactionPtr right = chain.checked(spendOf(chain, one, 0, 1, 3), {one});
    block = chain.build(chain.proposal({one, left}));
    block.transactions.push_back(right->tx);
    reseal(block);
    QVERIFY(refusal(chain, block, {one, left, right}) == BlockError::Conflict);

    // Spent by an earlier block: after reading it again the coin is simply gone.
    chain.grow({one});
    ProposalInput input = chain.proposal();
    input.mustInclude = {other};
    const auto built = buildBlock(input, chain.context());
    QVERIFY(!built && built.error() == BlockError::TransactionInvalid);
}

void TestLedger::collateral() {
    TestChain chain;
    const OutPoint outpoint{chain.net().hash(), 1};
    const TransactionPtr spending =
        chain.checked(TransferBuilder(chain.net().hash(), fastScheme())
                          .spend(outpoint, *chain.coins().coin(outpoint))
                          .pay(chain.net().users[0], Amount::time(999))
                          .sign(chain.net().owners[1])
                          .build());
    ProposalInput input = chain.proposal();
    input.mustInclude = {spending};
    const auto built = buildBlock(input, chain.context());
    QVERIFY(!built && built.error() == BlockError::TransactionInvalid);
    Block block = chain.build(chain.proposal({spending}));
    QCOMPARE(block.transactions.size(), 1U);  // the reward alone
    block.transactions.push_back(spending->tx);
    reseal(block);
    QVERIFY(refusal(chain, block, {spending}) == BlockError::TransactionInvalid);
}

void TestLedger::bodiesAreTheChecked() {
    TestChain chain;
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    const TransactionPtr other = pay(chain, 1, 2, Amount::time(5));
    const Block block = chain.build(chain.proposal({one}));
    for (const Transactions& wrong : {Transactions{}, Transactions{other}, Transactions{one, other},
                                      Transactions{nullptr}, Transactions{one, one}})
        QVERIFY(refusal(chain, block, wrong) == BlockError::TransactionInvalid);
    // The same payment with another witness is another body.
    Block changed = block;
    changed.transactions.back().witness.signatures[0].signature.data[5] ^= 1;
    reseal(changed);
    QVERIFY(refusal(chain, changed, {one}) == BlockError::TransactionInvalid);
    QVERIFY(!refusal(chain, block, {one}));
}

void TestLedger::coinSetAndRegistry() {
    TestChain chain;
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    const Block block = chain.build(chain.proposal({one}));
    const auto effects = chain.check(block, {one});
    QVERIFY(effects);
    QVERIFY(effects->coinHash.digest() == block.header.utxoRoot);
    chain.commit(block, {one});
    QVERIFY(hashOfAll(chain.coins()) == chain.tip().coinHash);
    QVERIFY(std::is_sorted(effects->delta.created.begin(), effects->delta.created.end(),
                           [](const auto& a, const auto& b) { return a.outpoint < b.outpoint; }));
}

void TestLedger::sizes() {
    TestChain chain;
    Block many = chain.build(chain.proposal());
    Transaction tiny;
    tiny.outputs.push_back({Amount::time(1), {}});
    many.transactions.assign(kMaxBlockTransactions + 1, tiny);
    QVERIFY(refusal(chain, many, {}) == BlockError::TooManyTransactions);

    // A chain of transfers that together are over the validator's cap.
    Transactions chained;
    std::size_t together = 0;
    OutPoint from = chain.net().userOutPoint(0);
    Coin coin = chain.net().userCoin(0);
    while (together <= kMaxBlockBytes) {
        TransferBuilder builder(chain.net().hash(), fastScheme());
        builder.spend(from, coin);
        for (std::uint32_t i = 0; i < kMaxOutputs - 1; ++i)
            builder.pay(chain.net().users[1], Amount::satoshi(1'000));
        const Amount paid = Amount::satoshi((kMaxOutputs - 1) * 1'000 + 1);
        builder.pay(chain.net().users[0], *coin.output.value.minus(paid));
        chained.push_back(chain.checked(builder.sign(chain.net().users[0]).build(), chained));
        together += chained.back()->size;
        from = {chained.back()->id, kMaxOutputs - 1};
        coin = {chained.back()->tx.outputs.back(), 0};
    }
    Block block = chain.build(chain.proposal());
    for (const TransactionPtr& transfer : chained) block.transactions.push_back(transfer->tx);
    reseal(block);
    QVERIFY(refusal(chain, block, chained) == BlockError::TooLarge);
    ProposalInput forced = chain.proposal();
    forced.mustInclude = chained;
    const auto tooLarge = buildBlock(forced, chain.context());
    QVERIFY(!tooLarge && tooLarge.error() == BlockError::TooLarge);
    // What the window's votes force in may go up to the validator's own cap ...
    forced.mustInclude.pop_back();
    const Block full = chain.build(forced);
    QVERIFY(encoded(full).size() > kMaxProducedBlockBytes);
    QVERIFY(!refusal(chain, full, forced.mustInclude));
    // ... a choice of one's own stops at the producer's, some room left, and is accepted.
    const Block built = chain.build(chain.proposal(chained));
    const std::size_t cap = kMaxProducedBlockBytes - kActionReserveBytes;
    QVERIFY(encoded(built).size() <= cap);
    QVERIFY(encoded(built).size() + chained.front()->size > cap);
    QVERIFY(!refusal(chain, built, TestChain::checkedOf(built, chained)));
}

void TestLedger::mutatedBlockThenTrueBlock() {
    TestChain chain;
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    const TransactionPtr two = pay(chain, 1, 2, Amount::time(6));
    const TransactionPtr three = chain.checked(spendOf(chain, one, 0, 1, 3), {one});
    const Transactions all = {one, two, three};
    const Block truth = chain.build(chain.proposal(all));
    const TipState before = chain.tip();

    struct Mutation {
        const char* name;
        std::function<void(Block&, Transactions&)> apply;
    };
    const std::array<Mutation, 8> mutations = {{
        {"last leaf twice",  // the classic ambiguity of unseparated trees
         [](Block& block, Transactions& transfers) {
             block.transactions.push_back(block.transactions.back());
             transfers.push_back(transfers.back());
         }},
        {"one left out",
         [](Block& block, Transactions& transfers) {
             block.transactions.pop_back();
             transfers.pop_back();
         }},
        {"two exchanged",
         [](Block& block, Transactions& transfers) {
             std::swap(block.transactions[1], block.transactions[3]);
             std::swap(transfers[0], transfers[2]);
         }},
        {"one added",
         [&](Block& block, Transactions& transfers) {
             transfers.push_back(pay(chain, 2, 3, Amount::time(1)));
             block.transactions.push_back(transfers.back()->tx);
         }},
        {"one replaced",
         [&](Block& block, Transactions& transfers) {
             transfers[1] = pay(chain, 1, 3, Amount::time(6));
             block.transactions[2] = transfers[1]->tx;
         }},
        {"reward raised",
         [](Block& block, Transactions&) {
             block.transactions[0].outputs[0].value = Amount::time(1'000);
         }},
        {"reward left out",
         [](Block& block, Transactions&) { block.transactions.erase(block.transactions.begin()); }},
        {"coin set of another block",
         [&](Block& block, Transactions&) { block.header.utxoRoot = before.header.utxoRoot; }},
    }};
    for (const Mutation& mutation : mutations) {
        // With the true header, and with a header made to fit the tree.
        for (const bool fits : {false, true}) {
            Block bad = truth;
            Transactions transfers = all;
            mutation.apply(bad, transfers);
            if (fits) reseal(bad);
            QVERIFY2(!chain.check(bad, transfers).ok(), mutation.name);
            QVERIFY2(chain.check(truth, all).ok(), mutation.name);
        }
    }
    chain.commit(truth, all);
    QVERIFY(hashOfAll(chain.coins()) == chain.tip().coinHash);
}

void TestLedger::supplyBound() {
    TestChain chain;
    const Block paying = chain.build(chain.proposal());
    // As if nearly all there can be had been made: one satoshi too much for another reward.
    const Amount issued = totalOf(chain.coins());
    chain.reachIn().registry.mintedSatoshi =
        kMaxSatoshi - issued.satoshi() - Amount::time(100).satoshi() + 1;
    QVERIFY(refusal(chain, paying, {}) == BlockError::SupplyExceeded);
    // The chain goes on without rewards; fees are still paid out.
    const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
    const Block block = chain.build(chain.proposal({one}));
    QCOMPARE(block.transactions.front().outputs.size(), 1U);
    QVERIFY(block.transactions.front().outputs[0].value == Amount::satoshi(1'000));
    chain.commit(block, {one});
    --chain.reachIn().registry.mintedSatoshi;
    chain.grow({}, 20'000);
    chain.grow({}, 1'000);
    QCOMPARE(chain.tip().registry.mintedSatoshi + issued.satoshi(), kMaxSatoshi);
}

void TestLedger::fresh() {
    BlockHeader header;
    header.timestampMs = 1'000'000;
    QVERIFY(!checkFresh(header, 1'000'000));
    QVERIFY(!checkFresh(header, 2'000'000));  // old is no reason
    QVERIFY(!checkFresh(header, 1'000'000 - kMaxFutureMs));
    QVERIFY(checkFresh(header, 1'000'000 - kMaxFutureMs - 1) == BlockError::TimestampTooFarAhead);
    header.timestampMs = ~std::uint64_t{0};
    QVERIFY(checkFresh(header, 0) == BlockError::TimestampTooFarAhead);
    QVERIFY(checkFresh(header, 1'000'000) == BlockError::TimestampTooFarAhead);
    // A committed block is not asked: the check of the block itself accepts it.
    TestChain chain;
    ProposalInput input = chain.proposal();
    input.wallMs += 1'000'000'000;
    QVERIFY(!refusal(chain, chain.build(input), {}));
}

void TestLedger::codeNames() {
    std::set<std::string_view> names;
    for (int i = 0; i < static_cast<int>(kBlockErrorCount); ++i)
        names.insert(codeName(static_cast<BlockError>(i)));
    QCOMPARE(names.size(), kBlockErrorCount);
    QCOMPARE(codeName(BlockError::WrongVersion), std::string_view("wrong_version"));
    QCOMPARE(codeName(BlockError::SupplyExceeded), std::string_view("supply_exceeded"));
}

QTEST_GUILESS_MAIN(TestLedger)
#include "test_ledger.moc"
