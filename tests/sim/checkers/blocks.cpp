#include "tests/sim/checkers/blocks.h"

namespace timecoin::sim {

namespace {

/// 30 s, and as far as a clock is off that is not wrong here.
constexpr std::uint64_t kMostAheadMs = 30'000 + 10'000;

}  // namespace

std::uint32_t membersNeeded(std::uint32_t n) {
    std::uint32_t needed = 0;
    while (3 * needed <= 2 * n) ++needed;
    return needed;
}

BlockChecker::BlockChecker(const Network& network, const SignatureScheme& scheme,
                           MemberChecker& members, Verdict& verdict)
    : m_network(network),
      m_scheme(scheme),
      m_members(members),
      m_verdict(verdict) {
    m_chain.push_back({network.genesisHeader().hash(), network.genesis.timeMs});
    for (std::size_t i = 0; i < network.genesis.balances.size(); ++i) {
        const std::uint64_t satoshi = network.genesis.balances[i].value.satoshi();
        m_coins[{network.genesisHash, static_cast<std::uint32_t>(i)}] = network.genesis.balances[i];
        m_supplySatoshi += satoshi;
    }
}

std::uint64_t BlockChecker::heightOf(NodeNumber node) const {
    const auto found = m_heights.find(node);
    return found == m_heights.end() ? 0 : found->second;
}

std::optional<std::uint64_t> BlockChecker::committedAt(const Hash& id) const {
    const auto found = m_committedAt.find(id);
    if (found == m_committedAt.end()) return std::nullopt;
    return found->second;
}

std::optional<Hash> BlockChecker::spenderOf(const OutPoint& outpoint) const {
    const auto found = m_spenders.find(outpoint);
    if (found == m_spenders.end()) return std::nullopt;
    return found->second;
}

void BlockChecker::onBlock(NodeNumber node, const CertifiedBlock& certified) {
    const Block& block = certified.block;
    const std::uint64_t height = block.header.height;
    const Hash hash = block.header.hash();
    const std::string who = "node " + std::to_string(node);
    if (height > m_members.height() + 1) {
        m_verdict.fail("agreement: " + who + " committed height " + std::to_string(height) +
                       " before anybody committed the one below");
        return;
    }
    if (!checkCertificate(certified.certificate, height, hash, who)) return;
    if (Block::transactionRootOf(block.transactions) != block.header.transactionRoot)
        m_verdict.fail("agreement: " + who + " committed a body at height " +
                       std::to_string(height) + " that its header does not name");
    if (height > 0 && height < m_chain.size()) {
        if (m_chain[height].hash != hash)
            m_verdict.fail("agreement: at height " + std::to_string(height) + " " + who +
                           " committed " + toHex(hash) + ", another node " +
                           toHex(m_chain[height].hash));
    } else {
        append(block);
    }
    std::uint64_t& highest = m_heights[node];
    if (height > highest + 1)
        m_verdict.fail("agreement: " + who + " went from height " + std::to_string(highest) +
                       " to " + std::to_string(height));
    highest = std::max(highest, height);
}

void BlockChecker::onStart(NodeNumber node, std::uint64_t height, const Hash& tip) {
    if (height < heightOf(node))
        m_verdict.fail("durability: node " + std::to_string(node) + " had committed height " +
                       std::to_string(heightOf(node)) + " and starts again at " +
                       std::to_string(height));
    else if (height >= m_chain.size() || m_chain[height].hash != tip)
        m_verdict.fail("agreement: node " + std::to_string(node) + " starts at height " +
                       std::to_string(height) + " with " + toHex(tip) + ", which nobody committed");
}

/// R-TIME-1: of those who prepared it one at least had a clock that is right.
void BlockChecker::onClock(std::uint64_t height, std::uint64_t wallMs) {
    if (height >= m_chain.size() || m_chain[height].timestampMs <= wallMs + kMostAheadMs) return;
    m_verdict.fail("chain: height " + std::to_string(height) + ": it is " +
                   std::to_string(m_chain[height].timestampMs - wallMs) + " ms ahead of its time");
}

bool BlockChecker::checkCertificate(const CommitCertificate& certificate, std::uint64_t height,
                                    const Hash& block, const std::string& whose) {
    const std::string what = "certificate: " + whose + ", height " + std::to_string(height) + ": ";
    if (certificate.height != height || certificate.block != block) {
        m_verdict.fail(what + "it is about another block");
        return false;
    }
    const std::vector<PublicKey>& members = m_members.model().membersAt(height);
    std::set<MemberIndex> signers;
    for (const CertificateEntry& entry : certificate.entries) {
        if (entry.member >= members.size()) {
            m_verdict.fail(what + "member " + std::to_string(entry.member) + " does not exist");
            return false;
        }
        const Commit commit{
            {certificate.epoch, certificate.height, certificate.view, entry.member, entry.sequence},
            certificate.block,
            entry.signature};
        if (!m_scheme.verify(members.at(entry.member), signingBytes(commit, m_network.genesisHash),
                             entry.signature)) {
            m_verdict.fail(what + "the signature of member " + std::to_string(entry.member) +
                           " does not hold");
            return false;
        }
        signers.insert(entry.member);
    }
    const std::uint32_t needed = m_members.needed(height);
    if (signers.size() >= needed) return true;
    m_verdict.fail(what + std::to_string(signers.size()) + " members signed, " +
                   std::to_string(needed) + " are needed");
    return false;
}

void BlockChecker::append(const Block& block) {
    const std::uint64_t height = block.header.height;
    const std::string what = "chain: height " + std::to_string(height) + ": ";
    if (block.header.previous != m_chain.back().hash) m_verdict.fail(what + "the parent is wrong");
    if (block.header.timestampMs <= m_chain.back().timestampMs)
        m_verdict.fail(what + "not later than its parent");
    if (height > 1)
        checkCertificate(block.lastCommit, height - 1, m_chain.back().hash, "the last commit");
    m_members.onBlock(block);
    if (m_members.height() < height) return m_verdict.fail(what + "it stands on no chain");
    if (replay(block)) m_chain.push_back({block.header.hash(), block.header.timestampMs});
}

std::uint64_t BlockChecker::nextSlot() const {
    return (m_chain.back().timestampMs - m_network.genesis.timeMs) /
           m_network.params.blockIntervalMs;
}

/// Only the first block of a slot mints, and never anything but the block reward.
bool BlockChecker::replay(const Block& block) {
    const std::uint64_t height = block.header.height;
    const std::string what = "supply: height " + std::to_string(height) + ": ";
    std::uint64_t fees = 0;
    for (const Transaction& tx : block.transactions) {
        const Hash id = tx.id();
        if (!m_committedAt.emplace(id, height).second) {
            m_verdict.fail(what + toHex(id) + " was committed before");
            return false;
        }
        if (tx.kind == TransactionKind::Reward) {
            if (!tx.inputs.empty()) m_verdict.fail(what + "the reward spends coins");
            create(tx, id);
            for (std::uint32_t i = 0; i < tx.outputs.size(); ++i)
                m_rewards[{id, i}] = {tx.outputs[i],
                                      nextSlot() + m_network.params.rewardMaturitySlots};
            continue;
        }
        const auto in = spend(tx, id, height);
        if (!in) return false;
        const std::uint64_t out = create(tx, id);
        if (out > *in) {
            m_verdict.fail(what + toHex(id) + " creates more than it spends");
            return false;
        }
        fees += *in - out;
    }
    checkReward(block, fees);
    if (m_members.before(height).rewardDue)
        m_supplySatoshi += m_network.params.blockReward.satoshi();
    std::uint64_t sum = 0;
    for (const auto& [outpoint, coin] : m_coins) sum += coin.value.satoshi();
    if (sum != m_supplySatoshi) m_verdict.fail(what + "the coins are not what was issued");
    return true;
}

/// To whom stands first in the queue, and the fees to whom the header names.
void BlockChecker::checkReward(const Block& block, std::uint64_t fees) {
    const std::uint64_t height = block.header.height;
    std::vector<Output> due;
    if (const auto lock = m_members.before(height).rewardDue)
        due.push_back({m_network.params.blockReward, *lock});
    if (const auto lock = payoutOf(block.header.proposer); lock && fees > 0)
        due.push_back({*Amount::fromSatoshi(fees), *lock});
    std::vector<Output> paid;
    for (const Transaction& tx : block.transactions)
        if (tx.kind == TransactionKind::Reward)
            paid.insert(paid.end(), tx.outputs.begin(), tx.outputs.end());
    if (paid == due) return;
    const auto sumOf = [](const std::vector<Output>& outputs) {
        std::uint64_t sum = 0;
        for (const Output& output : outputs) sum += output.value.satoshi();
        return std::to_string(sum);
    };
    m_verdict.fail("supply: height " + std::to_string(height) + ": " + sumOf(paid) +
                   " satoshi rewarded to " + std::to_string(paid.size()) + " outputs, due are " +
                   sumOf(due) + " to " + std::to_string(due.size()) + " (fees " +
                   std::to_string(fees) + "), or they went to others");
}

std::optional<Lock> BlockChecker::payoutOf(const PublicKey& operatorKey) const {
    for (const MasternodeEntry& entry : m_members.model().expected().entries)
        if (entry.node.operatorKey == operatorKey) return entry.node.payout;
    return std::nullopt;
}

std::optional<std::uint64_t> BlockChecker::spend(const Transaction& tx, const Hash& id,
                                                 std::uint64_t height) {
    std::uint64_t sum = 0;
    std::vector<Output> spent;
    for (const OutPoint& outpoint : tx.inputs) {
        const auto coin = m_coins.find(outpoint);
        if (coin == m_coins.end()) {
            m_verdict.fail("supply: height " + std::to_string(height) + ": " + toHex(id) +
                           (m_spenders.contains(outpoint) ? " spends a coin twice"
                                                          : " spends a coin that never was"));
            return std::nullopt;
        }
        if (m_members.before(height).locked.contains(outpoint))
            m_verdict.fail("supply: height " + std::to_string(height) + ": " + toHex(id) +
                           " spends the collateral of a masternode");
        if (const auto reward = m_rewards.find(outpoint); reward != m_rewards.end()) {
            if (reward->second.matureSlot > nextSlot())
                m_verdict.fail("supply: height " + std::to_string(height) + ": " + toHex(id) +
                               " spends a reward that is not ripe");
            m_rewards.erase(reward);
        }
        sum += coin->second.value.satoshi();
        spent.push_back(coin->second);
        m_coins.erase(coin);
        m_spenders.emplace(outpoint, id);
    }
    checkOwners(tx, id, spent);
    return sum;
}

void BlockChecker::checkOwners(const Transaction& tx, const Hash& id,
                               const std::vector<Output>& spent) {
    const Hash message = signingHash(tx, m_network.genesisHash, spent);
    for (const Output& output : spent) {
        bool isSigned = false;
        for (const KeySignature& entry : tx.witness.signatures)
            isSigned = isSigned || (entry.key.data == output.lock.data &&
                                    m_scheme.verify(entry.key, message.view(), entry.signature));
        if (!isSigned)
            m_verdict.fail("supply: " + toHex(id) + " spends a coin whose owner did not sign it");
    }
}

std::uint64_t BlockChecker::create(const Transaction& tx, const Hash& id) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < tx.outputs.size(); ++i) {
        m_coins[{id, static_cast<std::uint32_t>(i)}] = tx.outputs[i];
        sum += tx.outputs[i].value.satoshi();
    }
    return sum;
}

}  // namespace timecoin::sim
