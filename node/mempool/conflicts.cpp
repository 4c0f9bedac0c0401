#include "node/mempool/conflicts.h"

#include <algorithm>

namespace timecoin {

bool Conflicts::hasRoom(const std::vector<OutPoint>& inputs) const {
    return std::all_of(inputs.begin(), inputs.end(), [&](const OutPoint& input) {
        return spenders(input).size() < kMaxConflictSides;
    });
}

void Conflicts::add(const Hash& id, const std::vector<OutPoint>& inputs, std::uint64_t nowMs) {
    for (const OutPoint& input : inputs) {
        Spent& spent = m_spent[input];
        spent.by.push_back(id);
        if (spent.by.size() == 2) {
            spent.contestedMs = nowMs;
            m_contested.insert({nowMs, input});
        }
    }
}

void Conflicts::remove(const Hash& id, const std::vector<OutPoint>& inputs) {
    for (const OutPoint& input : inputs) {
        const auto at = m_spent.find(input);
        if (at == m_spent.end()) continue;
        Spent& spent = at->second;
        const std::size_t before = spent.by.size();
        std::erase(spent.by, id);
        if (before > 1 && spent.by.size() == 1) m_contested.erase({spent.contestedMs, input});
        if (spent.by.empty()) m_spent.erase(at);
    }
}

const std::vector<Hash>& Conflicts::spenders(const OutPoint& outpoint) const {
    static const std::vector<Hash> kNobody;
    const auto at = m_spent.find(outpoint);
    return at == m_spent.end() ? kNobody : at->second.by;
}

std::vector<Hash> Conflicts::spendersOfOutputs(const Hash& txid) const {
    std::vector<Hash> ids;
    for (auto at = m_spent.lower_bound({txid, 0}); at != m_spent.end() && at->first.txid == txid;
         ++at)
        ids.insert(ids.end(), at->second.by.begin(), at->second.by.end());
    return ids;
}

std::vector<std::vector<Hash>> Conflicts::contested() const {
    std::vector<std::vector<Hash>> all;
    for (const auto& [sinceMs, outpoint] : m_contested) all.push_back(spenders(outpoint));
    return all;
}

std::optional<std::uint64_t> Conflicts::oldestMs() const {
    if (m_contested.empty()) return std::nullopt;
    return m_contested.begin()->first;
}

}  // namespace timecoin
