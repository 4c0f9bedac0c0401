#include "tests/sim/checkers/finality.h"

namespace timecoin::sim {

FinalityChecker::FinalityChecker(const MemberChecker& members, const StatementChecker& statements,
                                 const BlockChecker& blocks, Verdict& verdict)
    : m_members(members),
      m_statements(statements),
      m_blocks(blocks),
      m_verdict(verdict) {}

void FinalityChecker::onTransfer(const Hash& id, const std::vector<OutPoint>& inputs) {
    m_inputs.emplace(id, inputs);
}

void FinalityChecker::onFinal(NodeNumber node, const TransferFinal& said,
                              std::optional<NodeNumber> own) {
    const std::string what = "finality: node " + std::to_string(node) + " called " +
                             toHex(said.id) + " final in window " + std::to_string(said.height);
    const auto& members = m_statements.acknowledgers(said.height, said.id);
    const std::size_t count = members.size() + (own && !members.contains(*own) ? 1U : 0U);
    const std::uint32_t needed = m_members.needed(said.height);
    if (count < needed)
        m_verdict.fail(what + " with " + std::to_string(count) + " acknowledgements sent, " +
                       std::to_string(needed) + " are needed");
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

void FinalityChecker::onRejected(NodeNumber node, const Hash& id) {
    if (m_finals.contains(id))
        m_verdict.fail("finality: node " + std::to_string(node) + " rejected " + toHex(id) +
                       ", which was called final");
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
