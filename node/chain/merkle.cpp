#include "node/chain/merkle.h"

#include "node/base/crypto.h"

#include <algorithm>
#include <bit>

namespace timecoin {

namespace {

Hash leafHash(const Hash& leaf) {
    return hashOf(Domain::TreeLeaf, leaf.view());
}

Hash nodeHash(const Hash& left, const Hash& right) {
    return Hasher(Domain::TreeNode).add(left).add(right).finish();
}

/// The largest power of two below `count`; `count` is at least 2.
std::size_t splitOf(std::size_t count) {
    return std::bit_floor(count - 1);
}

}  // namespace

Hash treeRoot(std::span<const Hash> leaves) {
    if (leaves.empty()) return hashOf(Domain::TreeEmpty, {});
    // Roots of the complete subtrees so far, largest first: one for each bit of the leaf count.
    std::vector<Hash> complete;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        Hash root = leafHash(leaves[i]);
        for (std::size_t bits = i; (bits & 1) != 0; bits >>= 1) {
            root = nodeHash(complete.back(), root);
            complete.pop_back();
        }
        complete.push_back(root);
    }
    Hash root = complete.back();
    for (std::size_t i = complete.size() - 1; i > 0; --i) root = nodeHash(complete[i - 1], root);
    return root;
}

std::vector<Hash> treePath(std::span<const Hash> leaves, std::uint32_t index) {
    std::vector<Hash> path;
    std::size_t at = index;
    while (leaves.size() > 1) {
        const std::size_t split = splitOf(leaves.size());
        if (at < split) {
            path.push_back(treeRoot(leaves.subspan(split)));
            leaves = leaves.first(split);
        } else {
            path.push_back(treeRoot(leaves.first(split)));
            leaves = leaves.subspan(split);
            at -= split;
        }
    }
    std::reverse(path.begin(), path.end());
    return path;
}

HashTree::HashTree(std::span<const Hash> leaves) {
    std::vector<Hash> level;
    level.reserve(leaves.size());
    for (const Hash& leaf : leaves) level.push_back(leafHash(leaf));
    m_levels.push_back(std::move(level));
    while (m_levels.back().size() > 1) {
        // The left part is always complete, so an odd last node is a whole right part: it rises.
        const std::vector<Hash>& below = m_levels.back();
        std::vector<Hash> above;
        above.reserve((below.size() + 1) / 2);
        for (std::size_t i = 0; i + 1 < below.size(); i += 2)
            above.push_back(nodeHash(below[i], below[i + 1]));
        if (below.size() % 2 != 0) above.push_back(below.back());
        m_levels.push_back(std::move(above));
    }
}

Hash HashTree::root() const {
    return m_levels.back().empty() ? treeRoot({}) : m_levels.back().front();
}

std::vector<Hash> HashTree::path(std::uint32_t index) const {
    std::vector<Hash> path;
    std::size_t at = index;
    for (const std::vector<Hash>& level : m_levels) {
        const std::size_t sibling = at ^ 1;
        if (sibling < level.size()) path.push_back(level[sibling]);
        at /= 2;
    }
    return path;
}

bool checkTreePath(const Hash& root, std::uint32_t count, std::uint32_t index, const Hash& leaf,
                   std::span<const Hash> path) {
    if (index >= count) return false;
    // The turns from the root down; the path has exactly as many siblings, leaf first.
    std::vector<bool> goesRight;
    std::size_t size = count;
    std::size_t at = index;
    while (size > 1) {
        const std::size_t split = splitOf(size);
        goesRight.push_back(at >= split);
        if (at < split) {
            size = split;
        } else {
            size -= split;
            at -= split;
        }
    }
    if (path.size() != goesRight.size()) return false;
    Hash hash = leafHash(leaf);
    for (const Hash& sibling : path) {
        hash = goesRight.back() ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
        goesRight.pop_back();
    }
    return hash == root;
}

}  // namespace timecoin
