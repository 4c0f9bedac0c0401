#include "node/repair/chain_check.h"

#include "node/base/crypto.h"
#include "node/snapshot/boundary_chain.h"
#include "node/snapshot/coin_check.h"
#include "node/storage/recount.h"

namespace timecoin {

namespace {

using Code = ChainProblem::Code;
using Problem = std::optional<ChainProblem>;

constexpr std::size_t kBoundariesAtOnce = 100;
constexpr std::uint64_t kBlocksPerReport = 100;

/// The boundaries of a store one after another, a page in memory at a time.
class BoundaryCursor {
public:
    explicit BoundaryCursor(const ChainStore& store) : m_store(store) {}
    /// nullptr: there is none left.
    Stored<const EpochBoundary*> peek() {
        if (m_at == m_page.size() && !m_end) {
            auto page = m_store.boundaries(m_after, kBoundariesAtOnce);
            if (!page) return fail(page.error());
            m_page = std::move(page).value();
            m_at = 0;
            m_end = m_page.empty();
            if (!m_end) m_after = m_page.back().header.height;
        }
        return m_at < m_page.size() ? &m_page[m_at] : nullptr;
    }
    void next() { ++m_at; }

private:
    const ChainStore& m_store;
    std::vector<EpochBoundary> m_page;
    std::size_t m_at = 0;
    std::uint64_t m_after = 0;
    bool m_end = false;
};

class ChainCheck {
public:
    ChainCheck(const ChainStore& store, const Network& network, const SignatureScheme& scheme,
               const std::function<bool(const CheckProgress&)>& progress)
        : m_store(store),
          m_network(network),
          m_scheme(scheme),
          m_progress(progress),
          m_boundaries(store),
          m_chain(network, scheme) {}

    ChainReport run() {
        if (auto problem = readEnds()) {
            m_report.problems.push_back(std::move(*problem));
            return std::move(m_report);
        }
        if (auto problem = checkBlocks()) m_report.problems.push_back(std::move(*problem));
        if (m_report.stopped) return std::move(m_report);
        for (auto& problem : checkCoins(m_store, m_network, m_report.coins, [this](const auto& at) {
                 m_report.stopped = !m_progress(at);
                 return !m_report.stopped;
             }))
            m_report.problems.push_back(std::move(problem));
        if (m_report.problems.empty() && !m_report.stopped) recount();
        return std::move(m_report);
    }

private:
    /// What the node itself reads behind a start (R-STO-12), for all that stands beside the chain:
    /// the index by lock, ids of dropped bodies, deltas, the coins of the newest boundary.
    void recount() {
        Recount recount(m_store);
        while (true) {
            const auto more = recount.advance(kCoinsPerPage);
            if (!more) {
                m_report.problems.push_back(
                    {Code::Contradiction, m_report.tip, more.error().detail});
                return;
            }
            m_report.stopped = !m_progress({true, m_report.coins, m_report.coins});
            if (!more.value() || m_report.stopped) return;
        }
    }

    static ChainProblem unreadable(std::uint64_t height, const StorageError& error) {
        return {Code::Unreadable, height, error.detail};
    }

    Problem readEnds() {
        auto tip = m_store.tip();
        if (!tip) return unreadable(0, tip.error());
        m_tip = std::move(tip).value();
        const auto base = m_store.baseHeight();
        if (!base) return unreadable(0, base.error());
        const auto bodies = m_store.bodiesFrom();
        if (!bodies) return unreadable(0, bodies.error());
        m_report.base = base.value();
        m_report.bodiesFrom = bodies.value();
        m_report.tip = m_tip.header.height;
        return chooseFold();
    }

    /// Where the registry can be folded from: the beginning when every body is here, otherwise the
    /// newest boundary, whose whole state its header proves.
    Problem chooseFold() {
        if (m_report.base == 0 && m_report.bodiesFrom <= 1) {
            m_fold = initialRegistry(m_network);
            m_foldTip = m_network.genesisHeader();
            return std::nullopt;
        }
        const auto newest = m_store.newestBoundary();
        if (!newest) return unreadable(0, newest.error());
        if (newest.value()) {
            const StoredTip& state = *newest.value();
            m_report.registryFrom = state.header.height;
            if (state.registry.hash() != state.header.registryHash)
                return ChainProblem{Code::WrongRegistry, state.header.height, "newest boundary"};
            m_later = state;
        }
        return std::nullopt;
    }

