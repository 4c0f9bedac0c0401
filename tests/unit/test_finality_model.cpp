// The model of R-FIN-1..7, R-CON-5..8 and R-SIG-1..2 (tests/model): every reachable state keeps the
// promises, and each rule that the model can express is needed: bent, it breaks one of them.
#include "tests/model/finality_model.h"

#include <QtTest>

using namespace timecoin::model;

namespace {

constexpr std::size_t kNoEnd = 1'000'000'000;

Rules rulesOf(int views, bool payments = true) {
    Rules rules;
    rules.views = views;
    rules.payments = payments;
    return rules;
}

}  // namespace

class TestFinalityModel : public QObject {
    Q_OBJECT
private slots:
    void rulesHold_data();
    void rulesHold();
    void bentRuleIsNoticed_data();
    void bentRuleIsNoticed();
};

void TestFinalityModel::rulesHold_data() {
    QTest::addColumn<int>("views");
    QTest::addColumn<bool>("payments");
    QTest::addColumn<quint64>("states");
    QTest::newRow("payments, 2 views") << 2 << true << quint64{350'710};
    QTest::newRow("agreement alone, 3 views") << 3 << false << quint64{0};
    // A minute each; `TIMECOIN_MODEL=full`, and by `./dev model`.
    if (qEnvironmentVariable("TIMECOIN_MODEL") == QStringLiteral("full")) {
        QTest::newRow("payments, 3 views") << 3 << true << quint64{14'039'959};
        QTest::newRow("agreement alone, 4 views") << 4 << false << quint64{6'326'524};
    }
}

void TestFinalityModel::rulesHold() {
    QFETCH(const int, views);
    QFETCH(const bool, payments);
    QFETCH(const quint64, states);
    const Report report = explore(rulesOf(views, payments), kNoEnd);
    QVERIFY2(report.violation.empty(), report.violation.c_str());
    QVERIFY(report.complete);
    qInfo("%zu states", report.states);
    // A model that lost some of its steps would keep every promise too.
    if (states != 0) QCOMPARE(quint64{report.states}, states);
}

void TestFinalityModel::bentRuleIsNoticed_data() {
    QTest::addColumn<Rules>("rules");
    const auto row = [](const char* name, Rules rules, auto&& bend) {
        bend(rules);
        QTest::newRow(name) << rules;
    };
    const Rules two = rulesOf(2);
    row("quorum of 2f", two, [](Rules& r) { r.quorum = 2; });
    row("nothing freezes", two, [](Rules& r) { r.freeze = false; });
    row("neither window nor list freezes", two, [](Rules& r) { r.freeze = r.listFreezes = false; });
    row("only view 0 freezes", two, [](Rules& r) { r.freezeAboveViewZero = false; });
    row("lists ignored", two, [](Rules& r) { r.listsBind = false; });
    row("prepared certificate ignored", two, [](Rules& r) { r.preparedBinds = false; });
    row("lower view not refused", two, [](Rules& r) { r.lowerViewsClosed = false; });
    row("both sides voted", two, [](Rules& r) { r.oneSideVoted = false; });
    row("votes counted twice", two, [](Rules& r) { r.votesCountOnce = false; });
    row("child voted for before its parent is certified", two,
        [](Rules& r) { r.parentVotedFirst = false; });
    row("child acknowledged before its parent", two, [](Rules& r) { r.parentAckedFirst = false; });
    row("parent order ignored", two,
        [](Rules& r) { r.parentVotedFirst = r.parentAckedFirst = false; });
    row("votes forgotten by a crash", two, [](Rules& r) { r.votesSurvive = false; });
    row("acknowledgements forgotten by a crash", two, [](Rules& r) { r.acksSurvive = false; });
    row("lowest prepared certificate", rulesOf(3), [](Rules& r) { r.highestPrepared = false; });
    row("commits counted across views", rulesOf(4, false),
        [](Rules& r) { r.commitsOfOneView = false; });
}

void TestFinalityModel::bentRuleIsNoticed() {
    QFETCH(const Rules, rules);
    const Report report = explore(rules, kNoEnd);
    QVERIFY(!report.violation.empty());
    qInfo("%zu states, then after %zu steps: %s", report.states, report.trace.size(),
          report.violation.c_str());
}

QTEST_GUILESS_MAIN(TestFinalityModel)
#include "test_finality_model.moc"
