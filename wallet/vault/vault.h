// The vault: the small sealed file that must never be lost, and what is open of it in memory. The
// format, and what a crash at each point leaves, are in README.md. Thread: the owner's; opening
// and changing the passphrase take as long as Argon2id is told to.
#pragma once

#include "node/base/sealing.h"
#include "wallet/vault/vault_disk.h"
#include "wallet/vault/vault_values.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace timecoin {

inline constexpr std::uint32_t kMinArgonMemoryKiB = 8;
inline constexpr std::uint32_t kMaxArgonMemoryKiB = 1u << 20;  ///< a hostile file asks for more
inline constexpr std::uint32_t kMaxArgonPasses = 32;

using VaultId = FixedBytes<struct VaultIdTag, 16>;  ///< random, for life; not secret

enum class VaultCode : std::uint8_t {
    NotFound,
    Exists,           ///< create(): a vault or its previous one is there already
    InUse,            ///< another process, or this one, has it open
    WrongPassphrase,  ///< or somebody has forged its slot: the two look alike
    WrongUnlockKey,   ///< the keychain's key is of another time or vault
    NoUnlockKey,      ///< the vault has no slot for one
    Damaged,          ///< and there is no previous one that opens
    Newer,            ///< of a later version of the program; untouched
    Locked,           ///< needs the vault unlocked
    Changed,          ///< another vault file stands where ours was; it is untouched
    TooBig,           ///< values beyond their bounds, or more than kMaxVaultFileBytes
    BadValues,        ///< secrets, cost or key of a wrong size
    NoMemory,         ///< Argon2id could not have what the vault asks for
    DiskFull,
    Disk,
};
/// "wrong_passphrase", "no_wallet", "exists", "damaged", "newer", "disk", "locked", ...
const char* vaultCodeName(VaultCode code);

struct VaultError {
    VaultCode code = VaultCode::Disk;
    std::string detail;  ///< file and the system's words; never anything of the content
};
template <class T>
using VaultResult = Result<T, VaultError>;

struct VaultPlace {
    std::string path;  ///< UTF-8; `.previous`, `.new`, `.lock` and `.damaged` stand beside it
    VaultDisk& disk = systemDisk();
    std::function<void(std::span<std::uint8_t>)> randomness = randomBytes;
};

/// What can be told of a vault without opening it. Not authenticated: good for offers only.
struct VaultOutline {
    VaultId id;
    bool hasUnlockKey = false;
    bool onlyPrevious = false;  ///< the vault itself is missing or damaged
    ArgonCost cost;
};

class Vault {
public:
    /// NotFound, Damaged, Newer or Disk when there is nothing to open. Takes no lock.
    static VaultResult<VaultOutline> look(const VaultPlace& place);

    /// All three: an unlocked vault, or an error that has changed no file. An empty passphrase is
    /// BadValues.
    static VaultResult<std::unique_ptr<Vault>> create(VaultPlace place, const VaultSecrets& secrets,
                                                      const VaultPersonal& personal,
                                                      ByteView passphrase, ArgonCost cost);
    static VaultResult<std::unique_ptr<Vault>> openWithPassphrase(VaultPlace place,
                                                                  ByteView passphrase);
    static VaultResult<std::unique_ptr<Vault>> openWithUnlockKey(VaultPlace place,
                                                                 ByteView unlockKey);
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    const VaultId& id() const;
    /// True when the vault was missing or damaged and `.previous` was opened in its place: the
    /// newest labels and requests may be gone. The person must be told.
    bool usedPrevious() const;
    bool hasUnlockKey() const;
    ArgonCost cost() const;

    const VaultPersonal& personal() const;
    /// Seals the history; derive from it with keyFrom(). Stays while the vault is locked.
    ByteView dataKey() const;

    bool isUnlocked() const;
    /// Null while locked. Not to be kept: lock() wipes what it points to.
    const VaultSecrets* secrets() const;
    /// Wipes vault key and secrets at once.
    void lock();
    /// Of a locked vault, from what is in memory. WrongPassphrase, WrongUnlockKey, NoUnlockKey.
    Status<VaultError> unlock(ByteView passphrase);
    Status<VaultError> unlockWithKey(ByteView unlockKey);
    /// The secrets for one who knows the passphrase, locked or not, without unlocking.
    VaultResult<VaultSecrets> reveal(ByteView passphrase) const;

    /// All below: durable when done() comes back. After an error the old content holds in memory;
    /// on disk too, except after a failed sync of the folder, when either may survive. They may be
    /// tried again.

    /// Also while locked. `keychainOn` is kept as it is.
    Status<VaultError> replacePersonal(const VaultPersonal& personal);
    /// Checks `current` by itself; also while locked. The unlock key keeps working.
    Status<VaultError> changePassphrase(ByteView current, ByteView next, ArgonCost cost);
    /// Needs the vault unlocked (Locked otherwise). 32 random bytes, which the keychain holds.
    Status<VaultError> setUnlockKey(ByteView unlockKey);
    /// Also while locked.
    Status<VaultError> clearUnlockKey();

private:
    class State;
    explicit Vault(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace timecoin
