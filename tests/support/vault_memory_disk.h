// A disk in memory for the vault that can fail, fill up and lose power at every step, and what the
// tests of the vault put on it.
#pragma once

#include "wallet/vault/vault.h"

#include <map>
#include <random>
#include <set>

namespace timecoin {

class VaultMemoryDisk final : public VaultDisk {
public:
    enum class Fault : std::uint8_t {
        None,
        PowerLoss,  ///< this step and all after it do nothing and fail
        Full,       ///< writing stops half-way, from here on
        Error,      ///< this step fails, whatever it is
        Lie,        ///< this step, if it writes, drops the end of the file and says it went well
    };

    explicit VaultMemoryDisk(std::uint64_t seed = 1) : m_random(seed) {}

    /// Plans a fault for the step number `at`; 1 is the next one.
    void plan(Fault fault, std::uint64_t at);
    bool happened() const { return m_happened; }
    /// The machine stops and starts again: what was not synced is there or not.
    void powerLoss();
    /// Faults end; everything written is still there, as after the death of the process.
    void restart() { plan(Fault::None, 0); }

    bool has(const std::string& path) const { return m_names.contains(path); }
    std::set<std::string> names() const;
    Bytes content(const std::string& path) const { return m_names.at(path)->content; }
    /// By somebody else, and durable at once.
    void put(const std::string& path, Bytes bytes);
    void erase(const std::string& path);

    DiskResult<std::unique_ptr<DiskLock>> lock(const std::string& path) override;
    DiskResult<Bytes> read(const std::string& path, std::size_t maxBytes) override;
    Status<DiskError> write(const std::string& path, ByteView bytes) override;
    Status<DiskError> rename(const std::string& from, const std::string& to) override;
    Status<DiskError> remove(const std::string& path) override;
    Status<DiskError> syncFolderOf(const std::string& path) override;

private:
    struct File {
        Bytes content;
        bool synced = false;
    };
    using Names = std::map<std::string, std::shared_ptr<File>>;
    class Lock;

    /// True when this step is to fail.
    bool fails(bool writes);
    void changed() { m_unsynced.push_back(m_names); }

    std::mt19937_64 m_random;
    Names m_names;
    Names m_durable;
    std::vector<Names> m_unsynced;  // the names after each change since the folder was synced
    std::shared_ptr<std::set<std::string>> m_locks = std::make_shared<std::set<std::string>>();
    Fault m_fault = Fault::None;
    std::uint64_t m_at = 0;
    std::uint64_t m_steps = 0;
    bool m_happened = false;
};

/// Argon2id at its cheapest.
inline constexpr ArgonCost kCheapCost{8, 1};
inline constexpr std::string_view kTestPassphrase = "correct horse";
inline constexpr std::string_view kNextPassphrase = "battery staple";
inline const std::string kVaultPath = "folder/vault";

VaultPlace placeOn(VaultDisk& disk);
VaultSecrets sampleSecrets(std::uint8_t fill = 0x5e);
/// With something in every field.
VaultPersonal samplePersonal(std::uint64_t number);
bool sameSecrets(const VaultSecrets* one, const VaultSecrets& other);
/// `bytes` with the checksum that everybody can make.
Bytes withChecksum(Bytes bytes);
/// Created under kTestPassphrase with sampleSecrets(), and closed.
void createVault(VaultDisk& disk, const VaultPersonal& personal);
VaultResult<std::unique_ptr<Vault>> openVault(VaultDisk& disk,
                                              std::string_view passphrase = kTestPassphrase);

}  // namespace timecoin
