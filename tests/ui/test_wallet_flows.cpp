// The pages about money on a real sandbox, driven as a person drives them: by keys and clicks.
#include "tests/support/wallet_bench.h"

#include "node/base/crypto.h"
#include "ui/models/payment_model.h"
#include "ui/pages/pay/qr_view.h"
#include "ui/pages/pay/receive_page.h"
#include "ui/pages/pay/send_page.h"
#include "ui/pages/wallet/coins_page.h"
#include "ui/pages/wallet/history_page.h"
#include "ui/pages/wallet/overview_page.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/ring.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>

using namespace timecoin;

namespace {

constexpr int kLongMs = 60'000;
/// Starting masternodes, meeting again and agreeing takes its time on a busy machine.
constexpr int kRecoveryMs = 120'000;

template <class T>
T* find(QWidget& page, const char* name) {
    auto* const found = page.findChild<T*>(QLatin1String(name));
    if (found == nullptr) qFatal("no %s on %s", name, qPrintable(page.objectName()));
    return found;
}

void type(QWidget& page, const char* name, const QString& text) {
    auto* const edit = find<QLineEdit>(page, name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void click(QWidget& page, const char* name) {
    QTest::mouseClick(find<QAbstractButton>(page, name), Qt::LeftButton);
}

/// A wallet and all its pages, as the window holds them.
struct Desk {
    Desk(WalletBench& bench, const QString& name)
        : wallet(bench.wallet(name)),
          overview(*wallet->service, bench.sandbox->user(), payments),
          send(*wallet->service, bench.sandbox->user()),
          receive(*wallet->service, bench.sandbox->user()),
          history(*wallet->service, bench.sandbox->user(), payments),
          coins(*wallet->service, bench.sandbox->user()) {
        payments.follow(*wallet->service, bench.sandbox->user());
        overview.setSandbox(true);
        for (Page* const page : pages()) {
            page->resize(1'000, 700);
            page->show();
        }
    }
    std::array<Page*, 5> pages() { return {&overview, &send, &receive, &history, &coins}; }
    /// From the form to the ring.
    bool sendTyped() {
        auto* const review = find<QPushButton>(send, "reviewButton");
        if (!QTest::qWaitFor([&] { return review->isEnabled(); }, kLongMs)) return false;
        send.activateWindow();  // shortcuts belong to the active one
        if (!QTest::qWaitForWindowActive(&send)) return false;
        QTest::keyClick(find<QLineEdit>(send, "sendAmount"), Qt::Key_Return, Qt::ControlModifier);
        auto* const confirm = find<QPushButton>(send, "confirmSend");
        if (!confirm->isVisible()) return false;
        QTest::mouseClick(confirm, Qt::LeftButton);
        auto* const state = find<QLabel>(send, "sendState");
        return QTest::qWaitFor([&] { return state->isVisible(); }, kLongMs);
    }
    /// In the history's detail.
    bool showLargest() {
        if (!QTest::qWaitFor([this] { return payments.rowCount() > 0; }, kLongMs)) return false;
        int largest = 0;
        for (int row = 1; row < payments.rowCount(); ++row) {
            if (payments.at(row).amount > payments.at(largest).amount) largest = row;
        }
        history.showPayment(payments.at(largest).id);
        return true;
    }
    QString sendState() { return find<QLabel>(send, "sendState")->text(); }

    PaymentModel payments;
    std::unique_ptr<BenchWallet> wallet;
    OverviewPage overview;
    SendPage send;
    ReceivePage receive;
    HistoryPage history;
    CoinsPage coins;
};

}  // namespace

class TestWalletFlows : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<WalletBench> m_bench;
    int m_desks = 0;

    std::unique_ptr<Desk> desk() {
        auto made = std::make_unique<Desk>(*m_bench, QStringLiteral("desk%1").arg(++m_desks));
        if (!made->wallet->create().ok) QTest::qFail("no wallet", __FILE__, __LINE__);
        return made;
    }
    std::unique_ptr<Desk> richDesk(Amount amount) {
        auto made = desk();
        m_bench->pay(made->wallet->newAddress(), amount);
        if (!made->wallet->waitForAvailable(amount)) QTest::qFail("no coins", __FILE__, __LINE__);
        return made;
    }
    void setMasternodes(bool running) {
        for (const int number : {2, 3}) {
            if (running)
                m_bench->sandbox->startMasternode(number);
            else
                m_bench->sandbox->stopMasternode(number);
        }
    }

private slots:
    void initTestCase();
    void cleanupTestCase() { m_bench.reset(); }
    void cleanup();
    void newWalletIsOfferedCoins();
    void receivedByTheAddressShown();
    void theQrCodeIsRead();
    void sentUntilFinal();
    void linksArePastedAnywhere();
    void lockedKeepsWhatWasTyped();
    void notEnoughSaysHowMuch();
    void twinsMustBeCompared();
    void waitsAndSaysWhy();
    void doubleSpendIsRefused();
    void maxLeavesNothing();
    void coinsAreFrozenAndJoined();
    void hiddenAmountsAreNowhere();
    void everyControlHasAName();
};

void TestWalletFlows::initTestCase() {
    QVERIFY(startCrypto());
    QLocale::setDefault(QLocale::c());
    applyTheme(*qApp, ThemeChoice::Light);
    m_bench = std::make_unique<WalletBench>(m_folder.path());
    QVERIFY2(m_bench->waitForReady(),
             qPrintable(m_bench->sandbox->notReady().join(QLatin1Char('\n'))));
}

/// A test that has failed half-way takes no other with it.
void TestWalletFlows::cleanup() {
    Sandbox& sandbox = *m_bench->sandbox;
    for (const int number : {2, 3}) {
        if (!sandbox.node(number).isRunning()) sandbox.startMasternode(number);
    }
}

void TestWalletFlows::newWalletIsOfferedCoins() {
    Desk made(*m_bench, QStringLiteral("desk%1").arg(++m_desks));
    auto* const state = find<StateView>(made.overview, "pageState");
    QTRY_COMPARE_WITH_TIMEOUT(state->title(), QString("No wallet yet"), kLongMs);
    QSignalSpy asked(&made.overview, &WalletPage::walletRequested);
    QTest::mouseClick(state->button(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QVERIFY(made.wallet->create().ok);
    auto* const faucet = find<QPushButton>(made.overview, "emptyAction");
    QTRY_VERIFY_WITH_TIMEOUT(faucet->isVisible(), kLongMs);
    QSignalSpy wanted(&made.overview, &OverviewPage::faucetRequested);
    QTest::mouseClick(faucet, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    m_bench->pay(made.wallet->newAddress(), Amount::time(100));
    auto* const available = find<QLabel>(made.overview, "availableBalance");
    QTRY_VERIFY_WITH_TIMEOUT(available->text().startsWith("100.00"), kLongMs);
    QCOMPARE(find<QTableView>(made.overview, "lastPayments")->model()->rowCount(), 1);
    QVERIFY(!faucet->isVisible());
    QVERIFY(find<QWidget>(made.overview, "backupReminder")->isVisible());
}

void TestWalletFlows::receivedByTheAddressShown() {
    const auto made = desk();
    type(made->receive, "requestLabel", "Alice");
    type(made->receive, "requestAmount", "5");
    click(made->receive, "newRequest");
    auto* const address = find<CopyField>(made->receive, "receiveAddress");
    QTRY_VERIFY_WITH_TIMEOUT(!address->value().isEmpty(), kLongMs);
    auto* const state = find<Notice>(made->receive, "receiveState");
    QTRY_VERIFY_WITH_TIMEOUT(state->kind() == Notice::Kind::Info, kLongMs);
    click(made->receive, "copyAddress");
    QCOMPARE(QGuiApplication::clipboard()->text(), address->value());
    QVERIFY(!m_bench->pay(address->value(), Amount::time(5)).isZero());
    // By itself.
    QTRY_VERIFY_WITH_TIMEOUT(state->text().startsWith("Paid, final"), kLongMs);
    QCOMPARE(state->kind(), Notice::Kind::Good);
}

void TestWalletFlows::theQrCodeIsRead() {
    const QString zbar = QStandardPaths::findExecutable("zbarimg");
    QVERIFY2(!zbar.isEmpty(), "zbarimg is needed (zbar-tools)");
    const auto made = desk();
    for (const auto theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        applyTheme(*qApp, theme);
        click(made->receive, "newRequest");
        auto* const qr = find<QrView>(made->receive, "receiveQr");
        auto* const address = find<CopyField>(made->receive, "receiveAddress");
        QTRY_VERIFY_WITH_TIMEOUT(!qr->text().isEmpty(), kLongMs);
        QTRY_COMPARE_WITH_TIMEOUT(qr->text(), "timecoin:" + address->value(), kLongMs);
        const QString picture = m_folder.filePath("page.png");
        QVERIFY(made->receive.grab().save(picture));
        QProcess reader;
        reader.start(zbar, {"-q", "--raw", picture});
        QVERIFY(reader.waitForFinished(kLongMs));
        QCOMPARE(QString::fromUtf8(reader.readAllStandardOutput()).trimmed(), qr->text());
    }
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestWalletFlows::sentUntilFinal() {
    const auto a = richDesk(Amount::time(50));
    const auto b = desk();
    type(a->send, "sendAddress", b->wallet->newAddress());
    type(a->send, "sendLabel", "Rent");
    type(a->send, "sendAmount", "12.5");
    type(a->send, "sendNote", "July");
    QVERIFY(find<Notice>(a->send, "sendWarning")->text().contains("not paid this address before"));
    QVERIFY(a->sendTyped());
    auto* const ring = find<RingWidget>(a->send, "sendRing");
    QTRY_VERIFY_WITH_TIMEOUT(ring->value().final, kLongMs);
    QVERIFY2(a->sendState().startsWith("Final in "), qPrintable(a->sendState()));
    QCOMPARE(ring->value().members, 4);
    QVERIFY(b->wallet->waitForAvailable(Amount::satoshi(1'250'000'000)));
    // It is paid: nothing of it is left in the form.
    click(a->send, "sendAnother");
    QCOMPARE(find<QLineEdit>(a->send, "sendAddress")->text(), QString());
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount")->text(), QString());
    // And it is in the history, with its note, and found by it.
    type(a->history, "historySearch", "july");
    auto* const table = find<QTableView>(a->history, "historyTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kLongMs);
    table->selectRow(0);
    auto* const state = find<QLabel>(a->history, "detailState");
    QTRY_VERIFY_WITH_TIMEOUT(state->text().startsWith("Final"), kLongMs);
    QCOMPARE(find<QLineEdit>(a->history, "detailNote")->text(), QString("July"));
    type(a->history, "detailNote", "August");
    QTest::keyClick(find<QLineEdit>(a->history, "detailNote"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, kLongMs);
    click(a->history, "copyRaw");
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().size() > 200, kLongMs);
}

void TestWalletFlows::linksArePastedAnywhere() {
    const auto a = desk();
    const auto b = desk();
    const QString to = b->wallet->newAddress();
    QGuiApplication::clipboard()->setText("timecoin:" + to + "?amount=1.5&label=Bakery");
    auto* const note = find<QLineEdit>(a->send, "sendNote");
    note->setFocus();
    QTest::keyClick(note, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(note->text(), QString());
    QCOMPARE(find<QLineEdit>(a->send, "sendAddress")->text(), to);
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount")->text(), QString("1.50"));
    QCOMPARE(find<QLineEdit>(a->send, "sendLabel")->text(), QString("Bakery"));
    // A second one is a second recipient; what is there stays.
    QVERIFY(a->send.takeLink("timecoin:" + to + "?amount=2"));
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount")->text(), QString("1.50"));
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount2")->text(), QString("2.00"));
    QVERIFY(!a->send.takeLink("timecoin:" + to + "?req-unheard=1"));
    QVERIFY(find<Notice>(a->send, "sendNotice")->text().contains("req-unheard"));
    QVERIFY(!a->send.takeLink("hello"));
}

void TestWalletFlows::lockedKeepsWhatWasTyped() {
    const auto a = richDesk(Amount::time(20));
    const auto b = desk();
    a->wallet->service->lock();
    QTRY_VERIFY_WITH_TIMEOUT(a->wallet->state() == WalletState::Locked, kLongMs);
    type(a->send, "sendAddress", b->wallet->newAddress());
    type(a->send, "sendAmount", "3");
    auto* const review = find<QPushButton>(a->send, "reviewButton");
    QTRY_VERIFY_WITH_TIMEOUT(review->isEnabled(), kLongMs);
    QTest::mouseClick(review, Qt::LeftButton);
    QSignalSpy asked(&a->send, &WalletPage::unlockRequested);
    click(a->send, "confirmSend");
    QCOMPARE(asked.count(), 1);
    QVERIFY(a->wallet->unlock().ok);
    auto* const confirm = find<QPushButton>(a->send, "confirmSend");
    QTRY_VERIFY_WITH_TIMEOUT(!confirm->text().contains("nlock"), kLongMs);
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(a->sendState().startsWith("Final"), kLongMs);
    QVERIFY(b->wallet->waitForAvailable(Amount::time(3)));
}

void TestWalletFlows::notEnoughSaysHowMuch() {
    const auto a = richDesk(Amount::time(2));
    const auto b = desk();
    type(a->send, "sendAddress", b->wallet->newAddress());
    type(a->send, "sendAmount", "5");
    auto* const problem = find<Notice>(a->send, "sendProblem");
    QTRY_VERIFY_WITH_TIMEOUT(problem->text().startsWith("3.00"), kLongMs);
    QVERIFY(!find<QPushButton>(a->send, "reviewButton")->isEnabled());
    type(a->send, "sendAddress", "ttime1qqqqqqqqqqqqqqqqqqqq");
    QVERIFY(find<Notice>(a->send, "sendWarning")->text().contains("not a valid address"));
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount")->text(), QString("5"));
}

void TestWalletFlows::twinsMustBeCompared() {
    const auto a = richDesk(Amount::time(20));
    PublicKey key;
    key.data.fill(0x5a);
    const auto known = QString::fromStdString(formatAddress(Lock::toKey(key), "stime"));
    key.data[20] = 1;  // begins alike
    const auto twin = QString::fromStdString(formatAddress(Lock::toKey(key), "stime"));
    QVERIFY(await(a->wallet->service->setContact(known, "Carol")).ok);
    QTRY_COMPARE_WITH_TIMEOUT(a->wallet->service->snapshot()->contacts.size(), 1, kLongMs);
    type(a->send, "sendAddress", twin);
    type(a->send, "sendAmount", "1");
    QVERIFY(find<Notice>(a->send, "sendWarning")->kind() == Notice::Kind::Bad);
    auto* const review = find<QPushButton>(a->send, "reviewButton");
    QTRY_VERIFY_WITH_TIMEOUT(review->isEnabled(), kLongMs);
    QTest::mouseClick(review, Qt::LeftButton);
    auto* const confirm = find<QPushButton>(a->send, "confirmSend");
    QVERIFY(!confirm->isEnabled());
    find<QCheckBox>(a->send, "comparedAddress")->setChecked(true);
    QVERIFY(confirm->isEnabled());
    click(a->send, "backButton");
    type(a->send, "sendAddress", known);
    QVERIFY(find<Notice>(a->send, "sendWarning")->text().isEmpty());
    QCOMPARE(find<QLineEdit>(a->send, "sendLabel")->text(), QString("Carol"));
}

void TestWalletFlows::waitsAndSaysWhy() {
    const auto a = richDesk(Amount::time(20));
    const auto b = desk();
    const QString to = b->wallet->newAddress();
    Sandbox& sandbox = *m_bench->sandbox;
    setMasternodes(false);
    QTRY_VERIFY_WITH_TIMEOUT(!sandbox.node(2).isRunning() && !sandbox.node(3).isRunning(), kLongMs);
    type(a->send, "sendAddress", to);
    type(a->send, "sendAmount", "4");
    QVERIFY(a->sendTyped());
    auto* const reason = find<Notice>(a->send, "sendReason");
    QTRY_VERIFY_WITH_TIMEOUT(reason->text().contains("2 of 4 masternodes"), kRecoveryMs);
    QVERIFY2(reason->text().contains("silent"), qPrintable(reason->text()));
    auto* const ring = find<RingWidget>(a->send, "sendRing");
    QVERIFY(!ring->value().final);
    // What was typed is still there, behind the ring.
    QCOMPARE(find<QLineEdit>(a->send, "sendAddress")->text(), to);
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount")->text(), QString("4"));
    // Every page about money says it.
    QVERIFY(find<Notice>(a->overview, "pageNotice")->text().contains("2 of 4 masternodes"));
    setMasternodes(true);
    QTRY_VERIFY_WITH_TIMEOUT(ring->value().final, kRecoveryMs);
    QVERIFY(reason->text().isEmpty());
    QVERIFY(b->wallet->waitForAvailable(Amount::time(4)));
    QVERIFY(m_bench->waitForReady());
}

void TestWalletFlows::doubleSpendIsRefused() {
    const auto a = richDesk(Amount::time(9));
    const auto b = desk();
    const QString to = b->wallet->newAddress();
    auto thief = m_bench->wallet("thief");
    QVERIFY(thief->restore(a->wallet->words).ok);
    QVERIFY(thief->waitForAvailable(Amount::time(9)));
    type(a->send, "sendAddress", to);
    type(a->send, "sendAmount", "5");
    auto* const review = find<QPushButton>(a->send, "reviewButton");
    QTRY_VERIFY_WITH_TIMEOUT(review->isEnabled(), kLongMs);
    QTest::mouseClick(review, Qt::LeftButton);
    // The same coin goes elsewhere while this person reads.
    SendAnswer theirs;
    // A balance is shown a moment before the wallet has seen every coin of a restored one.
    const auto sent = [&] {
        theirs = thief->send(to, Amount::time(6));
        return theirs.outcome.code != QString("not_ready");
    };
    QVERIFY(QTest::qWaitFor(sent, kLongMs));
    QVERIFY2(theirs.outcome.ok, qPrintable(theirs.outcome.code));
    click(a->send, "confirmSend");
    // Refused when it is signed, or by the network: either way it says so, and nothing typed is lost.
    auto* const problem = find<Notice>(a->send, "reviewProblem");
    QTRY_VERIFY_WITH_TIMEOUT(!problem->text().isEmpty() || a->sendState() == "The payment failed" ||
                                 a->sendState().startsWith("Final"),
                             kLongMs);
    if (a->sendState().startsWith("Final")) QFAIL("the same coin was paid twice");
    if (problem->text().isEmpty()) {
        QVERIFY(!find<Notice>(a->send, "sendReason")->text().isEmpty());
        click(a->send, "backToForm");
    } else {
        click(a->send, "backButton");
    }
    QCOMPARE(find<QLineEdit>(a->send, "sendAddress")->text(), to);
    QCOMPARE(find<QLineEdit>(a->send, "sendAmount")->text(), QString("5"));
    QVERIFY(b->wallet->waitForAvailable(Amount::time(6)));
}

void TestWalletFlows::maxLeavesNothing() {
    const auto a = richDesk(Amount::time(7));
    const auto b = desk();
    type(a->send, "sendAddress", b->wallet->newAddress());
    find<QCheckBox>(a->send, "sendMax")->setChecked(true);
    auto* const amount = find<QLineEdit>(a->send, "sendAmount");
    QTRY_VERIFY_WITH_TIMEOUT(amount->text().startsWith("6.99"), kLongMs);
    QVERIFY(a->sendTyped());
    QTRY_VERIFY_WITH_TIMEOUT(a->sendState().startsWith("Final"), kLongMs);
    QVERIFY(a->wallet->waitForAvailable(Amount()));
}

void TestWalletFlows::coinsAreFrozenAndJoined() {
    const auto a = richDesk(Amount::time(3));
    m_bench->pay(a->wallet->newAddress(), Amount::time(4));
    QVERIFY(a->wallet->waitForAvailable(Amount::time(7)));
    auto* const table = find<QTableView>(a->coins, "coinTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, kLongMs);
    table->selectRow(0);
    click(a->coins, "freezeCoins");
    QTRY_VERIFY_WITH_TIMEOUT(a->wallet->available() < Amount::time(7), kLongMs);
    auto* const unfreeze = find<QPushButton>(a->coins, "unfreezeCoins");
    QTRY_VERIFY_WITH_TIMEOUT(unfreeze->isEnabled(), kLongMs);
    QVERIFY(find<QLabel>(a->overview, "lockedBalance")->isVisible());
    QTest::mouseClick(unfreeze, Qt::LeftButton);
    QVERIFY(a->wallet->waitForAvailable(Amount::time(7)));
    QTRY_VERIFY_WITH_TIMEOUT(!unfreeze->isEnabled(), kLongMs);
    table->selectAll();
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(a->coins, "consolidateCoins")->isEnabled(), kLongMs);
    click(a->coins, "consolidateCoins");
    auto* const plan = find<QLabel>(a->coins, "consolidationPlan");
    QTRY_VERIFY_WITH_TIMEOUT(plan->isVisible() && plan->text().contains("7.00"), kLongMs);
    click(a->coins, "confirmConsolidation");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(a->wallet->available() > Amount::time(6), kLongMs);
}

void TestWalletFlows::hiddenAmountsAreNowhere() {
    const auto a = richDesk(Amount::satoshi(1'234'500'000));
    const auto shows = [](QWidget& page, const QString& digits) {
        const auto labels = page.findChildren<QLabel*>();
        for (const QLabel* const label : labels) {
            if (label->isVisibleTo(&page) &&
                (label->text().contains(digits) || label->accessibleName().contains(digits)))
                return true;
        }
        return false;
    };
    QVERIFY(a->showLargest());
    QVERIFY(shows(a->overview, "12.345"));
    QVERIFY(shows(a->history, "12.345"));
    for (Page* const page : a->pages()) page->setAmountsHidden(true);
    for (Page* const page : a->pages())
        QVERIFY2(!shows(*page, "12.345"), qPrintable(page->objectName()));
}

void TestWalletFlows::everyControlHasAName() {
    const auto a = richDesk(Amount::time(1));
    QVERIFY(a->showLargest());
    for (Page* const page : a->pages()) {
        int checked = 0;
        const auto widgets = page->findChildren<QWidget*>();
        for (const QWidget* const widget : widgets) {
            const auto* const button = qobject_cast<const QAbstractButton*>(widget);
            const bool ours = button != nullptr || qobject_cast<const QLineEdit*>(widget) ||
                              qobject_cast<const QComboBox*>(widget) ||
                              qobject_cast<const QAbstractItemView*>(widget);
            // Parts of Qt's own widgets are named by those.
            const QString part = widget->objectName();
            const auto* const above = widget->parentWidget();
            if (!ours || part.startsWith("qt_") || widget->focusPolicy() == Qt::NoFocus ||
                (above != nullptr && above->inherits("QComboBoxPrivateContainer")) ||
                (above != nullptr &&
                 (above->inherits("QAbstractSpinBox") || above->inherits("QTableView"))))
                continue;
            ++checked;
            const bool named = !widget->accessibleName().isEmpty() ||
                               (button != nullptr && !button->text().isEmpty());
            QVERIFY2(named || (button != nullptr && button->isHidden()),
                     qPrintable(page->objectName() + ": " + widget->metaObject()->className() +
                                " " + part));
        }
        QVERIFY(checked > 0);
    }
}

QTEST_MAIN(TestWalletFlows)
#include "test_wallet_flows.moc"
