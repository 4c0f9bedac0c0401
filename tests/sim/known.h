// Which messages somebody has: what the peer manager remembers, so that gossip ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace timecoin::sim {

class Known {
public:
    /// True when `id` was noted within `forMs`.
    bool has(std::uint64_t id, std::uint64_t nowMs, std::uint64_t forMs) const {
        const auto found = m_notedMs.find(id);
        return found != m_notedMs.end() && nowMs - found->second < forMs;
    }
    /// The same; notes it.
    bool note(std::uint64_t id, std::uint64_t nowMs, std::uint64_t forMs) {
        const auto [found, isNew] = m_notedMs.emplace(id, nowMs);
        if (!isNew && nowMs - found->second < forMs) return true;
        found->second = nowMs;
        if (isNew) forgetOld(nowMs);
        return false;
    }
    void set(std::uint64_t id, std::uint64_t nowMs) { m_notedMs[id] = nowMs; }
    void clear() { m_notedMs.clear(); }

private:
    static constexpr std::size_t kLimit = 4'096;
    static constexpr std::uint64_t kOldMs = 250;

    void forgetOld(std::uint64_t nowMs) {
        if (m_notedMs.size() < kLimit) return;
        std::erase_if(m_notedMs,
                      [nowMs](const auto& entry) { return nowMs - entry.second >= kOldMs; });
    }

    std::unordered_map<std::uint64_t, std::uint64_t> m_notedMs;
};

}  // namespace timecoin::sim
