// What must hold whatever happens, watched from outside: every message that leaves a node, every
// record that becomes durable, every committed block, every event. Shares no code with the node but
// its message types and codec: quorum, members, replay of coins and counting are written anew here
// (and in tests/support/registry_model).
#pragma once

#include "tests/sim/checkers/evidence.h"
#include "tests/sim/checkers/families.h"
#include "tests/sim/checkers/finality.h"
#include "tests/sim/checkers/pending.h"
#include "tests/sim/checkers/progress.h"
#include "tests/sim/checkers/proposals.h"
#include "tests/sim/checkers/signed_queue.h"
#include "tests/sim/checkers/start_up.h"
#include "tests/sim/checkers/views.h"

namespace timecoin::sim {

/// All of them behind one door.
class Checkers {
public:
    Checkers(const Network& network, const SignatureScheme& scheme);

    /// Of a node that may become a member later.
    void addOperator(NodeNumber node, const PublicKey& key);
    /// `good`: it may be spent, unless somebody else does.
    void onPayment(const Transaction& tx, bool good = true);
    void onDurable(NodeNumber node, const std::vector<SafetyRecord>& records);
    /// Before anything else of a turn that commits it: what the turn sends may be of the height
    /// above, whose members follow from this block.
    void onCommitting(const Block& block);
    /// Then, before what it sends and tells; also of a node that died in the middle of a turn.
    void onTurn(NodeNumber node, std::uint64_t nowMs);
    void onSent(NodeNumber node, const wire::Message& message);
    /// Its core is about to hear it.
    void onArrived(NodeNumber node, const wire::Message& message);
    void onEvent(NodeNumber node, const CoreEvent& event);
    /// It has a new block; told block by block.
    void onTip(NodeNumber node, std::uint64_t height, std::uint64_t nowMs);
    /// It has told all that followed from its new blocks, up to this height.
    void onTold(NodeNumber node, std::uint64_t height);
    /// What a clock that is right shows when this height is committed somewhere.
    void onClock(std::uint64_t height, std::uint64_t wallMs) { m_blocks.onClock(height, wallMs); }
    void onFatal(NodeNumber node, const Fatal& fatal);
    void onBlock(NodeNumber node, const CertifiedBlock& block);
    void onStart(NodeNumber node, std::uint64_t height, const Hash& tip);
    void onBlame(NodeNumber node, NodeNumber blamed, Blame reason);
    /// This member lies: neither its words nor its opinions are judged.
    void excuse(NodeNumber node);
    bool isExcused(NodeNumber node) const { return m_excused.contains(node); }
    /// Pools are so small that they refuse payments which others call final.
    void expectSmallPools() { m_smallPools = true; }
    /// The faults have ended.
    void onPeace() { m_progress.onPeace(); }
    /// A promise that only the whole run can judge.
    void fail(std::string sentence) { m_verdict.fail(std::move(sentence)); }

    const std::optional<std::string>& failure() const { return m_verdict.sentence(); }
    const BlockChecker& blocks() const { return m_blocks; }
    const FinalityChecker& finality() const { return m_finality; }
    const MemberChecker& members() const { return m_members; }
    const EvidenceChecker& evidence() const { return m_evidence; }

private:
    void onRejected(NodeNumber node, const TransferRejected& said);

    Verdict m_verdict;
    MemberChecker m_members;
    StatementChecker m_statements;
    BlockChecker m_blocks;
    FinalityChecker m_finality;
    std::set<NodeNumber> m_excused;
    SignedQueue m_signed;
    FamilyChecker m_families;
    ViewChecker m_views;
    ProposalChecker m_proposals;
    StartUpChecker m_startUp;
    EvidenceChecker m_evidence;
    PendingChecker m_pending;
    ProgressChecker m_progress;
    std::set<Hash> m_payments;
    std::map<NodeNumber, std::uint64_t> m_startedAt;  // height of the tip at its last restart
    bool m_smallPools = false;
};

}  // namespace timecoin::sim
