// The engine's rooms one by one: inbox, verify pool, locks, identity, statement log; and the judge
// that reads statement logs.
#include "node/api/node_values.h"
#include "node/engine/data_directory.h"
#include "node/engine/engine_types.h"
#include "node/engine/fault_proof_file.h"
#include "node/engine/inbox.h"
#include "node/engine/statement_log.h"
#include "node/engine/verify_pool.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"
#include "tests/support/process_net.h"

#include <QDir>
#include <QFileInfo>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace timecoin;

namespace {

wire::Message agreement(std::uint64_t height) {
    Ready ready;
    ready.at.height = height;
    return wire::ReadyMessage{ready};
}

wire::Message transactionMessage() {
    return wire::TransactionMessage{std::make_shared<const Transaction>()};
}

std::uint64_t heightOf(const wire::Message& message) {
    return std::get<wire::ReadyMessage>(message).ready.at.height;
}

}  // namespace

class TestEngineParts : public QObject {
    Q_OBJECT

    static QString judged(const QTemporaryDir& folder, const QByteArray& log) {
        const QString path = folder.filePath(QStringLiteral("log"));
        return writeContent(path, log) ? contradictionIn(path) : QStringLiteral("not written");
    }

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    void aNodeSaysFromWhereItHasBlocks() {  // R-SNAP-3
        const BlocksAnswer answer = answerOf(EngineBlocks{20, 18, 16, {}});
        QVERIFY(answer.ok);
        QCOMPARE(answer.tip, quint64{20});
        QCOMPARE(answer.next, quint64{18});
        QCOMPARE(answer.bodiesFrom, quint64{16});
    }

