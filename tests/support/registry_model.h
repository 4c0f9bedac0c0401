// The rules of masternodes a second time, simply and slowly, after the text of the protocol: what
// the node's registry is held against. Shares with the node only its values and their codec. No Qt.
#pragma once

#include "node/chain/masternode_actions.h"
#include "node/masternodes/registry.h"

#include <deque>
#include <map>
#include <set>
#include <string>

namespace timecoin {

class RegistryModel {
public:
    explicit RegistryModel(const Network& network);

    /// Why the next block may not hold this, or an empty string and it is noted for that block.
    std::string take(const MasternodeAction& action, const Hash& txid);
    /// The next block of the chain, which holds what was taken before it and nothing else.
    void close(const Block& block);
    /// take() for all it holds, then close(); the first refusal, or an empty string.
    std::string onBlock(const Block& block);

    std::uint64_t height() const { return m_height; }
    /// Operator keys in order. Known up to one above the newest block.
    const std::vector<PublicKey>& membersAt(std::uint64_t height) const;
    /// Where the next block's reward goes; nullopt: it pays none.
    std::optional<Lock> rewardDue() const;
    /// Nobody may spend these in the next block.
    std::set<OutPoint> locked() const;
    /// What the node's state must be.
    RegistryState expected() const;

private:
    struct Node {
        MasternodeEntry facts;  ///< but what is counted below
        std::uint64_t rank = 0;
    };
    /// What one block of the running epoch shows of who is there.
    struct Seen {
        std::vector<PublicKey> committed;
        PublicKey proposer;
    };

    std::uint64_t slotAfter(std::uint64_t timestampMs) const;
    std::uint64_t epochOfSlot(std::uint64_t slot) const;
    std::uint64_t nextSlot() const { return slotAfter(m_tipMs); }
    Node* withKey(const PublicKey& key);
    Node* withCollateral(const OutPoint& collateral);
    void sortNodes();
    void pay();
    void see(const Block& block);
    void demote(std::uint32_t failedViews);
    void endEpoch(std::uint64_t slotOfNext);
    void join(std::vector<PublicKey> joiners);
    std::vector<PublicKey> leaving() const;
    std::uint64_t timesSeen(const PublicKey& key) const;
    std::uint32_t countMembers() const;

    const Network& m_network;
    std::vector<Node> m_nodes;                      // in order
    std::deque<PublicKey> m_queue;                  // who is paid next, first
    std::vector<Seen> m_seen;                       // of the running epoch
    std::vector<std::vector<PublicKey>> m_members;  // by height
    std::vector<PublicKey> m_demotedAtTip;
    std::vector<PublicKey> m_demoted;
    std::uint64_t m_height = 0;
    std::uint64_t m_slot = 0;
    std::uint64_t m_epoch = 0;
    std::uint64_t m_tipMs = 0;
    std::uint64_t m_supply = 0;
    std::uint64_t m_minted = 0;
    bool m_tipPays = false;
    std::uint16_t m_version = 1;
    std::optional<RulesUpgrade> m_upgrade;
};

}  // namespace timecoin
