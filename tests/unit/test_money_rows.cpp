// Money, end to end: supply equals what was issued (R-MONEY-4, R-TX-4), amounts at 2^63 +-1
// (R-MONEY-1), no coin spent twice within a transaction, a block, the pool or over a restart
// (R-TX-3, R-BLK-13, R-POOL-4), and a mutated tree or body never keeps the true block away (R-VAL-5,
// R-BLK-2).
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/ledger_cases.h"
#include "tests/support/properties.h"

#include <QTest>

#include <random>

using namespace timecoin;

namespace {

constexpr PeerNumber kLiar = 98;  // peers played by the test
constexpr PeerNumber kHonest = 99;
constexpr std::uint64_t kTwoTo63 = std::uint64_t{1} << 63;

/// Whether the sum of `values` is below 2^63, by sums of halves that cannot wrap.
bool sumFits(const std::vector<std::uint64_t>& values) {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    for (const std::uint64_t value : values) {
        high += value >> 32;
        low += value & 0xffff'ffff;
    }
    return high + (low >> 32) < (std::uint64_t{1} << 31);
}

/// Random transfers on a TestChain: one to three coins of a user, some of them made a moment ago, to
/// one to three users.
class RandomPayments {
public:
    RandomPayments(const TestChain& chain, std::uint64_t seed) : m_chain(chain), m_random(seed) {}

    Transactions some(std::size_t count) {
        m_free.clear();
        for (const auto& [outpoint, coin] : m_chain.coins().coins)
            if (coin.matureSlot == 0) keep(outpoint, coin);
        Transactions made;
        while (made.size() < count) {
            auto& coins = m_free[m_random() % m_chain.net().users.size()];
            if (coins.empty()) continue;
            made.push_back(pay(coins, made));
        }
        return made;
    }
    std::uint64_t number(std::uint64_t below) { return m_random() % below; }

private:
    using Coins = std::vector<std::pair<OutPoint, Coin>>;

