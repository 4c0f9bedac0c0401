// Contacts as a person keeps them, by keys and clicks, on a real wallet service. The node is not
// started: names need none.
#include "node/base/crypto.h"
#include "node/engine/engine_types.h"
#include "tests/support/fixtures.h"
#include "tests/support/wallet_bench.h"
#include "ui/models/contact_model.h"
#include "ui/pages/wallet/contacts_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace timecoin;

namespace {

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
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

void click(QWidget& page, const char* name) {
    auto* const button = find<QAbstractButton>(page, name);
    QVERIFY2(button->isVisible() && button->isEnabled(), name);
    button->click();
}

/// Of one byte each: those of near numbers do not look alike.
PublicKey keyOf(std::uint8_t number) {
    PublicKey key;
    for (std::size_t i = 0; i < key.data.size(); ++i)
        key.data[i] = std::uint8_t(number * 29 + i * number);
    return key;
}

QString addressOf(const PublicKey& key, std::string_view prefix) {
    return QString::fromStdString(formatAddress(Lock::toKey(key), prefix));
}

/// A wallet and its page, as the window holds them.
struct Desk {
    Desk(std::unique_ptr<BenchWallet> made, NodeService& node)
        : wallet(std::move(made)),
          page(*wallet->service, node) {
        page.resize(1'000, 700);
        page.show();
    }
    QVector<ContactEntry> contacts() const { return wallet->service->snapshot()->contacts; }
    QString name(int row) const { return contacts().value(row).name; }
    QAbstractItemModel* shown() { return find<DataTable>(page, "contactTable")->model(); }
    Notice* warning() { return find<Notice>(page, "contactWarning"); }
    Notice* notice() { return find<Notice>(page, "contactsNotice"); }
    void add(const QString& name, const QString& address) {
        type(page, "contactName", name);
        type(page, "contactAddress", address);
        QTest::keyClick(find<QLineEdit>(page, "contactAddress"), Qt::Key_Return);
    }
    void choose(int row) { find<DataTable>(page, "contactTable")->selectRow(row); }
    bool waitForCount(int count) {
        return QTest::qWaitFor(
            [&] {
                return contacts().size() == count && shown()->rowCount() == count &&
                       find<QPushButton>(page, "saveContact")->isEnabled();
            },
            10'000);
    }

    std::unique_ptr<BenchWallet> wallet;
    ContactsPage page;
};

}  // namespace

class TestContactsPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void addRenameRemoveUndo();
    void whatIsWrongIsSaid();
    void twinsNeedALook();
    void namesWorkWhileLocked();
    void contactsSurviveARestart();
    void searchAndPay();
    void everyControlHasAName();

private:
    std::unique_ptr<Desk> desk(bool create = true) {
        auto made = std::make_unique<BenchWallet>(m_network, m_folder->filePath("a"), *m_node);
        if (create && !made->create().ok) QTest::qFail("no wallet", __FILE__, __LINE__);
        return std::make_unique<Desk>(std::move(made), *m_node);
    }
    QString address(std::uint8_t number) const {
        return addressOf(keyOf(number), m_network->params.addressPrefix);
    }

    std::shared_ptr<const Network> m_network;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<NodeService> m_node;
};

void TestContactsPage::initTestCase() {
    QVERIFY(startCrypto());
    // The keychain of whoever runs this is none of our business.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    applyTheme(*qApp, ThemeChoice::Light);
    m_network = std::make_shared<const Network>(testNetwork(4).network);
}

void TestContactsPage::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    EngineConfig config;
    config.network = *m_network;
    config.dataDirectory = m_folder->filePath(QStringLiteral("node"));
    m_node = std::make_unique<NodeService>(config);
}

void TestContactsPage::cleanup() {
    m_node.reset();
    m_folder.reset();
}

void TestContactsPage::addRenameRemoveUndo() {
    const auto a = desk();
    QTRY_VERIFY(find<QLineEdit>(a->page, "contactName")->isVisible());
    a->add("  Berta ", address(1).toUpper());
    QVERIFY(a->waitForCount(1));
    QCOMPARE(a->contacts()[0], (ContactEntry{address(1), "Berta", false}));
    QTRY_VERIFY(a->notice()->text().contains("Berta"));
    QTRY_COMPARE(find<QLineEdit>(a->page, "contactName")->text(), QString());
    QVERIFY(a->notice()->isVisible());
    a->add("Anna", "timecoin:" + address(2));
    QVERIFY(a->waitForCount(2));
    QCOMPARE(a->name(0), QStringLiteral("Anna"));

    a->choose(0);
    QVERIFY(find<QLineEdit>(a->page, "contactAddress")->isReadOnly());
    type(a->page, "contactName", "Zoe");
    click(a->page, "saveContact");
    QTRY_COMPARE(a->name(1), QStringLiteral("Zoe"));
    QCOMPARE(a->contacts()[1].address, address(2));
    QTRY_COMPARE(a->shown()->index(1, 0).data().toString(), QStringLiteral("Zoe"));
    QVERIFY(a->waitForCount(2));

    a->choose(1);
    QTest::keyClick(find<DataTable>(a->page, "contactTable"), Qt::Key_Delete);
    QVERIFY(a->waitForCount(1));
    QVERIFY(a->notice()->isVisible());
    QVERIFY(!find<QPushButton>(a->page, "removeContact")->isEnabled());
    a->notice()->button()->click();
    QVERIFY(a->waitForCount(2));
    QCOMPARE(a->contacts()[1], (ContactEntry{address(2), "Zoe", false}));
    QVERIFY(!a->notice()->isVisible());
}

