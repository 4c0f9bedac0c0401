#include "node/core/transaction_intake.h"

#include "node/masternodes/action_fold.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::size_t kMaxInWork = 20'000;

/// Coins of the tip and of what is pooled on top of it.
class PendingCoins : public CoinView {
public:
    explicit PendingCoins(const CoreParts& parts) : m_parts(parts) {}
    std::optional<Coin> coin(const OutPoint& outpoint) const override {
        if (auto pooled = m_parts.pool.coin(outpoint)) return pooled;
        return m_parts.chain.coin(outpoint);
    }

private:
    const CoreParts& m_parts;
};

/// A block or a slot may undo it: the same copy may try again.
bool mayPass(TxError reason) {
    switch (reason) {
    case TxError::PoolFull:
    case TxError::Crowded:
    case TxError::Immature:
    case TxError::CollateralLocked:
    case TxError::OperatorKeyInUse:
    case TxError::RegistryFull:
    case TxError::UnknownMasternode:  // it may be this node that is behind
    case TxError::WrongOperator:
    case TxError::WrongOwner:
    case TxError::StaleUpdate:
    case TxError::UpdateTooSoon:
    case TxError::AlreadyLeaving:
    case TxError::EvidenceOtherEpoch:
    case TxError::EvidenceKnown: return true;
    default: return false;
    }
}

}  // namespace

void TransactionIntake::arrive(std::shared_ptr<const Transaction> transaction, PeerNumber from,
                               Instant now) {
    arriveAgain(std::move(transaction), from, now.monotonicMs, now);
}

void TransactionIntake::arriveAgain(std::shared_ptr<const Transaction> transaction, PeerNumber from,
                                    std::uint64_t sinceMs, Instant now) {
    const auto fullHash = transaction->fullHash();
    if (m_parts.pool.byFullHash(fullHash) || m_inWork.contains(fullHash)) return;
    // By full hash only: a bad copy never poisons a good payment (R-POOL-5).
    if (const auto reason = m_parts.pool.refused(fullHash, now)) {
        if (from == kSelf) m_parts.out.tell(TransferRejected{transaction->id(), *reason});
        return;
    }
    if (transaction->kind == TransactionKind::Reward) {
        m_parts.pool.remember(fullHash, TxError::WrongKind, now);
        if (from == kSelf)
            m_parts.out.tell(TransferRejected{transaction->id(), TxError::WrongKind});
        return;
    }
    if (refusedByRegistry(*transaction, fullHash, now)) return;
    begin(std::move(transaction), fullHash, from, sinceMs, now);
}

void TransactionIntake::restore(std::shared_ptr<const Transaction> transaction, PeerNumber from,
                                std::uint64_t ageMs, Instant now) {
    m_ages[transaction->fullHash()] = ageMs;
    arrive(std::move(transaction), from, now);
}

void TransactionIntake::begin(std::shared_ptr<const Transaction> transaction, const Hash& fullHash,
                              PeerNumber from, std::uint64_t sinceMs, Instant now) {
    const PendingCoins coins(m_parts);
    std::vector<Coin> spent;
    spent.reserve(transaction->inputs.size());
    for (const auto& input : transaction->inputs) {
        auto coin = coins.coin(input);
        if (!coin) {
            const auto known = m_parts.chain.heightOf(input.txid);
            if (!known.ok()) return m_parts.out.chainFails(known.error());
            if (known.value() || input.txid == m_parts.config.network.genesisHash) {
                // The parent is on the chain and its output is gone: committed already, or spent.
                const auto own = m_parts.chain.heightOf(transaction->id());
                const bool committed = own.ok() && own.value();
                if (!committed) reject(transaction->id(), fullHash, TxError::Conflict, now);
                return;
            }
            m_waiting.add({std::move(transaction), fullHash, input.txid, from, sinceMs});
            return expireWaiting(now);
        }
        spent.push_back(std::move(*coin));
    }
    if (m_inWork.size() >= kMaxInWork && from != kSelf) return;
    m_inWork.insert(fullHash);
    m_parts.out.verify(
        verifyTransaction(from, std::move(transaction), std::move(spent), m_parts.basis()));
}

/// R-POOL-10. Whoever handed it in here is told.
void TransactionIntake::expireWaiting(Instant now) {
    for (const auto& guest : m_waiting.takeExpired(now)) {
        m_ages.erase(guest.fullHash);
        if (guest.from == kSelf)
            m_parts.out.tell(TransferRejected{guest.transaction->id(), TxError::MissingCoin});
    }
}

