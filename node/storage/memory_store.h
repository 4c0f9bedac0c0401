// The memory backend: what tests and the simulator store in. Each object is its own "disk": it
// outlives the node that uses it, and what was stored is there for the next node. (Pure.)
#pragma once

#include "node/storage/storage.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace timecoin {

/// What happens to one operation on a memory store.
enum class StorageFault : std::uint8_t {
    Ok,
    CrashBefore,  ///< nothing stored, throws SimulatedCrash
    CrashAfter,   ///< stored durably, throws SimulatedCrash: the caller never learns it
    FailIo,       ///< nothing stored, returns Io; further writes are refused until reopen()
    FailFull,     ///< the same with Full
    FailCorrupt,  ///< the same with Corrupt
};

enum class StorageOperation : std::uint8_t {
    OpenGenesis,
    Commit,
    WriteBack,
    ReadCoin,  ///< CrashBefore and CrashAfter mean nothing
    Append,
    Prune,
};

/// Thrown out of a store when its process is to die there. Whoever drives the node catches it,
/// throws the node away, calls reopen() and starts another node on the same store.
struct SimulatedCrash {
    StorageOperation operation = StorageOperation::Commit;
};

/// Decides the fate of each operation, in the order they happen. Empty: everything succeeds.
using FaultPlan = std::function<StorageFault(StorageOperation)>;

/// Shared by the two stores: asks the plan, remembers a failure (R-STO-6).
class MemoryDisk {
public:
    void setFaultPlan(FaultPlan plan) { m_plan = std::move(plan); }
    /// What a restarted process does: forgets the failure, keeps the content.
    void reopen() {
        m_failure.reset();
        m_crashed = false;
    }

protected:
    ~MemoryDisk() = default;

    /// Runs `store` (which cannot fail) as the plan says.
    template <class Store>
    Status<StorageError> write(StorageOperation operation, Store&& store) {
        if (auto refusal = begin(operation)) return fail(*refusal);
        store();
        end(operation);
        return done();
    }
    /// The failure of a read, if the plan wants one.
    std::optional<StorageError> read(StorageOperation operation) const;

private:
    std::optional<StorageError> begin(StorageOperation operation);
    void end(StorageOperation operation);

    FaultPlan m_plan;
    std::optional<StorageError> m_failure;
    bool m_crashed = false;  // CrashAfter was drawn for the running operation
};

/// Blocks, coins and the tip, in ordered maps. A point lookup is O(log n), coinsOf is O(n).
class MemoryChainStore final : public ChainStore, public MemoryDisk {
public:
    Status<StorageError> openGenesis(const Network& network) override;
    Stored<StoredTip> tip() const override;
    Stored<std::uint64_t> tipHeight() const override;
    Status<StorageError> commit(const BlockCommit& commit, const HeightContext& context) override;
    Stored<std::uint64_t> baseHeight() const override { return m_base; }
    Stored<std::uint64_t> bodiesFrom() const override { return m_bodiesFrom; }
    Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const override;
    Stored<std::optional<CertifiedHeader>> certifiedHeader(std::uint64_t height) const override;
    Stored<std::optional<std::vector<Hash>>> transactionIds(std::uint64_t height) const override;
    Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const override;
    std::optional<Coin> coin(const OutPoint& outpoint) const override;
    std::optional<StorageError> readFailure() const override;
    Stored<std::vector<CoinDelta::Created>> coinsPage(CoinsAt at,
                                                      const std::optional<OutPoint>& after,
                                                      std::size_t limit) const override;
    Stored<std::vector<CoinDelta::Created>> coinsOfAll(const std::set<Lock>& locks) const override;
    Stored<bool> indexHolds(const OutPoint& outpoint, const Coin& coin) const override;
    Stored<std::size_t> walkLockIndex(LockCursor&, std::size_t) const override { return 0; }
    Stored<std::optional<CoinDelta>> deltaOf(std::uint64_t height) const override;
    Stored<std::optional<StoredTip>> newestBoundary() const override;
    Stored<std::vector<EpochBoundary>> boundaries(std::uint64_t after,
                                                  std::size_t limit) const override;
    /// Coins are written at once here; only bodies wait.
    Stored<bool> writeBack() override;
    void setPruneDepth(std::uint64_t blocks) override { m_pruneDepth = blocks; }

    void reopen() {
        MemoryDisk::reopen();
        m_readFailure.reset();
    }

private:
    friend class MemorySnapshotImport;
    std::optional<StorageError> checkDelta(const CoinDelta& delta) const;
    void apply(const BlockCommit& commit, const HeightContext& context);
    void applyBoundary(const BlockCommit& commit);

    Hash m_genesis;
    std::optional<StoredTip> m_tip;
    std::uint64_t m_base = 0;
    std::uint64_t m_bodiesFrom = 0;
    std::uint64_t m_pruneDepth = 0;
    std::map<std::uint64_t, CertifiedHeader> m_headers;
    std::map<std::uint64_t, Block> m_bodies;
    std::map<std::uint64_t, std::vector<Hash>> m_prunedIds;
    std::map<OutPoint, Coin> m_coins;
    std::map<Hash, std::uint64_t> m_transactions;
    std::map<std::uint64_t, CoinDelta> m_deltas;  // above the newest boundary
    std::vector<EpochBoundary> m_boundaries;      // ascending
    std::optional<StoredTip> m_boundary;          // the newest
    std::map<OutPoint, Coin> m_boundaryCoins;
    bool m_importing = false;
    mutable std::optional<StorageError> m_readFailure;
};

/// Fills `store`, which must outlive it.
class MemorySnapshotImport final : public SnapshotImport {
public:
    explicit MemorySnapshotImport(MemoryChainStore& store) : m_store(store) {}
    Status<StorageError> begin(const Network& network) override;
    Status<StorageError> addCoins(const std::vector<CoinDelta::Created>& page) override;
    Status<StorageError> finish(const StoredTip& boundary,
                                const std::vector<EpochBoundary>& all) override;

private:
    MemoryChainStore& m_store;
    LtHash m_coinHash;
};

class MemorySafetyLog final : public SafetyLog, public MemoryDisk {
public:
    Status<StorageError> append(const std::vector<SafetyRecord>& records) override;
    Stored<std::vector<SafetyRecord>> load() const override { return m_records; }
    Stored<std::uint64_t> lastSequence() const override { return m_lastSequence; }
    Status<StorageError> pruneBelow(std::uint64_t height) override;

private:
    std::vector<SafetyRecord> m_records;
    std::uint64_t m_lastSequence = 0;
};

}  // namespace timecoin
