// A chain of plausible blocks for tests and benchmarks of storage: coins, hashes and certificates
// fit each other, signatures are only bytes. Header only: the benchmarks use it too.
#pragma once

#include "node/base/crypto.h"
#include "node/storage/storage.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace timecoin {

/// Makes each block on top of the one before. The same seed makes the same chain.
class SampleChain {
public:
    static constexpr std::uint32_t kLocks = 64;

    SampleChain(const Network& network, std::uint64_t seed)
        : m_network(network),
          m_random(seed),
          m_registry(initialRegistry(network)),
          m_tip(network.genesisHeader()) {
        for (const auto& created : network.initialCoins()) {
            m_hash.add(created.outpoint, created.coin);
            m_coins.emplace_back(created.outpoint, created.coin);
        }
    }

    /// The lock of a number below kLocks; sample payments go to these.
    static Lock lock(std::uint32_t number) {
        Writer out;
        out.u32(number);
        return {LockKind::Key, hashOf(Domain::Test, out.bytes()).data};
    }

    /// `payments` transfers (or as many as there are coins), one input and `outputs` outputs each.
    /// Does not advance: the caller stores it, then calls took().
    BlockCommit next(std::size_t payments, std::uint32_t outputs = 2) {
        BlockCommit commit;
        commit.coinHash = m_hash;
        Block& block = commit.block.block;
        for (std::size_t i = 0; i < payments && i < m_coins.size(); ++i) {
            const std::size_t picked = i + m_random() % (m_coins.size() - i);
            std::swap(m_coins[i], m_coins[picked]);
            pay(m_coins[i], outputs, block, commit.delta);
        }
        sortDelta(commit.delta);
        for (const auto& spent : commit.delta.spent)
            commit.coinHash.remove(spent.outpoint, spent.coin);
        for (const auto& created : commit.delta.created)
            commit.coinHash.add(created.outpoint, created.coin);
        commit.registry = m_registry;
        commit.registry.height = m_tip.height + 1;
        commit.registry.slot = m_tip.height + 1;
        block.header.height = m_tip.height + 1;
        block.header.previous = m_tip.hash();
        block.header.timestampMs = m_tip.timestampMs + 1'000;
        seal(commit);
        return commit;
    }

    /// Makes header and certificate agree with the rest of `commit` again.
    static void seal(BlockCommit& commit) {
        Block& block = commit.block.block;
        block.header.transactionRoot = Block::transactionRootOf(block.transactions);
        block.header.lastCommitRoot = block.lastCommit.root();
        block.header.utxoRoot = commit.coinHash.digest();
        CommitCertificate& certificate = commit.block.certificate;
        certificate = {0, block.header.height, 0, block.hash(), {}};
        for (std::uint16_t i = 0; i < 3; ++i)
            certificate.entries.push_back({i, block.header.height, Signature{}});
    }

    /// `commit` is stored: the next block stands on it.
    void took(const BlockCommit& commit) {
        m_coins.erase(m_coins.begin(),
                      m_coins.begin() + static_cast<std::ptrdiff_t>(commit.delta.spent.size()));
        for (const auto& created : commit.delta.created)
            m_coins.emplace_back(created.outpoint, created.coin);
        m_hash = commit.coinHash;
        m_registry = commit.registry;
        m_tip = commit.block.block.header;
    }

    /// The context of the block at `height`.
    HeightContext context(std::uint64_t height) const {
        return {height, 0, height, m_network.initialMembers(), {1}};
    }
    std::uint64_t height() const { return m_tip.height; }
    const BlockHeader& tip() const { return m_tip; }
    const LtHash& coinHash() const { return m_hash; }
    /// Unspent, in no particular order.
    const std::vector<std::pair<OutPoint, Coin>>& coins() const { return m_coins; }

private:
    void pay(const std::pair<OutPoint, Coin>& from, std::uint32_t outputs, Block& block,
             CoinDelta& delta) {
        Transaction tx;
        tx.inputs = {from.first};
        const std::uint64_t share = from.second.output.value.satoshi() / outputs;
        for (std::uint32_t i = 0; i < outputs; ++i) {
            const auto to = static_cast<std::uint32_t>(m_random() % kLocks);
            tx.outputs.push_back({Amount::fromSatoshi(share).value(), lock(to)});
        }
        tx.witness.signatures = {{PublicKey{from.second.output.lock.data}, Signature{}}};
        const Hash id = tx.id();
        delta.spent.push_back({from.first, from.second});
        for (std::uint32_t i = 0; i < outputs; ++i)
            delta.created.push_back({{id, i}, Coin{tx.outputs[i], m_random() % 4}});
        block.transactions.push_back(std::move(tx));
    }

    static void sortDelta(CoinDelta& delta) {
        const auto byOutPoint = [](const auto& a, const auto& b) {
            return a.outpoint < b.outpoint;
        };
        std::sort(delta.spent.begin(), delta.spent.end(), byOutPoint);
        std::sort(delta.created.begin(), delta.created.end(), byOutPoint);
    }

    Network m_network;
    std::mt19937_64 m_random;
    LtHash m_hash;
    RegistryState m_registry;
    std::vector<std::pair<OutPoint, Coin>> m_coins;
    BlockHeader m_tip;
};

}  // namespace timecoin
