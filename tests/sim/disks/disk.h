// What a node stores on. It outlives the processes that run on it: each opens it when it starts, and
// the disk says what is left when a process has ended.
#pragma once

#include "node/storage/memory_store.h"
#include "tests/sim/random.h"
#include "tests/sim/scenario.h"

#include <memory>
#include <string>

namespace timecoin::sim {

/// How a process ends.
enum class Ending : std::uint8_t {
    Crash,  ///< in the middle of whatever it does
    Stop,   ///< by itself: it could not go on
};

/// What a disk has been through.
struct DiskReport {
    std::uint64_t powerLosses = 0;  ///< what was not synced is lost, kept or torn
    std::uint64_t kills = 0;        ///< all that was written stays
    std::uint64_t closings = 0;     ///< files closed in good order
    std::uint64_t diedStoring = 0;  ///< of the first two: between two operations of one write
    std::uint64_t errors = 0;       ///< of writes, syncs, reads, or no room
    std::uint64_t operations = 0;   ///< writes and syncs

    void add(const DiskReport& other);
};

class Disk {
public:
    Disk() = default;
    virtual ~Disk() = default;
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    /// A process begins on what is there.
    virtual Status<StorageError> open() = 0;
    /// Of the running process.
    virtual ChainStore& chain() = 0;
    virtual SafetyLog& log() = 0;
    /// An idle moment of the process: what may wait is done now.
    virtual Status<StorageError> idle() = 0;
    /// True: the process died while it stored something, and all it did since then has not happened.
    /// (A disk may throw SimulatedCrash instead.)
    virtual bool died() const = 0;
    /// The process is gone, however far open() had come; what has become of the files, for the trace.
    virtual std::string close(Ending ending) = 0;

    /// A copy of all as it is, and the way back to it. restore() between close() and open().
    virtual void backUp() = 0;
    virtual bool hasBackup() const = 0;
    virtual void restore() = 0;
    /// Does as it is told from here on.
    virtual void becomeReliable() = 0;
    virtual DiskReport report() const = 0;
};

/// As the scenario wants it: real files, or stores in memory. `random` is the node's own and outlives
/// the disk. `fates`: what becomes of the operations of stores in memory; empty: chance decides.
std::unique_ptr<Disk> makeDisk(const Network& network, const Scenario& scenario, Random& random,
                               FaultPlan fates);

}  // namespace timecoin::sim
