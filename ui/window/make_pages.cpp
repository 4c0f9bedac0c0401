#include "ui/window/make_pages.h"

#include "ui/models/payment_model.h"
#include "ui/pages/backup/backup_test_page.h"
#include "ui/pages/network/consensus_page.h"
#include "ui/pages/network/masternodes_page.h"
#include "ui/pages/network/mempool_page.h"
#include "ui/pages/network/peers_page.h"
#include "ui/pages/pay/receive_page.h"
#include "ui/pages/pay/send_page.h"
#include "ui/pages/program/about_page.h"
#include "ui/pages/program/settings_page.h"
#include "ui/pages/start/create_page.h"
#include "ui/pages/start/restore_page.h"
#include "ui/pages/start/unlock_page.h"
#include "ui/pages/start/welcome_page.h"
#include "ui/pages/wallet/coins_page.h"
#include "ui/pages/wallet/contacts_page.h"
#include "ui/pages/wallet/history_page.h"
#include "ui/pages/wallet/overview_page.h"

#include <QStackedWidget>

namespace timecoin {
namespace {

using Section = MainWindow::Section;

/// Welcome, and what it leads to. Returns how to come back to the choice.
std::function<void()> makeStart(MainWindow& window, const WindowParts& parts) {
    auto* const start = new QStackedWidget;
    auto* const welcome = new WelcomePage({parts.facts.network, parts.facts.dataFolder}, start);
    auto* const create = new CreatePage(parts.wallet, start);
    auto* const restore = new RestorePage(parts.wallet, start);
    for (QWidget* const page : std::initializer_list<QWidget*>{welcome, create, restore})
        start->addWidget(page);
    QObject::connect(welcome, &WelcomePage::createAsked, &window, [&window, start, create] {
        window.holdStart(true);
        create->begin();
        start->setCurrentWidget(create);
    });
    QObject::connect(welcome, &WelcomePage::restoreAsked, &window, [&window, start, restore] {
        window.holdStart(true);
        restore->begin();
        start->setCurrentWidget(restore);
    });
    QObject::connect(welcome, &WelcomePage::nodeOnlyAsked, &window,
                     [&window] { window.setNodeOnly(true); });
    const auto back = [&window, start, welcome] {
        start->setCurrentWidget(welcome);
        welcome->showChoices();
        window.holdStart(false);
    };
    QObject::connect(create, &CreatePage::finished, &window, back);
    QObject::connect(create, &CreatePage::cancelled, &window, back);
    QObject::connect(restore, &RestorePage::finished, &window, back);
    QObject::connect(restore, &RestorePage::cancelled, &window, back);
    welcome->begin();
    window.setStart(start);
    return [&window, back] {
        window.setNodeOnly(false);
        back();
    };
}

void makeUnlock(MainWindow& window, const WindowParts& parts) {
    auto* const unlock = new UnlockPage(parts.wallet);
    QObject::connect(&window, &MainWindow::unlockShown, unlock, &UnlockPage::begin);
    QObject::connect(unlock, &UnlockPage::finished, &window, &MainWindow::endUnlock);
    QObject::connect(unlock, &UnlockPage::cancelled, &window, &MainWindow::endUnlock);
    QObject::connect(unlock, &UnlockPage::warned, &window, &MainWindow::showAlert);
    window.setUnlock(unlock);
}

void makeBackupTest(MainWindow& window, const WindowParts& parts, OverviewPage* overview) {
    auto* const test = new BackupTestPage(parts.wallet, &window);
    test->hide();
    QObject::connect(overview, &OverviewPage::backupRequested, &window, [&window, test] {
        test->begin();
        window.showDetour(test);
    });
    QObject::connect(test, &BackupTestPage::finished, &window, &MainWindow::endDetour);
    QObject::connect(test, &BackupTestPage::cancelled, &window, &MainWindow::endDetour);
}

struct WalletPages {
    OverviewPage* overview;
    SendPage* send;
    ReceivePage* receive;
    HistoryPage* history;
    CoinsPage* coins;
    ContactsPage* contacts;
};

WalletPages addWalletPages(MainWindow& window, const WindowParts& parts) {
    auto* const payments = new PaymentModel(&window);
    payments->follow(parts.wallet, parts.node);
    const WalletPages pages{new OverviewPage(parts.wallet, parts.node, *payments),
                            new SendPage(parts.wallet, parts.node),
                            new ReceivePage(parts.wallet, parts.node),
                            new HistoryPage(parts.wallet, parts.node, *payments),
                            new CoinsPage(parts.wallet, parts.node),
                            new ContactsPage(parts.wallet, parts.node)};
    pages.overview->setSandbox(parts.sandbox != nullptr);
    for (Page* const page : std::initializer_list<Page*>{
             pages.overview, pages.send, pages.receive, pages.history, pages.coins, pages.contacts})
        window.addPage(page, Section::Wallet);
    return pages;
}

void joinWalletPages(MainWindow& window, const WalletPages& pages,
                     const std::function<void()>& toStart) {
    const auto lead = [&window](auto* from, auto signal, Page* to) {
        QObject::connect(from, signal, &window, [&window, to] { window.showPage(to); });
    };
    lead(pages.overview, &OverviewPage::sendRequested, pages.send);
    lead(pages.overview, &OverviewPage::receiveRequested, pages.receive);
    lead(pages.overview, &OverviewPage::historyRequested, pages.history);
    QObject::connect(pages.overview, &OverviewPage::faucetRequested, &window,
                     &MainWindow::takeFaucet);
    const auto showPayment = [&window, history = pages.history](const Hash& payment) {
        window.showPage(history);
        history->showPayment(payment);
    };
    QObject::connect(pages.overview, &OverviewPage::paymentShowRequested, &window, showPayment);
    QObject::connect(pages.send, &SendPage::paymentShowRequested, &window, showPayment);
    QObject::connect(pages.coins, &CoinsPage::paymentShowRequested, &window, showPayment);
    for (WalletPage* const page :
         std::initializer_list<WalletPage*>{pages.overview, pages.send, pages.receive,
                                            pages.history, pages.coins, pages.contacts}) {
        QObject::connect(page, &WalletPage::unlockRequested, &window, &MainWindow::askUnlock);
        QObject::connect(page, &WalletPage::walletRequested, &window, toStart);
    }
    QObject::connect(pages.contacts, &ContactsPage::payRequested, &window,
                     [&window, send = pages.send](const QString& address) {
                         window.showPage(send);
                         send->takeLink(address);
                     });
    window.setUriTarget(pages.send,
                        [send = pages.send](const QString& uri) { send->takeLink(uri); });
}

}  // namespace

void makePages(MainWindow& window, const WindowParts& parts) {
    const auto toStart = makeStart(window, parts);
    makeUnlock(window, parts);
    const WalletPages wallet = addWalletPages(window, parts);
    joinWalletPages(window, wallet, toStart);
    makeBackupTest(window, parts, wallet.overview);
    window.addPage(new ConsensusPage(&parts.node), Section::Network);
    window.addPage(new MasternodesPage(&parts.node), Section::Network);
    window.addPage(new PeersPage(&parts.node), Section::Network);
    window.addPage(new MempoolPage(&parts.node), Section::Network);
    window.addPage(new SettingsPage(parts.wallet, parts.preferences, parts.facts),
                   Section::Program);
    window.addPage(new AboutPage(parts.facts), Section::Program);
    window.begin();
}

}  // namespace timecoin
