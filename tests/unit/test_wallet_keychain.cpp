// A wallet that the system's keychain opens: a real keychain on a private bus, one that lies, none.
// Every step is a process of its own, as after a restart of the program.
#include "node/engine/engine_types.h"
#include "tests/support/file_content.h"
#include "tests/support/private_bus.h"
#include "tests/support/wallet_bench.h"
#include "wallet/keychain/keychain_store.h"
#include "wallet/vault/vault.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace timecoin;

namespace {

const QString kService = QStringLiteral("TimeCoin-test");  // as BenchWallet's

QString told(const WalletOutcome& outcome, const WalletService& service) {
    const auto snapshot = service.snapshot();
    return QStringLiteral("%1|%2|%3")
        .arg(outcome.ok ? QStringLiteral("ok") : outcome.code)
        .arg(snapshot->state == WalletState::Unlocked ? "unlocked" : "closed")
        .arg(snapshot->keychainOn ? "on" : "off");
}

/// What the keychain is asked for; a lie is another key under the vault's name.
WalletOutcome lie(const QString& folder) {
    const auto outline = Vault::look({folder.toStdString() + "/vault"});
    if (!outline) return {};
    KeychainStore store(kService);
    const Bytes other(32, 7);
    const auto written = await(
        store.write(QStringLiteral("unlock-") + QString::fromStdString(toHex(outline->id)), other));
    return {written.code == KeychainCode::Ok, nameOf(written.code), {}};
}

/// `test_wallet_keychain --step <what> <folder> [<passphrase>]`: code, state, keychain.
int step(const QStringList& args) {
    const QString what = args.value(2);
    const QString folder = args.value(3);
    const QByteArray passphrase = args.value(4).toUtf8();
    NodeService node{EngineConfig{}};
    BenchWallet wallet(std::make_shared<const Network>(), folder, node);
    WalletService& service = *wallet.service;
    (void)QTest::qWaitFor([&] { return wallet.state() != WalletState::Starting; }, kStepMs);
    WalletOutcome outcome;
    if (what == "create") outcome = wallet.create();
    if (what == "unlock") outcome = wallet.unlock(passphrase.constData());
    if (what == "keychain") outcome = await(service.unlockWithKeychain());
    if (what == "on") outcome = await(service.setKeychain(true, secret(passphrase.toStdString())));
    if (what == "off") outcome = await(service.setKeychain(false, {}));
    if (what == "on" || what == "off") {
        // Said of a wallet that is open.
        if (!outcome.ok && outcome.code == "no_wallet") {
            (void)wallet.unlock();
            outcome = await(service.setKeychain(what == "on", secret(passphrase.toStdString())));
        }
    }
    if (what == "lie") outcome = lie(folder);
    // The picture of it follows within a quarter of a second.
    (void)QTest::qWaitFor(
        [&] {
            const auto now = service.snapshot();
            if (!outcome.ok || what == "lie") return true;
            if (what == "on" || what == "off") return now->keychainOn == (what == "on");
            return now->state == WalletState::Unlocked;
        },
        kStepMs);
    std::printf("%s\n", qPrintable(told(outcome, service)));
    return 0;
}

}  // namespace

class TestWalletKeychain : public QObject {
    Q_OBJECT

private slots:
    void init();
    void opensTheWalletAndCanBeTakenBack();
    void aLyingKeychainOpensNothing();
    void withoutAKeychainThePassphraseWorks();

private:
    QString run(const QProcessEnvironment& environment, const QString& what,
                const QString& passphrase = QString::fromLatin1(kBenchPassphrase));
    bool isThere(Keyring& keyring, const QProcessEnvironment& environment);
    QByteArray vaultBytes() const;

    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
};

void TestWalletKeychain::init() {
    m_home = std::make_unique<QTemporaryDir>();
    m_environment = homeOfItsOwn(m_home->path());
}

QString TestWalletKeychain::run(const QProcessEnvironment& environment, const QString& what,
                                const QString& passphrase) {
    QProcess process;
    dieWithParent(process);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--step"), what, m_home->path() + "/wallet", passphrase});
    if (!process.waitForFinished(2 * kStepMs)) return QStringLiteral("hangs");
    return QString::fromLatin1(process.readAllStandardOutput()).trimmed();
}