void TestContactsPage::whatIsWrongIsSaid() {
    const auto a = desk();
    a->add("Anna", address(1));
    QVERIFY(a->waitForCount(1));
    QVERIFY(!a->warning()->isVisible());
    QString broken = address(2);
    broken.back() = broken.back() == u'q' ? u'p' : u'q';
    const QString elsewhere = addressOf(keyOf(2), "nettime");
    for (const QString& wrong : {broken, elsewhere, address(1), QStringLiteral("Anna")}) {
        a->add("Berta", wrong);
        QVERIFY2(a->warning()->isVisible(), qPrintable(wrong));
    }
    a->add("Berta", broken);
    const QString aboutBroken = a->warning()->text();
    a->add("Berta", address(1));
    QVERIFY(a->warning()->text() != aboutBroken);
    QVERIFY(a->warning()->text().contains("Anna"));
    // One name for two addresses: the Send page could not tell them apart.
    a->add("ANNA", address(2));
    QVERIFY(a->warning()->isVisible());
    a->add(" ", address(2));
    QVERIFY(a->warning()->isVisible());
    QVERIFY(find<QLineEdit>(a->page, "contactName")->hasFocus());
    QVERIFY(!a->wallet->service->snapshot()->contacts.isEmpty());
    // Everything asked before this is done when it is answered.
    QCOMPARE(await(a->wallet->service->setContact(broken, "x")).code, QString("bad_address"));
    QCOMPARE(a->contacts().size(), 1);
    a->add("Berta", address(2));
    QVERIFY(a->waitForCount(2));
    QVERIFY(!a->warning()->isVisible());
}

void TestContactsPage::twinsNeedALook() {
    const auto a = desk();
    a->add("Anna", address(1));
    QVERIFY(a->waitForCount(1));
    PublicKey key = keyOf(1);
    key.data[20] ^= 1;  // begins alike
    const QString twin = addressOf(key, m_network->params.addressPrefix);
    auto* const compared = find<QCheckBox>(a->page, "contactCompared");
    QVERIFY(!compared->isVisible());
    a->add("Anna B", twin);
    QVERIFY(compared->isVisible());
    QVERIFY(a->warning()->kind() == Notice::Kind::Bad);
    // All of it is read also where there is little room.
    a->page.resize(592, 520);
    for (const QLabel* const label : a->warning()->findChildren<QLabel*>())
        QTRY_VERIFY(!label->wordWrap() || label->heightForWidth(label->width()) <= label->height());
    QCOMPARE(await(a->wallet->service->setContact("x", "x")).ok, false);
    QCOMPARE(a->contacts().size(), 1);
    compared->click();
    QVERIFY(!a->warning()->isVisible());
    type(a->page, "contactAddress", twin);  // typed again: looked at again
    QVERIFY(!compared->isChecked());
    compared->click();
    click(a->page, "saveContact");
    QVERIFY(a->waitForCount(2));
    QVERIFY(!compared->isVisible());
}

void TestContactsPage::namesWorkWhileLocked() {
    const auto a = desk();
    a->wallet->service->lock();
    QTRY_VERIFY(a->wallet->state() == WalletState::Locked);
    a->add("Anna", address(1));
    QVERIFY(a->waitForCount(1));
    a->choose(0);
    click(a->page, "removeContact");
    QVERIFY(a->waitForCount(0));
}

void TestContactsPage::contactsSurviveARestart() {
    {
        const auto a = desk();
        a->add("Anna", address(1));
        QVERIFY(a->waitForCount(1));
        a->wallet->stop();
    }
    const auto a = desk(false);
    QTRY_VERIFY(a->wallet->state() == WalletState::Sealed);
    QVERIFY(!find<QLineEdit>(a->page, "contactName")->isVisible());
    QVERIFY(a->wallet->unlock().ok);
    QVERIFY(a->waitForCount(1));
    QCOMPARE(a->name(0), QStringLiteral("Anna"));
}

void TestContactsPage::searchAndPay() {
    const auto a = desk();
    QSignalSpy paid(&a->page, &ContactsPage::payRequested);
    a->add("Anna", address(1));
    QVERIFY(a->waitForCount(1));
    a->add("Berta", address(2));
    QVERIFY(a->waitForCount(2));
    QVERIFY(!find<QPushButton>(a->page, "payContact")->isEnabled());
    a->page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&a->page));
    a->page.focusSearch();
    auto* const search = find<QLineEdit>(a->page, "contactSearch");
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, "bert");
    QCOMPARE(a->shown()->rowCount(), 1);
    a->choose(0);
    click(a->page, "payContact");
    QCOMPARE(paid.size(), 1);
    QCOMPARE(paid[0][0].toString(), address(2));
    QTest::keyClicks(search, "zzz");
    QCOMPARE(a->shown()->rowCount(), 0);
    QVERIFY(!find<QPushButton>(a->page, "payContact")->isEnabled());
    // A new one is seen, whatever was searched for.
    a->add("Carl", address(3));
    QVERIFY(a->waitForCount(3));
}

void TestContactsPage::everyControlHasAName() {
    const auto a = desk();
    a->add("Anna", address(1));
    QVERIFY(a->waitForCount(1));
    a->choose(0);
    for (QWidget* const widget : a->page.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
            widget->inherits("QScrollBar") || widget->inherits("QLabel") ||
            widget->objectName().startsWith("qt_"))
            continue;
        const QAccessibleInterface* const seen = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(seen != nullptr);
        QVERIFY2(!seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestContactsPage)
#include "test_contacts_page.moc"
