#include "node/ledger/block_assembly.h"

namespace timecoin {

std::optional<Transaction> makeReward(const TipState& tip, const Network& network,
                                      MemberIndex proposer, Amount fees) {
    Transaction reward;
    reward.kind = TransactionKind::Reward;
    const MasternodeSet& members = tip.next.members;
    const auto payee = payeeAfter(tip.registry, tip.header, network);
    if (payee && !network.params.blockReward.isZero())
        reward.outputs.push_back({network.params.blockReward, members.at(*payee).payout});
    if (!fees.isZero()) reward.outputs.push_back({fees, members.at(proposer).payout});
    if (reward.outputs.empty()) return std::nullopt;
    Writer payload;
    payload.u64(tip.next.height);
    reward.payload = payload.take();
    return reward;
}

BlockAssembly::BlockAssembly(const LedgerContext& context)
    : m_context(context),
      m_collaterals(context.tip.registry.lockedCollaterals(context.tip.next.slot)),
      m_fold(context.tip.registry, context.tip.next.slot, context.network),
      m_coinHash(context.tip.coinHash) {}

std::optional<BlockError> BlockAssembly::add(const CheckedTransaction& transaction) {
    m_refusal.reset();
    if (m_holdsActions && !transaction.action) return BlockError::TransferAfterAction;
    if (m_ids.contains(transaction.id)) return BlockError::DuplicateTransaction;
    for (const OutPoint& input : transaction.tx.inputs) {
        if (m_spent.contains(input) || m_passedThrough.contains(input)) return BlockError::Conflict;
    }
    m_refusal = judge(transaction);
    if (m_refusal) return BlockError::TransactionInvalid;
    moveCoins(transaction);
    return std::nullopt;
}

/// What coins and registry say to it. The registry takes it here, so it must be the last to say.
std::optional<TxError> BlockAssembly::judge(const CheckedTransaction& transaction) {
    if (const auto error =
            checkSpendable(transaction, *this, m_context.tip.next.slot, m_collaterals))
        return error;
    const auto fees = m_fees.plus(transaction.fee);
    if (!fees) return TxError::AmountOverflow;
    if (transaction.action) {
        if (const auto error = m_fold.apply(*transaction.action, transaction.id)) return error;
        m_holdsActions = true;
        // No other one of this block may spend it.
        if (const auto* registration = std::get_if<Registration>(&*transaction.action))
            m_collaterals.insert({transaction.id, registration->collateralOutput});
    }
    m_fees = *fees;
    return std::nullopt;
}

void BlockAssembly::moveCoins(const CheckedTransaction& transaction) {
    m_ids.insert(transaction.id);
    for (std::size_t i = 0; i < transaction.tx.inputs.size(); ++i) {
        const OutPoint& input = transaction.tx.inputs[i];
        if (m_created.erase(input) > 0)
            m_passedThrough.insert(input);
        else
            m_spent.emplace(input, transaction.spent[i]);
    }
    for (std::size_t i = 0; i < transaction.tx.outputs.size(); ++i) {
        const OutPoint outpoint{transaction.id, static_cast<std::uint32_t>(i)};
        m_created.emplace(outpoint, Coin{transaction.tx.outputs[i], 0});
    }
    m_coinHash.add(transaction.delta);
}

std::optional<Coin> BlockAssembly::coin(const OutPoint& outpoint) const {
    if (m_spent.contains(outpoint)) return std::nullopt;
    const auto created = m_created.find(outpoint);
    if (created != m_created.end()) return created->second;
    if (m_ids.contains(outpoint.txid)) return std::nullopt;
    return m_context.coins.coin(outpoint);
}

std::vector<CoinDelta::Created> BlockAssembly::rewardCoins(
    const std::optional<Transaction>& reward) const {
    std::vector<CoinDelta::Created> coins;
    if (!reward) return coins;
    const Hash id = reward->id();
    const std::uint64_t matureSlot =
        m_context.tip.next.slot + m_context.network.params.rewardMaturitySlots;
    for (std::size_t i = 0; i < reward->outputs.size(); ++i) {
        coins.push_back(
            {OutPoint{id, static_cast<std::uint32_t>(i)}, Coin{reward->outputs[i], matureSlot}});
    }
    return coins;
}

CoinDelta BlockAssembly::delta(const std::optional<Transaction>& reward) const {
    std::map<OutPoint, Coin> created = m_created;
    for (const CoinDelta::Created& made : rewardCoins(reward))
        created.emplace(made.outpoint, made.coin);
    CoinDelta delta;
    delta.spent.reserve(m_spent.size());
    for (const auto& [outpoint, coin] : m_spent) delta.spent.push_back({outpoint, coin});
    delta.created.reserve(created.size());
    for (const auto& [outpoint, coin] : created) delta.created.push_back({outpoint, coin});
    return delta;
}

LtHash BlockAssembly::coinHash(const std::optional<Transaction>& reward) const {
    LtHash sum = m_coinHash;
    for (const CoinDelta::Created& made : rewardCoins(reward)) sum.add(made.outpoint, made.coin);
    return sum;
}

bool checkLastCommit(const CommitCertificate& lastCommit, const LedgerContext& context) {
    if (context.tip.header.height == 0) return lastCommit == CommitCertificate{};
    return lastCommit.height == context.tip.header.height && lastCommit.block == context.tip.hash &&
           checkCertificate(lastCommit, CheckContext{context.network.genesisHash, context.previous,
                                                     context.scheme});
}

}  // namespace timecoin
