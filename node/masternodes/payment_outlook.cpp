#include "node/masternodes/payment_outlook.h"

#include <algorithm>

namespace timecoin {

namespace {

PaymentStanding standingOf(const MasternodeEntry& entry) {
    if (entry.evidenceSlot != 0) return PaymentStanding::Removed;
    if (entry.state == MasternodeState::Left) return PaymentStanding::Left;
    if (entry.retireSlot != 0) return PaymentStanding::Retiring;
    if (entry.state == MasternodeState::Waiting) return PaymentStanding::Waiting;
    if (entry.state == MasternodeState::Suspended) return PaymentStanding::Suspended;
    return PaymentStanding::InQueue;
}

/// One more than there are active ones that are paid before it (R-MONEY-3).
std::uint32_t placeOf(const RegistryState& state, const MasternodeEntry& entry) {
    std::uint32_t place = 1;
    bool standsBefore = true;  // of equals the first
    for (const MasternodeEntry& other : state.entries) {
        if (&other == &entry) {
            standsBefore = false;
            continue;
        }
        if (other.state != MasternodeState::Active) continue;
        if (other.queuedSlot < entry.queuedSlot ||
            (other.queuedSlot == entry.queuedSlot && standsBefore))
            ++place;
    }
    return place;
}

}  // namespace

PaymentOutlook paymentOutlook(const RegistryState& state, const OutPoint& collateral,
                              std::uint32_t epochSlots) {
    PaymentOutlook outlook;
    outlook.queueLength = state.members.size();
    const std::uint64_t boundary = (state.epoch + 1) * epochSlots;
    outlook.slotsToBoundary = boundary > state.slot ? boundary - state.slot : 0;
    const MasternodeEntry* entry = state.find(collateral);
    if (entry == nullptr) return outlook;
    outlook.standing = standingOf(*entry);
    outlook.since = entry->stateSince;
    outlook.lastPaidHeight = entry->lastPaidHeight;
    outlook.missedEpochs = entry->missedEpochs;
    outlook.unbondsSlot = entry->unbondsSlot;
    if (entry->state == MasternodeState::Active) outlook.place = placeOf(state, *entry);
    return outlook;
}

}  // namespace timecoin
