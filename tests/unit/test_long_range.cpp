// The keys of masternodes that have left, and may spend their collaterals, sign another history
// (R-CHK-2): all first members have gone, four others have come, by committed transactions alone. A node
// that knows the new members is told that history, and everything else those keys can make.
#include "node/core/verification.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/masternode_actions.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr PeerNumber kForger = 99;  // peers played by the test
constexpr PeerNumber kAnotherForger = 98;
constexpr PeerNumber kHonest = 97;
constexpr std::uint32_t kMembers = 4;
constexpr std::size_t kVictim = 2 * kMembers;  // behind the old and the new members
constexpr std::uint64_t kFork = 2;             // the last block both histories hold
constexpr std::uint64_t kWaitMs = 300'000;
using Keys = std::vector<const SigningKey*>;

ClusterPlan plan() {
    return {.members = kMembers, .others = kMembers + 1, .epochSlots = 4, .startAll = false};
}

/// The true history: a whole change of members, until the first ones are past unbonding.
class Changed : public Cluster {
public:
    Changed() : Cluster(plan()) {
        configure = [](std::size_t, CoreConfig& config) { config.foreignKeys = true; };
        for (std::uint32_t i = 0; i < kMembers; ++i)
            node(kMembers + i).key = NewMasternode(i).operatorKey;
        for (std::size_t i = 0; i < size(); ++i) start(i);
        toStranger = [this](std::size_t, PeerNumber to, const wire::Message& message) {
            if (const auto* wanted = std::get_if<wire::GetBlocks>(&message))
                m_asked.push_back({to, *wanted});
        };
    }

    const RegistryState& registry(std::size_t index = kMembers) {
        return node(index).core->tip().registry;
    }
    bool reaches(std::uint64_t height) {
        return runUntil([&] { return heightOf(kMembers) >= height; }, kWaitMs);
    }
    bool comeFourOthers() {
        for (std::uint32_t i = 0; i < kMembers; ++i)
            submit(kMembers, registrationTransaction(network(), NewMasternode(i), i, fastScheme()));
        return runUntil([&] { return registry().members.size() == 2 * kMembers; }, kWaitMs);
    }
    bool goTheFirst() {
        for (std::uint32_t i = 0; i < kMembers; ++i) {
            const Retirement said{{network().hash(), i},
                                  Lock::toKey(network().owners[i].publicKey())};
            submit(kMembers,
                   signedAction(network().hash(), said, network().owners[i], fastScheme()));
        }
        return runUntil([&] { return registry().members.size() == kMembers; }, kWaitMs);
    }
    /// Dropped from the registry: they have their collaterals back.
    bool areUnbound() {
        return runUntil(
            [&] {
                for (std::uint32_t i = 0; i < kMembers; ++i)
                    if (registry().find({network().hash(), i}) != nullptr) return false;
                return true;
            },
            kWaitMs);
    }
    /// In the places of the members of now: their own keys, or those of the first ones.
    Keys keysOfNow() {
        const MasternodeSet& members = node(kVictim).core->tip().next.members;
        Keys out;
        for (std::uint32_t at = 0; at < members.size(); ++at)
            for (std::size_t i = kMembers; i < kVictim; ++i)
                if (members.at(static_cast<MemberIndex>(at)).operatorKey ==
                    node(i).key->publicKey())
                    out.push_back(&*node(i).key);
        return out;
    }
    Keys oldKeys() {
        Keys out;
        for (const SigningKey& key : network().operators) out.push_back(&key);
        return out;
    }
    template <class S>
    S signedBy(const Keys& keys, S statement) {
        statement.signature = fastScheme().sign(*keys[statement.at.member],
                                                signingBytes(statement, network().hash()));
        return statement;
    }
    CommitCertificate certify(const Keys& keys, std::uint64_t epoch, std::uint64_t height,
                              const Hash& block) {
        CommitCertificate out{epoch, height, 0, block, {}};
        for (MemberIndex member = 0; member < keys.size(); ++member) {
            const auto commit =
                signedBy(keys, Commit{{epoch, height, 0, member, member + 1U}, block, {}});
            out.entries.push_back({member, commit.at.sequence, commit.signature});
        }
        return out;
    }
    /// A block on the victim's own tip, valid in everything, certified by whoever has `keys`.
    CertifiedBlock nextBlock(const Keys& keys) {
        const TipState& tip = node(kVictim).core->tip();
        ProposalInput input;
        input.proposer = tip.next.members.at(0).operatorKey;
        input.wallMs = now().wallMs;
        input.lastCommit = blockAt(kVictim, tip.header.height).certificate;
        const HeightContext previous = contextOfTip();
        auto block = buildBlock(
            input, {network().network, tip, *node(kVictim).chain, fastScheme(), previous});
        if (!block) std::abort();
        const Hash hash = block->hash();
        return {std::move(block).value(), certify(keys, tip.next.epoch, tip.next.height, hash)};
    }
    void tell(PeerNumber from, wire::Message message) {
        node(kVictim).core->onMessage(from, std::move(message), now());
        settle(kVictim);
    }
    void giveBlock(PeerNumber from, const CertifiedBlock& block) {
        tell(from, wire::BlockMessage{std::make_shared<const CertifiedBlock>(block)});
    }
    /// A peer that claims `claimed` blocks and answers with `blockAt(height)` what it is asked for, a
    /// while long. How many it gave.
    template <class BlockAt>
    int serve(PeerNumber from, std::uint64_t claimed, const BlockAt& blockAt) {
        node(kVictim).core->onPeerReady(from, claimed, now());
        settle(kVictim);
        int given = 0;
        for (int round = 0; round < 50; ++round) {
            run(100);
            for (const auto& [to, wanted] : std::exchange(m_asked, {}))
                for (std::uint64_t at = wanted.from; at < wanted.from + wanted.count; ++at)
                    if (to == from && at <= claimed) {
                        giveBlock(from, blockAt(at));
                        ++given;
                    }
        }
        node(kVictim).core->onPeerGone(from);
        settle(kVictim);
        return given;
    }
    bool blamed(PeerNumber peer) {
        const auto& blames = node(kVictim).blames;
        return std::any_of(blames.begin(), blames.end(), [peer](const BlamePeer& blame) {
            return blame.peer == peer && blame.reason == Blame::BadBlock;
        });
    }
    void keepVictimApart(bool apart) {
        for (std::size_t i = 0; i < kVictim; ++i) connect(i, kVictim, !apart);
    }

private:
    /// The members have been the same for long, so only these differ from the next height's.
    HeightContext contextOfTip() {
        HeightContext out = node(kVictim).core->tip().next;
        --out.height;
        out.epoch = blockAt(kVictim, out.height).certificate.epoch;
        return out;
    }

