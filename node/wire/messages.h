// What peers say to each other after the handshake (R-WIRE-1..4). Values only; every decoder is
// bounded. An unknown kind is an error, not silence.
#pragma once

#include "node/chain/block.h"
#include "node/chain/certificates.h"
#include "node/chain/justification.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace timecoin::wire {

/// Highest first. A flood in one lane never delays a higher one.
enum class Lane : std::uint8_t {
    Agreement = 0,
    Votes = 1,
    Transactions = 2,
    Sync = 3,
    Addresses = 4
};
inline constexpr std::size_t kLanes = 5;

struct Ping {
    std::uint64_t nonce = 0;
};
struct Pong {
    std::uint64_t nonce = 0;
};

/// Sent after the handshake and whenever the tip moves.
struct TipNotice {
    std::uint64_t height = 0;
    Hash hash;
};

// --- block agreement -----------------------------------------------------------------------
struct ReadyMessage {
    Ready ready;
};

/// A VIEW-CHANGE and, when it names a P, that P in full.
struct ViewChangeMessage {
    ViewChange change;
    std::optional<PreparedCertificate> prepared;
};

/// A block without bodies of transfers: they are named by full hash, the reward stands whole.
struct CompactBlock {
    BlockHeader header;
    CommitCertificate lastCommit;
    std::optional<Transaction> reward;
    std::vector<Hash> transfers;  ///< full hashes, in block order

    static CompactBlock of(const Block& block);
    void encode(Writer& out) const;
    static CompactBlock decode(Reader& in);
    friend bool operator==(const CompactBlock&, const CompactBlock&) = default;
};

struct ProposalMessage {
    PrePrepare prePrepare;
    Justification justification;
    CompactBlock block;
};
struct PrepareMessage {
    Prepare prepare;
};
struct CommitMessage {
    Commit commit;
};

// --- payments ------------------------------------------------------------------------------
/// The batch's ids in the signer's order; their root is ids.root.
struct TxVotesMessage {
    TxVote vote;
    std::vector<Hash> ids;
};
struct TxAcksMessage {
    TxAck ack;
    std::vector<Hash> ids;
};
struct TransactionMessage {
    std::shared_ptr<const Transaction> transaction;
};

// --- fetching what is missing ----------------------------------------------------------------
/// Transactions by full hash; answered by TransactionMessages, nothing for unknown ones.
struct GetTransactions {
    std::vector<Hash> fullHashes;
};
/// Transactions by id, of the open window; answered likewise.
struct GetTransfers {
    std::vector<Hash> ids;
};
/// The sorted ids behind a C.
struct GetAckList {
    std::uint64_t height = 0;
    IdListRef list;
};
struct AckList {
    std::uint64_t height = 0;
    std::vector<Hash> ids;
};
/// Certificates of transfers in window `height`; one TransferCertificateMessage each.
struct GetCertificates {
    std::uint64_t height = 0;
    std::vector<Hash> ids;
};
struct TransferCertificateMessage {
    TransferCertificate certificate;
};
/// The compact block behind a prepared hash of `height`.
struct GetProposalBody {
    std::uint64_t height = 0;
    Hash block;
};
struct ProposalBody {
    CompactBlock block;
};
/// Blocks from `from` on, at most `count` <= kBlocksPerBatch; answered by one BlockMessage each.
struct GetBlocks {
    std::uint64_t from = 0;
    std::uint32_t count = 0;
};
struct BlockMessage {
    std::shared_ptr<const CertifiedBlock> block;
};

// --- the start-up question (R-SIG-5) -------------------------------------------------------------
/// "Which is the newest signature of mine that you hold?"
struct AskNewest {
    PublicKey operatorKey;
    std::uint64_t nonce = 0;
};
/// Signed by a member of the tip's set over domain, genesis, question and answer. It shows the
/// statement it speaks of: nobody is silenced by a word alone.
struct NewestAnswer {
    PublicKey about;
    std::uint64_t nonce = 0;
    std::uint64_t newestSequence = 0;  ///< 0: none held
    Bytes statement;                   ///< signing bytes of that statement; none when none is held
    Signature statementSignature;
    PublicKey answerer;
    Signature signature;
};
inline constexpr std::size_t kMaxShownStatement = 256;  // the longest, a VIEW-CHANGE, has 152
Bytes signingBytes(const NewestAnswer& answer, const Hash& genesis);

/// "host:port" of peers that may be dialled; at most 100.
struct GetAddresses {};
struct Addresses {
    std::vector<std::string> services;
};

// --- the way to a checkpoint (R-CHK-3) ---------------------------------------------------------
/// Headers from `from` on, at most `count` <= kHeadersPerBatch; answered by one Headers.
struct GetHeaders {
    std::uint64_t from = 0;
    std::uint32_t count = 0;
};
/// In order of height; none when the one asked is not here.
struct Headers {
    std::vector<BlockHeader> headers;
};

using Message =
    std::variant<Ping, Pong, TipNotice, ReadyMessage, ViewChangeMessage, ProposalMessage,
                 PrepareMessage, CommitMessage, TxVotesMessage, TxAcksMessage, TransactionMessage,
                 GetTransactions, GetTransfers, GetAckList, AckList, GetCertificates,
                 TransferCertificateMessage, GetProposalBody, ProposalBody, GetBlocks, BlockMessage,
                 AskNewest, NewestAnswer, GetAddresses, Addresses, GetHeaders, Headers>;

/// Kind byte and body. The variant's index + 1 is the kind.
Bytes encodeMessage(const Message& message);
/// nullopt: unknown kind, malformed, out of bounds or bytes left over.
std::optional<Message> decodeMessage(ByteView bytes);

Lane laneOf(const Message& message);
/// By the first byte of an encoding; nullopt: no such kind.
std::optional<Lane> laneOfKind(std::uint8_t kind);
/// Spread by gossip and de-duplicated by message id: the agreement statements, the votes and
/// acknowledgements, the transactions.
bool isGossipKind(std::uint8_t kind);
/// Stable name for logs and counters.
std::string_view kindName(const Message& message);
/// What gossip de-duplicates by: Hasher(Domain::Message) over the encoding.
Hash messageId(ByteView encodedMessage);

}  // namespace timecoin::wire
