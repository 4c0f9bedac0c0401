// The window in another language than it was drawn in: nothing is cut at its usual size, and no two
// controls that are in sight answer to the same Alt key. On a real sandbox with a real wallet.
#include "app/desktop/sandbox_adapter.h"
#include "app/desktop/translation.h"
#include "node/base/crypto.h"
#include "tests/support/wallet_bench.h"
#include "ui/pages/start/create_page.h"
#include "ui/pages/start/restore_page.h"
#include "ui/pages/start/welcome_page.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/make_pages.h"

#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace timecoin;

namespace {

constexpr QSize kUsualSize(1'100, 760);

/// What a person would call it.
QString nameOf(const QWidget& widget, const QString& text) {
    return QStringLiteral("%1 %2 \"%3\"")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(), text);
}

/// Whether the label says all that it has to say.
bool isLabelCut(const QLabel& label) {
    if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull()) return false;
    if (!label.wordWrap()) return label.sizeHint().width() > label.width();
    return label.heightForWidth(label.width()) > label.height() + 1;
}

bool isPlaceholderCut(const QLineEdit& edit) {
    const int text = edit.fontMetrics().horizontalAdvance(edit.placeholderText());
    return edit.text().isEmpty() && text > edit.contentsRect().width() - 4;
}

QStringList cutHeaders(const QTableView& table) {
    QStringList out;
    const QHeaderView& header = *table.horizontalHeader();
    for (int column = 0; column < header.count(); ++column) {
        if (header.isSectionHidden(column) || table.model() == nullptr) continue;
        const QString text = table.model()->headerData(column, Qt::Horizontal).toString();
        if (header.fontMetrics().horizontalAdvance(text) > header.sectionSize(column))
            out += nameOf(table, text);
    }
    return out;
}

/// Only rows that can be seen are asked for; names and addresses may be shortened, in the column that
/// takes what is left.
QStringList cutCells(const QTableView& table) {
    QStringList out;
    if (table.model() == nullptr) return out;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            const QModelIndex index = table.model()->index(row, column);
            if (!table.viewport()->rect().intersects(table.visualRect(index))) continue;
            if (table.horizontalHeader()->sectionResizeMode(column) == QHeaderView::Stretch)
                continue;
            if (table.sizeHintForIndex(index).width() > table.columnWidth(column))
                out += nameOf(table, index.data().toString());
        }
    }
    return out;
}

/// Text of the widget that is not shown whole; null when there is none.
QString cutText(const QWidget& widget) {
    if (const auto* const label = qobject_cast<const QLabel*>(&widget))
        return isLabelCut(*label) ? label->text() : QString();
    if (const auto* const button = qobject_cast<const QAbstractButton*>(&widget)) {
        const auto* const tool = qobject_cast<const QToolButton*>(button);
        const bool pictureOnly =
            tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
        const bool cut = !pictureOnly && !button->text().isEmpty() &&
                         button->sizeHint().width() > button->width();
        return cut ? button->text() : QString();
    }
    if (const auto* const box = qobject_cast<const QComboBox*>(&widget))
        return box->sizeHint().width() > box->width() ? box->currentText() : QString();
    if (const auto* const edit = qobject_cast<const QLineEdit*>(&widget))
        return isPlaceholderCut(*edit) ? edit->placeholderText() : QString();
    return {};
}

/// Whether something at its left or right is outside of what holds it.
bool isOutside(const QWidget& widget) {
    for (const QWidget* at = widget.parentWidget(); at != nullptr && !at->isWindow();
         at = at->parentWidget()) {
        const int left = widget.mapTo(at, QPoint(0, 0)).x();
        if (left < 0 || left + widget.width() > at->width()) return true;
    }
    return false;
}

QStringList cutTexts(const QWidget& root) {
    QStringList out;
    for (const QWidget* const widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
        const QString cut = cutText(*widget);
        if (!cut.isNull())
            out += nameOf(*widget, cut) + QStringLiteral(" is %1 wide, wants %2")
                                              .arg(widget->width())
                                              .arg(widget->sizeHint().width());
        if (const auto* const table = qobject_cast<const QTableView*>(widget))
            out += cutHeaders(*table) + cutCells(*table);
        const auto* const label = qobject_cast<const QLabel*>(widget);
        const bool says = label != nullptr || qobject_cast<const QAbstractButton*>(widget);
        if (says && isOutside(*widget))
            out += nameOf(*widget, label != nullptr ? label->text() : QString()) +
                   QStringLiteral(" is outside of what holds it");
    }
    return out;
}

