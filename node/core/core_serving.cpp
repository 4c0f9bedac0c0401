// NodeCore: what peers ask, and what the window and the command line see. Every request has its
// answer here; what has none is an error of the sender (lesson 6).
#include "node/core/impl.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::size_t kMaxServedItems = 5'000;
constexpr std::size_t kMaxServedBlockBytes = 16'000'000;
constexpr std::uint64_t kStalledMs = 3'000;

wire::TransactionMessage messageOf(const TransactionPtr& transfer) {
    return {rawOf(transfer)};
}

}  // namespace

bool NodeCore::Impl::serve(PeerNumber from, const wire::Message& message) {
    using namespace wire;
    auto& out = m_parts.out;
    if (const auto* m = std::get_if<GetTransactions>(&message)) {
        for (std::size_t i = 0; i < std::min(m->fullHashes.size(), kMaxServedItems); ++i) {
            auto transfer = m_parts.pool.byFullHash(m->fullHashes[i]);
            if (!transfer) transfer = m_assembler.transfer(m->fullHashes[i]);
            if (transfer) out.send(from, messageOf(transfer));
        }
    } else if (const auto* ids = std::get_if<GetTransfers>(&message)) {
        for (std::size_t i = 0; i < std::min(ids->ids.size(), kMaxServedItems); ++i)
            if (const auto transfer = m_parts.pool.byId(ids->ids[i]))
                out.send(from, messageOf(transfer));
    } else if (const auto* list = std::get_if<GetAckList>(&message)) {
        if (list->height == m_parts.context->height)
            if (const auto* known = m_work->ackList(list->list))
                out.send(from, AckList{list->height, *known});
    } else if (const auto* wanted = std::get_if<GetCertificates>(&message)) {
        if (wanted->height == m_parts.context->height)
            for (std::size_t i = 0; i < std::min(wanted->ids.size(), kMaxServedItems); ++i)
                if (auto proof = m_work->window().proof(wanted->ids[i], StatementKind::TxVote))
                    out.send(from, TransferCertificateMessage{std::move(*proof)});
    } else if (const auto* body = std::get_if<GetProposalBody>(&message)) {
        if (body->height == m_parts.context->height) {
            if (auto compact = m_assembler.compact(body->block))
                out.send(from, ProposalBody{std::move(*compact)});
        } else if (body->height <= m_parts.tip.header.height) {
            out.send(from, TipNotice{m_parts.tip.header.height, m_parts.tip.hash});
        }
    } else if (const auto* blocks = std::get_if<GetBlocks>(&message)) {
        serveBlocks(from, *blocks);
    } else if (const auto* headers = std::get_if<GetHeaders>(&message)) {
        serveHeaders(from, *headers);
    } else if (const auto* question = std::get_if<AskNewest>(&message)) {
        answerNewest(from, *question);
    } else {
        return false;
    }
    return true;
}

void NodeCore::Impl::serveBlocks(PeerNumber from, const wire::GetBlocks& wanted) {
    std::size_t bytes = 0;
    const auto count = std::min(wanted.count, kBlocksPerBatch);
    for (std::uint64_t height = wanted.from; height < wanted.from + count; ++height) {
        if (height == 0 || height > m_parts.tip.header.height) return;
        auto block = m_parts.chain.block(height);
        if (!block) return m_parts.out.chainFails(block.error());
        if (!block.value()) return;
        auto message = std::make_shared<const CertifiedBlock>(std::move(*block.value()));
        for (const auto& tx : message->block.transactions) bytes += tx.encodedCore().size() + 100;
        m_parts.out.send(from, wire::BlockMessage{std::move(message)});
        if (bytes > kMaxServedBlockBytes) return;  // the rest is asked for again
    }
}

void NodeCore::Impl::serveHeaders(PeerNumber from, const wire::GetHeaders& wanted) {
    wire::Headers answer;
    const auto count = std::min(wanted.count, kHeadersPerBatch);
    for (std::uint64_t height = wanted.from; height - wanted.from < count; ++height) {
        if (height > m_parts.tip.header.height) break;
        auto held = m_parts.chain.certifiedHeader(height);
        if (!held) return m_parts.out.chainFails(held.error());
        if (!held.value()) break;
        answer.headers.push_back(held.value()->header);
    }
    m_parts.out.send(from, std::move(answer));
}

/// R-SIG-5: members answer even while silent themselves; nobody answers about its own key.
void NodeCore::Impl::answerNewest(PeerNumber from, const wire::AskNewest& question) {
    if (!m_signer || question.operatorKey == m_signer->publicKey()) return;
    if (!m_parts.context->members.indexOf(m_signer->publicKey())) return;
    const auto held = m_newestHeld.find(question.operatorKey);
    m_parts.out.send(
        from, m_signer->answer(question, held == m_newestHeld.end() ? SignedText{} : held->second));
}

