// The bounded pool of pending transfers (R-POOL-1..6). Pure. Both sides of a conflict are kept
// until a block decides between them.
#pragma once

#include "node/base/instant.h"
#include "node/chain/transfer_check.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace timecoin {

using TransferPtr = std::shared_ptr<const CheckedTransfer>;

/// A transfer that left the pool without being committed.
struct Dropped {
    TransferPtr transfer;
    TxError reason;
};

class Mempool : public CoinView {
public:
    explicit Mempool(std::uint32_t maxTransactions = kMempoolTransactions,
                     std::uint64_t maxBytes = kMempoolBytes);

    /// nullopt: added (possibly evicting cheaper, unpinned ones, told by takeDropped). Errors:
    /// AlreadyKnown, PoolFull (cheaper than everything here), Conflict (an output already has
    /// kMaxConflictSides spenders here).
    std::optional<TxError> add(TransferPtr transfer, Instant now);

    TransferPtr byId(const Hash& id) const;
    TransferPtr byFullHash(const Hash& fullHash) const;
    /// Outputs that pooled transfers create.
    std::optional<Coin> coin(const OutPoint& outpoint) const override;
    /// Pooled transfers that `transfer` spends from, distinct.
    std::vector<Hash> parentsOf(const CheckedTransfer& transfer) const;
    /// Other pooled transfers that spend one of its inputs.
    std::vector<Hash> conflictsOf(const CheckedTransfer& transfer) const;
    /// Since when (monotonic ms) the oldest unresolved conflict stands; nullopt without one.
    std::optional<std::uint64_t> oldestConflictMs() const;

    /// Best fee rate first, a child never before its pooled parents.
    std::vector<TransferPtr> inOrder() const;

    /// Pinned transfers are never evicted and never expire (R-POOL-3).
    void setPinned(const std::vector<Hash>& ids);

    /// Removes the committed ones, drops everything that now conflicts with `spent` (Conflict) and
    /// the descendants of what was dropped (MissingCoin).
    void onCommitted(const std::set<Hash>& ids, const std::set<OutPoint>& spent);
    /// Drops one and its descendants.
    void drop(const Hash& id, TxError reason);
    void expireBefore(std::uint64_t monotonicMs);
    std::vector<Dropped> takeDropped();

    std::uint32_t count() const;
    std::uint64_t bytes() const;

    // --- copies and ids refused lately: by full hash only, so that a bad witness never poisons a
    // good payment (R-POOL-5)
    void remember(const Hash& fullHash, TxError reason, Instant now);
    std::optional<TxError> refused(const Hash& fullHash, Instant now) const;
};

}  // namespace timecoin
