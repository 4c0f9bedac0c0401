#include "wallet/vault/vault.h"

#include "wallet/vault/vault_store.h"

#include <array>
#include <cassert>

namespace timecoin {

namespace {

/// Finds the vault key of a file, or says why it cannot.
using SlotOpener = std::function<VaultResult<SecretBytes>(const VaultFile&)>;

VaultResult<SecretBytes> passphraseKey(ByteView passphrase, const VaultFile& file) {
    auto key = argon2idKey(passphrase, file.salt, file.cost);
    if (!key) return fail(VaultError{VaultCode::NoMemory, {}});
    return std::move(*key);
}

SlotOpener withPassphrase(ByteView passphrase) {
    return [passphrase](const VaultFile& file) -> VaultResult<SecretBytes> {
        const auto key = passphraseKey(passphrase, file);
        if (!key) return fail(key.error());
        auto vaultKey = file.openPassphraseSlot(key->view());
        if (!vaultKey) return fail(VaultError{VaultCode::WrongPassphrase, {}});
        return std::move(*vaultKey);
    };
}

SlotOpener withUnlockKey(ByteView unlockKey) {
    return [unlockKey](const VaultFile& file) -> VaultResult<SecretBytes> {
        if (!file.unlockSlot) return fail(VaultError{VaultCode::NoUnlockKey, {}});
        if (unlockKey.size() != kSealKeyBytes) return fail(VaultError{VaultCode::BadValues, {}});
        auto vaultKey = file.openUnlockSlot(unlockKey);
        if (!vaultKey) return fail(VaultError{VaultCode::WrongUnlockKey, {}});
        return std::move(*vaultKey);
    };
}

bool isUsable(ByteView passphrase, ArgonCost cost) {
    return !passphrase.empty() && cost.memoryKiB >= kMinArgonMemoryKiB &&
           cost.memoryKiB <= kMaxArgonMemoryKiB && cost.passes >= 1 &&
           cost.passes <= kMaxArgonPasses;
}

}  // namespace

const char* vaultCodeName(VaultCode code) {
    constexpr std::array kNames = {
        "no_wallet",     "exists",     "in_use",    "wrong_passphrase", "wrong_unlock_key",
        "no_unlock_key", "damaged",    "newer",     "locked",           "changed",
        "too_big",       "bad_values", "no_memory", "disk_full",        "disk",
    };
    static_assert(kNames.size() == static_cast<std::size_t>(VaultCode::Disk) + 1);
    return kNames[static_cast<std::size_t>(code)];
}

/// Everything that is open of a vault.
class Vault::State {
public:
    explicit State(VaultPlace where) : place(std::move(where)), store(place.path, place.disk) {}

    Status<VaultError> open(const SlotOpener& opener);
    Status<VaultError> openBytes(VaultResult<Bytes> bytes, const std::string& name,
                                 const SlotOpener& opener);
    Status<VaultError> unlock(const SlotOpener& opener);
    /// `next` with `content` sealed anew. `slotIsGood` judges the slot that was changed, if any.
    Status<VaultError> write(VaultFile next, const VaultPersonal& content, bool slotsChanged,
                             const std::function<bool(const VaultFile&)>& slotIsGood);
    template <class Fixed>
    Fixed random() const {
        Fixed out;
        place.randomness(out.data);
        return out;
    }

