// The models of the network's pages: keyed, told by what changed, quick; the sentences and the sign
// of the node's health.
#include "tests/support/network_values.h"
#include "ui/format/masternode_text.h"
#include "ui/format/network_text.h"
#include "ui/format/time_text.h"
#include "ui/models/health.h"
#include "ui/models/masternodes_model.h"
#include "ui/models/mempool_model.h"
#include "ui/models/peers_model.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
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

    // R-MN-16
    void whyAMasternodeIsNotPaidIsSaid() {
        const RegistryAnswer registry = registryPicture();
        const QString boundary = dateTimeText(kPictureMs + 80'000);
        const QString unbound = dateTimeText(kPictureMs + 180'000);
        struct Words {
            QString state;
            QString outlook;
            QString reason;  ///< what the explanation holds
        };
        const QVector<Words> said{
            {QStringLiteral("Active"), QStringLiteral("Place 3 of 4: block 44 or later"),
             QStringLiteral("place 3 of 4 in the queue: block 44")},
            {QStringLiteral("Active"), QStringLiteral("Next: block 42 or later"),
             QStringLiteral("place 1 of 4")},
            {QStringLiteral("Retiring"), QStringLiteral("Place 2 of 4: block 43 or later"),
             QStringLiteral("first block after ") + boundary},
            {QStringLiteral("Being removed"), QStringLiteral("Place 4 of 4: block 45 or later"),
             QStringLiteral("contradict")},
            {QStringLiteral("Waiting"), QStringLiteral("Not yet: joins after ") + boundary,
             QStringLiteral("first block after ") + boundary},
            {QStringLiteral("Suspended"), QStringLiteral("Not paid: it was silent"),
             QStringLiteral("brings it back with an update")},
            {QStringLiteral("Left"), QStringLiteral("Not paid: unbonds until ") + unbound,
             QStringLiteral("owner retired it. Its collateral can be spent after ") + unbound},
            {QStringLiteral("Removed"), QStringLiteral("Not paid: unbonds until ") + unbound,
             QStringLiteral("contradict")},
        };
        QCOMPARE(said.size(), registry.masternodes.size());
        for (qsizetype at = 0; at < said.size(); ++at) {
            const RegisteredMasternode& one = registry.masternodes[at];
            QCOMPARE(masternodeStateText(one), said[at].state);
            QCOMPARE(paymentOutlookText(one, registry), said[at].outlook);
            const QString explained = paymentExplained(one, registry);
            QVERIFY2(explained.contains(said[at].reason), qPrintable(explained));
        }
        // A member that has missed an epoch is told before it is too late.
        auto silent = registry.masternodes[0];
        silent.missedEpochs = 1;
        QCOMPARE(masternodeStateText(silent), QStringLiteral("Silent"));
        QVERIFY(paymentExplained(silent, registry).contains(QStringLiteral("after two it is ")));
        QVERIFY(paymentExplained(silent, registry).contains(QStringLiteral("place 3 of 4")));
        // Retired before it ever was a member.
        const auto stranger = registeredMasternode(9, "waiting", "retiring", 0);
        QCOMPARE(paymentOutlookText(stranger, registry), QStringLiteral("Not paid: it leaves"));
        QVERIFY(paymentExplained(stranger, registry)
                    .endsWith(QStringLiteral("It is not paid any more.")));
        QVERIFY2(registryText(registry).startsWith(QStringLiteral(
                     "After block 41: 8 registered, 4 vote, 3 must agree. The set can change ")),
                 qPrintable(registryText(registry)));
    }

    void onesOwnMasternodeIsSaid() {
        RegistryAnswer registry = registryPicture();
        QVERIFY(ownMasternodeText(registry).isEmpty());
        registry.operating = true;
        QVERIFY(
            ownMasternodeText(registry).contains(QStringLiteral("no masternode is registered")));
        registry.masternodes[5].self = true;
        QVERIFY2(ownMasternodeText(registry).startsWith(
                     QStringLiteral("This node's masternode, 127.0.0.1:24206: It is suspended")),
                 qPrintable(ownMasternodeText(registry)));
    }

    void newRulesAreTold() {
        RegistryAnswer registry = registryPicture();
        QVERIFY(upgradeText(registry).isEmpty());
        registry.upgradeVersion = 1;
        registry.upgradeHeight = 1'200;
        QVERIFY(
            upgradeText(registry).contains(QStringLiteral("from block 1,200 on. This version")));
        registry.upgradeVersion = 2;
        QVERIFY(
            upgradeText(registry).startsWith(QStringLiteral("Your version stops at block 1,200")));
    }

    void masternodesAreShownByTheirFacts() {
        MasternodesModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        RegistryAnswer registry = registryPicture();
        registry.masternodes[1].self = true;
        model.setRegistry(registry);
        QCOMPARE(model.rowCount(), 8);
        using Model = MasternodesModel;
        QCOMPARE(cell(model, 0, Model::Service), QStringLiteral("127.0.0.1:24201"));
        QCOMPARE(cell(model, 1, Model::Service), QStringLiteral("127.0.0.1:24202 (this node)"));
        QCOMPARE(cell(model, 0, Model::Since), QStringLiteral("Genesis"));
        QCOMPARE(cell(model, 5, Model::Since), QStringLiteral("35"));
        QCOMPARE(cell(model, 0, Model::LastPaid), QStringLiteral("40"));
        QCOMPARE(cell(model, 5, Model::LastPaid), QStringLiteral("Never"));
        QCOMPARE(cell(model, 0, Model::Signed), QStringLiteral("2"));
        QCOMPARE(cell(model, 5, Model::Missed), QStringLiteral("2"));
        QCOMPARE(cell(model, 0, Model::Operator), QStringLiteral("0a0a…0a0a"));
        QVERIFY(cell(model, 3, Model::Operator, Qt::ToolTipRole)
                    .contains(QString::fromStdString(toHex(numberedHash(503))) + ":3"));
        QCOMPARE(cell(model, 6, Model::Payment, Qt::ToolTipRole),
                 "<qt>" + paymentExplained(registry.masternodes[6], registry) + "</qt>");
        for (int column = 0; column < model.columnCount(); ++column) {
            QVERIFY(
                !model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
            QVERIFY(
                cell(model, 0, column, Qt::AccessibleTextRole).endsWith(cell(model, 0, column)));
        }
        // Who is in no queue comes after everybody who is.
        QVERIFY(model.index(4, Model::Payment).data(Model::kSortRole).toUInt() >
                model.index(3, Model::Payment).data(Model::kSortRole).toUInt());
        // A row stays the same one whatever happens to the others.
        const QPersistentModelIndex last(model.index(7, 0));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        registry.masternodes.remove(2);
        model.setRegistry(registry);
        QCOMPARE(last.row(), 6);
        QCOMPARE(reset.size(), 0);
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
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
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
            model.setSnapshot(picture);
            QCOMPARE(model.rowCount(), 2'000);
            QCOMPARE(feeHistogramOf(picture.pending).total(), 2'000);
            for (int row = 0; row < 2'000; ++row)
                QCOMPARE(cell(model, row, MempoolModel::Votes),
                         QStringLiteral("%1 of 4").arg(picture.pending[row].votesBy.count()));
        }
        QCOMPARE(reset.size(), 0);
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