/// R-POOL-8. The wall clock only carries ages over a restart; while it runs the other one counts.
std::vector<PooledRecord> NodeCore::Impl::pooledRecords(Instant now, std::uint64_t maxBytes) const {
    std::vector<PooledRecord> records;
    std::uint64_t bytes = 0;
    for (const auto& transfer : m_parts.pool.inOrder()) {
        bytes += transfer->size;
        if (bytes > maxBytes) break;
        const std::uint64_t age = m_parts.pool.ageMs(transfer->id, now);
        records.push_back({transfer->tx, now.wallMs > age ? now.wallMs - age : 0,
                           m_ownTransfers.contains(transfer->id)});
    }
    return records;
}

void NodeCore::Impl::restore(PooledRecord record, Instant now) {
    if (m_dead) return;
    // A clock set back makes nothing younger than new, one set forward nothing older than old.
    const std::uint64_t age =
        now.wallMs > record.arrivedWallMs ? now.wallMs - record.arrivedWallMs : 0;
    m_intake.restore(std::make_shared<const Transaction>(std::move(record.transaction)),
                     record.own ? kSelf : kRestored, std::min(age, kMaxPendingMs), now);
}

CoreStatus NodeCore::Impl::status(Instant now, std::size_t pendingLimit) const {
    CoreStatus out;
    const auto& context = *m_parts.context;
    const auto& window = m_work->window();
    out.height = m_parts.tip.header.height;
    out.tip = m_parts.tip.hash;
    out.tipTimestampMs = m_parts.tip.header.timestampMs;
    out.epoch = context.epoch;
    out.view = m_work->replica().view().value_or(0);
    out.quorum = context.members.quorum();
    const auto self = m_signer ? context.members.indexOf(m_signer->publicKey()) : std::nullopt;
    out.masternode = self.has_value();
    out.signingAllowed = selfIndex().has_value();
    out.trust = m_guard.trust();
    if (const Checkpoint* target = m_guard.target()) out.checkpointHeight = target->height;
    out.behind = m_catchUp.behind();
    out.bestClaimedHeight = std::max(m_catchUp.bestClaimed(), out.height);
    out.poolCount = m_parts.pool.count();
    out.poolBytes = m_parts.pool.bytes();
    out.poolFloor = perThousandBytes(m_parts.pool.floor(now));

    // Business waits when a block is overdue or a payment that could be final is not.
    const auto pooled = m_parts.pool.inOrder();
    std::optional<Hash> waiting;
    for (const auto& transfer : pooled) {
        if (!waiting && !window.final(transfer->id)) waiting = transfer->id;
        if (out.pending.size() >= pendingLimit) {
            if (waiting) break;
            continue;
        }
        const auto tally = window.tally(transfer->id);
        out.pending.push_back({transfer->id, static_cast<std::uint32_t>(tally.votes.size()),
                               static_cast<std::uint32_t>(tally.acks.size()), bitsOf(tally.votes),
                               bitsOf(tally.acks), tally.certified, tally.final, transfer->size,
                               transfer->fee.satoshi(),
                               m_parts.pool.arrivedMs(transfer->id).value_or(0)});
    }
    const auto agreementBegan = m_work->replica().view().has_value();
    const auto waitingSince = waiting ? m_parts.pool.arrivedMs(*waiting) : std::nullopt;
    out.stalled = now.monotonicMs >= m_progressMs + kStalledMs &&
                  (now.monotonicMs >= m_work->dueMs() + kStalledMs ||
                   (waitingSince && now.monotonicMs >= *waitingSince + kStalledMs));
    const auto spoke = [&](MemberIndex member) {
        if (agreementBegan || now.monotonicMs >= m_work->dueMs()) {
            const auto asked = m_work->replica().votes().viewOf(member);
            return asked && *asked >= out.view;
        }
        if (!waiting) return true;
        const auto tally = window.tally(*waiting);
        const auto& heard = tally.certified ? tally.acks : tally.votes;
        return std::find(heard.begin(), heard.end(), member) != heard.end();
    };
    for (std::uint32_t at = 0; at < context.members.size(); ++at) {
        const auto i = static_cast<MemberIndex>(at);
        MemberStatus member;
        member.member = context.members.at(i);
        const auto heard = m_lastHeardWallMs.find(member.member.operatorKey);
        member.lastHeardWallMs = heard == m_lastHeardWallMs.end() ? 0 : heard->second;
        member.self = self == i;
        member.silent = out.stalled && !member.self && !spoke(i);
        member.demoted =
            std::find(context.demoted.begin(), context.demoted.end(), i) != context.demoted.end();
        out.members.push_back(std::move(member));
    }
    return out;
}

}  // namespace timecoin
