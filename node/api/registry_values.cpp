#include "node/api/node_values.h"
#include "node/engine/engine_types.h"

namespace timecoin {
namespace {

QString stateText(MasternodeState state) {
    switch (state) {
    case MasternodeState::Waiting: return QStringLiteral("waiting");
    case MasternodeState::Active: return QStringLiteral("active");
    case MasternodeState::Suspended: return QStringLiteral("suspended");
    case MasternodeState::Left: return QStringLiteral("left");
    }
    return {};
}

QString paymentText(PaymentStanding standing) {
    switch (standing) {
    case PaymentStanding::NotRegistered: return QStringLiteral("not_registered");
    case PaymentStanding::Waiting: return QStringLiteral("waiting");
    case PaymentStanding::InQueue: return QStringLiteral("in_queue");
    case PaymentStanding::Suspended: return QStringLiteral("suspended");
    case PaymentStanding::Retiring: return QStringLiteral("retiring");
    case PaymentStanding::Removed: return QStringLiteral("removed");
    case PaymentStanding::Left: return QStringLiteral("left");
    }
    return {};
}

RegisteredMasternode registeredOf(const MasternodeEntry& entry, const PaymentOutlook& outlook,
                                  const EngineRegistry& from) {
    RegisteredMasternode out;
    out.collateralTxid = entry.node.collateral.txid;
    out.collateralIndex = entry.node.collateral.index;
    out.operatorKey = entry.node.operatorKey;
    out.owner = encoded(entry.node.owner);
    out.payout = encoded(entry.node.payout);
    out.service = QString::fromStdString(entry.node.service);
    out.state = stateText(entry.state);
    out.stateSince = entry.stateSince;
    out.updateNumber = entry.updateNumber;
    out.rulesVersion = entry.rulesVersion;
    out.payment = paymentText(outlook.standing);
    out.queuePlace = outlook.place;
    out.lastPaidHeight = entry.lastPaidHeight;
    out.signedBlocks = entry.signedBlocks;
    out.missedEpochs = entry.missedEpochs;
    out.unbondsSlot = entry.unbondsSlot;
    out.self = from.self && *from.self == entry.node.operatorKey;
    return out;
}

}  // namespace

RegistryAnswer answerOf(const EngineRegistry& from) {
    const RegistryState& state = from.state;
    RegistryAnswer out;
    out.ok = true;
    out.height = state.height;
    out.slot = state.slot;
    out.epoch = state.epoch;
    out.nextSlot = from.next.slot;
    out.nextEpoch = from.next.epoch;
    out.boundarySlot = (from.next.epoch + 1) * from.epochSlots;
    out.slotMs = from.slotMs;
    out.slotZeroMs = from.slotZeroMs;
    out.blocksInEpoch = state.blocksInEpoch;
    out.members = state.members.size();
    out.quorum = state.members.quorum();
    out.registryHash = state.hash();
    out.collateral = from.collateral;
    out.rulesVersion = state.rulesVersion;
    out.knownRulesVersion = kRulesVersion;
    if (state.upgrade) {
        out.upgradeVersion = state.upgrade->version;
        out.upgradeHeight = state.upgrade->height;
    }
    out.operating = from.self.has_value();
    for (std::size_t i = 0; i < state.entries.size(); ++i)
        out.masternodes.append(registeredOf(state.entries[i], from.outlooks[i], from));
    return out;
}

}  // namespace timecoin
