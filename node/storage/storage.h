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

/// Blocks, coins and the tip. (R-STO-1: block, coin delta, height and running hash are one
/// transaction; after any crash the store is at one height whole.)
class ChainStore : public CoinView {
public:
    /// Writes height 0 into an empty store; fails with WrongNetwork when it holds another genesis.
    virtual Status<StorageError> openGenesis(const Network& network) = 0;
    virtual Stored<StoredTip> tip() const = 0;
    /// `commit.block` must be the tip's child. `context` governed it. Durable on return.
    virtual Status<StorageError> commit(const BlockCommit& commit,
                                        const HeightContext& context) = 0;
    /// nullopt: no such height here.
    virtual Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const = 0;
    /// Height of the block that holds this transaction.
    virtual Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const = 0;
    /// CoinView: a missing coin and a failed read are both nullopt; a failed read also sets this.
    std::optional<Coin> coin(const OutPoint& outpoint) const override = 0;
    virtual std::optional<StorageError> readFailure() const = 0;
    /// Every coin in outpoint order; stops early when the visitor returns false.
    virtual Status<StorageError> forEachCoin(
        const std::function<bool(const OutPoint&, const Coin&)>& visit) const = 0;
    /// Coins under one lock, in outpoint order (indexed).
    virtual Stored<std::vector<CoinDelta::Created>> coinsOf(const Lock& lock) const = 0;
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
