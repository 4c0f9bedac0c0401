#include "node/core/verification.h"

#include "node/chain/merkle.h"
#include "node/chain/verify.h"

#include <algorithm>
#include <set>

namespace timecoin {

namespace {

using namespace wire;

VerifyResult refused(PeerNumber from) {
    return {from, std::nullopt, Refused{}};
}

bool listHolds(const IdListRef& ref, const std::vector<Hash>& ids) {
    return ref.count == ids.size() && ref.root == treeRoot(ids);
}

/// Runs `make` over the verified statement and keeps the message for relay.
template <class S, class Make>
VerifyResult checked(PeerNumber from, Message message, const S& statement,
                     const CheckContext& context, Make make) {
    auto verified = verify(statement, context);
    if (!verified) return refused(from);
    std::optional<VerifiedItem> item = make(std::move(*verified));
    if (!item) return refused(from);
    return {from, std::move(message), std::move(*item)};
}

struct Checker {
    PeerNumber from;
    const CheckContext& context;

    VerifyResult operator()(const ReadyMessage& m) const {
        return checked(from, m, m.ready, context,
                       [](auto ready) { return std::optional<VerifiedItem>(ready); });
    }
    VerifyResult operator()(const ViewChangeMessage& m) const {
        // An invalid P voids its VIEW-CHANGE, and so does one that is named but not attached.
        const auto& named = m.change.prepared;
        if (named.has_value() != m.prepared.has_value()) return refused(from);
        if (named && (m.prepared->ref() != *named || named->view >= m.change.at.view))
            return refused(from);
        std::optional<Verified<PreparedCertificate>> prepared;
        if (m.prepared) {
            prepared = verify(*m.prepared, context);
            if (!prepared) return refused(from);
        }
        return checked(from, m, m.change, context, [&](auto change) {
            return std::optional<VerifiedItem>(VerifiedViewChange{change, prepared});
        });
    }
    VerifyResult operator()(const ProposalMessage& m) const {
        if (m.justification.digest() != m.prePrepare.justification ||
            m.block.header.hash() != m.prePrepare.block ||
            !checkJustification(m.justification, m.prePrepare.at.view, context))
            return refused(from);
        return checked(from, m, m.prePrepare, context, [&](auto prePrepare) {
            return std::optional<VerifiedItem>(
                VerifiedProposal{prePrepare, m.justification, m.block});
        });
    }
    VerifyResult operator()(const PrepareMessage& m) const {
        return checked(from, m, m.prepare, context,
                       [](auto prepare) { return std::optional<VerifiedItem>(prepare); });
    }
    VerifyResult operator()(const CommitMessage& m) const {
        return checked(from, m, m.commit, context,
                       [](auto commit) { return std::optional<VerifiedItem>(commit); });
    }
    VerifyResult operator()(const TxVotesMessage& m) const {
        if (!listHolds(m.vote.ids, m.ids)) return refused(from);
        return checked(from, m, m.vote, context, [&](auto vote) {
            return std::optional<VerifiedItem>(VerifiedVotes{vote, m.ids});
        });
    }
    VerifyResult operator()(const TxAcksMessage& m) const {
        if (!listHolds(m.ack.ids, m.ids)) return refused(from);
        return checked(from, m, m.ack, context, [&](auto ack) {
            return std::optional<VerifiedItem>(VerifiedAcks{ack, m.ids});
        });
    }
    VerifyResult operator()(const TransferCertificateMessage& m) const {
        if (m.certificate.kind != StatementKind::TxVote) return refused(from);
        auto verified = verify(m.certificate, context);
        if (!verified) return refused(from);
        return {from, std::nullopt, std::move(*verified)};
    }
    template <class Other>
    VerifyResult operator()(const Other&) const {
        return refused(from);
    }
};

template <class T>
constexpr bool kHasStatement =
    std::is_same_v<T, ReadyMessage> || std::is_same_v<T, ViewChangeMessage> ||
    std::is_same_v<T, ProposalMessage> || std::is_same_v<T, PrepareMessage> ||
    std::is_same_v<T, CommitMessage> || std::is_same_v<T, TxVotesMessage> ||
    std::is_same_v<T, TxAcksMessage>;

const auto& statementOf(const ReadyMessage& m) {
    return m.ready;
}
const auto& statementOf(const ViewChangeMessage& m) {
    return m.change;
}
const auto& statementOf(const ProposalMessage& m) {
    return m.prePrepare;
}
const auto& statementOf(const PrepareMessage& m) {
    return m.prepare;
}
const auto& statementOf(const CommitMessage& m) {
    return m.commit;
}
const auto& statementOf(const TxVotesMessage& m) {
    return m.vote;
}
const auto& statementOf(const TxAcksMessage& m) {
    return m.ack;
}

constexpr std::size_t kHeaderBytes = 8 + 8 + 4 + 2 + 8;

/// The statement it shows is one of that key, with that sequence, on this chain (R-SIG-5).
bool showsWhatItSays(const NewestAnswer& answer, const CheckBasis& basis) {
    if (answer.newestSequence == 0)
        return answer.statement.empty() && answer.statementSignature == Signature{};
    // Tag and genesis are what every statement of this chain begins with.
    const Bytes any = signingBytes(Ready{}, basis.genesis);
    const ByteView prefix =
        ByteView(any).first(any.size() - 1 - kHeaderBytes);  // a READY has no body
    const Bytes& shown = answer.statement;
    if (shown.size() < any.size() || !std::equal(prefix.begin(), prefix.end(), shown.begin()))
        return false;
    Reader in(ByteView(shown).subspan(prefix.size()));
    in.u8();  // any kind
    const auto at = StatementHeader::decode(in);
    return in.ok() && at.sequence == answer.newestSequence &&
           basis.scheme.verify(answer.about, answer.statement, answer.statementSignature);
}

}  // namespace

std::optional<VerifyJob> verifyMessage(PeerNumber from, Message message,
                                       std::shared_ptr<const HeightContext> context,
                                       const CheckBasis& basis) {
    if (!headerOf(message) && !std::holds_alternative<TransferCertificateMessage>(message))
        return std::nullopt;
    return [from, message = std::move(message), context = std::move(context), basis] {
        const CheckContext check{basis.genesis, *context, basis.scheme};
        return std::visit(Checker{from, check}, message);
    };
}

VerifyJob verifyCertifiedBlock(PeerNumber from, std::shared_ptr<const CertifiedBlock> block,
                               std::shared_ptr<const HeightContext> context,
                               const CheckBasis& basis) {
    return [from, block = std::move(block), context = std::move(context), basis]() -> VerifyResult {
        const CheckContext check{basis.genesis, *context, basis.scheme};
        const auto& header = block->block.header;
        if (block->certificate.block != header.hash() || header.height != context->height ||
            header.transactionRoot != Block::transactionRootOf(block->block.transactions) ||
            header.lastCommitRoot != block->block.lastCommit.root() ||
            !checkCertificate(block->certificate, check))
            return {from, std::nullopt, RefusedBlock{block}};
        return {from, std::nullopt, VerifiedBlock{block}};
    };
}

VerifyJob verifyAnswer(PeerNumber from, NewestAnswer answer, const CheckBasis& basis) {
    return [from, answer = std::move(answer), basis]() -> VerifyResult {
        if (!basis.scheme.verify(answer.answerer, signingBytes(answer, basis.genesis),
                                 answer.signature) ||
            !showsWhatItSays(answer, basis))
            return refused(from);
        return {from, std::nullopt, VerifiedAnswer{answer}};
    };
}

VerifyJob verifyTransaction(PeerNumber from, std::shared_ptr<const Transaction> transaction,
                            std::vector<Coin> spent, const CheckBasis& basis) {
    return [from, transaction = std::move(transaction), spent = std::move(spent),
            basis]() -> VerifyResult {
        auto result = checkTransaction(*transaction, spent, basis);
        if (!result)
            return {from, std::nullopt,
                    TransactionOutcome{transaction->id(), transaction->fullHash(),
                                       fail(result.error())}};
        auto transfer = std::make_shared<const CheckedTransaction>(std::move(result).value());
        return {from, TransactionMessage{transaction},
                TransactionOutcome{transfer->id, transfer->fullHash, TransactionPtr(transfer)}};
    };
}

VerifyJob verifyBody(PeerNumber from, const Hash& block, std::vector<BodyItem> items,
                     const CheckBasis& basis) {
    return [from, block, items = std::move(items), basis]() -> VerifyResult {
        std::vector<TransactionPtr> transfers;
        transfers.reserve(items.size());
        for (const auto& item : items) {
            if (item.checked) {
                transfers.push_back(item.checked);
                continue;
            }
            auto result = checkTransaction(*item.transaction, item.spent, basis);
            if (!result) return {from, std::nullopt, CheckedBody{block, std::nullopt}};
            transfers.push_back(
                std::make_shared<const CheckedTransaction>(std::move(result).value()));
        }
        return {from, std::nullopt, CheckedBody{block, std::move(transfers)}};
    };
}

std::optional<StatementHeader> headerOf(const Message& message) {
    return std::visit(
        [](const auto& m) -> std::optional<StatementHeader> {
            if constexpr (kHasStatement<std::decay_t<decltype(m)>>) return statementOf(m).at;
            return std::nullopt;
        },
        message);
}

Hash signedHashOf(const Message& message, const Hash& genesis) {
    return std::visit(
        [&](const auto& m) -> Hash {
            if constexpr (kHasStatement<std::decay_t<decltype(m)>>)
                return hashOf(Domain::Message, signingBytes(statementOf(m), genesis));
            return {};
        },
        message);
}

std::optional<SignedText> signedTextOf(const Message& message, const Hash& genesis) {
    return std::visit(
        [&](const auto& m) -> std::optional<SignedText> {
            if constexpr (kHasStatement<std::decay_t<decltype(m)>>)
                return signedText(statementOf(m), genesis);
            return std::nullopt;
        },
        message);
}

}  // namespace timecoin
