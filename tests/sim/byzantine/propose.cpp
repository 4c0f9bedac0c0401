// As primary it proposes what nobody may prepare: a block that lacks an acknowledged transfer, pays or
// names the wrong thing, comes from the future, or follows from no J.
#include "node/chain/merkle.h"
#include "node/ledger/block_assembly.h"
#include "tests/sim/byzantine/strategy.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

class Propose final : public Strategy {
public:
    Propose(const Ground& ground, Random random) : Strategy(ground, random), m_more(random) {
        m_more = Random(m_more.next() ^ 0x666974ULL);  // what came later draws from its own source
    }

    /// The same to all peers: it is the block that is bad, not the word.
    Messages told(const wire::Message& message, bool own, std::uint32_t) override {
        if (!own) return {message};
        const auto* proposal = std::get_if<wire::ProposalMessage>(&message);
        if (proposal == nullptr) return {message};
        const StatementHeader& at = proposal->prePrepare.at;
        const auto [known, isNew] = m_made.try_emplace({at.height, at.view}, *proposal);
        if (isNew) {
            spoil(known->second);
            if (m_more.chance(400))
                if (auto fitting = spoilFitly(*proposal)) known->second = std::move(*fitting);
        }
        return {known->second};
    }

private:
    void spoil(wire::ProposalMessage& proposal);
    bool omit(wire::ProposalMessage& proposal);
    std::optional<wire::ProposalMessage> spoilFitly(wire::ProposalMessage proposal);
    std::optional<wire::CompactBlock> build(const wire::CompactBlock& like,
                                            const PublicKey& proposer,
                                            const std::set<Hash>& omitted) const;
    bool addRivals(wire::CompactBlock& block) const;
    bool fit(wire::CompactBlock& block) const;
    std::optional<LedgerContext> ledger(std::optional<StoredTip>& tip) const;
    void signAnew(wire::ProposalMessage& proposal) const;
    void spoilHeader(BlockHeader& header);
    void spoilReward(wire::CompactBlock& block, Random& random) const;
    /// Makes the header name what the block holds.
    static void nameTransactions(wire::CompactBlock& block);
    void spoilReason(Justification& justification);

    Random m_more;
    std::map<std::pair<std::uint64_t, std::uint32_t>, wire::ProposalMessage> m_made;
};