/// Alt keys in sight, each with what answers to it.
QMultiMap<QString, QString> mnemonicsIn(const QWidget& root) {
    QMultiMap<QString, QString> out;
    for (const QWidget* const widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !widget->isEnabled()) continue;
        QKeySequence keys;
        QString text;
        if (const auto* const button = qobject_cast<const QAbstractButton*>(widget)) {
            keys = button->shortcut();
            text = button->text() + button->accessibleName();
        } else if (const auto* const label = qobject_cast<const QLabel*>(widget)) {
            text = label->text();
            if (label->buddy() != nullptr) keys = QKeySequence::mnemonic(text);
        }
        if (!keys.isEmpty()) out.insert(keys.toString(), text);
    }
    return out;
}

void addActions(const QList<QAction*>& actions, QMultiMap<QString, QString>& out) {
    for (const QAction* const action : actions) {
        const QKeySequence keys = QKeySequence::mnemonic(action->text());
        if (!keys.isEmpty()) out.insert(keys.toString(), action->text());
    }
}

QStringList ambiguous(const QMultiMap<QString, QString>& keys) {
    QStringList out;
    for (const QString& key : keys.uniqueKeys())
        if (keys.count(key) > 1)
            out += key + QStringLiteral(": ") + keys.values(key).join(QStringLiteral(" | "));
    return out;
}

}  // namespace

class TestGermanWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void nothingIsCutBeforeThereIsAWallet();
    void nothingIsCutOnAnyPage();
    void menusHaveLettersOfTheirOwn();
    void shortTextIsSeenToBeCut();

private:
    void lookAt(QWidget& page);
    void lookAtEveryStep(QWidget& page);
    void complain(const QString& where, const QStringList& faults);
    MainWindow& freshWindow(const QString& walletName);

    QTemporaryDir m_folder;
    std::unique_ptr<Translation> m_translation;
    std::unique_ptr<WalletBench> m_bench;
    std::unique_ptr<SandboxAdapter> m_control;
    std::unique_ptr<BenchWallet> m_wallet;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_faults;
};

void TestGermanWindow::initTestCase() {
    QVERIFY(startCrypto());
    const QLocale locale(QLocale::German, QLocale::Germany);
    QLocale::setDefault(locale);
    m_translation = std::make_unique<Translation>(locale);
    applyTheme(*qApp, ThemeChoice::Light);
    m_bench = std::make_unique<WalletBench>(m_folder.path());
    m_control = std::make_unique<SandboxAdapter>(*m_bench->sandbox);
    QVERIFY(m_bench->waitForReady());
}

void TestGermanWindow::cleanupTestCase() {
    m_window.reset();
    m_wallet.reset();
    m_control.reset();
    m_bench.reset();
    m_translation.reset();
}

MainWindow& TestGermanWindow::freshWindow(const QString& walletName) {
    m_window.reset();
    m_wallet = m_bench->wallet(walletName);
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(walletName + ".ini"));
    ProgramFacts facts;
    facts.version = QStringLiteral("1.0.0");
    facts.network = QStringLiteral("sandbox");
    facts.dataFolder = QStringLiteral("/srv/people/.local/share/TimeCoin/sandbox");
    facts.libraries = {{QStringLiteral("Qt"), QStringLiteral("6.4.2")}};
    facts.sandbox = true;
    const WindowParts parts{m_bench->sandbox->user(), *m_wallet->service, *m_preferences,
                            m_control.get(), facts};
    m_window = std::make_unique<MainWindow>(parts);
    makePages(*m_window, parts);
    m_window->resize(kUsualSize);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get())) qFatal("no window");
    return *m_window;
}

void TestGermanWindow::complain(const QString& where, const QStringList& faults) {
    for (const QString& fault : faults) {
        const QString line = where + QStringLiteral(": ") + fault;
        if (!m_faults.contains(line)) m_faults += line;
    }
}

