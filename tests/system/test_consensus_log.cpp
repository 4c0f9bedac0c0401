// Every phase message that the user's node shows stands, with its hash, in the statement log of the
// masternode that made it: what the Consensus page draws is what was signed.
#include "tests/support/file_content.h"
#include "tests/support/sandbox_run.h"

#include <QTest>

#include <set>
#include <tuple>

using namespace timecoin;

namespace {

constexpr int kRounds = 40;
constexpr int kWaitMs = 120'000;

/// Kind, height, view, member.
using Place = std::tuple<QString, quint64, quint32, quint32>;

std::multimap<Place, QString> readLog(const QString& path) {
    std::multimap<Place, QString> out;
    for (const QByteArray& line : contentOf(path).split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 7) continue;
        out.emplace(Place{QString::fromUtf8(words[0]), words[2].toULongLong(), words[3].toUInt(),
                          words[4].toUInt()},
                    QString::fromUtf8(words[6]));
    }
    return out;
}

}  // namespace

class TestConsensusLog : public QObject {
    Q_OBJECT

private slots:
    void whatIsShownIsWhatWasSigned() {
        SandboxRun run(300);
        NodeService& node = run->user();
        std::vector<PhaseInfo> shown;
        std::set<quint64> rounds;
        connect(&node, &NodeService::phaseSeen, this, [&](const PhaseInfo& phase) {
            shown.push_back(phase);
            if (phase.kind == QStringLiteral("COMMIT")) rounds.insert(phase.height);
        });
        QVERIFY(run.start());
        const quint64 beganMs = node.snapshot()->wallMs;
        Lock lock;
        for (int i = 1; i <= 5; ++i) {
            lock.data.fill(static_cast<std::uint8_t>(i));
            QVERIFY(run.pay(lock, Amount::time(1)));
        }
        QVERIFY(QTest::qWaitFor([&] { return rounds.size() >= kRounds; }, kWaitMs));
        const quint64 endedMs = node.snapshot()->wallMs + 60'000;

        // Which log is whose: members stand in the set's order, logs in the sandbox's.
        std::map<quint32, std::multimap<Place, QString>> logs;
        for (int number = 1; number <= run->masternodes(); ++number) {
            const auto snapshot = run->node(number).snapshot();
            for (qsizetype member = 0; member < snapshot->members.size(); ++member)
                if (snapshot->members[member].self)
                    logs[static_cast<quint32>(member)] = readLog(run.statementLog(number));
        }
        QVERIFY(run.stop());
        QCOMPARE(logs.size(), std::size_t{4});

        std::map<QString, int> kinds;
        for (const PhaseInfo& phase : shown) {
            const Place place{phase.kind, phase.height, phase.view, phase.member};
            const QString hash = QString::fromStdString(toHex(phase.messageHash));
            const auto [from, to] = logs[phase.member].equal_range(place);
            const bool found =
                std::any_of(from, to, [&](const auto& line) { return line.second == hash; });
            QVERIFY2(found, qPrintable(QStringLiteral("%1 of height %2 view %3 by member %4: %5")
                                           .arg(phase.kind)
                                           .arg(phase.height)
                                           .arg(phase.view)
                                           .arg(phase.member)
                                           .arg(hash)));
            QVERIFY(phase.wallMs + 60'000 >= beganMs && phase.wallMs <= endedMs);
            ++kinds[phase.kind];
        }
        for (const char* kind :
             {"VIEW-CHANGE", "PRE-PREPARE", "PREPARE", "COMMIT", "TX-VOTE", "TX-ACK"})
            QVERIFY2(kinds[QString::fromLatin1(kind)] > 0, kind);
        QVERIFY(kinds[QStringLiteral("COMMIT")] >= 3 * kRounds);
    }
};

QTEST_GUILESS_MAIN(TestConsensusLog)
#include "test_consensus_log.moc"
