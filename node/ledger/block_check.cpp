#include "node/chain/merkle.h"
#include "node/ledger/block_assembly.h"

namespace timecoin {

namespace {

using Refusal = std::optional<BlockError>;

/// R-BLK-10: what the header says about its place.
Refusal checkPlace(const BlockHeader& header, const TipState& tip) {
    const std::uint16_t version = rulesVersionAfter(tip.registry);
    if (version > kRulesVersion) return BlockError::UpgradeNeeded;
    if (header.version != version) return BlockError::WrongVersion;
    if (header.height != tip.next.height) return BlockError::WrongHeight;
    if (header.previous != tip.hash) return BlockError::WrongPrevious;
    if (header.timestampMs <= tip.header.timestampMs) return BlockError::TimestampNotAfterParent;
    if (!tip.next.members.indexOf(header.proposer)) return BlockError::UnknownProposer;
    return std::nullopt;
}

/// R-BLK-11, R-BLK-15: which kinds stand where.
Refusal checkKinds(const std::vector<Transaction>& transactions) {
    bool actions = false;
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        const TransactionKind kind = transactions[i].kind;
        if (kind == TransactionKind::Reward) {
            if (i != 0) return BlockError::RewardMisplaced;
        } else if (isMasternodeKind(kind)) {
            actions = true;
        } else if (actions) {
            return BlockError::TransferAfterAction;
        }
    }
    return std::nullopt;
}

/// The block's bodies are the checked ones, so that their hashes and sizes need no second reckoning.
bool bodiesMatch(const std::vector<Transaction>& transactions, std::size_t first,
                 const std::vector<TransactionPtr>& checked) {
    if (transactions.size() - first != checked.size()) return false;
    for (std::size_t i = 0; i < checked.size(); ++i) {
        if (!checked[i] || checked[i]->tx != transactions[first + i]) return false;
    }
    return true;
}

std::size_t sizeOf(const Block& block, const std::vector<TransactionPtr>& checked) {
    Block frame;
    frame.header = block.header;
    frame.lastCommit = block.lastCommit;
    if (checked.size() < block.transactions.size())
        frame.transactions.push_back(block.transactions.front());
    std::size_t size = encoded(frame).size();
    for (const TransactionPtr& transaction : checked) size += transaction->size;
    return size;
}

Hash rootOf(const Block& block, const std::vector<TransactionPtr>& checked) {
    std::vector<Hash> leaves;
    leaves.reserve(block.transactions.size());
    if (checked.size() < block.transactions.size())
        leaves.push_back(block.transactions.front().fullHash());
    for (const TransactionPtr& transaction : checked) leaves.push_back(transaction->fullHash);
    return treeRoot(leaves);
}

/// R-BLK-13, R-BLK-15: lays them over coins and registry in order; names a misplaced parent as such.
Refusal applyAll(const std::vector<TransactionPtr>& checked, BlockAssembly& assembly) {
    std::set<Hash> ids;
    for (const TransactionPtr& transaction : checked) {
        if (!ids.insert(transaction->id).second) return BlockError::DuplicateTransaction;
    }
    for (const TransactionPtr& transaction : checked) {
        const Refusal refusal = assembly.add(*transaction);
        if (!refusal) continue;
        if (assembly.refusal() == TxError::MissingCoin) {
            for (const OutPoint& input : transaction->tx.inputs) {
                if (ids.contains(input.txid) && !assembly.contains(input.txid))
                    return BlockError::ParentAfterChild;
            }
        }
        return refusal;
    }
    return std::nullopt;
}

/// R-BLK-11, R-MONEY-4: the reward is exactly the one that follows from the chain and the fees.
Refusal checkReward(const Block& block, bool hasReward, const BlockAssembly& assembly,
                    const LedgerContext& context) {
    const TipState& tip = context.tip;
    const auto proposer = tip.next.members.indexOf(block.header.proposer);
    const auto due = makeReward(tip, context.network, *proposer, assembly.fees());
    if (hasReward == due.has_value() && (!due || *due == block.transactions.front()))
        return std::nullopt;
    if (hasReward) {
        // Told apart from other wrong rewards: this one would break the bound on all money.
        auto issued = Amount::fromSatoshi(tip.registry.mintedSatoshi);
        for (const Output& balance : context.network.genesis.balances)
            if (issued) issued = issued->plus(balance.value);
        for (const Output& output : block.transactions.front().outputs)
            if (issued) issued = issued->plus(output.value);
        if (!issued) return BlockError::SupplyExceeded;
    }
    return BlockError::RewardWrong;
}

}  // namespace

Result<BlockEffects, BlockError> checkBlock(const Block& block,
                                            const std::vector<TransactionPtr>& checked,
                                            const LedgerContext& context) {
    if (const Refusal refusal = checkPlace(block.header, context.tip)) return fail(*refusal);
    const auto& transactions = block.transactions;
    if (transactions.size() > kMaxBlockTransactions) return fail(BlockError::TooManyTransactions);
    if (const Refusal refusal = checkKinds(transactions)) return fail(*refusal);
    const bool hasReward =
        !transactions.empty() && transactions.front().kind == TransactionKind::Reward;
    if (!bodiesMatch(transactions, hasReward ? 1 : 0, checked))
        return fail(BlockError::TransactionInvalid);
    if (sizeOf(block, checked) > kMaxBlockBytes) return fail(BlockError::TooLarge);
    if (rootOf(block, checked) != block.header.transactionRoot)
        return fail(BlockError::TransactionRootMismatch);
    if (block.lastCommit.root() != block.header.lastCommitRoot)
        return fail(BlockError::LastCommitRootMismatch);
    if (!checkLastCommit(block.lastCommit, context)) return fail(BlockError::LastCommitInvalid);

    BlockAssembly assembly(context);
    if (const Refusal refusal = applyAll(checked, assembly)) return fail(*refusal);
    if (const Refusal refusal = checkReward(block, hasReward, assembly, context))
        return fail(*refusal);

    BlockEffects effects;
    std::optional<Transaction> reward;
    if (hasReward) reward = transactions.front();
    effects.coinHash = assembly.coinHash(reward);
    if (effects.coinHash.digest() != block.header.utxoRoot)
        return fail(BlockError::CoinSetMismatch);
    effects.registry =
        registryAfter(context.tip.registry, context.tip.header, block, context.network);
    if (effects.registry.hash() != block.header.registryHash)
        return fail(BlockError::RegistryMismatch);
    effects.delta = assembly.delta(reward);
    return effects;
}

}  // namespace timecoin
