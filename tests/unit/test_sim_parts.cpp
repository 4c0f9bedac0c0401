// The parts of the simulator that judge liars and make failures small (the rest: test_sim_checkers).
#include "node/chain/masternode_actions.h"
#include "node/storage/memory_store.h"
#include "tests/sim/byzantine/strategy.h"
#include "tests/sim/checkers/checkers.h"
#include "tests/sim/clients/impatient.h"
#include "tests/sim/minimise.h"
#include "tests/sim/options.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

/// What a checker of evidence says to one block that holds it.
class Court {
public:
    Court()
        : m_net(testNetwork(4)),
          m_members(m_net.network, m_verdict),
          m_statements(4, m_net.network, fastScheme(), m_members, m_verdict),
          m_evidence(m_net.network, fastScheme(), m_members, m_statements, m_liars, m_verdict) {}

    void lies(NodeNumber node) {
        m_liars.insert(node);
        m_statements.excuse(node);
    }
    Prepare prepare(MemberIndex member, std::uint32_t view, std::uint32_t block) {
        Prepare made;
        made.at = {0, 1, view, member, ++m_sequence};
        made.block = testHash(block);
        return signedStatement(made, m_net, fastScheme());
    }
    /// Without asking whether it is one.
    static Evidence pair(const PublicKey& key, Prepare a, Prepare b) {
        Writer first, second;
        encodeStatement(a, first);
        encodeStatement(b, second);
        if (second.take() < first.take()) std::swap(a, b);
        return {key, Contradiction<Prepare>{a, b}};
    }
    QString judge(const Evidence& evidence) {
        Block block;
        block.header.height = 1;
        block.transactions.push_back(evidenceTransaction(evidence));
        m_evidence.onBlock(block);
        return QString::fromStdString(m_verdict.sentence().value_or(""));
    }
    PublicKey key(MemberIndex member) const { return m_net.operators[member].publicKey(); }

private:
    TestNetwork m_net;
    Verdict m_verdict;
    MemberChecker m_members;
    StatementChecker m_statements;
    std::set<NodeNumber> m_liars;
    EvidenceChecker m_evidence;
    std::uint64_t m_sequence = 0;
};

/// What a liar knows who lies alone.
class Alone {
public:
    Alone() : m_net(testNetwork(4)), m_model(m_net.network) {}

    const TestNetwork& net() const { return m_net; }
    Ground ground() {
        return {m_net.operators[3],
                fastScheme(),
                m_net.network,
                m_model,
                m_timeline,
                m_rivals,
                [this]() -> const ChainStore& { return m_store; },
                [] { return nullptr; },
                m_peace};
    }

private:
    TestNetwork m_net;
    RegistryModel m_model;
    Timeline m_timeline;
    std::map<Hash, Hash> m_rivals;
    MemoryChainStore m_store;
    bool m_peace = false;
};

/// Fails as long as there are this many heights and payments and crashes are not left out.
std::optional<std::string> needsCrashes(const RunOptions& run) {
    if (run.without.contains("crash")) return "liveness: something else";
    if (run.blocks < 7 || run.payments < 3) return std::nullopt;
    return "agreement: two blocks at " + std::to_string(run.blocks);
}

/// A seed whose scenario has crashes.
RunOptions runWithCrashes() {
    RunOptions run;
    while (true) {
        Random random(++run.seed);
        if (Scenario::draw(run, random).crashEveryMs != 0) return run;
    }
}

}  // namespace

