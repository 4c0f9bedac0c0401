#include "ui/window/main_window.h"

#include "ui/models/health.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"
#include "ui/window/clipboard_guard.h"
#include "ui/window/command_palette.h"
#include "ui/window/idle_lock.h"
#include "ui/window/navigation.h"
#include "ui/window/status_strip.h"
#include "ui/window/tray.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr QSize kFirstSize(1'120, 740);
constexpr QSize kLeastSize(760, 520);
constexpr int kMinuteMs = 60'000;

}  // namespace

MainWindow::MainWindow(const WindowParts& parts)
    : m_parts(parts),
      m_body(new QStackedWidget(this)),
      m_shell(new QWidget(m_body)),
      m_full(new StateView(m_body)),
      m_navigation(new Navigation(m_shell)),
      m_stack(new QStackedWidget(m_shell)),
      m_notice(new Notice(m_shell)),
      m_status(new StatusStrip(this)),
      m_palette(nullptr),
      m_tray(new Tray(this)),
      m_idle(new IdleLock(this)) {
    setWindowIcon(applicationIcon());
    setWindowTitle(parts.facts.network.isEmpty() || parts.facts.network == QStringLiteral("mainnet")
                       ? QStringLiteral("TimeCoin")
                       : QStringLiteral("TimeCoin · %1").arg(parts.facts.network));
    buildShell();
    buildMenus();
    m_palette = new CommandPalette(this);
    new ClipboardGuard(this);

    connect(&m_parts.node, &NodeService::snapshotChanged, this, &MainWindow::onNode);
    connect(&m_parts.wallet, &WalletService::snapshotChanged, this, &MainWindow::onWallet);
    connect(&m_parts.wallet, &WalletService::paymentFinal, this, &MainWindow::onPaymentFinal);
    connect(&m_parts.wallet, &WalletService::paymentFailed, this,
            [this](const PaymentEntry& payment) {
                if (m_parts.preferences.notifications()) m_tray->tellFailed(payment);
            });
    connect(&m_parts.preferences, &Preferences::changed, this, &MainWindow::onPreferences);
    connect(m_status, &StatusStrip::lockPressed, this, &MainWindow::onLockPressed);
    connect(m_idle, &IdleLock::idle, this, &MainWindow::onIdle);
    connect(m_tray, &Tray::showRequested, this, &MainWindow::raiseWindow);
    connect(m_tray, &Tray::lockRequested, this, &MainWindow::onIdle);
    connect(m_tray, &Tray::quitRequested, this, &MainWindow::requestQuit);
    const QSize room = screen()->availableSize() - QSize(kSpace12, kSpace12);
    setMinimumSize(kLeastSize.boundedTo(room));
    if (!restoreGeometry(m_parts.preferences.geometry())) resize(kFirstSize.boundedTo(room));
}

MainWindow::~MainWindow() = default;

void MainWindow::buildShell() {
    auto* const right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    auto* const strip = new QVBoxLayout;
    strip->setContentsMargins(kSpace6, kSpace3, kSpace6, 0);
    strip->addWidget(m_notice);
    m_notice->setClosable(true);
    right->addLayout(strip);
    right->addWidget(m_stack, 1);
    auto* const layout = new QHBoxLayout(m_shell);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addLayout(right, 1);
    m_body->addWidget(m_shell);
    m_body->addWidget(m_full);
    connect(m_full, &StateView::actionTriggered, this, &MainWindow::requestQuit);
    connect(m_notice, &Notice::actionTriggered, this, &MainWindow::requestQuit);
    connect(m_navigation, &Navigation::chosen, this, [this](int index) {
        if (index < 0 || index >= m_pages.size()) return;
        if (m_pages[index].page == m_shown) return;
        leaveBy(m_pages[index].page);
    });
    setCentralWidget(m_body);
    setStatusBar(m_status);
}

void MainWindow::addPage(Page* page, Section section) {
    if (!m_pages.isEmpty() && m_pages.back().section != section) m_navigation->addGap();
    const int index = static_cast<int>(m_pages.size());
    m_pages.append({page, section});
    m_stack->addWidget(page);
    m_navigation->addPage(page->title(), page->iconName(), index);
    auto* const action = new QAction(icon(page->iconName()), page->title(), this);
    if (index < 9) action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + index)));
    connect(action, &QAction::triggered, this, [this, page] { showPage(page); });
    m_pagesMenu->addAction(action);
    page->setAmountsHidden(m_parts.preferences.amountsHidden());
}