/// The daemon answers a moment after it was started.
bool TestWalletKeychain::isThere(Keyring& keyring, const QProcessEnvironment& environment) {
    if (!keyring.waitForStart()) return false;
    const QDeadlineTimer until(kStepMs);
    while (!until.hasExpired()) {
        QProcess asked;
        asked.setProcessEnvironment(environment);
        asked.start(QStringLiteral("dbus-send"),
                    {QStringLiteral("--session"), QStringLiteral("--print-reply"),
                     QStringLiteral("--dest=org.freedesktop.DBus"), QStringLiteral("/"),
                     QStringLiteral("org.freedesktop.DBus.GetNameOwner"),
                     QStringLiteral("string:org.freedesktop.secrets")});
        if (asked.waitForFinished(kStepMs) && asked.exitCode() == 0) return true;
    }
    return false;
}

QByteArray TestWalletKeychain::vaultBytes() const {
    return contentOf(m_home->path() + "/wallet/vault");
}

void TestWalletKeychain::opensTheWalletAndCanBeTakenBack() {
    const PrivateBus bus(m_environment, m_home->path());
    QVERIFY2(bus.ok(), "dbus-daemon is needed");
    Keyring keyring(bus.environment());
    QVERIFY2(isThere(keyring, bus.environment()), "gnome-keyring is needed");
    const auto& env = bus.environment();

    QCOMPARE(run(env, "create"), QStringLiteral("ok|unlocked|off"));
    const QByteArray before = vaultBytes();
    QVERIFY(!before.isEmpty());
    QVERIFY(run(env, "keychain").endsWith("|closed|off"));
    QCOMPARE(run(env, "on", "not the passphrase"), QStringLiteral("wrong_passphrase|closed|off"));
    QCOMPARE(vaultBytes(), before);

    QCOMPARE(run(env, "on"), QStringLiteral("ok|unlocked|on"));
    QCOMPARE(run(env, "keychain"), QStringLiteral("ok|unlocked|on"));
    QCOMPARE(run(env, "unlock"), QStringLiteral("ok|unlocked|on"));

    QCOMPARE(run(env, "off"), QStringLiteral("ok|unlocked|off"));
    QVERIFY(run(env, "keychain").endsWith("|closed|off"));
    QCOMPARE(run(env, "unlock"), QStringLiteral("ok|unlocked|off"));
}

void TestWalletKeychain::aLyingKeychainOpensNothing() {
    const PrivateBus bus(m_environment, m_home->path());
    QVERIFY2(bus.ok(), "dbus-daemon is needed");
    Keyring keyring(bus.environment());
    QVERIFY2(isThere(keyring, bus.environment()), "gnome-keyring is needed");
    const auto& env = bus.environment();
    QCOMPARE(run(env, "create"), QStringLiteral("ok|unlocked|off"));
    QCOMPARE(run(env, "on"), QStringLiteral("ok|unlocked|on"));
    const QByteArray before = vaultBytes();
    QVERIFY(run(env, "lie").startsWith("ok|"));
    QCOMPARE(run(env, "keychain"), QStringLiteral("wrong_unlock_key|closed|on"));
    QCOMPARE(vaultBytes(), before);
    QCOMPARE(run(env, "unlock"), QStringLiteral("ok|unlocked|on"));
}

void TestWalletKeychain::withoutAKeychainThePassphraseWorks() {
    QCOMPARE(run(m_environment, "create"), QStringLiteral("ok|unlocked|off"));
    const QByteArray before = vaultBytes();
    QVERIFY(run(m_environment, "on").startsWith("keychain_absent|"));
    QCOMPARE(vaultBytes(), before);
    QCOMPARE(run(m_environment, "keychain"), QStringLiteral("keychain_absent|closed|off"));
    QCOMPARE(run(m_environment, "unlock"), QStringLiteral("ok|unlocked|off"));
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (!startCrypto()) return 1;
    const QStringList args = QCoreApplication::arguments();
    if (args.value(1) == QStringLiteral("--step")) return step(args);
    TestWalletKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_wallet_keychain.moc"
