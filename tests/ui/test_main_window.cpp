// The real window with all its pages over a real wallet and a real sandbox: what is shown in which state
// of the wallet, keys, palette, closing, and that every control has a name.
#include "app/desktop/desktop_options.h"
#include "app/desktop/sandbox_adapter.h"
#include "app/desktop/single_instance.h"
#include "app/desktop/translation.h"
#include "tests/support/sandbox_run.h"
#include "ui/pages/start/unlock_page.h"
#include "ui/pages/start/welcome_page.h"
#include "ui/pages/wallet/contacts_page.h"
#include "ui/widgets/search_field.h"
#include "ui/window/clipboard_guard.h"
#include "ui/window/command_palette.h"
#include "ui/window/idle_lock.h"
#include "ui/window/make_pages.h"
#include "ui/window/navigation.h"
#include "ui/window/status_strip.h"
#include "wallet/api/wallet_service.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>

using namespace timecoin;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr auto kWords = "abandon abandon abandon abandon abandon abandon "
                        "abandon abandon abandon abandon abandon about";

SecretText secret(const char* text) {
    return SecretText(asBytes(text));
}

/// A sandbox whose masternodes need not run for most of what a window does.
struct Bench {
    QTemporaryDir folder;
    Preferences preferences{folder.filePath(QStringLiteral("window.ini"))};
    SandboxRun sandbox;
    SandboxAdapter control{*sandbox};
    std::unique_ptr<WalletService> wallet;
    std::unique_ptr<MainWindow> window;

