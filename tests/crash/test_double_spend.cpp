// The same coin spent twice, through two nodes at the same moment: never both, never neither for
// good, and the loser is told why (TRUST 6: coins are free again in the next window).
// TIMECOIN_CRASH_ROUNDS: how many races; TIMECOIN_CRASH_SEED: which ones.
#include "tests/support/process_net.h"

#include <QRandomGenerator>
#include <QTest>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kDecidedMs = 120'000;

int roundsWanted() {
    const int rounds = qEnvironmentVariableIntValue("TIMECOIN_CRASH_ROUNDS");
    return rounds > 0 ? rounds : 8;
}

}  // namespace

class TestDoubleSpend : public QObject {
    Q_OBJECT

private slots:
    void exactlyOneSideWins() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        const int seed = qEnvironmentVariableIntValue("TIMECOIN_CRASH_SEED");
        QRandomGenerator random(seed > 0 ? static_cast<quint32>(seed) : 20'260'101);
        const int rounds = std::min(roundsWanted(), 990);
        struct Race {
            ProcessNet::Spend sides[2];
            int nodes[2];
        };
        std::vector<Race> races;
        for (int round = 0; round < rounds; ++round) {
            const auto coin = static_cast<std::uint32_t>(round);
            Race race{{net.spend(coin, 2 * coin), net.spend(coin, 2 * coin + 1)}, {0, 0}};
            QVERIFY(race.sides[0].txid != race.sides[1].txid);
            race.nodes[0] = static_cast<int>(random.bounded(net.size()));
            race.nodes[1] =
                (race.nodes[0] + 1 + static_cast<int>(random.bounded(net.size() - 1))) % net.size();
            for (int side = 0; side < 2; ++side)
                net.node(race.nodes[side]).send(QStringLiteral("submit ") + race.sides[side].hex);
            races.push_back(race);
            // One side must be in a block before the next race: nobody's coins stay locked.
            const bool decided = QTest::qWaitFor(
                [&] {
                    return net.where(0, race.sides[0].txid) || net.where(0, race.sides[1].txid);
                },
                kDecidedMs);
            if (!decided) qInfo("round %d: neither side is in a block", round);
            VERIFY_NET(net, decided);
        }
        judge(net, races);
    }

private:
    template <class Races>
    static void judge(ProcessNet& net, const Races& races) {
        const qint64 tip = net.node(0).status()[QStringLiteral("height")].toInteger();
        VERIFY_NET(net, net.waitForHeight(tip, kDecidedMs));
        std::vector<QHash<qint64, QSet<QString>>> votes;
        for (int number = 1; number <= net.masternodes(); ++number) {
            QCOMPARE(contradictionIn(net.statementLog(number)), QString());
            votes.push_back(votesIn(net.statementLog(number)));
        }
        for (const auto& race : races) {
            const bool firstWon = net.where(0, race.sides[0].txid).has_value();
            const auto& winner = race.sides[firstWon ? 0 : 1];
            const auto& loser = race.sides[firstWon ? 1 : 0];
            for (int number = 0; number < net.size(); ++number) {
                VERIFY_NET(net, net.where(number, winner.txid).has_value());
                VERIFY_NET(net, !net.where(number, loser.txid).has_value());
                VERIFY_NET(net,
                           !net.node(number).has(isEvent(QStringLiteral("final"), loser.txid)));
            }
            NodeProcess& told = net.node(race.nodes[firstWon ? 1 : 0]);
            const auto saysWhy = [&](const QJsonObject& line) {
                const QString code = line[QStringLiteral("code")].toString();
                return line[QStringLiteral("txid")].toString() == loser.txid &&
                       (code == QStringLiteral("conflict") ||
                        code == QStringLiteral("missing_coin"));
            };
            QVERIFY2(told.waitFor(saysWhy, 5'000), qPrintable(told.story()));
            for (const auto& byWindow : votes)
                for (const auto& ids : byWindow)
                    QVERIFY2(!(ids.contains(winner.txid) && ids.contains(loser.txid)),
                             "a masternode voted for both sides in one window");
        }
    }
};

QTEST_GUILESS_MAIN(TestDoubleSpend)
#include "test_double_spend.moc"
