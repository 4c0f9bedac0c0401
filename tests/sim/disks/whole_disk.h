// Stores in memory, where a transaction is whole or absent: quick, and all that the rules above the
// stores can tell apart.
#pragma once

#include "tests/sim/disks/disk.h"

#include <optional>

namespace timecoin::sim {

class WholeDisk final : public Disk {
public:
    WholeDisk(const Scenario& scenario, Random& random, FaultPlan fates);

    Status<StorageError> open() override;
    ChainStore& chain() override { return m_chain; }
    SafetyLog& log() override { return m_log; }
    Status<StorageError> idle() override { return done(); }
    bool died() const override { return false; }
    std::string close(Ending) override { return {}; }
    void backUp() override { m_backup = {m_chain, m_log}; }
    bool hasBackup() const override { return m_backup.has_value(); }
    void restore() override;
    void becomeReliable() override { m_reliable = true; }
    DiskReport report() const override { return {}; }

private:
    StorageFault fateOf(StorageOperation operation);

    struct Backup {
        MemoryChainStore chain;
        MemorySafetyLog log;
    };
    const Scenario& m_scenario;
    Random& m_random;
    const FaultPlan m_fates;
    MemoryChainStore m_chain;
    MemorySafetyLog m_log;
    std::optional<Backup> m_backup;
    bool m_reliable = false;
};

}  // namespace timecoin::sim
