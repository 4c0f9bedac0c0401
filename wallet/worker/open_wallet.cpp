#include "wallet/worker/open_wallet.h"

#include "node/chain/address.h"

#include <algorithm>

namespace timecoin {

namespace {

/// A scan that moved without any payment is written this rarely: it can be looked through again.
constexpr std::uint64_t kScanStep = 50;

LedgerRules rulesOf(const Network& network) {
    LedgerRules rules;
    rules.genesis = network.genesisHash;
    rules.rewardMaturitySlots = network.params.rewardMaturitySlots;
    rules.initialCoins = network.initialCoins();
    const MasternodeSet members = network.initialMembers();
    for (const Masternode& member : members.members()) rules.collaterals.insert(member.collateral);
    return rules;
}

}  // namespace

WalletOutcome outcomeOf(const VaultError& error) {
    return refusal(vaultCodeName(error.code), QString::fromStdString(error.detail));
}

WalletOutcome outcomeOf(const HistoryError& error) {
    switch (error.code) {
    case HistoryCode::Damaged: return refusal("damaged", error.detail);
    case HistoryCode::Newer: return refusal("newer", error.detail);
    case HistoryCode::InUse: return refusal("in_use", error.detail);
    case HistoryCode::TooBig: return refusal("too_big", error.detail);
    case HistoryCode::Disk: break;
    }
    return refusal("disk", error.detail);
}

CoinType OpenWallet::coinTypeOf(const Network& network) {
    return network.params.addressPrefix == "time" ? CoinType::TimeCoin : CoinType::Test;
}

OpenWallet::OpenWallet(WorkerConfig config, std::unique_ptr<Vault> vault,
                       std::unique_ptr<HistoryStore> history)
    : m_config(std::move(config)),
      m_vault(std::move(vault)),
      m_history(std::move(history)),
      m_ledger(rulesOf(*m_config.network)) {}

OpenWallet::Opened OpenWallet::open(const WorkerConfig& config, std::unique_ptr<Vault> vault) {
    auto history =
        HistoryStore::open(config.folder + QStringLiteral("/history.db"), vault->dataKey());
    if (!history) return fail(outcomeOf(history.error()));
    std::unique_ptr<OpenWallet> wallet(
        new OpenWallet(config, std::move(vault), std::move(history).value()));
    const WalletOutcome loaded = wallet->load();
    if (!loaded.ok) return fail(loaded);
    return wallet;
}

WalletOutcome OpenWallet::load() {
    teachKeys();
    auto content = m_history->load();
    if (!content && content.error().code == HistoryCode::Damaged) {
        // It can be filled in again from the chain.
        if (const auto over = m_history->startOver(); !over) return outcomeOf(over.error());
        content = m_history->load();
    }
    if (!content) return outcomeOf(content.error());
    bool whole = true;
    for (const HistoryRow& row : content->rows) {
        auto record = decoded<PaymentRecord>(row.value);
        if (record)
            m_ledger.load(std::move(*record));
        else
            whole = false;
    }
    const bool sameChain = content->scan && content->scan->genesis == m_config.network->genesisHash;
    // A history that was never complete knows of coins that were spent since.
    // So does one with a gap; and it lacks coins that only the node can name.
    const bool complete = !personal().settings.contains(kRestoring) && !gap();
    m_coinsKnown = sameChain && whole && complete;
    m_scanned = sameChain && whole ? content->scan->height : personal().birthHeight;
    m_savedScan = m_scanned;
    for (const VaultOutpoint& frozen : personal().frozen)
        m_ledger.setFrozen({frozen.txid, frozen.index}, true);
    m_ledger.takeChanged();
    for (const auto& [id, record] : m_ledger.records()) m_changedRows.insert(id);
    return okOutcome();
}

WalletOutcome OpenWallet::edit(const std::function<void(VaultPersonal&)>& change) {
    VaultPersonal next = personal();
    change(next);
    if (next == personal()) return okOutcome();
    if (const auto kept = m_vault->replacePersonal(next); !kept) return outcomeOf(kept.error());
    return okOutcome();
}

// --- keys -----------------------------------------------------------------------------------

void OpenWallet::extendKeys(VaultPersonal& personal, std::uint32_t least) const {
    const VaultSecrets* secrets = m_vault->secrets();
    if (secrets == nullptr) return;
    const auto account = AccountKey::fromSeed(secrets->seed.view(), coinTypeOf(*m_config.network));
    const auto extend = [&](std::vector<PublicKey>& keys, KeyChain chain, std::uint32_t next) {
        const std::uint32_t wanted =
            std::min(std::max(next + m_config.keysAhead, least), kMaxVaultKeys);
        if (keys.size() >= wanted) return;
        // Some more, so that not every address given out writes the whole list again.
        const std::uint32_t target = std::min(wanted + m_config.keysAhead / 2, kMaxVaultKeys);
        for (auto index = static_cast<std::uint32_t>(keys.size()); index < target; ++index)
            keys.push_back(account.publicKeyAt(chain, index));
    };
    extend(personal.receiveKeys, KeyChain::Receive, personal.nextReceive);
    extend(personal.changeKeys, KeyChain::Change, personal.nextChange);
}

bool OpenWallet::growKeys() {
    const std::uint32_t receive = m_ledger.usedKeys(0);
    const std::uint32_t change = m_ledger.usedKeys(1);
    if (receive <= personal().nextReceive && change <= personal().nextChange) return false;
    const auto before = keyCounts();
    const bool unlocked = m_vault->isUnlocked();
    const WalletOutcome kept = edit([&](VaultPersonal& personal) {
        personal.nextReceive = std::max(personal.nextReceive, receive);
        personal.nextChange = std::max(personal.nextChange, change);
        if (unlocked) extendKeys(personal, 0);
    });
    if (!kept.ok) return false;
    m_growOnUnlock = m_growOnUnlock || !unlocked;
    teachKeys();
    return keyCounts() != before;
}

void OpenWallet::teachKeys() {
    std::map<Lock, OwnKey> keys;
    const auto add = [&](const std::vector<PublicKey>& from, std::uint32_t chain) {
        for (std::uint32_t index = 0; index < from.size(); ++index)
            keys.emplace(Lock::toKey(from[index]), OwnKey{chain, index});
    };
    add(personal().receiveKeys, 0);
    add(personal().changeKeys, 1);
    m_ledger.addKeys(keys);
}

QVector<Bytes> OpenWallet::locks() const {
    QVector<Bytes> out;
    for (const auto* keys : {&personal().receiveKeys, &personal().changeKeys})
        for (const PublicKey& key : *keys) out.append(encoded(Lock::toKey(key)));
    return out;
}

std::map<std::uint32_t, std::uint32_t> OpenWallet::keyCounts() const {
    return {{0, static_cast<std::uint32_t>(personal().receiveKeys.size())},
            {1, static_cast<std::uint32_t>(personal().changeKeys.size())}};
}

Lock OpenWallet::lockAt(KeyChain chain, std::uint32_t index) const {
    const auto& keys = chain == KeyChain::Receive ? personal().receiveKeys : personal().changeKeys;
    return Lock::toKey(keys.at(index));
}

QString OpenWallet::addressOf(const Lock& lock) const {
    const auto text = [&] {
        return QString::fromStdString(formatAddress(lock, m_config.network->params.addressPrefix));
    };
    if (!m_ledger.keyOf(lock)) return text();
    auto found = m_addresses.find(lock);
    if (found == m_addresses.end()) found = m_addresses.emplace(lock, text()).first;
    return found->second;
}

// --- history --------------------------------------------------------------------------------

void OpenWallet::historyIsComplete() {
    if (personal().settings.contains(kRestoring))
        edit([](VaultPersonal& personal) { personal.settings.erase(kRestoring); });
    // Only now: who stops before looks through it all again.
    if (std::exchange(m_fillsGap, false))
        edit([](VaultPersonal& personal) { personal.settings.erase(kHistoryGap); });
}

std::optional<OpenWallet::Gap> OpenWallet::gap() const {
    const auto kept = personal().settings.find(kHistoryGap);
    if (kept == personal().settings.end()) return std::nullopt;
    const QStringList numbers = QString::fromStdString(kept->second).split(QLatin1Char(' '));
    const Gap gap{numbers.value(0).toULongLong(), numbers.value(1).toULongLong()};
    return gap.first > 0 && gap.first < gap.end ? std::optional(gap) : std::nullopt;
}

bool OpenWallet::nodeHasFrom(std::uint64_t bodiesFrom) {
    const std::optional<Gap> known = gap();
    if (known && bodiesFrom <= known->first) {
        if (m_fillsGap) return false;
        m_fillsGap = true;
        setScanned(known->first - 1);
        return true;
    }
    if (bodiesFrom > m_scanned + 1) {
        m_fillsGap = false;
        const QString kept =
            QStringLiteral("%1 %2").arg(known ? known->first : m_scanned + 1).arg(bodiesFrom);
        edit([&kept](VaultPersonal& personal) {
            personal.settings[kHistoryGap] = kept.toStdString();
        });
    }
    return false;
}

void OpenWallet::setScanned(std::uint64_t height) {
    m_scanned = height;
    m_ledger.scannedTo(height);
    m_scanMoved = true;
}

void OpenWallet::collectChanges() {
    for (const Hash& id : m_ledger.takeChanged()) {
        m_unsaved.insert(id);
        m_changedRows.insert(id);
    }
}

std::set<Hash> OpenWallet::takeChangedRows() {
    collectChanges();
    return std::exchange(m_changedRows, {});
}

WalletOutcome OpenWallet::keep(const PaymentRecord& record) {
    const auto kept = m_history->putAll({{record.tx.id(), encoded(record)}}, std::nullopt);
    return kept ? okOutcome() : outcomeOf(kept.error());
}

WalletOutcome OpenWallet::save() {
    collectChanges();
    std::vector<HistoryRow> rows;
    for (const Hash& id : m_unsaved) {
        const PaymentRecord* record = m_ledger.record(id);
        if (record != nullptr && record->isKept()) rows.push_back({id, encoded(*record)});
    }
    // Coins that nobody has told yet must not look like a history that is complete.
    const bool scanDue = m_scanMoved && m_coinsKnown &&
                         (!rows.empty() || m_scanned >= m_savedScan + kScanStep ||
                          m_scanned < m_savedScan || m_savedScan == 0);
    if (rows.empty() && !scanDue) {
        m_unsaved.clear();
        return okOutcome();
    }
    std::optional<HistoryScan> scan;
    if (m_coinsKnown) scan = HistoryScan{m_config.network->genesisHash, m_scanned, {}};
    if (const auto kept = m_history->putAll(rows, scan); !kept) return outcomeOf(kept.error());
    m_unsaved.clear();
    if (scan) m_savedScan = m_scanned;
    m_scanMoved = false;
    return okOutcome();
}

}  // namespace timecoin
