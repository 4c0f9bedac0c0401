// What waits in the nodes' pools, and what they say when it waits no more.
#pragma once

#include "tests/sim/checkers/members.h"

namespace timecoin::sim {

/// A node that took a payment in keeps it until it is in a block, or says why it let it go: when a
/// block spends its coin another way, and when its parent went (R-POOL-3, R-POOL-4).
class PendingChecker {
public:
    explicit PendingChecker(Verdict& verdict) : m_verdict(verdict) {}

    void onTransfer(const Hash& id, const std::vector<OutPoint>& inputs) { m_inputs[id] = inputs; }
    /// Whoever commits it first, or finds it in its store when all died before they told of it.
    void onBlock(const Block& block);
    void onStart(NodeNumber node) { m_waiting.erase(node); }
    void onSeen(NodeNumber node, const Hash& id);
    void onRejected(NodeNumber node, const Hash& id) { m_waiting[node].erase(id); }
    /// This node committed this height, and has told all that followed from it.
    void onTip(NodeNumber node, std::uint64_t height);

private:
    void judge(NodeNumber node, std::uint64_t height, const Hash& id);
    bool isCommitted(const Hash& id, std::uint64_t height) const;

    Verdict& m_verdict;
    std::map<Hash, std::vector<OutPoint>> m_inputs;
    std::map<Hash, std::uint64_t> m_committed;  // -> height
    std::map<OutPoint, Hash> m_spenders;
    std::map<NodeNumber, std::set<Hash>> m_waiting;
};

}  // namespace timecoin::sim
