// The stores that ship, in files of a disk that loses power between and within the operations of a
// write, tears what was not synced, fails and fills up.
#pragma once

#include "node/storage/recount.h"
#include "node/storage/sqlite/chain_store.h"
#include "node/storage/sqlite/safety_log.h"
#include "tests/sim/disks/disk.h"
#include "tests/support/crash_disk.h"

#include <optional>

namespace timecoin::sim {

class FileDisk final : public Disk {
public:
    FileDisk(const Network& network, const Scenario& scenario, Random random);

    Status<StorageError> open() override;
    ChainStore& chain() override { return *m_chain; }
    SafetyLog& log() override { return *m_log; }
    /// Coins into their table, old deltas away, a piece of the recount (R-STO-12), as the engine
    /// does it.
    Status<StorageError> idle() override;
    bool died() const override { return m_files.isDead(); }
    std::string close(Ending ending) override;
    void backUp() override { m_backup = m_files.copy(); }
    bool hasBackup() const override { return m_backup.has_value(); }
    void restore() override { m_files.putBack(*m_backup); }
    void becomeReliable() override;
    DiskReport report() const override;

    CrashDisk& files() { return m_files; }

private:
    void planFault();

    const Network& m_network;
    const Scenario& m_scenario;
    Random m_random;
    CrashDisk m_files;
    DatabaseOptions m_options;
    bool m_reliable = false;
    std::optional<CrashDisk::Copy> m_backup;
    DiskReport m_report;

    // of the running process
    std::unique_ptr<SqliteChainStore> m_chain;
    std::unique_ptr<SqliteSafetyLog> m_log;
    std::optional<Recount> m_recount;
};

}  // namespace timecoin::sim