void MainWindow::setStart(QWidget* start) {
    m_start = start;
    m_body->addWidget(start);
    showBody();
}

void MainWindow::holdStart(bool held) {
    m_startHeld = held;
    showBody();
}

void MainWindow::showDetour(QWidget* detour) {
    if (m_stack->indexOf(detour) < 0) m_stack->addWidget(detour);
    m_detour = detour;
    showBody();
}

void MainWindow::endDetour() {
    m_detour = nullptr;
    showBody();
}

void MainWindow::setUnlock(QWidget* unlock) {
    m_unlock = unlock;
    m_stack->addWidget(unlock);
    showBody();
}

void MainWindow::setUriTarget(Page* page, std::function<void(const QString&)> open) {
    m_uriPage = page;
    m_openUri = std::move(open);
}

void MainWindow::begin() {
    const QString last = m_parts.preferences.lastPage();
    for (const Entry& entry : m_pages)
        if (QLatin1String(entry.page->metaObject()->className()) == last) m_shown = entry.page;
    if (m_shown == nullptr && !m_pages.isEmpty()) m_shown = m_pages.front().page;
    onPreferences();
    onNode();
    onWallet();
    m_stack->setFocus();
}

const MainWindow::Entry* MainWindow::entryOf(const Page* page) const {
    for (const Entry& entry : m_pages)
        if (entry.page == page) return &entry;
    return nullptr;
}

void MainWindow::showPage(Page* page) {
    const Entry* const entry = entryOf(page);
    if (entry == nullptr) return;
    // Whoever asks for a page by its keys wants the program, not the welcome.
    if (entry->section != Section::Wallet &&
        m_parts.wallet.snapshot()->state == WalletState::NoWallet)
        m_nodeOnly = true;
    leaveBy(page);
    page->setFocus(Qt::ShortcutFocusReason);
}

/// Whatever stood in the place of a page is over.
void MainWindow::leaveBy(Page* page) {
    m_unlocking = false;
    m_detour = nullptr;
    m_shown = page;
    showBody();
}

Page* MainWindow::shownPage() const {
    return qobject_cast<Page*>(m_stack->currentWidget());
}

void MainWindow::setNodeOnly(bool nodeOnly) {
    m_nodeOnly = nodeOnly;
    if (nodeOnly)
        for (const Entry& entry : m_pages)
            if (entry.section == Section::Network) {
                m_shown = entry.page;
                break;
            }
    showBody();
}

/// The one place that decides what is seen.
void MainWindow::showBody() {
    if (m_fatal || m_quitting) {
        m_body->setCurrentWidget(m_full);
        m_navigation->setEnabled(false);
        return;
    }
    const WalletState state = m_parts.wallet.snapshot()->state;
    const bool none = state == WalletState::NoWallet && !m_nodeOnly;
    if (m_start != nullptr && (none || m_startHeld)) {
        m_body->setCurrentWidget(m_start);
        return;
    }
    m_body->setCurrentWidget(m_shell);
    const Entry* const entry = entryOf(m_shown);
    if (entry == nullptr) return;
    const bool sealed = state == WalletState::Sealed && entry->section == Section::Wallet;
    QWidget* seen = m_shown;
    if (m_detour) seen = m_detour;
    if (m_unlock != nullptr && (sealed || m_unlocking)) seen = m_unlock;
    const bool fresh = m_stack->currentWidget() != seen;
    m_stack->setCurrentWidget(seen);
    if (fresh && seen == m_unlock) emit unlockShown();
    m_navigation->choose(static_cast<int>(entry - m_pages.constData()));
}

void MainWindow::askUnlock() {
    m_unlocking = true;
    showBody();
}

void MainWindow::endUnlock() {
    m_unlocking = false;
    showBody();
}

void MainWindow::onNode() {
    const NodeSnapshotPtr snapshot = m_parts.node.snapshot();
    m_status->showNode(snapshot.get(), healthOf(snapshot.get(), m_parts.node.isRunning()));
}

