#include "node/repair/chain_rebuild.h"

#include "node/ledger/ledger.h"

#include <map>

namespace timecoin {

namespace {

using End = RebuildReport::End;

constexpr std::uint64_t kBlocksPerReport = 100;

/// What a block led to: its effects, or the rule it breaks.
using Checked = Result<BlockEffects, std::string>;

class ChainRebuild {
public:
    ChainRebuild(ChainStore& fresh, const Network& network, const SignatureScheme& scheme)
        : m_fresh(fresh),
          m_network(network),
          m_scheme(scheme) {}

    Status<StorageError> start() {
        auto stored = m_fresh.tip();
        if (!stored) return fail(stored.error());
        m_tip.header = stored->header;
        m_tip.hash = stored->hash;
        m_tip.registry = stored->registry;
        m_tip.coinHash = stored->coinHash;
        m_tip.next = contextAfter(m_tip.registry, m_tip.header, m_network);
        m_previous = stored->context;
        return done();
    }

    const HeightContext& next() const { return m_tip.next; }

    bool isCertified(const CertifiedBlock& block) const {
        return block.certificate.block == block.block.hash() &&
               checkCertificate(block.certificate, {m_network.genesisHash, m_tip.next, m_scheme});
    }

    Checked check(const Block& block) const {
        std::vector<TransactionPtr> checked;
        std::map<OutPoint, Coin> made;  // in this block, before the transaction that is looked at
        for (const Transaction& tx : block.transactions) {
            if (tx.kind == TransactionKind::Reward) continue;
            auto spent = spentBy(tx, made);
            if (!spent) return fail(std::string(codeName(TxError::MissingCoin)));
            auto result = checkTransaction(tx, std::move(*spent), basis());
            if (!result) return fail(std::string(codeName(result.error())));
            checked.push_back(
                std::make_shared<const CheckedTransaction>(std::move(result).value()));
            for (std::uint32_t i = 0; i < tx.outputs.size(); ++i)
                made[{checked.back()->id, i}] = Coin{tx.outputs[i], 0};
        }
        auto effects =
            checkBlock(block, checked, {m_network, m_tip, m_fresh, m_scheme, m_previous});
        if (!effects) return fail(std::string(codeName(effects.error())));
        return std::move(effects).value();
    }

    Status<StorageError> commit(const CertifiedBlock& block, const BlockEffects& effects) {
        const BlockHeader& header = block.block.header;
        const bool ends = endsEpoch(effects.registry, header, m_network);
        const BlockCommit commit{block, effects.delta, effects.coinHash, effects.registry, ends};
        if (auto status = m_fresh.commit(commit, m_tip.next); !status) return status;
        m_previous = m_tip.next;
        m_tip.header = header;
        m_tip.hash = block.certificate.block;
        m_tip.registry = effects.registry;
        m_tip.coinHash = effects.coinHash;
        m_tip.next = contextAfter(m_tip.registry, m_tip.header, m_network);
        return done();
    }

private:
    CheckBasis basis() const {
        return {m_network.genesisHash, m_network.params.collateral, m_scheme};
    }

    std::optional<std::vector<Coin>> spentBy(const Transaction& tx,
                                             const std::map<OutPoint, Coin>& made) const {
        std::vector<Coin> spent;
        for (const OutPoint& input : tx.inputs) {
            const auto here = made.find(input);
            auto coin = here != made.end() ? std::optional(here->second) : m_fresh.coin(input);
            if (!coin) return std::nullopt;
            spent.push_back(std::move(*coin));
        }
        return spent;
    }

    ChainStore& m_fresh;
    const Network& m_network;
    const SignatureScheme& m_scheme;
    TipState m_tip;
    HeightContext m_previous;
};

}  // namespace

Stored<RebuildReport> rebuildChain(const BlockSource& blocks, ChainStore& fresh,
                                   const Network& network, const SignatureScheme& scheme,
                                   const std::function<bool(std::uint64_t)>& progress) {
    ChainRebuild rebuild(fresh, network, scheme);
    if (auto status = rebuild.start(); !status) return fail(status.error());
    RebuildReport report;
    report.from = report.height = rebuild.next().height - 1;
    const auto end = [&](End why, std::string detail) {
        report.end = why;
        report.detail = std::move(detail);
        return report;
    };
    while (true) {
        const std::uint64_t height = rebuild.next().height;
        const auto block = blocks(height);
        if (!block) return end(End::Unreadable, block.error().detail);
        if (!block.value()) return end(End::NoMore, {});
        if (!rebuild.isCertified(*block.value())) return end(End::Uncertified, {});
        const auto effects = rebuild.check(block.value()->block);
        // A coin that could not be read is no missing coin.
        if (auto failure = fresh.readFailure()) return fail(*failure);
        if (!effects) return end(End::Invalid, effects.error());
        if (auto status = rebuild.commit(*block.value(), effects.value()); !status)
            return fail(status.error());
        report.height = height;
        report.transactions += block.value()->block.transactions.size();
        if (height % kBlocksPerReport == 0 && !progress(height)) return end(End::Stopped, {});
    }
}

}  // namespace timecoin
