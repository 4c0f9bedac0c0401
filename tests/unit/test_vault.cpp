// The vault as its owner uses it: opening, locking, changing, and what the file tells others.
#include "tests/support/vault_memory_disk.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

const Bytes kUnlockKey(kSealKeyBytes, 0x77);

VaultCode codeOf(const Status<VaultError>& status) {
    return status.error().code;
}

template <class T>
bool contains(const Bytes& haystack, const T& needle) {
    return std::search(haystack.begin(), haystack.end(), needle.begin(), needle.end()) !=
           haystack.end();
}

}  // namespace

class TestVault : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void createdAndOpened();
    void secretsOfEverySize();
    void creationIsRefused();
    void wrongPassphrase();
    void lockWipes();
    void writingWhileLocked();
    void passphraseChanges();
    void unlockKey();
    void revealing();
    void looking();
    void oneAtATime();
    void anotherFileIsNotOverwritten();
    void foreignPreviousIsKept();
    void noncesAreFresh();
    void nothingIsReadable();
    void personalValues();
    void personalBounds();
    void onARealDisk();
    void codeNames();
};

void TestVault::createdAndOpened() {
    VaultMemoryDisk disk;
    VaultId id;
    Bytes dataKey;
    {
        const auto made = Vault::create(placeOn(disk), sampleSecrets(), samplePersonal(1),
                                        asBytes(kTestPassphrase), kCheapCost);
        QVERIFY(made.ok());
        const Vault& vault = *made.value();
        QVERIFY(vault.isUnlocked() && sameSecrets(vault.secrets(), sampleSecrets()));
        QVERIFY(vault.personal() == samplePersonal(1));
        QVERIFY(!vault.usedPrevious() && !vault.hasUnlockKey());
        QVERIFY(vault.cost() == kCheapCost && !vault.id().isZero());
        id = vault.id();
        dataKey.assign(vault.dataKey().begin(), vault.dataKey().end());
        QCOMPARE(dataKey.size(), kSealKeyBytes);
    }
    auto vault = std::move(openVault(disk)).value();
    QVERIFY(vault->isUnlocked() && sameSecrets(vault->secrets(), sampleSecrets()));
    QVERIFY(vault->personal() == samplePersonal(1) && vault->id() == id);
    QVERIFY(sameBytes(vault->dataKey(), dataKey));
    for (std::uint64_t i = 2; i < 10; ++i) {
        QVERIFY(vault->replacePersonal(samplePersonal(i)).ok());
        QVERIFY(vault->personal() == samplePersonal(i));
        vault.reset();
        vault = std::move(openVault(disk)).value();
        QVERIFY(vault->personal() == samplePersonal(i));
        QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
    }
    QVERIFY(sameBytes(vault->dataKey(), dataKey));
}

void TestVault::secretsOfEverySize() {
    for (const std::size_t size : {15u, 16u, 17u, 20u, 24u, 28u, 32u, 36u}) {
        VaultMemoryDisk disk;
        VaultSecrets secrets = sampleSecrets();
        secrets.entropy = SecretBytes(size);
        std::fill(secrets.entropy.span().begin(), secrets.entropy.span().end(), 0xee);
        const auto made = Vault::create(placeOn(disk), secrets, {}, asBytes("p"), kCheapCost);
        const bool isRight = size >= 16 && size <= 32 && size % 4 == 0;
        QCOMPARE(made.ok(), isRight);
        if (!isRight) QCOMPARE(made.error().code, VaultCode::BadValues);
        if (isRight) QVERIFY(sameSecrets(made.value()->secrets(), secrets));
        if (isRight) QVERIFY(sameSecrets(&*made.value()->reveal(asBytes("p")), secrets));
    }
}