/// Before any signature is checked: what costs its sender nothing must cost little here.
bool TransactionIntake::refusedByRegistry(const Transaction& transaction, const Hash& fullHash,
                                          Instant now) {
    const auto action = decodePayload(transaction.kind, transaction.payload);
    if (!action) return false;  // a transfer, or malformed: the check says so
    const auto id = transaction.id();
    const auto committed = m_parts.chain.heightOf(id);
    if (!committed.ok()) {
        m_parts.out.chainFails(committed.error());
        return true;
    }
    if (committed.value()) return true;
    const auto error = askRegistry(*action, id);
    if (error) reject(id, fullHash, *error, now);
    return error.has_value();
}

std::optional<TxError> TransactionIntake::askRegistry(const MasternodeAction& action,
                                                      const Hash& txid) const {
    ActionFold fold(m_parts.tip.registry, m_parts.context->slot, m_parts.config.network);
    return fold.apply(action, txid);
}

std::optional<TxError> TransactionIntake::hopeless(const CheckedTransaction& transaction) const {
    if (!transaction.action) return std::nullopt;
    const auto error = askRegistry(*transaction.action, transaction.id);
    const bool waits = error == TxError::UpdateTooSoon || error == TxError::RegistryFull;
    return waits ? std::nullopt : error;
}

TransactionPtr TransactionIntake::onOutcome(const TransactionOutcome& outcome, PeerNumber from,
                                            Instant now) {
    m_inWork.erase(outcome.fullHash);
    const auto restored = m_ages.extract(outcome.fullHash);
    const std::uint64_t ageMs = restored.empty() ? 0 : restored.mapped();
    if (!outcome.result) {
        m_parts.pool.remember(outcome.fullHash, outcome.result.error(), now);
        m_parts.out.blame(from, Blame::BadTransfer);
        if (from == kSelf) m_parts.out.tell(TransferRejected{outcome.id, outcome.result.error()});
        return nullptr;
    }
    const auto& transfer = outcome.result.value();
    if (m_parts.pool.byId(transfer->id)) return nullptr;
    const auto committed = m_parts.chain.heightOf(transfer->id);
    if (!committed.ok()) {
        m_parts.out.chainFails(committed.error());
        return nullptr;
    }
    if (committed.value()) return nullptr;
    // The tip may have moved since its coins were looked up.
    const PendingCoins coins(m_parts);
    if (const auto error =
            checkSpendable(*transfer, coins, m_parts.context->slot, m_parts.locked)) {
        // Spent meanwhile; or its parent had to leave the pool, and is waited for again.
        if (*error == TxError::MissingCoin) {
            if (ageMs != 0) m_ages[outcome.fullHash] = ageMs;
            begin(std::make_shared<const Transaction>(transfer->tx), outcome.fullHash, from,
                  now.monotonicMs, now);
        } else {
            reject(transfer->id, outcome.fullHash, *error, now);
        }
        return nullptr;
    }
    if (transfer->action) {
        if (const auto error = askRegistry(*transfer->action, transfer->id)) {
            reject(transfer->id, outcome.fullHash, *error, now);
            return nullptr;
        }
    }
    if (const auto error = m_parts.pool.add(transfer, now, ageMs)) {
        if (*error != TxError::AlreadyKnown) reject(transfer->id, outcome.fullHash, *error, now);
        return nullptr;
    }
    m_parts.out.tell(TransferSeen{transfer->id});
    wakeChildrenOf(transfer->id, now);
    return transfer;
}

void TransactionIntake::onCommitted(Instant now) {
    expireWaiting(now);
    for (auto& guest : m_waiting.takeAll())
        arriveAgain(std::move(guest.transaction), guest.from, guest.sinceMs, now);
}

void TransactionIntake::reject(const Hash& id, const Hash& fullHash, TxError reason, Instant now) {
    if (!mayPass(reason)) m_parts.pool.remember(fullHash, reason, now);
    m_parts.out.tell(TransferRejected{id, reason});
}

void TransactionIntake::wakeChildrenOf(const Hash& id, Instant now) {
    for (auto& child : m_waiting.takeChildrenOf(id))
        arriveAgain(std::move(child.transaction), child.from, child.sinceMs, now);
}

}  // namespace timecoin
