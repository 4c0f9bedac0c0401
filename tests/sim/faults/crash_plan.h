// Kills processes at one crash point, again and again, and now and then a second time while they
// start again. The nodes ask it at every store and after every turn.
#pragma once

#include "node/core/turn.h"
#include "node/storage/memory_store.h"
#include "tests/sim/checkers/checkers.h"
#include "tests/sim/crash_point.h"
#include "tests/sim/random.h"

#include <map>
#include <set>

namespace timecoin::sim {

class CrashPlan {
public:
    /// `rivals`: the two sides of every conflict. `peace`: from then on nobody is killed.
    CrashPlan(const CrashPoint& point, std::uint64_t seed, std::uint32_t members,
              const std::map<Hash, Hash>& rivals, const bool& peace);

    /// These are about to be stored in one transaction.
    void storing(NodeNumber node, const std::vector<SafetyRecord>& records);
    StorageFault fateOf(NodeNumber node, StorageOperation operation);
    /// The turn is over and nothing of it has left: so many of its `deliveries` (messages, each to
    /// one peer) still do before the process dies; nullopt: it lives.
    std::optional<std::size_t> afterTurn(NodeNumber node, const Turn& turn, std::size_t deliveries);
    /// It has read what is stored; true: and dies.
    bool dies(NodeNumber loaded);
    /// It died, here or for another reason.
    void onDown(NodeNumber node);

    /// Deaths at the point; and those while starting again after one.
    std::uint64_t reached() const { return m_reached; }
    std::uint64_t again() const { return m_again; }
    /// Something signed was stored that is no point's: one is missing in the list.
    bool isIncomplete() const { return m_incomplete; }
    /// Whether bodies are dropped in this run (R-STO-13), which not every member may do.
    bool prunes(NodeNumber node) const {
        return m_point.at == CrashAt::WriteBack && node == m_victim;
    }

private:
    struct Process {
        std::uint32_t starts = 0;
        bool loaded = false;
        bool signedSinceStart = false;
        CrashSubjects turn = 0;           ///< stored in the turn that runs
        CrashSubjects storing = 0;        ///< about to be
        std::uint32_t turnsToSecond = 0;  ///< it dies again after so many; 0: it does not
        std::set<Hash> said;              ///< own messages ever stored, by their bytes
    };
    bool mayDie(NodeNumber node) const;
    bool hit();
    CrashSubjects subjectsOf(NodeNumber node, const std::vector<SafetyRecord>& records);
    CrashSubjects ofMessage(const wire::Message& message) const;
    bool disputed(const std::vector<Hash>& ids) const;
    bool repeats(const Process& process, const Turn& turn) const;

    const CrashPoint m_point;
    Random m_random;
    const std::map<Hash, Hash>& m_rivals;
    const bool& m_peace;
    bool m_anyMember;  ///< or the victim alone
    NodeNumber m_victim;
    std::uint32_t m_members;
    std::uint32_t m_chance;  ///< of 1,000: an occasion is taken
    std::map<NodeNumber, Process> m_processes;
    std::uint64_t m_reached = 0;
    std::uint64_t m_again = 0;
    bool m_incomplete = false;
};

}  // namespace timecoin::sim