void TestVault::creationIsRefused() {
    const auto code = [](VaultMemoryDisk& disk, std::string_view passphrase, ArgonCost cost) {
        return Vault::create(placeOn(disk), sampleSecrets(), {}, asBytes(passphrase), cost)
            .error()
            .code;
    };
    VaultMemoryDisk disk;
    QCOMPARE(code(disk, "", kCheapCost), VaultCode::BadValues);
    QCOMPARE(code(disk, "p", {7, 1}), VaultCode::BadValues);
    QCOMPARE(code(disk, "p", {8, 0}), VaultCode::BadValues);
    QCOMPARE(code(disk, "p", {8, kMaxArgonPasses + 1}), VaultCode::BadValues);
    QCOMPARE(code(disk, "p", {kMaxArgonMemoryKiB + 1, 1}), VaultCode::BadValues);
    QVERIFY(disk.names().empty());
    for (const char* suffix : {"", ".previous"}) {
        VaultMemoryDisk taken;
        taken.put(kVaultPath + suffix, {1, 2, 3});
        QCOMPARE(code(taken, "p", kCheapCost), VaultCode::Exists);
        QVERIFY(taken.content(kVaultPath + suffix) == Bytes({1, 2, 3}));
    }
    createVault(disk, {});
    const Bytes before = disk.content(kVaultPath);
    QCOMPARE(code(disk, "p", kCheapCost), VaultCode::Exists);
    QVERIFY(disk.content(kVaultPath) == before);
}

void TestVault::wrongPassphrase() {
    VaultMemoryDisk disk;
    QCOMPARE(openVault(disk).error().code, VaultCode::NotFound);
    createVault(disk, samplePersonal(1));
    const Bytes before = disk.content(kVaultPath);
    const auto names = disk.names();
    for (const char* wrong : {"", "x", "correct hors", "correct horse ", "Correct horse"})
        QCOMPARE(openVault(disk, wrong).error().code, VaultCode::WrongPassphrase);
    QVERIFY(disk.content(kVaultPath) == before);
    QVERIFY(disk.names() == names);

    const auto vault = std::move(openVault(disk)).value();
    vault->lock();
    QCOMPARE(codeOf(vault->unlock(asBytes("x"))), VaultCode::WrongPassphrase);
    QVERIFY(!vault->isUnlocked() && !vault->secrets());
    QVERIFY(disk.content(kVaultPath) == before);
}

void TestVault::lockWipes() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const auto vault = std::move(openVault(disk)).value();
    vault->lock();
    QVERIFY(!vault->isUnlocked());
    QVERIFY(!vault->secrets());
    QCOMPARE(codeOf(vault->setUnlockKey(kUnlockKey)), VaultCode::Locked);
    vault->lock();
    QVERIFY(vault->unlock(asBytes(kTestPassphrase)).ok());
    QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
    QVERIFY(vault->unlock(asBytes(kTestPassphrase)).ok());  // once more does no harm
}

void TestVault::writingWhileLocked() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    auto vault = std::move(openVault(disk)).value();
    vault->lock();
    QVERIFY(vault->replacePersonal(samplePersonal(2)).ok());
    QVERIFY(!vault->isUnlocked());
    QVERIFY(vault->unlock(asBytes(kTestPassphrase)).ok());
    QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
    vault.reset();
    vault = std::move(openVault(disk)).value();
    QVERIFY(vault->personal() == samplePersonal(2));
    QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
}

void TestVault::passphraseChanges() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    auto vault = std::move(openVault(disk)).value();
    const ArgonCost dearer{16, 2};
    const Bytes before = disk.content(kVaultPath);
    QCOMPARE(codeOf(vault->changePassphrase(asBytes("x"), asBytes(kNextPassphrase), dearer)),
             VaultCode::WrongPassphrase);
    QCOMPARE(codeOf(vault->changePassphrase(asBytes(kTestPassphrase), {}, dearer)),
             VaultCode::BadValues);
    QVERIFY(disk.content(kVaultPath) == before);
    vault->lock();
    QVERIFY(
        vault->changePassphrase(asBytes(kTestPassphrase), asBytes(kNextPassphrase), dearer).ok());
    QVERIFY(!vault->isUnlocked());
    QCOMPARE(codeOf(vault->unlock(asBytes(kTestPassphrase))), VaultCode::WrongPassphrase);
    QVERIFY(vault->unlock(asBytes(kNextPassphrase)).ok());
    vault.reset();
    QCOMPARE(openVault(disk).error().code, VaultCode::WrongPassphrase);
    vault = std::move(openVault(disk, kNextPassphrase)).value();
    QVERIFY(vault->cost() == dearer && vault->personal() == samplePersonal(1));
    QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
    vault.reset();
    // The previous file does not open with the old one either.
    disk.erase(kVaultPath);
    QCOMPARE(openVault(disk).error().code, VaultCode::WrongPassphrase);
    QVERIFY(openVault(disk, kNextPassphrase).value()->usedPrevious());
}

