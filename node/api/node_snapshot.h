// What a window, a command line or an RPC method sees of the node: plain values, copied at one
// moment. Any thread may read them; nobody changes them.
#pragma once

#include "node/base/amount.h"
#include "node/base/bytes.h"
#include "node/base/member_bits.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <memory>
#include <optional>

namespace timecoin {

/// One masternode of the current epoch, as this node sees it.
struct MemberInfo {
    PublicKey operatorKey;
    QString service;              ///< "host:port" where it says it listens
    quint64 lastHeardWallMs = 0;  ///< Unix time of its newest statement; 0: none since the start
    bool silent = false;          ///< payments or a block wait and it has not spoken for them
    bool demoted = false;         ///< passed over as primary until the epoch ends
    bool self = false;
};

/// A payment that no block holds yet. *seen by `votes` of n -> certified -> final*.
struct PendingInfo {
    Hash txid;
    quint32 votes = 0;
    quint32 acks = 0;
    MemberBits votesBy;
    MemberBits acksBy;
    bool certified = false;
    bool final = false;
    quint32 size = 0;
    quint64 feeSatoshi = 0;
    quint64 ageMs = 0;
};

struct PeerEntry {
    quint64 id = 0;
    bool inbound = false;
    QString address;
    PublicKey identity;
    std::optional<PublicKey> operatorKey;  ///< proven when it connected
    quint64 height = 0;                    ///< what it last claimed
    qint64 latencyMs = -1;                 ///< -1: not measured yet
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    int score = 0;
};

struct NodeSnapshot {
    quint64 height = 0;
    Hash tip;
    quint64 tipTimestampMs = 0;
    quint64 epoch = 0;
    quint32 view = 0;    ///< of the round that makes block height + 1
    quint32 quorum = 0;  ///< of the registered set
    bool masternode = false;
    bool signingAllowed = false;
    bool behind = false;
    quint64 bestClaimedHeight = 0;
    bool stalled = false;  ///< business has waited for more than 3 s
    QVector<MemberInfo> members;
    QVector<PendingInfo> pending;  ///< at most 1,000, best package first
    quint32 poolCount = 0;
    quint64 poolBytes = 0;
    quint64 poolFloor =
        0;  ///< satoshi per 1,000 bytes that a newcomer must exceed; 0: any fee does
    QVector<PeerEntry> peers;
    QStringList otherNetworks;  ///< addresses met lately whose nodes have another genesis
    /// The newest block is so old that those who vouched for it may have left: nothing is taken
    /// until a person names a newer one.
    bool checkpointNeeded = false;
    quint64 checkpointHeight = 0;  ///< the block that is being followed to; 0: none
    quint16 listenPort = 0;        ///< 0: not listening
    quint64 wallMs = 0;            ///< when the picture was taken
    // How busy the node is.
    quint64 turns = 0;
    quint64 longestTurnMs = 0;
    quint64 inbox = 0;
    quint64 verifying = 0;
};
using NodeSnapshotPtr = std::shared_ptr<const NodeSnapshot>;

/// A committed block, in short.
struct BlockInfo {
    quint64 height = 0;
    Hash hash;
    quint32 view = 0;  ///< of the certificate it was decided by
    quint64 epoch = 0;
    quint64 timestampMs = 0;
    PublicKey proposer;
    QVector<Hash> txids;  ///< in block order
};

/// A phase message of a member took effect in the round that is on.
struct PhaseInfo {
    QString kind;  ///< "READY", "VIEW-CHANGE", "PRE-PREPARE", "PREPARE", "COMMIT", ...
    quint64 height = 0;
    quint32 view = 0;
    quint32 member = 0;
    Hash messageHash;    ///< as in that masternode's statement log
    quint64 wallMs = 0;  ///< Unix time here when it took effect
};

/// The votes counted so far for a watched payment, told at once. Within a window they only grow;
/// a payment that its window's block left out is voted on again, from nothing, in the next.
struct VotesInfo {
    Hash txid;
    MemberBits votesBy;
    MemberBits acksBy;
};

/// A pooled transfer that pays or spends under a watched lock.
struct WatchedTransfer {
    Hash txid;
    Bytes transaction;  ///< canonical encoding
};
/// A committed block, of which only transactions that pay or spend under a watched lock are here.
struct WatchedBlock {
    quint64 height = 0;
    Hash hash;
    quint64 timestampMs = 0;
    quint64 slot = 0;
    QVector<Bytes> transactions;  ///< canonical encodings, in block order
};
struct BlocksAnswer {
    bool ok = false;               ///< false: the node is not running or its database failed
    quint64 tip = 0;               ///< height of the newest block
    quint64 next = 0;              ///< ask from here for more; above tip: that was all
    quint64 bodiesFrom = 0;        ///< blocks below are not on this node: dropped, or never had
    QVector<WatchedBlock> blocks;  ///< ascending; those without a watched transaction left out
};
/// Certificates of a payment, canonically encoded; empty where there is none (any more).
struct ProofAnswer {
    bool ok = false;
    Bytes votes;
    Bytes acks;
};

struct CoinInfo {
    Hash txid;
    quint32 index = 0;
    Amount value;
    Bytes lock;              ///< canonical encoding
    quint64 matureSlot = 0;  ///< 0: spendable at once
};
/// Committed coins under one lock.
struct CoinsAnswer {
    bool ok = false;     ///< false: the node is not running or its database failed
    quint64 height = 0;  ///< of the block after which this holds
    QVector<CoinInfo> coins;
};
struct HeightAnswer {
    bool ok = false;
    std::optional<quint64> height;  ///< nullopt: in no block
};

/// What became of a handed-in transaction.
struct SubmitOutcome {
    /// Valid and in the pool: it will be voted on.
    bool accepted = false;
    Hash txid;  ///< zero when the bytes are no transaction
    /// Stable code when not accepted: one of the transaction codes, "malformed", "stopped", or
    /// "unanswered" (too busy, or it waits for a parent: look for its events).
    QString code;
};

}  // namespace timecoin
