// Files that are cut, flipped, forged, mixed or of another version: never opened as if they were
// right, never overwritten, and never more memory than is allowed.
#include "tests/support/vault_memory_disk.h"
#include "wallet/vault/vault_file.h"

#include <QTest>

using namespace timecoin;

namespace {

const std::string kPreviousPath = kVaultPath + ".previous";
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kMemoryAt = 8 + 4 + 16 + 8;

/// The bytes of a vault with samplePersonal(`number`).
Bytes vaultBytes(std::uint64_t number) {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(number));
    return disk.content(kVaultPath);
}

VaultMemoryDisk diskWith(const Bytes& bytes) {
    VaultMemoryDisk disk;
    disk.put(kVaultPath, bytes);
    return disk;
}

Bytes withNumber(Bytes bytes, std::size_t at, std::uint32_t number) {
    for (std::size_t i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
    return withChecksum(std::move(bytes));
}

VaultFile parsed(const Bytes& bytes) {
    return VaultFile::parse(bytes, "vault").value();
}

/// Whoever forges can make the checksum, but has no data key.
Bytes forged(const VaultFile& file, const Bytes& original) {
    Bytes bytes = file.serialize(Bytes(kSealKeyBytes, 1));
    const std::size_t mac = bytes.size() - 2 * Hash::kSize;
    const std::size_t from = original.size() - 2 * Hash::kSize;
    for (std::size_t i = 0; i < Hash::kSize; ++i) bytes[mac + i] = original[from + i];
    return withChecksum(std::move(bytes));
}

}  // namespace

class TestVaultDamage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void cutAnywhere();
    void flippedAnywhere();
    void flippedAndForged();
    void previousTakesOver();
    void oldPassphraseOfThePrevious();
    void bothDamaged();
    void sectionsDoNotMix();
    void statesDoNotMix();
    void newerIsUntouched();
    void hostileCosts();
    void tooLong();
    void unreadable();
};

void TestVaultDamage::cutAnywhere() {
    const Bytes good = vaultBytes(1);
    for (std::size_t size = 0; size < good.size(); ++size) {
        const Bytes cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size));
        VaultMemoryDisk disk = diskWith(cut);
        QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
        QVERIFY(disk.content(kVaultPath) == cut);
        // Also when somebody has made the checksum fit.
        if (size < 2 * Hash::kSize) continue;
        disk.put(kVaultPath, withChecksum(cut));
        QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    }
    Bytes longer = good;
    longer.push_back(0);
    VaultMemoryDisk disk = diskWith(longer);
    QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    disk.put(kVaultPath, withChecksum(longer));
    QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    disk.put(kVaultPath, good);
    QVERIFY(openVault(disk).ok());
}

void TestVaultDamage::flippedAnywhere() {
    Bytes bytes = vaultBytes(1);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        VaultMemoryDisk disk = diskWith(bytes);
        QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
        QVERIFY(disk.content(kVaultPath) == bytes);
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    }
}

/// With a checksum that fits only the keys are in the way.
void TestVaultDamage::flippedAndForged() {
    const Bytes good = vaultBytes(1);
    std::map<VaultCode, int> codes;
    for (std::size_t at = 0; at < good.size() - Hash::kSize; ++at) {
        for (const unsigned mask : {0x01u, 0x80u}) {
            Bytes bytes = good;
            bytes[at] ^= static_cast<std::uint8_t>(mask);
            // What it would cost is another test's.
            if (at >= kMemoryAt && at < kMemoryAt + 8) continue;
            VaultMemoryDisk disk = diskWith(withChecksum(std::move(bytes)));
            const auto vault = openVault(disk);
            QVERIFY2(!vault.ok(), qPrintable(QString::number(at)));
            ++codes[vault.error().code];
        }
    }
    QCOMPARE(codes.size(), std::size_t{3});
    QVERIFY(codes[VaultCode::Newer] == 7);  // bits of the version but its 1
    QVERIFY(codes[VaultCode::Damaged] > 500);
    QVERIFY(codes[VaultCode::WrongPassphrase] > 100);  // id, salt, slot
}

