// Four masternodes and a full node, each a process of its own: what a dead masternode costs, what
// happens without a quorum, and that everything goes on by itself.
#include "tests/support/process_net.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <map>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 60'000;
constexpr int kFinalMs = 30'000;
constexpr int kPauseMs = 400;  // between payments: the faucet has a thousand coins

QString submit(const ProcessNet::Spend& spend) {
    return QStringLiteral("submit ") + spend.hex;
}

bool isBlockFrom(const QJsonObject& line, qint64 height) {
    return line[QStringLiteral("event")].toString() == QStringLiteral("block") &&
           line[QStringLiteral("height")].toInteger() >= height;
}

}  // namespace

class TestFiveProcesses : public QObject {
    Q_OBJECT

    /// Pays through the full node, a few times a block, until its chain has this height; every
    /// payment must become final.
    static void payUntil(ProcessNet& net, std::uint32_t& coin, qint64 height) {
        NodeProcess& user = net.node(0);
        while (!user.has([&](const QJsonObject& line) { return isBlockFrom(line, height); })) {
            const auto paid = net.spend(coin, coin);
            ++coin;
            user.send(submit(paid));
            VERIFY_NET(net, user.waitFor(isEvent(QStringLiteral("final"), paid.txid), kFinalMs));
            user.waitFor(isEvent(QStringLiteral("block")), kPauseMs, user.mark());
        }
    }

    static qint64 heightOf(NodeProcess& node) {
        return node.status()[QStringLiteral("height")].toInteger();
    }

private slots:
    void aKilledMasternodeCostsOneViewTimeoutInAnEpochAndComesBack() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        NodeProcess& user = net.node(0);
        std::uint32_t coin = 0;
        payUntil(net, coin, 2);
        if (QTest::currentTestFailed()) return;

        // Killed in the middle of a round: as soon as the full node sees votes for a payment.
        const auto midRound = net.spend(coin, coin);
        ++coin;
        user.send(submit(midRound));
        VERIFY_NET(net, user.waitFor(isEvent(QStringLiteral("seen"), midRound.txid), kFinalMs));
        net.node(2).kill9();
        VERIFY_NET(net, user.waitFor(isEvent(QStringLiteral("final"), midRound.txid), kFinalMs));
        const qint64 killedAt = heightOf(user);
        // 24 blocks touch at least two whole epochs of ten slots.
        payUntil(net, coin, killedAt + 24);
        if (QTest::currentTestFailed()) return;

        std::map<qint64, qint64> lateRounds;  // by epoch: rounds that passed without a decision
        qint64 all = 0;
        for (const QJsonObject& line : user.lines()) {
            if (!isBlockFrom(line, killedAt + 1)) continue;
            const qint64 view = line[QStringLiteral("view")].toInteger();
            lateRounds[line[QStringLiteral("epoch")].toInteger()] += view;
            all += view;
        }
        QVERIFY2(all >= 1, "the dead masternode's turn never came");
        for (const auto& [epoch, rounds] : lateRounds) {
            if (rounds > 1) qInfo("%lld late rounds in epoch %lld", rounds, epoch);
            VERIFY_NET(net, rounds <= 1);
        }

        const std::size_t mark = net.node(2).mark();
        net.node(2).start();
        QVERIFY2(net.node(2).waitFor(isEvent(QStringLiteral("signing")), kReadyMs, mark),
                 qPrintable(net.node(2).story()));
        const qint64 backAt = heightOf(user);
        payUntil(net, coin, backAt + 3);
        if (QTest::currentTestFailed()) return;
        VERIFY_NET(net, net.waitForHeight(backAt + 3, kFinalMs));
        const auto votes = votesIn(net.statementLog(2));
        const bool votedAgain = std::any_of(votes.keyBegin(), votes.keyEnd(),
                                            [&](qint64 height) { return height > backAt; });
        QVERIFY2(votedAgain, "it caught up but does not vote");
        for (int number = 1; number <= net.masternodes(); ++number)
            QCOMPARE(contradictionIn(net.statementLog(number)), QString());
    }

    void withoutAQuorumNothingIsFinalAndTheStatusSaysWhoIsSilent() {
        ProcessNet net(4, 1'000);
        QVERIFY2(net.error().isEmpty(), qPrintable(net.error()));
        net.startAll();
        VERIFY_NET(net, net.waitForReady(kReadyMs));
        NodeProcess& user = net.node(0);
        std::uint32_t coin = 0;
        payUntil(net, coin, 2);
        if (QTest::currentTestFailed()) return;

        for (const int number : {3, 4}) {
            net.node(number).signal(SIGTERM);
            VERIFY_NET(net, net.node(number).waitForExit(5'000) == 0);
        }
        const auto waiting = net.spend(coin, coin);
        ++coin;
        const std::size_t mark = user.mark();
        user.send(submit(waiting));
        const auto saysWho = [&](const QJsonObject& line) {
            const QString text = line[QStringLiteral("text")].toString();
            return line[QStringLiteral("event")].toString() == QStringLiteral("waiting") &&
                   text.contains(QStringLiteral("2 of 4 masternodes are silent since "));
        };
        QVERIFY2(user.waitFor(saysWho, kFinalMs, mark), qPrintable(user.story()));
        QStringList silent;
        for (const QJsonValue& member : user.status()[QStringLiteral("members")].toArray())
            if (member[QStringLiteral("silent")].toBool())
                silent.append(member[QStringLiteral("service")].toString());
        silent.sort();
        const auto& members = net.network().genesis.members;
        QStringList expected{QString::fromStdString(members.at(2).service),
                             QString::fromStdString(members.at(3).service)};
        expected.sort();
        QCOMPARE(silent, expected);
        // Nothing ever becomes final below the quorum, however long it waits (here: until the
        // silence has been told, and two more view timeouts).
        const bool final =
            user.waitFor(isEvent(QStringLiteral("final"), waiting.txid), 3'000, mark);
        VERIFY_NET(net, !final);

        for (const int number : {3, 4}) net.node(number).start();
        VERIFY_NET(net,
                   user.waitFor(isEvent(QStringLiteral("final"), waiting.txid), kReadyMs, mark));
        for (int number = 0; number < net.size(); ++number)
            VERIFY_NET(net,
                       QTest::qWaitFor([&] { return net.where(number, waiting.txid).has_value(); },
                                       kFinalMs));
        for (int number = 1; number <= net.masternodes(); ++number)
            QCOMPARE(contradictionIn(net.statementLog(number)), QString());
    }
};

QTEST_GUILESS_MAIN(TestFiveProcesses)
#include "test_five_processes.moc"
