// A chain with real signatures in a real chain.db, as a stopped node leaves it, for tests of the tools
// that work on it.
#pragma once

#include "node/storage/sqlite/chain_store.h"
#include "tests/support/test_chain.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

namespace timecoin {

class StoredChain {
public:
    static constexpr std::uint32_t kBlocksPerEpoch = 5;
    static constexpr std::uint32_t kOutputs = 20;  ///< of each payment

    /// Writes `folder`/network.toml and opens `folder`/node/chain.db. Another prefix than a
    /// sandbox's makes it a network of other people.
    explicit StoredChain(const QString& folder, std::uint32_t users = 4,
                         const std::string& prefix = "stime");

    /// Blocks of so many payments each, stored one by one. Aborts when one is refused.
    void grow(std::uint32_t blocks, std::uint32_t payments = 2);
    /// One block of these.
    void growWith(const std::vector<TransactionPtr>& transactions);
    /// The node stops.
    void close() { m_store.reset(); }
    void reopen();

    const TestChain& chain() const { return m_chain; }
    const Network& network() const { return m_chain.net().network; }
    ChainStore& store() { return *m_store; }
    QString dataDir() const { return m_folder + QStringLiteral("/node"); }
    QString networkFile() const { return m_folder + QStringLiteral("/network.toml"); }
    QString chainFile() const { return dataDir() + QStringLiteral("/chain.db"); }
    /// {"--datadir", ..., "--network", ...}
    QStringList where() const;
    /// By height, from 1.
    const std::vector<CertifiedBlock>& blocks() const { return m_blocks; }

private:
    TransactionPtr pay(std::uint32_t user);

    QString m_folder;
    TestChain m_chain;
    std::unique_ptr<SqliteChainStore> m_store;
    std::vector<CertifiedBlock> m_blocks;
    std::vector<std::pair<OutPoint, Coin>> m_coins;  ///< of each user
    std::uint32_t m_paid = 0;
};

/// Flips a bit of the first place in `file` that holds `bytes`; false when there is none.
bool damage(const QString& file, ByteView bytes);

}  // namespace timecoin
