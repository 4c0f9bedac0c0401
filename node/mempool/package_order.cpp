#include "node/mempool/package_order.h"

#include <algorithm>

namespace timecoin {

namespace {

/// An item's unordered ancestors are listed once, when all its unordered parents are *small*: when
/// each of them has fewer than kMaxPackage unordered ancestors itself. From then on the list only
/// shrinks. So every edge and every listed ancestor costs one step, whatever the shape: nothing is
/// ever searched twice.
class Packages {
public:
    explicit Packages(const std::vector<OrderItem>& items) : m_items(items), m_nodes(items.size()) {
        for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
            m_nodes[i].parentsLeft = m_nodes[i].largeParents =
                static_cast<std::uint32_t>(items[i].parents.size());
            for (const std::uint32_t parent : items[i].parents)
                m_nodes[parent].children.push_back(i);
        }
    }

    std::vector<std::uint32_t> order() {
        m_order.reserve(m_nodes.size());
        for (std::uint32_t i = 0; i < m_nodes.size(); ++i)
            if (m_items[i].parents.empty()) learn(i);
        // Most never change: sorting them once is cheaper than a heap of all.
        m_first = std::move(m_later);
        m_later.clear();
        std::sort(m_first.begin(), m_first.end(), Better{m_items});
        while (const Candidate* best = next()) place(best->node);
        return std::move(m_order);
    }

private:
    struct Node {
        std::vector<std::uint32_t> children;
        std::vector<std::uint32_t> ancestors;    // unordered when listed; once `known`
        std::vector<std::uint32_t> descendants;  // those that list this one
        std::uint32_t left = 0;                  // of `ancestors`, unordered
        std::uint32_t parentsLeft = 0;           // unordered parents
        std::uint32_t largeParents = 0;          // of these, not small yet
        std::uint32_t version = 0;               // of its worth
        std::uint32_t mark = 0;
        bool known = false;
        bool small = false;
        bool placed = false;
    };
    struct Candidate {
        FeeRate worth;
        std::uint32_t node;
        std::uint32_t version;
    };
    struct Better {
        const std::vector<OrderItem>& items;
        bool operator()(const Candidate& a, const Candidate& b) const {
            const auto order = a.worth <=> b.worth;
            return order != 0 ? order > 0 : *items[a.node].id < *items[b.node].id;
        }
    };
    struct Worse {
        Better better;
        bool operator()(const Candidate& a, const Candidate& b) const { return better(b, a); }
    };

    bool isCurrent(const Candidate& one) const {
        const Node& node = m_nodes[one.node];
        return !node.placed && node.version == one.version;
    }

    /// The best package there is; null when all are placed. Valid until place().
    const Candidate* next() {
        const Worse worse{{m_items}};
        while (m_at < m_first.size() && !isCurrent(m_first[m_at])) ++m_at;
        while (!m_later.empty() && !isCurrent(m_later.front())) {
            std::pop_heap(m_later.begin(), m_later.end(), worse);
            m_later.pop_back();
        }
        const Candidate* first = m_at < m_first.size() ? &m_first[m_at] : nullptr;
        const Candidate* later = m_later.empty() ? nullptr : &m_later.front();
        if (!first || !later) return first ? first : later;
        return worse(*first, *later) ? later : first;
    }

    void learnIfPossible(std::uint32_t i) {
        const Node& node = m_nodes[i];
        if (!node.known && node.largeParents == 0 && node.parentsLeft < kMaxPackage) learn(i);
    }

    /// Lists the unordered ancestors: parents and what these have listed.
    void learn(std::uint32_t i) {
        Node& node = m_nodes[i];
        node.known = true;
        ++m_mark;
        const auto list = [&](std::uint32_t ancestor) {
            Node& other = m_nodes[ancestor];
            if (other.placed || other.mark == m_mark) return;
            other.mark = m_mark;
            node.ancestors.push_back(ancestor);
            other.descendants.push_back(i);
        };
        for (const std::uint32_t parent : m_items[i].parents) {
            if (m_nodes[parent].placed) continue;
            list(parent);
            for (const std::uint32_t ancestor : m_nodes[parent].ancestors) list(ancestor);
        }
        node.left = static_cast<std::uint32_t>(node.ancestors.size());
        if (node.left < kMaxPackage) becomeSmall(i);
    }

    /// Depth of the recursion: a child has more unordered ancestors than its parent, and only small
    /// ones go on, so it ends after kMaxPackage steps.
    void becomeSmall(std::uint32_t i) {
        m_nodes[i].small = true;
        offer(i);
        for (const std::uint32_t child : m_nodes[i].children) {
            --m_nodes[child].largeParents;
            learnIfPossible(child);
        }
    }

    void offer(std::uint32_t i) {
        Node& node = m_nodes[i];
        std::erase_if(node.ancestors, [this](std::uint32_t one) { return m_nodes[one].placed; });
        FeeRate worth = m_items[i].rate;
        for (const std::uint32_t one : node.ancestors) worth = together(worth, m_items[one].rate);
        m_later.push_back({worth, i, ++node.version});
        if (!m_first.empty()) std::push_heap(m_later.begin(), m_later.end(), Worse{{m_items}});
    }

    /// The package of `last`: who has fewer unordered ancestors goes first, so parents do.
    void place(std::uint32_t last) {
        std::vector<std::uint32_t> package;
        for (const std::uint32_t one : m_nodes[last].ancestors)
            if (!m_nodes[one].placed) package.push_back(one);
        std::sort(package.begin(), package.end(), [this](std::uint32_t a, std::uint32_t b) {
            if (m_nodes[a].left != m_nodes[b].left) return m_nodes[a].left < m_nodes[b].left;
            return *m_items[a].id < *m_items[b].id;
        });
        package.push_back(last);
        for (const std::uint32_t one : package) {
            m_nodes[one].placed = true;
            m_order.push_back(one);
        }
        std::vector<std::uint32_t> changed;
        ++m_mark;
        for (const std::uint32_t one : package) {
            for (const std::uint32_t below : m_nodes[one].descendants) {
                Node& node = m_nodes[below];
                if (node.placed) continue;
                --node.left;
                if (node.mark != m_mark) changed.push_back(below);
                node.mark = m_mark;
            }
            for (const std::uint32_t child : m_nodes[one].children) --m_nodes[child].parentsLeft;
        }
        for (const std::uint32_t one : changed) {
            if (m_nodes[one].small)
                offer(one);
            else if (m_nodes[one].left < kMaxPackage)
                becomeSmall(one);
        }
        for (const std::uint32_t one : package)
            for (const std::uint32_t child : m_nodes[one].children) learnIfPossible(child);
    }

    const std::vector<OrderItem>& m_items;
    std::vector<Node> m_nodes;
    std::vector<Candidate> m_first;  // best first, from m_at on
    std::size_t m_at = 0;
    std::vector<Candidate> m_later;  // a heap once m_first is there
    std::vector<std::uint32_t> m_order;
    std::uint32_t m_mark = 0;
};

}  // namespace

std::vector<std::uint32_t> packageOrder(const std::vector<OrderItem>& items) {
    return Packages(items).order();
}

}  // namespace timecoin