/// TIMECOIN_SHOTS=folder keeps pictures of what is tested, to be looked at.
void TestGermanWindow::lookAt(QWidget& page) {
    // Layouts and elided texts settle in the event loop.
    QTest::qWait(1);
    if (!page.isVisible()) return;
    const QString where = page.objectName();
    complain(where, cutTexts(page));
    QMultiMap<QString, QString> keys = mnemonicsIn(page);
    addActions(m_window->menuBar()->actions(), keys);
    complain(where, ambiguous(keys));
    const QString folder = qEnvironmentVariable("TIMECOIN_SHOTS");
    static int number = 0;
    if (!folder.isEmpty())
        m_window->grab().save(
            QStringLiteral("%1/german-%2-%3.png").arg(folder, where).arg(++number));
}

/// Also what is seen only later, as far as it needs nothing to be there.
void TestGermanWindow::lookAtEveryStep(QWidget& page) {
    lookAt(page);
    for (QStackedWidget* const steps : page.findChildren<QStackedWidget*>()) {
        const int shown = steps->currentIndex();
        for (int step = 0; step < steps->count(); ++step) {
            steps->setCurrentIndex(step);
            lookAt(page);
        }
        steps->setCurrentIndex(shown);
    }
}

void TestGermanWindow::nothingIsCutBeforeThereIsAWallet() {
    m_faults.clear();
    MainWindow& window = freshWindow(QStringLiteral("none"));
    auto* const welcome = window.findChild<WelcomePage*>();
    QVERIFY(welcome != nullptr);
    QVERIFY(QTest::qWaitFor([&] { return welcome->isVisible(); }, 10'000));
    lookAtEveryStep(*welcome);
    emit welcome->createAsked();
    lookAtEveryStep(*window.findChild<CreatePage*>());
    emit window.findChild<CreatePage*>()->cancelled();
    emit welcome->restoreAsked();
    lookAtEveryStep(*window.findChild<RestorePage*>());
    emit window.findChild<RestorePage*>()->cancelled();
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(QLatin1Char('\n'))));
}

void TestGermanWindow::nothingIsCutOnAnyPage() {
    m_faults.clear();
    MainWindow& window = freshWindow(QStringLiteral("rich"));
    QVERIFY(m_wallet->create().ok);
    const QString address = m_wallet->newAddress(QStringLiteral("vom Spender"));
    for (const std::uint32_t time : {1'250u, 3u}) {
        const Hash id = m_bench->pay(address, Amount::time(time));
        QVERIFY(m_wallet->waitForFinal(id));
    }
    const SendAnswer sent =
        m_wallet->send(m_wallet->newAddress(), Amount::time(7), QStringLiteral("An mich"));
    QVERIFY(m_wallet->waitForFinal(sent.id));
    const auto pages = window.findChildren<Page*>();
    QVERIFY(pages.size() > 10);
    for (Page* const page : pages) {
        window.showPage(page);
        lookAtEveryStep(*page);
    }
    window.askUnlock();
    lookAt(window);
    m_wallet->service->lock();
    QVERIFY(QTest::qWaitFor([&] { return m_wallet->state() == WalletState::Locked; }, 10'000));
    window.askUnlock();
    lookAt(window);
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(QLatin1Char('\n'))));
}

void TestGermanWindow::menusHaveLettersOfTheirOwn() {
    m_faults.clear();
    MainWindow& window = freshWindow(QStringLiteral("none"));
    QMultiMap<QString, QString> bar;
    addActions(window.menuBar()->actions(), bar);
    complain(QStringLiteral("menu bar"), ambiguous(bar));
    const auto menus = window.findChildren<QMenu*>();
    QVERIFY(menus.size() >= 4);
    for (const QMenu* const menu : menus) {
        QMultiMap<QString, QString> keys;
        addActions(menu->actions(), keys);
        complain(menu->title(), ambiguous(keys));
    }
    QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(QLatin1Char('\n'))));
}

void TestGermanWindow::shortTextIsSeenToBeCut() {
    QWidget box;
    QPushButton button(QStringLiteral("A text with no room"), &box);
    QLabel label(QStringLiteral("Another text with no room"), &box);
    QPushButton first(QStringLiteral("&One"), &box);
    QPushButton second(QStringLiteral("S&orry"), &box);
    box.resize(600, 200);
    first.move(0, 100);
    second.move(200, 100);
    button.setFixedWidth(30);
    label.setFixedWidth(30);
    label.move(200, 0);
    box.show();
    QVERIFY(QTest::qWaitForWindowExposed(&box));
    QCOMPARE(cutTexts(box).size(), 2);
    QCOMPARE(ambiguous(mnemonicsIn(box)).size(), 1);
}

QTEST_MAIN(TestGermanWindow)
#include "test_german_window.moc"
