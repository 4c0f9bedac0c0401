// Encoding and decoding of every message: kind byte, then the body (R-WIRE-1, R-WIRE-2).
#include "node/base/limits.h"
#include "node/wire/messages.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace timecoin::wire {

namespace {

constexpr std::uint32_t kMaxAddresses = 100;
constexpr std::uint32_t kMaxServiceBytes = 255;
constexpr std::size_t kMinServiceBytes = 4 + 1;
constexpr std::size_t kHeaderBytes = 2 + 8 + 32 + 8 + 5 * 32;

// --- lists --------------------------------------------------------------------------------------

void putHashes(Writer& out, const std::vector<Hash>& hashes) {
    out.count(hashes.size());
    for (const Hash& hash : hashes) out.fixed(hash);
}

std::vector<Hash> takeHashes(Reader& in, std::uint32_t max) {
    const std::uint32_t count = in.count(max, Hash::kSize);
    std::vector<Hash> hashes;
    hashes.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) hashes.push_back(in.fixed<Hash>());
    return hashes;
}

/// Printable ASCII without space: a service is shown to people and handed to a resolver.
bool isServiceText(ByteView text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](std::uint8_t c) { return c > 0x20 && c < 0x7f; });
}

// --- bodies out ---------------------------------------------------------------------------------

void put(Writer& out, const Ping& m) {
    out.u64(m.nonce);
}
void put(Writer& out, const Pong& m) {
    out.u64(m.nonce);
}

void put(Writer& out, const TipNotice& m) {
    out.u64(m.height);
    out.fixed(m.hash);
}

void put(Writer& out, const ReadyMessage& m) {
    encodeStatement(m.ready, out);
}

void put(Writer& out, const ViewChangeMessage& m) {
    encodeStatement(m.change, out);
    out.flag(m.prepared.has_value());
    if (m.prepared) m.prepared->encode(out);
}

void put(Writer& out, const ProposalMessage& m) {
    encodeStatement(m.prePrepare, out);
    m.justification.encode(out);
    m.block.encode(out);
}

void put(Writer& out, const PrepareMessage& m) {
    encodeStatement(m.prepare, out);
}
void put(Writer& out, const CommitMessage& m) {
    encodeStatement(m.commit, out);
}

void put(Writer& out, const TxVotesMessage& m) {
    encodeStatement(m.vote, out);
    putHashes(out, m.ids);
}

void put(Writer& out, const TxAcksMessage& m) {
    encodeStatement(m.ack, out);
    putHashes(out, m.ids);
}

void put(Writer& out, const TransactionMessage& m) {
    assert(m.transaction);
    m.transaction->encode(out);
}

void put(Writer& out, const GetTransactions& m) {
    putHashes(out, m.fullHashes);
}
void put(Writer& out, const GetTransfers& m) {
    putHashes(out, m.ids);
}

void put(Writer& out, const GetAckList& m) {
    out.u64(m.height);
    m.list.encode(out);
}

void put(Writer& out, const AckList& m) {
    out.u64(m.height);
    putHashes(out, m.ids);
}

void put(Writer& out, const GetCertificates& m) {
    out.u64(m.height);
    putHashes(out, m.ids);
}

void put(Writer& out, const TransferCertificateMessage& m) {
    m.certificate.encode(out);
}

void put(Writer& out, const GetProposalBody& m) {
    out.u64(m.height);
    out.fixed(m.block);
}

void put(Writer& out, const ProposalBody& m) {
    m.block.encode(out);
}

void put(Writer& out, const GetBlocks& m) {
    out.u64(m.from);
    out.u32(m.count);
}

void put(Writer& out, const BlockMessage& m) {
    assert(m.block);
    m.block->encode(out);
}

void put(Writer& out, const AskNewest& m) {
    out.fixed(m.operatorKey);
    out.u64(m.nonce);
}

void put(Writer& out, const NewestAnswer& m) {
    out.fixed(m.about);
    out.u64(m.nonce);
    out.u64(m.newestSequence);
    out.blob(m.statement);
    out.fixed(m.statementSignature);
    out.fixed(m.answerer);
    out.fixed(m.signature);
}

void put(Writer&, const GetAddresses&) {}

void put(Writer& out, const Addresses& m) {
    out.count(m.services.size());
    for (const std::string& service : m.services) out.blob(asBytes(service));
}

void put(Writer& out, const GetHeaders& m) {
    out.u64(m.from);
    out.u32(m.count);
}

void put(Writer& out, const Headers& m) {
    out.count(m.headers.size());
    for (const BlockHeader& header : m.headers) header.encode(out);
}

// --- bodies in ----------------------------------------------------------------------------------

void take(Reader& in, Ping& m) {
    m.nonce = in.u64();
}
void take(Reader& in, Pong& m) {
    m.nonce = in.u64();
}

void take(Reader& in, TipNotice& m) {
    m.height = in.u64();
    m.hash = in.fixed<Hash>();
}

void take(Reader& in, ReadyMessage& m) {
    m.ready = decodeStatement<Ready>(in);
}

void take(Reader& in, ViewChangeMessage& m) {
    m.change = decodeStatement<ViewChange>(in);
    if (in.flag()) m.prepared = PreparedCertificate::decode(in);
}

