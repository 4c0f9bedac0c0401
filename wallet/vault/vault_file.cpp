#include "wallet/vault/vault_file.h"

#include <cassert>

namespace timecoin {

namespace {

constexpr std::string_view kMagic = "TCVAULT\n";
constexpr std::size_t kSlotBytes = kSealKeyBytes + kSealTagBytes;
/// One size for all, so that the file does not tell how many words there are.
constexpr std::size_t kSecretsTextBytes =
    1 + VaultSecrets::kMaxEntropyBytes + VaultSecrets::kSeedBytes;
constexpr std::size_t kSecretsBytes = kSecretsTextBytes + kSealTagBytes;
/// Known to everybody: this one finds accidents, the keyed one finds intent.
constexpr std::string_view kChecksumKey = "TimeCoin vault file checksum key";
static_assert(kChecksumKey.size() == kSealKeyBytes);
constexpr std::string_view kFileContext = "vault file";
constexpr std::string_view kSecretsContext = "vault secrets";
constexpr std::string_view kPersonalContext = "vault personal";

void writePart(Writer& out, const SealedPart& part) {
    out.fixed(part.nonce);
    out.raw(part.sealed);
}

SealedPart readPart(Reader& in, std::size_t size) {
    SealedPart part;
    part.nonce = in.fixed<SealNonce>();
    const ByteView sealed = in.raw(size);
    part.sealed.assign(sealed.begin(), sealed.end());
    return part;
}

bool isWithinBounds(ArgonCost cost) {
    return cost.memoryKiB >= kMinArgonMemoryKiB && cost.memoryKiB <= kMaxArgonMemoryKiB &&
           cost.passes >= 1 && cost.passes <= kMaxArgonPasses;
}

}  // namespace

VaultResult<VaultFile> VaultFile::parse(ByteView bytes, const std::string& name) {
    const VaultError damaged{VaultCode::Damaged, name};
    if (bytes.size() < kMagic.size() + 4 + 2 * Hash::kSize || bytes.size() > kMaxVaultFileBytes)
        return fail(damaged);
    const ByteView body = bytes.first(bytes.size() - Hash::kSize);
    const Hash checksum = keyedHash(asBytes(kChecksumKey), body);
    if (!sameBytes(checksum.view(), bytes.last(Hash::kSize))) return fail(damaged);

    Reader in(body.first(body.size() - Hash::kSize));
    if (!sameBytes(in.raw(kMagic.size()), asBytes(kMagic))) return fail(damaged);
    // Only now: a flipped bit is not to pass for a later version.
    const std::uint32_t version = in.u32();
    if (version > kVersion) return fail(VaultError{VaultCode::Newer, name});
    VaultFile file;
    file.id = in.fixed<VaultId>();
    file.generation = in.u64();
    file.cost = {in.u32(), in.u32()};
    file.salt = in.fixed<KeySalt>();
    file.passphraseSlot = readPart(in, kSlotBytes);
    if (in.flag()) file.unlockSlot = readPart(in, kSlotBytes);
    file.secretsPart = readPart(in, kSecretsBytes);
    file.personalPart = readPart(in, in.count(kMaxVaultFileBytes, 1));
    if (!in.finished() || version != kVersion || !isWithinBounds(file.cost)) return fail(damaged);
    return file;
}

Bytes VaultFile::serialize(ByteView dataKey) const {
    assert(isWithinBounds(cost) && passphraseSlot.sealed.size() == kSlotBytes);
    Writer out;
    out.raw(asBytes(kMagic));
    out.u32(kVersion);
    out.fixed(id);
    out.u64(generation);
    out.u32(cost.memoryKiB);
    out.u32(cost.passes);
    out.fixed(salt);
    writePart(out, passphraseSlot);
    out.flag(unlockSlot.has_value());
    if (unlockSlot) writePart(out, *unlockSlot);
    writePart(out, secretsPart);
    out.count(personalPart.sealed.size());
    writePart(out, personalPart);
    out.fixed(keyedHash(keyFrom(dataKey, kFileContext).view(), out.bytes()));
    out.fixed(keyedHash(asBytes(kChecksumKey), out.bytes()));
    return out.take();
}

bool VaultFile::isAuthentic(ByteView bytes, ByteView dataKey) {
    if (bytes.size() < 2 * Hash::kSize) return false;
    const ByteView body = bytes.first(bytes.size() - 2 * Hash::kSize);
    const Hash expected = keyedHash(keyFrom(dataKey, kFileContext).view(), body);
    return sameBytes(expected.view(), bytes.subspan(body.size(), Hash::kSize));
}

Writer VaultFile::additional(std::string_view part) const {
    Writer out;
    out.raw(asBytes(kMagic));
    out.u32(kVersion);
    out.fixed(id);
    out.blob(asBytes(part));
    return out;
}

Bytes VaultFile::passphraseSlotAdditional() const {
    Writer out = additional("passphrase slot");
    out.u32(cost.memoryKiB);
    out.u32(cost.passes);
    out.fixed(salt);
    return out.take();
}

Bytes VaultFile::personalAdditional() const {
    Writer out = additional("personal");
    out.u64(generation);
    return out.take();
}

// ---- slots --------------------------------------------------------------------------------

void VaultFile::sealPassphraseSlot(ByteView passphraseKey, ByteView vaultKey,
                                   const SealNonce& nonce) {
    passphraseSlot = {nonce, seal(passphraseKey, nonce, vaultKey, passphraseSlotAdditional())};
}

std::optional<SecretBytes> VaultFile::openPassphraseSlot(ByteView passphraseKey) const {
    return unsealSecret(passphraseKey, passphraseSlot.nonce, passphraseSlot.sealed,
                        passphraseSlotAdditional());
}

void VaultFile::sealUnlockSlot(ByteView unlockKey, ByteView vaultKey, const SealNonce& nonce) {
    unlockSlot = {nonce, seal(unlockKey, nonce, vaultKey, additional("unlock slot").bytes())};
}

std::optional<SecretBytes> VaultFile::openUnlockSlot(ByteView unlockKey) const {
    if (!unlockSlot) return std::nullopt;
    return unsealSecret(unlockKey, unlockSlot->nonce, unlockSlot->sealed,
                        additional("unlock slot").bytes());
}

bool VaultFile::hasSameSlots(const VaultFile& other) const {
    return id == other.id && passphraseSlot == other.passphraseSlot &&
           unlockSlot == other.unlockSlot;
}

// ---- sections -----------------------------------------------------------------------------

void VaultFile::sealSecrets(const VaultSecrets& secrets, ByteView vaultKey,
                            const SealNonce& nonce) {
    assert(secrets.areValid());
    const ByteView entropy = secrets.entropy.view();
    const ByteView seed = secrets.seed.view();
    SecretBytes text(kSecretsTextBytes);
    const std::span<std::uint8_t> out = text.span();
    out[0] = static_cast<std::uint8_t>(entropy.size());
    std::copy(entropy.begin(), entropy.end(), out.subspan(1).begin());
    std::copy(seed.begin(), seed.end(), out.subspan(1 + VaultSecrets::kMaxEntropyBytes).begin());
    secretsPart = {nonce, seal(keyFrom(vaultKey, kSecretsContext).view(), nonce, text.view(),
                               additional("secrets").bytes())};
}

std::optional<VaultSecrets> VaultFile::openSecrets(ByteView vaultKey) const {
    const auto text = unsealSecret(keyFrom(vaultKey, kSecretsContext).view(), secretsPart.nonce,
                                   secretsPart.sealed, additional("secrets").bytes());
    if (!text || text->view().size() != kSecretsTextBytes) return std::nullopt;
    const ByteView view = text->view();
    if (view[0] > VaultSecrets::kMaxEntropyBytes) return std::nullopt;
    VaultSecrets secrets{secretCopy(view.subspan(1, view[0])),
                         secretCopy(view.last(VaultSecrets::kSeedBytes))};
    if (!secrets.areValid()) return std::nullopt;
    return secrets;
}

void VaultFile::sealPersonal(const VaultPersonal& personal, ByteView dataKey,
                             const SealNonce& nonce) {
    personalPart = {nonce, seal(keyFrom(dataKey, kPersonalContext).view(), nonce, encoded(personal),
                                personalAdditional())};
}

std::optional<VaultPersonal> VaultFile::openPersonal(ByteView dataKey) const {
    const auto text = unseal(keyFrom(dataKey, kPersonalContext).view(), personalPart.nonce,
                             personalPart.sealed, personalAdditional());
    if (!text) return std::nullopt;
    return decoded<VaultPersonal>(*text);
}

}  // namespace timecoin
