// The models of the network's pages: keyed, told by what changed, quick; the sentences and the sign
// of the node's health.
#include "tests/support/network_values.h"
#include "ui/format/network_text.h"
#include "ui/models/health.h"
#include "ui/models/mempool_model.h"
#include "ui/models/peers_model.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

QString cell(const QAbstractItemModel& model, int row, int column, int role = Qt::DisplayRole) {
    return model.index(row, column).data(role).toString();
}

}  // namespace

class TestNetworkModels : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void peersAreShownByTheirFacts() {
        PeersModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        NodeSnapshot picture = networkPicture(5);
        picture.peers[3].operatorKey = numberedKey(77);
        picture.peers[4].latencyMs = -1;
        model.setSnapshot(picture);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(cell(model, 0, PeersModel::Direction), QStringLiteral("Outbound"));
        QCOMPARE(cell(model, 1, PeersModel::Direction), QStringLiteral("Inbound"));
        QCOMPARE(cell(model, 0, PeersModel::Address), QStringLiteral("127.0.0.1:40000"));
        QCOMPARE(cell(model, 0, PeersModel::Identity).size(), 9);
        QVERIFY(cell(model, 0, PeersModel::Identity, Qt::ToolTipRole)
                    .contains(QString::fromStdString(toHex(numberedKey(100)))));
        QCOMPARE(cell(model, 0, PeersModel::Masternode), QStringLiteral("Masternode 1"));
        QCOMPARE(cell(model, 3, PeersModel::Masternode), QStringLiteral("Not in the set"));
        QCOMPARE(cell(model, 4, PeersModel::Masternode), QStringLiteral("No"));
        QCOMPARE(cell(model, 0, PeersModel::Latency), QStringLiteral("2 ms"));
        QCOMPARE(cell(model, 4, PeersModel::Latency), QStringLiteral("–"));
        QCOMPARE(cell(model, 0, PeersModel::Received), QStringLiteral("1.4 MB"));
        for (int column = 0; column < model.columnCount(); ++column) {
            QVERIFY(
                !model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
            QVERIFY(
                cell(model, 0, column, Qt::AccessibleTextRole).endsWith(cell(model, 0, column)));
        }
    }

    void aPeerThatGoesTakesOnlyItsRow() {
        PeersModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        NodeSnapshot picture = networkPicture(4);
        model.setSnapshot(picture);
        const QPersistentModelIndex last(model.index(3, 0));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setSnapshot(picture);
        QCOMPARE(changed.size(), 0);
        picture.peers.remove(1);
        picture.peers[0].bytesIn += 5;
        model.setSnapshot(picture);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(last.row(), 2);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void paymentsAreShownWithTheirVotes() {
        MempoolModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        NodeSnapshot picture = networkPicture();
        picture.members[3].silent = true;
        addPending(picture,
                   {pendingPayment(0, 2, 0), pendingPayment(7, 3, 1), pendingPayment(14, 4, 3)});
        model.setSnapshot(picture);
        QCOMPARE(cell(model, 0, MempoolModel::Votes), QStringLiteral("2 of 4"));
        QCOMPARE(cell(model, 1, MempoolModel::Votes), QStringLiteral("3 of 4"));
        QCOMPARE(cell(model, 0, MempoolModel::State), QStringLiteral("Waiting"));
        QCOMPARE(cell(model, 0, MempoolModel::State, Qt::ToolTipRole),
                 QStringLiteral("Waits for votes: 2 of 3"));
        QCOMPARE(cell(model, 1, MempoolModel::State), QStringLiteral("Certified"));
        QCOMPARE(cell(model, 1, MempoolModel::Votes, Qt::ToolTipRole),
                 QStringLiteral("Certified: 1 of 3 acknowledge"));
        QCOMPARE(cell(model, 2, MempoolModel::State), QStringLiteral("Final"));
        QVERIFY(cell(model, 0, MempoolModel::Fee).startsWith(QStringLiteral("0.00001")));
        QCOMPARE(cell(model, 0, MempoolModel::FeeRate), QStringLiteral("4,000 sat/kB"));
        QCOMPARE(cell(model, 0, MempoolModel::Age), QStringLiteral("3.0 s"));
        const auto votes =
            model.index(0, MempoolModel::Votes).data(MempoolModel::kVotesRole).value<VotesCell>();
        QCOMPARE(votes.members, 4);
        QCOMPARE(votes.quorum, 3);
        QCOMPARE(votes.votes.count(), std::size_t{2});
        QVERIFY(votes.silent.test(3));
        // Time alone changes only the ages.
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        picture.wallMs += 250;
        for (PendingInfo& pending : picture.pending) pending.ageMs += 250;
        model.setSnapshot(picture);
        QCOMPARE(changed.size(), 0);
        picture.wallMs += 1'000;
        for (PendingInfo& pending : picture.pending) pending.ageMs += 1'001;
        model.setSnapshot(picture);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().column(), int(MempoolModel::Age));
        QCOMPARE(cell(model, 0, MempoolModel::Age), QStringLiteral("4.0 s"));
    }

