// Networks and their beginning: R-NET-1, R-GEN-1; sets of masternodes: R-VAL-7.
#include "node/chain/params.h"
#include "tests/support/canonical.h"
#include "tests/support/fixtures.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <functional>
#include <set>

using namespace timecoin;

class TestParams : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();
    void everyParameterIsBound();         // R-NET-1
    void everyBalanceAndMemberIsBound();  // R-GEN-1
    void theBeginning();
    void slotsOfBlocks_data();
    void slotsOfBlocks();
    void setHashes();
    void setEncodings();
};

void TestParams::golden() {
    const QJsonObject file = vectorFile("golden/genesis.json").object();
    NetworkParams params;
    params.name = "golden";
    params.addressPrefix = "stime";
    Writer consensus;
    params.encodeConsensus(consensus);
    QVERIFY(consensus.bytes() == hexOf(file["params"]));
    Genesis genesis;
    genesis.timeMs = static_cast<std::uint64_t>(file["time_ms"].toInteger());
    for (const QJsonValue balance : file["balances"].toArray())
        genesis.balances.push_back(*decoded<Output>(hexOf(balance)));
    genesis.members = *decoded<MasternodeSet>(hexOf(file["members"]));
    const Network network = Network::make(params, genesis);
    QVERIFY(network.genesisHash == fixedOf<Hash>(file["genesis_hash"]));
    QVERIFY(encoded(network.genesisHeader()) == hexOf(file["header"]));
    QVERIFY(network.genesisHeader().hash() == fixedOf<Hash>(file["header_hash"]));

    const QJsonObject set = vectorFile("golden/masternode_set.json").object();
    const auto members = decoded<MasternodeSet>(hexOf(set["encoded"]));
    QVERIFY(members);
    QCOMPARE(members->size(), 4U);
    QVERIFY(members->hash() == fixedOf<Hash>(set["hash"]));
    QVERIFY(encoded(*members) == hexOf(set["encoded"]));
}

void TestParams::everyParameterIsBound() {
    const Network network = testNetwork(4).network;
    const std::vector<std::function<void(NetworkParams&)>> changes = {
        [](auto& p) { p.name += "x"; },
        [](auto& p) { p.addressPrefix = "time"; },
        // The border between the two texts is bound as well.
        [](auto& p) {
            p.name += p.addressPrefix.front();
            p.addressPrefix.erase(0, 1);
        },
        [](auto& p) { p.blockIntervalMs += 1; },
        [](auto& p) { p.viewTimeoutMs += 1; },
        [](auto& p) { p.epochSlots += 1; },
        [](auto& p) { p.unbondingSlots += 1; },
        [](auto& p) { p.rewardMaturitySlots += 1; },
        [](auto& p) { p.collateral = Amount::time(999); },
        [](auto& p) { p.blockReward = Amount::time(99); },
    };
    std::set<Hash> hashes = {network.genesisHash};
    for (const auto& change : changes) {
        NetworkParams params = network.params;
        change(params);
        QVERIFY(hashes.insert(Network::make(params, network.genesis).genesisHash).second);
    }
    // Ports are advice to a node, not a rule of the chain.
    NetworkParams params = network.params;
    params.p2pPort = 1;
    params.rpcPort = 2;
    QVERIFY(Network::make(params, network.genesis).genesisHash == network.genesisHash);
}

