// A short chain for storage tests in which everything happens: epochs end, coins are written back in
// many small batches, deltas and bodies are dropped. Header only.
#pragma once

#include "node/storage/recount.h"
#include "node/storage/sqlite/chain_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/sample_chain.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace timecoin {

class StorageStory {
public:
    static constexpr std::uint64_t kPruneDepth = 1;

    StorageStory(std::size_t blocks, std::size_t payments) {
        SampleChain chain(m_network.network, 1);
        m_states.push_back(chain);
        for (std::size_t height = 1; height <= blocks; ++height) {
            BlockCommit commit = chain.next(payments, 3);
            commit.endsEpoch = height % 3 == 0;
            m_commits.push_back(commit);
            chain.took(commit);
            m_states.push_back(chain);
        }
    }

    const Network& network() const { return m_network.network; }
    std::size_t blocks() const { return m_commits.size(); }
    const BlockCommit& commit(std::size_t height) const { return m_commits[height - 1]; }
    /// After the block at `height`.
    const SampleChain& state(std::size_t height) const { return m_states[height]; }

    /// Memory for a handful of coins, batches of a few, the WAL copied back often.
    static DatabaseOptions options(const std::string& vfs = {}) {
        DatabaseOptions options;
        options.vfs = vfs;
        options.coinCacheKiB = 1;
        options.coinsPerFlush = 7;
        options.checkpointFrames = 20;
        return options;
    }

    /// Adds the blocks up to `last`, with idle moments in between, until something fails. The
    /// height acknowledged; nullopt when not even the genesis was.
    std::optional<std::size_t> run(ChainStore& store, std::size_t last,
                                   Status<StorageError>* status = nullptr) const {
        Status<StorageError> result = store.openGenesis(network());
        if (!result) {
            if (status) *status = result;
            return std::nullopt;
        }
        store.setPruneDepth(kPruneDepth);
        const auto tip = store.tipHeight();
        std::size_t height = tip ? tip.value() : 0;
        while (height < last && result) {
            result = store.commit(commit(height + 1), state(0).context(height + 1));
            if (!result) break;
            ++height;
            for (int i = 0; i < 3 && result; ++i) {
                if (const auto more = store.writeBack(); !more) result = fail(more.error());
            }
        }
        if (status) *status = result;
        return height;
    }

    /// What is wrong with a store that must be at `height`; empty: nothing.
    std::string wrong(const ChainStore& store, std::size_t height) const {
        const auto tip = store.tip();
        if (!tip) return tip.error().detail;
        if (tip.value().header != state(height).tip()) return "another tip";
        if (!sameCoins(store, CoinsAt::Tip, height)) return "other coins";
        const std::size_t boundary = height / 3 * 3;
        const auto newest = store.newestBoundary();
        if (!newest) return newest.error().detail;
        if (newest.value().has_value() != (boundary > 0)) return "another boundary";
        if (boundary > 0 && !sameCoins(store, CoinsAt::NewestBoundary, boundary))
            return "other coins at the boundary";
        if (store.boundaries(0, 100).value().size() != height / 3) return "other boundaries";
        if (store.block(height + 1).value()) return "a block above the tip";
        const auto from = store.bodiesFrom().value();
        for (std::uint64_t at = 1; at <= height; ++at) {
            const auto block = store.block(at);
            if (!block) return block.error().detail;
            if (block.value().has_value() != (at >= from)) return "a body";
            if (block.value() && block.value()->block != commit(at).block.block) return "a block";
        }
        Recount recount(store);
        for (;;) {
            const auto more = recount.advance(100);
            if (!more) return more.error().detail;
            if (!more.value()) return {};
        }
    }

private:
    bool sameCoins(const ChainStore& store, CoinsAt which, std::size_t height) const {
        std::map<OutPoint, Coin> left(state(height).coins().begin(), state(height).coins().end());
        std::optional<OutPoint> after;
        for (;;) {
            const auto page = store.coinsPage(which, after, 10);
            if (!page) return false;
            for (const auto& [outpoint, coin] : page.value()) {
                const auto at = left.find(outpoint);
                if (at == left.end() || at->second != coin) return false;
                left.erase(at);
                after = outpoint;
            }
            if (page.value().size() < 10) return left.empty();
        }
    }

    const TestNetwork m_network = testNetwork(4);
    std::vector<BlockCommit> m_commits;
    std::vector<SampleChain> m_states;
};

}  // namespace timecoin
