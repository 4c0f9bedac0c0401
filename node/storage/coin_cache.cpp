#include "node/storage/coin_cache.h"

#include <cassert>

namespace timecoin {

namespace {

/// What a node of std::map costs beside its value: three pointers, a colour, the allocator's part.
constexpr std::size_t kNodeBytes = 48;
constexpr std::size_t kChangeBytes = kNodeBytes + sizeof(CoinChanges::value_type);
constexpr std::size_t kCoinBytes = kNodeBytes + sizeof(std::pair<const OutPoint, Coin>);

}  // namespace

std::optional<std::optional<Coin>> CoinCache::find(const OutPoint& outpoint) {
    for (const CoinChanges* layer : {&m_fresh, &m_flushing}) {
        if (const auto at = layer->find(outpoint); at != layer->end()) return at->second.now;
    }
    if (const auto at = m_young.find(outpoint); at != m_young.end())
        return std::optional<Coin>(at->second);
    const auto at = m_old.find(outpoint);
    if (at == m_old.end()) return std::nullopt;
    const Coin coin = at->second;
    remember(outpoint, coin);
    return std::optional<Coin>(coin);
}

void CoinCache::remember(const OutPoint& outpoint, const Coin& coin) {
    const std::size_t most = m_boundBytes / kShares / 2 / kCoinBytes;
    if (m_young.size() >= most) {
        m_old = std::move(m_young);
        m_young.clear();
    }
    if (most > 0) m_young.insert_or_assign(outpoint, coin);
}

void CoinCache::forget(const OutPoint& outpoint) {
    m_young.erase(outpoint);
    m_old.erase(outpoint);
}

void CoinCache::apply(const CoinDelta& delta) {
    applyDelta(m_fresh, delta);
    // Hidden by the change now, but not any more once that is written.
    for (const CoinDelta::Spent& spent : delta.spent) forget(spent.outpoint);
}

void CoinCache::beginFlush() {
    assert(m_flushing.empty());
    m_flushing.swap(m_fresh);
}

void CoinCache::flushedUpTo(const OutPoint& last) {
    m_flushing.erase(m_flushing.begin(), m_flushing.upper_bound(last));
}

void CoinCache::clear() {
    for (CoinChanges* changes : {&m_flushing, &m_fresh}) changes->clear();
    for (Coins* coins : {&m_young, &m_old}) coins->clear();
}

std::size_t CoinCache::waitingBytes() const {
    return (m_flushing.size() + m_fresh.size()) * kChangeBytes;
}

std::size_t CoinCache::bytes() const {
    return waitingBytes() + (m_young.size() + m_old.size()) * kCoinBytes;
}

}  // namespace timecoin
