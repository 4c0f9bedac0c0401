// The system's keychain: a real one (gnome-keyring on a private D-Bus), and none. Every step is a
// process of its own, so that what is read was kept by the keychain and by nobody else.
#include "tests/support/private_bus.h"
#include "wallet/keychain/keychain_store.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDirIterator>
#include <QFutureWatcher>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace timecoin;

namespace {

const auto kSecret = QByteArray(64, 'a');  // 32 bytes in hexadecimal

/// `test_keychain --step write|read|remove <name> [<hex>]`: prints the code and what was read.
int step(QCoreApplication& app, const QStringList& args) {
    KeychainStore store(QStringLiteral("TimeCoin test"), nullptr, kStepMs / 2);
    QFuture<KeychainAnswer> future;
    const QString name = args.value(3);
    if (args.value(2) == QStringLiteral("write")) {
        future = store.write(name, *fromHex(args.value(4).toStdString()));
    } else if (args.value(2) == QStringLiteral("read")) {
        future = store.read(name);
    } else {
        future = store.remove(name);
    }
    QFutureWatcher<KeychainAnswer> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &app, [&] {
        const KeychainAnswer answer = watcher.result();
        std::printf("%s|%s\n", qPrintable(nameOf(answer.code)),
                    answer.secret ? toHex(answer.secret->view()).c_str() : "");
        std::fprintf(stderr, "%s\n", qPrintable(answer.detail));
        QCoreApplication::quit();
    });
    watcher.setFuture(future);
    return QCoreApplication::exec();
}

}  // namespace

class TestKeychain : public QObject {
    Q_OBJECT

private slots:
    void init();
    void storeReadRemove();
    void locked();
    void absent_data();
    void absent();
    void aBusWithoutKeychain();
    void answersWhenItGoes();
    void sizes();

private:
    QString run(const QProcessEnvironment& environment, const QStringList& args);
    /// Until the keyring is on the bus: at most kStepMs.
    bool isThere(Keyring& keyring, const QProcessEnvironment& environment);
    QStringList filesWritten() const;

    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
};

/// A home of its own for every function: neither the person's keychain nor their settings.
void TestKeychain::init() {
    m_home = std::make_unique<QTemporaryDir>();
    m_environment = homeOfItsOwn(m_home->path());
}

QString TestKeychain::run(const QProcessEnvironment& environment, const QStringList& args) {
    QProcess process;
    dieWithParent(process);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(),
                  QStringList{QStringLiteral("--step")} + args);
    if (!process.waitForFinished(kStepMs)) return QStringLiteral("hangs");
    return QString::fromLatin1(process.readAllStandardOutput()).trimmed();
}

bool TestKeychain::isThere(Keyring& keyring, const QProcessEnvironment& environment) {
    if (!keyring.waitForStart()) return false;
    const QDeadlineTimer until(kStepMs);
    while (!until.hasExpired()) {
        const QString nothing = run(environment, {QStringLiteral("read"), QStringLiteral("none")});
        if (nothing == QStringLiteral("keychain_not_found|")) return true;
    }
    return false;
}

QStringList TestKeychain::filesWritten() const {
    QStringList files;
    QDirIterator it(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) files.append(it.next());
    return files;
}

void TestKeychain::storeReadRemove() {
    const PrivateBus bus(m_environment, m_home->path());
    QVERIFY2(bus.ok(), "dbus-daemon is needed");
    Keyring keyring(bus.environment());
    QVERIFY2(isThere(keyring, bus.environment()), "gnome-keyring is needed");
    const auto& env = bus.environment();
    const QString secret = QString::fromLatin1(kSecret);
    const QString other = QString(64, u'0');  // zero bytes are bytes like any other
    const QString read = QStringLiteral("read");
    const QString write = QStringLiteral("write");
    const QString one = QStringLiteral("vault one");
    const QString two = QStringLiteral("vault two");

    QCOMPARE(run(env, {read, one}), QStringLiteral("keychain_not_found|"));
    QCOMPARE(run(env, {write, one, secret}), QStringLiteral("|"));
    QCOMPARE(run(env, {write, two, other}), QStringLiteral("|"));
    QCOMPARE(run(env, {read, one}), u'|' + secret);
    QCOMPARE(run(env, {read, two}), u'|' + other);
    QCOMPARE(run(env, {write, one, other}), QStringLiteral("|"));
    QCOMPARE(run(env, {read, one}), u'|' + other);
    QCOMPARE(run(env, {QStringLiteral("remove"), one}), QStringLiteral("|"));
    QCOMPARE(run(env, {read, one}), QStringLiteral("keychain_not_found|"));
    QCOMPARE(run(env, {QStringLiteral("remove"), one}), QStringLiteral("|"));
    QCOMPARE(run(env, {read, two}), u'|' + other);
}

