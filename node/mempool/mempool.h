// The bounded pool of pending transfers (R-POOL-1..9). Pure. Both sides of a conflict are kept
// until a block decides between them.
#pragma once

#include "node/base/instant.h"
#include "node/chain/fee_rate.h"
#include "node/chain/transaction_check.h"
#include "node/mempool/conflicts.h"
#include "node/mempool/fee_floor.h"
#include "node/mempool/package_order.h"
#include "node/mempool/refusals.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace timecoin {

/// What waits longer is dropped (R-POOL-6): a weekend without enough masternodes, and a day more.
inline constexpr std::uint64_t kMaxPendingMs = 72ULL * 3'600'000;
/// Transactions of one kind that moves no coins: as many as there can be masternodes registered.
inline constexpr std::size_t kMaxPooledActions = 1'024;

/// A transfer that left the pool without being committed.
struct Dropped {
    TransactionPtr transfer;
    TxError reason;
};

class Mempool : public CoinView {
public:
    explicit Mempool(std::uint32_t maxTransactions = kMempoolTransactions,
                     std::uint64_t maxBytes = kMempoolBytes);
    Mempool(const Mempool&) = delete;
    Mempool& operator=(const Mempool&) = delete;

    /// nullopt: added (possibly evicting cheaper, unpinned ones, told by takeDropped). Errors:
    /// AlreadyKnown, PoolFull (not dearer than the floor, or than what would have to leave),
    /// Crowded (an output already has kMaxConflictSides spenders here and it is not pinned; or it
    /// moves no coins and another of its kind for its masternode is here; R-POOL-4, R-POOL-7).
    /// `ageMs`: waited before it came.
    std::optional<TxError> add(const TransactionPtr& transfer, Instant now,
                               std::uint64_t ageMs = 0);

    TransactionPtr byId(const Hash& id) const;
    /// When it came (monotonic ms; 0 when that was before the clock began).
    std::optional<std::uint64_t> arrivedMs(const Hash& id) const;
    std::uint64_t ageMs(const Hash& id, Instant now) const;
    /// Masternode transactions that move no coins (R-POOL-7), by kind and masternode. Whether the
    /// registry still allows them the owner finds out, and drops them by drop().
    std::vector<TransactionPtr> actions() const;
    TransactionPtr byFullHash(const Hash& fullHash) const;
    /// Outputs that pooled transfers create.
    std::optional<Coin> coin(const OutPoint& outpoint) const override;
    /// Pooled transfers that `transfer` spends from, distinct.
    std::vector<Hash> parentsOf(const CheckedTransaction& transfer) const;
    /// Other pooled transfers that spend one of its inputs.
    std::vector<Hash> conflictsOf(const CheckedTransaction& transfer) const;
    /// Since when (monotonic ms) the oldest unresolved conflict stands; nullopt without one.
    std::optional<std::uint64_t> oldestConflictMs() const;
    /// The spenders of each output that has two or more of them.
    std::vector<std::vector<Hash>> contested() const;

    /// Best package first, parents before children (R-POOL-2).
    std::vector<TransactionPtr> inOrder() const;
    /// The same for a block: `chosen` stand before it already, so that they count in no package;
    /// `excluded` and what descends from them will not be in it, so that they lift nothing.
    std::vector<TransactionPtr> inOrder(const std::set<Hash>& chosen,
                                        const std::set<Hash>& excluded) const;

    /// Pinned transfers and what they descend from are never evicted, never expire and do not
    /// count against the limits (R-POOL-3). An id may be pinned before its transfer is here.
    void setPinned(const std::vector<Hash>& ids, Instant now);
    /// These too. Nothing is dropped by it.
    void pin(const std::vector<Hash>& ids);

