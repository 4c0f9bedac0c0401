#include "tests/sim/disks/whole_disk.h"

namespace timecoin::sim {

WholeDisk::WholeDisk(const Scenario& scenario, Random& random, FaultPlan fates)
    : m_scenario(scenario),
      m_random(random),
      m_fates(std::move(fates)) {
    const auto fate = [this](StorageOperation operation) { return fateOf(operation); };
    m_chain.setFaultPlan(fate);
    m_log.setFaultPlan(fate);
}

Status<StorageError> WholeDisk::open() {
    m_chain.reopen();
    m_log.reopen();
    return done();
}

void WholeDisk::restore() {
    m_chain = m_backup->chain;
    m_log = m_backup->log;
}

/// A transaction is there whole or not at all (R-STO-1): lost, when power goes before it is synced;
/// stored, but nobody was told; or refused.
StorageFault WholeDisk::fateOf(StorageOperation operation) {
    if (m_reliable) return StorageFault::Ok;
    if (operation == StorageOperation::ReadCoin) {
        const std::uint32_t bad = m_scenario.failInRead;
        return bad != 0 && m_random.below(100'000) < bad ? StorageFault::FailIo : StorageFault::Ok;
    }
    if (m_fates) return m_fates(operation);
    const int only = m_scenario.onlyStore;
    if (only >= 0 && only != static_cast<int>(operation)) return StorageFault::Ok;
    if (m_random.chance(m_scenario.crashInStore))
        return m_random.chance(500) ? StorageFault::CrashBefore : StorageFault::CrashAfter;
    if (m_random.chance(m_scenario.failInStore))
        return m_random.chance(500) ? StorageFault::FailIo : StorageFault::FailFull;
    return StorageFault::Ok;
}

}  // namespace timecoin::sim
