// One opened wallet: vault, history database and ledger kept in step. Everything that must survive
// is on the disk before these functions return (rules W1 to W4 in wallet/README.md).
// Thread: wallet.
#pragma once

#include "wallet/history/history_store.h"
#include "wallet/keys/account_keys.h"
#include "wallet/vault/vault.h"
#include "wallet/view/wallet_ledger.h"
#include "wallet/worker/worker_types.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace timecoin {

class OpenWallet {
public:
    /// Keys of each chain that a restore looks at.
    static constexpr std::uint32_t kRestoreKeys = 1'000;

    /// A setting of the vault: restored from words, the history was never complete.
    static constexpr const char* kRestoring = "restoring";
    static constexpr const char* kHistoryGap = "history_gap";  ///< "FIRST END"

    using Opened = Result<std::unique_ptr<OpenWallet>, WalletOutcome>;
    /// Opens the history beside `vault`, which is open; fills the ledger from it.
    static Opened open(const WorkerConfig& config, std::unique_ptr<Vault> vault);
    static CoinType coinTypeOf(const Network& network);

    Vault& vault() { return *m_vault; }
    const Vault& vault() const { return *m_vault; }
    const VaultPersonal& personal() const { return m_vault->personal(); }
    WalletLedger& ledger() { return m_ledger; }
    const WalletLedger& ledger() const { return m_ledger; }
    const WorkerConfig& config() const { return m_config; }

    /// Durable when it comes back ok; otherwise nothing has changed.
    WalletOutcome edit(const std::function<void(VaultPersonal&)>& change);

    // --- keys ----
    /// With as many keys as `personal` needs ahead; what the caller then keeps. Unlocked only.
    void extendKeys(VaultPersonal& personal, std::uint32_t least) const;
    /// Follows what the chain has shown: keys that are paid to count as handed out. True when there
    /// are new keys to look for because of it; when the vault is locked they wait for unlock().
    bool growKeys();
    bool growsOnUnlock() const { return m_growOnUnlock; }
    void growOnUnlockDone() { m_growOnUnlock = false; }
    /// All locks that are ours, receiving and change.
    QVector<Bytes> locks() const;
    std::map<std::uint32_t, std::uint32_t> keyCounts() const;
    /// The ledger learns keys that the vault holds now.
    void teachKeys();
    Lock lockAt(KeyChain chain, std::uint32_t index) const;
    QString addressOf(const Lock& lock) const;

    // --- history ----
    std::uint64_t scanned() const { return m_scanned; }
    void setScanned(std::uint64_t height);
    /// All blocks that the node has were looked through.
    void historyIsComplete();
    /// Blocks that the node did not have when they were looked for (R-SNAP-3, R-STO-13): from
    /// `first` to below `end`. Remembered in the vault until a node has them.
    struct Gap {
        std::uint64_t first = 0;
        std::uint64_t end = 0;
    };
    std::optional<Gap> gap() const;
    /// The node's oldest block is that of `bodiesFrom`, and it was asked for those after scanned().
    /// True when a block that was missing is here now: the history is looked through again.
    bool nodeHasFrom(std::uint64_t bodiesFrom);
    /// False only while a restored wallet has neither coins nor history from a node.
    bool areCoinsKnown() const { return m_coinsKnown; }
    void setCoinsKnown() { m_coinsKnown = true; }
    /// A payment made here: in the database, synced, before the ledger or anybody hears of it.
    WalletOutcome keep(const PaymentRecord& record);
    /// What has changed since the last call, into the database. On failure it is kept for later.
    WalletOutcome save();
    /// Payments whose rows have changed since the last call.
    std::set<Hash> takeChangedRows();

private:
    OpenWallet(WorkerConfig config, std::unique_ptr<Vault> vault,
               std::unique_ptr<HistoryStore> history);
    WalletOutcome load();
    void collectChanges();

    WorkerConfig m_config;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<HistoryStore> m_history;
    WalletLedger m_ledger;
    std::uint64_t m_scanned = 0;
    std::uint64_t m_savedScan = 0;
    bool m_scanMoved = false;
    bool m_coinsKnown = false;
    bool m_growOnUnlock = false;
    bool m_fillsGap = false;  ///< the node has what was missing, and it is being looked through
    std::set<Hash> m_unsaved;
    std::set<Hash> m_changedRows;
    mutable std::map<Lock, QString> m_addresses;  ///< of our own keys
};

WalletOutcome outcomeOf(const VaultError& error);
WalletOutcome outcomeOf(const HistoryError& error);

}  // namespace timecoin