    void keep(const OutPoint& outpoint, const Coin& coin) {
        const auto& users = m_chain.net().users;
        for (std::size_t user = 0; user < users.size(); ++user)
            if (coin.output.lock == Lock::toKey(users[user].publicKey()))
                m_free[user].emplace_back(outpoint, coin);
    }
    TransactionPtr pay(Coins& coins, const Transactions& parents) {
        TransferBuilder builder(m_chain.net().hash(), fastScheme());
        const auto& users = m_chain.net().users;
        const Lock own = coins.front().second.output.lock;
        std::uint64_t in = 0;
        for (std::size_t i = 0, wanted = 1 + number(3); i < wanted && !coins.empty(); ++i) {
            const std::size_t at = number(coins.size());
            builder.spend(coins[at].first, coins[at].second);
            in += coins[at].second.output.value.satoshi();
            coins.erase(coins.begin() + static_cast<std::ptrdiff_t>(at));
        }
        std::uint64_t left = in - (1 + number(5'000));
        const std::size_t outputs = 1 + number(3);
        for (std::size_t i = 1; i < outputs && left > 10 * kDustSatoshi; ++i) {
            const std::uint64_t value = kDustSatoshi + number(left / 2);
            builder.pay(users[number(users.size())], *Amount::fromSatoshi(value));
            left -= value;
        }
        builder.pay(users[number(users.size())], *Amount::fromSatoshi(left));
        for (const SigningKey& user : users)
            if (Lock::toKey(user.publicKey()) == own) builder.sign(user);
        const TransactionPtr made = m_chain.checked(builder.build(), parents);
        for (std::uint32_t i = 0; i < made->tx.outputs.size(); ++i)
            keep({made->id, i}, Coin{made->tx.outputs[i], 0});
        return made;
    }

    const TestChain& m_chain;
    std::mt19937_64 m_random;
    std::map<std::size_t, Coins> m_free;
};

/// Every way to spoil the body of a block whose transfers are at 1, 2 and 3 behind the reward.
struct Mutation {
    const char* name;
    std::function<void(Block&)> apply;
};
std::vector<Mutation> mutations(const Transaction& other) {
    using List = std::vector<Transaction>;
    const auto onList = [](void (*change)(List&)) {
        return [change](Block& block) { change(block.transactions); };
    };
    return {
        {"last leaf twice", onList([](List& list) { list.push_back(list.back()); })},
        {"one left out", onList([](List& list) { list.pop_back(); })},
        {"all left out", onList([](List& list) { list.resize(1); })},
        {"two exchanged", onList([](List& list) { std::swap(list[1], list[2]); })},
        {"one added", [other](Block& block) { block.transactions.push_back(other); }},
        {"one replaced", [other](Block& block) { block.transactions[2] = other; }},
        {"a witness changed",
         onList([](List& list) { list[1].witness.signatures[0].signature.data[7] ^= 1; })},
        {"the reward raised",
         onList([](List& list) { list[0].outputs[0].value = Amount::time(1'000); })},
        {"the reward left out", onList([](List& list) { list.erase(list.begin()); })},
        {"another last commit", [](Block& block) { block.lastCommit.view = 7; }},
    };
}

Transaction payment(const Cluster& cluster, std::uint32_t from, std::uint32_t satoshi) {
    return simpleTransfer(cluster.network(), from, 3, Amount::satoshi(satoshi), fastScheme());
}

/// Block 1 with payments of users 0 to 2, certified.
CertifiedBlock trueBlock(Cluster& cluster) {
    const auto& network = cluster.network();
    const TestChain chain(clusterNetwork());
    Transactions transfers;
    for (std::uint32_t user = 0; user < 3; ++user)
        transfers.push_back(chain.checked(payment(cluster, user, 5'000'000)));
    ProposalInput input = chain.proposal(transfers);
    input.wallMs = cluster.now().wallMs;
    Block block = chain.build(input);
    const Hash hash = block.hash();
    return {std::move(block),
            commitCertificate(network, chain.tip().next, 0, hash, 3, fastScheme())};
}

void give(Cluster& cluster, PeerNumber from, const CertifiedBlock& block) {
    cluster.node(4).core->onMessage(
        from, wire::BlockMessage{std::make_shared<const CertifiedBlock>(block)}, cluster.now());
    cluster.settle(4);
}

}  // namespace

class TestMoneyRows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-MONEY-4, R-TX-4, R-VAL-6: after every block all money is what genesis and rewards
    // made, no transfer makes any, and the hash of the coins is theirs.
    void supplyIsWhatWasIssued() {
        QVERIFY(holds(
            [](std::uint64_t seed) {
                TestChain chain;
                RandomPayments random(chain, seed);
                const Amount genesis = totalOf(chain.coins());
                for (int height = 1; height <= 6; ++height) {
                    const Transactions transfers = random.some(random.number(8));
                    for (const TransactionPtr& transfer : transfers) {
                        Amount left = transfer->fee;
                        for (const Output& output : transfer->tx.outputs)
                            left = *left.plus(output.value);
                        Amount spent;
                        for (const Coin& coin : transfer->spent)
                            spent = *spent.plus(coin.output.value);
                        RC_ASSERT(spent == left);
                        RC_ASSERT(!transfer->fee.isZero());
                    }
                    const Block block = chain.grow(transfers, 1 + random.number(30'000));
                    RC_ASSERT(TestChain::checkedOf(block, transfers).size() == transfers.size());
                    const auto minted =
                        Amount::fromSatoshi(chain.tip().registry.mintedSatoshi).value();
                    RC_ASSERT(totalOf(chain.coins()) == *genesis.plus(minted));
                    RC_ASSERT(hashOfAll(chain.coins()) == chain.tip().coinHash);
                    RC_ASSERT(block.header.utxoRoot == chain.tip().coinHash.digest());
                }
            },
            60));
    }

    // R-MONEY-1: no amount reaches 2^63, however it comes.
    void noAmountReachesTwoTo63() {
        for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{1}, kTwoTo63 - 1,
                                          kTwoTo63, kTwoTo63 + 1, ~std::uint64_t{0}}) {
            Writer out;
            out.u64(value);
            Lock{}.encode(out);
            QCOMPARE(decoded<Output>(out.bytes()).has_value(), value < kTwoTo63);
            QCOMPARE(Amount::fromSatoshi(value).has_value(), value < kTwoTo63);
            const auto text = parseTime(std::to_string(value / kSatoshiPerTime) + '.' +
                                        QString::number(value % kSatoshiPerTime)
                                            .rightJustified(8, QLatin1Char('0'))
                                            .toStdString());
            QCOMPARE(text.has_value(), value < kTwoTo63);
        }
    }

    // R-MONEY-1, R-TX-4: every three inputs and three outputs from the edges of the range.
    void sumsAtTwoTo63() {
        const std::vector<std::uint64_t> edges = {kDustSatoshi,     kTwoTo63 / 2 - 1, kTwoTo63 / 2,
                                                  kTwoTo63 / 2 + 1, kTwoTo63 - 2,     kTwoTo63 - 1};
        const std::size_t all = edges.size() * edges.size() * edges.size();
        const auto three = [&](std::size_t number) {
            std::vector<std::uint64_t> out;
            for (int i = 0; i < 3; ++i, number /= edges.size())
                out.push_back(edges[number % edges.size()]);
            return out;
        };
        const auto sum = [](const std::vector<std::uint64_t>& values) {
            return values[0] + values[1] + values[2];
        };
        const SigningKey key = testKey(1);
        const Lock own = Lock::toKey(key.publicKey());
        const Hash genesis = testHash(1);
        for (std::size_t a = 0; a < all; ++a) {
            for (std::size_t b = 0; b < all; ++b) {
                const auto in = three(a);
                const auto out = three(b);
                TransferBuilder builder(genesis, fastScheme());
                for (std::uint32_t i = 0; i < 3; ++i) {
                    builder.spend(testOutPoint(i), {{*Amount::fromSatoshi(in[i]), own}, 0});
                    builder.pay(own, *Amount::fromSatoshi(out[i]));
                }
                builder.sign(key);
                const auto checked = checkTransaction(builder.build(), builder.spent(),
                                                      testBasis(genesis, fastScheme()));
                const bool good = sumFits(in) && sumFits(out) && sum(in) > sum(out);
                if (checked.ok() != good || (good && checked->fee.satoshi() != sum(in) - sum(out)))
                    QFAIL(qPrintable(QStringLiteral("inputs %1, outputs %2").arg(a).arg(b)));
                if (!sumFits(in) || !sumFits(out))
                    QVERIFY(checked.error() == TxError::AmountOverflow);
            }
        }
    }

    // R-TX-3, R-BLK-13: twice in a transaction, twice in a block, whole or by its coin.
    void noCoinTwiceInATransactionOrABlock() {
        TestChain chain;
        const OutPoint outpoint = chain.net().userOutPoint(0);
        const Coin coin = chain.net().userCoin(0);
        TransferBuilder twice(chain.net().hash(), fastScheme());
        twice.spend(outpoint, coin).spend(outpoint, coin);
        twice.pay(chain.net().users[1], Amount::time(1'999'999)).sign(chain.net().users[0]);
        const auto refused = checkTransaction(twice.build(), twice.spent(),
                                              testBasis(chain.net().hash(), fastScheme()));
        QVERIFY(!refused && refused.error() == TxError::DuplicateInput);

        const TransactionPtr one = pay(chain, 0, 1, Amount::time(5));
        const TransactionPtr other = pay(chain, 0, 2, Amount::time(5));
        const Block good = chain.build(chain.proposal({one}));
        for (const auto& [again, error] :
             {std::pair{other, BlockError::Conflict}, {one, BlockError::DuplicateTransaction}}) {
            Block bad = good;
            bad.transactions.push_back(again->tx);
            reseal(bad);
            QVERIFY(refusal(chain, bad, {one, again}) == error);
            ProposalInput input = chain.proposal();
            input.mustInclude = {one, again};
            QVERIFY(!buildBlock(input, chain.context()));
        }
        QVERIFY(!refusal(chain, good, {one}));
    }

    // R-POOL-4, R-TX-8: in the pool, after the block, and after a restart from what was stored.
    void noCoinTwiceInThePoolOrAfterARestart() {
        Cluster cluster(4);
        cluster.run(50);
        const Transaction first = payment(cluster, 0, 5'000'000);
        const Transaction rival = payment(cluster, 0, 6'000'000);
        cluster.submit(4, first);
        QVERIFY(cluster.runUntil([&] { return cluster.isFinal(4, first.id()); }));
        const auto pooled = cluster.node(4).core->pooledAll().size();
        cluster.submit(4, first);  // the pool holds it once
        QCOMPARE(cluster.node(4).core->pooledAll().size(), pooled);
        cluster.submit(4, rival);
        QVERIFY(cluster.runUntil([&] { return cluster.isCommitted(4, first.id()); }));
        QVERIFY(!cluster.isFinal(4, rival.id()));
        QVERIFY(cluster.rejection(4, rival.id()) == TxError::Conflict);

        cluster.stop(4);
        cluster.start(4);
        cluster.run(100);
        QVERIFY(!cluster.node(4).chain->coin(first.inputs[0]));
        for (const Transaction& again : {first, rival}) {
            cluster.submit(4, again);
            cluster.run(3'000);
            QVERIFY(!cluster.node(4).core->pooled(again.id()));
        }
        QVERIFY(!cluster.isCommitted(4, rival.id()));
        for (std::size_t i = 0; i < cluster.size(); ++i) QVERIFY(!cluster.node(i).fatal);
    }

    // R-VAL-5, R-BLK-2 by sync: a certified block with another body under the true header, then the
    // true one from somebody else.
    void theTrueBlockComesAfterAMutatedOne() {
        const auto other = payment(Cluster(4, false), 3, 1'000'000);
        for (const Mutation& mutation : mutations(other)) {
            Cluster cluster(4, false);
            cluster.start(4);
            const CertifiedBlock truth = trueBlock(cluster);
            CertifiedBlock bad = truth;
            mutation.apply(bad.block);
            cluster.node(4).core->onPeerReady(kLiar, 1, cluster.now());
            cluster.run(600);
            give(cluster, kLiar, bad);
            cluster.run(600);
            QVERIFY2(cluster.heightOf(4) == 0 && !cluster.node(4).fatal, mutation.name);
            cluster.node(4).core->onPeerReady(kHonest, 1, cluster.now());
            cluster.run(600);
            give(cluster, kHonest, truth);
            cluster.run(600);
            QVERIFY2(!cluster.node(4).fatal, mutation.name);
            QVERIFY2(cluster.heightOf(4) == 1, mutation.name);
        }
    }

    // The same while the block is being agreed on: whoever passes a proposal on puts another body
    // beside its true header. All decide the true block, in the first view.
    void theTrueBlockIsDecidedAfterAMutatedProposal() {
        using Change = std::function<void(wire::CompactBlock&)>;
        const std::vector<std::pair<const char*, Change>> changes = {
            {"last leaf twice",
             [](auto& body) { body.transfers.push_back(body.transfers.back()); }},
            {"one left out", [](auto& body) { body.transfers.pop_back(); }},
            {"two exchanged", [](auto& body) { std::swap(body.transfers[0], body.transfers[1]); }},
            {"one nobody has", [](auto& body) { body.transfers[0] = testHash(7); }},
            {"one added that nobody has",
             [](auto& body) { body.transfers.push_back(testHash(7)); }},
            {"the reward raised",
             [](auto& body) { body.reward->outputs[0].value = Amount::time(1'000); }},
            {"the reward left out", [](auto& body) { body.reward.reset(); }},
            {"another last commit", [](auto& body) { body.lastCommit.view = 7; }},
        };
        for (const auto& [name, change] : changes) {
            Cluster cluster(4);
            cluster.run(50);
            for (std::uint32_t user = 0; user < 3; ++user)
                cluster.submit(user, payment(cluster, user, 5'000'000));
            // Before each proposal that comes to a node, its mutation comes.
            cluster.lose = [&](std::size_t, std::size_t to, const wire::Message& message) {
                const auto* proposal = std::get_if<wire::ProposalMessage>(&message);
                if (proposal != nullptr && proposal->block.transfers.size() >= 2 &&
                    cluster.heightOf(to) == 0) {
                    wire::ProposalMessage bad = *proposal;
                    change(bad.block);
                    cluster.node(to).core->onMessage(kLiar, std::move(bad), cluster.now());
                }
                return false;
            };
            QVERIFY2(cluster.runUntil([&] { return cluster.heightOf(4) >= 1; }), name);
            cluster.lose = {};
            cluster.run(2'000);
            QCOMPARE(cluster.blockAt(4, 1).certificate.view, 0U);
            QCOMPARE(cluster.blockAt(4, 1).block.transactions.size(), 4U);
            for (std::size_t i = 0; i < cluster.size(); ++i) {
                QVERIFY2(!cluster.node(i).fatal, name);
                QVERIFY2(cluster.heightOf(i) >= 1, name);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestMoneyRows)
#include "test_money_rows.moc"
