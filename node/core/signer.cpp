#include "node/core/signer.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::uint32_t kMaxSpentOutpoints = 1'000'000;

/// Place of a statement within its height: the order that R-SIG-2 enforces.
std::uint64_t stageOf(StatementKind kind, std::uint32_t view) {
    const std::uint64_t base = 1 + 3ull * view;
    switch (kind) {
    case StatementKind::Ready:
    case StatementKind::TxVote:
    case StatementKind::TxAck: return 0;
    case StatementKind::ViewChange: return base;
    case StatementKind::PrePrepare:
    case StatementKind::Prepare: return base + 1;
    case StatementKind::Commit: return base + 2;
    }
    return 0;
}

struct Place {
    StatementKind kind;
    StatementHeader at;
    Bytes bytes;
};

template <class S>
Place placeOf(const S& statement, const Hash& genesis) {
    return {S::kKind, statement.at, signingBytes(statement, genesis)};
}

std::optional<Place> placeOf(const wire::Message& message, const Hash& genesis) {
    using namespace wire;
    if (const auto* m = std::get_if<ReadyMessage>(&message)) return placeOf(m->ready, genesis);
    if (const auto* m = std::get_if<ViewChangeMessage>(&message))
        return placeOf(m->change, genesis);
    if (const auto* m = std::get_if<ProposalMessage>(&message))
        return placeOf(m->prePrepare, genesis);
    if (const auto* m = std::get_if<PrepareMessage>(&message)) return placeOf(m->prepare, genesis);
    if (const auto* m = std::get_if<CommitMessage>(&message)) return placeOf(m->commit, genesis);
    if (const auto* m = std::get_if<TxVotesMessage>(&message)) return placeOf(m->vote, genesis);
    if (const auto* m = std::get_if<TxAcksMessage>(&message)) return placeOf(m->ack, genesis);
    return std::nullopt;
}

}  // namespace

Bytes SignedRecord::encode() const {
    Writer out;
    out.blob(wire::encodeMessage(message));
    out.count(spent.size());
    for (const auto& outpoint : spent) outpoint.encode(out);
    return out.take();
}

std::optional<SignedRecord> SignedRecord::decode(ByteView bytes) {
    Reader in(bytes);
    auto message = wire::decodeMessage(in.blob(kMaxFrameBytes));
    std::vector<OutPoint> spent;
    const auto count = in.count(kMaxSpentOutpoints, OutPoint::kEncodedSize);
    for (std::uint32_t i = 0; i < count; ++i) spent.push_back(OutPoint::decode(in));
    if (!message || !in.finished()) return std::nullopt;
    return SignedRecord{std::move(*message), std::move(spent)};
}

Signer::Signer(const SigningKey& key, const SignatureScheme& scheme, const Hash& genesis)
    : m_key(key),
      m_scheme(scheme),
      m_genesis(genesis) {}

void Signer::restore(const std::vector<SafetyRecord>& records, std::uint64_t lastSequence) {
    m_sequence = lastSequence;
    for (const auto& record : records) {
        if (record.kind != SafetyKind::Statement) continue;
        const auto signedRecord = SignedRecord::decode(record.bytes);
        if (!signedRecord) continue;
        const auto place = placeOf(signedRecord->message, m_genesis);
        if (!place) continue;
        m_sequence = std::max(m_sequence, place->at.sequence);
        const auto stage = stageOf(place->kind, place->at.view);
        if (place->at.height > m_height) {
            m_height = place->at.height;
            m_stage = stage;
        } else if (place->at.height == m_height) {
            m_stage = std::max(m_stage, stage);
        }
        noteMade(place->at.height, hashOf(Domain::Message, place->bytes));
    }
}

bool Signer::made(const Hash& signingBytesHash) const {
    return std::any_of(m_made.begin(), m_made.end(),
                       [&](const auto& entry) { return entry.second == signingBytesHash; });
}

bool Signer::admit(StatementKind kind, std::uint64_t height, std::uint32_t view) {
    if (height < m_height) return false;
    const auto stage = stageOf(kind, view);
    const auto current = height == m_height ? m_stage : 0;
    switch (kind) {
    case StatementKind::Ready:
    case StatementKind::TxVote:
    case StatementKind::TxAck:
        // The freeze (R-FIN-5): none of these after any VIEW-CHANGE of the height.
        if (current != 0) return false;
        break;
    case StatementKind::ViewChange:
        if (stage <= current) return false;
        break;
    case StatementKind::PrePrepare:
    case StatementKind::Prepare:
        // Directly after the own VIEW-CHANGE of this very view.
        if (current != stage - 1) return false;
        break;
    case StatementKind::Commit:
        if (current != stage - 1 && current != stage - 2) return false;
        break;
    }
    m_height = height;
    m_stage = stage;
    return true;
}

void Signer::noteMade(std::uint64_t height, const Hash& hash) {
    std::erase_if(m_made, [height](const auto& entry) { return entry.first + 1 < height; });
    m_made.emplace_back(height, hash);
}

wire::NewestAnswer Signer::answer(const wire::AskNewest& question,
                                  const SignedText& newestHeld) const {
    wire::NewestAnswer out;
    out.about = question.operatorKey;
    out.nonce = question.nonce;
    out.newestSequence = newestHeld.sequence;
    out.statement = newestHeld.text;
    out.statementSignature = newestHeld.signature;
    out.answerer = m_key.publicKey();
    out.signature = m_scheme.sign(m_key, wire::signingBytes(out, m_genesis));
    return out;
}

}  // namespace timecoin
