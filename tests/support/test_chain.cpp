#include "tests/support/test_chain.h"

#include <cstdlib>
#include <iostream>

namespace timecoin {

namespace {

[[noreturn]] void giveUp(std::string_view what, std::string_view code) {
    std::cerr << "TestChain: " << what << ": " << code << std::endl;
    std::abort();
}

}  // namespace

TestChain::TestChain(std::uint32_t members, std::uint32_t users)
    : TestChain(testNetwork(members, users)) {}

TestChain::TestChain(TestNetwork network, const SignatureScheme& scheme)
    : m_net(std::move(network)),
      m_scheme(&scheme),
      m_tip(genesisTip(m_net.network)) {
    for (const CoinDelta::Created& created : m_net.network.initialCoins())
        m_coins.coins.emplace(created.outpoint, created.coin);
}

LedgerContext TestChain::context() const {
    return {m_net.network, m_tip, m_coins, *m_scheme, m_previous};
}

TransactionPtr TestChain::checked(const Transaction& tx,
                                  const std::vector<TransactionPtr>& parents) const {
    std::vector<Coin> spent;
    for (const OutPoint& input : tx.inputs) {
        auto coin = m_coins.coin(input);
        for (const TransactionPtr& parent : parents) {
            if (parent->id == input.txid) coin = Coin{parent->tx.outputs.at(input.index), 0};
        }
        if (!coin) giveUp("checked", "no such coin");
        spent.push_back(*coin);
    }
    auto result = checkTransaction(tx, std::move(spent), testBasis(m_net.hash(), *m_scheme));
    if (!result) giveUp("checked", codeName(result.error()));
    return std::make_shared<const CheckedTransaction>(std::move(*result));
}

CommitCertificate TestChain::lastCommit(std::uint32_t view) const {
    if (m_tip.header.height == 0) return {};
    const HeightContext& at = m_previous;
    CommitCertificate certificate{at.epoch, at.height, view, m_tip.hash, {}};
    for (std::uint32_t i = 0; i < at.members.size(); ++i) {
        const auto member = static_cast<MemberIndex>(i);
        const PublicKey& key = at.members.at(member).operatorKey;
        if (m_silent.contains(key)) continue;
        const Commit commit{{at.epoch, at.height, view, member, i + 1U}, m_tip.hash, {}};
        const auto signature = signedBy(key, signingBytes(commit, m_net.hash()));
        if (signature) certificate.entries.push_back({member, commit.at.sequence, *signature});
    }
    return certificate;
}

/// FastScheme needs no secret key. With a real one, members that have come since the genesis are
/// silent.
std::optional<Signature> TestChain::signedBy(const PublicKey& key, ByteView bytes) const {
    if (m_scheme == &fastScheme()) return FastScheme::signatureOf(key, bytes);
    for (const SigningKey& secret : m_net.operators)
        if (secret.publicKey() == key) return m_scheme->sign(secret, bytes);
    return std::nullopt;
}

ProposalInput TestChain::proposal(std::vector<TransactionPtr> others) const {
    ProposalInput input;
    input.others = std::move(others);
    input.lastCommit = lastCommit();
    for (const Masternode& member : m_tip.next.members.members()) {
        if (m_silent.contains(member.operatorKey)) continue;
        input.proposer = member.operatorKey;
        break;
    }
    input.wallMs = m_tip.header.timestampMs + 1'000;
    return input;
}

Block TestChain::build(const ProposalInput& input) const {
    auto block = buildBlock(input, context());
    if (!block) giveUp("build", codeName(block.error()));
    return std::move(*block);
}

std::vector<TransactionPtr> TestChain::checkedOf(const Block& block,
                                                 const std::vector<TransactionPtr>& known) {
    std::map<Hash, TransactionPtr> byFullHash;
    for (const TransactionPtr& transfer : known) byFullHash.emplace(transfer->fullHash, transfer);
    std::vector<TransactionPtr> found;
    for (const Transaction& tx : block.transactions) {
        if (tx.kind == TransactionKind::Reward) continue;
        const auto at = byFullHash.find(tx.fullHash());
        found.push_back(at == byFullHash.end() ? nullptr : at->second);
    }
    return found;
}

Result<BlockEffects, BlockError> TestChain::check(
    const Block& block, const std::vector<TransactionPtr>& transfers) const {
    return checkBlock(block, transfers, context());
}

BlockEffects TestChain::commit(const Block& block, const std::vector<TransactionPtr>& transfers) {
    auto effects = check(block, transfers);
    if (!effects) giveUp("commit", codeName(effects.error()));
    for (const CoinDelta::Spent& spent : effects->delta.spent) m_coins.coins.erase(spent.outpoint);
    for (const CoinDelta::Created& created : effects->delta.created)
        m_coins.coins.emplace(created.outpoint, created.coin);
    m_previous = m_tip.next;
    m_tip.header = block.header;
    m_tip.hash = block.hash();
    m_tip.registry = effects->registry;
    m_tip.coinHash = effects->coinHash;
    m_tip.next = contextAfter(m_tip.registry, m_tip.header, m_net.network);
    return std::move(*effects);
}

Block TestChain::grow(const std::vector<TransactionPtr>& others, std::uint64_t afterMs,
                      std::uint32_t view) {
    ProposalInput input = proposal(others);
    input.wallMs = m_tip.header.timestampMs + afterMs;
    input.lastCommit = lastCommit(m_tip.header.height == 0 ? 0 : view);
    Block block = build(input);
    commit(block, checkedOf(block, others));
    return block;
}

}  // namespace timecoin
