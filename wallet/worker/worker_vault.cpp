// How a wallet comes into being, opens and locks.
#include "wallet/keys/mnemonic.h"
#include "wallet/worker/wallet_worker.h"

#include <QDir>

#include <algorithm>

namespace timecoin {

namespace {

std::size_t charactersOf(ByteView utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](std::uint8_t byte) { return (byte & 0xc0) != 0x80; }));
}

/// BIP39's optional passphrase as it wants it. ASCII is normal already; only other text passes
/// through QString, whose copies are wiped here as far as it lets us.
SecretBytes normalized(const SecretText& extra) {
    const ByteView bytes = extra.view();
    if (std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte < 0x80; }))
        return secretCopy(bytes);
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                                     static_cast<qsizetype>(bytes.size()));
    QString normal = text.normalized(QString::NormalizationForm_KD);
    QByteArray utf8 = normal.toUtf8();
    SecretBytes out =
        secretCopy(asBytes({utf8.constData(), static_cast<std::size_t>(utf8.size())}));
    text.fill(u'\0');
    normal.fill(u'\0');
    utf8.fill('\0');
    return out;
}

std::string_view textOf(const SecretBytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.view().data()), bytes.view().size()};
}

WalletOutcome outcomeOf(const WordsError& error) {
    return refusal(
        "bad_words",
        QStringLiteral("%1:%2").arg(QString::fromLatin1(nameOf(error.code))).arg(error.position));
}

}  // namespace

VaultPlace WalletWorker::place() const {
    return {(m_config.folder + QStringLiteral("/vault")).toStdString()};
}

void WalletWorker::setState(WalletState state) {
    m_state = state;
    // Before the answer to the command that did it: what can be done now depends on it.
    m_publishTimer.stop();
    tellNews();
    publish();
}

void WalletWorker::start() {
    const auto outline = Vault::look(place());
    if (outline) {
        m_sealedHasUnlockKey = outline->hasUnlockKey;
        return setState(WalletState::Sealed);
    }
    if (outline.error().code == VaultCode::NotFound) return setState(WalletState::NoWallet);
    const WalletOutcome problem = timecoin::outcomeOf(outline.error());
    m_problem = problem.code;
    m_problemDetail = problem.detail;
    setState(WalletState::Unusable);
}

// --- words ----------------------------------------------------------------------------------

WordsAnswer WalletWorker::makeWords(int count) const {
    if (count < 12 || count > 24 || count % 3 != 0) return {refusal("bad_words"), {}};
    SecretBytes entropy(static_cast<std::size_t>(count) / 3 * 4);
    randomBytes(entropy.span());
    return {okOutcome(), SecretText(wordsOf(entropy.view()).view())};
}

WalletOutcome WalletWorker::checkWords(const SecretText& words) const {
    const auto entropy = entropyOf(words.text());
    return entropy ? okOutcome() : outcomeOf(entropy.error());
}

WordsAnswer WalletWorker::revealWords(const SecretText& passphrase) const {
    if (!m_wallet) return {refusal("no_wallet"), {}};
    const auto secrets = m_wallet->vault().reveal(passphrase.view());
    if (!secrets) return {timecoin::outcomeOf(secrets.error()), {}};
    return {okOutcome(), SecretText(wordsOf(secrets->entropy.view()).view())};
}

// --- opening --------------------------------------------------------------------------------

WalletOutcome WalletWorker::create(const WalletPlan& plan) {
    if (m_wallet) return refusal("exists");
    auto entropy = entropyOf(plan.words.text());
    if (!entropy) return outcomeOf(entropy.error());
    if (charactersOf(plan.passphrase.view()) < static_cast<std::size_t>(m_config.leastPassphrase))
        return refusal("passphrase_too_short");
    VaultSecrets secrets;
    secrets.seed = seedOf(plan.words.text(), textOf(normalized(plan.extra)));
    secrets.entropy = std::move(entropy).value();
    VaultPersonal personal;
    personal.createdMs = wallMs();
    // Fresh keys have no past.
    personal.birthHeight = plan.restore ? 0 : m_nodeHeight;
    if (plan.backupTested) personal.backupTestedMs = personal.createdMs;
    if (plan.restore) personal.settings[OpenWallet::kRestoring] = "1";
    // The first wallet of this data folder; should it fail, the vault says where and why.
    QDir().mkpath(m_config.folder);
    auto vault = Vault::create(place(), secrets, personal, plan.passphrase.view(), m_config.cost);
    const WalletOutcome outcome = opened(std::move(vault));
    if (outcome.ok && !plan.restore) {
        m_wallet->setCoinsKnown();
        m_wallet->setScanned(m_wallet->personal().birthHeight);
    }
    return outcome;
}

