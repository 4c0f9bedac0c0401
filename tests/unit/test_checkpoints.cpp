// Checkpoints and absence: R-CHK-1..4. An attacker holds every key of the first masternodes, long
// after they have left, and signs another history from block 4 on; both histories are made by whole
// clusters, with the fast scheme.
#include "node/core/verification.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr PeerNumber kForger = 99;
constexpr std::uint64_t kFork = 3;   // the last block both histories hold
constexpr std::uint64_t kLong = 12;  // how far both go on
constexpr std::size_t kVictim = 4;   // a full node

/// Both histories are the same turns up to the fork.
void runToFork(Cluster& cluster) {
    const auto allThere = [&] {
        for (std::size_t i = 0; i <= kVictim; ++i)
            if (cluster.heightOf(i) < kFork) return false;
        return true;
    };
    if (!cluster.runUntil(allThere)) std::abort();
}

/// The history goes on after everybody was away for longer than keys are bound.
void goOn(Cluster& cluster, std::uint32_t satoshi, bool withVictim) {
    if (!withVictim) cluster.stop(kVictim);
    if (!withVictim) cluster.sleep(unbondingMs(cluster.network().network.params) + 60'000);
    cluster.submit(0,
                   simpleTransfer(cluster.network(), 0, 1, Amount::satoshi(satoshi), fastScheme()));
    if (!cluster.runUntil([&] { return cluster.heightOf(0) >= kLong; })) std::abort();
}

/// The story: what is true, what is forged, and a node that stopped at the fork.
struct Story {
    Cluster truth{4};
    Cluster forged{4};

    explicit Story(bool victimStays = false) {
        runToFork(truth);
        runToFork(forged);
        if (truth.blockAt(0, kFork).block.hash() != forged.blockAt(0, kFork).block.hash())
            std::abort();
        goOn(truth, 5'000'000, victimStays);
        goOn(forged, 6'000'000, victimStays);
        truth.toStranger = [this](std::size_t, PeerNumber to, const wire::Message& message) {
            if (to == kForger) m_asked.push_back(message);
        };
        truth.configure = [this](std::size_t index, CoreConfig& config) {
            if (index != kVictim) return;
            config.foreignKeys = true;
            config.checkpoints = checkpoints;
        };
    }

    std::vector<Checkpoint> checkpoints;

    Checkpoint checkpoint(Cluster& cluster, std::uint64_t height, bool givenNow = false) {
        return {height, cluster.blockAt(0, height).block.hash(), givenNow};
    }
    NodeCore& victim() { return *truth.node(kVictim).core; }

    /// The forger claims its chain, and answers whatever the victim asks it, for a while.
    void forge(std::uint64_t ms = 20'000) {
        victim().onPeerReady(kForger, forged.heightOf(0), truth.now());
        truth.settle(kVictim);
        for (std::uint64_t passed = 0; passed < ms; passed += 100) {
            truth.run(100);
            for (const auto& message : std::exchange(m_asked, {})) answer(message);
        }
    }

    void tell(wire::Message message) {
        victim().onMessage(kForger, std::move(message), truth.now());
        truth.settle(kVictim);
    }
    void giveBlock(std::uint64_t height) {
        tell(wire::BlockMessage{std::make_shared<const CertifiedBlock>(forged.blockAt(0, height))});
    }
    std::size_t blocksGiven = 0;
    bool knowsTheWay = false;  ///< the forger shows true headers, which are no secret

    bool alerted(AlertCode code) {
        for (const auto& event : truth.node(kVictim).events)
            if (const auto* alert = std::get_if<AlertRaised>(&event))
                if (alert->code == code) return true;
        return false;
    }
    Trust trust() { return victim().status(truth.now(), 0).trust; }
    bool onTheTrueChain() {
        const auto height = truth.heightOf(kVictim);
        return truth.blockAt(kVictim, height).block.hash() == truth.blockAt(0, height).block.hash();
    }
    void keepApart() {
        for (std::size_t i = 0; i < kVictim; ++i) truth.connect(i, kVictim, false);
    }
    void join() {
        for (std::size_t i = 0; i < kVictim; ++i) truth.connect(i, kVictim, true);
        truth.settle(kVictim);
    }

private:
    void answer(const wire::Message& message) {
        if (const auto* blocks = std::get_if<wire::GetBlocks>(&message)) {
            for (std::uint64_t at = blocks->from; at < blocks->from + blocks->count; ++at) {
                if (at > forged.heightOf(0)) return;
                ++blocksGiven;
                giveBlock(at);
            }
        } else if (const auto* wanted = std::get_if<wire::GetHeaders>(&message)) {
            wire::Headers headers;
            Cluster& shown = knowsTheWay ? truth : forged;
            for (std::uint64_t at = wanted->from; at < wanted->from + wanted->count; ++at)
                if (at <= shown.heightOf(0))
                    headers.headers.push_back(shown.blockAt(0, at).block.header);
            tell(headers);
        }
    }

    std::vector<wire::Message> m_asked;
};

const NetworkParams& params() {
    static const NetworkParams kParams = [] {
        NetworkParams out;
        out.blockIntervalMs = 1'000;
        out.unbondingSlots = 100;
        return out;
    }();
    return kParams;
}

}  // namespace

