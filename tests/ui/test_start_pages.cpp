// What a newcomer meets: a wallet is created with its quiz, restored, unlocked and its backup tested,
// through the widgets, on a real wallet service. The node is not started: none of this needs it.
#include "node/engine/engine_types.h"
#include "tests/support/fixtures.h"
#include "tests/support/wallet_bench.h"
#include "ui/pages/backup/backup_reminder.h"
#include "ui/pages/backup/backup_test_page.h"
#include "ui/pages/backup/word_grid.h"
#include "ui/pages/backup/word_quiz.h"
#include "ui/pages/start/create_page.h"
#include "ui/pages/start/passphrase_strength.h"
#include "ui/pages/start/restore_page.h"
#include "ui/pages/start/unlock_page.h"
#include "ui/pages/start/welcome_page.h"
#include "ui/pages/start/word_entry.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"
#include "wallet/api/backup_words.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace timecoin;

namespace {

constexpr auto kPassphrase = "tree boat lamp 7";

template <class T = QLineEdit>
T* part(QWidget& page, const QString& name) {
    T* const found = page.findChild<T*>(name);
    if (found == nullptr) qFatal("no %s", qPrintable(name));
    return found;
}

void press(QWidget& page, const char* name) {
    auto* const button = part<QAbstractButton>(page, QString::fromLatin1(name));
    QVERIFY2(button->isEnabled(), name);
    button->click();
}

void type(QWidget& page, const char* name, const QString& text) {
    part(page, QString::fromLatin1(name))->setText(text);
}

/// What the page complains about now.
QString complaint(QWidget& page) {
    for (const Notice* notice : page.findChildren<Notice*>()) {
        if (notice->isVisible() && notice->kind() == Notice::Kind::Bad) return notice->text();
    }
    return {};
}

SecretText shownWords(QWidget& page) {
    QString words;
    const auto* const grid = part<WordGrid>(page, QStringLiteral("createWords"));
    for (int i = 1; i <= grid->count(); ++i) {
        const QString text = part<QLabel>(page, QStringLiteral("backupWord%1").arg(i))->text();
        words += (i > 1 ? QStringLiteral(" ") : QString()) + text.section(u' ', -1);
    }
    return secret(words.toStdString());
}

void answer(QWidget& page, const WordQuiz& quiz, const SecretText& words) {
    for (int i = 0; i < WordQuiz::kQuestions; ++i) {
        part(page, QStringLiteral("quizAnswer%1").arg(i + 1))
            ->setText(wordAt(words, quiz.positions()[i] - 1));
    }
}

/// No field and no label of `page` holds one of `words`.
bool isClean(QWidget& page, const SecretText& words) {
    QStringList texts;
    for (const auto* field : page.findChildren<QLineEdit*>()) texts.append(field->text());
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (label->objectName().startsWith(QStringLiteral("backupWord"))) {
            texts.append(label->text());
        }
    }
    for (int i = 0; i < wordCount(words); ++i) {
        for (const QString& text : texts) {
            if (text.contains(wordAt(words, i))) return false;
        }
    }
    return true;
}

}  // namespace

class TestStartPages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void welcomeLeadsOn();
    void createWithQuiz();
    void theQuizLetsNobodyGuess();
    void restoreFromWords();
    void fastTypingLosesNoSpace();
    void restoreNamesWhatIsWrong();
    void unlockWithThePassphrase();
    void aDamagedFileIsTold();
    void theBackupIsTestedAgain();
    void theReminderComesAndGoes();
    void strengthIsNotTooKind();
    void everyControlHasAName();
    void nothingIsWiderThanASmallWindow();

private:
    std::unique_ptr<BenchWallet> wallet(const QString& name) {
        return std::make_unique<BenchWallet>(m_network, m_folder->filePath(name), *m_node);
    }

    std::shared_ptr<const Network> m_network;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<NodeService> m_node;
};

void TestStartPages::initTestCase() {
    QVERIFY(startCrypto());
    // The keychain of whoever runs this is none of our business.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    applyTheme(*qApp, ThemeChoice::Light);
    m_network = std::make_shared<const Network>(testNetwork(4).network);
}