WalletOutcome WalletWorker::opened(VaultResult<std::unique_ptr<Vault>> vault) {
    if (!vault) return timecoin::outcomeOf(vault.error());
    const bool previous = (*vault)->usedPrevious();
    const WalletOutcome outcome = adopt(std::move(vault).value());
    if (!outcome.ok) return outcome;
    WalletOutcome unlocked = afterUnlock();
    if (unlocked.ok && previous) unlocked.detail = QStringLiteral("used_previous");
    return unlocked;
}

WalletOutcome WalletWorker::adopt(std::unique_ptr<Vault> vault) {
    auto wallet = OpenWallet::open(m_config, std::move(vault));
    if (!wallet) {
        m_problem = wallet.error().code;
        m_problemDetail = wallet.error().detail;
        setState(WalletState::Unusable);
        return wallet.error();
    }
    m_wallet = std::move(wallet).value();
    m_rows.clear();
    m_rowsQueued.clear();
    m_attempts.clear();
    m_handedInMs.clear();
    m_handlers.reset();
    return okOutcome();
}

WalletOutcome WalletWorker::afterUnlock() {
    const bool restoring = m_wallet->personal().settings.contains(OpenWallet::kRestoring);
    const WalletOutcome kept = m_wallet->edit([&](VaultPersonal& personal) {
        m_wallet->extendKeys(personal, restoring ? OpenWallet::kRestoreKeys : 0);
    });
    if (!kept.ok) {
        m_wallet->vault().lock();
        setState(WalletState::Locked);
        return kept;
    }
    m_wallet->teachKeys();
    if (m_wallet->growsOnUnlock()) {
        m_wallet->growOnUnlockDone();
        m_wallet->setScanned(m_wallet->personal().birthHeight);
    }
    setState(WalletState::Unlocked);
    startSync();
    return okOutcome();
}

WalletOutcome WalletWorker::unlock(const SecretText& passphrase) {
    if (!m_wallet) return opened(Vault::openWithPassphrase(place(), passphrase.view()));
    const auto unlocked = m_wallet->vault().unlock(passphrase.view());
    return unlocked ? afterUnlock() : timecoin::outcomeOf(unlocked.error());
}

WalletOutcome WalletWorker::unlockWithKey(ByteView key) {
    if (!m_wallet) return opened(Vault::openWithUnlockKey(place(), key));
    const auto unlocked = m_wallet->vault().unlockWithKey(key);
    return unlocked ? afterUnlock() : timecoin::outcomeOf(unlocked.error());
}

void WalletWorker::lock() {
    if (!m_wallet) return;
    m_wallet->vault().lock();
    setState(WalletState::Locked);
}

WalletOutcome WalletWorker::changePassphrase(const SecretText& current, const SecretText& next) {
    if (!m_wallet) return refusal("locked");
    if (charactersOf(next.view()) < static_cast<std::size_t>(m_config.leastPassphrase))
        return refusal("passphrase_too_short");
    const auto done =
        m_wallet->vault().changePassphrase(current.view(), next.view(), m_config.cost);
    return done ? okOutcome() : timecoin::outcomeOf(done.error());
}

void WalletWorker::markBackupTested() {
    editAndShow([](VaultPersonal& personal) { personal.backupTestedMs = wallMs(); });
}

// --- the keychain's key ---------------------------------------------------------------------

QString WalletWorker::keychainName() const {
    const auto nameOf = [](const VaultId& id) {
        return QStringLiteral("unlock-") + QString::fromStdString(toHex(id));
    };
    if (m_wallet) return nameOf(m_wallet->vault().id());
    const auto outline = Vault::look(place());
    return outline ? nameOf(outline->id) : QString();
}

WalletOutcome WalletWorker::checkPassphrase(const SecretText& passphrase) {
    if (!m_wallet || !m_wallet->vault().isUnlocked()) return unlock(passphrase);
    const auto secrets = m_wallet->vault().reveal(passphrase.view());
    return secrets ? okOutcome() : timecoin::outcomeOf(secrets.error());
}

WalletOutcome WalletWorker::setUnlockKey(ByteView key) {
    if (!m_wallet) return refusal("no_wallet");
    const auto done = m_wallet->vault().setUnlockKey(key);
    changed();
    return done ? okOutcome() : timecoin::outcomeOf(done.error());
}

WalletOutcome WalletWorker::clearUnlockKey() {
    if (!m_wallet) return refusal("no_wallet");
    const auto done = m_wallet->vault().clearUnlockKey();
    changed();
    return done ? okOutcome() : timecoin::outcomeOf(done.error());
}

}  // namespace timecoin
