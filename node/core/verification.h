// Turns messages into self-contained jobs for the verification pool (R-STA-5). Pure.
#pragma once

#include "node/core/turn.h"

namespace timecoin {

/// Jobs for statements and certificates of the height that `context` governs. nullopt for messages
/// that carry no signature to check there.
std::optional<VerifyJob> verifyMessage(PeerNumber from, wire::Message message,
                                       std::shared_ptr<const HeightContext> context,
                                       const CheckBasis& basis);

/// Header, roots and commit certificate of a decided block of the height of `context`.
VerifyJob verifyCertifiedBlock(PeerNumber from, std::shared_ptr<const CertifiedBlock> block,
                               std::shared_ptr<const HeightContext> context,
                               const CheckBasis& basis);

/// A start-up answer; `members` are those whose word counts.
VerifyJob verifyAnswer(PeerNumber from, wire::NewestAnswer answer, const CheckBasis& basis);

/// One transaction with the coins it spends.
VerifyJob verifyTransaction(PeerNumber from, std::shared_ptr<const Transaction> transaction,
                            std::vector<Coin> spent, const CheckBasis& basis);

/// One transfer of a block body: already checked, or with the coins it spends.
struct BodyItem {
    TransactionPtr checked;
    std::shared_ptr<const Transaction> transaction;
    std::vector<Coin> spent;
};
VerifyJob verifyBody(PeerNumber from, const Hash& block, std::vector<BodyItem> items,
                     const CheckBasis& basis);

/// What a member signed, as it can be shown to others.
struct SignedText {
    std::uint64_t sequence = 0;
    Bytes text;
    Signature signature;
};
template <class S>
SignedText signedText(const S& statement, const Hash& genesis) {
    return {statement.at.sequence, signingBytes(statement, genesis), statement.signature};
}

/// Height of an agreement or payment message that carries one.
std::optional<StatementHeader> headerOf(const wire::Message& message);
/// Hash of the signing bytes of the statement a message carries; zero for others.
Hash signedHashOf(const wire::Message& message, const Hash& genesis);
/// The signing bytes and the signature of the statement a message carries; nothing for others.
std::optional<SignedText> signedTextOf(const wire::Message& message, const Hash& genesis);

}  // namespace timecoin
