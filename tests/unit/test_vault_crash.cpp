// The power goes, the disk is full, a step fails: at every step of every change of a vault. What
// opens afterwards is the old vault or the new one, and what was said to be durable is there.
#include "tests/support/vault_memory_disk.h"

#include <QTest>

using namespace timecoin;
using Fault = VaultMemoryDisk::Fault;

namespace {

const Bytes kUnlockKey(kSealKeyBytes, 0x77);

/// A change that is made to a vault with samplePersonal(2), the one before it being (1).
struct Change {
    const char* name;
    bool withUnlockKey;
    std::function<Status<VaultError>(Vault&)> apply;
    std::function<bool(const Vault&)> isThere;
    std::string_view passphrase;  ///< afterwards
};

const std::array kChanges = {
    Change{"personal", false, [](Vault& vault) { return vault.replacePersonal(samplePersonal(3)); },
           [](const Vault& vault) { return vault.personal() == samplePersonal(3); },
           kTestPassphrase},
    Change{"personal while locked", false,
           [](Vault& vault) {
               vault.lock();
               return vault.replacePersonal(samplePersonal(3));
           },
           [](const Vault& vault) { return vault.personal() == samplePersonal(3); },
           kTestPassphrase},
    Change{"passphrase", true,
           [](Vault& vault) {
               return vault.changePassphrase(asBytes(kTestPassphrase), asBytes(kNextPassphrase),
                                             kCheapCost);
           },
           [](const Vault& vault) { return vault.reveal(asBytes(kNextPassphrase)).ok(); },
           kNextPassphrase},
    Change{"unlock key", false, [](Vault& vault) { return vault.setUnlockKey(kUnlockKey); },
           [](const Vault& vault) { return vault.hasUnlockKey(); }, kTestPassphrase},
    Change{"no unlock key", true, [](Vault& vault) { return vault.clearUnlockKey(); },
           [](const Vault& vault) { return !vault.hasUnlockKey(); }, kTestPassphrase},
};

/// An open vault with a past.
std::unique_ptr<Vault> prepared(VaultMemoryDisk& disk, const Change& change) {
    createVault(disk, samplePersonal(1));
    auto vault = std::move(openVault(disk)).value();
    if (change.withUnlockKey && !vault->setUnlockKey(kUnlockKey)) return nullptr;
    if (!vault->replacePersonal(samplePersonal(2))) return nullptr;
    return vault;
}

bool isOld(const Vault& vault, const Change& change) {
    VaultPersonal personal = samplePersonal(2);
    personal.keychainOn = change.withUnlockKey;
    return vault.personal() == personal && vault.hasUnlockKey() == change.withUnlockKey;
}

VaultResult<std::unique_ptr<Vault>> reopened(VaultMemoryDisk& disk, const Change& change) {
    auto vault = openVault(disk, change.passphrase);
    if (!vault && vault.error().code == VaultCode::WrongPassphrase) vault = openVault(disk);
    return vault;
}

}  // namespace

class TestVaultCrash : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void changes_data();
    void changes();
    void creation();
    void overADamagedOne();
    void oldPassphraseIsGone();
    void faultsLeaveTheOld_data();
    void faultsLeaveTheOld();
};

void TestVaultCrash::changes_data() {
    QTest::addColumn<std::size_t>("number");
    for (std::size_t i = 0; i < kChanges.size(); ++i) QTest::newRow(kChanges[i].name) << i;
}

void TestVaultCrash::changes() {
    QFETCH(std::size_t, number);
    const Change& change = kChanges[number];
    int old = 0;
    int fresh = 0;
    bool finished = false;
    for (std::uint64_t at = 1; !finished; ++at) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            VaultMemoryDisk disk(seed * 1'000 + at);
            auto vault = prepared(disk, change);
            QVERIFY(vault);
            disk.plan(Fault::PowerLoss, at);
            const bool said = change.apply(*vault).ok();
            finished = !disk.happened();
            vault.reset();
            disk.powerLoss();

            auto again = reopened(disk, change);
            QVERIFY2(again.ok(), qPrintable(QString::number(at)));
            QVERIFY(!again.value()->usedPrevious());
            QVERIFY(sameSecrets(again.value()->secrets(), sampleSecrets()));
            const bool isNew = change.isThere(*again.value());
            QVERIFY(isNew || isOld(*again.value(), change));
            QVERIFY(isNew || !said);
            ++(isNew ? fresh : old);
            // And it can be written to.
            QVERIFY(again.value()->replacePersonal(samplePersonal(4)).ok());
        }
    }
    qInfo("old %d, new %d", old, fresh);
    QVERIFY(old > 100 && fresh > 20);
}

