#include "tests/sim/checkers/checkers.h"

namespace timecoin::sim {

Checkers::Checkers(const Network& network, const SignatureScheme& scheme)
    : m_members(network, m_verdict),
      m_statements(static_cast<std::uint32_t>(network.genesis.members.size()), network, scheme,
                   m_members, m_verdict),
      m_blocks(network, scheme, m_members, m_verdict),
      m_finality(m_members, m_statements, m_blocks, m_verdict),
      m_families(m_members, m_excused, m_verdict),
      m_views(network, m_members, m_excused, m_verdict),
      m_proposals(network, scheme, m_members, m_excused, m_verdict),
      m_startUp(network, scheme, m_members, m_excused, m_verdict),
      m_evidence(network, scheme, m_members, m_statements, m_excused, m_verdict),
      m_pending(m_verdict),
      m_progress(m_verdict) {}

void Checkers::addOperator(NodeNumber node, const PublicKey& key) {
    m_members.addOperator(node, key);
    m_statements.addNode(node);
}

void Checkers::onPayment(const Transaction& tx, bool good) {
    const Hash id = tx.id();
    m_statements.onTransfer(id, tx.inputs);
    m_finality.onTransfer(id, tx.inputs);
    m_families.onTransfer(id, tx.inputs);
    m_pending.onTransfer(id, tx.inputs);
    if (good) m_payments.insert(id);
}

void Checkers::onDurable(NodeNumber node, const std::vector<SafetyRecord>& records) {
    m_startUp.onDurable(node, records);
    m_statements.onDurable(node, records);
    m_signed.add(node, records);
}

void Checkers::onCommitting(const Block& block) {
    m_members.onBlock(block);
    m_families.onBlock(block);
}

void Checkers::onTurn(NodeNumber node, std::uint64_t nowMs) {
    m_signed.drain(node, m_members.height(), [&](const wire::Message& message) {
        m_families.onSigned(node, message);
        m_views.onSigned(node, message, nowMs);
        m_proposals.onSigned(node, message);
    });
}

void Checkers::onTip(NodeNumber node, std::uint64_t height, std::uint64_t nowMs) {
    m_views.onTip(node, height, nowMs);
}

void Checkers::onTold(NodeNumber node, std::uint64_t height) {
    if (!m_excused.contains(node)) m_pending.onTip(node, height);
}

void Checkers::onSent(NodeNumber node, const wire::Message& message) {
    m_statements.onSent(node, message);
    m_families.onSent(message);
    m_views.onSent(message);
    m_proposals.onSent(node, message);
    m_startUp.onSent(node, message);
}

void Checkers::onArrived(NodeNumber node, const wire::Message& message) {
    m_startUp.onArrived(node, message);
}

void Checkers::onEvent(NodeNumber node, const CoreEvent& event) {
    if (const auto* committed = std::get_if<BlockCommitted>(&event)) {
        if (committed->block) {
            if (committed->hash != committed->block->block.hash())
                fail("agreement: the event of a commit names another block than it holds");
            onBlock(node, *committed->block);
        }
    } else if (m_excused.contains(node)) {
        return;
    } else if (const auto* view = std::get_if<ViewEntered>(&event)) {
        m_progress.onView(node, view->height, view->view);
    } else if (const auto* final = std::get_if<TransferFinal>(&event)) {
        const auto started = m_startedAt.find(node);
        const bool restarted = started != m_startedAt.end() && started->second + 1 == final->height;
        std::optional<NodeNumber> own;
        if (m_members.isMember(final->height, node) && restarted) own = node;
        m_finality.onFinal(node, *final, own);
    } else if (const auto* seen = std::get_if<TransferSeen>(&event)) {
        m_pending.onSeen(node, seen->id);
    } else if (const auto* rejected = std::get_if<TransferRejected>(&event)) {
        onRejected(node, *rejected);
    } else if (const auto* certified = std::get_if<TransferCertified>(&event)) {
        m_families.onCertified(node, certified->id, certified->height);
    } else if (const auto* alert = std::get_if<AlertRaised>(&event)) {
        if (alert->code == AlertCode::OlderSignerState ||
            alert->code == AlertCode::ForeignSignature)
            fail("signer: node " + std::to_string(node) +
                 " says that others hold signatures of its key which its log lacks: " +
                 alert->detail);
    }
}

void Checkers::onRejected(NodeNumber node, const TransferRejected& said) {
    if (said.reason != TxError::AlreadyKnown) m_pending.onRejected(node, said.id);
    switch (said.reason) {
    case TxError::AlreadyKnown: return;  // offered a second time: that rejects nothing
    case TxError::PoolFull:
    case TxError::Crowded: return m_finality.onNoRoom(node, said.id);
    case TxError::MissingCoin:
        if (m_smallPools) return m_finality.onNoRoom(node, said.id);
        break;
    case TxError::Conflict:
    case TxError::Expired: break;
    case TxError::Immature:
    case TxError::CollateralLocked:
        // Not free yet where the chain is shorter than elsewhere.
        if (!m_payments.contains(said.id)) return;
        [[fallthrough]];
    default:
        // Those who pay here pay well: only another payment can be in the way of theirs.
        if (m_payments.contains(said.id))
            fail("payment: node " + std::to_string(node) + " refuses " + toHex(said.id) + " as " +
                 std::string(codeName(said.reason)) + ", which it is not");
    }
    m_finality.onRejected(node, said.id);
}

void Checkers::onFatal(NodeNumber node, const Fatal& fatal) {
    // A failing disk stops a node, and rightly so; the simulator's disks damage nothing.
    if (fatal.code != FatalCode::Storage && !m_excused.contains(node))
        fail("proof: node " + std::to_string(node) + " stopped: " +
             (fatal.code == FatalCode::TwoCertificatesOneHeight ? "two certificates of one height, "
              : fatal.code == FatalCode::FinalTransferMissing
                  ? "a final transfer is not in its block, "
              : fatal.code == FatalCode::DatabaseDamaged ? "its database is damaged, "
                                                         : "a decided block is invalid, ") +
             fatal.detail);
}

void Checkers::onBlock(NodeNumber node, const CertifiedBlock& block) {
    const std::uint64_t before = m_blocks.height();
    m_families.onBlock(block.block);
    m_pending.onBlock(block.block);
    m_blocks.onBlock(node, block);
    if (m_blocks.height() == before) return;
    m_finality.onBlock(block.block);
    m_evidence.onBlock(block.block);
}

void Checkers::excuse(NodeNumber node) {
    m_excused.insert(node);
    m_statements.excuse(node);
}

void Checkers::onBlame(NodeNumber node, NodeNumber blamed, Blame reason) {
    if (!m_excused.contains(node) && !m_excused.contains(blamed))
        fail("honest peers: node " + std::to_string(node) + " blames node " +
             std::to_string(blamed) + " for reason " + std::to_string(static_cast<int>(reason)));
}

void Checkers::onStart(NodeNumber node, std::uint64_t height, const Hash& tip) {
    if (!m_excused.contains(node)) m_blocks.onStart(node, height, tip);
    m_views.onStart(node);
    m_pending.onStart(node);
    m_finality.onStart(node);
    onTurn(node, 0);  // what it signed before it died
    m_startUp.onStart(node, height);
    m_startedAt[node] = height;
}

}  // namespace timecoin::sim