void take(Reader& in, ProposalMessage& m) {
    m.prePrepare = decodeStatement<PrePrepare>(in);
    m.justification = Justification::decode(in);
    m.block = CompactBlock::decode(in);
}

void take(Reader& in, PrepareMessage& m) {
    m.prepare = decodeStatement<Prepare>(in);
}
void take(Reader& in, CommitMessage& m) {
    m.commit = decodeStatement<Commit>(in);
}

void take(Reader& in, TxVotesMessage& m) {
    m.vote = decodeStatement<TxVote>(in);
    m.ids = takeHashes(in, kMaxIdsPerStatement);
    if (m.ids.size() != m.vote.ids.count) in.fail();
}

void take(Reader& in, TxAcksMessage& m) {
    m.ack = decodeStatement<TxAck>(in);
    m.ids = takeHashes(in, kMaxIdsPerStatement);
    if (m.ids.size() != m.ack.ids.count) in.fail();
}

void take(Reader& in, TransactionMessage& m) {
    m.transaction = std::make_shared<const Transaction>(Transaction::decode(in));
}

void take(Reader& in, GetTransactions& m) {
    m.fullHashes = takeHashes(in, kMaxBlockTransactions);
}
void take(Reader& in, GetTransfers& m) {
    m.ids = takeHashes(in, kMaxAcknowledged);
}

void take(Reader& in, GetAckList& m) {
    m.height = in.u64();
    m.list = IdListRef::decode(in);
}

void take(Reader& in, AckList& m) {
    m.height = in.u64();
    m.ids = takeHashes(in, kMaxAcknowledged);
    // A C is a sorted list of distinct ids: any other order is another encoding of it.
    const auto unsorted = std::adjacent_find(m.ids.begin(), m.ids.end(),
                                             [](const Hash& a, const Hash& b) { return !(a < b); });
    if (unsorted != m.ids.end()) in.fail();
}

void take(Reader& in, GetCertificates& m) {
    m.height = in.u64();
    m.ids = takeHashes(in, kMaxAcknowledged);
}

void take(Reader& in, TransferCertificateMessage& m) {
    m.certificate = TransferCertificate::decode(in);
}

void take(Reader& in, GetProposalBody& m) {
    m.height = in.u64();
    m.block = in.fixed<Hash>();
}

void take(Reader& in, ProposalBody& m) {
    m.block = CompactBlock::decode(in);
}

void take(Reader& in, GetBlocks& m) {
    m.from = in.u64();
    m.count = in.u32();
    if (m.count == 0 || m.count > kBlocksPerBatch) in.fail();
}

void take(Reader& in, BlockMessage& m) {
    m.block = std::make_shared<const CertifiedBlock>(CertifiedBlock::decode(in));
}

void take(Reader& in, AskNewest& m) {
    m.operatorKey = in.fixed<PublicKey>();
    m.nonce = in.u64();
}

void take(Reader& in, NewestAnswer& m) {
    m.about = in.fixed<PublicKey>();
    m.nonce = in.u64();
    m.newestSequence = in.u64();
    const ByteView statement = in.blob(kMaxShownStatement);
    m.statement.assign(statement.begin(), statement.end());
    m.statementSignature = in.fixed<Signature>();
    m.answerer = in.fixed<PublicKey>();
    m.signature = in.fixed<Signature>();
}

void take(Reader&, GetAddresses&) {}

void take(Reader& in, Addresses& m) {
    const std::uint32_t count = in.count(kMaxAddresses, kMinServiceBytes);
    m.services.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        const ByteView text = in.blob(kMaxServiceBytes);
        if (!isServiceText(text)) in.fail();
        m.services.emplace_back(text.begin(), text.end());
    }
}

void take(Reader& in, GetHeaders& m) {
    m.from = in.u64();
    m.count = in.u32();
    if (m.count == 0 || m.count > kHeadersPerBatch) in.fail();
}

void take(Reader& in, Headers& m) {
    const std::uint32_t count = in.count(kHeadersPerBatch, kHeaderBytes);
    m.headers.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i)
        m.headers.push_back(BlockHeader::decode(in));
}

// --- by kind ------------------------------------------------------------------------------------

using Decoder = std::optional<Message> (*)(Reader&);

template <std::size_t I>
std::optional<Message> takeKind(Reader& in) {
    std::variant_alternative_t<I, Message> body;
    take(in, body);
    if (!in.finished()) return std::nullopt;
    return Message(std::in_place_index<I>, std::move(body));
}

template <std::size_t... I>
constexpr std::array<Decoder, sizeof...(I)> decoders(std::index_sequence<I...>) {
    return {&takeKind<I>...};
}

}  // namespace

Bytes encodeMessage(const Message& message) {
    Writer out;
    out.u8(static_cast<std::uint8_t>(message.index() + 1));
    std::visit([&out](const auto& body) { put(out, body); }, message);
    return out.take();
}

std::optional<Message> decodeMessage(ByteView bytes) {
    static constexpr auto kDecoders =
        decoders(std::make_index_sequence<std::variant_size_v<Message>>{});
    Reader in(bytes);
    const std::uint8_t kind = in.u8();
    if (kind == 0 || kind > kDecoders.size()) return std::nullopt;
    return kDecoders[kind - 1u](in);
}

}  // namespace timecoin::wire
