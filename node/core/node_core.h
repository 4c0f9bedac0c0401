// One turn of the node: verify -> step -> persist -> send -> apply (R-CORE-1). Pure but for the two
// stores it is given: the same code runs in the program and in the simulator.
#pragma once

#include "node/base/instant.h"
#include "node/base/member_bits.h"
#include "node/chain/checkpoint.h"
#include "node/core/turn.h"

#include <memory>

namespace timecoin {

struct CoreConfig {
    Network network;
    const SigningKey* operatorKey = nullptr;  ///< none: a full node that is no masternode
    const SignatureScheme* scheme = nullptr;
    std::uint64_t nonceSeed = 0;  ///< randomness for the start-up question, from outside
    std::vector<Checkpoint> checkpoints;
    /// Others hold keys of this network: what they sign after unbonding proves nothing (R-CHK-2).
    bool foreignKeys = false;
    std::uint32_t poolTransactions = kMempoolTransactions;
    std::uint64_t poolBytes = kMempoolBytes;
};

/// One member as this node sees it.
struct MemberStatus {
    Masternode member;
    std::uint64_t lastHeardWallMs = 0;  ///< newest statement of it; 0: none since start
    bool silent = false;                ///< business waits and it has not spoken for it
    bool demoted = false;
    bool self = false;
};

struct PendingStatus {
    Hash id;
    std::uint32_t votes = 0;
    std::uint32_t acks = 0;
    MemberBits votesBy;
    MemberBits acksBy;
    bool certified = false;
    bool final = false;
    std::uint32_t size = 0;
    std::uint64_t feeSatoshi = 0;
    std::uint64_t arrivedMs = 0;  ///< monotonic
};

/// A copy of what the node knows, for snapshots. Taking it costs O(pending).
struct CoreStatus {
    std::uint64_t height = 0;  ///< of the tip
    Hash tip;
    std::uint64_t tipTimestampMs = 0;
    std::uint64_t epoch = 0;
    std::uint32_t view = 0;  ///< of height + 1
    std::uint32_t quorum = 0;
    bool masternode = false;  ///< its operator key is in the set
    bool signingAllowed = false;
    bool behind = false;  ///< some peer claims more blocks
    std::uint64_t bestClaimedHeight = 0;
    bool stalled = false;  ///< business waits for more than 3 s
    Trust trust = Trust::Trusted;
    std::uint64_t checkpointHeight = 0;  ///< that is followed; 0: none
    std::vector<MemberStatus> members;
    std::vector<PendingStatus> pending;  ///< at most `pendingLimit`, best package first
    std::uint32_t poolCount = 0;
    std::uint64_t poolBytes = 0;
    std::uint64_t poolFloor =
        0;  ///< satoshi per 1,000 bytes that a newcomer must exceed (R-POOL-9)
};

/// A pooled transaction as it survives a restart (R-POOL-8).
struct PooledRecord {
    Transaction transaction;
    std::uint64_t arrivedWallMs = 0;
    bool own = false;  ///< submitted here: sent again until it is final
};

class NodeCore {
public:
    /// The stores outlive the core. start() before anything else.
    NodeCore(CoreConfig config, ChainStore& chain, SafetyLog& safety);
    ~NodeCore();

    /// Opens the stores (genesis when empty), reloads what was signed, begins silent if it is a
    /// masternode: see R-SIG-5.
    Status<StorageError> start(Instant now);

    void onPeerReady(PeerNumber peer, std::uint64_t height, Instant now);
    void onPeerGone(PeerNumber peer);
    void onMessage(PeerNumber from, wire::Message message, Instant now);
    void onVerified(VerifyResult result, Instant now);
    /// A payment made here. The verdict comes as TransferSeen or TransferRejected.
    void submit(Transaction transaction, Instant now);
    /// Call when nextDueMs() has passed, and whenever convenient.
    void onTime(Instant now);
    std::optional<std::uint64_t> nextDueMs() const;

    /// Ends a turn of any number of inputs: signs what is due, makes the safety log durable, and
    /// only then hands out what may leave. After a fatal turn every call does nothing.
    Turn finishTurn(Instant now);

    CoreStatus status(Instant now, std::size_t pendingLimit) const;
    const TipState& tip() const;
    /// Votes or acknowledgements that prove it, while its window is open.
    std::optional<TransferCertificate> proofOf(const Hash& id, StatementKind kind) const;
    /// Who voted for and acknowledged it in the window that is open, at height `height`.
    struct Counted {
        std::uint64_t height = 0;
        MemberBits votesBy;
        MemberBits acksBy;
    };
    Counted countedFor(const Hash& id) const;
    /// A pooled transfer, or null.
    TransactionPtr pooled(const Hash& id) const;
    std::vector<TransactionPtr> pooledAll() const;
    /// Of the pool, best first, as many as fit in `maxBytes`.
    std::vector<PooledRecord> pooledRecords(Instant now, std::uint64_t maxBytes) const;
    std::uint64_t pooledBytes() const;
    /// Another number after everything that came into the pool or left it.
    std::uint64_t poolRevision() const;
    /// Out of a file: checked as a stranger's, but its age counts on.
    void restore(PooledRecord record, Instant now);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace timecoin
