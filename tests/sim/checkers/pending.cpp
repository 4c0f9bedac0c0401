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
    if (m_inputs.contains(id)) m_waiting[node].insert(id);
}

void PendingChecker::onTip(NodeNumber node, std::uint64_t height) {
    std::set<Hash>& waiting = m_waiting[node];
    std::erase_if(waiting, [&](const Hash& id) { return isCommitted(id, height); });
    for (const Hash& id : waiting) judge(node, height, id);
}

bool PendingChecker::isCommitted(const Hash& id, std::uint64_t height) const {
    const auto at = m_committed.find(id);
    return at != m_committed.end() && at->second <= height;
}

void PendingChecker::judge(NodeNumber node, std::uint64_t height, const Hash& id) {
    const auto fail = [&](const std::string& why) {
        m_verdict.fail("pending: node " + std::to_string(node) + " is at height " +
                       std::to_string(height) + " and never said that " + toHex(id) +
                       " can wait no more: " + why);
    };
    for (const OutPoint& input : m_inputs.at(id)) {
        const auto spender = m_spenders.find(input);
        if (spender != m_spenders.end() && isCommitted(spender->second, height))
            return fail(toHex(spender->second) + " spent its coin");
        if (m_inputs.contains(input.txid) && !m_waiting[node].contains(input.txid) &&
            !isCommitted(input.txid, height))
            return fail("its parent " + toHex(input.txid) + " does not wait any more either");
    }
}

}  // namespace timecoin::sim
