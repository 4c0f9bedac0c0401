// What nodes commit: agreement, certificates, and all coins replayed.
#pragma once

#include "tests/sim/checkers/members.h"

namespace timecoin::sim {

/// Agreement, certificates, chain links, and an independent replay of all coins (R-SAFE-1,
/// R-CON-8, R-QUO-1, R-MONEY-1..4).
class BlockChecker {
public:
    BlockChecker(const Network& network, const SignatureScheme& scheme, MemberChecker& members,
                 Verdict& verdict);

    /// `node` says this block is committed. Told again after a restart: the same must be said.
    void onBlock(NodeNumber node, const CertifiedBlock& block);
    /// A clock that is right shows this when that height is committed.
    void onClock(std::uint64_t height, std::uint64_t wallMs);
    /// What a node found in its store when it started.
    void onStart(NodeNumber node, std::uint64_t height, const Hash& tip);

    /// Of the highest block that any node committed.
    std::uint64_t height() const { return m_chain.size() - 1; }
    std::uint64_t heightOf(NodeNumber node) const;
    std::optional<std::uint64_t> committedAt(const Hash& id) const;
    /// Which committed transaction spends this output.
    std::optional<Hash> spenderOf(const OutPoint& outpoint) const;
    /// Of blocks, unspent; nobody may spend them before their slot.
    const std::map<OutPoint, Coin>& rewards() const { return m_rewards; }
    std::uint64_t supplySatoshi() const { return m_supplySatoshi; }

private:
    struct Link {
        Hash hash;
        std::uint64_t timestampMs = 0;
    };
    bool checkCertificate(const CommitCertificate& certificate, std::uint64_t height,
                          const Hash& block, const std::string& whose);
    void append(const Block& block);
    bool replay(const Block& block);
    /// Of the block above the newest.
    std::uint64_t nextSlot() const;
    /// Value of the coins spent; nullopt when one of them is not there.
    std::optional<std::uint64_t> spend(const Transaction& tx, const Hash& id, std::uint64_t height);
    std::uint64_t create(const Transaction& tx, const Hash& id);
    /// Whose these were signed it (R-TX-5); nobody here shares a coin.
    void checkOwners(const Transaction& tx, const Hash& id, const std::vector<Output>& spent);
    void checkReward(const Block& block, std::uint64_t fees);
    std::optional<Lock> payoutOf(const PublicKey& operatorKey) const;

    const Network& m_network;
    const SignatureScheme& m_scheme;
    MemberChecker& m_members;
    Verdict& m_verdict;
    std::vector<Link> m_chain;
    std::map<NodeNumber, std::uint64_t> m_heights;
    std::map<OutPoint, Output> m_coins;  // unspent
    std::map<OutPoint, Coin> m_rewards;
    std::map<OutPoint, Hash> m_spenders;
    std::map<Hash, std::uint64_t> m_committedAt;
    std::uint64_t m_supplySatoshi = 0;
};

}  // namespace timecoin::sim