void Propose::spoil(wire::ProposalMessage& proposal) {
    switch (m_random.below(9)) {
    case 0: break;  // a good one
    case 1:
    case 2:
    case 3: omit(proposal); break;
    case 4: spoilHeader(proposal.block.header); break;
    case 5: spoilReward(proposal.block, m_random); break;
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
    signAnew(proposal);
}

void Propose::signAnew(wire::ProposalMessage& proposal) const {
    proposal.prePrepare.justification = proposal.justification.digest();
    proposal.prePrepare.block = proposal.block.header.hash();
    proposal.prePrepare = resigned(proposal.prePrepare, m_ground);
}

/// One rule is broken and all else follows from the block as it is, roots and hashes too: nothing but
/// the check of that very rule refuses it. Nullopt: not to be had now.
std::optional<wire::ProposalMessage> Propose::spoilFitly(wire::ProposalMessage proposal) {
    wire::CompactBlock& block = proposal.block;
    Justification& justification = proposal.justification;
    const auto& own = m_ground.key.publicKey();
    const bool bound = justification.prepared && m_more.chance(700);  // the worst to get wrong
    const bool twice = m_more.chance(500) && addRivals(block);
    switch (twice ? 7 : bound ? 5 : m_more.below(7)) {
    case 0: spoilReward(block, m_more); break;
    case 1: block.header.timestampMs += m_more.between(45'000, 3'600'000); break;
    case 2:
        if (m_ground.core() == nullptr) return std::nullopt;
        block.header.timestampMs = m_ground.core()->tip().header.timestampMs - m_more.below(2);
        break;
    case 3: {  // another's block: it would count as having taken part
        const auto& members = m_ground.members.membersAt(m_ground.members.height() + 1);
        auto made = build(block, members[m_more.below(members.size())], {});
        if (!made || made->header.proposer == own) return std::nullopt;
        block = std::move(*made);
        break;
    }
    case 4:
        if (block.lastCommit.entries.empty()) return std::nullopt;
        block.lastCommit.entries.resize(block.lastCommit.entries.size() / 2);
        break;
    case 5: {  // a new one although another may be decided
        if (!justification.prepared) return std::nullopt;
        auto made = build(block, own, {});
        if (!made) return std::nullopt;
        block = std::move(*made);
        if (m_more.chance(500)) justification.prepared.reset();
        break;
    }
    case 6:
        if (justification.changes.size() < 2) return std::nullopt;
        justification.changes.pop_back();
        break;
    default: break;
    }
    if (!fit(block)) nameTransactions(block);
    signAnew(proposal);
    return proposal;
}

/// What its own core stands on; null while that is down.
std::optional<LedgerContext> Propose::ledger(std::optional<StoredTip>& tip) const {
    const NodeCore* core = m_ground.core();
    if (core == nullptr) return std::nullopt;
    const ChainStore& store = m_ground.store();
    auto stored = store.tip();
    if (!stored.ok()) return std::nullopt;
    tip = std::move(stored).value();
    return LedgerContext{m_ground.network, core->tip(), store, m_ground.scheme, tip->context};
}

/// A block at the same place, of the transfers named there but those omitted.
std::optional<wire::CompactBlock> Propose::build(const wire::CompactBlock& like,
                                                 const PublicKey& proposer,
                                                 const std::set<Hash>& omitted) const {
    std::optional<StoredTip> tip;
    const auto context = ledger(tip);
    if (!context) return std::nullopt;
    ProposalInput input;
    for (const TransactionPtr& known : m_ground.core()->pooledAll())
        for (const Hash& named : like.transfers)
            if (known->fullHash == named && !omitted.contains(named)) input.others.push_back(known);
    input.lastCommit = like.lastCommit;
    input.proposer = proposer;
    input.wallMs = like.header.timestampMs;
    auto block = buildBlock(input, *context);
    if (!block.ok()) return std::nullopt;
    return wire::CompactBlock::of(*block);
}

/// The other side of every conflict too. False: there is none.
bool Propose::addRivals(wire::CompactBlock& block) const {
    if (m_ground.core() == nullptr) return false;
    const std::vector<Hash> named = block.transfers;
    for (const TransactionPtr& known : m_ground.core()->pooledAll()) {
        const auto rival = m_ground.rivals.find(known->id);
        if (rival == m_ground.rivals.end()) continue;
        const TransactionPtr other = m_ground.core()->pooled(rival->second);
        if (other && std::find(named.begin(), named.end(), other->fullHash) != named.end())
            block.transfers.insert(block.transfers.begin(), known->fullHash);
    }
    return block.transfers.size() != named.size();
}

/// Makes its header name what follows from it, right or wrong. False: its transfers are not here.
bool Propose::fit(wire::CompactBlock& block) const {
    std::optional<StoredTip> tip;
    const auto context = ledger(tip);
    if (!context || block.header.height != context->tip.next.height) return false;
    std::map<Hash, TransactionPtr> pooled;
    for (const TransactionPtr& known : m_ground.core()->pooledAll())
        pooled.emplace(known->fullHash, known);
    BlockAssembly assembly(*context);
    Block whole;
    if (block.reward) whole.transactions.push_back(*block.reward);
    for (const Hash& named : block.transfers) {
        const auto known = pooled.find(named);
        if (known == pooled.end() || assembly.add(*known->second)) return false;
        whole.transactions.push_back(known->second->tx);
    }
    nameTransactions(block);
    block.header.lastCommitRoot = block.lastCommit.root();
    block.header.utxoRoot = assembly.coinHash(block.reward).digest();
    whole.header = block.header;
    whole.lastCommit = block.lastCommit;
    const TipState& before = context->tip;
    block.header.registryHash =
        registryAfter(before.registry, before.header, whole, context->network).hash();
    return true;
}

/// A block that is right in all but one thing: some of the transfers it should hold are missing.
bool Propose::omit(wire::ProposalMessage& proposal) {
    const auto& named = proposal.block.transfers;
    if (m_ground.core() == nullptr || !m_ground.store().tip().ok() || named.empty()) return false;
    std::set<Hash> omitted{m_random.pick(named)};
    if (m_random.chance(300)) omitted = {named.begin(), named.end()};
    auto block = build(proposal.block, m_ground.key.publicKey(), omitted);
    if (!block) return false;
    proposal.block = std::move(*block);
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

void Propose::spoilReward(wire::CompactBlock& block, Random& random) const {
    if (!block.reward || block.reward->outputs.empty() || random.chance(200)) {
        block.reward.reset();
    } else {
        Transaction& reward = *block.reward;
        Output& paid = reward.outputs.front();
        if (random.chance(500))
            paid.value = *Amount::fromSatoshi(paid.value.satoshi() + 1);
        else if (const auto& to = random.pick(m_ground.network.genesis.members.members());
                 random.chance(500))
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
