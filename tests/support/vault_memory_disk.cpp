#include "tests/support/vault_memory_disk.h"

#include <stdexcept>

namespace timecoin {

namespace {

DiskError failed(const std::string& path) {
    return {DiskCode::Failed, path + ": planned"};
}

}  // namespace

class VaultMemoryDisk::Lock final : public DiskLock {
public:
    Lock(std::shared_ptr<std::set<std::string>> locks, std::string path)
        : m_locks(std::move(locks)),
          m_path(std::move(path)) {}
    ~Lock() override { m_locks->erase(m_path); }

private:
    std::shared_ptr<std::set<std::string>> m_locks;
    std::string m_path;
};

void VaultMemoryDisk::plan(Fault fault, std::uint64_t at) {
    m_fault = fault;
    m_at = at;
    m_steps = 0;
    m_happened = false;
}

bool VaultMemoryDisk::fails(bool writes) {
    ++m_steps;
    if (m_fault == Fault::None || m_steps < m_at) return false;
    if (m_fault == Fault::Full || m_fault == Fault::Lie) {
        if (!writes) return false;
    } else if (m_fault == Fault::Error && m_steps > m_at) {
        return false;
    }
    if (m_fault == Fault::Lie && m_happened) return false;
    m_happened = true;
    return true;
}

void VaultMemoryDisk::powerLoss() {
    // A file system keeps the order of its changes to names, but not all of them need be there.
    const std::size_t kept = m_random() % (m_unsynced.size() + 1);
    if (kept > 0) m_durable = m_unsynced[kept - 1];
    m_unsynced.clear();
    m_names = m_durable;
    for (auto& [name, file] : m_names) {
        if (file->synced || file->content.empty()) continue;
        file->content.resize(m_random() % (file->content.size() + 1));
        if (m_random() % 2 == 0) std::fill(file->content.begin(), file->content.end(), 0);
    }
    m_locks->clear();
    restart();
}

std::set<std::string> VaultMemoryDisk::names() const {
    std::set<std::string> all;
    for (const auto& [name, file] : m_names) all.insert(name);
    return all;
}

void VaultMemoryDisk::put(const std::string& path, Bytes bytes) {
    m_names[path] = std::make_shared<File>(File{std::move(bytes), true});
    m_durable = m_names;
    m_unsynced.clear();
}

void VaultMemoryDisk::erase(const std::string& path) {
    m_names.erase(path);
    m_durable = m_names;
    m_unsynced.clear();
}

DiskResult<std::unique_ptr<DiskLock>> VaultMemoryDisk::lock(const std::string& path) {
    if (fails(false)) return fail(failed(path));
    if (!m_locks->insert(path).second) return fail(DiskError{DiskCode::InUse, path});
    return std::unique_ptr<DiskLock>(std::make_unique<Lock>(m_locks, path));
}

DiskResult<Bytes> VaultMemoryDisk::read(const std::string& path, std::size_t maxBytes) {
    if (fails(false)) return fail(failed(path));
    const auto found = m_names.find(path);
    if (found == m_names.end()) return fail(DiskError{DiskCode::NotFound, path});
    if (found->second->content.size() > maxBytes) return fail(DiskError{DiskCode::TooBig, path});
    return found->second->content;
}

/// Four steps: the name, half the content, all of it, the sync.
Status<DiskError> VaultMemoryDisk::write(const std::string& path, ByteView bytes) {
    if (fails(false)) return fail(failed(path));
    const auto file = std::make_shared<File>();
    m_names[path] = file;
    changed();
    for (const std::size_t size : {bytes.size() / 2, bytes.size()}) {
        const bool stops = fails(true);
        if (stops && m_fault == Fault::Lie) {
            file->synced = true;
            return done();
        }
        if (stops)
            return fail(m_fault == Fault::Full ? DiskError{DiskCode::Full, path} : failed(path));
        file->content.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    }
    if (fails(false)) return fail(failed(path));
    file->synced = true;
    return done();
}

Status<DiskError> VaultMemoryDisk::rename(const std::string& from, const std::string& to) {
    if (fails(false)) return fail(failed(to));
    const auto found = m_names.find(from);
    if (found == m_names.end()) return fail(DiskError{DiskCode::NotFound, from});
    m_names[to] = found->second;
    m_names.erase(from);
    changed();
    return done();
}

Status<DiskError> VaultMemoryDisk::remove(const std::string& path) {
    if (fails(false)) return fail(failed(path));
    if (m_names.erase(path) > 0) changed();
    return done();
}

Status<DiskError> VaultMemoryDisk::syncFolderOf(const std::string& path) {
    if (fails(false)) return fail(failed(path));
    m_durable = m_names;
    m_unsynced.clear();
    return done();
}

// ---- samples ------------------------------------------------------------------------------

VaultPlace placeOn(VaultDisk& disk) {
    return {kVaultPath, disk};
}

VaultSecrets sampleSecrets(std::uint8_t fill) {
    VaultSecrets secrets{SecretBytes(16), SecretBytes(VaultSecrets::kSeedBytes)};
    for (auto& byte : secrets.entropy.span()) byte = fill++;
    for (auto& byte : secrets.seed.span()) byte = fill++;
    return secrets;
}

VaultPersonal samplePersonal(std::uint64_t number) {
    const auto fill = static_cast<std::uint8_t>(number);
    PublicKey key;
    key.data.fill(fill);
    Hash txid;
    txid.data.fill(static_cast<std::uint8_t>(fill + 1));
    VaultPersonal personal;
    personal.receiveKeys = {key, PublicKey{}};
    personal.changeKeys = {PublicKey{}, key, key};
    personal.nextReceive = 1;
    personal.nextChange = 2;
    personal.requests = {{0, "rent of May", "flat 3", Amount::time(7), number},
                         {1, "", "", std::nullopt, 0}};
    personal.contacts = {{"stime1alice", "Alice Example"}, {"stime1bob", ""}};
    personal.paymentLabels = {{txid, "bread " + std::to_string(number)}};
    personal.paid = {{"stime1baker", "the baker"}};
    personal.frozen = {{txid, 3}};
    personal.birthHeight = number;
    personal.createdMs = 1'700'000'000'000 + number;
    personal.backupTestedMs = 5;
    personal.settings = {{"unit", "TIME"}};
    return personal;
}

bool sameSecrets(const VaultSecrets* one, const VaultSecrets& other) {
    return one && sameBytes(one->entropy.view(), other.entropy.view()) &&
           sameBytes(one->seed.view(), other.seed.view());
}

Bytes withChecksum(Bytes bytes) {
    const ByteView body = ByteView(bytes).first(bytes.size() - Hash::kSize);
    const Hash checksum = keyedHash(asBytes("TimeCoin vault file checksum key"), body);
    std::copy(checksum.data.begin(), checksum.data.end(), bytes.end() - Hash::kSize);
    return bytes;
}

void createVault(VaultDisk& disk, const VaultPersonal& personal) {
    const auto vault = Vault::create(placeOn(disk), sampleSecrets(), personal,
                                     asBytes(kTestPassphrase), kCheapCost);
    if (!vault) throw std::runtime_error(vaultCodeName(vault.error().code));
}

VaultResult<std::unique_ptr<Vault>> openVault(VaultDisk& disk, std::string_view passphrase) {
    return Vault::openWithPassphrase(placeOn(disk), asBytes(passphrase));
}

}  // namespace timecoin
