// What the node keeps, as two narrow interfaces: the chain store and the safety log. Backends: SQLite
// (node/storage/sqlite) and memory (here, for tests and the simulator). Thread: one thread owns each
// store and its only connection.
#pragma once

#include "node/base/result.h"
#include "node/chain/block.h"
#include "node/chain/coin.h"
#include "node/masternodes/registry.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace timecoin {

enum class StorageCode : std::uint8_t {
    Io,            ///< read, write or sync failed
    Full,          ///< no room on the disk
    Corrupt,       ///< content contradicts itself
    NewerVersion,  ///< written by a newer program: refused, untouched
    WrongNetwork,  ///< of another genesis
    Locked,        ///< another process has it
    CannotOpen,
    WrongCheckpoint,  ///< holds another block than a checkpoint names (R-CHK-1)
};

/// `detail` names the file and the backend's own words; for logs and the closing sentence.
struct StorageError {
    StorageCode code = StorageCode::Io;
    std::string detail;
};
std::string_view codeName(StorageCode code);

template <class T>
using Stored = Result<T, StorageError>;

/// What one committed block changes; written as one transaction, synced before it returns.
struct BlockCommit {
    CertifiedBlock block;
    CoinDelta delta;
    LtHash coinHash;         ///< after the block
    RegistryState registry;  ///< after the block
    bool endsEpoch = false;  ///< the last block of its epoch (R-MN-6): kept as a boundary
};

/// What stays of a block when its body is gone (R-STO-13), and all an imported store has of its
/// oldest one.
struct CertifiedHeader {
    BlockHeader header;
    CommitCertificate certificate;
};

/// A block after which the masternodes may be others, and what its header proves (R-MN-7).
struct EpochBoundary {
    BlockHeader header;
    CommitCertificate certificate;
    MasternodeSet next;  ///< members after it
    Hash restHash;       ///< header.registryHash is the hash of next.hash() and this
};

/// What a restarted node continues from.
struct StoredTip {
    BlockHeader header;
    Hash hash;
    CommitCertificate certificate;  ///< no entries at height 0
    LtHash coinHash;
    RegistryState registry;
    HeightContext context;  ///< that governed the tip itself (its certificate's members)
};

/// Which coins a page is of.
enum class CoinsAt : std::uint8_t { Tip, NewestBoundary };

/// Blocks, coins and the tip. (R-STO-1: block, coin delta, height and running hash are one
/// transaction; after any crash the store is at one height whole.)
class ChainStore : public CoinView {
public:
    /// Writes height 0 into an empty store; fails with WrongNetwork when it holds another genesis.
    virtual Status<StorageError> openGenesis(const Network& network) = 0;
    virtual Stored<StoredTip> tip() const = 0;
    /// Of the tip, without reading it.
    virtual Stored<std::uint64_t> tipHeight() const = 0;
    /// `commit.block` must be the tip's child. `context` governed it. Durable on return.
    virtual Status<StorageError> commit(const BlockCommit& commit,
                                        const HeightContext& context) = 0;
    /// Height of the oldest block known here: 0, or the boundary that the store was imported at.
    virtual Stored<std::uint64_t> baseHeight() const = 0;
    /// Height of the oldest block whose body is here; of those below only the header is (R-STO-13).
    virtual Stored<std::uint64_t> bodiesFrom() const = 0;
    /// nullopt: above the tip, or below bodiesFrom(). What is handed out fits its header: hash,
    /// transaction root, last commit root.
    virtual Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const = 0;
    /// nullopt: above the tip or below baseHeight().
    virtual Stored<std::optional<CertifiedHeader>> certifiedHeader(std::uint64_t height) const = 0;
    /// Ids of the block's transactions, ascending; also of a block whose body is gone. nullopt:
    /// above the tip, or not above baseHeight() of an imported store.
    virtual Stored<std::optional<std::vector<Hash>>> transactionIds(std::uint64_t height) const = 0;
    /// Height of the block that holds this transaction.
    virtual Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const = 0;
    /// CoinView: a missing coin and a failed read are both nullopt; a failed read also sets this.
    std::optional<Coin> coin(const OutPoint& outpoint) const override = 0;
    virtual std::optional<StorageError> readFailure() const = 0;
    /// Every coin in outpoint order, read in pages; stops early when the visitor returns false.
    Status<StorageError> forEachCoin(
        const std::function<bool(const OutPoint&, const Coin&)>& visit) const;
    /// Coins in outpoint order, at most `limit`, after `after` (nullopt: from the first). Pages of
    /// the tip belong together only while nothing is committed between them; those of the newest
    /// boundary until the next one (R-STO-11). No boundary yet: no coins.
    virtual Stored<std::vector<CoinDelta::Created>> coinsPage(CoinsAt at,
                                                              const std::optional<OutPoint>& after,
                                                              std::size_t limit) const = 0;
    /// Coins under any of `locks`, by lock and in outpoint order (indexed). Many in one call are
    /// cheaper than one by one.
    virtual Stored<std::vector<CoinDelta::Created>> coinsOfAll(
        const std::set<Lock>& locks) const = 0;
    Stored<std::vector<CoinDelta::Created>> coinsOf(const Lock& lock) const {
        return coinsOfAll({lock});
    }
    /// Whether the index by lock finds this coin; it is one of the tip's.
    virtual Stored<bool> indexHolds(const OutPoint& outpoint, const Coin& coin) const = 0;
    /// Reads on through the index by lock, from `cursor` (nullopt: the first entry), and moves it.
    /// Corrupt when the entries are not in order: looking for all coins of a lock would miss some.
    /// How many were read; fewer than `limit` (at least 2): these were the last.
    using LockCursor = std::optional<std::pair<Lock, OutPoint>>;
    virtual Stored<std::size_t> walkLockIndex(LockCursor& cursor, std::size_t limit) const = 0;

