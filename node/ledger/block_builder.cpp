#include "node/chain/merkle.h"
#include "node/ledger/block_assembly.h"

#include <algorithm>
#include <map>

namespace timecoin {

namespace {

/// The bytes of a block before any transfer is in it, the largest reward included.
std::size_t frameSize(const ProposalInput& input) {
    Block frame;
    frame.lastCommit = input.lastCommit;
    Transaction reward;
    reward.kind = TransactionKind::Reward;
    reward.outputs.resize(2);
    reward.payload.resize(sizeof(std::uint64_t));
    frame.transactions.push_back(std::move(reward));
    return encoded(frame).size();
}

/// Chooses the transactions of one block (R-BLK-14).
class Selection {
public:
    Selection(const ProposalInput& input, BlockAssembly& assembly)
        : m_assembly(assembly),
          m_size(frameSize(input)) {}

    /// What the votes of the window force into the block; the validator's own cap is theirs.
    std::optional<BlockError> addRequired(const std::vector<TransactionPtr>& transfers) {
        for (const TransactionPtr& transfer : transfers) {
            if (transfer->action) return BlockError::KindNotAllowed;
            if (m_size + transfer->size > kMaxBlockBytes) return BlockError::TooLarge;
            if (m_chosen.size() + 1 >= kMaxBlockTransactions)
                return BlockError::TooManyTransactions;
            if (const auto refusal = m_assembly.add(*transfer)) return *refusal;
            take(transfer);
        }
        return std::nullopt;
    }

    /// Transfers first: no masternode transaction ever displaces a payment, and some room is kept
    /// that no payment takes from them.
    void addOptional(const std::vector<TransactionPtr>& others) {
        for (const TransactionPtr& other : others) m_offered.insert(other->id);
        addKind(others, false, kMaxProducedBlockBytes - kActionReserveBytes);
        addKind(others, true, kMaxProducedBlockBytes);
    }

    std::vector<TransactionPtr> takeChosen() { return std::move(m_chosen); }

private:
    void addKind(const std::vector<TransactionPtr>& others, bool actions, std::size_t cap) {
        for (const TransactionPtr& other : others) {
            if (other->action.has_value() != actions) continue;
            // A parent that arrives late brings the children that waited for it, and theirs.
            std::vector<TransactionPtr> ready{other};
            while (!ready.empty()) {
                const TransactionPtr next = ready.back();
                ready.pop_back();
                if (!tryAdd(next, cap)) continue;
                const auto waiting = m_waiting.extract(next->id);
                if (waiting.empty()) continue;
                ready.insert(ready.end(), waiting.mapped().rbegin(), waiting.mapped().rend());
            }
        }
    }

    bool tryAdd(const TransactionPtr& transaction, std::size_t cap) {
        if (m_size + transaction->size > cap || m_chosen.size() + 1 >= kMaxBlockTransactions)
            return false;
        if (m_assembly.add(*transaction)) {
            if (m_assembly.refusal() == TxError::MissingCoin) waitForParent(transaction);
            return false;
        }
        take(transaction);
        return true;
    }

    void waitForParent(const TransactionPtr& transaction) {
        for (const OutPoint& outpoint : transaction->tx.inputs) {
            if (m_assembly.contains(outpoint.txid) || !m_offered.contains(outpoint.txid)) continue;
            m_waiting[outpoint.txid].push_back(transaction);
            return;
        }
    }

    void take(const TransactionPtr& transaction) {
        m_size += transaction->size;
        m_chosen.push_back(transaction);
    }

    BlockAssembly& m_assembly;
    std::size_t m_size;
    std::vector<TransactionPtr> m_chosen;
    std::set<Hash> m_offered;
    std::map<Hash, std::vector<TransactionPtr>> m_waiting;  ///< by the parent they wait for
};

}  // namespace

Result<Block, BlockError> buildBlock(const ProposalInput& input, const LedgerContext& context) {
    const TipState& tip = context.tip;
    const auto proposer = tip.next.members.indexOf(input.proposer);
    if (!proposer) return fail(BlockError::UnknownProposer);
    const std::uint16_t version = rulesVersionAfter(tip.registry);
    if (version > kRulesVersion) return fail(BlockError::UpgradeNeeded);
    if (!checkLastCommit(input.lastCommit, context)) return fail(BlockError::LastCommitInvalid);

    BlockAssembly assembly(context);
    Selection selection(input, assembly);
    if (const auto refusal = selection.addRequired(input.mustInclude)) return fail(*refusal);
    selection.addOptional(input.others);
    const std::vector<TransactionPtr> chosen = selection.takeChosen();
    const auto reward = makeReward(tip, context.network, *proposer, assembly.fees());

    Block block;
    block.lastCommit = input.lastCommit;
    block.transactions.reserve(chosen.size() + 1);
    std::vector<Hash> leaves;
    leaves.reserve(chosen.size() + 1);
    if (reward) {
        block.transactions.push_back(*reward);
        leaves.push_back(reward->fullHash());
    }
    for (const TransactionPtr& transaction : chosen) {
        block.transactions.push_back(transaction->tx);
        leaves.push_back(transaction->fullHash);
    }
    block.header.version = version;
    block.header.height = tip.next.height;
    block.header.previous = tip.hash;
    block.header.timestampMs = std::max(input.wallMs, tip.header.timestampMs + 1);  // R-TIME-1
    block.header.proposer = input.proposer;
    block.header.transactionRoot = treeRoot(leaves);
    block.header.lastCommitRoot = input.lastCommit.root();
    block.header.utxoRoot = assembly.coinHash(reward).digest();
    block.header.registryHash =
        registryAfter(tip.registry, tip.header, block, context.network).hash();
    return block;
}

}  // namespace timecoin
