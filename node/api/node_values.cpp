#include "node/api/node_values.h"

#include "node/engine/engine_types.h"

namespace timecoin {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

namespace {

QString kindText(StatementKind kind) {
    switch (kind) {
    case StatementKind::Ready: return QStringLiteral("READY");
    case StatementKind::ViewChange: return QStringLiteral("VIEW-CHANGE");
    case StatementKind::PrePrepare: return QStringLiteral("PRE-PREPARE");
    case StatementKind::Prepare: return QStringLiteral("PREPARE");
    case StatementKind::Commit: return QStringLiteral("COMMIT");
    case StatementKind::TxVote: return QStringLiteral("TX-VOTE");
    case StatementKind::TxAck: return QStringLiteral("TX-ACK");
    }
    return {};
}

QVector<Bytes> encodedAll(const std::vector<Transaction>& transactions) {
    QVector<Bytes> out;
    out.reserve(static_cast<qsizetype>(transactions.size()));
    for (const Transaction& transaction : transactions) out.append(encoded(transaction));
    return out;
}

}  // namespace

NodeSnapshotPtr pictureOf(const EngineSnapshot& from) {
    auto out = std::make_shared<NodeSnapshot>();
    const CoreStatus& core = from.core;
    out->height = core.height;
    out->tip = core.tip;
    out->tipTimestampMs = core.tipTimestampMs;
    out->epoch = core.epoch;
    out->view = core.view;
    out->quorum = core.quorum;
    out->masternode = core.masternode;
    out->signingAllowed = core.signingAllowed;
    out->behind = core.behind;
    out->bestClaimedHeight = core.bestClaimedHeight;
    out->stalled = core.stalled;
    out->poolCount = core.poolCount;
    out->poolBytes = core.poolBytes;
    out->poolFloor = core.poolFloor;
    for (const MemberStatus& member : core.members)
        out->members.append({member.member.operatorKey,
                             QString::fromStdString(member.member.service), member.lastHeardWallMs,
                             member.silent, member.demoted, member.self});
    for (const PendingStatus& pending : core.pending) {
        const quint64 ageMs =
            from.monotonicMs > pending.arrivedMs ? from.monotonicMs - pending.arrivedMs : 0;
        PendingInfo info;
        info.txid = pending.id;
        info.votes = pending.votes;
        info.acks = pending.acks;
        info.votesBy = pending.votesBy;
        info.acksBy = pending.acksBy;
        info.certified = pending.certified;
        info.final = pending.final;
        info.size = pending.size;
        info.feeSatoshi = pending.feeSatoshi;
        info.ageMs = ageMs;
        out->pending.append(info);
    }
    for (const PeerInfo& peer : from.peers)
        out->peers.append({peer.id.value, peer.inbound, peer.address, peer.identity,
                           peer.operatorKey, peer.height, peer.latencyMs, peer.bytesIn,
                           peer.bytesOut, peer.score});
    out->otherNetworks = from.otherNetworks;
    out->checkpointNeeded = core.trust == Trust::Needed;
    out->checkpointHeight = core.checkpointHeight;
    out->listenPort = from.listenPort;
    out->wallMs = from.wallMs;
    out->turns = from.turns;
    out->longestTurnMs = from.longestTurnMs;
    out->inbox = from.inbox;
    out->verifying = from.verifying;
    return out;
}

BlockInfo blockInfoOf(const BlockCommitted& event) {
    const Block& block = event.block->block;
    BlockInfo out;
    out.height = event.height;
    out.hash = event.hash;
    out.view = event.view;
    out.epoch = event.block->certificate.epoch;
    out.timestampMs = block.header.timestampMs;
    out.proposer = block.header.proposer;
    for (const Transaction& transaction : block.transactions) out.txids.append(transaction.id());
    return out;
}

SubmitOutcome outcomeOf(const SubmitVerdict& verdict) {
    switch (verdict.kind) {
    case SubmitVerdict::Kind::Seen: return {true, verdict.id, {}};
    case SubmitVerdict::Kind::Refused: return {false, verdict.id, text(codeName(verdict.reason))};
    case SubmitVerdict::Kind::Malformed: return {false, {}, QStringLiteral("malformed")};
    case SubmitVerdict::Kind::Unanswered: break;
    }
    return {false, verdict.id, QStringLiteral("unanswered")};
}

PhaseInfo phaseInfoOf(const PhaseSeen& event, std::uint64_t wallMs) {
    return {kindText(event.kind), event.height,      event.view,
            event.member,         event.messageHash, wallMs};
}

WatchedTransfer transferOf(const WatchedSeen& seen) {
    return {seen.transfer->id, encoded(seen.transfer->tx)};
}

VotesInfo votesOf(const WatchedVotes& votes) {
    return {votes.id, votes.votesBy, votes.acksBy};
}

WatchedBlock watchedBlockOf(const WatchedCommitted& block) {
    return {block.height, block.hash, block.timestampMs, block.slot,
            encodedAll(block.transactions)};
}

BlocksAnswer answerOf(const EngineBlocks& blocks) {
    BlocksAnswer out{true, blocks.tip, blocks.next, blocks.bodiesFrom, {}};
    out.blocks.reserve(static_cast<qsizetype>(blocks.blocks.size()));
    for (const WatchedCommitted& block : blocks.blocks) out.blocks.append(watchedBlockOf(block));
    return out;
}

}  // namespace timecoin
