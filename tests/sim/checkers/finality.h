// What nodes call final.
#pragma once

#include "node/core/turn.h"
#include "tests/sim/checkers/blocks.h"
#include "tests/sim/checkers/statements.h"

namespace timecoin::sim {

/// What was called final stays final (R-FIN-4, R-SAFE-2).
class FinalityChecker {
public:
    FinalityChecker(const MemberChecker& members, const StatementChecker& statements,
                    const BlockChecker& blocks, Verdict& verdict);

    void onTransfer(const Hash& id, const std::vector<OutPoint>& inputs);
    /// With a transfer its ancestors are final (R-FIN-7). `own`: acknowledgements of this member may be in its log without having left yet, because
    /// it was restarted at this height; they count then.
    void onFinal(NodeNumber node, const TransferFinal& said, std::optional<NodeNumber> own);
    void onRejected(NodeNumber node, const Hash& id);
    /// It has no place for it now, which says nothing against it: only who called it final keeps
    /// it (R-POOL-3, R-POOL-4).
    void onNoRoom(NodeNumber node, const Hash& id);
    void onStart(NodeNumber node) { m_called.erase(node); }
    void onBlock(const Block& block);
    bool isFinal(const Hash& id) const { return m_finals.contains(id); }

private:
    std::size_t acknowledgements(const TransferFinal& said, std::optional<NodeNumber> own) const;
    bool isAcknowledged(std::uint64_t height, const Hash& id, std::optional<NodeNumber> own) const;

    const MemberChecker& m_members;
    const StatementChecker& m_statements;
    const BlockChecker& m_blocks;
    Verdict& m_verdict;
    std::map<Hash, std::vector<OutPoint>> m_inputs;
    std::map<Hash, std::set<Hash>> m_children;      ///< what spends from it, in a block or not
    std::map<Hash, std::uint64_t> m_finals;         // -> window
    std::map<NodeNumber, std::set<Hash>> m_called;  // final, since its last start
    std::map<OutPoint, Hash> m_finalSpends;
};

}  // namespace timecoin::sim
