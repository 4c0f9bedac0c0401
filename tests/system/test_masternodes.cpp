// Masternodes in a sandbox over real sockets: they register, join, fall silent, come back, retire and
// are removed for a contradiction, each by committed transactions alone (R-MN-6, R-MN-10..16). Every
// node tells the same registry at every step, and payments stay final all along.
#include "node/engine/engine_types.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/sandbox_run.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace timecoin;

namespace {

constexpr std::uint64_t kBlockMs = 500;  // an epoch of ten slots takes five seconds
constexpr int kStepMs = 90'000;          // a step takes three epochs at most, on a slow machine
constexpr int kNewcomers = 3;

/// A masternode that is not of the genesis, and its program.
struct Newcomer {
    NewMasternode keys;
    std::unique_ptr<NodeService> program;
    OutPoint collateral;
};

}  // namespace

class TestMasternodes : public QObject {
    Q_OBJECT

    std::unique_ptr<SandboxRun> m_run;
    QTemporaryDir m_folder;
    std::vector<Newcomer> m_newcomers;
    QElapsedTimer m_clock;

    Sandbox& sandbox() { return **m_run; }
    NodeService& user() { return sandbox().user(); }
    const Network& network() { return sandbox().network(); }
    void tell(const char* step) {
        qInfo("%5.1f s: %s", static_cast<double>(m_clock.elapsed()) / 1'000, step);
    }

    static RegistryAnswer registryOf(NodeService& node) {
        const auto asked = node.masternodes();
        return QTest::qWaitFor([&] { return asked.isFinished(); }, kStepMs) ? asked.result()
                                                                            : RegistryAnswer{};
    }
    RegisteredMasternode entryOf(const PublicKey& key) {
        const RegistryAnswer answer = registryOf(user());
        for (const RegisteredMasternode& one : answer.masternodes)
            if (one.operatorKey == key) return one;
        return {};
    }
    RegisteredMasternode entryOf(int newcomer) {
        return entryOf(
            m_newcomers[static_cast<std::size_t>(newcomer)].keys.operatorKey.publicKey());
    }
    bool reaches(int newcomer, const char* state) {
        return QTest::qWaitFor([&] { return entryOf(newcomer).state == QLatin1String(state); },
                               kStepMs);
    }
    /// Signs in an epoch that it is a member of.
    bool signsBlocks(int newcomer) {
        return QTest::qWaitFor([&] { return entryOf(newcomer).signedBlocks > 0; }, kStepMs);
    }

    SubmitOutcome submit(const Transaction& tx) {
        const auto handedIn = user().submit(encoded(tx));
        return QTest::qWaitFor([&] { return handedIn.isFinished(); }, kStepMs) ? handedIn.result()
                                                                               : SubmitOutcome{};
    }
    bool committed(const Hash& id) {
        return QTest::qWaitFor(
            [&] {
                const auto asked = user().heightOf(id);
                return QTest::qWaitFor([&] { return asked.isFinished(); }, kStepMs) &&
                       asked.result().height.has_value();
            },
            kStepMs);
    }
    bool commits(const Transaction& tx) { return submit(tx).accepted && committed(tx.id()); }

    /// All that run give the same registry for one height.
    bool everybodyAgrees() {
        std::vector<NodeService*> running{&user()};
        for (int number = 1; number <= sandbox().masternodes(); ++number)
            running.push_back(&sandbox().node(number));
        for (const Newcomer& one : m_newcomers)
            if (one.program->isRunning()) running.push_back(one.program.get());
        return QTest::qWaitFor(
            [&] {
                std::map<quint64, std::set<Hash>> told;
                for (NodeService* node : running) {
                    const RegistryAnswer answer = registryOf(*node);
                    if (answer.ok) told[answer.height].insert(answer.registryHash);
                }
                for (const auto& [height, hashes] : told)
                    if (hashes.size() != 1) return false;
                return told.size() == 1;
            },
            kStepMs);
    }
    /// A payment becomes final, by votes of whoever is a member now.
    bool paymentsAreFinal() {
        std::set<Hash> finals;
        const auto heard = connect(&user(), &NodeService::transferFinal, this,
                                   [&](const Hash& id) { finals.insert(id); });
        const auto id = m_run->pay(Lock::toKey(testKey(77).publicKey()), Amount::time(1));
        const bool isFinal = id && QTest::qWaitFor([&] { return finals.contains(*id); }, kStepMs);
        disconnect(heard);
        return isFinal;
    }
    /// The places of the members in the payment queue: 1 to n, each once.
    bool queueIsWhole() {
        const RegistryAnswer answer = registryOf(user());
        std::set<quint32> places;
        quint32 members = 0;
        for (const RegisteredMasternode& one : answer.masternodes) {
            if (one.state != QStringLiteral("active")) continue;
            ++members;
            places.insert(one.queuePlace);
        }
        return members == answer.members && places.size() == members && *places.begin() == 1 &&
               *places.rbegin() == members;
    }

    void startProgram(Newcomer& one, int number) {
        EngineConfig config;
        config.name = QStringLiteral("node%1").arg(number);
        config.network = network();
        config.operatorKey =
            std::shared_ptr<const SigningKey>(std::shared_ptr<void>(), &one.keys.operatorKey);
        config.dataDirectory = m_folder.filePath(config.name);
        config.verifyThreads = 1;
        for (int other = 0; other <= sandbox().masternodes(); ++other)
            config.connect.push_back(
                QStringLiteral("127.0.0.1:%1").arg(sandbox().node(other).listenPort()));
        one.program = std::make_unique<NodeService>(config);
        one.program->start();
    }
    /// Two faucet coins make a collateral and its fee.
    Transaction registration(const Newcomer& one, const QVector<CoinInfo>& coins, int number) {
        TransferBuilder builder = actionBuilder(network().genesisHash, one.keys.registration());
        Amount in;
        for (const int at : {2 * number, 2 * number + 1}) {
            const CoinInfo& coin = coins[at];
            builder.spend({coin.txid, coin.index},
                          Coin{{coin.value, *decoded<Lock>(coin.lock)}, coin.matureSlot});
            in = *in.plus(coin.value);
        }
        const auto change = in.minus(*network().params.collateral.plus(Amount::satoshi(1'000)));
        return builder.pay(one.keys.owner, network().params.collateral)
            .pay(sandbox().faucetKey(), *change)
            .sign(sandbox().faucetKey())
            .sign(one.keys.operatorKey)
            .build();
    }

private slots:
    void initTestCase() {
        QVERIFY(startCrypto());
        m_clock.start();
        m_run = std::make_unique<SandboxRun>(kBlockMs);
        QVERIFY(m_run->start());
        tell("the sandbox is ready");
    }

    void threeRegisterAndJoinAtABoundary() {
        const auto asked = user().coinsOf(encoded(Lock::toKey(sandbox().faucetKey().publicKey())));
        QVERIFY(QTest::qWaitFor([&] { return asked.isFinished(); }, kStepMs));
        const QVector<CoinInfo> coins = asked.result().coins;
        for (int i = 0; i < kNewcomers; ++i) {
            m_newcomers.push_back({NewMasternode(static_cast<std::uint32_t>(i)), nullptr, {}});
            Newcomer& one = m_newcomers.back();
            const Transaction tx = registration(one, coins, i);
            one.collateral = {tx.id(), 0};
            const SubmitOutcome outcome = submit(tx);
            QVERIFY2(outcome.accepted, qPrintable(outcome.code));
        }
        for (int i = 0; i < kNewcomers; ++i) {
            Newcomer& one = m_newcomers[static_cast<std::size_t>(i)];
            startProgram(one, sandbox().masternodes() + 1 + i);
            QVERIFY(committed(one.collateral.txid));
        }
        QVERIFY(paymentsAreFinal());
        QVERIFY(QTest::qWaitFor([&] { return registryOf(user()).members == 7; }, kStepMs));
        tell("seven members");
        for (int i = 0; i < kNewcomers; ++i) {
            QVERIFY(signsBlocks(i));
            QCOMPARE(entryOf(i).payment, QStringLiteral("in_queue"));
        }
        QVERIFY(paymentsAreFinal());
        QVERIFY(queueIsWhole());
        QVERIFY(everybodyAgrees());
        tell("they sign");
    }

    void theSilentIsSuspendedAndComesBack() {
        NodeService& program = *m_newcomers[0].program;
        program.stop();
        QVERIFY(QTest::qWaitFor([&] { return !program.isRunning(); }, kStepMs));
        QVERIFY(paymentsAreFinal());
        QVERIFY(reaches(0, "suspended"));
        const RegisteredMasternode entry = entryOf(0);
        QCOMPARE(entry.payment, QStringLiteral("suspended"));
        QVERIFY(entry.missedEpochs >= 2);
        QVERIFY(paymentsAreFinal());
        QVERIFY(everybodyAgrees());
        tell("one is suspended");

        program.start();
        const NewMasternode& keys = m_newcomers[0].keys;
        QVERIFY(commits(signedAction(network().genesisHash,
                                     keys.update(m_newcomers[0].collateral, entry.updateNumber + 1),
                                     keys.operatorKey)));
        QVERIFY(reaches(0, "active"));
        QVERIFY(signsBlocks(0));
        QVERIFY(paymentsAreFinal());
        QVERIFY(everybodyAgrees());
        tell("it is back");
    }

    void oneRetiresAndAnotherIsProvenFaulty() {
        const NewMasternode& retiring = m_newcomers[1].keys;
        QVERIFY(
            commits(signedAction(network().genesisHash,
                                 retiring.retirement(m_newcomers[1].collateral), retiring.owner)));
        QCOMPARE(entryOf(1).payment, QStringLiteral("retiring"));
        QVERIFY(reaches(1, "left"));
        tell("one has retired");

        const RegistryAnswer before = registryOf(user());
        const NewMasternode& lying = m_newcomers[2].keys;
        const Evidence proof = equivocation(lying.operatorKey, 0, before.nextEpoch, before.height,
                                            network().genesisHash);
        QVERIFY(commits(evidenceTransaction(proof)));
        QCOMPARE(entryOf(2).payment, QStringLiteral("removed"));

        const Amount kept = *network().params.collateral.minus(Amount::satoshi(1'000));
        const Transaction spending =
            TransferBuilder(network().genesisHash)
                .spend(
                    m_newcomers[1].collateral,
                    Coin{{network().params.collateral, Lock::toKey(retiring.owner.publicKey())}, 0})
                .pay(sandbox().faucetKey(), kept)
                .sign(retiring.owner)
                .build();
        QCOMPARE(submit(spending).code, QStringLiteral("collateral_locked"));
        QVERIFY(reaches(2, "left"));
        QVERIFY(paymentsAreFinal());
        QVERIFY(everybodyAgrees());
        tell("one is removed");

        const quint64 unbonds = entryOf(1).unbondsSlot;
        QVERIFY(QTest::qWaitFor([&] { return registryOf(user()).nextSlot >= unbonds; }, kStepMs));
        QVERIFY(commits(spending));
        // It is forgotten, and the set is that of four and one who came back.
        QVERIFY(QTest::qWaitFor([&] { return entryOf(1).state.isEmpty(); }, kStepMs));
        QCOMPARE(registryOf(user()).members, 5U);
        QVERIFY(queueIsWhole());
        QVERIFY(paymentsAreFinal());
        QVERIFY(everybodyAgrees());
        tell("the collateral is spent");
    }

    void cleanupTestCase() {
        for (const Newcomer& one : m_newcomers)
            if (one.program) one.program->stop();
        QVERIFY(QTest::qWaitFor(
            [&] {
                for (const Newcomer& one : m_newcomers)
                    if (one.program && one.program->isRunning()) return false;
                return true;
            },
            kStepMs));
        m_newcomers.clear();
        m_run.reset();
    }
};

QTEST_GUILESS_MAIN(TestMasternodes)
#include "test_masternodes.moc"
