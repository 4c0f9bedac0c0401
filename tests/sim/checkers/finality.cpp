#include "tests/sim/checkers/finality.h"

#include <algorithm>

namespace timecoin::sim {

FinalityChecker::FinalityChecker(const MemberChecker& members, const StatementChecker& statements,
                                 const BlockChecker& blocks, Verdict& verdict)
    : m_members(members),
      m_statements(statements),
      m_blocks(blocks),
      m_verdict(verdict) {}

void FinalityChecker::onTransfer(const Hash& id, const std::vector<OutPoint>& inputs) {
    if (!m_inputs.emplace(id, inputs).second) return;
    for (const OutPoint& outpoint : inputs) m_children[outpoint.txid].insert(id);
}

void FinalityChecker::onFinal(NodeNumber node, const TransferFinal& said,
                              std::optional<NodeNumber> own) {
    const std::string what = "finality: node " + std::to_string(node) + " called " +
                             toHex(said.id) + " final in window " + std::to_string(said.height);
    if (!isAcknowledged(said.height, said.id, own))
        m_verdict.fail(what + " with " + std::to_string(acknowledgements(said, own)) +
                       " acknowledgements sent, " + std::to_string(m_members.needed(said.height)) +
                       " are needed");
    m_called[node].insert(said.id);
    const auto [known, isNew] = m_finals.emplace(said.id, said.height);
    if (!isNew) {
        if (known->second != said.height)
            m_verdict.fail(what + ", but it was final in window " + std::to_string(known->second));
        return;
    }
    const auto at = m_blocks.committedAt(said.id);
    if (at ? *at != said.height : m_blocks.height() >= said.height)
        m_verdict.fail(what + ", but the committed block of that height does not hold it");
    for (const OutPoint& outpoint : m_inputs[said.id]) {
        const auto spender = m_blocks.spenderOf(outpoint);
        const auto [other, first] = m_finalSpends.emplace(outpoint, said.id);
        if ((spender && *spender != said.id) || (!first && other->second != said.id))
            m_verdict.fail(what + ", but its coin is spent otherwise");
    }
}

std::size_t FinalityChecker::acknowledgements(const TransferFinal& said,
                                              std::optional<NodeNumber> own) const {
    const auto& members = m_statements.acknowledgers(said.height, said.id);
    return members.size() + (own && !members.contains(*own) ? 1U : 0U);
}

/// By enough members; or what spends from it is. Honest ones acknowledge the parent too, but liars
/// need not.
bool FinalityChecker::isAcknowledged(std::uint64_t height, const Hash& id,
                                     std::optional<NodeNumber> own) const {
    if (acknowledgements({id, height}, own) >= m_members.needed(height)) return true;
    const auto children = m_children.find(id);
    return children != m_children.end() &&
           std::any_of(children->second.begin(), children->second.end(),
                       [&](const Hash& child) { return isAcknowledged(height, child, own); });
}

void FinalityChecker::onRejected(NodeNumber node, const Hash& id) {
    if (m_finals.contains(id))
        m_verdict.fail("finality: node " + std::to_string(node) + " rejected " + toHex(id) +
                       ", which was called final");
}

void FinalityChecker::onNoRoom(NodeNumber node, const Hash& id) {
    if (m_called[node].contains(id)) onRejected(node, id);
}

void FinalityChecker::onBlock(const Block& block) {
    const std::uint64_t height = block.header.height;
    for (const Transaction& tx : block.transactions) {
        const Hash id = tx.id();
        for (const OutPoint& outpoint : tx.inputs) {
            const auto final = m_finalSpends.find(outpoint);
            if (final != m_finalSpends.end() && final->second != id)
                m_verdict.fail("finality: block " + std::to_string(height) + " holds " + toHex(id) +
                               ", which spends a coin of " + toHex(final->second) +
                               ", which was called final");
        }
    }
    for (const auto& [id, window] : m_finals) {
        if (window == height && m_blocks.committedAt(id) != height)
            m_verdict.fail("finality: " + toHex(id) + " was called final in window " +
                           std::to_string(height) + ", and the block of that height lacks it");
    }
}

}  // namespace timecoin::sim