void TestVault::unlockKey() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    auto vault = std::move(openVault(disk)).value();
    vault->lock();
    QCOMPARE(codeOf(vault->unlockWithKey(kUnlockKey)), VaultCode::NoUnlockKey);
    QVERIFY(vault->unlock(asBytes(kTestPassphrase)).ok());
    QCOMPARE(codeOf(vault->setUnlockKey(Bytes(31))), VaultCode::BadValues);
    QVERIFY(vault->setUnlockKey(kUnlockKey).ok());
    QVERIFY(vault->hasUnlockKey() && vault->personal().keychainOn);
    // What the caller says of the keychain does not count.
    QVERIFY(vault->replacePersonal(samplePersonal(2)).ok());
    QVERIFY(vault->personal().keychainOn);
    vault->lock();
    QCOMPARE(codeOf(vault->unlockWithKey(Bytes(32))), VaultCode::WrongUnlockKey);
    QCOMPARE(codeOf(vault->unlockWithKey(Bytes(31))), VaultCode::BadValues);
    QVERIFY(vault->unlockWithKey(kUnlockKey).ok());
    QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
    vault.reset();

    const auto open = [&](const Bytes& key) {
        return Vault::openWithUnlockKey(placeOn(disk), key);
    };
    QCOMPARE(open(Bytes(32)).error().code, VaultCode::WrongUnlockKey);
    vault = std::move(open(kUnlockKey)).value();
    QVERIFY(sameSecrets(vault->secrets(), sampleSecrets()));
    QVERIFY(vault->changePassphrase(asBytes(kTestPassphrase), asBytes(kNextPassphrase), kCheapCost)
                .ok());
    vault.reset();
    QVERIFY(open(kUnlockKey).ok());
    vault = std::move(openVault(disk, kNextPassphrase)).value();
    vault->lock();
    QVERIFY(vault->clearUnlockKey().ok());
    QVERIFY(!vault->hasUnlockKey() && !vault->personal().keychainOn);
    vault.reset();
    QCOMPARE(open(kUnlockKey).error().code, VaultCode::NoUnlockKey);
    disk.erase(kVaultPath);
    QCOMPARE(open(kUnlockKey).error().code, VaultCode::NoUnlockKey);
}

void TestVault::revealing() {
    VaultMemoryDisk disk;
    createVault(disk, {});
    const auto vault = std::move(openVault(disk)).value();
    vault->lock();
    QCOMPARE(vault->reveal(asBytes("x")).error().code, VaultCode::WrongPassphrase);
    const auto secrets = vault->reveal(asBytes(kTestPassphrase));
    QVERIFY(secrets.ok() && sameSecrets(&*secrets, sampleSecrets()));
    QVERIFY(!vault->isUnlocked());
}

void TestVault::looking() {
    VaultMemoryDisk disk;
    QCOMPARE(Vault::look(placeOn(disk)).error().code, VaultCode::NotFound);
    createVault(disk, {});
    const auto vault = std::move(openVault(disk)).value();
    auto outline = Vault::look(placeOn(disk));
    QVERIFY(outline->id == vault->id() && outline->cost == kCheapCost);
    QVERIFY(!outline->hasUnlockKey && !outline->onlyPrevious);
    QVERIFY(vault->setUnlockKey(kUnlockKey).ok());
    disk.put(kVaultPath, {1});
    outline = Vault::look(placeOn(disk));
    QVERIFY(outline->id == vault->id() && outline->hasUnlockKey && outline->onlyPrevious);
    disk.put(kVaultPath + ".previous", {1});
    QCOMPARE(Vault::look(placeOn(disk)).error().code, VaultCode::Damaged);
}

void TestVault::oneAtATime() {
    VaultMemoryDisk disk;
    createVault(disk, {});
    {
        const auto vault = openVault(disk);
        QVERIFY(vault.ok());
        QCOMPARE(openVault(disk).error().code, VaultCode::InUse);
    }
    QVERIFY(openVault(disk).ok());
}

