// The Consensus page: a round fills live, views and latecomers are marked, the last rounds can be
// looked at, and the table tells the hashes.
#include "tests/support/network_pages.h"
#include "ui/pages/network/consensus_page.h"
#include "ui/pages/network/lanes_view.h"
#include "ui/widgets/data_table.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTest>

using namespace timecoin;

class TestConsensusPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { setUpLook(); }

    void aRoundFillsLive() {
        ConsensusPage page(nullptr);
        show(page);
        page.take(shared(networkPicture()), true);
        auto& lanes = part<LanesView>(page, "lanes");
        page.log().onPhase(phaseOf("VIEW-CHANGE", 42, 0, 1, kPictureMs));
        page.take(shared(networkPicture()), true);
        QVERIFY(isPageShown(page));
        QCOMPARE(lanes.signAt(RoundPhase::ViewChange, 0, 1), LaneSign::Came);
        QCOMPARE(lanes.signAt(RoundPhase::ViewChange, 0, 0), LaneSign::Open);
        QCOMPARE(lanes.signAt(RoundPhase::PrePrepare, 0, 0), LaneSign::None);
        // Without a new picture: drawn soon after it is heard.
        page.log().onPhase(phaseOf("VIEW-CHANGE", 42, 0, 0, kPictureMs + 5));
        page.touch();
        QVERIFY(QTest::qWaitFor(
            [&] { return lanes.signAt(RoundPhase::ViewChange, 0, 0) == LaneSign::Came; }, 5'000));
        QVERIFY(part<QLabel>(page, "roundText").text().endsWith(QStringLiteral("goes on")));
        NodeSnapshot picture = networkPicture();
        picture.members[3].silent = true;
        page.log().onPhase(phaseOf("VIEW-CHANGE", 42, 0, 2, kPictureMs + 9));
        page.log().onPhase(phaseOf("PRE-PREPARE", 42, 0, 2, kPictureMs + 800));
        page.take(shared(picture), true);
        QCOMPARE(lanes.signAt(RoundPhase::PrePrepare, 0, 2), LaneSign::Late);
        QCOMPARE(lanes.signAt(RoundPhase::Prepare, 0, 3), LaneSign::Silent);
        QVERIFY(lanes.laneText(3).contains(QStringLiteral("silent")));
        QVERIFY(lanes.accessibleDescription().contains(QStringLiteral("View change")));
        keepPicture(page, "consensus-live");
        fillRounds(page.log(), 42, 1);
        page.take(shared(networkPicture()), true);
        QVERIFY(
            part<QLabel>(page, "roundText").text().contains(QStringLiteral("decided in view 0")));
    }

    void viewChangesAreMarked() {
        ConsensusPage page(nullptr);
        show(page);
        page.take(shared(networkPicture()), true);
        for (quint32 member = 0; member < 3; ++member)
            page.log().onPhase(phaseOf("VIEW-CHANGE", 42, 0, member, kPictureMs + member));
        QVector<PhaseInfo> second = wholeRound(42, kPictureMs + 2'000, 1, 3);
        for (const PhaseInfo& phase : second) page.log().onPhase(phase);
        page.log().onPhase(phaseOf("COMMIT", 42, 1, 3, kPictureMs + 2'900));
        page.log().onBlock(blockOf(42, 1));
        page.take(shared(networkPicture()), true);
        auto& lanes = part<LanesView>(page, "lanes");
        QCOMPARE(lanes.signAt(RoundPhase::Prepare, 0, 0), LaneSign::Missing);
        QCOMPARE(lanes.signAt(RoundPhase::Prepare, 1, 0), LaneSign::Came);
        QCOMPARE(lanes.signAt(RoundPhase::Commit, 1, 3), LaneSign::Late);
        QVERIFY(lanes.laneText(0).contains(QStringLiteral("Prepare in view 1")));
        keepPicture(page, "consensus-views");
    }

    void theLastRoundsCanBeLookedAt() {
        ConsensusPage page(nullptr);
        page.log().onSnapshot(networkPicture());
        fillRounds(page.log(), 1, 260);
        NodeSnapshot picture = networkPicture();
        picture.height = 260;
        show(page);
        page.take(shared(picture), true);
        auto& lanes = part<LanesView>(page, "lanes");
        auto& slider = part<QSlider>(page, "roundSlider");
        QVERIFY(page.isLive());
        QCOMPARE(page.shown()->height, quint64{260});
        lanes.setFocus();
        QTest::keyClick(&lanes, Qt::Key_Left);
        QTest::keyClick(&lanes, Qt::Key_Left);
        QVERIFY(!page.isLive());
        QCOMPARE(page.shown()->height, quint64{258});
        QTest::keyClick(&lanes, Qt::Key_Home);
        const quint64 oldest = page.shown()->height;
        QVERIFY(oldest <= 62);
        QCOMPARE(slider.value(), 0);
        QTest::keyClick(&lanes, Qt::Key_Right);
        QCOMPARE(page.shown()->height, oldest + 1);
        slider.setFocus();
        QTest::keyClick(&slider, Qt::Key_PageUp);
        QCOMPARE(page.shown()->height, oldest + 11);
        // What is looked at stays while new rounds come.
        fillRounds(page.log(), 261, 5);
        picture.height = 265;
        page.take(shared(picture), true);
        QCOMPARE(page.shown()->height, oldest + 11);
        QTest::mouseClick(&part<QPushButton>(page, "newerRound"), Qt::LeftButton);
        QCOMPARE(page.shown()->height, oldest + 12);
        QTest::keyClick(&lanes, Qt::Key_End);
        QVERIFY(page.isLive());
        QCOMPARE(page.shown()->height, quint64{265});
        QTest::mouseClick(&part<QPushButton>(page, "olderRound"), Qt::LeftButton);
        QVERIFY(!page.isLive());
        QTest::mouseClick(&part<QPushButton>(page, "liveRound"), Qt::LeftButton);
        QVERIFY(page.isLive());
        QTest::keyClick(&lanes, Qt::Key_Down);
        QCOMPARE(lanes.currentLane(), 1);
        QVERIFY(lanes.accessibleDescription().startsWith(lanes.laneText(1)));
        keepPicture(page, "consensus");
        QVERIFY2(part<QLabel>(page, "roundFigures").text().contains(QStringLiteral("33 ms")),
                 qPrintable(part<QLabel>(page, "roundFigures").text()));
    }

    void theTableTellsTheHashes() {
        ConsensusPage page(nullptr);
        page.log().onSnapshot(networkPicture());
        fillRounds(page.log(), 42, 1);
        show(page);
        page.take(shared(networkPicture()), true);
        QTest::mouseClick(&part<QPushButton>(page, "roundAsTable"), Qt::LeftButton);
        auto& table = part<DataTable>(page, "roundTable");
        QVERIFY(table.isVisible());
        QCOMPARE(table.model()->rowCount(), 13);
        table.setFocus();
        table.selectRow(12);
        QTest::keySequence(&table, QKeySequence::Copy);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(
                     QString::fromStdString(toHex(phaseOf("COMMIT", 42, 0, 3, 0).messageHash))),
                 qPrintable(copied));
        keepPicture(page, "consensus-table");
    }

    void aLargeSetScrolls() {
        NodeSnapshot picture = networkPicture();
        while (picture.members.size() < 256) {
            MemberInfo member = picture.members.first();
            member.operatorKey = numberedKey(static_cast<quint32>(picture.members.size()));
            picture.members.append(member);
        }
        picture.quorum = 171;
        ConsensusPage page(nullptr);
        page.log().onSnapshot(picture);
        for (const PhaseInfo& phase : wholeRound(42, kPictureMs, 0, 256)) page.log().onPhase(phase);
        show(page);
        page.take(shared(picture), true);
        page.repaint();
        keepPicture(page, "consensus-256");
        QVERIFY(QTest::qWaitFor(
            [&] { return part<LanesView>(page, "lanes").height() > page.height(); }, 5'000));
    }
};

QTEST_MAIN(TestConsensusPage)
#include "test_consensus_page.moc"
