// A chain in memory, grown by the real ledger: built blocks go through checkBlock like anybody's.
// No Qt. Signs with FastScheme unless told otherwise.
#pragma once

#include "node/ledger/ledger.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <optional>
#include <set>

namespace timecoin {

class TestChain {
public:
    explicit TestChain(std::uint32_t members = 4, std::uint32_t users = 4);
    explicit TestChain(TestNetwork network, const SignatureScheme& scheme = fastScheme());

    const TestNetwork& net() const { return m_net; }
    const TipState& tip() const { return m_tip; }
    const MemoryCoins& coins() const { return m_coins; }
    const HeightContext& previous() const { return m_previous; }
    LedgerContext context() const;

    /// Checked against the coins after the tip and those of `parents`; aborts when it is bad.
    TransactionPtr checked(const Transaction& tx,
                           const std::vector<TransactionPtr>& parents = {}) const;

    /// This member neither commits nor proposes until it speaks again.
    void silence(const PublicKey& operatorKey) { m_silent.insert(operatorKey); }
    void speak(const PublicKey& operatorKey) { m_silent.erase(operatorKey); }

    /// Commits of all members that are not silent for the tip, in `view`; what height 1 needs at
    /// height 0.
    CommitCertificate lastCommit(std::uint32_t view = 0) const;
    /// By the first member that is not silent, one second after the tip, unless changed.
    ProposalInput proposal(std::vector<TransactionPtr> others = {}) const;
    /// Aborts when it cannot be built.
    Block build(const ProposalInput& input) const;
    /// All of `block` but the reward, found among `known`, in its order.
    static std::vector<TransactionPtr> checkedOf(const Block& block,
                                                 const std::vector<TransactionPtr>& known);

    Result<BlockEffects, BlockError> check(const Block& block,
                                           const std::vector<TransactionPtr>& transfers) const;
    /// Checks it and moves the tip; aborts when it is refused.
    BlockEffects commit(const Block& block, const std::vector<TransactionPtr>& transfers);
    /// Builds from `others` and commits; `afterMs` after the tip, by the certificate of `view`.
    Block grow(const std::vector<TransactionPtr>& others = {}, std::uint64_t afterMs = 1'000,
               std::uint32_t view = 0);

    /// For tests that need a state which takes too long to reach.
    TipState& reachIn() { return m_tip; }

private:
    std::optional<Signature> signedBy(const PublicKey& key, ByteView bytes) const;

    TestNetwork m_net;
    const SignatureScheme* m_scheme;
    TipState m_tip;
    HeightContext m_previous;
    MemoryCoins m_coins;
    std::set<PublicKey> m_silent;
};

}  // namespace timecoin