void TestVaultCrash::creation() {
    bool finished = false;
    int none = 0;
    for (std::uint64_t at = 1; !finished; ++at) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            VaultMemoryDisk disk(seed * 1'000 + at);
            disk.plan(Fault::PowerLoss, at);
            const bool said = Vault::create(placeOn(disk), sampleSecrets(), samplePersonal(1),
                                            asBytes(kTestPassphrase), kCheapCost)
                                  .ok();
            finished = !disk.happened();
            disk.powerLoss();
            auto vault = openVault(disk);
            if (!vault) {
                QVERIFY(!said);
                QCOMPARE(vault.error().code, VaultCode::NotFound);
                QCOMPARE(Vault::look(placeOn(disk)).error().code, VaultCode::NotFound);
                createVault(disk, samplePersonal(1));
                vault = openVault(disk);
                ++none;
            }
            QVERIFY(vault.ok());
            QVERIFY(vault.value()->personal() == samplePersonal(1));
            QVERIFY(sameSecrets(vault.value()->secrets(), sampleSecrets()));
        }
    }
    QVERIFY(none > 50);
}

/// The previous one is all there is: until the new one stands it must not be touched.
void TestVaultCrash::overADamagedOne() {
    for (const bool missing : {true, false}) {
        bool finished = false;
        for (std::uint64_t at = 1; !finished; ++at) {
            for (std::uint64_t seed = 1; seed <= 20; ++seed) {
                VaultMemoryDisk disk(seed * 1'000 + at);
                prepared(disk, kChanges[0]);
                missing ? disk.erase(kVaultPath) : disk.put(kVaultPath, Bytes(500, 1));
                auto vault = std::move(openVault(disk)).value();
                QVERIFY(vault->usedPrevious());
                QVERIFY(vault->personal() == samplePersonal(1));
                disk.plan(Fault::PowerLoss, at);
                const bool said = vault->replacePersonal(samplePersonal(3)).ok();
                finished = !disk.happened();
                vault.reset();
                disk.powerLoss();
                const auto again = openVault(disk);
                QVERIFY(again.ok());
                const bool isNew = again.value()->personal() == samplePersonal(3);
                QVERIFY(isNew || again.value()->personal() == samplePersonal(1));
                QCOMPARE(again.value()->usedPrevious(), !isNew);
                QVERIFY(isNew || !said);
                if (said && !missing)
                    QVERIFY(disk.content(kVaultPath + ".damaged") == Bytes(500, 1));
            }
        }
    }
}

/// Once the new passphrase has opened the vault, no file here opens with the old one.
void TestVaultCrash::oldPassphraseIsGone() {
    bool finished = false;
    for (std::uint64_t at = 1; !finished; ++at) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            VaultMemoryDisk disk(seed * 1'000 + at);
            auto vault = prepared(disk, kChanges[2]);
            disk.plan(Fault::PowerLoss, at);
            static_cast<void>(kChanges[2].apply(*vault));
            finished = !disk.happened();
            vault.reset();
            disk.powerLoss();
            if (!openVault(disk, kNextPassphrase)) continue;
            QCOMPARE(openVault(disk).error().code, VaultCode::WrongPassphrase);
            disk.erase(kVaultPath);
            QCOMPARE(openVault(disk).error().code, VaultCode::WrongPassphrase);
            QVERIFY(openVault(disk, kNextPassphrase).value()->usedPrevious());
        }
    }
}

void TestVaultCrash::faultsLeaveTheOld_data() {
    QTest::addColumn<std::size_t>("number");
    QTest::addColumn<int>("fault");
    for (std::size_t i = 0; i < kChanges.size(); ++i) {
        const std::string name = kChanges[i].name;
        QTest::newRow((name + ", full").c_str()) << i << static_cast<int>(Fault::Full);
        QTest::newRow((name + ", error").c_str()) << i << static_cast<int>(Fault::Error);
        QTest::newRow((name + ", lie").c_str()) << i << static_cast<int>(Fault::Lie);
    }
}

/// The object in memory goes on with the old content, and the change can be made again.
void TestVaultCrash::faultsLeaveTheOld() {
    QFETCH(std::size_t, number);
    QFETCH(int, fault);
    const Change& change = kChanges[number];
    int failures = 0;
    for (std::uint64_t at = 1;; ++at) {
        VaultMemoryDisk disk;
        auto vault = prepared(disk, change);
        const Bytes before = disk.content(kVaultPath);
        const bool wasLocked = QByteArray(change.name).contains("locked");
        disk.plan(static_cast<Fault>(fault), at);
        const auto status = change.apply(*vault);
        if (!disk.happened()) break;
        disk.restart();
        if (!status) {
            ++failures;
            QVERIFY(status.error().code == VaultCode::Disk ||
                    (static_cast<Fault>(fault) == Fault::Full &&
                     status.error().code == VaultCode::DiskFull));
            QVERIFY(isOld(*vault, change));
            // Only when the folder could not be synced it is the new one that stands there.
            if (static_cast<Fault>(fault) != Fault::Error)
                QVERIFY(disk.content(kVaultPath) == before);
            QVERIFY(vault->isUnlocked() != wasLocked);
        }
        QVERIFY(!disk.has(kVaultPath + ".new"));
        QVERIFY(status ? change.isThere(*vault) : change.apply(*vault).ok());
        QVERIFY(change.isThere(*vault));
        vault.reset();
        const auto again = reopened(disk, change);
        QVERIFY(again.ok() && !again.value()->usedPrevious());
        QVERIFY(change.isThere(*again.value()));
    }
    QVERIFY(failures > 1);
}

QTEST_GUILESS_MAIN(TestVaultCrash)
#include "test_vault_crash.moc"
