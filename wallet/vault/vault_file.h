// The bytes of a vault file, and the keys that open them: README.md has the layout. Nothing here
// touches a disk.
#pragma once

#include "node/base/sealing.h"
#include "wallet/vault/vault.h"

namespace timecoin {

struct SealedPart {
    SealNonce nonce;
    Bytes sealed;
    friend bool operator==(const SealedPart&, const SealedPart&) = default;
};

/// The two keys of an open vault. Move only.
struct VaultKeys {
    explicit VaultKeys(SecretBytes vault)
        : vaultKey(std::move(vault)),
          dataKey(keyFrom(vaultKey.view(), "vault data")) {}
    SecretBytes vaultKey;
    SecretBytes dataKey;
};

/// A vault file taken apart. The seals are checked by the functions that open them.
class VaultFile {
public:
    static constexpr std::uint32_t kVersion = 1;

    /// Damaged (also: a cost beyond the bounds) or Newer; `name` is for the error's detail.
    static VaultResult<VaultFile> parse(ByteView bytes, const std::string& name);
    /// `dataKey` signs the whole.
    Bytes serialize(ByteView dataKey) const;
    /// False when somebody without the data key has put these bytes together.
    static bool isAuthentic(ByteView bytes, ByteView dataKey);

    // --- slots: the vault key, sealed ----
    void sealPassphraseSlot(ByteView passphraseKey, ByteView vaultKey, const SealNonce& nonce);
    std::optional<SecretBytes> openPassphraseSlot(ByteView passphraseKey) const;
    void sealUnlockSlot(ByteView unlockKey, ByteView vaultKey, const SealNonce& nonce);
    std::optional<SecretBytes> openUnlockSlot(ByteView unlockKey) const;
    bool hasSameSlots(const VaultFile& other) const;

    // --- sections ----
    void sealSecrets(const VaultSecrets& secrets, ByteView vaultKey, const SealNonce& nonce);
    std::optional<VaultSecrets> openSecrets(ByteView vaultKey) const;
    void sealPersonal(const VaultPersonal& personal, ByteView dataKey, const SealNonce& nonce);
    std::optional<VaultPersonal> openPersonal(ByteView dataKey) const;

    VaultId id;
    std::uint64_t generation = 0;  ///< how often it was replaced
    ArgonCost cost;
    KeySalt salt;
    SealedPart passphraseSlot;
    std::optional<SealedPart> unlockSlot;
    SealedPart secretsPart;
    SealedPart personalPart;

private:
    /// Magic, version and id, then what the part is: the additional data of every seal.
    Writer additional(std::string_view part) const;
    Bytes passphraseSlotAdditional() const;
    Bytes personalAdditional() const;
};

}  // namespace timecoin