void TestVaultDamage::previousTakesOver() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    for (const std::uint64_t number : {0u, 1u, 2u}) {
        const Bytes before = disk.content(kVaultPath);
        QVERIFY(openVault(disk).value()->replacePersonal(samplePersonal(number)).ok());
        QVERIFY(disk.content(kPreviousPath) == before);
    }
    const Bytes good = disk.content(kVaultPath);
    const Bytes previous = disk.content(kPreviousPath);
    for (std::size_t at = 0; at < good.size(); at += 7) {
        Bytes bad = good;
        bad[at] ^= 0x10;
        disk.put(kVaultPath, bad);
        const auto vault = openVault(disk);
        QVERIFY(vault.ok() && vault.value()->usedPrevious());
        QVERIFY(vault.value()->personal() == samplePersonal(1));
        QVERIFY(sameSecrets(vault.value()->secrets(), sampleSecrets()));
        // Only opened: nothing has changed.
        QVERIFY(disk.content(kVaultPath) == bad && disk.content(kPreviousPath) == previous);
    }
    // Writing sets the damaged one aside.
    const Bytes bad = disk.content(kVaultPath);
    QVERIFY(openVault(disk).value()->replacePersonal(samplePersonal(3)).ok());
    QVERIFY(disk.content(kVaultPath + ".damaged") == bad);
    const auto vault = openVault(disk);
    QVERIFY(!vault.value()->usedPrevious() && vault.value()->personal() == samplePersonal(3));
}

/// As after a crash in the middle of a change: a whole file is never passed over.
void TestVaultDamage::oldPassphraseOfThePrevious() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const Bytes old = disk.content(kPreviousPath);
    QVERIFY(openVault(disk)
                .value()
                ->changePassphrase(asBytes(kTestPassphrase), asBytes(kNextPassphrase), kCheapCost)
                .ok());
    disk.put(kPreviousPath, old);
    QCOMPARE(openVault(disk).error().code, VaultCode::WrongPassphrase);
    QVERIFY(disk.content(kPreviousPath) == old);
    QVERIFY(openVault(disk, kNextPassphrase).ok());
    QVERIFY(disk.content(kPreviousPath) != old);
}

void TestVaultDamage::bothDamaged() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    for (const char* suffix : {"", ".previous"}) {
        Bytes bytes = disk.content(kVaultPath + suffix);
        bytes[100] ^= 1;
        disk.put(kVaultPath + suffix, bytes);
    }
    QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    disk.erase(kVaultPath);
    QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    QVERIFY(disk.has(kPreviousPath));
}

void TestVaultDamage::sectionsDoNotMix() {
    const Bytes ours = vaultBytes(1);
    const Bytes theirs = vaultBytes(2);
    const VaultFile other = parsed(theirs);
    const auto code = [&](const std::function<void(VaultFile&)>& mix) {
        VaultFile file = parsed(ours);
        mix(file);
        VaultMemoryDisk disk = diskWith(forged(file, ours));
        return openVault(disk).error().code;
    };
    const auto damaged = VaultCode::Damaged;
    QCOMPARE(code([&](VaultFile& file) { file.secretsPart = other.secretsPart; }), damaged);
    QCOMPARE(code([&](VaultFile& file) { file.personalPart = other.personalPart; }), damaged);
    QCOMPARE(code([&](VaultFile& file) { file.personalPart = file.secretsPart; }), damaged);
    QCOMPARE(code([&](VaultFile& file) {
                 file.secretsPart = other.secretsPart;
                 file.personalPart = other.personalPart;
             }),
             damaged);
    // The slot opens with the same passphrase only together with its salt and its vault's id.
    const auto wrong = VaultCode::WrongPassphrase;
    QCOMPARE(code([&](VaultFile& file) { file.passphraseSlot = other.passphraseSlot; }), wrong);
    QCOMPARE(code([&](VaultFile& file) {
                 file.passphraseSlot = other.passphraseSlot;
                 file.salt = other.salt;
             }),
             wrong);
    QCOMPARE(code([&](VaultFile& file) {
                 file.passphraseSlot = other.passphraseSlot;
                 file.salt = other.salt;
                 file.id = other.id;
             }),
             damaged);
    // An unlock slot that somebody adds.
    QCOMPARE(code([&](VaultFile& file) { file.unlockSlot = other.passphraseSlot; }), damaged);
}

