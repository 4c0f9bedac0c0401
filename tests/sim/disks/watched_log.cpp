#include "tests/sim/disks/watched_log.h"

#include <algorithm>

namespace timecoin::sim {

Status<StorageError> WatchedLog::begin(SafetyLog& log) {
    m_log = &log;
    auto found = log.load();
    if (!found) return fail(found.error());
    std::vector<SafetyRecord> kept = std::move(found).value();
    std::vector<SafetyRecord> all = m_held;
    all.insert(all.end(), m_unsure.begin(), m_unsure.end());
    for (auto* records : {&kept, &m_held, &all})  // a pruning may be there or not
        std::erase_if(*records, [this](const auto& r) { return r.height < m_prunedBelow; });
    if (m_expectsNothing)
        m_expectsNothing = false;
    else if (kept == all)
        m_checkers.onDurable(m_node, m_unsure);
    else if (kept != m_held)
        m_checkers.fail("durability: the safety log of node " + std::to_string(m_node) + " holds " +
                        std::to_string(kept.size()) + " records; " + std::to_string(m_held.size()) +
                        " were acknowledged, and " + std::to_string(m_unsure.size()) +
                        " more asked for");
    m_held = std::move(kept);
    m_unsure.clear();
    return done();
}

Status<StorageError> WatchedLog::append(const std::vector<SafetyRecord>& records) {
    if (m_crashes) m_crashes->storing(m_node, records);
    // Whether it was stored may never be told: SimulatedCrash, or a disk that fails. After the first
    // such append there is no other (R-STO-6).
    if (m_unsure.empty()) m_unsure = records;
    auto written = m_log->append(records);
    if (!written) return written;
    m_unsure.clear();
    m_held.insert(m_held.end(), records.begin(), records.end());
    m_checkers.onDurable(m_node, records);
    return written;
}

Status<StorageError> WatchedLog::pruneBelow(std::uint64_t height) {
    m_prunedBelow = std::max(m_prunedBelow, height);
    std::erase_if(m_held, [height](const SafetyRecord& r) { return r.height < height; });
    return m_log->pruneBelow(height);
}

}  // namespace timecoin::sim