    /// What the block at `height` changed; nullopt when it is not kept any more (R-STO-11).
    virtual Stored<std::optional<CoinDelta>> deltaOf(std::uint64_t height) const = 0;
    /// The state after the newest epoch boundary; nullopt: none yet.
    virtual Stored<std::optional<StoredTip>> newestBoundary() const = 0;
    /// Boundaries above height `after`, ascending, at most `limit`.
    virtual Stored<std::vector<EpochBoundary>> boundaries(std::uint64_t after,
                                                          std::size_t limit) const = 0;

    /// A bounded piece of the work that may wait: coins from memory into the table (R-STO-10),
    /// deltas and bodies that are no longer kept. True: more waits. For idle moments; what cannot
    /// wait any longer commit() does itself.
    virtual Stored<bool> writeBack() = 0;
    /// Bodies of blocks further below the tip are dropped by writeBack() (R-STO-13); 0: none.
    virtual void setPruneDepth(std::uint64_t blocks) = 0;
};

/// A snapshot on its way into a new, empty store (R-SNAP-1). Until finish() has returned the store
/// is refused as Corrupt ("import unfinished"): all or nothing.
class SnapshotImport {
public:
    virtual ~SnapshotImport() = default;
    virtual Status<StorageError> begin(const Network& network) = 0;
    /// Pages in outpoint order, each synced.
    virtual Status<StorageError> addCoins(const std::vector<CoinDelta::Created>& page) = 0;
    /// `boundary` becomes tip and newest boundary; Corrupt when the coins are not those of its coin
    /// hash. `all`: every boundary since genesis, the newest last.
    virtual Status<StorageError> finish(const StoredTip& boundary,
                                        const std::vector<EpochBoundary>& all) = 0;
};

/// What a safety record is about; with height, view and name it is a record's key.
enum class SafetyKind : std::uint8_t {
    Statement = 1,    ///< a whole signed statement; name = sequence
    Transfer = 2,     ///< a transfer acknowledged here (encoded), name = id
    Certificate = 3,  ///< its TransferCertificate, name = id
    Body = 4,         ///< a block body prepared here, name = block hash
    Prepared = 5,     ///< a PreparedCertificate, view = its view
};

struct SafetyRecord {
    SafetyKind kind = SafetyKind::Statement;
    std::uint64_t height = 0;
    std::uint32_t view = 0;
    Hash name;                   ///< zero for Statement and Prepared
    std::uint64_t sequence = 0;  ///< Statement only
    Bytes bytes;
    friend bool operator==(const SafetyRecord&, const SafetyRecord&) = default;
};

/// The signer's memory. (R-SIG-1: nothing signed leaves before append() has returned.)
class SafetyLog {
public:
    virtual ~SafetyLog() = default;
    /// All of `records` in one transaction, synced before it returns: all or none.
    virtual Status<StorageError> append(const std::vector<SafetyRecord>& records) = 0;
    /// Every record kept, in the order of appending.
    virtual Stored<std::vector<SafetyRecord>> load() const = 0;
    /// Highest statement sequence ever appended (survives pruning); 0 when none.
    virtual Stored<std::uint64_t> lastSequence() const = 0;
    /// Drops records of heights below `height`. Need not be synced: losing it loses nothing.
    virtual Status<StorageError> pruneBelow(std::uint64_t height) = 0;
};

}  // namespace timecoin