class TestCheckpoints : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void theNameOfABlock() {
        const auto hash = testHash(1);
        const auto text = formatCheckpoint(1'234, hash);
        QCOMPARE(text, "1234:" + toHex(hash));
        QVERIFY(parseCheckpoint(text) == (Checkpoint{1'234, hash}));
        QVERIFY(parseCheckpoint("9999999999999999999:" + toHex(hash)));
        for (const auto& bad :
             {std::string(), std::string(":"), "1234" + toHex(hash), ":" + toHex(hash),
              "-1:" + toHex(hash), " 1:" + toHex(hash), "1:" + toHex(hash) + "0",
              "1:" + toHex(hash).substr(1), "10000000000000000000:" + toHex(hash),
              "1:x" + toHex(hash).substr(1)})
            QVERIFY2(!parseCheckpoint(bad), bad.c_str());
    }

    // R-CHK-2: by age alone; and by what a checkpoint says of the points of a snapshot.
    void whatMayBeStoodOn() {
        const std::vector<ChainPoint> points{
            {0, testHash(0), 1'000}, {10, testHash(10), 50'000}, {20, testHash(20), 400'000}};
        const std::span<const ChainPoint> first(points.data(), 1);
        const auto trust = [](std::span<const ChainPoint> at, std::vector<Checkpoint> named,
                              std::uint64_t wallMs, bool foreign = true) {
            return trustIn(at, named, params(), wallMs, foreign);
        };
        // A tip: the last millisecond of the unbonding time, and the one after.
        QVERIFY(trust(first, {}, 101'000) == Trust::Trusted);
        QVERIFY(trust(first, {}, 101'001) == Trust::Needed);
        QVERIFY(trust(first, {}, 101'001, false) == Trust::Trusted);
        QVERIFY(trust(first, {{0, testHash(1)}}, 2'000) == Trust::OtherChain);
        QVERIFY(trust(first, {{5, testHash(5)}}, 2'000) == Trust::Follow);
        QVERIFY(trust(first, {{5, testHash(5)}}, 900'000) == Trust::Follow);
        // A snapshot's own timestamps are its signers' word: only genesis and checkpoints count.
        QVERIFY(trust(points, {}, 101'000) == Trust::Trusted);
        QVERIFY(trust(points, {}, 400'001) == Trust::Needed);
        QVERIFY(trust(points, {{10, testHash(10)}}, 150'000) == Trust::Trusted);
        QVERIFY(trust(points, {{10, testHash(10)}}, 150'001) == Trust::Needed);
        QVERIFY(trust(points, {{20, testHash(20)}, {10, testHash(10)}}, 500'000) == Trust::Trusted);
        QVERIFY(trust(points, {{10, testHash(11)}, {20, testHash(20)}}, 400'001) ==
                Trust::OtherChain);
        // A checkpoint between two boundaries names a block that nobody has shown.
        QVERIFY(trust(points, {{15, testHash(15)}}, 400'001) == Trust::Needed);
        QVERIFY(trust(points, {{21, testHash(21)}}, 900'000) == Trust::Follow);
    }

    // R-CHK-2: long absent, no checkpoint: nothing is taken, believed or signed, of nobody.
    void aLongAbsentNodeTakesNothing() {
        Story story;
        story.keepApart();
        story.truth.start(kVictim);
        story.truth.settle(kVictim);
        QVERIFY(story.trust() == Trust::Needed);
        QVERIFY(story.alerted(AlertCode::CheckpointNeeded));
        story.forge();
        QCOMPARE(story.blocksGiven, 0u);  // it does not even ask
        for (std::uint64_t at = 1; at <= kLong; ++at) story.giveBlock(at);
        // Nor are acknowledgements by those keys finality.
        const auto tx =
            simpleTransfer(story.truth.network(), 2, 1, Amount::satoshi(7'000'000), fastScheme());
        story.truth.submit(kVictim, tx);
        const auto epoch = story.victim().status(story.truth.now(), 0).epoch;
        for (MemberIndex member = 0; member < 4; ++member) {
            TxAck ack;
            ack.at = {epoch, kFork + 1, 0, member, 900};
            ack.ids = IdListRef::of({tx.id()});
            ack = signedStatement(ack, story.truth.network(), fastScheme());
            story.tell(wire::TxAcksMessage{ack, {tx.id()}});
        }
        QVERIFY(!story.truth.isFinal(kVictim, tx.id()));
        story.join();
        story.truth.run(20'000);
        QCOMPARE(story.truth.heightOf(kVictim), kFork);
        QVERIFY(!story.truth.isFinal(kVictim, tx.id()));
        QVERIFY(!story.truth.node(kVictim).fatal);
        QCOMPARE(story.truth.restlessTurns, 0u);
    }

    // R-CHK-2: a masternode that was away that long signs nothing, whatever it is asked.
    void aLongAbsentMasternodeSignsNothing() {
        Cluster cluster(4);
        runToFork(cluster);
        cluster.stop(1);
        cluster.sleep(unbondingMs(cluster.network().network.params) + 60'000);
        QVERIFY(cluster.runUntil([&] { return cluster.heightOf(0) >= 6; }));
        cluster.node(1).sent.clear();
        cluster.configure = [](std::size_t, CoreConfig& config) { config.foreignKeys = true; };
        cluster.start(1);
        cluster.submit(
            0, simpleTransfer(cluster.network(), 0, 1, Amount::satoshi(5'000'000), fastScheme()));
        cluster.run(20'000);
        QCOMPARE(cluster.heightOf(1), kFork);
        for (const auto& message : cluster.node(1).sent) QVERIFY(!headerOf(message));
        QVERIFY(!cluster.node(1).core->status(cluster.now(), 0).signingAllowed);
        // R-CHK-4: told where the others are, it follows, and signs again.
        const Checkpoint now{cluster.heightOf(0), cluster.node(0).core->tip().hash, true};
        cluster.stop(1);
        cluster.configure = [now](std::size_t, CoreConfig& config) {
            config.foreignKeys = true;
            config.checkpoints = {now};
        };
        cluster.start(1);
        QVERIFY(cluster.runUntil(
            [&] { return cluster.node(1).core->status(cluster.now(), 0).signingAllowed; }));
        QVERIFY(cluster.heightOf(1) >= now.height);
    }

    // R-CHK-3: with a checkpoint the forger is refused at its first block, and the truth followed.
    void withACheckpointTheTrueChainIsFollowed() {
        Story story;
        story.checkpoints = {story.checkpoint(story.truth, kLong - 2, true)};
        story.keepApart();
        story.truth.start(kVictim);
        story.truth.settle(kVictim);
        QVERIFY(story.trust() == Trust::Follow);
        story.forge();  // the forger alone
        QCOMPARE(story.truth.heightOf(kVictim), kFork);
        QCOMPARE(story.blocksGiven, 0u);  // it does not know the way, so it is not asked for blocks
        QVERIFY(story.alerted(AlertCode::CheckpointNotFound));
        for (std::uint64_t at = 1; at <= kLong; ++at) story.giveBlock(at);
        QCOMPARE(story.truth.heightOf(kVictim), kFork);
        story.join();
        story.forge();  // the forger and the others
        QVERIFY(story.truth.heightOf(kVictim) >= kLong);
        QVERIFY(story.onTheTrueChain());
        QVERIFY(story.trust() == Trust::Trusted);
        QVERIFY(!story.truth.node(kVictim).fatal);
        QCOMPARE(story.truth.restlessTurns, 0u);
    }

    // R-CHK-3: whose headers lead to the checkpoint, but whose blocks are others, is found out.
    void aForgerWhoKnowsTheWayIsRefused() {
        Story story;
        story.checkpoints = {story.checkpoint(story.truth, kLong - 2, true)};
        story.keepApart();
        story.truth.start(kVictim);
        story.knowsTheWay = true;
        story.forge();
        QVERIFY(story.blocksGiven > 0);
        QCOMPARE(story.truth.heightOf(kVictim), kFork);
        QVERIFY(!story.truth.node(kVictim).fatal);
        const auto& blames = story.truth.node(kVictim).blames;
        QVERIFY(std::any_of(blames.begin(), blames.end(), [](const BlamePeer& blame) {
            return blame.peer == kForger && blame.reason == Blame::BadBlock;
        }));
        story.join();
        QVERIFY(story.truth.runUntil([&] { return story.truth.heightOf(kVictim) >= kLong; }));
        QVERIFY(story.onTheTrueChain());
    }

    // The same for a new node: its genesis is old, the checkpoint that of the network's file.
    void aNewNodeFollowsItsCheckpoint() {
        Story story;
        story.checkpoints = {story.checkpoint(story.truth, 2), story.checkpoint(story.truth, 9)};
        story.truth.node(kVictim).chain = std::make_unique<MemoryChainStore>();
        story.keepApart();
        story.truth.start(kVictim);
        QVERIFY(story.trust() == Trust::Follow);
        story.forge();
        QCOMPARE(story.truth.heightOf(kVictim), 0u);
        story.join();
        story.forge();
        QVERIFY(story.truth.heightOf(kVictim) >= kLong);
        QVERIFY(story.onTheTrueChain());
    }

    // R-CHK-2: a tip younger than the unbonding time: keys that are no members decide nothing.
    void aYoungNodeRefusesTheForgedHistory() {
        Story story(true);
        story.truth.stop(kVictim);
        story.keepApart();
        story.truth.start(kVictim);
        QVERIFY(story.trust() == Trust::Trusted);
        const auto height = story.truth.heightOf(kVictim);
        // The set has moved on: the forger's keys are of none of its members any more.
        auto late = story.forged.blockAt(0, kLong);
        late.block.header.height = height + 1;
        late.certificate.height = height + 1;
        late.certificate.block = late.block.hash();
        story.victim().onPeerReady(kForger, height + 5, story.truth.now());
        story.truth.run(500);
        story.tell(wire::BlockMessage{std::make_shared<const CertifiedBlock>(late)});
        QCOMPARE(story.truth.heightOf(kVictim), height);
        for (std::uint64_t at = 1; at < height; ++at) story.giveBlock(at);
        QVERIFY(!story.truth.node(kVictim).fatal);
        story.join();
        QVERIFY(story.truth.runUntil([&] { return story.truth.heightOf(kVictim) > height + 1; }));
        QVERIFY(story.onTheTrueChain());
    }

    // R-CHK-1: a store that holds another block is not opened.
    void aStoreOfAnotherChainIsRefused() {
        Story story;
        story.truth.node(kVictim).chain->reopen();
        story.truth.node(kVictim).safety->reopen();
        const auto startWith = [&](std::vector<Checkpoint> named) {
            CoreConfig config;
            config.network = story.truth.network().network;
            config.scheme = &fastScheme();
            config.checkpoints = std::move(named);
            NodeCore core(std::move(config), *story.truth.node(kVictim).chain,
                          *story.truth.node(kVictim).safety);
            const auto started = core.start(story.truth.now());
            return started ? std::optional<StorageCode>() : started.error().code;
        };
        QVERIFY(!startWith({story.checkpoint(story.truth, kFork)}));
        QVERIFY(startWith({{kFork, testHash(1)}}) == StorageCode::WrongCheckpoint);
        QVERIFY(startWith({{0, testHash(1)}}) == StorageCode::WrongCheckpoint);
        QVERIFY(!startWith({{kLong, testHash(1)}}));  // not here yet
        QVERIFY(startWith({{kLong, testHash(1)}, {kLong, testHash(2)}}) ==
                StorageCode::WrongCheckpoint);
    }

    // R-CHK-3: what is kept here is the forgery: the way from the checkpoint says so.
    void aForgedTipIsFoundOut() {
        Story story;
        auto forgedTip = Story();
        std::swap(story.truth.node(kVictim).chain, forgedTip.forged.node(0).chain);
        // The forged tip must lie below the checkpoint.
        QVERIFY(story.truth.runUntil([&] { return story.truth.heightOf(0) >= kLong + 6; }));
        story.checkpoints = {story.checkpoint(story.truth, kLong + 5, true)};
        story.truth.start(kVictim);
        story.truth.run(5'000);
        QVERIFY(story.truth.node(kVictim).fatal);
        QVERIFY(story.truth.node(kVictim).fatal->code == FatalCode::WrongCheckpoint);
    }

    // R-CHK-4: a network that slept as a whole goes on when its people name its last block.
    void anOldTipThatIsNamedIsTrusted() {
        Cluster cluster(4);
        runToFork(cluster);
        cluster.run(500);
        for (std::size_t i = 0; i <= kVictim; ++i) cluster.stop(i);
        cluster.sleep(2 * unbondingMs(cluster.network().network.params));
        const auto begun = cluster.blockAt(0, kFork).block.hash();
        const auto all = [&](bool givenNow) {
            cluster.configure = [begun, givenNow](std::size_t, CoreConfig& config) {
                config.foreignKeys = true;
                config.checkpoints = {{kFork, begun, givenNow}};
            };
            for (std::size_t i = 0; i <= kVictim; ++i) cluster.start(i);
            cluster.run(20'000);
        };
        all(false);  // a file of unknown age is not enough
        QCOMPARE(cluster.heightOf(0), kFork);
        for (std::size_t i = 0; i <= kVictim; ++i) cluster.stop(i);
        all(true);
        QVERIFY(cluster.heightOf(kVictim) > kFork);
        QVERIFY(cluster.node(kVictim).core->status(cluster.now(), 0).trust == Trust::Trusted);
    }
};

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "test_checkpoints.moc"
