// The one place where a masternode signs (R-SIG-1..4). It enforces the order of statements across
// kinds, numbers them, and turns each into a safety record; nothing it returns may leave before
// that record is durable. Thread: that of the core.
#pragma once

#include "node/base/crypto.h"
#include "node/chain/statements.h"
#include "node/core/verification.h"
#include "node/storage/storage.h"
#include "node/wire/messages.h"

#include <optional>
#include <vector>

namespace timecoin {

/// What a statement record holds: the whole message, and for votes the outpoints they spend.
struct SignedRecord {
    wire::Message message;
    std::vector<OutPoint> spent;

    Bytes encode() const;
    static std::optional<SignedRecord> decode(ByteView bytes);
};

class Signer {
public:
    Signer(const SigningKey& key, const SignatureScheme& scheme, const Hash& genesis);

    /// What the log says was signed: its records in order, and its highest sequence.
    void restore(const std::vector<SafetyRecord>& records, std::uint64_t lastSequence);

    const PublicKey& publicKey() const { return m_key.publicKey(); }
    std::uint64_t lastSequence() const { return m_sequence; }
    /// Height of the newest statement; lower heights are closed.
    std::uint64_t height() const { return m_height; }
    /// Hash of the signing bytes of every statement of the newest two heights, to tell own ones
    /// from those of another process with the same key.
    bool made(const Hash& signingBytesHash) const;

    /// Fills epoch, height, view, member and sequence are the caller's but sequence; signs.
    /// nullopt: the order forbids it (VOTE/ACK/READY(h) < VC(h,v) < PRE-PREPARE or PREPARE(h,v) <
    /// COMMIT(h,v) < VC(h,v+1), and nothing of view v before the own VC(h,v)). R-SIG-2.
    template <class S>
    std::optional<S> sign(S draft) {
        if (!admit(S::kKind, draft.at.height, draft.at.view)) return std::nullopt;
        draft.at.sequence = ++m_sequence;
        const Bytes bytes = signingBytes(draft, m_genesis);
        draft.signature = m_scheme.sign(m_key, bytes);
        noteMade(draft.at.height, hashOf(Domain::Message, bytes));
        return draft;
    }
    /// The start-up answer is no statement: it promises nothing and has no place in the order.
    wire::NewestAnswer answer(const wire::AskNewest& question, const SignedText& newestHeld) const;

private:
    bool admit(StatementKind kind, std::uint64_t height, std::uint32_t view);
    void noteMade(std::uint64_t height, const Hash& hash);

    const SigningKey& m_key;
    const SignatureScheme& m_scheme;
    Hash m_genesis;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_height = 0;
    /// Within m_height: 0 = votes, acknowledgements, READY; then 1, 2, 3 of view 0, 4, 5, 6 of 1 ...
    std::uint64_t m_stage = 0;
    std::vector<std::pair<std::uint64_t, Hash>> m_made;  // (height, hash)
};

}  // namespace timecoin
