#include "tests/support/chain_maker.h"

#include "node/chain/certificates.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace timecoin {
namespace {

[[noreturn]] void giveUp(std::string_view what, std::string_view why) {
    std::cerr << "ChainMaker: " << what << ": " << why << std::endl;
    std::abort();
}

TransactionPtr checkedOne(const PlannedTransfer& plan, const CheckBasis& basis) {
    Transaction tx;
    tx.inputs = {plan.outpoint};
    tx.outputs = plan.outputs;
    const Hash message = signingHash(tx, basis.genesis, {plan.coin.output});
    tx.witness.signatures = {{plan.key->publicKey(), plan.key->sign(message.view())}};
    auto result = checkTransaction(std::move(tx), {plan.coin}, basis);
    if (!result) giveUp("transfer", codeName(result.error()));
    return std::make_shared<const CheckedTransaction>(std::move(*result));
}

}  // namespace

ChainMaker::ChainMaker(const Network& network, const std::vector<SigningKey>& operators,
                       ChainStore& store)
    : m_network(network),
      m_operators(operators),
      m_store(store) {
    const auto stored = store.tip();
    if (!stored) giveUp("tip", stored.error().detail);
    const StoredTip& tip = stored.value();
    m_tip = {tip.header, tip.hash, tip.registry, tip.coinHash,
             contextAfter(tip.registry, tip.header, m_network)};
    m_previous = tip.context;
    m_lastCommit = tip.certificate;
}

std::vector<TransactionPtr> ChainMaker::checked(const std::vector<PlannedTransfer>& plan) const {
    std::vector<TransactionPtr> out(plan.size());
    const CheckBasis basis{m_network.genesisHash, m_network.params.collateral, ed25519()};
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::thread> workers;
    for (std::size_t worker = 0; worker < threads; ++worker)
        workers.emplace_back([&, worker] {
            for (std::size_t at = worker; at < plan.size(); at += threads)
                out[at] = checkedOne(plan[at], basis);
        });
    for (std::thread& worker : workers) worker.join();
    return out;
}

BlockCommit ChainMaker::next(const std::vector<TransactionPtr>& transfers) const {
    const LedgerContext context{m_network, m_tip, m_store, ed25519(), m_previous};
    ProposalInput input;
    input.mustInclude = transfers;
    input.lastCommit = m_lastCommit;
    input.proposer = m_operators.front().publicKey();
    input.wallMs = m_tip.header.timestampMs + m_network.params.blockIntervalMs;
    auto block = buildBlock(input, context);
    if (!block) giveUp("build", codeName(block.error()));
    auto effects = checkBlock(*block, transfers, context);
    if (!effects) giveUp("check", codeName(effects.error()));
    BlockCommit commit;
    commit.block.certificate = certificate(m_tip.next, block->hash());
    commit.block.block = std::move(*block);
    commit.delta = std::move(effects->delta);
    commit.coinHash = effects->coinHash;
    commit.registry = std::move(effects->registry);
    const BlockHeader& header = commit.block.block.header;
    commit.endsEpoch = contextAfter(commit.registry, header, m_network).epoch != m_tip.next.epoch;
    return commit;
}

CommitCertificate ChainMaker::certificate(const HeightContext& at, const Hash& block) const {
    CommitCertificate certificate{at.epoch, at.height, 0, block, {}};
    for (std::uint32_t i = 0; i < at.members.size(); ++i) {
        const auto member = static_cast<MemberIndex>(i);
        const Commit commit{{at.epoch, at.height, 0, member, at.height}, block, {}};
        certificate.entries.push_back(
            {member, at.height, m_operators[i].sign(signingBytes(commit, m_network.genesisHash))});
    }
    return certificate;
}

Status<StorageError> ChainMaker::commit(const BlockCommit& commit) {
    if (auto status = m_store.commit(commit, m_tip.next); !status) return status;
    took(commit);
    return done();
}

void ChainMaker::took(const BlockCommit& commit) {
    m_previous = m_tip.next;
    m_lastCommit = commit.block.certificate;
    const BlockHeader& header = commit.block.block.header;
    m_tip = {header, header.hash(), commit.registry, commit.coinHash,
             contextAfter(commit.registry, header, m_network)};
}

}  // namespace timecoin
