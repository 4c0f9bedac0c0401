// The page History where there is no sandbox to pay on: what it says of blocks that are not here.
#include "node/engine/engine_types.h"
#include "tests/support/fixtures.h"
#include "ui/models/payment_model.h"
#include "ui/pages/wallet/history_page.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

class TestHistoryPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(startCrypto());
        QLocale::setDefault(QLocale(QLocale::English));
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void aGapIsSaid();
};

void TestHistoryPage::aGapIsSaid() {
    // R-SNAP-3, R-STO-13: a node without the old blocks. The list must not look whole.
    struct Shown : HistoryPage {
        using HistoryPage::HistoryPage;
        using HistoryPage::showWallet;
    };
    const QTemporaryDir folder;
    const auto network = std::make_shared<const Network>(testNetwork(4).network);
    NodeService node{EngineConfig{}};
    WalletConfig config;
    config.network = network;
    config.folder = folder.filePath("wallet");
    WalletService wallet(config, node);
    PaymentModel payments;
    Shown page(wallet, node, payments);
    const auto* const missing = page.findChild<QLabel*>("historyMissing");
    QVERIFY(missing != nullptr);
    WalletSnapshot snapshot;
    page.showWallet(snapshot);
    QVERIFY(missing->isHidden());
    snapshot.historyGap = 1;
    snapshot.historyFrom = 1'234;
    page.showWallet(snapshot);
    QVERIFY(!missing->isHidden());
    QVERIFY2(missing->text().contains("before block 1,234 is not on this node"),
             qPrintable(missing->text()));
    snapshot.historyGap = 100;
    page.showWallet(snapshot);
    QVERIFY2(missing->text().contains("from block 100 to before block 1,234"),
             qPrintable(missing->text()));
    page.showWallet({});
    QVERIFY(missing->isHidden());
}

QTEST_MAIN(TestHistoryPage)
#include "test_history_page.moc"