void TestVault::anotherFileIsNotOverwritten() {
    VaultMemoryDisk other;
    createVault(other, samplePersonal(9));
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const Bytes older = disk.content(kVaultPath);
    const auto vault = std::move(openVault(disk)).value();
    QVERIFY(vault->replacePersonal(samplePersonal(2)).ok());
    const Bytes ours = disk.content(kVaultPath);
    // Another vault, or an older state of ours, that somebody has put back meanwhile.
    for (const Bytes& theirs : {other.content(kVaultPath), older}) {
        disk.put(kVaultPath, theirs);
        QCOMPARE(codeOf(vault->replacePersonal(samplePersonal(3))), VaultCode::Changed);
        QVERIFY(disk.content(kVaultPath) == theirs);
        QVERIFY(vault->personal() == samplePersonal(2));
    }
    disk.put(kVaultPath, ours);
    QVERIFY(vault->replacePersonal(samplePersonal(3)).ok());
    // When it is gone it comes back.
    disk.erase(kVaultPath);
    QVERIFY(vault->replacePersonal(samplePersonal(4)).ok());
    QVERIFY(disk.has(kVaultPath));
}

void TestVault::foreignPreviousIsKept() {
    VaultMemoryDisk other;
    createVault(other, samplePersonal(9));
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const Bytes foreign = other.content(kVaultPath);
    disk.put(kVaultPath + ".previous", foreign);
    const auto vault = std::move(openVault(disk)).value();
    QVERIFY(disk.content(kVaultPath + ".previous") == foreign);
    QVERIFY(vault->replacePersonal(samplePersonal(2)).ok());
    QVERIFY(disk.content(kVaultPath + ".previous") != foreign);
    bool kept = false;
    for (const std::string& name : disk.names()) kept = kept || disk.content(name) == foreign;
    QVERIFY(kept);
}

void TestVault::noncesAreFresh() {
    VaultMemoryDisk disk;
    createVault(disk, {});
    const auto vault = std::move(openVault(disk)).value();
    std::set<Bytes> all;
    for (int i = 0; i < 20; ++i) {
        QVERIFY(vault->replacePersonal({}).ok());
        all.insert(disk.content(kVaultPath));
    }
    QCOMPARE(all.size(), std::size_t{20});
}

void TestVault::nothingIsReadable() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(0x61));
    const auto vault = std::move(openVault(disk)).value();
    QVERIFY(vault->setUnlockKey(kUnlockKey).ok());
    const VaultSecrets secrets = sampleSecrets();
    for (const std::string& name : disk.names()) {
        const Bytes file = disk.content(name);
        QVERIFY(!contains(file, secrets.entropy.view()));
        QVERIFY(!contains(file, secrets.seed.view().first(16)));
        QVERIFY(!contains(file, secrets.seed.view().last(16)));
        QVERIFY(!contains(file, vault->dataKey()));
        QVERIFY(!contains(file, kUnlockKey));
        for (const std::string_view text :
             {"rent", "Alice", "stime1", "bread", "baker", "TIME", "aaaa", "correct", "flat"})
            QVERIFY2(!contains(file, text), text.data());
    }
}

void TestVault::personalValues() {
    VaultPersonal personal = samplePersonal(0xffff'ffff'ffff);
    personal.keychainOn = true;
    const Bytes bytes = encoded(personal);
    QVERIFY(decoded<VaultPersonal>(bytes) == personal);
    QVERIFY(decoded<VaultPersonal>(encoded(VaultPersonal{})) == VaultPersonal{});
    for (std::size_t size = 0; size < bytes.size(); ++size)
        QVERIFY(!decoded<VaultPersonal>(ByteView(bytes).first(size)));
    Bytes longer = bytes;
    longer.push_back(0);
    QVERIFY(!decoded<VaultPersonal>(longer));
    // A count that the bytes cannot hold allocates nothing.
    QVERIFY(!decoded<VaultPersonal>(Bytes{0xff, 0xff, 0xff, 0xff}));
    QVERIFY(!decoded<VaultPersonal>(Bytes{0xff, 0xff, 0, 0, 0}));
}

