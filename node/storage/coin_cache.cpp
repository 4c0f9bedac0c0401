#include "node/storage/coin_cache.h"

#include <cassert>

namespace timecoin {

namespace {

/// What a node of std::map costs beside its value: three pointers, a colour, the allocator's part.
constexpr std::size_t kNodeBytes = 48;
constexpr std::size_t kCoinBytes = kNodeBytes + sizeof(std::pair<const OutPoint, Coin>);

}  // namespace

std::optional<std::optional<Coin>> CoinCache::find(const OutPoint& outpoint) {
    for (const CoinChanges* layer : {&fresh(), &flushing()}) {
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
    m_fresh.apply(delta);
    // Hidden by the change now, but not any more once that is written.
    for (const CoinDelta::Spent& spent : delta.spent) forget(spent.outpoint);
}

void CoinCache::visitLock(const Lock& lock,
                          const std::function<void(const CoinChanges::value_type&)>& visit) const {
    m_flushing.visitLock(lock, visit);
    m_fresh.visitLock(lock, visit);
}

void CoinCache::beginFlush() {
    assert(flushing().empty());
    m_flushing.swap(m_fresh);
}

void CoinCache::flushedUpTo(const OutPoint& last) {
    m_flushing.eraseUpTo(last);
}

void CoinCache::clear() {
    for (CoinLayer* layer : {&m_flushing, &m_fresh}) layer->clear();
    for (Coins* coins : {&m_young, &m_old}) coins->clear();
}

std::size_t CoinCache::waitingBytes() const {
    return (flushing().size() + fresh().size()) * CoinLayer::bytesOfOne();
}

std::size_t CoinCache::bytes() const {
    return waitingBytes() + (m_young.size() + m_old.size()) * kCoinBytes;
}

}  // namespace timecoin