    /// Removes the committed ones, drops everything that now conflicts with `spent` (Conflict) and
    /// the descendants of what was dropped (MissingCoin). `spent`: every input of the block's
    /// transactions, also those that spend an output made in the same block.
    void onCommitted(const std::set<Hash>& ids, const std::set<OutPoint>& spent);
    /// Drops one and its descendants.
    void drop(const Hash& id, TxError reason);
    /// Drops what has waited for so long, with its descendants (Expired, MissingCoin).
    void expireOlderThan(std::uint64_t ageMs, Instant now);
    std::vector<Dropped> takeDropped();

    /// All of the pool, the pinned ones included.
    std::uint32_t count() const;
    std::uint64_t bytes() const;
    /// What a newcomer must exceed now (R-POOL-9).
    FeeRate floor(Instant now) const;
    /// Another number after everything that came or left.
    std::uint64_t revision() const { return m_revision; }

    // --- copies and ids refused lately: by full hash only, so that a bad witness never poisons a
    // good payment (R-POOL-5)
    void remember(const Hash& fullHash, TxError reason, Instant now);
    std::optional<TxError> refused(const Hash& fullHash, Instant now) const;

private:
    struct Entry {
        TransactionPtr transfer;
        std::int64_t addedMs = 0;       // monotonic
        std::vector<Entry*> parents;    // pooled, distinct
        std::vector<Entry*> children;   // pooled, distinct
        std::uint32_t holds = 0;        // held by its own pin and by each held child
        std::uint32_t descendants = 0;  // pooled; kMaxPackage: that many or more
        FeeRate worth;                  // of it and its descendants, when these are fewer
        bool leaving = false;
        mutable std::uint32_t place = 0;  // in the list that inOrder() makes

        FeeRate rate() const { return {transfer->fee.satoshi(), transfer->size}; }
        /// Held ones stay. One with many descendants stays while they do: its worth is not counted.
        bool mayLeave() const { return holds == 0 && descendants < kMaxPackage; }
    };
    struct WorstFirst {
        bool operator()(const Entry* a, const Entry* b) const;
    };

    Entry* find(const Hash& id);
    const Entry* find(const Hash& id) const;

    // --- making room (mempool_room.cpp)
    bool withinLimits(std::size_t count, std::uint64_t bytes) const;
    void settleFloor();
    std::optional<TxError> makeRoom(const CheckedTransaction& transfer, Instant now);
    std::optional<std::vector<Entry*>> victimsFor(const CheckedTransaction& transfer);
    void shrinkToLimits(std::uint64_t nowMs);
    /// Counts its descendants anew.
    void weigh(Entry& entry);
    /// The same for these and for all above them that it can change.
    void weighUpward(std::vector<Entry*> from);

    // --- transactions that move no coins (R-POOL-7): entries that hold themselves
    /// Kind and collateral; of evidence the operator key, which stands in the place of a txid.
    using ActionKey = std::pair<TransactionKind, OutPoint>;
    static std::optional<ActionKey> actionKeyOf(const CheckedTransaction& transaction);
    bool hasRoomFor(const ActionKey& key) const;

    // --- links
    void insert(const TransactionPtr& transfer, std::int64_t addedMs, std::uint64_t nowMs);
    void link(Entry& parent, Entry& child);
    void remove(const std::vector<Entry*>& entries);
    static std::vector<Entry*> treeOf(Entry& root);
    void dropTree(Entry& root, TxError reason);
    void hold(Entry& entry);
    void release(Entry& entry);

    std::uint32_t m_maxTransactions;
    std::uint64_t m_maxBytes;

    std::map<Hash, Entry> m_entries;  // by id; pointers into it stay valid
    std::map<Hash, Entry*> m_byFullHash;
    std::set<std::pair<std::int64_t, Hash>> m_byAge;
    std::map<ActionKey, Entry*> m_actions;
    Conflicts m_conflicts;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_revision = 0;

    std::set<Hash> m_pinned;
    std::size_t m_looseCount = 0;  // not held: what the limits count
    std::uint64_t m_looseBytes = 0;
    std::set<Entry*, WorstFirst> m_victims;  // those that may leave
    FeeFloor m_floor;

    std::vector<Dropped> m_dropped;
    Refusals m_refusals;
};

}  // namespace timecoin
