// The order in which pooled transfers go into a block: by packages (R-POOL-2). Pure.
#pragma once

#include "node/base/crypto.h"
#include "node/chain/fee_rate.h"

#include <cstdint>
#include <vector>

namespace timecoin {

/// Transfers that count as one package, the last of them included (R-POOL-2).
inline constexpr std::uint32_t kMaxPackage = 25;

/// Fees and sizes together. Stops at the largest fee there is a number for: more than all money.
constexpr FeeRate together(const FeeRate& a, const FeeRate& b) {
    const std::uint64_t fee = a.feeSatoshi + b.feeSatoshi;
    return {fee < a.feeSatoshi ? ~std::uint64_t{0} : fee, a.bytes + b.bytes};
}

struct OrderItem {
    FeeRate rate;  ///< of it alone
    const Hash* id = nullptr;
    std::vector<std::uint32_t> parents;  ///< places in the list of items, distinct
};

/// Places of all items in the order of R-POOL-2. Cost: O(n log n), and for each item as many steps
/// as it has parents and unordered ancestors, of which fewer than kMaxPackage^2 are ever looked at.
std::vector<std::uint32_t> packageOrder(const std::vector<OrderItem>& items);

}  // namespace timecoin
