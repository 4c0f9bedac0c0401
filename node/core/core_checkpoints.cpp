// NodeCore: checkpoints, and what a node that was away for long believes (R-CHK-1..4).
#include "node/core/impl.h"

#include <algorithm>

namespace timecoin {

namespace {

/// So many say that they do not know the way before it is said aloud.
constexpr std::size_t kNotFoundBy = 2;

}  // namespace

ChainPoint NodeCore::Impl::tipPoint() const {
    const auto& header = m_parts.tip.header;
    return {header.height, m_parts.tip.hash, header.timestampMs};
}

/// R-CHK-1: a store that holds another block than a checkpoint names is not opened. What stands
/// below the snapshot a store began with was checked when that was taken.
Status<StorageError> NodeCore::Impl::checkStoredCheckpoints(std::uint64_t tipHeight) const {
    for (const Checkpoint& checkpoint : m_guard.checkpoints()) {
        const auto named = formatCheckpoint(checkpoint.height, checkpoint.block);
        if (m_guard.refuses(checkpoint.height, checkpoint.block))
            return fail(StorageError{StorageCode::WrongCheckpoint, named + " and another"});
        if (checkpoint.height > tipHeight) continue;
        const auto held = m_parts.chain.certifiedHeader(checkpoint.height);
        if (!held) return fail(held.error());
        if (held.value() && held.value()->header.hash() != checkpoint.block)
            return fail(StorageError{StorageCode::WrongCheckpoint, named});
    }
    return done();
}

/// Serving what is here costs nobody anything. Of all else only what leads to a checkpoint counts.
bool NodeCore::Impl::listensTo(const wire::Message& message) const {
    using namespace wire;
    if (m_guard.believes() || std::holds_alternative<TipNotice>(message) ||
        std::holds_alternative<GetBlocks>(message) || std::holds_alternative<GetHeaders>(message))
        return true;
    if (std::holds_alternative<Headers>(message)) return m_guard.trust() == Trust::Follow;
    return std::holds_alternative<BlockMessage>(message) && m_guard.takesBlocks();
}

void NodeCore::Impl::guardTime(Instant now) {
    m_guard.onTime(now.wallMs);
    if (!m_guard.believes()) m_work->silence();
    if (m_guard.trust() != Trust::Needed) {
        m_toldNeeded = false;
    } else if (!m_toldNeeded) {
        m_toldNeeded = true;
        const auto tip = tipPoint();
        m_parts.out.tell(
            AlertRaised{AlertCode::CheckpointNeeded, formatCheckpoint(tip.height, tip.block)});
    }
}

void NodeCore::Impl::askHeaders(Instant now) {
    const auto wanted = m_guard.wanted();
    if (!wanted || (m_headers.everAsked && now.monotonicMs < m_headers.askedMs + kHeadersAgainMs))
        return;
    const auto peer = m_parts.nextPeer(m_headers.lastAsked);
    if (!peer) return;
    m_headers = {*peer, now.monotonicMs, true};
    m_headersAsked.insert(*peer);
    m_parts.out.send(*peer, *wanted);
}

void NodeCore::Impl::onHeaders(PeerNumber from, const wire::Headers& answer, Instant now) {
    if (m_headersAsked.erase(from) == 0) return m_parts.out.blame(from, Blame::UnrequestedData);
    switch (m_guard.onHeaders(answer.headers)) {
    case CheckpointGuard::Arrival::OtherChain:
        return m_parts.out.fatal(
            FatalCode::WrongCheckpoint,
            formatCheckpoint(m_guard.target()->height, m_guard.target()->block));
    case CheckpointGuard::Arrival::Taken: {
        m_headersUseless.clear();
        const auto wanted = m_guard.wanted();
        if (!wanted) return onTime(now);
        m_headers = {from, now.monotonicMs, true};  // who knows the way is asked on
        m_headersAsked.insert(from);
        return m_parts.out.send(from, *wanted);
    }
    case CheckpointGuard::Arrival::Useless: break;
    }
    m_headersUseless.insert(from);
    if (m_toldNotFound || m_headersUseless.size() < std::min(kNotFoundBy, m_parts.peers.size()))
        return;
    m_toldNotFound = true;
    m_parts.out.tell(
        AlertRaised{AlertCode::CheckpointNotFound,
                    formatCheckpoint(m_guard.target()->height, m_guard.target()->block)});
}

void NodeCore::Impl::dropRefused(Instant now) {
    while (const auto block = m_catchUp.next()) {
        const auto& header = block->block.header;
        if (!m_guard.refuses(header.height, header.hash())) return;
        const auto giver = m_catchUp.refuse(*block, now);
        if (giver) m_parts.out.blame(*giver, Blame::BadBlock);
    }
}

}  // namespace timecoin
