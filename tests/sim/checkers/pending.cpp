#include "tests/sim/checkers/pending.h"

namespace timecoin::sim {

void PendingChecker::onBlock(const Block& block) {
    for (const Transaction& transaction : block.transactions) {
        const Hash id = transaction.id();
        if (!m_committed.emplace(id, block.header.height).second) continue;
        for (const OutPoint& input : transaction.inputs) m_spenders.emplace(input, id);
    }
}

void PendingChecker::onSeen(NodeNumber node, const Hash& id) {
    if (m_inputs.contains(id)) m_nodes[node].pending.insert(id);
}

void PendingChecker::onTip(NodeNumber node, std::uint64_t height) {
    Known& known = m_nodes[node];
    known.height = height;
    std::erase_if(known.pending, [&](const Hash& id) { return isCommitted(id, height); });
    for (const Hash& id : known.pending) judge(node, known, id);
}

bool PendingChecker::isCommitted(const Hash& id, std::uint64_t height) const {
    const auto at = m_committed.find(id);
    return at != m_committed.end() && at->second <= height;
}

void PendingChecker::judge(NodeNumber node, const Known& known, const Hash& id) {
    const auto fail = [&](const std::string& why) {
        m_verdict.fail("pending: node " + std::to_string(node) + " is at height " +
                       std::to_string(known.height) + " and never said that " + toHex(id) +
                       " can wait no more: " + why);
    };
    for (const OutPoint& input : m_inputs.at(id)) {
        const auto spender = m_spenders.find(input);
        if (spender != m_spenders.end() && isCommitted(spender->second, known.height))
            return fail(toHex(spender->second) + " spent its coin");
        if (m_inputs.contains(input.txid) && !known.pending.contains(input.txid) &&
            !isCommitted(input.txid, known.height))
            return fail("its parent " + toHex(input.txid) + " does not wait any more either");
    }
}

}  // namespace timecoin::sim
