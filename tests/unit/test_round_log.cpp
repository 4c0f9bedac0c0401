// What the Consensus page keeps of the last rounds.
#include "tests/support/network_values.h"
#include "ui/models/round_log.h"
#include "ui/models/round_marks_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace timecoin;

namespace {

void play(RoundLog& log, const QVector<PhaseInfo>& phases) {
    for (const PhaseInfo& phase : phases) log.onPhase(phase);
}

}  // namespace

class TestRoundLog : public QObject {
    Q_OBJECT

private slots:
    void aRoundIsKeptWithWhoSaidWhatWhen() {
        RoundLog log;
        log.onSnapshot(networkPicture());
        QCOMPARE(log.rounds().size(), std::size_t{1});
        QCOMPARE(log.rounds().back().height, quint64{42});
        play(log, wholeRound(42, 1'000));
        QVERIFY(!log.rounds().back().tookMs());
        log.onBlock(blockOf(42));
        const Round* const round = log.round(42);
        QVERIFY(round != nullptr && round->committed);
        QCOMPARE(round->marks.size(), 13);
        QCOMPARE(round->primary, 2);
        QCOMPARE(*round->tookMs(), quint64{33});
        QCOMPARE(round->spoke.count(), std::size_t{4});
        for (quint32 member = 0; member < 4; ++member)
            for (const RoundPhase phase :
                 {RoundPhase::ViewChange, RoundPhase::Prepare, RoundPhase::Commit}) {
                const RoundMark* const mark = round->find(phase, 0, member);
                QVERIFY(mark != nullptr && !mark->late);
                QCOMPARE(mark->hash,
                         phaseOf(qPrintable(phaseKind(phase)), 42, 0, member, 0).messageHash);
            }
        QVERIFY(round->find(RoundPhase::Ready, 0, 0) == nullptr);
    }

    void votesOnPaymentsAreNoMarksAndNothingIsKeptTwice() {
        RoundLog log;
        log.onPhase(phaseOf("TX-VOTE", 5, 0, 1, 10));
        log.onPhase(phaseOf("TX-ACK", 5, 0, 1, 10));
        QVERIFY(log.rounds().empty());
        log.onPhase(phaseOf("PREPARE", 5, 0, 1, 10));
        log.onPhase(phaseOf("PREPARE", 5, 0, 1, 99));
        QCOMPARE(log.round(5)->marks.size(), 1);
        // The same phase with another message is another event.
        PhaseInfo other = phaseOf("PREPARE", 5, 0, 1, 11);
        other.messageHash = numberedHash(4'711);
        log.onPhase(other);
        QCOMPARE(log.round(5)->marks.size(), 2);
    }

    void whoComesLongAfterAQuorumIsLate() {
        RoundLog log;
        log.onSnapshot(networkPicture());
        QVector<PhaseInfo> phases = wholeRound(42, 1'000, 0, 3);
        play(log, phases);
        log.onPhase(phaseOf("COMMIT", 42, 0, 3, 1'032 + RoundLog::kLateMs - 1));
        log.onPhase(phaseOf("PREPARE", 42, 0, 3, 1'022 + RoundLog::kLateMs));
        QVERIFY(!log.round(42)->find(RoundPhase::Commit, 0, 3)->late);
        QVERIFY(log.round(42)->find(RoundPhase::Prepare, 0, 3)->late);
        // A proposal is late by when its view was entered.
        for (quint32 member = 0; member < 3; ++member)
            log.onPhase(phaseOf("VIEW-CHANGE", 42, 1, member, 3'000));
        log.onPhase(phaseOf("PRE-PREPARE", 42, 1, 3, 3'700));
        QVERIFY(log.round(42)->find(RoundPhase::PrePrepare, 1, 3)->late);
        QCOMPARE(log.round(42)->views, quint32{2});
    }

    void silentMastersAreKnownWhileTheRoundGoesOn() {
        RoundLog log;
        NodeSnapshot picture = networkPicture();
        picture.members[1].silent = true;
        picture.view = 2;
        log.onSnapshot(picture);
        QVERIFY(log.rounds().back().silent.test(1));
        QCOMPARE(log.rounds().back().views, quint32{3});
        const quint64 version = log.version();
        log.onSnapshot(picture);
        QCOMPARE(log.version(), version);
        log.onBlock(blockOf(42, 2));
        QVERIFY(log.round(42)->silent.none());
    }

    void theLastTwoHundredAreKept() {
        RoundLog log;
        log.onSnapshot(networkPicture());
        for (quint64 height = 42; height < 342; ++height) {
            play(log, wholeRound(height, height * 1'000));
            log.onBlock(blockOf(height));
        }
        QCOMPARE(log.rounds().size(), RoundLog::kRounds);
        QCOMPARE(log.rounds().front().height, quint64{142});
        QCOMPARE(log.rounds().back().height, quint64{341});
        QVERIFY(log.round(141) == nullptr);
        log.onPhase(phaseOf("COMMIT", 100, 0, 0, 1));  // of long ago: no place
        QVERIFY(log.round(100) == nullptr);
        QCOMPARE(log.rounds().size(), RoundLog::kRounds);
    }

    void marksAreBounded() {
        RoundLog log;
        for (quint32 at = 0; at < RoundLog::kMaxMarks + 100U; ++at) {
            PhaseInfo phase = phaseOf("PREPARE", 1, 0, at % 256, at);
            phase.messageHash = numberedHash(at);
            log.onPhase(phase);
        }
        QCOMPARE(log.round(1)->marks.size(), RoundLog::kMaxMarks);
    }

    void percentilesAreByNearestRank() {
        QVERIFY(!percentile({}, 50));
        QCOMPARE(*percentile({7}, 95), quint64{7});
        QVector<quint64> values;
        for (quint64 at = 100; at > 0; --at) values.append(at);
        QCOMPARE(*percentile(values, 50), quint64{50});
        QCOMPARE(*percentile(values, 95), quint64{95});
        QCOMPARE(*percentile({1, 2, 3, 4}, 50), quint64{2});
        QCOMPARE(*percentile({1, 2, 3, 4}, 95), quint64{4});
    }

    void roundTimesAndLatenciesAreMeasured() {
        RoundLog log;
        QVERIFY(!log.roundTime(50) && !log.finalityLatency(50));
        log.onBlock(blockOf(1));  // caught up: nothing was seen of its round
        QVERIFY(!log.roundTime(50));
        for (quint64 height = 2; height < 12; ++height) {
            play(log, wholeRound(height, height * 1'000));
            log.onBlock(blockOf(height));
        }
        QCOMPARE(*log.roundTime(95), quint64{33});
        log.onSeen(numberedHash(1), 1'000);
        log.onSeen(numberedHash(2), 1'000);
        log.onSeen(numberedHash(3), 1'000);
        log.onRejected(numberedHash(3));
        log.onFinal(numberedHash(1), 1'400);
        log.onFinal(numberedHash(1), 9'999);  // told once
        log.onFinal(numberedHash(3), 9'999);
        log.onFinal(numberedHash(9), 9'999);
        log.onFinal(numberedHash(2), 1'600);
        QCOMPARE(log.latencies(), 2);
        QCOMPARE(*log.finalityLatency(50), quint64{400});
        QCOMPARE(*log.finalityLatency(95), quint64{600});
        for (quint32 at = 0; at < 3'000; ++at) {
            log.onSeen(numberedHash(at + 100), 0);
            log.onFinal(numberedHash(at + 100), 5);
        }
        QCOMPARE(log.latencies(), RoundLog::kLatencies);
    }

    void theTableHasEveryMarkWithItsHash() {
        RoundLog log;
        log.onSnapshot(networkPicture());
        RoundMarksModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        int rows = 0;
        for (const PhaseInfo& phase : wholeRound(42, kPictureMs)) {
            log.onPhase(phase);
            model.setRound(log.round(42), log.members());
            QCOMPARE(model.rowCount(), ++rows);
        }
        const auto text = [&](int column) { return model.index(12, column).data().toString(); };
        QCOMPARE(text(RoundMarksModel::Masternode), QStringLiteral("4 · 127.0.0.1:24204"));
        QCOMPARE(text(RoundMarksModel::Phase), QStringLiteral("Commit"));
        QCOMPARE(text(RoundMarksModel::After), QStringLiteral("+33 ms"));
        QCOMPARE(text(RoundMarksModel::MessageHash),
                 QString::fromStdString(toHex(phaseOf("COMMIT", 42, 0, 3, 0).messageHash)));
        play(log, wholeRound(43, kPictureMs + 5'000));
        model.setRound(log.round(43), log.members());
        QCOMPARE(model.rowCount(), 13);
        model.setRound(nullptr, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void aLargeSetIsNoBurden() {
        RoundLog log;
        NodeSnapshot picture = networkPicture();
        while (picture.members.size() < 256) picture.members.append(picture.members.first());
        picture.quorum = 171;
        log.onSnapshot(picture);
        play(log, wholeRound(42, 1'000, 0, 256));
        QCOMPARE(log.round(42)->marks.size(), 769);
    }
};

QTEST_GUILESS_MAIN(TestRoundLog)
#include "test_round_log.moc"