    void theProofOfFaultyMasternodesIsKept() {  // R-SAFE-1
        const QTemporaryDir folder;
        QVERIFY(!keptFaultProof(folder.path()));
        const auto path = keepFaultProof(folder.path(), Bytes(70'000, 7));
        QVERIFY(path);
        QCOMPARE(keptFaultProof(folder.path()), path);
        QCOMPARE(QFileInfo(*path).size(), 70'000);
        QVERIFY(!keepFaultProof(folder.filePath(QStringLiteral("nowhere")), Bytes(1)));
    }

    // --- inbox: R-WIRE-3
    void theHighestLaneIsServedFirst() {
        Inbox inbox;
        for (int i = 0; i < 100; ++i) inbox.put(7, transactionMessage());
        inbox.put(9, agreement(5));
        const auto first = inbox.take(wire::Lane::Addresses);
        QVERIFY(first && first->from == 9);
        QVERIFY(!inbox.take(wire::Lane::Votes));
        QVERIFY(inbox.empty(wire::Lane::Votes) && !inbox.empty(wire::Lane::Transactions));
        QCOMPARE(inbox.size(), std::size_t{100});
    }

    void aFloodingPeerDelaysAnotherByOneMessageOnly() {
        Inbox inbox;
        for (std::uint64_t i = 0; i < 1'000; ++i) inbox.put(1, agreement(i));
        inbox.put(2, agreement(77));
        inbox.put(3, agreement(78));
        std::set<PeerNumber> early;
        for (int i = 0; i < 3; ++i) early.insert(inbox.take(wire::Lane::Agreement)->from);
        QCOMPARE(early, (std::set<PeerNumber>{1, 2, 3}));
    }

    void messagesOfOnePeerKeepTheirOrder() {
        Inbox inbox;
        for (std::uint64_t i = 0; i < 50; ++i)
            for (PeerNumber peer = 1; peer <= 3; ++peer) inbox.put(peer, agreement(i));
        std::map<PeerNumber, std::uint64_t> expected;
        while (auto entry = inbox.take(wire::Lane::Addresses))
            QCOMPARE(heightOf(entry->message), expected[entry->from]++);
        QCOMPARE(inbox.size(), std::size_t{0});
    }

    void aLaneOfAPeerIsBoundedAndForgotten() {
        Inbox inbox;
        const std::size_t limit = Inbox::kPerPeer[0];
        for (std::size_t i = 0; i < limit; ++i) {
            QVERIFY(inbox.hasRoom(1, agreement(0)));
            inbox.put(1, agreement(0));
        }
        QVERIFY(!inbox.hasRoom(1, agreement(0)));
        QVERIFY(inbox.hasRoom(2, agreement(0)));
        QVERIFY(inbox.hasRoom(1, transactionMessage()));
        inbox.forget(1);
        QCOMPARE(inbox.size(), std::size_t{0});
        QVERIFY(inbox.hasRoom(1, agreement(0)));
    }

    // --- verify pool: R-CORE-1
    void everyJobComesBackOnce() {
        constexpr std::uint64_t kJobs = 5'000;
        QSemaphore woken;
        VerifyPool pool(3, [&woken] { woken.release(); });
        std::vector<VerifyJob> jobs;
        for (std::uint64_t i = 1; i <= kJobs; ++i)
            jobs.push_back([i] { return VerifyResult{i, std::nullopt, Refused{}}; });
        pool.post(std::move(jobs));
        QVERIFY(pool.busy());
        std::set<PeerNumber> seen;
        while (seen.size() < kJobs) {
            QVERIFY(woken.tryAcquire(1, 30'000));
            for (const VerifyResult& result : pool.take()) QVERIFY(seen.insert(result.from).second);
        }
        QCOMPARE(pool.outstanding(), std::size_t{0});
        QCOMPARE(*seen.begin(), PeerNumber{1});
        QCOMPARE(*seen.rbegin(), PeerNumber{kJobs});
    }

    void theEndWaitsForWhatRuns() {
        std::atomic<int> begun{0};
        std::atomic<int> ended{0};
        QSemaphore first;
        QSemaphore go;
        {
            VerifyPool pool(2, [] {});
            std::vector<VerifyJob> jobs(VerifyPool::kBatch * 40, [&] {
                ++begun;
                first.release();
                go.acquire();
                go.release();
                ++ended;
                return VerifyResult{1, std::nullopt, Refused{}};
            });
            pool.post(std::move(jobs));
            QVERIFY(first.tryAcquire(1, 30'000));
            go.release();
        }
        QVERIFY(begun >= 1);
        QCOMPARE(ended.load(), begun.load());
    }

    // --- data directory
    void aSecondHolderIsRefusedUntilTheFirstIsGone() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.lock"));
        {
            auto first = FileLock::take(path);
            QVERIFY(first.ok());
            const auto second = FileLock::take(path);
            QVERIFY(!second.ok());
            QVERIFY(second.error() == FileLock::Refusal::Held);
        }
        QVERIFY(!QFileInfo::exists(path));
        QVERIFY(FileLock::take(path).ok());
        QVERIFY(!FileLock::take(folder.filePath(QStringLiteral("no/such/folder"))).ok());
    }

    void oneOperatorKeyOpensOneDirectoryOnAMachine() {
        const QTemporaryDir folder;
        const PublicKey key = SigningKey::generate().publicKey();
        const auto first = DataDirectory::open(folder.filePath(QStringLiteral("a")), &key);
        QVERIFY(first.ok());
        const auto same = DataDirectory::open(folder.filePath(QStringLiteral("a")), nullptr);
        QVERIFY(!same.ok() && same.error().code == DirectoryError::AlreadyRunning);
        const auto thief = DataDirectory::open(folder.filePath(QStringLiteral("b")), &key);
        QVERIFY(!thief.ok() && thief.error().code == DirectoryError::OperatorKeyInUse);
        QVERIFY(DataDirectory::open(folder.filePath(QStringLiteral("b")), nullptr).ok());
    }

    void theIdentityStaysAndIsItsOwnersOnly() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a"));
        PublicKey made;
        {
            auto directory = DataDirectory::open(path, nullptr);
            QVERIFY(directory.ok());
            made = directory->takeIdentity().publicKey();
        }
        const QString file = path + QStringLiteral("/identity.key");
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther;
        QVERIFY(!(QFile::permissions(file) & others));
        {
            auto again = DataDirectory::open(path, nullptr);
            QVERIFY(again.ok());
            QCOMPARE(again->takeIdentity().publicKey(), made);
        }
        QVERIFY(writeContent(file, "not a key\n"));
        const auto bad = DataDirectory::open(path, nullptr);
        QVERIFY(!bad.ok() && bad.error().code == DirectoryError::BadIdentity);
    }

    // --- statement log
    void onlyOwnStatementsAreNotedAndEachOnce() {
        const QTemporaryDir folder;
        const TestNetwork net = testNetwork(4);
        const QString path = folder.filePath(QStringLiteral("log"));
        StatementLog log(net.operators[1].publicKey(), net.hash());
        QVERIFY(log.open(path));
        const auto commitOf = [&net](MemberIndex member, std::uint64_t sequence) {
            Commit commit;
            commit.at = {0, 7, 2, member, sequence};
            commit.block = testHash(5);
            return wire::CommitMessage{signedStatement(commit, net, ed25519())};
        };
        log.note(commitOf(1, 3));
        log.note(commitOf(1, 3));
        log.note(commitOf(2, 9));
        log.note(wire::Ping{1});
        const auto lines = contentOf(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].startsWith("COMMIT 0 7 2 1 3 "));
        QVERIFY(lines[0].endsWith(QByteArray::fromStdString(toHex(testHash(5)))));
        QCOMPARE(contradictionIn(path), QString());
    }

    // --- the judge of logs: R-SIG-2
    void theJudgeFindsEveryKindOfContradiction_data() {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<bool>("contradicts");
        const QByteArray vote("TX-VOTE 0 5 0 1 1 d1 aa,bb\n");
        const QByteArray change("VIEW-CHANGE 0 5 0 1 2 d2 - 1:cc\n");
        const QByteArray commit("COMMIT 0 5 0 1 3 d3 b1\n");
        QTest::newRow("an honest height") << vote + change + commit << false;
        QTest::newRow("resent after a restart") << vote + change + vote + commit + change << false;
        QTest::newRow("one turn sent in another order") << change + commit + vote << false;
        QTest::newRow("one sequence, two statements") << commit + "COMMIT 0 6 0 1 3 d4 b1\n"
                                                      << true;
        QTest::newRow("two commits of a view") << commit + "COMMIT 0 5 0 1 4 d4 b2\n" << true;
        QTest::newRow("prepare and commit of two blocks in a view")
            << commit + "PREPARE 0 5 0 1 4 d4 b2\n"
            << true;
        QTest::newRow("two lists in one height") << change + "VIEW-CHANGE 0 5 1 1 4 d4 - 1:ee\n"
                                                 << true;
        QTest::newRow("a vote after the freeze") << change + "TX-VOTE 0 5 0 1 4 d4 cc\n" << true;
        QTest::newRow("a lower view after asking for a higher one")
            << change + "VIEW-CHANGE 0 5 2 1 4 d4 - 1:cc\n" + "PREPARE 0 5 1 1 5 d5 b1\n"
            << true;
        QTest::newRow("the next height is free")
            << change + commit + "TX-VOTE 0 6 0 1 4 d4 cc\nVIEW-CHANGE 0 6 0 1 5 d5 - 0:dd\n"
            << false;
    }
    void theJudgeFindsEveryKindOfContradiction() {
        QFETCH(QByteArray, log);
        QFETCH(bool, contradicts);
        const QTemporaryDir folder;
        QCOMPARE(!judged(folder, log).isEmpty(), contradicts);
    }
};

QTEST_GUILESS_MAIN(TestEngineParts)
#include "test_engine_parts.moc"
