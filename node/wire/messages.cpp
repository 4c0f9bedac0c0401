#include "node/wire/messages.h"

#include "node/base/limits.h"

#include <array>

namespace timecoin::wire {

namespace {

struct KindRow {
    std::string_view name;
    Lane lane;
};

// By variant index. What a replica waits for before it can go on (lists, certificates, bodies of a
// proposal) travels with the votes: behind the sync lane a flood could starve agreement (R-WIRE-3).
constexpr std::array<KindRow, std::variant_size_v<Message>> kKinds{{
    {"ping", Lane::Agreement},
    {"pong", Lane::Agreement},
    {"tip", Lane::Agreement},
    {"ready", Lane::Agreement},
    {"view-change", Lane::Agreement},
    {"proposal", Lane::Agreement},
    {"prepare", Lane::Agreement},
    {"commit", Lane::Agreement},
    {"tx-votes", Lane::Votes},
    {"tx-acks", Lane::Votes},
    {"transaction", Lane::Transactions},
    {"get-transactions", Lane::Votes},
    {"get-transfers", Lane::Votes},
    {"get-ack-list", Lane::Votes},
    {"ack-list", Lane::Votes},
    {"get-certificates", Lane::Votes},
    {"certificate", Lane::Votes},
    {"get-proposal-body", Lane::Votes},
    {"proposal-body", Lane::Votes},
    {"get-blocks", Lane::Sync},
    {"block", Lane::Sync},
    {"ask-newest", Lane::Sync},
    {"newest", Lane::Sync},
    {"get-addresses", Lane::Addresses},
    {"addresses", Lane::Addresses},
    {"get-headers", Lane::Sync},
    {"headers", Lane::Sync},
}};

template <class T, std::size_t I = 0>
constexpr std::uint8_t indexOf() {
    if constexpr (std::is_same_v<std::variant_alternative_t<I, Message>, T>)
        return I;
    else
        return indexOf<T, I + 1>();
}
template <class T>
constexpr std::uint8_t kindOf = indexOf<T>() + 1;
static_assert(kindOf<ReadyMessage> == 4 && kindOf<TransactionMessage> == 11);

}  // namespace

CompactBlock CompactBlock::of(const Block& block) {
    CompactBlock out;
    out.header = block.header;
    out.lastCommit = block.lastCommit;
    out.transfers.reserve(block.transactions.size());
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
        const Transaction& transaction = block.transactions[i];
        if (i == 0 && transaction.kind == TransactionKind::Reward)
            out.reward = transaction;
        else
            out.transfers.push_back(transaction.fullHash());
    }
    return out;
}

void CompactBlock::encode(Writer& out) const {
    header.encode(out);
    lastCommit.encode(out);
    out.flag(reward.has_value());
    if (reward) reward->encode(out);
    out.count(transfers.size());
    for (const Hash& hash : transfers) out.fixed(hash);
}

CompactBlock CompactBlock::decode(Reader& in) {
    CompactBlock out;
    out.header = BlockHeader::decode(in);
    out.lastCommit = CommitCertificate::decode(in);
    if (in.flag()) {
        out.reward = Transaction::decode(in);
        if (out.reward->kind != TransactionKind::Reward) in.fail();
    }
    const std::uint32_t count = in.count(kMaxBlockTransactions, Hash::kSize);
    out.transfers.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) out.transfers.push_back(in.fixed<Hash>());
    return out;
}

Bytes signingBytes(const NewestAnswer& answer, const Hash& genesis) {
    Writer out;
    out.raw(asBytes("TimeCoin newest1"));
    out.fixed(genesis);
    out.fixed(answer.about);
    out.u64(answer.nonce);
    out.u64(answer.newestSequence);
    out.fixed(answer.answerer);
    return out.take();
}

Lane laneOf(const Message& message) {
    return kKinds[message.index()].lane;
}

std::optional<Lane> laneOfKind(std::uint8_t kind) {
    if (kind == 0 || kind > kKinds.size()) return std::nullopt;
    return kKinds[kind - 1u].lane;
}

bool isGossipKind(std::uint8_t kind) {
    return kind >= kindOf<ReadyMessage> && kind <= kindOf<TransactionMessage>;
}

std::string_view kindName(const Message& message) {
    return kKinds[message.index()].name;
}

Hash messageId(ByteView encodedMessage) {
    return hashOf(Domain::Message, encodedMessage);
}

}  // namespace timecoin::wire
