// Pictures of a small network, for tests of models and pages.
#pragma once

#include "node/api/node_snapshot.h"
#include "node/api/registry_answer.h"

namespace timecoin {

inline Hash numberedHash(quint32 number) {
    Hash out;
    for (std::size_t byte = 0; byte < 4; ++byte)
        out.data[byte] = static_cast<std::uint8_t>(number >> (8 * (3 - byte)));
    return out;
}

inline PublicKey numberedKey(quint32 number) {
    PublicKey out;
    out.data.fill(static_cast<std::uint8_t>(number));
    return out;
}

inline constexpr quint64 kPictureMs = 1'790'000'000'000;

/// Four masternodes that are heard, `peers` of them connected; block 41 is the newest.
inline NodeSnapshot networkPicture(int peers = 4) {
    NodeSnapshot out;
    out.height = 41;
    out.tip = numberedHash(41);
    out.quorum = 3;
    out.wallMs = kPictureMs;
    out.bestClaimedHeight = 41;
    for (quint32 at = 0; at < 4; ++at) {
        MemberInfo member;
        member.operatorKey = numberedKey(10 + at);
        member.service = QStringLiteral("127.0.0.1:%1").arg(24'201 + at);
        member.lastHeardWallMs = kPictureMs - 1'000;
        out.members.append(member);
    }
    for (int at = 0; at < peers; ++at) {
        PeerEntry peer;
        peer.id = static_cast<quint64>(at) + 1;
        peer.inbound = at % 2 == 1;
        peer.address = QStringLiteral("127.0.0.1:%1").arg(40'000 + at);
        peer.identity = numberedKey(100 + static_cast<quint32>(at));
        if (at < 4) peer.operatorKey = numberedKey(10 + static_cast<quint32>(at));
        peer.height = 41;
        peer.latencyMs = 2 + at;
        peer.bytesIn = 1'400'000;
        peer.bytesOut = 900'000;
        out.peers.append(peer);
    }
    return out;
}

inline RegisteredMasternode registeredMasternode(quint32 number, const char* state,
                                                 const char* payment, quint32 queuePlace) {
    RegisteredMasternode out;
    out.collateralTxid = numberedHash(500 + number);
    out.collateralIndex = number;
    out.operatorKey = numberedKey(10 + number);
    out.service = QStringLiteral("127.0.0.1:%1").arg(24'201 + number);
    out.state = QString::fromLatin1(state);
    out.payment = QString::fromLatin1(payment);
    out.queuePlace = queuePlace;
    return out;
}

/// After block 41, in the second of ten slots of epoch 4: four members, of which one retires and one is
/// being removed, and one masternode in each other state.
inline RegistryAnswer registryPicture() {
    RegistryAnswer out;
    out.ok = true;
    out.height = 41;
    out.slot = 41;
    out.nextSlot = 42;
    out.epoch = out.nextEpoch = 4;
    out.boundarySlot = 50;
    out.slotMs = 10'000;
    out.slotZeroMs = kPictureMs - 420'000;
    out.blocksInEpoch = 2;
    out.members = 4;
    out.quorum = 3;
    out.rulesVersion = out.knownRulesVersion = 1;
    out.masternodes = {registeredMasternode(0, "active", "in_queue", 3),
                       registeredMasternode(1, "active", "in_queue", 1),
                       registeredMasternode(2, "active", "retiring", 2),
                       registeredMasternode(3, "active", "removed", 4),
                       registeredMasternode(4, "waiting", "waiting", 0),
                       registeredMasternode(5, "suspended", "suspended", 0),
                       registeredMasternode(6, "left", "left", 0),
                       registeredMasternode(7, "left", "removed", 0)};
    for (RegisteredMasternode& one : out.masternodes)
        if (one.queuePlace != 0) one.lastPaidHeight = 37 + one.queuePlace;
    for (qsizetype at = 4; at < 8; ++at) out.masternodes[at].stateSince = 30 + quint64(at);
    out.masternodes[0].signedBlocks = 2;
    out.masternodes[5].missedEpochs = 2;
    out.masternodes[6].unbondsSlot = out.masternodes[7].unbondsSlot = 60;
    return out;
}

inline PendingInfo pendingPayment(quint32 number, int votes, int acks) {
    PendingInfo out;
    out.txid = numberedHash(number);
    for (int at = 0; at < votes; ++at) out.votesBy.set(static_cast<std::size_t>(at));
    for (int at = 0; at < acks; ++at) out.acksBy.set(static_cast<std::size_t>(at));
    out.votes = static_cast<quint32>(votes);
    out.acks = static_cast<quint32>(acks);
    out.certified = votes >= 3;
    out.final = acks >= 3;
    out.size = 250;
    out.feeSatoshi = 1'000 + number % 7 * 400;
    out.ageMs = 3'000;
    return out;
}

inline void addPending(NodeSnapshot& picture, const QVector<PendingInfo>& pending) {
    picture.pending = pending;
    picture.poolCount = static_cast<quint32>(pending.size());
    for (const PendingInfo& payment : pending) picture.poolBytes += payment.size;
}

inline PhaseInfo phaseOf(const char* kind, quint64 height, quint32 view, quint32 member,
                         quint64 wallMs) {
    PhaseInfo out;
    out.kind = QString::fromLatin1(kind);
    out.height = height;
    out.view = view;
    out.member = member;
    out.wallMs = wallMs;
    quint32 sum = 0;
    for (const char* at = kind; *at != '\0'; ++at) sum = sum * 31 + static_cast<quint32>(*at);
    out.messageHash =
        numberedHash(sum + static_cast<quint32>(height) * 7'919 + view * 131 + member);
    return out;
}

/// A whole round of four in one view, begun at `startMs`: 3 phases and a proposal, 10 ms apart.
inline QVector<PhaseInfo> wholeRound(quint64 height, quint64 startMs, quint32 view = 0,
                                     quint32 members = 4) {
    QVector<PhaseInfo> out;
    const auto all = [&](const char* kind, quint64 afterMs) {
        for (quint32 member = 0; member < members; ++member)
            out.append(phaseOf(kind, height, view, member, startMs + afterMs + member));
    };
    all("VIEW-CHANGE", 0);
    out.append(
        phaseOf("PRE-PREPARE", height, view, static_cast<quint32>(height) % members, startMs + 10));
    all("PREPARE", 20);
    all("COMMIT", 30);
    return out;
}

inline BlockInfo blockOf(quint64 height, quint32 view = 0) {
    BlockInfo out;
    out.height = height;
    out.hash = numberedHash(static_cast<quint32>(height));
    out.view = view;
    out.proposer = numberedKey(10 + static_cast<quint32>(height % 4));
    return out;
}

}  // namespace timecoin