    Problem checkBlocks() {
        const auto first = m_store.certifiedHeader(m_report.base);
        if (!first) return unreadable(m_report.base, first.error());
        if (!first.value()) return ChainProblem{Code::Unreadable, m_report.base, "no header"};
        m_parent = first.value()->header;
        if (m_report.base == 0 && m_parent != m_network.genesisHeader())
            return ChainProblem{Code::BrokenLink, 0, "not the genesis"};
        if (auto problem = passBoundaries(m_report.base)) return problem;
        if (m_report.base > 0 && m_chain.header() != m_parent)
            return ChainProblem{Code::WrongBoundary, m_report.base, "the base is none"};
        if (m_later && m_later->header.height == m_report.base) startFold();
        for (std::uint64_t height = m_report.base + 1; height <= m_report.tip; ++height) {
            if (auto problem = checkBlock(height)) return problem;
            ++m_report.blocks;
            if (height % kBlocksPerReport == 0 &&
                !m_progress({false, height - m_report.base, m_report.tip - m_report.base})) {
                m_report.stopped = true;
                return std::nullopt;
            }
        }
        return checkTip();
    }

    void startFold() {
        m_fold = m_later->registry;
        m_foldTip = m_later->header;
    }

    Problem checkBlock(std::uint64_t height) {
        const auto found = m_store.certifiedHeader(height);
        if (!found) return unreadable(height, found.error());
        if (!found.value()) return ChainProblem{Code::Unreadable, height, "no header"};
        const BlockHeader& header = found.value()->header;
        const CommitCertificate& certificate = found.value()->certificate;
        const Hash hash = header.hash();
        if (header.height != height || header.previous != m_parent.hash() ||
            header.timestampMs <= m_parent.timestampMs)
            return ChainProblem{Code::BrokenLink, height, {}};
        const HeightContext context{height, m_chain.epoch(), 0, m_chain.members(), {}};
        if (certificate.block != hash ||
            !checkCertificate(certificate, {m_network.genesisHash, context, m_scheme}))
            return ChainProblem{Code::Uncertified, height, {}};
        if (height >= m_report.bodiesFrom) {
            if (auto problem = checkBody(header, hash)) return problem;
        }
        m_parent = header;
        if (auto problem = passBoundaries(height)) return problem;
        return checkEpoch(header, height);
    }

    Problem checkBody(const BlockHeader& header, const Hash& hash) {
        const std::uint64_t height = header.height;
        const auto found = m_store.block(height);
        if (!found) return unreadable(height, found.error());
        if (!found.value()) return ChainProblem{Code::Unreadable, height, "no body"};
        const Block& block = found.value()->block;
        if (block.hash() != hash || block.lastCommit.root() != header.lastCommitRoot ||
            Block::transactionRootOf(block.transactions) != header.transactionRoot)
            return ChainProblem{Code::WrongBody, height, {}};
        for (const Transaction& tx : block.transactions) {
            const auto at = m_store.heightOf(tx.id());
            if (!at) return unreadable(height, at.error());
            // An id that stands in two blocks keeps its first.
            if (!at.value() || *at.value() > height)
                return ChainProblem{Code::NotInIndex, height, toHex(tx.id())};
        }
        m_report.transactions += block.transactions.size();
        if (!m_fold) return std::nullopt;
        m_fold = registryAfter(*m_fold, m_foldTip, block, m_network);
        m_foldTip = header;
        if (m_fold->hash() != header.registryHash)
            return ChainProblem{Code::WrongRegistry, height, {}};
        return std::nullopt;
    }

    /// Takes in the boundaries of heights up to `height`.
    Problem passBoundaries(std::uint64_t height) {
        while (true) {
            const auto next = m_boundaries.peek();
            if (!next) return unreadable(height, next.error());
            const EpochBoundary* boundary = next.value();
            if (boundary == nullptr || boundary->header.height > height) return std::nullopt;
            const std::uint64_t at = boundary->header.height;
            if (const auto fault = m_chain.add(*boundary))
                return ChainProblem{Code::WrongBoundary, at, std::string(codeName(*fault))};
            ++m_report.boundaries;
            m_boundaries.next();
        }
    }

