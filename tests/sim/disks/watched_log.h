// A safety log that lets the checkers see what became durable (what append() has returned Ok for, and
// what a process finds when it starts), and a crash plan what is about to.
#pragma once

#include "node/storage/storage.h"
#include "tests/sim/checkers/checkers.h"
#include "tests/sim/faults/crash_plan.h"

namespace timecoin::sim {

class WatchedLog final : public SafetyLog {
public:
    WatchedLog(NodeNumber node, Checkers& checkers, CrashPlan* crashes = nullptr)
        : m_node(node),
          m_checkers(checkers),
          m_crashes(crashes) {}

    /// A process begins with `log`. It must hold what was acknowledged, in order, and of an append
    /// whose end nobody was told all or nothing.
    Status<StorageError> begin(SafetyLog& log);
    /// It is set back on purpose: nothing is expected of it.
    void forget() { m_expectsNothing = true; }

    Status<StorageError> append(const std::vector<SafetyRecord>& records) override;
    Stored<std::vector<SafetyRecord>> load() const override { return m_log->load(); }
    Stored<std::uint64_t> lastSequence() const override { return m_log->lastSequence(); }
    Status<StorageError> pruneBelow(std::uint64_t height) override;

private:
    NodeNumber m_node;
    Checkers& m_checkers;
    CrashPlan* m_crashes;
    SafetyLog* m_log = nullptr;
    std::vector<SafetyRecord> m_held;    // acknowledged
    std::vector<SafetyRecord> m_unsure;  // asked for, and not acknowledged
    std::uint64_t m_prunedBelow = 0;     // perhaps
    bool m_expectsNothing = false;
};

}  // namespace timecoin::sim
