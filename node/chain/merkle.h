// RFC 6962 style trees with domain-separated leaves and nodes: no duplicate-leaf ambiguity (R-VAL-5).
#pragma once

#include "node/base/bytes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace timecoin {

/// Root over leaves in order; the empty tree has a root of its own. O(n).
Hash treeRoot(std::span<const Hash> leaves);

/// Siblings from the leaf upward, as RFC 6962 audit paths.
std::vector<Hash> treePath(std::span<const Hash> leaves, std::uint32_t index);

/// The same tree with every level kept: one path costs O(log n) instead of O(n).
class HashTree {
public:
    explicit HashTree(std::span<const Hash> leaves);
    Hash root() const;
    /// What treePath() gives; `index` is below the number of leaves.
    std::vector<Hash> path(std::uint32_t index) const;

private:
    std::vector<std::vector<Hash>> m_levels;  ///< hashed leaves first, the root last
};

/// True when `leaf` stands at `index` of the `count` leaves under `root`.
bool checkTreePath(const Hash& root, std::uint32_t count, std::uint32_t index, const Hash& leaf,
                   std::span<const Hash> path);

}  // namespace timecoin
