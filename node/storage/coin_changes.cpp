#include "node/storage/coin_changes.h"

#include <algorithm>

namespace timecoin {

namespace {

/// The rows below, read ahead in pieces.
class RowReader {
public:
    RowReader(const CoinRows& rows, std::optional<OutPoint> after, std::size_t pieceSize)
        : m_rows(rows),
          m_after(std::move(after)),
          m_pieceSize(pieceSize) {}

    /// nullptr after the last.
    Stored<const CoinDelta::Created*> head() {
        if (m_at == m_piece.size() && !m_ended) {
            auto piece = m_rows(m_after, m_pieceSize);
            if (!piece) return fail(piece.error());
            m_piece = std::move(piece).value();
            m_at = 0;
            m_ended = m_piece.size() < m_pieceSize;
            if (!m_piece.empty()) m_after = m_piece.back().outpoint;
        }
        return m_at < m_piece.size() ? &m_piece[m_at] : nullptr;
    }
    void advance() { ++m_at; }

private:
    const CoinRows& m_rows;
    std::optional<OutPoint> m_after;
    std::size_t m_pieceSize;
    std::vector<CoinDelta::Created> m_piece;
    std::size_t m_at = 0;
    bool m_ended = false;
};

struct LayerReader {
    CoinChanges::const_iterator at;
    CoinChanges::const_iterator end;
};

}  // namespace

Stored<std::vector<CoinDelta::Created>> mergedPage(const CoinRows& rows,
                                                   std::span<const CoinChanges* const> layers,
                                                   const std::optional<OutPoint>& after,
                                                   std::size_t limit) {
    RowReader below(rows, after, std::max<std::size_t>(limit, 1));
    std::vector<LayerReader> above;
    for (const CoinChanges* layer : layers)
        above.push_back({after ? layer->upper_bound(*after) : layer->begin(), layer->end()});

    std::vector<CoinDelta::Created> page;
    while (page.size() < limit) {
        const auto head = below.head();
        if (!head) return fail(head.error());
        const OutPoint* least = head.value() ? &head.value()->outpoint : nullptr;
        for (const LayerReader& layer : above) {
            if (layer.at != layer.end && (!least || layer.at->first < *least))
                least = &layer.at->first;
        }
        if (!least) break;
        const OutPoint outpoint = *least;  // copied: the heads move on
        std::optional<Coin> coin;
        if (head.value() && head.value()->outpoint == outpoint) {
            coin = head.value()->coin;
            below.advance();
        }
        for (LayerReader& layer : above) {
            if (layer.at == layer.end || layer.at->first != outpoint) continue;
            coin = layer.at->second.now;
            ++layer.at;
        }
        if (coin) page.push_back({outpoint, *coin});
    }
    return page;
}

Status<StorageError> ChainStore::forEachCoin(
    const std::function<bool(const OutPoint&, const Coin&)>& visit) const {
    constexpr std::size_t kPage = 1'000;
    std::optional<OutPoint> after;
    for (;;) {
        const auto page = coinsPage(CoinsAt::Tip, after, kPage);
        if (!page) return fail(page.error());
        for (const auto& [outpoint, coin] : page.value()) {
            if (!visit(outpoint, coin)) return done();
        }
        if (page.value().size() < kPage) return done();
        after = page.value().back().outpoint;
    }
}

}  // namespace timecoin