void TestVault::personalBounds() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const auto vault = std::move(openVault(disk)).value();
    const auto tooBig = [&](const std::function<void(VaultPersonal&)>& change) {
        VaultPersonal personal = samplePersonal(2);
        change(personal);
        const auto status = vault->replacePersonal(personal);
        return !status && status.error().code == VaultCode::TooBig &&
               vault->personal() == samplePersonal(1);
    };
    const std::string longText(kMaxVaultTextBytes + 1, 'x');
    QVERIFY(tooBig([&](VaultPersonal& p) { p.receiveKeys.resize(kMaxVaultKeys + 1); }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.changeKeys.resize(kMaxVaultKeys + 1); }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.requests.resize(kMaxVaultRequests + 1); }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.requests[0].label = longText; }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.requests[0].message = longText; }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.contacts["a"] = longText; }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.contacts[longText] = "a"; }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.paid["a"] = longText; }));
    QVERIFY(tooBig([&](VaultPersonal& p) { p.paymentLabels[Hash{}] = longText; }));
    QVERIFY(tooBig(
        [&](VaultPersonal& p) { p.settings["a"] = std::string(kMaxVaultSettingBytes + 1, 'x'); }));
    QVERIFY(tooBig([&](VaultPersonal& p) {
        for (std::uint32_t i = 0; i <= kMaxVaultFrozen; ++i) p.frozen.insert({Hash{}, i});
    }));
    // Each within its bound, and together more than a file may have.
    QVERIFY(tooBig([&](VaultPersonal& p) {
        for (int i = 0; i < 17'000; ++i)
            p.contacts[std::to_string(i)] = std::string(kMaxVaultTextBytes, 'x');
    }));
    VaultPersonal large = samplePersonal(2);
    large.receiveKeys.resize(kMaxVaultKeys);
    QVERIFY(vault->replacePersonal(large).ok());
}

void TestVault::onARealDisk() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("vault Ä")).toStdString();
    const QString name = QString::fromStdString(path);
    {
        auto made = Vault::create({path}, sampleSecrets(), samplePersonal(1),
                                  asBytes(kTestPassphrase), kCheapCost);
        QVERIFY(made.ok());
        QCOMPARE(Vault::openWithPassphrase({path}, asBytes(kTestPassphrase)).error().code,
                 VaultCode::InUse);
        QVERIFY(made.value()->replacePersonal(samplePersonal(2)).ok());
    }
    for (const char* suffix : {"", ".previous", ".lock"}) {
        const auto permissions = QFile::permissions(name + QString::fromLatin1(suffix));
        QCOMPARE(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                QFile::WriteOther | QFile::ExeOwner),
                 QFile::Permissions());
    }
    QVERIFY(!QFile::exists(name + QStringLiteral(".new")));
    {
        const auto vault = Vault::openWithPassphrase({path}, asBytes(kTestPassphrase));
        QVERIFY(vault.ok() && vault.value()->personal() == samplePersonal(2));
    }
    QVERIFY(QFile::remove(name));
    const auto previous = Vault::openWithPassphrase({path}, asBytes(kTestPassphrase));
    QVERIFY(previous.value()->usedPrevious());
    QVERIFY(previous.value()->personal() == samplePersonal(1));
    QVERIFY(previous.value()->replacePersonal(samplePersonal(3)).ok());

    const std::string nowhere = folder.filePath(QStringLiteral("no/vault")).toStdString();
    QCOMPARE(Vault::create({nowhere}, sampleSecrets(), {}, asBytes("p"), kCheapCost).error().code,
             VaultCode::Disk);
    QCOMPARE(Vault::openWithPassphrase({nowhere}, asBytes("p")).error().code, VaultCode::NotFound);
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("d")));
    const std::string aFolder = folder.filePath(QStringLiteral("d")).toStdString();
    QCOMPARE(Vault::openWithPassphrase({aFolder}, asBytes("p")).error().code, VaultCode::Disk);
}

void TestVault::codeNames() {
    QCOMPARE(vaultCodeName(VaultCode::NotFound), "no_wallet");
    QCOMPARE(vaultCodeName(VaultCode::WrongPassphrase), "wrong_passphrase");
    QCOMPARE(vaultCodeName(VaultCode::Newer), "newer");
    QCOMPARE(vaultCodeName(VaultCode::Disk), "disk");
}

QTEST_GUILESS_MAIN(TestVault)
#include "test_vault.moc"
