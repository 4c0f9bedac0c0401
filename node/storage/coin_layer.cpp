#include "node/storage/coin_layer.h"

namespace timecoin {

namespace {

/// What a node of a tree costs beside its value: three pointers, a colour, the allocator's part.
constexpr std::size_t kNodeBytes = 48;

std::uint64_t prefixOf(const Lock& lock) {
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < sizeof prefix; ++i) prefix = prefix << 8 | lock.data[i];
    return prefix;
}

}  // namespace

void CoinLayer::index(const Change& change) {
    for (const auto* coin : {&change.second.was, &change.second.now})
        if (*coin) m_byLock.insert({prefixOf((*coin)->output.lock), &change});
}

void CoinLayer::unindex(const Change& change) {
    for (const auto* coin : {&change.second.was, &change.second.now})
        if (*coin) m_byLock.erase({prefixOf((*coin)->output.lock), &change});
}

void CoinLayer::apply(const CoinDelta& delta) {
    for (const CoinDelta::Spent& spent : delta.spent) {
        const auto [at, isNew] =
            m_changes.try_emplace(spent.outpoint, CoinChange{spent.coin, std::nullopt});
        if (!isNew) {
            unindex(*at);
            at->second.now.reset();
            if (!at->second.was) {
                m_changes.erase(at);
                continue;
            }
        }
        index(*at);
    }
    for (const CoinDelta::Created& created : delta.created) {
        const auto [at, isNew] =
            m_changes.try_emplace(created.outpoint, CoinChange{std::nullopt, created.coin});
        if (!isNew) {
            unindex(*at);
            at->second.now = created.coin;
            if (at->second.was == at->second.now) {
                m_changes.erase(at);
                continue;
            }
        }
        index(*at);
    }
}

void CoinLayer::eraseUpTo(const OutPoint& last) {
    const auto end = m_changes.upper_bound(last);
    for (auto at = m_changes.begin(); at != end; ++at) unindex(*at);
    m_changes.erase(m_changes.begin(), end);
}

void CoinLayer::clear() {
    m_byLock.clear();
    m_changes.clear();
}

void CoinLayer::swap(CoinLayer& other) {
    m_changes.swap(other.m_changes);
    m_byLock.swap(other.m_byLock);
}

void CoinLayer::visitLock(const Lock& lock,
                          const std::function<void(const CoinChanges::value_type&)>& visit) const {
    const auto prefix = prefixOf(lock);
    for (auto at = m_byLock.lower_bound({prefix, nullptr});
         at != m_byLock.end() && at->first == prefix; ++at) {
        const CoinChange& change = at->second->second;
        for (const auto* coin : {&change.was, &change.now}) {
            if (!*coin || (*coin)->output.lock != lock) continue;
            visit(*at->second);
            break;
        }
    }
}

std::size_t CoinLayer::bytesOfOne() {
    return kNodeBytes + sizeof(Change) + kNodeBytes + sizeof(Place);
}

}  // namespace timecoin