    /// An epoch that ends here has its boundary, and the boundary is this block.
    Problem checkEpoch(const BlockHeader& header, std::uint64_t height) {
        const std::uint64_t epoch = epochOf(m_network.slotAfter(header.timestampMs), m_network);
        if (epoch > m_chain.epoch()) return ChainProblem{Code::WrongBoundary, height, "not kept"};
        if (m_chain.header().height == height && m_chain.header() != header)
            return ChainProblem{Code::WrongBoundary, height, "another block"};
        if (m_later && m_later->header.height == height && !m_fold) startFold();
        return std::nullopt;
    }

    Problem checkTip() {
        const std::uint64_t height = m_report.tip;
        if (m_tip.header != m_parent) return ChainProblem{Code::WrongTip, height, "header"};
        if (m_fold && m_fold->height == height && m_tip.registry != *m_fold)
            return ChainProblem{Code::WrongTip, height, "registry"};
        if (m_tip.registry.hash() != m_tip.header.registryHash)
            return ChainProblem{Code::WrongTip, height, "registry"};
        return std::nullopt;
    }

    const ChainStore& m_store;
    const Network& m_network;
    const SignatureScheme& m_scheme;
    const std::function<bool(const CheckProgress&)>& m_progress;
    BoundaryCursor m_boundaries;
    BoundaryChain m_chain;
    ChainReport m_report;
    StoredTip m_tip;
    BlockHeader m_parent;
    std::optional<RegistryState> m_fold;  ///< after m_foldTip
    BlockHeader m_foldTip;
    std::optional<StoredTip> m_later;  ///< where the fold begins, when not at the genesis
};

}  // namespace

std::string_view codeName(Code code) {
    switch (code) {
    case Code::Unreadable: return "unreadable";
    case Code::BrokenLink: return "broken_link";
    case Code::Uncertified: return "uncertified";
    case Code::WrongBody: return "wrong_body";
    case Code::NotInIndex: return "not_in_index";
    case Code::WrongRegistry: return "wrong_registry";
    case Code::WrongBoundary: return "wrong_boundary";
    case Code::WrongTip: return "wrong_tip";
    case Code::WrongCoins: return "wrong_coins";
    case Code::WrongLockIndex: return "wrong_lock_index";
    case Code::WrongSupply: return "wrong_supply";
    case Code::Contradiction: return "contradiction";
    }
    return "unknown";
}

ChainReport checkChain(const ChainStore& store, const Network& network,
                       const SignatureScheme& scheme,
                       const std::function<bool(const CheckProgress&)>& progress) {
    return ChainCheck(store, network, scheme, progress).run();
}

std::vector<ChainProblem> checkCoins(const ChainStore& store, const Network& network,
                                     std::uint64_t& coins,
                                     const std::function<bool(const CheckProgress&)>& progress) {
    const auto tip = store.tip();
    if (!tip) return {{Code::Unreadable, 0, tip.error().detail}};
    const std::uint64_t height = tip->header.height;
    std::vector<ChainProblem> problems;
    CoinCheck check(tip->header, tip->registry, network);
    std::optional<OutPoint> after;
    while (true) {
        const auto page = store.coinsPage(CoinsAt::Tip, after, kCoinsPerPage);
        if (!page) return {{Code::Unreadable, height, page.error().detail}};
        if (page->empty()) break;
        if (const auto fault = check.add(page.value()))
            return {{Code::WrongCoins, height, std::string(codeName(*fault))}};
        for (const auto& [outpoint, coin] : page.value()) {
            const auto indexed = store.indexHolds(outpoint, coin);
            if (!indexed) return {{Code::Unreadable, height, indexed.error().detail}};
            if (!indexed.value() && problems.empty())
                problems.push_back({Code::WrongLockIndex, height, toHex(outpoint.txid)});
        }
        after = page->back().outpoint;
        coins = check.coins();
        if (!progress({true, coins, 0})) return problems;
    }
    if (const auto fault = check.finish()) {
        // First: an index that does not know a damaged coin is no wonder.
        const Code code =
            *fault == SnapshotFault::WrongSupply ? Code::WrongSupply : Code::WrongCoins;
        problems.insert(problems.begin(), {code, height, {}});
    }
    return problems;
}

}  // namespace timecoin
