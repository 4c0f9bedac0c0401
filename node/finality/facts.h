// What a window knows about one transfer.
#pragma once

#include "node/chain/fee_rate.h"
#include "node/chain/transaction.h"

#include <vector>

namespace timecoin {

/// What the window must know about a transfer that is valid on top of the window's parent block
/// (and of the parents named here, which are uncommitted).
struct TransferFacts {
    Hash id;
    std::vector<OutPoint> inputs;
    std::vector<Hash> parents;  ///< distinct, uncommitted transfers whose outputs it spends
    std::uint32_t countedSize = 0;
    std::uint64_t feeSatoshi = 0;

    FeeRate rate() const { return {feeSatoshi, countedSize}; }
};

}  // namespace timecoin