void TestKeychain::locked() {
    const PrivateBus bus(m_environment, m_home->path());
    QVERIFY2(bus.ok(), "dbus-daemon is needed");
    const QString name = QStringLiteral("vault");
    const QString secret = QString::fromLatin1(kSecret);
    {
        Keyring keyring(bus.environment());
        QVERIFY2(isThere(keyring, bus.environment()), "gnome-keyring is needed");
        QCOMPARE(run(bus.environment(), {QStringLiteral("write"), name, secret}),
                 QStringLiteral("|"));
    }
    // Nobody is there to open it: no secret, and an answer all the same.
    Keyring keyring(bus.environment(), KeyringLock::Closed);
    QVERIFY(isThere(keyring, bus.environment()));
    const QString read = run(bus.environment(), {QStringLiteral("read"), name});
    QVERIFY2(read.startsWith(QStringLiteral("keychain_")), qPrintable(read));
    QVERIFY2(read.endsWith(u'|'), qPrintable(read));
    qInfo("%s", qPrintable(read));
    const QString written = run(bus.environment(), {QStringLiteral("write"), name, secret});
    QVERIFY2(written.startsWith(QStringLiteral("keychain_")), qPrintable(written));
    qInfo("%s", qPrintable(written));
}

void TestKeychain::absent_data() {
    QTest::addColumn<QString>("bus");
    QTest::newRow("no bus") << QString();
    QTest::newRow("a bus that is gone") << QStringLiteral("unix:path=/nonexistent/bus");
    QTest::newRow("no address at all") << QStringLiteral("nonsense");
}

void TestKeychain::absent() {
    QFETCH(QString, bus);
    if (!bus.isEmpty()) m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), bus);
    const QString name = QStringLiteral("vault");
    const QString absent = QStringLiteral("keychain_absent|");
    QCOMPARE(run(m_environment, {QStringLiteral("write"), name, QString::fromLatin1(kSecret)}),
             absent);
    QCOMPARE(run(m_environment, {QStringLiteral("read"), name}), absent);
    QCOMPARE(run(m_environment, {QStringLiteral("remove"), name}), absent);
    QCOMPARE(filesWritten(), QStringList());
}

void TestKeychain::aBusWithoutKeychain() {
    const PrivateBus bus(m_environment, m_home->path());
    QVERIFY2(bus.ok(), "dbus-daemon is needed");
    const QString name = QStringLiteral("vault");
    const QString absent = QStringLiteral("keychain_absent|");
    const QStringList before = filesWritten();
    QCOMPARE(run(bus.environment(), {QStringLiteral("write"), name, QString::fromLatin1(kSecret)}),
             absent);
    QCOMPARE(run(bus.environment(), {QStringLiteral("read"), name}), absent);
    QCOMPARE(filesWritten(), before);
}

void TestKeychain::answersWhenItGoes() {
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    auto store = std::make_unique<KeychainStore>(QStringLiteral("TimeCoin test"));
    const QFuture<KeychainAnswer> future = store->read(QStringLiteral("vault"));
    QVERIFY(!future.isFinished());
    store.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(nameOf(future.result().code), QStringLiteral("keychain_failed"));
    QTest::qWait(100);  // the job ends without its store
}

void TestKeychain::sizes() {
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    KeychainStore store(QStringLiteral("TimeCoin test"));
    const Bytes large(KeychainStore::kMaxSecretBytes + 1, 1);
    QCOMPARE(store.write(QStringLiteral("x"), large).result().code, KeychainCode::Failed);
    QCOMPARE(store.write(QStringLiteral("x"), {}).result().code, KeychainCode::Failed);
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (!startCrypto()) return 1;
    const QStringList args = QCoreApplication::arguments();
    if (args.value(1) == QStringLiteral("--step")) return step(app, args);
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_keychain.moc"
