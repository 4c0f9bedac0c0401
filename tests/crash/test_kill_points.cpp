// One masternode process dies by SIGKILL exactly at its K-th write or sync of a database, or at the
// N-th send after its K-th sync of the safety log: before it, after half of its bytes, after it.
// Then it starts again (and may die at once a second time), and the network goes on. Nothing that any
// node called final is lost and no masternode contradicts itself (R-SIG-1 to R-SIG-5; TRUST 9).
// TIMECOIN_CRASH_ROUNDS: how many deaths; TIMECOIN_CRASH_SEED: which victims, and the first K.
#include "tests/support/process_net.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <iterator>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 90'000;
constexpr int kSettleMs = 120'000;
/// Under load a masternode comes to its first few dozen syncs within seconds.
constexpr int kDeathMs = 60'000;
constexpr std::uint32_t kCoins = 1'000;
constexpr int kHighestK = 16;
constexpr int kChainPart = 4;  ///< a block's transaction comes less often
constexpr int kPayEveryMs = 100;
/// Each network has so many coins to pay with.
constexpr int kRoundsOfANet = 64;

struct KillPoint {
    const char* file;
    const char* call;
    const char* when;
    int send = 0;  ///< N
};

/// Around the safety log's transaction, around what is sent after it, and around a block's.
constexpr KillPoint kKillPoints[] = {
    {"safety.db", "write", "before"},   {"safety.db", "write", "half"},
    {"safety.db", "write", "after"},    {"safety.db", "sync", "before"},
    {"safety.db", "sync", "after"},     {"safety.db", "send", "before", 1},
    {"safety.db", "send", "half", 1},   {"safety.db", "send", "after", 1},
    {"safety.db", "send", "after", 2},  {"safety.db", "send", "half", 3},
    {"safety.db", "send", "before", 4}, {"safety.db", "send", "after", 6},
    {"chain.db", "write", "before"},    {"chain.db", "write", "half"},
    {"chain.db", "sync", "before"},     {"chain.db", "sync", "after"},
};
constexpr int kKinds = static_cast<int>(std::size(kKillPoints));
constexpr int kOfStoring = 5;  ///< the first so many

int numberFrom(const char* variable, int otherwise) {
    const int number = qEnvironmentVariableIntValue(variable);
    return number > 0 ? number : otherwise;
}

QString textOf(const KillPoint& point, int k) {
    return QStringLiteral("%1 %2 %3 %4 %5")
        .arg(QLatin1String(point.file), QLatin1String(point.call), QLatin1String(point.when))
        .arg(k)
        .arg(point.send);
}

}  // namespace

class TestKillPoints : public QObject {
    Q_OBJECT

private slots:
    void nobodyContradictsItselfWhereverItDies() {
#ifndef TIMECOIN_KILL_POINT_LIBRARY
        QSKIP("nothing is preloaded into programs on this system, or with sanitizers");
#else
        const auto seed = static_cast<quint32>(numberFrom("TIMECOIN_CRASH_SEED", 9'001));
        m_random.seed(seed);
        m_firstK = static_cast<int>(m_random.bounded(kHighestK));
        const int rounds = numberFrom("TIMECOIN_CRASH_ROUNDS", kKinds);
        qInfo("seed %u", seed);
        for (int from = 0; from < rounds && !QTest::currentTestFailed(); from += kRoundsOfANet)
            inANetwork(from, std::min(rounds, from + kRoundsOfANet));
        qInfo("%d deaths at %d kinds of points, K up to %d, and %d more at the start", rounds,
              kKinds, kHighestK, m_again);
#endif
    }

private:
    void inANetwork(int from, int to) {
        ProcessNet net(4, 500);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        m_coin = 0;
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        for (int round = from; round < to && !QTest::currentTestFailed(); ++round)
            killAndRestart(net, round);
        if (!QTest::currentTestFailed()) judge(net);
    }

    void killAndRestart(ProcessNet& net, int round) {
        const KillPoint& kind = kKillPoints[round % kKinds];
        const int step = m_firstK + round / kKinds + 5 * (round % kKinds);
        const bool chain = qstrcmp(kind.file, "chain.db") == 0;
        const QString point = textOf(kind, 1 + step % (chain ? kHighestK / kChainPart : kHighestK));
        NodeProcess& victim = net.node(1 + static_cast<int>(m_random.bounded(net.masternodes())));
        victim.kill9();
        const bool died = startsAndDies(net, victim, point);
        if (!died) qInfo("never came to %s", qPrintable(point));
        VERIFY_NET(net, died);
        if (m_random.bounded(4) == 0) {  // and once more, among the first things it does
            ++m_again;
            const KillPoint& early = kKillPoints[m_random.bounded(kOfStoring)];
            VERIFY_NET(net, startsAndDies(net, victim,
                                          textOf(early, static_cast<int>(m_random.bounded(1, 4)))));
        }
        victim.clearEnvironment();
        const std::size_t mark = victim.mark();
        victim.start();
        QVERIFY2(victim.waitFor(isEvent(QStringLiteral("started")), kReadyMs, mark),
                 qPrintable(point + u'\n' + victim.story()));
    }

    /// Payments go on, so that there is something to vote for; true: it died by a signal.
    bool startsAndDies(ProcessNet& net, NodeProcess& victim, const QString& point) {
        victim.setEnvironment(QStringLiteral("LD_PRELOAD"), library());
        victim.setEnvironment(QStringLiteral("TIMECOIN_KILL_POINT"), point);
        victim.start();
        for (int waitedMs = 0; waitedMs < kDeathMs; waitedMs += kPayEveryMs) {
            if (m_coin < kCoins) {
                net.node(static_cast<int>(m_random.bounded(net.size())))
                    .send(QStringLiteral("submit ") + net.spend(m_coin, m_coin).hex);
                ++m_coin;
            }
            if (victim.waitForEnd(kPayEveryMs)) break;
        }
        return victim.wasKilled();
    }

    static QString library() {
#ifdef TIMECOIN_KILL_POINT_LIBRARY
        return QStringLiteral(TIMECOIN_KILL_POINT_LIBRARY);
#else
        return {};
#endif
    }

    static void judge(ProcessNet& net) {
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        const qint64 tip = net.node(0).status()[QStringLiteral("height")].toInteger();
        VERIFY_NET(net, net.waitForHeight(tip + 2, kSettleMs));
        const QSet<QString> finals = net.finals();
        qInfo("%lld payments were called final", static_cast<long long>(finals.size()));
        QVERIFY(!finals.isEmpty());
        QCOMPARE(net.brokenPromise(finals), QString());
    }

    QRandomGenerator m_random;
    int m_firstK = 0;
    int m_again = 0;
    std::uint32_t m_coin = 0;
};

QTEST_GUILESS_MAIN(TestKillPoints)
#include "test_kill_points.moc"