void MainWindow::onWallet() {
    const WalletState state = m_parts.wallet.snapshot()->state;
    const bool usable = state == WalletState::Locked || state == WalletState::Unlocked;
    if (state == WalletState::Unlocked) m_unlocking = false;
    m_status->showWallet(state);
    m_lockAction->setEnabled(state == WalletState::Unlocked || state == WalletState::Locked ||
                             state == WalletState::Sealed);
    m_lockAction->setText(state == WalletState::Unlocked ? tr("&Lock") : tr("Un&lock"));
    showBody();
    if (usable && !m_waitingUri.isEmpty()) openUri(std::exchange(m_waitingUri, {}));
}

void MainWindow::onPreferences() {
    const bool hidden = m_parts.preferences.amountsHidden();
    for (const Entry& entry : m_pages) entry.page->setAmountsHidden(hidden);
    m_hideAction->setChecked(hidden);
    m_idle->setLimitMs(m_parts.preferences.lockMinutes() * kMinuteMs);
    const ThemeChoice theme = m_parts.preferences.theme();
    for (QAction* const action : m_themes->actions())
        if (action->data().toInt() == static_cast<int>(theme)) action->setChecked(true);
    if (property("theme").toInt() == static_cast<int>(theme) && property("theme").isValid()) return;
    setProperty("theme", static_cast<int>(theme));
    applyTheme(*qApp, theme);
}

void MainWindow::onPaymentFinal(const PaymentEntry& payment) {
    if (!m_parts.preferences.notifications() || isActiveWindow()) return;
    m_tray->tellFinal(payment, m_parts.preferences.amountsHidden());
}

void MainWindow::onLockPressed() {
    if (m_parts.wallet.snapshot()->state == WalletState::Unlocked)
        m_parts.wallet.lock();
    else
        askUnlock();
}

void MainWindow::onIdle() {
    if (m_parts.wallet.snapshot()->state == WalletState::Unlocked) m_parts.wallet.lock();
}

void MainWindow::openUri(const QString& uri) {
    raiseWindow();
    if (uri.isEmpty() || !m_openUri) return;
    const WalletState state = m_parts.wallet.snapshot()->state;
    if (state != WalletState::Locked && state != WalletState::Unlocked) {
        // Kept until there is a wallet to pay with.
        m_waitingUri = uri;
        return;
    }
    showPage(m_uriPage);
    m_openUri(uri);
}

void MainWindow::raiseWindow() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showAlert(const QString& sentence) {
    m_notice->say(Notice::Kind::Wait, sentence);
}

void MainWindow::showFatal(const QString& sentence) {
    m_fatal = true;
    m_full->setState(QStringLiteral("warning"), tr("TimeCoin cannot go on"), sentence, Role::Bad);
    m_full->setAction(tr("Quit"));
    showBody();
    raiseWindow();
}

void MainWindow::showClosing(const QString& phase) {
    if (!m_quitting) keepWindow();
    m_quitting = true;
    menuBar()->setEnabled(false);
    const QString what = phase.isEmpty() ? QString() : QStringLiteral("\n") + phase;
    m_full->setState(QStringLiteral("clock"), tr("Closing"),
                     tr("What is being written is finished first. This takes five seconds at "
                        "most; payments that are under way go on in the network.") +
                         what);
    m_full->setAction({});
    showBody();
}

void MainWindow::requestQuit() {
    close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->ignore();
    if (m_quitting) return;
    QStringList busy;
    for (const Entry& entry : m_pages)
        if (const QString with = entry.page->busyWith(); !with.isEmpty()) busy.append(with);
    if (!busy.isEmpty() && !m_warned && !m_fatal) {
        // Closing once more, or the button, closes.
        m_warned = true;
        m_notice->say(Notice::Kind::Wait, busy.join(QLatin1Char(' ')), tr("Close anyway"));
        return;
    }
    showClosing({});
    emit quitRequested();
}

void MainWindow::keepWindow() {
    const QString page =
        m_shown == nullptr ? QString() : QString::fromLatin1(m_shown->metaObject()->className());
    m_parts.preferences.keepWindow(saveGeometry(), page);
}

}  // namespace timecoin