void TestParams::everyBalanceAndMemberIsBound() {
    const Network network = testNetwork(4).network;
    using Change = std::function<void(Genesis&)>;
    const auto member = [](std::function<void(Masternode&)> change) -> Change {
        return [change](Genesis& genesis) {
            std::vector<Masternode> members = genesis.members.members();
            change(members[1]);
            genesis.members = MasternodeSet(members);
        };
    };
    const std::vector<Change> changes = {
        [](auto& g) { g.timeMs += 1; },
        [](auto& g) { g.balances.pop_back(); },
        [](auto& g) { g.balances[0].value = Amount::time(1'001); },
        [](auto& g) { g.balances[0].lock.data[0] ^= 1; },
        [](auto& g) { std::swap(g.balances[4], g.balances[5]); },
        [](auto& g) { g.members = MasternodeSet(); },
        member([](Masternode& m) { m.collateral.index = 5; }),
        member([](Masternode& m) { m.operatorKey.data[0] ^= 1; }),
        member([](Masternode& m) { m.owner.data[0] ^= 1; }),
        member([](Masternode& m) { m.payout.data[0] ^= 1; }),
        member([](Masternode& m) { m.service = "elsewhere:1"; }),
    };
    std::set<Hash> hashes = {network.genesisHash};
    for (const Change& change : changes) {
        Genesis genesis = network.genesis;
        change(genesis);
        QVERIFY(hashes.insert(genesis.hash(network.params)).second);
    }
}

void TestParams::theBeginning() {
    const TestNetwork made = testNetwork(4, 3);
    const Network& network = made.network;
    const auto coins = network.initialCoins();
    QCOMPARE(coins.size(), std::size_t{7});
    LtHash sum;
    for (std::size_t i = 0; i < coins.size(); ++i) {
        QVERIFY(coins[i].outpoint.txid == network.genesisHash);
        QCOMPARE(coins[i].outpoint.index, static_cast<std::uint32_t>(i));
        QVERIFY(coins[i].coin.output == network.genesis.balances[i]);
        QCOMPARE(coins[i].coin.matureSlot, std::uint64_t{0});
        sum.add(coins[i].outpoint, coins[i].coin);
    }
    const MasternodeSet members = network.initialMembers();
    for (MemberIndex i = 0; i < 4; ++i) {
        const OutPoint expected{network.genesisHash, i};
        QVERIFY(members.at(i).collateral == expected);
        QVERIFY(members.indexOf(made.operators[i].publicKey()) == i);
    }
    QVERIFY(!members.indexOf(made.users[0].publicKey()));
    QVERIFY(!members.contains(4));

    const BlockHeader header = network.genesisHeader();
    QCOMPARE(header.height, std::uint64_t{0});
    QVERIFY(header.previous == network.genesisHash);
    QCOMPARE(header.timestampMs, network.genesis.timeMs);
    QVERIFY(header.utxoRoot == sum.digest());
    QVERIFY(header.registryHash == members.hash());
    QVERIFY(header.hash() != network.genesisHash);
}

void TestParams::slotsOfBlocks_data() {
    QTest::addColumn<qint64>("afterGenesisMs");
    QTest::addColumn<quint64>("slot");
    QTest::newRow("genesis") << qint64{0} << quint64{0};
    QTest::newRow("last of slot 0") << qint64{9'999} << quint64{0};
    QTest::newRow("first of slot 1") << qint64{10'000} << quint64{1};
    QTest::newRow("slot 7") << qint64{75'000} << quint64{7};
    QTest::newRow("before genesis") << qint64{-1} << quint64{0};
}

void TestParams::slotsOfBlocks() {
    QFETCH(qint64, afterGenesisMs);
    QFETCH(quint64, slot);
    const Network network = testNetwork(1).network;
    const auto ms = static_cast<std::int64_t>(network.genesis.timeMs) + afterGenesisMs;
    QCOMPARE(network.slotAfter(static_cast<std::uint64_t>(ms)), slot);
    QCOMPARE(network.slotAfter(0), std::uint64_t{0});
    QVERIFY(network.slotAfter(~std::uint64_t{0}) > 0);
}

void TestParams::setHashes() {
    const std::vector<Masternode> members = testNetwork(4).network.initialMembers().members();
    const auto hashWith = [&](std::function<void(std::vector<Masternode>&)> change) {
        std::vector<Masternode> changed = members;
        change(changed);
        return MasternodeSet(changed).hash();
    };
    std::set<Hash> hashes = {MasternodeSet(members).hash(), MasternodeSet().hash()};
    QCOMPARE(hashes.size(), std::size_t{2});
    QVERIFY(hashes.insert(hashWith([](auto& m) { m.pop_back(); })).second);
    QVERIFY(hashes.insert(hashWith([](auto& m) { std::swap(m[0], m[1]); })).second);
    QVERIFY(hashes.insert(hashWith([](auto& m) { m[0].collateral.index = 9; })).second);
    QVERIFY(hashes.insert(hashWith([](auto& m) { m[0].operatorKey.data[0] ^= 1; })).second);
    QVERIFY(hashes.insert(hashWith([](auto& m) { m[0].owner.data[0] ^= 1; })).second);
    QVERIFY(hashes.insert(hashWith([](auto& m) { m[0].payout.data[0] ^= 1; })).second);
    // A masternode may move house inside an epoch: the set is still the certified one.
    QVERIFY(!hashes.insert(hashWith([](auto& m) { m[0].service = "elsewhere:1"; })).second);
}

void TestParams::setEncodings() {
    QCOMPARE(encodingFault(testNetwork(2).network.initialMembers()), std::string());
    QCOMPARE(encodingFault(MasternodeSet()), std::string());
    const std::vector<Masternode> members = testNetwork(4).network.initialMembers().members();
    const auto decodes = [&](std::function<void(std::vector<Masternode>&)> change) {
        std::vector<Masternode> changed = members;
        change(changed);
        return decoded<MasternodeSet>(encoded(MasternodeSet(changed))).has_value();
    };
    QVERIFY(decodes([](auto&) {}));
    QVERIFY(!decodes([](auto& m) { m[3].operatorKey = m[0].operatorKey; }));
    QVERIFY(!decodes([](auto& m) { m[3].collateral = m[0].collateral; }));
    QVERIFY(decodes([](auto& m) { m[3].payout = m[0].payout; }));
    QVERIFY(decodes([](auto& m) { m[0].service = std::string(255, 'x'); }));
    QVERIFY(!decodes([](auto& m) { m[0].service = std::string(256, 'x'); }));
    std::vector<Masternode> many;
    for (std::uint32_t i = 0; i < kMaxMasternodes; ++i) {
        many.push_back(members[0]);
        many.back().operatorKey = PublicKey{testHash(i).data};
        many.back().collateral.index = i;
    }
    QVERIFY(decoded<MasternodeSet>(encoded(MasternodeSet(many))));
    many.push_back(members[1]);
    QVERIFY(!decoded<MasternodeSet>(encoded(MasternodeSet(many))));
}

QTEST_GUILESS_MAIN(TestParams)
#include "test_params.moc"