    VaultPlace place;
    VaultStore store;
    VaultFile file;
    VaultPersonal personal;
    SecretBytes dataKey{0};
    std::optional<SecretBytes> vaultKey;  // while unlocked
    std::optional<VaultSecrets> secrets;  // while unlocked
    bool usedPrevious = false;
};

Status<VaultError> Vault::State::openBytes(VaultResult<Bytes> bytes, const std::string& name,
                                           const SlotOpener& opener) {
    if (!bytes) return fail(bytes.error());
    auto parsed = VaultFile::parse(*bytes, name);
    if (!parsed) return fail(parsed.error());
    auto key = opener(*parsed);
    if (!key) return fail(key.error());
    VaultKeys keys(std::move(key).value());
    auto openedSecrets = parsed->openSecrets(keys.vaultKey.view());
    auto openedPersonal = parsed->openPersonal(keys.dataKey.view());
    if (!openedSecrets || !openedPersonal || !VaultFile::isAuthentic(*bytes, keys.dataKey.view()))
        return fail(VaultError{VaultCode::Damaged, name});
    file = std::move(parsed).value();
    personal = std::move(*openedPersonal);
    secrets = std::move(openedSecrets);
    vaultKey = std::move(keys.vaultKey);
    dataKey = std::move(keys.dataKey);
    store.setKnown(std::move(bytes).value());
    return done();
}

Status<VaultError> Vault::State::open(const SlotOpener& opener) {
    if (auto status = store.lock(); !status) return status;
    auto current = openBytes(store.readCurrent(), store.path(), opener);
    if (current) {
        store.refreshPrevious(file);
        return done();
    }
    const VaultCode why = current.error().code;
    // A wrong passphrase is no reason: the previous file may still open with one that was changed.
    if (why != VaultCode::NotFound && why != VaultCode::Damaged) return current;
    auto previous = openBytes(store.readPrevious(), store.previousPath(), opener);
    if (previous) {
        usedPrevious = true;
        return done();
    }
    return previous.error().code == VaultCode::NotFound ? current : previous;
}

Status<VaultError> Vault::State::unlock(const SlotOpener& opener) {
    auto key = opener(file);
    if (!key) return fail(key.error());
    auto opened = file.openSecrets(key->view());
    if (!opened) return fail(VaultError{VaultCode::Damaged, store.path()});
    secrets = std::move(opened);
    vaultKey = std::move(key).value();
    return done();
}

Status<VaultError> Vault::State::write(VaultFile next, const VaultPersonal& content,
                                       bool slotsChanged,
                                       const std::function<bool(const VaultFile&)>& slotIsGood) {
    if (!content.isWithinBounds()) return fail(VaultError{VaultCode::TooBig, store.path()});
    ++next.generation;
    next.sealPersonal(content, dataKey.view(), random<SealNonce>());
    const Bytes bytes = next.serialize(dataKey.view());
    if (bytes.size() > kMaxVaultFileBytes) return fail(VaultError{VaultCode::TooBig, store.path()});

    const auto isGood = [&](ByteView read) {
        const auto back = VaultFile::parse(read, store.path());
        return back && VaultFile::isAuthentic(read, dataKey.view()) &&
               back->secretsPart == next.secretsPart &&
               (!vaultKey || back->openSecrets(vaultKey->view())) &&
               back->openPersonal(dataKey.view()) == content && slotIsGood(*back);
    };
    if (auto status = store.replace(bytes, dataKey.view(), isGood); !status) return status;
    file = std::move(next);
    personal = content;
    if (slotsChanged) store.refreshPrevious(file);
    return done();
}

// ---- coming into being and opening ----------------------------------------------------------

Vault::Vault(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Vault::~Vault() = default;

VaultResult<VaultOutline> Vault::look(const VaultPlace& place) {
    const VaultStore store(place.path, place.disk);
    const auto outline = [](VaultResult<Bytes> bytes, const std::string& name,
                            bool onlyPrevious) -> VaultResult<VaultOutline> {
        if (!bytes) return fail(bytes.error());
        const auto file = VaultFile::parse(*bytes, name);
        if (!file) return fail(file.error());
        return VaultOutline{file->id, file->unlockSlot.has_value(), onlyPrevious, file->cost};
    };
    auto current = outline(store.readCurrent(), store.path(), false);
    if (current ||
        (current.error().code != VaultCode::NotFound && current.error().code != VaultCode::Damaged))
        return current;
    auto previous = outline(store.readPrevious(), store.previousPath(), true);
    return !previous && previous.error().code == VaultCode::NotFound ? current : previous;
}

VaultResult<std::unique_ptr<Vault>> Vault::create(VaultPlace place, const VaultSecrets& secrets,
                                                  const VaultPersonal& personal,
                                                  ByteView passphrase, ArgonCost cost) {
    if (!isUsable(passphrase, cost) || !secrets.areValid())
        return fail(VaultError{VaultCode::BadValues, place.path});
    auto state = std::make_unique<State>(std::move(place));
    if (auto status = state->store.lock(); !status) {
        VaultError error = status.error();
        if (error.code == VaultCode::NotFound) error.code = VaultCode::Disk;  // no such folder
        return fail(std::move(error));
    }
    // Also a damaged one: a person may still get something out of it.
    for (const auto& there : {state->store.readCurrent(), state->store.readPrevious()}) {
        if (there || there.error().code == VaultCode::Damaged)
            return fail(VaultError{VaultCode::Exists, state->store.path()});
        if (there.error().code != VaultCode::NotFound) return fail(there.error());
    }

    SecretBytes fresh(kSealKeyBytes);
    state->place.randomness(fresh.span());
    VaultKeys keys(std::move(fresh));
    VaultFile file;
    file.id = state->random<VaultId>();
    file.salt = state->random<KeySalt>();
    file.cost = cost;
    const auto key = passphraseKey(passphrase, file);
    if (!key) return fail(key.error());
    file.sealPassphraseSlot(key->view(), keys.vaultKey.view(), state->random<SealNonce>());
    file.sealSecrets(secrets, keys.vaultKey.view(), state->random<SealNonce>());

    state->dataKey = std::move(keys.dataKey);
    state->vaultKey = std::move(keys.vaultKey);
    state->secrets = secrets.copy();
    VaultPersonal content = personal;
    content.keychainOn = false;
    const auto opensAgain = [&](const VaultFile& back) {
        const auto found = back.openPassphraseSlot(key->view());
        return found && sameBytes(found->view(), state->vaultKey->view());
    };
    const VaultId id = file.id;
    if (auto status = state->write(std::move(file), content, true, opensAgain); !status) {
        state->store.removeUnfinished(id);
        return fail(status.error());
    }
    return std::unique_ptr<Vault>(new Vault(std::move(state)));
}

VaultResult<std::unique_ptr<Vault>> Vault::openWithPassphrase(VaultPlace place,
                                                              ByteView passphrase) {
    auto state = std::make_unique<State>(std::move(place));
    if (auto status = state->open(withPassphrase(passphrase)); !status) return fail(status.error());
    return std::unique_ptr<Vault>(new Vault(std::move(state)));
}

VaultResult<std::unique_ptr<Vault>> Vault::openWithUnlockKey(VaultPlace place, ByteView unlockKey) {
    auto state = std::make_unique<State>(std::move(place));
    if (auto status = state->open(withUnlockKey(unlockKey)); !status) return fail(status.error());
    return std::unique_ptr<Vault>(new Vault(std::move(state)));
}

// ---- what is open ---------------------------------------------------------------------------

const VaultId& Vault::id() const {
    return m_state->file.id;
}

bool Vault::usedPrevious() const {
    return m_state->usedPrevious;
}

bool Vault::hasUnlockKey() const {
    return m_state->file.unlockSlot.has_value();
}

ArgonCost Vault::cost() const {
    return m_state->file.cost;
}

const VaultPersonal& Vault::personal() const {
    return m_state->personal;
}

ByteView Vault::dataKey() const {
    return m_state->dataKey.view();
}

bool Vault::isUnlocked() const {
    return m_state->secrets.has_value();
}

const VaultSecrets* Vault::secrets() const {
    return m_state->secrets ? &*m_state->secrets : nullptr;
}

void Vault::lock() {
    m_state->secrets.reset();
    m_state->vaultKey.reset();
}

Status<VaultError> Vault::unlock(ByteView passphrase) {
    return m_state->unlock(withPassphrase(passphrase));
}

Status<VaultError> Vault::unlockWithKey(ByteView unlockKey) {
    return m_state->unlock(withUnlockKey(unlockKey));
}

VaultResult<VaultSecrets> Vault::reveal(ByteView passphrase) const {
    const auto key = withPassphrase(passphrase)(m_state->file);
    if (!key) return fail(key.error());
    auto secrets = m_state->file.openSecrets(key->view());
    if (!secrets) return fail(VaultError{VaultCode::Damaged, m_state->store.path()});
    return std::move(*secrets);
}

// ---- changes --------------------------------------------------------------------------------

Status<VaultError> Vault::replacePersonal(const VaultPersonal& personal) {
    VaultPersonal content = personal;
    content.keychainOn = m_state->personal.keychainOn;
    return m_state->write(m_state->file, content, false, [](const VaultFile&) { return true; });
}

Status<VaultError> Vault::changePassphrase(ByteView current, ByteView next, ArgonCost cost) {
    if (!isUsable(next, cost)) return fail(VaultError{VaultCode::BadValues, {}});
    const auto vaultKey = withPassphrase(current)(m_state->file);
    if (!vaultKey) return fail(vaultKey.error());
    VaultFile file = m_state->file;
    file.cost = cost;
    file.salt = m_state->random<KeySalt>();
    const auto key = passphraseKey(next, file);
    if (!key) return fail(key.error());
    file.sealPassphraseSlot(key->view(), vaultKey->view(), m_state->random<SealNonce>());
    return m_state->write(std::move(file), m_state->personal, true, [&](const VaultFile& back) {
        const auto found = back.openPassphraseSlot(key->view());
        return found && sameBytes(found->view(), vaultKey->view());
    });
}

Status<VaultError> Vault::setUnlockKey(ByteView unlockKey) {
    if (!m_state->vaultKey) return fail(VaultError{VaultCode::Locked, {}});
    if (unlockKey.size() != kSealKeyBytes) return fail(VaultError{VaultCode::BadValues, {}});
    VaultFile file = m_state->file;
    file.sealUnlockSlot(unlockKey, m_state->vaultKey->view(), m_state->random<SealNonce>());
    VaultPersonal content = m_state->personal;
    content.keychainOn = true;
    return m_state->write(std::move(file), content, true, [&](const VaultFile& back) {
        const auto found = back.openUnlockSlot(unlockKey);
        return found && sameBytes(found->view(), m_state->vaultKey->view());
    });
}

Status<VaultError> Vault::clearUnlockKey() {
    VaultFile file = m_state->file;
    file.unlockSlot.reset();
    VaultPersonal content = m_state->personal;
    content.keychainOn = false;
    return m_state->write(std::move(file), content, true,
                          [](const VaultFile& back) { return !back.unlockSlot; });
}

}  // namespace timecoin
