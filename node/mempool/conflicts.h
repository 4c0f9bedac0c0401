// Which pooled transfers spend which output (R-POOL-4).
#pragma once

#include "node/chain/transaction.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace timecoin {

/// Spenders of one output that are kept: whoever signs more of them gains nothing by it.
inline constexpr std::size_t kMaxConflictSides = 4;

class Conflicts {
public:
    /// False when one of `inputs` has kMaxConflictSides spenders already.
    bool hasRoom(const std::vector<OutPoint>& inputs) const;
    void add(const Hash& id, const std::vector<OutPoint>& inputs, std::uint64_t nowMs);
    void remove(const Hash& id, const std::vector<OutPoint>& inputs);

    /// In the order of their coming; empty when nobody spends it.
    const std::vector<Hash>& spenders(const OutPoint& outpoint) const;
    /// Ids that spend an output of `txid`, with repetitions.
    std::vector<Hash> spendersOfOutputs(const Hash& txid) const;
    /// The spenders of each output that has two or more, the oldest conflict first.
    std::vector<std::vector<Hash>> contested() const;
    /// When the oldest of the outputs with two spenders or more got its second one.
    std::optional<std::uint64_t> oldestMs() const;

private:
    struct Spent {
        std::vector<Hash> by;
        std::uint64_t contestedMs = 0;  // meaningful with two spenders or more
    };
    std::map<OutPoint, Spent> m_spent;
    std::set<std::pair<std::uint64_t, OutPoint>> m_contested;
};

}  // namespace timecoin
