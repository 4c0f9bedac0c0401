// The frame around the pages: navigation, menus, status, palette, and which of start pages, pages and
// closing is shown. It takes interfaces and never waits for node or wallet. Thread: GUI.
#pragma once

#include "node/api/node_service.h"
#include "ui/pages/page.h"
#include "ui/pages/program/preferences.h"
#include "ui/pages/program/program_facts.h"
#include "ui/window/sandbox_control.h"
#include "wallet/api/wallet_service.h"

#include <QMainWindow>
#include <QPointer>
#include <QVector>

#include <functional>

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace timecoin {

class ClipboardGuard;
class CommandPalette;
class IdleLock;
class Navigation;
class Notice;
class StateView;
class StatusStrip;
class Tray;

/// All of it outlives the window. `sandbox` is null on other networks.
struct WindowParts {
    NodeService& node;
    WalletService& wallet;
    Preferences& preferences;
    SandboxControl* sandbox = nullptr;
    ProgramFacts facts;
};

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum class Section { Wallet, Network, Program };

    explicit MainWindow(const WindowParts& parts);
    ~MainWindow() override;

    /// In the order of the navigation; the window owns them. The first nine have Ctrl+1..9.
    void addPage(Page* page, Section section);
    /// Fills the window while there is no wallet, unless the person just wants a node.
    void setStart(QWidget* start);
    /// While held, the start pages stay although there is a wallet: they have something left to say.
    void holdStart(bool held);
    /// Stands in the place of wallet pages while the wallet is sealed, or is to be unlocked.
    void setUnlock(QWidget* unlock);
    /// A page that is in no navigation takes the place of the others until endDetour().
    void showDetour(QWidget* detour);
    void endDetour();
    /// What `timecoin:` links and Send do; set by whoever makes the pages.
    void setUriTarget(Page* page, std::function<void(const QString& uri)> open);
    /// After the last page: shows the page of last time.
    void begin();

    void showPage(Page* page);
    Page* shownPage() const;
    /// "Just run a node", and back.
    void setNodeOnly(bool nodeOnly);
    void askUnlock();
    void endUnlock();
    void takeFaucet();
    void openUri(const QString& uri);
    void raiseWindow();
    /// Instead of everything: why the program cannot go on. Closing it quits.
    void showFatal(const QString& sentence);
    /// Instead of everything, while services stop; `phase` is one of NodeService::stopProgress().
    void showClosing(const QString& phase);
    /// A strip above the pages.
    void showAlert(const QString& sentence);

signals:
    /// Once; services are to be stopped, then the program ended.
    void quitRequested();
    /// The unlock page has come into sight.
    void unlockShown();

public slots:
    void requestQuit();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    struct Entry {
        Page* page;
        Section section;
    };

    void buildShell();
    void buildMenus();
    void buildWalletMenu();
    void buildViewMenu();
    void buildSandboxMenu();
    void buildHelpMenu();
    void fillSandboxMenu(QMenu* menu);
    void payFromFaucet(const RequestAnswer& answer);
    void sayForAWhile(const QString& text);
    void openPalette();
    void onNode();
    void onWallet();
    void onPreferences();
    void onPaymentFinal(const PaymentEntry& payment);
    void onLockPressed();
    void onIdle();
    void leaveBy(Page* page);
    void showBody();
    void keepWindow();
    const Entry* entryOf(const Page* page) const;

    WindowParts m_parts;
    QVector<Entry> m_pages;
    Page* m_shown = nullptr;
    Page* m_uriPage = nullptr;
    std::function<void(const QString&)> m_openUri;
    QString m_waitingUri;

    QStackedWidget* m_body;
    QWidget* m_shell;
    StateView* m_full;  ///< closing, fatal
    QWidget* m_start = nullptr;
    QWidget* m_unlock = nullptr;
    QPointer<QWidget> m_detour;
    Navigation* m_navigation;
    QStackedWidget* m_stack;
    Notice* m_notice;
    StatusStrip* m_status;
    CommandPalette* m_palette;
    Tray* m_tray;
    IdleLock* m_idle;
    QAction* m_lockAction = nullptr;
    QAction* m_hideAction = nullptr;
    QMenu* m_pagesMenu = nullptr;
    QActionGroup* m_themes = nullptr;
    bool m_nodeOnly = false;
    bool m_startHeld = false;
    bool m_unlocking = false;
    bool m_warned = false;
    bool m_quitting = false;
    bool m_fatal = false;
};

}  // namespace timecoin
