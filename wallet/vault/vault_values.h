// What a vault keeps, and the bounds of it. Values; texts are UTF-8, times Unix milliseconds.
#pragma once

#include "node/base/amount.h"
#include "node/base/codec.h"
#include "node/base/crypto.h"

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace timecoin {

inline constexpr std::uint32_t kMaxVaultFileBytes = 16u << 20;
inline constexpr std::uint32_t kMaxVaultKeys = 100'000;  ///< of one chain
inline constexpr std::uint32_t kMaxVaultRequests = 50'000;
inline constexpr std::uint32_t kMaxVaultContacts = 20'000;
inline constexpr std::uint32_t kMaxVaultPaymentLabels = 100'000;
inline constexpr std::uint32_t kMaxVaultPaid = 100'000;
inline constexpr std::uint32_t kMaxVaultFrozen = 20'000;
inline constexpr std::uint32_t kMaxVaultSettings = 1'000;
inline constexpr std::uint32_t kMaxVaultTextBytes = 1'024;  ///< a label, message, name or address
inline constexpr std::uint32_t kMaxVaultSettingBytes = 16'384;

/// What only an unlocked vault holds in memory. Move only.
struct VaultSecrets {
    SecretBytes entropy{0};  ///< of the backup words: 16, 20, 24, 28 or 32 bytes
    SecretBytes seed{0};     ///< kSeedBytes: BIP39's, words and extra together
    static constexpr std::size_t kSeedBytes = 64;
    static constexpr std::size_t kMaxEntropyBytes = 32;

    bool areValid() const;
    VaultSecrets copy() const;
};

/// An address handed out: `index` is its key's, in the receiving chain.
struct VaultRequest {
    std::uint32_t index = 0;
    std::string label;
    std::string message;
    std::optional<Amount> amount;
    std::uint64_t createdMs = 0;
    friend bool operator==(const VaultRequest&, const VaultRequest&) = default;
};

struct VaultOutpoint {
    Hash txid;
    std::uint32_t index = 0;
    friend auto operator<=>(const VaultOutpoint&, const VaultOutpoint&) = default;
};

/// Everything else: readable and writable while the vault is locked.
struct VaultPersonal {
    std::vector<PublicKey> receiveKeys;  ///< derived ahead, by index
    std::vector<PublicKey> changeKeys;
    std::uint32_t nextReceive = 0;  ///< the first that was not handed out
    std::uint32_t nextChange = 0;
    std::vector<VaultRequest> requests;
    std::map<std::string, std::string> contacts;  ///< address -> name
    std::map<Hash, std::string> paymentLabels;    ///< txid -> the person's note
    std::map<std::string, std::string> paid;      ///< address -> label, of all recipients so far
    std::set<VaultOutpoint> frozen;
    std::uint64_t birthHeight = 0;  ///< no coin of it is older
    std::uint64_t createdMs = 0;
    std::uint64_t backupTestedMs = 0;  ///< 0: never
    bool keychainOn = false;           ///< kept by Vault::setUnlockKey and clearUnlockKey
    std::map<std::string, std::string> settings;

    /// False when it is beyond a bound: then it cannot be kept.
    bool isWithinBounds() const;
    /// Little-endian, counted (node/base/codec.h); decode() fails the reader beyond a bound.
    void encode(Writer& out) const;
    static VaultPersonal decode(Reader& in);
    friend bool operator==(const VaultPersonal&, const VaultPersonal&) = default;
};

}  // namespace timecoin