    std::vector<std::pair<PeerNumber, wire::GetBlocks>> m_asked;  ///< of strangers
};

/// The other history: the first members go on among themselves, further than the true one.
class Forged : public Cluster {
public:
    Forged() : Cluster(plan()) {
        for (std::size_t i = 0; i < kMembers; ++i) start(i);
    }
    bool reaches(std::uint64_t height) {
        return runUntil([&] { return heightOf(0) >= height; }, kWaitMs);
    }
};

}  // namespace

class TestLongRange : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void aYoungNodeRefusesWhatOldKeysSign();
};

/// R-CHK-2: its tip is younger than the unbonding time, so its members are bound, and only they count.
void TestLongRange::aYoungNodeRefusesWhatOldKeysSign() {
    Changed truth;
    QVERIFY(truth.reaches(kFork));
    QVERIFY(truth.comeFourOthers());
    QVERIFY(truth.goTheFirst());
    for (std::size_t i = 0; i < kMembers; ++i) truth.stop(i);
    QVERIFY(truth.areUnbound());
    truth.stop(kVictim);
    truth.keepVictimApart(true);
    truth.run(4'000);  // a little absence
    truth.start(kVictim);
    truth.settle(kVictim);
    NodeCore& victim = *truth.node(kVictim).core;
    QVERIFY(victim.status(truth.now(), 0).trust == Trust::Trusted);
    const std::uint64_t height = truth.heightOf(kVictim);
    const Hash tip = victim.tip().hash;
    QVERIFY(height > kFork);

    Forged forged;
    QVERIFY(forged.reaches(height + 5));
    QVERIFY(forged.blockAt(0, height).block.hash() != tip);
    const Keys oldKeys = truth.oldKeys();

    // The whole forged history, longer than the true one, to whoever asks and unasked.
    const auto forgery = [&](std::uint64_t at) { return forged.blockAt(0, at); };
    QVERIFY(truth.serve(kForger, height + 5, forgery) > 0);
    QVERIFY(truth.blamed(kForger));
    for (std::uint64_t at = 1; at <= height + 5; ++at)
        truth.giveBlock(kForger, forged.blockAt(0, at));
    QCOMPARE(truth.heightOf(kVictim), height);
    // Another newest block proves nothing against the true one.
    auto other = truth.blockAt(kVictim, height);
    ++other.block.header.timestampMs;
    other.certificate = truth.certify(oldKeys, other.certificate.epoch, height, other.block.hash());
    truth.giveBlock(kForger, other);
    QVERIFY(victim.tip().hash == tip && !truth.node(kVictim).fatal);
    // A block on the true tip, faultless but for who certified it.
    const auto next = [&](const Keys& keys) {
        return [block = truth.nextBlock(keys)](std::uint64_t) { return block; };
    };
    QVERIFY(truth.serve(kAnotherForger, height + 1, next(oldKeys)) > 0);
    QVERIFY(truth.blamed(kAnotherForger));
    QCOMPARE(truth.heightOf(kVictim), height);

    // Acknowledgements by those keys, in the places of today's members, make nothing final.
    const auto tx = simpleTransfer(truth.network(), 0, 1, Amount::satoshi(7'000'000), fastScheme());
    for (MemberIndex member = 0; member < kMembers; ++member) {
        TxAck ack;
        ack.at = {victim.status(truth.now(), 0).epoch, height + 1, 0, member, 900};
        ack.ids = IdListRef::of({tx.id()});
        truth.tell(kForger, wire::TxAcksMessage{truth.signedBy(oldKeys, ack), {tx.id()}});
    }
    QVERIFY(!truth.isFinal(kVictim, tx.id()));
    QVERIFY(!truth.node(kVictim).fatal);
    // The same block with the right keys is taken: it was the keys.
    const Keys newKeys = truth.keysOfNow();
    QCOMPARE(newKeys.size(), std::size_t{kMembers});
    QCOMPARE(truth.serve(kHonest, height + 1, next(newKeys)), 1);
    QCOMPARE(truth.heightOf(kVictim), height + 1);
    QVERIFY(!truth.blamed(kHonest));
}

QTEST_GUILESS_MAIN(TestLongRange)
#include "test_long_range.moc"