/// Two states of one vault share their keys, and yet no part of one fits into the other.
void TestVaultDamage::statesDoNotMix() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const Bytes older = disk.content(kVaultPath);
    QVERIFY(openVault(disk).value()->replacePersonal(samplePersonal(2)).ok());
    const Bytes newer = disk.content(kVaultPath);
    VaultFile file = parsed(newer);
    file.personalPart = parsed(older).personalPart;
    VaultMemoryDisk mixed = diskWith(forged(file, newer));
    QCOMPARE(openVault(mixed).error().code, VaultCode::Damaged);
    file.generation = parsed(older).generation;
    mixed.put(kVaultPath, forged(file, newer));
    // That is the older file again, but for its code.
    QCOMPARE(openVault(mixed).error().code, VaultCode::Damaged);
    QVERIFY(parsed(older).generation < parsed(newer).generation);
    QVERIFY(parsed(older).secretsPart == parsed(newer).secretsPart);  // taken over as it is
}

void TestVaultDamage::newerIsUntouched() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    const Bytes previous = disk.content(kPreviousPath);
    Bytes newer = withNumber(disk.content(kVaultPath), kVersionAt, 2);
    newer.insert(newer.begin() + 20, 50, 0);  // and of another layout
    newer = withChecksum(std::move(newer));
    disk.put(kVaultPath, newer);
    QCOMPARE(openVault(disk).error().code, VaultCode::Newer);
    QCOMPARE(Vault::look(placeOn(disk)).error().code, VaultCode::Newer);
    QCOMPARE(
        Vault::create(placeOn(disk), sampleSecrets(), {}, asBytes("p"), kCheapCost).error().code,
        VaultCode::Exists);
    QVERIFY(disk.content(kVaultPath) == newer && disk.content(kPreviousPath) == previous);
    // Version 0 never was.
    disk.put(kVaultPath, withNumber(previous, kVersionAt, 0));
    QVERIFY(openVault(disk).value()->usedPrevious());
    // Under an open vault.
    disk.put(kVaultPath, previous);
    const auto vault = openVault(disk);
    disk.put(kVaultPath, newer);
    QCOMPARE(vault.value()->replacePersonal(samplePersonal(2)).error().code, VaultCode::Changed);
    QVERIFY(disk.content(kVaultPath) == newer);
}

/// Refused before anything is allocated: this test would not come back otherwise.
void TestVaultDamage::hostileCosts() {
    const Bytes good = vaultBytes(1);
    for (const std::uint32_t memory :
         {0u, 7u, kMaxArgonMemoryKiB + 1, 0x0040'0000u, 0xffff'ffffu}) {
        VaultMemoryDisk disk = diskWith(withNumber(good, kMemoryAt, memory));
        QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    }
    for (const std::uint32_t passes : {0u, kMaxArgonPasses + 1, 0xffff'ffffu}) {
        VaultMemoryDisk disk = diskWith(withNumber(good, kMemoryAt + 4, passes));
        QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
    }
    VaultMemoryDisk disk = diskWith(withNumber(good, kMemoryAt, 9));
    QCOMPARE(openVault(disk).error().code, VaultCode::WrongPassphrase);
}

void TestVaultDamage::tooLong() {
    VaultMemoryDisk disk;
    createVault(disk, samplePersonal(1));
    disk.put(kVaultPath, Bytes(kMaxVaultFileBytes + 1));
    QVERIFY(openVault(disk).value()->usedPrevious());
    disk.erase(kPreviousPath);
    QCOMPARE(openVault(disk).error().code, VaultCode::Damaged);
}

/// A disk that does not answer is no reason to go back in time.
void TestVaultDamage::unreadable() {
    for (std::uint64_t at = 1; at <= 2; ++at) {  // the lock, the file
        VaultMemoryDisk disk;
        createVault(disk, samplePersonal(1));
        disk.plan(VaultMemoryDisk::Fault::Error, at);
        QCOMPARE(openVault(disk).error().code, VaultCode::Disk);
        QVERIFY(openVault(disk).ok());
    }
}

QTEST_GUILESS_MAIN(TestVaultDamage)
#include "test_vault_damage.moc"
