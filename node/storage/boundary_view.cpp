#include "node/storage/boundary_view.h"

#include <algorithm>

namespace timecoin {

/// The first change after the boundary tells what was there; later ones do not matter.
void BoundaryView::note(const OutPoint& outpoint, const std::optional<Coin>& before) {
    if (m_from && !(*m_from < outpoint)) return;
    if (m_to && *m_to < outpoint) return;
    m_back.try_emplace(outpoint, CoinChange{std::nullopt, before});
    if (m_back.size() <= m_maxEntries) return;
    m_back.erase(std::prev(m_back.end()));
    m_to = std::prev(m_back.end())->first;
}

bool BoundaryView::covers(const std::optional<OutPoint>& after) const {
    if (m_from && (!after || *after < *m_from)) return false;
    return !m_to || !after || *after < *m_to;
}

Status<StorageError> BoundaryView::takeBack(std::uint64_t boundary, std::uint64_t tip,
                                            const Deltas& deltas,
                                            const std::optional<OutPoint>& after) {
    if (m_boundary != boundary || tip < m_height || !covers(after)) {
        m_back.clear();
        m_boundary = boundary;
        m_height = boundary;
        m_from = after;
        m_to.reset();
    }
    while (m_height < tip) {
        const auto delta = deltas(m_height + 1);
        if (!delta) return fail(delta.error());
        for (const auto& [outpoint, coin] : delta.value().spent) note(outpoint, coin);
        for (const auto& [outpoint, coin] : delta.value().created) note(outpoint, std::nullopt);
        ++m_height;
    }
    return done();
}

Stored<std::vector<CoinDelta::Created>> BoundaryView::page(std::uint64_t boundary,
                                                           std::uint64_t tip, const CoinRows& rows,
                                                           std::vector<const CoinChanges*> layers,
                                                           const Deltas& deltas,
                                                           const std::optional<OutPoint>& after,
                                                           std::size_t limit) {
    layers.push_back(&m_back);
    std::vector<CoinDelta::Created> page;
    std::optional<OutPoint> from = after;
    while (page.size() < limit) {
        if (auto status = takeBack(boundary, tip, deltas, from); !status)
            return fail(status.error());
        auto part = mergedPage(rows, layers, from, limit - page.size());
        if (!part) return fail(part.error());
        // What lies beyond the stretch is not the boundary's: it comes with the next stretch.
        const auto end = std::find_if(part->begin(), part->end(), [this](const auto& coin) {
            return m_to && *m_to < coin.outpoint;
        });
        const bool isShort = end != part->end() || page.size() + part.value().size() < limit;
        page.insert(page.end(), part->begin(), end);
        if (!isShort || !m_to) break;
        from = *m_to;
    }
    return page;
}

}  // namespace timecoin