    Bench() {
        WalletConfig config;
        config.network = std::make_shared<const Network>(sandbox->network());
        config.folder = folder.filePath(QStringLiteral("wallet"));
        config.argonMemoryKiB = 64;
        config.argonPasses = 1;
        QDir().mkpath(config.folder);
        wallet = std::make_unique<WalletService>(config, sandbox->user());
        open();
    }
    void open() {
        ProgramFacts facts;
        facts.version = QStringLiteral("1");
        facts.network = QStringLiteral("sandbox");
        facts.dataFolder = folder.path();
        WindowParts parts{sandbox->user(), *wallet, preferences, &control, facts};
        window = std::make_unique<MainWindow>(parts);
        makePages(*window, parts);
        window->show();
    }
    bool waitFor(WalletState state) {
        return QTest::qWaitFor([&] { return wallet->snapshot()->state == state; }, kPatienceMs);
    }
    bool createWallet() {
        wallet->start();
        if (!waitFor(WalletState::NoWallet)) return false;
        WalletPlan plan;
        plan.words = secret(kWords);
        plan.passphrase = secret("correct horse");
        wallet->create(plan);
        return waitFor(WalletState::Unlocked);
    }
    QString shown() const {
        const Page* const page = window->shownPage();
        return page == nullptr ? QString() : page->title();
    }
    bool sees(const QWidget* widget) const { return widget != nullptr && widget->isVisible(); }
    template <class T>
    T* the() const {
        return window->findChild<T*>();
    }
};

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English));
        QVERIFY(startCrypto());
    }

    void welcomesWithoutWallet() {
        Bench bench;
        bench.wallet->start();
        QVERIFY(bench.waitFor(WalletState::NoWallet));
        QTRY_VERIFY(bench.sees(bench.the<WelcomePage>()));
        QVERIFY(!bench.sees(bench.the<Navigation>()));
        // Network pages are there without a wallet, and the way back is open.
        bench.window->setNodeOnly(true);
        QVERIFY(bench.sees(bench.the<Navigation>()));
        QCOMPARE(bench.shown(), QStringLiteral("Consensus"));
        bench.window->setNodeOnly(false);
        QVERIFY(bench.sees(bench.the<WelcomePage>()));
    }

    void lockedAndUnlocked() {
        Bench bench;
        QVERIFY(bench.createWallet());
        QTRY_COMPARE(bench.shown(), QStringLiteral("Overview"));
        auto* const lock = bench.the<StatusStrip>()->lockButton();
        QTRY_COMPARE(lock->text(), QStringLiteral("Unlocked"));
        lock->click();
        QVERIFY(bench.waitFor(WalletState::Locked));
        QTRY_COMPARE(lock->text(), QStringLiteral("Locked"));
        // Locked: balances stay visible; asking to unlock shows the page for it.
        QCOMPARE(bench.shown(), QStringLiteral("Overview"));
        lock->click();
        QVERIFY(bench.sees(bench.the<UnlockPage>()));
        bench.wallet->unlock(secret("correct horse"));
        QVERIFY(bench.waitFor(WalletState::Unlocked));
        QTRY_COMPARE(bench.shown(), QStringLiteral("Overview"));
        // Idle: as if ten minutes had gone by.
        emit bench.the<IdleLock>()->idle();
        QVERIFY(bench.waitFor(WalletState::Locked));
    }

    void keysLeadToPages() {
        Bench bench;
        QVERIFY(bench.createWallet());
        QTRY_COMPARE(bench.shown(), QStringLiteral("Overview"));
        const QStringList titles{
            QStringLiteral("Overview"),  QStringLiteral("Send"),        QStringLiteral("Receive"),
            QStringLiteral("History"),   QStringLiteral("Coins"),       QStringLiteral("Contacts"),
            QStringLiteral("Consensus"), QStringLiteral("Masternodes"), QStringLiteral("Peers")};
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        for (int index = 8; index >= 0; --index) {
            QTest::keyClick(bench.window.get(), Qt::Key(Qt::Key_1 + index), Qt::ControlModifier);
            QCOMPARE(bench.shown(), titles[index]);
            QCOMPARE(bench.the<Navigation>()->chosenPage(), index);
        }
        QTest::keyClick(bench.window.get(), Qt::Key_F1);
        QCOMPARE(bench.shown(), QStringLiteral("About"));
        QTest::keyClick(bench.window.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(bench.preferences.amountsHidden());
        QTest::keyClick(bench.window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(bench.waitFor(WalletState::Locked));
    }

    void paletteFindsAndDoes() {
        QVERIFY(CommandPalette::fits(QStringLiteral("Hide amounts"), QStringLiteral("am hi")));
        QVERIFY(!CommandPalette::fits(QStringLiteral("Hide amounts"), QStringLiteral("ounts")));
        Bench bench;
        QVERIFY(bench.createWallet());
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* const palette = bench.the<CommandPalette>();
        QVERIFY(palette->isVisible());
        QVERIFY(palette->shown().size() > 15);
        QTest::keyClicks(palette->field(), QStringLiteral("coi"));
        QCOMPARE(palette->shown(), QStringList{QStringLiteral("Coins")});
        QTest::keyClick(palette->field(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(bench.shown(), QStringLiteral("Coins"));
    }

    void linksWaitForTheWallet() {
        Bench bench;
        bench.wallet->start();
        QVERIFY(bench.waitFor(WalletState::NoWallet));
        bench.window->openUri(QStringLiteral("timecoin:nobody"));
        QTRY_VERIFY(bench.sees(bench.the<WelcomePage>()));
        WalletPlan plan;
        plan.words = secret(kWords);
        plan.passphrase = secret("correct horse");
        bench.wallet->create(plan);
        QVERIFY(bench.waitFor(WalletState::Unlocked));
        QTRY_COMPARE(bench.shown(), QStringLiteral("Send"));
    }

    void aContactIsPaidOnTheSendPage() {
        Bench bench;
        QVERIFY(bench.createWallet());
        const auto request = bench.wallet->request({});
        QTRY_VERIFY(request.isFinished());
        const QString address = request.result().request.address;
        emit bench.the<ContactsPage>()->payRequested(address);
        QCOMPARE(bench.shown(), QStringLiteral("Send"));
        auto* const field = bench.window->findChild<QLineEdit*>(QStringLiteral("sendAddress"));
        QVERIFY(field != nullptr);
        QCOMPARE(field->text(), address);
    }

    void theFaucetPays() {
        Bench bench;
        QVERIFY(bench.sandbox.start());
        QVERIFY(bench.createWallet());
        bench.window->takeFaucet();
        const auto total = [&] {
            const Balances& balances = bench.wallet->snapshot()->balances;
            return *balances.available.plus(balances.pending);
        };
        QVERIFY(QTest::qWaitFor([&] { return total() == Amount::time(100); }, kPatienceMs));
        // Masternodes are stopped and started from the menu.
        QVERIFY(bench.control.isRunning(2));
        bench.control.stop(2);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.control.isRunning(2), kPatienceMs);
        bench.control.start(2);
        QTRY_VERIFY_WITH_TIMEOUT(bench.control.isRunning(2), kPatienceMs);
        bool refused = false;
        bench.control.faucet(QStringLiteral("no address"), Amount::time(1),
                             [&](const QString& code) { refused = !code.isEmpty(); });
        QVERIFY(refused);
    }

    void closingAsksOnceAndTellsTheRoot() {
        Bench bench;
        QVERIFY(bench.createWallet());
        QSignalSpy quit(bench.window.get(), &MainWindow::quitRequested);
        bench.window->close();
        QCOMPARE(quit.count(), 1);
        QVERIFY(bench.window->isVisible());
        bench.window->close();
        QCOMPARE(quit.count(), 1);
        // The next window opens on the page of last time.
        Bench other;
        Preferences& kept = other.preferences;
        kept.keepWindow({}, QStringLiteral("timecoin::HistoryPage"));
        other.open();
        QVERIFY(other.createWallet());
        QTRY_COMPARE(other.shown(), QStringLiteral("History"));
    }

    void fatalIsAPage() {
        Bench bench;
        bench.window->showFatal(QStringLiteral("The disk is full."));
        QVERIFY(!bench.sees(bench.the<Navigation>()));
        QSignalSpy quit(bench.window.get(), &MainWindow::quitRequested);
        bench.window->close();
        QCOMPARE(quit.count(), 1);
    }

    /// For a screen reader, whatever can be clicked or typed into has a name.
    void everythingHasAName() {
        Bench bench;
        QVERIFY(bench.createWallet());
        QStringList nameless;
        for (const QWidget* const widget : bench.window->findChildren<QWidget*>()) {
            const auto* const button = qobject_cast<const QAbstractButton*>(widget);
            const auto* const line = qobject_cast<const QLineEdit*>(widget);
            if (button == nullptr && line == nullptr) continue;
            const QString name = widget->objectName();
            // Qt's own inside of spin boxes, clear buttons and scrolling menus.
            if (name.startsWith(QStringLiteral("qt_")) || !widget->isEnabledTo(widget->window()))
                continue;
            // Named by the words that are asked for, when they are.
            if (name.startsWith(QStringLiteral("quizAnswer"))) continue;
            if (widget->inherits("QLineEditIconButton") || widget->isHidden()) continue;
            if (button != nullptr && !button->text().isEmpty()) continue;
            if (widget->accessibleName().isEmpty())
                nameless.append(QString::fromLatin1(widget->metaObject()->className()) + name +
                                QStringLiteral(" in ") + widget->parentWidget()->objectName());
        }
        QCOMPARE(nameless.join(QLatin1Char('\n')), QString());
    }

    void secretsLeaveTheClipboard() {
        QVERIFY(ClipboardGuard::looksSecret(QString::fromLatin1(kWords)));
        QVERIFY(!ClipboardGuard::looksSecret(QStringLiteral("stime1qpzry9x8gf2tvdw0s3jn54khce6")));
        QVERIFY(!ClipboardGuard::looksSecret(QString(64, QLatin1Char('a'))));
        ClipboardGuard guard(nullptr, 1);
        QApplication::clipboard()->setText(QStringLiteral("an address"));
        QApplication::clipboard()->setText(QString::fromLatin1(kWords));
        QTRY_COMPARE(QApplication::clipboard()->text(), QString());
    }

    void preferencesSurviveNonsense() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        {
            QSettings broken(file, QSettings::IniFormat);
            broken.setValue(QStringLiteral("safety/lockMinutes"), QStringLiteral("never"));
            broken.setValue(QStringLiteral("look/theme"), 7);
            broken.setValue(QStringLiteral("look/language"), QStringLiteral("../x"));
        }
        const Preferences preferences(file);
        QCOMPARE(preferences.lockMinutes(), Preferences::kDefaultLockMinutes);
        QCOMPARE(preferences.theme(), ThemeChoice::System);
        QCOMPARE(preferences.language(), QString());
    }

    void secondStartHandsOver() {
        QTemporaryDir folder;
        SingleInstance first(folder.path());
        QCOMPARE(first.begin(), SingleInstance::Role::First);
        QSignalSpy asked(&first, &SingleInstance::asked);
        SingleInstance second(folder.path());
        QCOMPARE(second.begin(), SingleInstance::Role::Second);
        QSignalSpy handedOver(&second, &SingleInstance::handedOver);
        second.handOver(QStringLiteral("timecoin:stime1x?amount=1"));
        QTRY_COMPARE(handedOver.count(), 1);
        QVERIFY(handedOver.first().first().toBool());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), QStringLiteral("timecoin:stime1x?amount=1"));
    }

    void optionsTakeALink() {
        QTemporaryDir folder;
        const QStringList program{QStringLiteral("timecoin-qt")};
        auto options =
            readDesktopOptions(program + QStringList{QStringLiteral("TimeCoin:x")}, folder.path());
        QVERIFY(options.ok());
        QCOMPARE(options->uri, QStringLiteral("TimeCoin:x"));
        QCOMPARE(options->folder(), folder.path() + QStringLiteral("/sandbox"));
        for (const QString& wrong :
             {QStringLiteral("--demo"), QStringLiteral("--control"), QStringLiteral("x"),
              QStringLiteral("timecoin:") + QString(int(kMaxUri), QLatin1Char('x'))})
            QVERIFY(!readDesktopOptions(program + QStringList{wrong}, folder.path()).ok());
    }

    void speaksAsAsked() {
        const QLocale swiss(QLocale::German, QLocale::Switzerland);
        QCOMPARE(chosenLocale(QString(), swiss), swiss);
        QCOMPARE(chosenLocale(QStringLiteral("de"), swiss), swiss);
        QCOMPARE(chosenLocale(QStringLiteral("en"), swiss).language(), QLocale::English);
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
