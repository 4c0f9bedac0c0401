// What goes into and comes out of one turn of the node (R-CORE-1..4). Values only.
#pragma once

#include "node/chain/transaction_check.h"
#include "node/chain/verified.h"
#include "node/ledger/ledger.h"
#include "node/storage/storage.h"
#include "node/wire/messages.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace timecoin {

/// A peer, by the number its owner gave it. 0 is this node itself (RPC, wallet, faucet).
using PeerNumber = std::uint64_t;
inline constexpr PeerNumber kSelf = 0;
/// Nobody: it stood in this node's own file of pooled transactions (R-POOL-8).
inline constexpr PeerNumber kRestored = ~PeerNumber{0};

// --- what the verification pool returns --------------------------------------------------------
/// A VIEW-CHANGE whose P, if it names one, was attached and holds.
struct VerifiedViewChange {
    Verified<ViewChange> change;
    std::optional<Verified<PreparedCertificate>> prepared;
};
/// A PRE-PREPARE whose J holds and is what it binds. Nothing is said about the block yet.
struct VerifiedProposal {
    Verified<PrePrepare> prePrepare;
    Justification justification;
    wire::CompactBlock block;
};
struct VerifiedVotes {
    Verified<TxVote> vote;
    std::vector<Hash> ids;
};
struct VerifiedAcks {
    Verified<TxAck> ack;
    std::vector<Hash> ids;
};
/// A block whose header hash, roots and commit certificate hold; transfers not yet checked.
struct VerifiedBlock {
    std::shared_ptr<const CertifiedBlock> block;
};
struct VerifiedAnswer {
    wire::NewestAnswer answer;
};
/// What a checked transfer was, or why it is none. `fullHash` names the copy.
struct TransactionOutcome {
    Hash id;
    Hash fullHash;
    Result<TransactionPtr, TxError> result;
};
/// All transfers of one block body, in its order, or nothing when one of them does not hold.
struct CheckedBody {
    Hash block;
    std::optional<std::vector<TransactionPtr>> transfers;
};
/// Its certificate is not that of this block, or does not hold.
struct RefusedBlock {
    std::shared_ptr<const CertifiedBlock> block;
};
/// A signature, a certificate or a list did not hold.
struct Refused {};

using VerifiedItem = std::variant<Verified<Ready>, VerifiedViewChange, VerifiedProposal,
                                  Verified<Prepare>, Verified<Commit>, VerifiedVotes, VerifiedAcks,
                                  Verified<TransferCertificate>, VerifiedBlock, VerifiedAnswer,
                                  TransactionOutcome, CheckedBody, RefusedBlock, Refused>;

struct VerifyResult {
    PeerNumber from = kSelf;
    std::optional<wire::Message> relay;  ///< the message, to pass on when it proves good and new
    VerifiedItem item;
};

/// Self-contained: captures values, may run on any thread, touches nothing shared.
using VerifyJob = std::function<VerifyResult()>;

// --- what a turn yields ------------------------------------------------------------------------
struct SendTo {
    PeerNumber to;
    wire::Message message;
};
/// To every peer not known to have it.
struct GossipOut {
    wire::Message message;
};
enum class Blame : std::uint8_t { BadSignature, BadBlock, BadList, UnrequestedData, BadTransfer };
struct BlamePeer {
    PeerNumber peer;
    Blame reason;
};

// --- what happened, for window, log and checkers --------------------------------------------------
struct BlockCommitted {
    std::uint64_t height = 0;
    Hash hash;
    std::uint32_t view = 0;  ///< of the certificate it was decided by here
    std::shared_ptr<const CertifiedBlock> block;
};
struct TransferSeen {
    Hash id;
};  ///< valid here and in the pool
struct TransferCertified {
    Hash id;
    std::uint64_t height = 0;
};
struct TransferFinal {
    Hash id;
    std::uint64_t height = 0;
};
struct TransferRejected {
    Hash id;
    TxError reason;
};
/// A phase message of a member took effect here (the Consensus page draws these).
struct PhaseSeen {
    StatementKind kind;
    std::uint64_t height = 0;
    std::uint32_t view = 0;
    MemberIndex member = 0;
    Hash messageHash;  ///< Hasher(Domain::Message) over its signing bytes
};
/// A member named these payments in a batch (or proof) that counts here.
struct VotesCounted {
    StatementKind kind;  ///< TxVote or TxAck
    std::uint64_t height = 0;
    MemberIndex member = 0;
    std::vector<Hash> ids;
};
struct ViewEntered {
    std::uint64_t height = 0;
    std::uint32_t view = 0;
};
struct SigningAllowed {
    std::uint64_t sequence = 0;
};
enum class AlertCode : std::uint8_t {
    RoundOver30s,
    OlderSignerState,  ///< others hold newer signatures of this key: nothing is signed
    ForeignSignature,  ///< a statement of the own key that this node did not make
    DoubleVote,        ///< a member voted for two payments that spend one output
    Equivocation,      ///< a member signed two statements that contradict each other
    UpgradeAgreed,  ///< rules this program does not know are in force from the height in `detail`
    CheckpointNeeded,    ///< the tip is older than the unbonding time (R-CHK-2); detail: the tip
    OtherNetwork,        ///< a node met there has another genesis; detail: its address
    CheckpointNotFound,  ///< no peer knows the block of a checkpoint; detail: the checkpoint
};
struct AlertRaised {
    AlertCode code;
    std::string detail;
};

using CoreEvent =
    std::variant<BlockCommitted, TransferSeen, TransferCertified, TransferFinal, TransferRejected,
                 PhaseSeen, ViewEntered, SigningAllowed, AlertRaised, VotesCounted>;

/// The node must stop: it can no longer keep its promises.
enum class FatalCode : std::uint8_t {
    Storage,
    DatabaseDamaged,  ///< the chain contradicts itself: it can be made anew from its blocks
    TwoCertificatesOneHeight,  ///< more than a third of the masternodes are faulty (R-SAFE-1)
    FinalTransferMissing,      ///< likewise (R-SAFE-2)
    DecidedBlockInvalid,       ///< likewise (R-SAFE-3)
    UpgradeNeeded,    ///< the next block follows rules this program does not know (R-UPG-3)
    WrongCheckpoint,  ///< the chain kept here does not lead to it (R-CHK-3)
};
struct Fatal {
    FatalCode code;
    std::string detail;
    Bytes proof = {};  ///< a FaultProof, when the fault is that of too many masternodes
};

/// Everything one turn wants done, in this order, after what it persisted is durable.
struct Turn {
    std::vector<VerifyJob> verify;
    std::vector<SendTo> sends;
    std::vector<GossipOut> gossip;
    std::vector<BlamePeer> blames;
    std::vector<CoreEvent> events;
    std::optional<Fatal> fatal;
};

}  // namespace timecoin
