// A few NodeCores and a perfect network between them, stepped by hand: for tests of single rules.
// (The simulator in tests/sim is the one with faults.) No Qt.
#pragma once

#include "node/core/node_core.h"
#include "node/storage/memory_store.h"
#include "tests/support/fixtures.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace timecoin {

struct ClusterPlan {
    std::uint32_t members = 4;
    std::uint32_t others = 1;  ///< full nodes behind them
    std::uint32_t epochSlots = 10;
    bool startAll = true;
};

/// What a cluster runs on: quick blocks and views. The same for the same plan.
TestNetwork clusterNetwork(const ClusterPlan& plan = {});

class Cluster {
public:
    struct Node {
        std::unique_ptr<MemoryChainStore> chain;
        std::unique_ptr<MemorySafetyLog> safety;
        std::unique_ptr<NodeCore> core;  // none: stopped
        std::vector<CoreEvent> events;
        std::vector<wire::Message> sent;  // everything gossiped, over all its lives
        std::vector<BlamePeer> blames;
        std::optional<Fatal> fatal;
        std::set<Hash> heard;     ///< gossip handed up already: as the peer manager does
        std::set<Hash> gossiped;  ///< sent to everybody already
        /// How often its core wanted a transaction sent to everybody, by full hash.
        std::map<Hash, std::size_t> relays;
        std::optional<SigningKey> key;  ///< of its operator; none: it is no masternode
    };

    /// Nodes 0 .. members-1 are the masternodes, one more is a plain full node.
    explicit Cluster(std::uint32_t members, bool startAll = true);
    explicit Cluster(const ClusterPlan& plan);

    std::size_t size() const { return m_nodes.size(); }
    Node& node(std::size_t index) { return m_nodes[index]; }
    const TestNetwork& network() const { return m_network; }

    void start(std::size_t index);
    void stop(std::size_t index);
    /// False keeps two running nodes apart.
    void connect(std::size_t a, std::size_t b, bool together);
    void submit(std::size_t index, Transaction transaction);
    /// After a test has handed something to a node's core itself.
    void settle(std::size_t index) { finish(index); }
    /// Time passes and nobody notices: everything is switched off, so to speak.
    void sleep(std::uint64_t ms) {
        m_now.monotonicMs += ms;
        m_now.wallMs += ms;
    }
    /// Lets time pass in steps of `stepMs`, delivering everything that is sent.
    void run(std::uint64_t ms, std::uint64_t stepMs = 5);
    /// As run(), until `done` or `limitMs`; false when the limit ended it.
    bool runUntil(const std::function<bool()>& done, std::uint64_t limitMs = 60'000);

    std::uint64_t heightOf(std::size_t index) { return m_nodes[index].core->tip().header.height; }
    /// A block that is there.
    CertifiedBlock blockAt(std::size_t index, std::uint64_t height) const;
    bool isFinal(std::size_t index, const Hash& id) const;
    bool isCommitted(std::size_t index, const Hash& id) const;
    std::optional<TxError> rejection(std::size_t index, const Hash& id) const;
    Instant now() const { return m_now; }

    /// Turns after which a node was due at once again: a program would spin.
    std::size_t restlessTurns = 0;
    /// Changes what a node is told at its next start.
    std::function<void(std::size_t, CoreConfig&)> configure;
    /// What a node sends to a peer that the test plays.
    std::function<void(std::size_t, PeerNumber, const wire::Message&)> toStranger;
    /// Checks that take long: what is true for stays until release().
    std::function<bool(std::size_t, const VerifyResult&)> hold;
    void release();
    /// Drops messages: (from, to, message) -> true loses it.
    std::function<bool(std::size_t, std::size_t, const wire::Message&)> lose;

private:
    struct Letter {
        std::size_t from;
        std::size_t to;
        Bytes bytes;
        bool answer = false;  ///< to this node alone
    };

    void finish(std::size_t index);
    void deliver();
    bool linked(std::size_t a, std::size_t b) const;

    TestNetwork m_network;
    std::vector<Node> m_nodes;
    std::set<std::pair<std::size_t, std::size_t>> m_apart;
    std::deque<Letter> m_letters;
    std::vector<std::pair<std::size_t, VerifyResult>> m_held;
    Instant m_now;
};

}  // namespace timecoin
