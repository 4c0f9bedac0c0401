// The menus of the window, and the palette that offers the same by typing.
#include "ui/window/main_window.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/window/command_palette.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QTimer>

namespace timecoin {
namespace {

constexpr Amount kFaucetAmount = Amount::time(100);
constexpr int kGoodNewsMs = 6'000;

}  // namespace

void MainWindow::buildMenus() {
    buildWalletMenu();
    buildViewMenu();
    if (m_parts.sandbox != nullptr) buildSandboxMenu();
    buildHelpMenu();
}

void MainWindow::buildWalletMenu() {
    QMenu* const menu = menuBar()->addMenu(tr("&Wallet"));
    m_lockAction = menu->addAction(icon(QStringLiteral("lock")), tr("&Lock"), this,
                                   &MainWindow::onLockPressed);
    m_lockAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    menu->addSeparator();
    QAction* const quit = menu->addAction(tr("&Quit"), this, &MainWindow::requestQuit);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::buildViewMenu() {
    QMenu* const menu = menuBar()->addMenu(tr("&View"));
    m_pagesMenu = menu->addMenu(tr("&Pages"));
    QAction* const palette = menu->addAction(icon(QStringLiteral("search")), tr("&Go to…"), this,
                                             &MainWindow::openPalette);
    palette->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    QAction* const find = menu->addAction(tr("&Find on this page"), this, [this] {
        if (Page* const page = shownPage()) page->focusSearch();
    });
    find->setShortcut(QKeySequence::Find);
    menu->addSeparator();
    m_hideAction = menu->addAction(tr("&Hide amounts"));
    m_hideAction->setCheckable(true);
    m_hideAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    connect(m_hideAction, &QAction::triggered, &m_parts.preferences,
            &Preferences::setAmountsHidden);
    QMenu* const themes = menu->addMenu(tr("&Theme"));
    m_themes = new QActionGroup(this);
    const auto add = [&](const QString& name, ThemeChoice choice) {
        QAction* const action = themes->addAction(name);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        m_themes->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, choice] { m_parts.preferences.setTheme(choice); });
    };
    add(tr("As the &system"), ThemeChoice::System);
    add(tr("&Light"), ThemeChoice::Light);
    add(tr("&Dark"), ThemeChoice::Dark);
}

void MainWindow::buildSandboxMenu() {
    QMenu* const menu = menuBar()->addMenu(tr("&Sandbox"));
    menu->setObjectName(QStringLiteral("sandboxMenu"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSandboxMenu(menu); });
    fillSandboxMenu(menu);
}

/// Anew each time it is opened: masternodes come and go.
void MainWindow::fillSandboxMenu(QMenu* menu) {
    menu->clear();
    SandboxControl& sandbox = *m_parts.sandbox;
    QAction* const faucet =
        menu->addAction(icon(QStringLiteral("sandbox")), tr("&Get 100 TIME from the faucet"), this,
                        &MainWindow::takeFaucet);
    const WalletState state = m_parts.wallet.snapshot()->state;
    faucet->setEnabled(state == WalletState::Locked || state == WalletState::Unlocked);
    menu->addSeparator();
    for (int number = 1; number <= sandbox.masternodes(); ++number) {
        const bool runs = sandbox.isRunning(number);
        const QString text = runs ? tr("Masternode &%1 runs: stop it").arg(number)
                                  : tr("Masternode &%1 is stopped: start it").arg(number);
        menu->addAction(icon(runs ? QStringLiteral("stop") : QStringLiteral("play")), text, this,
                        [&sandbox, number, runs] {
                            if (runs)
                                sandbox.stop(number);
                            else
                                sandbox.start(number);
                        });
    }
}

void MainWindow::buildHelpMenu() {
    QMenu* const menu = menuBar()->addMenu(tr("&Help"));
    QAction* const about =
        menu->addAction(icon(QStringLiteral("about")), tr("&About TimeCoin"), this, [this] {
            if (!m_pages.isEmpty()) showPage(m_pages.back().page);
        });
    about->setShortcut(QKeySequence(Qt::Key_F1));
    about->setMenuRole(QAction::AboutRole);
}

/// An own address first, then the faucet pays to it.
void MainWindow::takeFaucet() {
    RequestPlan plan;
    plan.label = tr("Faucet");
    deliver(m_parts.wallet.request(plan), this,
            [this](const RequestAnswer& answer) { payFromFaucet(answer); });
}

void MainWindow::payFromFaucet(const RequestAnswer& answer) {
    if (!answer.outcome.ok) {
        m_notice->say(Notice::Kind::Bad,
                      walletCodeText(answer.outcome.code, answer.outcome.detail));
        return;
    }
    const QPointer<MainWindow> self(this);
    m_parts.sandbox->faucet(answer.request.address, kFaucetAmount, [self](const QString& code) {
        if (!self) return;
        if (code.isEmpty())
            self->sayForAWhile(tr("The faucet has sent you 100 TIME."));
        else if (code == QStringLiteral("faucet_empty"))
            self->m_notice->say(Notice::Kind::Wait,
                                tr("All coins of the faucet are under way. Try again after the "
                                   "next block."));
        else
            self->m_notice->say(Notice::Kind::Bad, paymentReasonText(code));
    });
}

/// Good news need no closing.
void MainWindow::sayForAWhile(const QString& text) {
    m_notice->say(Notice::Kind::Good, text);
    QTimer::singleShot(kGoodNewsMs, this, [this, text] {
        if (m_notice->text() == text) m_notice->clear();
    });
}

void MainWindow::openPalette() {
    QVector<PaletteEntry> entries;
    const auto plain = [](QString text) { return text.remove(QLatin1Char('&')); };
    for (const Entry& entry : m_pages) {
        Page* const page = entry.page;
        entries.append({page->title(), page->iconName(), {}, [this, page] { showPage(page); }});
    }
    for (QAction* const top : menuBar()->actions()) {
        if (top->menu() == nullptr) continue;
        if (m_parts.sandbox != nullptr &&
            top->menu()->objectName() == QStringLiteral("sandboxMenu"))
            fillSandboxMenu(top->menu());
        for (QAction* const action : top->menu()->actions()) {
            if (action->isSeparator() || action->menu() != nullptr || !action->isEnabled())
                continue;
            const QPointer<QAction> alive(action);
            entries.append({plain(action->text()), QStringLiteral("arrow-right"),
                            action->shortcut().toString(QKeySequence::NativeText), [alive] {
                                if (alive) alive->trigger();
                            }});
        }
    }
    for (QAction* const action : m_themes->actions()) {
        const auto choice = static_cast<ThemeChoice>(action->data().toInt());
        entries.append(
            {tr("Theme: %1").arg(plain(action->text())), QStringLiteral("eye"), {}, [this, choice] {
                 m_parts.preferences.setTheme(choice);
             }});
    }
    m_palette->open(std::move(entries));
}

}  // namespace timecoin
