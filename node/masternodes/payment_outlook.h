// Why a masternode was not paid, and when it will be: read from the registry alone (R-MN-16).
#pragma once

#include "node/masternodes/registry.h"

namespace timecoin {

enum class PaymentStanding : std::uint8_t {
    NotRegistered,  ///< or forgotten after its unbonding
    Waiting,        ///< joins at an epoch boundary
    InQueue,        ///< paid when its turn comes
    Suspended,      ///< until its operator sends an update
    Retiring,       ///< its owner retired it; leaves at an epoch boundary
    Removed,        ///< proven to have contradicted itself
    Left,           ///< retired
};

struct PaymentOutlook {
    PaymentStanding standing = PaymentStanding::NotRegistered;
    std::uint64_t since = 0;           ///< height of the block after which its state holds
    std::uint64_t lastPaidHeight = 0;  ///< 0: never
    /// Its turn, 1: the next block that pays; 0: not a member. Members that retire or were proven
    /// faulty are paid until they go.
    std::uint32_t place = 0;
    std::uint32_t queueLength = 0;      ///< members
    std::uint32_t missedEpochs = 0;     ///< in a row
    std::uint64_t unbondsSlot = 0;      ///< once it has left: when its collateral may be spent
    std::uint64_t slotsToBoundary = 0;  ///< from the slot of the tip to the next epoch's first
};

PaymentOutlook paymentOutlook(const RegistryState& state, const OutPoint& collateral,
                              std::uint32_t epochSlots);

}  // namespace timecoin