    void twoThousandPendingPaymentsAreNoBurden() {
        MempoolModel model;
        NodeSnapshot picture = networkPicture();
        QVector<PendingInfo> pending;
        for (quint32 at = 0; at < 2'000; ++at) pending.append(pendingPayment(at * 7'919, 1, 0));
        addPending(picture, pending);
        model.setSnapshot(picture);
        QElapsedTimer clock;
        QVector<qint64> times;
        for (quint32 round = 0; round < 20; ++round) {
            for (qsizetype at = round; at < picture.pending.size(); at += 3) {
                PendingInfo& payment = picture.pending[at];
                payment.votesBy.flip(round % 4);
                payment.certified = !payment.certified;
            }
            picture.pending.remove(3, 50);
            for (quint32 at = 0; at < 50; ++at)
                picture.pending.insert(at * 31,
                                       pendingPayment(20'000'000 + round * 100 + at, 0, 0));
            picture.wallMs += 250;
            clock.restart();
            model.setSnapshot(picture);
            (void)feeHistogramOf(picture.pending);
            times.append(clock.nsecsElapsed() / 1'000);
        }
        std::sort(times.begin(), times.end());  // the machine may be busy with something else
        const qint64 usual = times[times.size() / 2];
        qInfo("2,000 pending, a third changed, 50 came, 50 went: %lld us in the middle",
              static_cast<long long>(usual));
        QVERIFY(usual < 16'000);
        QCOMPARE(model.rowCount(), 2'000);
    }

    void theHistogramCountsEveryRateOnce() {
        QVector<PendingInfo> pending;
        const auto pay = [&](quint64 fee, quint32 size) {
            PendingInfo one;
            one.feeSatoshi = fee;
            one.size = size;
            pending.append(one);
        };
        pay(0, 250);
        pay(499, 1'000);
        pay(500, 1'000);
        pay(1'000, 1'000);
        pay(1'999, 1'000);
        pay(1'000'000, 100);
        pay(std::numeric_limits<quint64>::max(), 250);
        const FeeHistogram bars = feeHistogramOf(pending);
        QCOMPARE(bars.counts[0], 2);
        QCOMPARE(bars.counts[1], 1);
        QCOMPARE(bars.counts[2], 2);
        QCOMPARE(bars.counts.back(), 2);
        QCOMPARE(bars.total(), 7);
        QCOMPARE(bars.most(), 2);
        QCOMPARE(feeBarText(2), QStringLiteral("1,000 to 2,000 sat/kB"));
        QCOMPARE(feeBarText(8), QStringLiteral("100,000 sat/kB or more"));
        QCOMPARE(feeRateOf(1'000, 0), quint64{0});
    }

    void whoIsSilentIsSaid() {
        NodeSnapshot picture = networkPicture();
        QVERIFY(!stalledText(picture));
        picture.stalled = true;
        QVERIFY(stalledText(picture)->contains(QStringLiteral("have not agreed")));
        picture.members[1].silent = picture.members[2].silent = true;
        picture.members[2].lastHeardWallMs = kPictureMs - 60'000;
        const QString text = *stalledText(picture);
        QVERIFY2(
            text.startsWith(QStringLiteral("payments wait: 2 of 4 masternodes are silent since ")),
            qPrintable(text));
        const QString since =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(qint64(kPictureMs - 1'000)).time(),
                               QLocale::ShortFormat);
        QVERIFY(text.endsWith(since));
        QCOMPARE(silentNames(picture), QStringLiteral("127.0.0.1:24202, 127.0.0.1:24203"));
        for (MemberInfo& member : picture.members) member.lastHeardWallMs = 0;
        QVERIFY(stalledText(picture)->endsWith(QStringLiteral("since this node started")));
    }

    void healthIsOneSignAndOneSentence() {
        using Level = Health::Level;
        NodeSnapshot picture = networkPicture();
        QCOMPARE(int(healthOf(nullptr, false).level), int(Level::Unknown));
        QCOMPARE(int(healthOf(&picture, false).level), int(Level::Unknown));
        QCOMPARE(int(healthOf(nullptr, true).level), int(Level::Unknown));
        const Health good = healthOf(&picture, true);
        QCOMPARE(int(good.level), int(Level::Good));
        QCOMPARE(good.heard, 4);
        QCOMPARE(good.sentence, QStringLiteral("4 of 4 masternodes are heard. Block 41."));
        picture.members[0].silent = true;
        const Health wait = healthOf(&picture, true);
        QCOMPARE(int(wait.level), int(Level::Wait));
        QCOMPARE(wait.heard, 3);
        QVERIFY(wait.sentence.contains(QStringLiteral("enough")));
        picture.members[1].silent = true;
        QVERIFY(healthOf(&picture, true).sentence.contains(QStringLiteral("3 are needed")));
        picture.stalled = true;
        const Health bad = healthOf(&picture, true);
        QCOMPARE(int(bad.level), int(Level::Bad));
        QVERIFY(bad.sentence.startsWith(QStringLiteral("Payments wait: 2 of 4")));
        QCOMPARE(bad.heard, 2);
        QCOMPARE(bad.quorum, 3);
        NodeSnapshot behind = networkPicture();
        behind.behind = true;
        behind.bestClaimedHeight = 340;
        QCOMPARE(healthOf(&behind, true).sentence, QStringLiteral("Catching up: block 41 of 340."));
        const NodeSnapshot offline = networkPicture(0);
        QCOMPARE(int(healthOf(&offline, true).level), int(Level::Bad));
        QCOMPARE(healthOf(&offline, true).heard, 0);
    }
};

QTEST_GUILESS_MAIN(TestNetworkModels)
#include "test_network_models.moc"