void TestStartPages::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    EngineConfig config;
    config.network = *m_network;
    config.dataDirectory = m_folder->filePath(QStringLiteral("node"));
    m_node = std::make_unique<NodeService>(config);
}

void TestStartPages::cleanup() {
    m_node.reset();
    m_folder.reset();
}

void TestStartPages::welcomeLeadsOn() {
    WelcomePage page({QStringLiteral("sandbox"), m_folder->filePath(QStringLiteral("new/data"))});
    QSignalSpy create(&page, &WelcomePage::createAsked);
    QSignalSpy restore(&page, &WelcomePage::restoreAsked);
    QSignalSpy node(&page, &WelcomePage::nodeOnlyAsked);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    QVERIFY(part<QPushButton>(page, QStringLiteral("network_sandbox"))->isEnabled());
    QVERIFY(!part<QPushButton>(page, QStringLiteral("network_testnet"))->isEnabled());
    QVERIFY(!part<QPushButton>(page, QStringLiteral("network_mainnet"))->isEnabled());
    const auto* const folder = part<QLabel>(page, QStringLiteral("dataFolder"));
    QTRY_VERIFY(folder->text().contains(QStringLiteral("free")));
    FolderFacts facts{QStringLiteral("/mnt"), 1'000, true, true};
    page.showFolder(facts);
    QVERIFY(part<Notice>(page, QStringLiteral("folderWarning"))->isVisibleTo(&page));
    QVERIFY(isNetworkFileSystem("nfs4") && !isNetworkFileSystem("ext4"));

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    press(page, "welcomeCreate");
    press(page, "welcomeRestore");
    press(page, "welcomeNode");
    QCOMPARE(create.size() + restore.size() + node.size(), 3);
}

void TestStartPages::createWithQuiz() {
    const auto bench = wallet(QStringLiteral("a"));
    CreatePage page(*bench->service);
    QSignalSpy finished(&page, &CreatePage::finished);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    auto* const grid = part<WordGrid>(page, QStringLiteral("createWords"));
    QTRY_COMPARE(grid->count(), 12);
    part<QRadioButton>(page, QStringLiteral("words24"))->setChecked(true);
    QTRY_COMPARE(grid->count(), 24);
    const SecretText words = shownWords(page);
    QVERIFY(judgeWords(words).code.isEmpty());

    press(page, "wordsWritten");
    QVERIFY(isClean(page, words));
    answer(page, *page.quiz(), words);
    press(page, "quizCheck");
    QVERIFY(complaint(page).isEmpty());
    QVERIFY(isClean(page, words));

    const auto focusAfterTab = [] {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        return QApplication::focusWidget()->objectName();
    };
    for (const char* const next : {"passphraseAgain", "keychain", "createWallet", "createBack"}) {
        QCOMPARE(focusAfterTab(), QString::fromLatin1(next));
    }
    type(page, "passphrase", QStringLiteral("short"));
    press(page, "createWallet");
    QVERIFY(complaint(page).contains(u'8'));
    type(page, "passphrase", QString::fromLatin1(kPassphrase));
    press(page, "createWallet");
    QVERIFY(!complaint(page).isEmpty());
    type(page, "passphraseAgain", QString::fromLatin1(kPassphrase));
    auto* const keychain = part<QCheckBox>(page, QStringLiteral("keychain"));
    QVERIFY(!keychain->isChecked());
    keychain->setChecked(true);
    press(page, "createWallet");
    QVERIFY(!page.busyWith().isEmpty());

    // There is no keychain here: the wallet is there all the same, and it is said.
    QTRY_VERIFY_WITH_TIMEOUT(!complaint(page).isEmpty(), 20'000);
    QVERIFY(page.busyWith().isEmpty());
    QCOMPARE(finished.size(), 0);
    QCOMPARE(part(page, QStringLiteral("passphrase"))->text(), QString());
    press(page, "createWallet");
    QCOMPARE(finished.size(), 1);
    QTRY_VERIFY(bench->state() == WalletState::Unlocked);
    QVERIFY(bench->service->snapshot()->backupTestedMs > 0);
    QVERIFY(!bench->service->snapshot()->keychainOn);
    const WordsAnswer kept = await(bench->service->revealWords(secret(kPassphrase)));
    QVERIFY(kept.words.text() == words.text());
}

void TestStartPages::theQuizLetsNobodyGuess() {
    const auto bench = wallet(QStringLiteral("a"));
    CreatePage page(*bench->service);
    QSignalSpy cancelled(&page, &CreatePage::cancelled);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    auto* const grid = part<WordGrid>(page, QStringLiteral("createWords"));
    QTRY_COMPARE(grid->count(), 12);
    const SecretText words = shownWords(page);
    press(page, "wordsWritten");
    const QVector<int> asked = page.quiz()->positions();
    QCOMPARE(asked.size(), WordQuiz::kQuestions);
    answer(page, *page.quiz(), words);
    // The words are the system's: one in 2,048 is the zebra.
    const auto zebra = QStringLiteral("zebra");
    const bool isRight = wordAt(words, asked[1] - 1) == zebra;
    type(page, "quizAnswer2", isRight ? QStringLiteral("zoo") : zebra);
    press(page, "quizCheck");
    QVERIFY2(complaint(page).contains(QString::number(asked[1])), qPrintable(complaint(page)));
    QVERIFY(part(page, QStringLiteral("quizAnswer2"))->hasFocus());

    // Whoever looks again is asked for others.
    press(page, "quizLookAgain");
    QCOMPARE(grid->count(), 12);
    press(page, "wordsWritten");
    for (const int position : page.quiz()->positions()) QVERIFY(!asked.contains(position));
    QTest::keyClick(part(page, QStringLiteral("quizAnswer1")), Qt::Key_Escape);
    QCOMPARE(grid->count(), 12);
    press(page, "createCancel");
    QCOMPARE(cancelled.size(), 1);
    QVERIFY(isClean(page, words));
    QVERIFY(bench->state() == WalletState::NoWallet);
}

void TestStartPages::restoreFromWords() {
    const auto bench = wallet(QStringLiteral("a"));
    const SecretText words = await(bench->service->makeWords(15)).words;
    const auto text = QString::fromLatin1(words.text().data(), int(words.text().size()));
    RestorePage page(*bench->service);
    QSignalSpy finished(&page, &RestorePage::finished);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    page.entry()->paste(QStringLiteral("1. ") +
                        text.toUpper().replace(u' ', QStringLiteral("\n2) ")));
    QCOMPARE(page.entry()->count(), 15);
    QVERIFY(page.entry()->words().text() == words.text());
    press(page, "restoreNext");
    QCOMPARE(complaint(page), QString());
    type(page, "passphrase", QString::fromLatin1(kPassphrase));
    type(page, "passphraseAgain", QString::fromLatin1(kPassphrase));
    press(page, "restoreWallet");
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QVERIFY(isClean(page, words));
    const WordsAnswer kept = await(bench->service->revealWords(secret(kPassphrase)));
    QVERIFY(kept.words.text() == words.text());
}

/// Keys that come while the program is busy, or from a program that types, arrive in one go.
void TestStartPages::fastTypingLosesNoSpace() {
    const auto bench = wallet(QStringLiteral("a"));
    RestorePage page(*bench->service);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    const QByteArray words =
        "abandon ability able about above absent absorb abstract absurd abuse access accident";
    for (const char key : words) {
        QWidget* const list = QApplication::activePopupWidget();
        QTest::keyClick(list != nullptr ? list : page.focusWidget(), key);
    }
    const SecretText typed = page.entry()->words();
    QCOMPARE(QByteArray(typed.text().data(), int(typed.text().size())), words);
}

void TestStartPages::restoreNamesWhatIsWrong() {
    const auto bench = wallet(QStringLiteral("a"));
    RestorePage page(*bench->service);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    const auto zoo = [&page](int number, const char* word) {
        type(page, qPrintable(QStringLiteral("restoreWord%1").arg(number)),
             QString::fromLatin1(word));
    };
    for (int i = 1; i <= 12; ++i) zoo(i, "zoo");
    press(page, "restoreNext");
    QVERIFY(complaint(page).contains(QStringLiteral("together")));
    zoo(7, "zooo");
    press(page, "restoreNext");
    QVERIFY(complaint(page).contains(u'7'));
    QVERIFY(part(page, QStringLiteral("restoreWord7"))->hasFocus());
    QVERIFY(part(page, QStringLiteral("restoreWord7"))->property("wrong").toBool());
    zoo(3, "");
    press(page, "restoreNext");
    QVERIFY(complaint(page).contains(u'3'));
    zoo(3, "zoo");
    zoo(7, "zoo");
    zoo(12, "wrong");
    press(page, "restoreNext");
    QCOMPARE(complaint(page), QString());

    page.begin();
    QTest::keyClicks(part(page, QStringLiteral("restoreWord1")), QStringLiteral("zoo "));
    QVERIFY(part(page, QStringLiteral("restoreWord2"))->hasFocus());
    QCOMPARE(part(page, QStringLiteral("restoreWord1"))->text(), QStringLiteral("zoo"));
    QVERIFY(!part(page, QStringLiteral("extraPassphrase"))->isVisible());
    press(page, "extraSwitch");
    QVERIFY(part(page, QStringLiteral("extraPassphrase"))->isVisible());
}

void TestStartPages::unlockWithThePassphrase() {
    const auto bench = wallet(QStringLiteral("a"));
    QVERIFY(bench->create().ok);
    bench->service->lock();
    QTRY_VERIFY(bench->state() == WalletState::Locked);
    UnlockPage page(*bench->service);
    QSignalSpy finished(&page, &UnlockPage::finished);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    auto* const field = part(page, QStringLiteral("unlockPassphrase"));
    QVERIFY(!part<QPushButton>(page, QStringLiteral("unlockKeychain"))->isVisible());
    QTest::keyClicks(field, QStringLiteral("not the one"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!complaint(page).isEmpty(), 20'000);
    QVERIFY(field->hasFocus());
    QVERIFY(bench->state() == WalletState::Locked);
    field->setText(QString::fromLatin1(kBenchPassphrase));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QCOMPARE(field->text(), QString());
    QTRY_VERIFY(bench->state() == WalletState::Unlocked);
}

/// The vault before the last change is opened in place of a damaged one, and never silently.
void TestStartPages::aDamagedFileIsTold() {
    auto bench = wallet(QStringLiteral("a"));
    QVERIFY(bench->create().ok);
    QVERIFY(!bench->newAddress(QStringLiteral("newest")).isEmpty());
    bench->stop();
    bench.reset();
    QFile file(m_folder->filePath(QStringLiteral("a/vault")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() / 2));
    file.close();
    bench = wallet(QStringLiteral("a"));
    QTRY_VERIFY(bench->state() == WalletState::Sealed);
    UnlockPage page(*bench->service);
    QSignalSpy finished(&page, &UnlockPage::finished);
    QSignalSpy warned(&page, &UnlockPage::warned);
    page.show();
    page.begin();
    part(page, QStringLiteral("unlockPassphrase"))->setText(QString::fromLatin1(kBenchPassphrase));
    press(page, "unlock");
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QCOMPARE(warned.size(), 1);
    QVERIFY(warned.first().first().toString().contains(QStringLiteral("one before it was opened")));
}

void TestStartPages::theBackupIsTestedAgain() {
    const auto bench = wallet(QStringLiteral("a"));
    QVERIFY(bench->create().ok);
    QTRY_VERIFY(bench->state() == WalletState::Unlocked);
    QCOMPARE(bench->service->snapshot()->backupTestedMs, quint64{0});
    BackupTestPage page(*bench->service);
    QSignalSpy finished(&page, &BackupTestPage::finished);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.begin();
    type(page, "backupPassphrase", QStringLiteral("not the one"));
    press(page, "backupNext");
    QTRY_VERIFY_WITH_TIMEOUT(!complaint(page).isEmpty(), 20'000);
    type(page, "backupPassphrase", QString::fromLatin1(kBenchPassphrase));
    press(page, "backupNext");
    QTRY_COMPARE_WITH_TIMEOUT(page.quiz()->positions().size(), WordQuiz::kQuestions, 20'000);
    press(page, "quizCheck");
    QVERIFY(!complaint(page).isEmpty());
    answer(page, *page.quiz(), bench->words);
    press(page, "quizCheck");
    QCOMPARE(finished.size(), 1);
    QVERIFY(isClean(page, bench->words));
    QTRY_VERIFY(bench->service->snapshot()->backupTestedMs > 0);
}

void TestStartPages::theReminderComesAndGoes() {
    BackupReminder reminder;
    QSignalSpy asked(&reminder, &BackupReminder::testAsked);
    WalletSnapshot snapshot;
    snapshot.state = WalletState::NoWallet;
    reminder.show(snapshot, 1);
    QVERIFY(reminder.isHidden());
    snapshot.state = WalletState::Locked;
    reminder.show(snapshot, 1);
    QVERIFY(!reminder.isHidden());
    press(reminder, "testBackup");
    QCOMPARE(asked.size(), 1);
    snapshot.backupTestedMs = 1'000;
    reminder.show(snapshot, 2'000);
    QVERIFY(reminder.isHidden());
    reminder.show(snapshot, 1'001 + BackupReminder::kAgainAfterMs);
    QVERIFY(!reminder.isHidden());
}

void TestStartPages::strengthIsNotTooKind() {
    const auto of = [](const char* text) {
        return passphraseStrength(QString::fromUtf8(text), WalletService::kLeastPassphrase);
    };
    QCOMPARE(of("aB3$"), Strength::Short);
    QCOMPARE(of("password"), Strength::Weak);
    QCOMPARE(of("Password123!"), Strength::Weak);
    QCOMPARE(of("aaaaaaaaaaaaaaaaaaaaaaaa"), Strength::Weak);
    QCOMPARE(of("abcdefghijklmnopqrstuvwxyz"), Strength::Weak);
    QCOMPARE(of("abcabcabcabcabcabc"), Strength::Weak);
    QVERIFY(of("correct horse battery staple") >= Strength::Good);
    QVERIFY(of("x7$Kq9!mWz2#Lp4&") >= Strength::Good);
}

void TestStartPages::everyControlHasAName() {
    const auto bench = wallet(QStringLiteral("a"));
    WelcomePage welcome({QStringLiteral("sandbox"), m_folder->path()});
    CreatePage create(*bench->service);
    RestorePage restore(*bench->service);
    UnlockPage unlock(*bench->service);
    BackupTestPage backup(*bench->service);
    for (QWidget* const page :
         std::initializer_list<QWidget*>{&welcome, &create, &restore, &unlock, &backup}) {
        for (QWidget* const widget : page->findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->inherits("QAbstractItemView") ||
                widget->inherits("QScrollBar") || widget->inherits("QLabel")) {
                continue;
            }
            if (widget->property("text").isValid() && widget->isHidden() &&
                widget->property("text").toString().isEmpty() &&
                widget->inherits("QAbstractButton")) {
                continue;  // a button that this step does not have
            }
            const QAccessibleInterface* const seen = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(seen != nullptr);
            QVERIFY2(!seen->text(QAccessible::Name).isEmpty(),
                     qPrintable(page->objectName() + u' ' + widget->objectName() + u' ' +
                                QString::fromLatin1(widget->metaObject()->className())));
        }
    }
}

void TestStartPages::nothingIsWiderThanASmallWindow() {
    const auto bench = wallet(QStringLiteral("a"));
    CreatePage create(*bench->service);
    RestorePage restore(*bench->service);
    create.begin();
    QTRY_COMPARE(part<WordGrid>(create, QStringLiteral("createWords"))->count(), 12);
    // 1280 x 800 at 200 %, less the navigation.
    for (QWidget* const page : std::initializer_list<QWidget*>{&create, &restore}) {
        QVERIFY2(page->minimumSizeHint().width() <= 480,
                 qPrintable(QString::number(page->minimumSizeHint().width())));
    }
}

QTEST_MAIN(TestStartPages)
#include "test_start_pages.moc"
