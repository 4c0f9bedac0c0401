// As primary it proposes what nobody may prepare: a block that lacks an acknowledged transfer, pays or
// names the wrong thing, comes from the future, or follows from no J.
#include "node/chain/merkle.h"
#include "node/ledger/ledger.h"
#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

class Propose final : public Strategy {
public:
    using Strategy::Strategy;

    /// The same to all peers: it is the block that is bad, not the word.
    Messages told(const wire::Message& message, bool own, std::uint32_t) override {
        if (!own) return {message};
        const auto* proposal = std::get_if<wire::ProposalMessage>(&message);
        if (proposal == nullptr) return {message};
        const StatementHeader& at = proposal->prePrepare.at;
        const auto [known, isNew] = m_made.try_emplace({at.height, at.view}, *proposal);
        if (isNew) spoil(known->second);
        return {known->second};
    }

private:
    void spoil(wire::ProposalMessage& proposal);
    bool omit(wire::ProposalMessage& proposal);
    void spoilHeader(BlockHeader& header);
    void spoilReward(wire::CompactBlock& block);
    /// Makes the header name what the block holds.
    static void nameTransactions(wire::CompactBlock& block);
    void spoilReason(Justification& justification);

    std::map<std::pair<std::uint64_t, std::uint32_t>, wire::ProposalMessage> m_made;
};

void Propose::spoil(wire::ProposalMessage& proposal) {
    switch (m_random.below(9)) {
    case 0: break;  // a good one
    case 1:
    case 2:
    case 3: omit(proposal); break;
    case 4: spoilHeader(proposal.block.header); break;
    case 5: spoilReward(proposal.block); break;
    case 6: {
        auto& entries = proposal.block.lastCommit.entries;
        if (!entries.empty()) entries.pop_back();
        proposal.block.header.lastCommitRoot = proposal.block.lastCommit.root();
        break;
    }
    case 7:  // one that nobody can give
        proposal.block.transfers.push_back(proposal.block.header.utxoRoot);
        nameTransactions(proposal.block);
        break;
    default: spoilReason(proposal.justification);
    }
    proposal.prePrepare.justification = proposal.justification.digest();
    proposal.prePrepare.block = proposal.block.header.hash();
    proposal.prePrepare = resigned(proposal.prePrepare, m_ground);
}

/// A block that is right in all but one thing: some of the transfers it should hold are missing.
bool Propose::omit(wire::ProposalMessage& proposal) {
    const NodeCore* core = m_ground.core();
    if (core == nullptr || proposal.block.transfers.empty()) return false;
    const ChainStore& store = m_ground.store();
    const auto stored = store.tip();
    if (!stored.ok()) return false;
    const Hash omitted = m_random.pick(proposal.block.transfers);
    const bool all = m_random.chance(300);
    ProposalInput input;
    for (const TransactionPtr& known : core->pooledAll())
        for (const Hash& named : proposal.block.transfers)
            if (known->fullHash == named && named != omitted && !all) input.others.push_back(known);
    input.lastCommit = proposal.block.lastCommit;
    input.proposer = m_ground.key.publicKey();
    input.wallMs = proposal.block.header.timestampMs;
    auto block =
        buildBlock(input, {m_ground.network, core->tip(), store, m_ground.scheme, stored->context});
    if (!block.ok()) return false;
    proposal.block = wire::CompactBlock::of(*block);
    return true;
}

void Propose::spoilHeader(BlockHeader& header) {
    const auto other = [](auto& value) { ++value.data[0]; };
    switch (m_random.below(10)) {
    case 0: ++header.version; break;
    case 1: ++header.height; break;
    case 2: other(header.previous); break;
    case 3: header.timestampMs += m_random.chance(500) ? 40'000U : 86'400'000U; break;
    case 4: header.timestampMs = 0; break;
    case 5: other(header.proposer); break;
    case 6: other(header.transactionRoot); break;
    case 7: other(header.lastCommitRoot); break;
    case 8: other(header.utxoRoot); break;
    default: other(header.registryHash);
    }
}

void Propose::spoilReward(wire::CompactBlock& block) {
    if (!block.reward || block.reward->outputs.empty() || m_random.chance(200)) {
        block.reward.reset();
    } else {
        Transaction& reward = *block.reward;
        Output& paid = reward.outputs.front();
        if (m_random.chance(500))
            paid.value = *Amount::fromSatoshi(paid.value.satoshi() + 1);
        else if (const auto& to = m_random.pick(m_ground.network.genesis.members.members());
                 m_random.chance(500))
            paid.lock = to.payout;
        else
            reward.outputs.push_back(Output(paid));
    }
    nameTransactions(block);
}

void Propose::nameTransactions(wire::CompactBlock& block) {
    std::vector<Hash> leaves;
    if (block.reward) leaves.push_back(block.reward->fullHash());
    leaves.insert(leaves.end(), block.transfers.begin(), block.transfers.end());
    block.header.transactionRoot = treeRoot(leaves);
}

/// Another J than the block follows from.
void Propose::spoilReason(Justification& justification) {
    auto& changes = justification.changes;
    switch (m_random.below(4)) {
    case 0:
        if (!changes.empty()) changes.pop_back();
        break;
    case 1:
        if (!changes.empty()) changes.back() = ViewChange(changes.front());
        break;
    case 2: justification.prepared.reset(); break;
    default:
        for (ViewChange& change : changes)
            if (const auto& members = m_ground.members.membersAt(change.at.height);
                change.at.member < members.size() &&
                members[change.at.member] == m_ground.key.publicKey()) {
                change.acknowledged = IdListRef::of({});
                change = resigned(change, m_ground);
            }
    }
}

}  // namespace

std::unique_ptr<Strategy> makePropose(const Ground& ground, Random random) {
    return std::make_unique<Propose>(ground, random);
}

}  // namespace timecoin::sim