class TestSimParts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-EVI-1, R-EVI-3: against a liar, signed by it, a contradiction.
    void trueEvidencePasses() {
        Court court;
        court.lies(2);
        QCOMPARE(
            court.judge(Court::pair(court.key(2), court.prepare(2, 0, 1), court.prepare(2, 0, 2))),
            QString());
    }
    void evidenceAgainstAnHonestMember() {
        Court court;
        const QString said =
            court.judge(Court::pair(court.key(2), court.prepare(2, 0, 1), court.prepare(2, 0, 2)));
        QVERIFY2(said.startsWith("evidence") && said.endsWith("which is honest"), qPrintable(said));
    }
    void evidenceThatProvesNothing() {
        const auto isRefused = [](Court& court, const Evidence& evidence, const char* why) {
            const QString said = court.judge(evidence);
            return said.startsWith("evidence") && said.endsWith(QLatin1String(why));
        };
        for (const auto& [views, blocks, why] :
             {std::tuple(1u, 2u, "is no contradiction"), std::tuple(0u, 1u, "no contradiction")}) {
            Court court;
            court.lies(2);
            QVERIFY(isRefused(
                court,
                Court::pair(court.key(2), court.prepare(2, 0, 1), court.prepare(2, views, blocks)),
                why));
        }
        Court court;
        court.lies(2);
        Prepare forged = court.prepare(2, 0, 2);
        ++forged.signature.data[5];
        QVERIFY(isRefused(court, Court::pair(court.key(2), court.prepare(2, 0, 1), forged),
                          "is not signed by it"));
    }

    // A liar may put anything in the mouth of others: it counts only where the signature holds.
    void whatALiarForgesIsNobodysWord() {
        const TestNetwork net = testNetwork(4);
        for (const bool forged : {true, false}) {
            Checkers checkers(net.network, fastScheme());
            checkers.excuse(3);
            Prepare said;
            said.at = {0, 1, 0, 1, 1};
            said.block = testHash(1);
            checkers.onSent(3, wire::PrepareMessage{signedStatement(said, net, fastScheme())});
            said.block = testHash(2);
            Prepare other = signedStatement(said, net, fastScheme());
            if (forged) ++other.signature.data[0];
            checkers.onSent(3, wire::PrepareMessage{other});
            QCOMPARE(checkers.failure().has_value(), !forged);
        }
    }

    // R-POOL-5: same id, another copy; the good one comes after it, or never.
    void spoiledCopiesKeepTheId() {
        Alone alone;
        const auto good = std::make_shared<const Transaction>(
            simpleTransfer(alone.net(), 0, 1, Amount::time(1), fastScheme()));
        std::set<std::size_t> said;
        for (std::uint64_t seed = 1; seed < 60; ++seed) {
            const Ground ground = alone.ground();
            const auto liar = makeStrategy(Family::Spoil, ground, Random(seed));
            const Messages told = liar->told(wire::TransactionMessage{good}, false, 1);
            const auto& first = std::get<wire::TransactionMessage>(told.front()).transaction;
            const auto& last = std::get<wire::TransactionMessage>(told.back()).transaction;
            QCOMPARE(first->id(), good->id());
            if (told.size() == 2) {
                QVERIFY(first->fullHash() != good->fullHash());
                QCOMPARE(last->fullHash(), good->fullHash());
            }
            said.insert(told.size() == 2 ? 2 : first->fullHash() == good->fullHash() ? 0 : 1);
        }
        QCOMPARE(said.size(), std::size_t{3});
    }
    // R-EVI-1, R-EVI-3
    void whoAccusesProvesNothing() {
        Alone alone;
        const Ground ground = alone.ground();
        const auto liar = makeStrategy(Family::Accuse, ground, Random(4));
        for (std::uint32_t view = 0; view < 8; ++view) {
            ViewChange change;
            change.at = {0, 1, view, 1, view + 1};
            change.acknowledged = IdListRef::of({});
            if (view > 1) change.prepared = PreparedRef{view - 1, testHash(view)};
            liar->heard(
                wire::ViewChangeMessage{signedStatement(change, alone.net(), fastScheme()), {}});
        }
        int shown = 0;
        for (int i = 0; i < 1'000; ++i)
            for (const wire::Message& said : liar->unasked(0)) {
                const auto& tx = std::get<wire::TransactionMessage>(said).transaction;
                const auto evidence = decoded<Evidence>(tx->payload);
                QVERIFY(evidence.has_value());
                QCOMPARE(evidence->operatorKey, alone.net().operators[1].publicKey());
                QVERIFY(!checkEvidence(*evidence, alone.net().hash(), fastScheme()));
                ++shown;
            }
        QVERIFY(shown > 10);
    }

    // R-POOL-5: whose payment is well made is never told that it is not.
    void aGoodPaymentIsRefusedForNoFlaw() {
        for (const auto& [reason, paid, wrong] : {std::tuple(TxError::BadSignature, true, true),
                                                  std::tuple(TxError::BadSignature, false, false),
                                                  std::tuple(TxError::Conflict, true, false),
                                                  std::tuple(TxError::AlreadyKnown, true, false)}) {
            const TestNetwork net = testNetwork(4);
            Checkers checkers(net.network, fastScheme());
            const auto tx = simpleTransfer(net, 0, 1, Amount::time(1), fastScheme());
            if (paid) checkers.onPayment(tx);
            checkers.onEvent(1, TransferRejected{tx.id(), reason});
            QCOMPARE(checkers.failure().has_value(), wrong);
        }
    }

    // R-MONEY-5, R-MN-9: a reward before its slot, and a collateral that is bound.
    void whatIsNotFreeYet() {
        for (const std::uint64_t late : {0U, 1U, 2U}) {
            const TestNetwork net = testNetwork(4);
            const NetworkParams& params = net.network.params;
            Verdict verdict;
            MemberChecker members(net.network, verdict);
            BlockChecker blocks(net.network, fastScheme(), members, verdict);
            RegistryModel model(net.network);
            BlockHeader tip = net.network.genesisHeader();
            CommitCertificate last;
            const auto append = [&](std::vector<Transaction> spending, std::uint64_t timeMs) {
                CertifiedBlock made;
                Block& block = made.block;
                block.header.height = tip.height + 1;
                block.header.previous = tip.hash();
                block.header.timestampMs = net.network.genesis.timeMs + timeMs;
                block.header.proposer = net.operators[0].publicKey();
                block.lastCommit = last;
                Transaction reward;
                reward.kind = TransactionKind::Reward;
                Writer payload;
                payload.u64(block.header.height);
                reward.payload = payload.take();
                if (const auto due = model.rewardDue())
                    reward.outputs.push_back({params.blockReward, *due});
                if (!spending.empty())
                    reward.outputs.push_back(
                        {Amount::satoshi(2'000), net.network.genesis.members.at(0).payout});
                block.transactions.push_back(reward);
                for (Transaction& tx : spending) block.transactions.push_back(std::move(tx));
                block.header.transactionRoot = Block::transactionRootOf(block.transactions);
                model.onBlock(block);
                block.header.registryHash = model.expected().hash();
                made.certificate = commitCertificate(net, net.at(block.header.height), 0,
                                                     block.hash(), 3, fastScheme());
                tip = block.header;
                last = made.certificate;
                blocks.onBlock(0, made);
            };
            const std::uint64_t ripeMs = params.rewardMaturitySlots * params.blockIntervalMs;
            append({}, ripeMs - (late == 0 ? 1 : 0));  // decides the slot of the block above
            QCOMPARE(blocks.rewards().size(), std::size_t{1});
            Impatient impatient(net, fastScheme(), Random(1));
            std::optional<Transaction> tx;
            const auto isCollateral = [&] { return tx->inputs.front().txid == net.hash(); };
            while (!tx || isCollateral() != (late == 2)) tx = impatient.next(blocks);
            append({*tx}, ripeMs + 1);
            const QString said = QString::fromStdString(verdict.sentence().value_or(""));
            if (late == 0) QVERIFY2(said.endsWith("reward that is not ripe"), qPrintable(said));
            if (late == 1) QCOMPARE(said, QString());
            if (late == 2) QVERIFY2(said.endsWith("collateral of a masternode"), qPrintable(said));
        }
    }

    // R-TIME-1
    void aBlockAheadOfItsTime() {
        for (const std::uint64_t ahead : {40'000U, 40'001U}) {
            const TestNetwork net = testNetwork(4);
            Verdict verdict;
            MemberChecker members(net.network, verdict);
            BlockChecker blocks(net.network, fastScheme(), members, verdict);
            blocks.onClock(0, net.network.genesis.timeMs - ahead);
            QCOMPARE(verdict.sentence().has_value(), ahead > 40'000);
        }
    }

    // TRUST 2: ten view changes after the last fault, at every height anew.
    void elevenViewChangesAreTooMany() {
        Verdict verdict;
        ProgressChecker progress(verdict);
        for (std::uint32_t view = 0; view < 50; ++view) progress.onView(1, 4, view);
        progress.onPeace();
        for (std::uint32_t view = 50; view <= 60; ++view) progress.onView(1, 4, view);
        for (std::uint32_t view = 0; view <= 10; ++view) progress.onView(2, 5, view);
        QVERIFY(!verdict.sentence());
        progress.onView(2, 5, 11);
        QVERIFY(QString::fromStdString(verdict.sentence().value_or("")).startsWith("liveness"));
    }

    void everyKindCanBeLeftOut() {
        for (const std::string& kind : Scenario::kinds()) {
            Scenario scenario;
            QVERIFY2(scenario.leaveOut(kind), kind.c_str());
        }
        QVERIFY(!Scenario().leaveOut("weather"));
        const RunOptions run = runWithCrashes();
        RunOptions without = run;
        without.without = {"crash"};
        Random one(run.seed), other(run.seed);
        Scenario full = Scenario::draw(run, one);
        const Scenario left = Scenario::draw(without, other);
        QCOMPARE(left.crashEveryMs, 0u);
        full.leaveOut("crash");
        QCOMPARE(left.describe(), full.describe());  // all else stays as it was
    }

    void failuresAreMadeSmall() {
        const RunOptions run = runWithCrashes();
        const Minimised small = minimise(run, *needsCrashes(run), needsCrashes);
        QVERIFY(small.run.blocks >= 7 && small.run.blocks < run.blocks);
        QVERIFY(small.run.payments >= 3 && small.run.payments < 10);
        QVERIFY(!small.run.without.contains("crash"));
        QVERIFY(needsCrashes(small.run));
        QCOMPARE(small.failure, *needsCrashes(small.run));
    }

    void whatIsPrintedIsRead() {
        RunOptions run = runWithCrashes();
        run.byzantine = true;
        run.only = {"twins"};
        run.without = {"loss", "pause"};
        run.payments = 9;
        std::vector<std::string> words;
        for (const QString& word :
             QString::fromStdString(commandOf(run)).split(QLatin1Char(' '), Qt::SkipEmptyParts))
            words.push_back(word.toStdString());
        const auto options = parseOptions(words);
        QVERIFY(options.ok());
        QCOMPARE(options->runs.size(), std::size_t{1});
        QCOMPARE(commandOf(options->runs.front()), commandOf(run));
        QVERIFY(!parseOptions({"--without", "weather"}).ok());
        QVERIFY(parseOptions({"--without", "conflict"}).ok());
        QVERIFY(!parseOptions({"--only", "conflict"}).ok());  // a kind of fault, but no way to lie
        QVERIFY(!parseOptions({"--only", ""}).ok());
    }
};

QTEST_GUILESS_MAIN(TestSimParts)
#include "test_sim_parts.moc"
