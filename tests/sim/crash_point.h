// The moments at which a process can die around storing and sending, by name: what it stores, and
// how far it came with it. All of them are in one list, so that a sweep can show that none is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace timecoin::sim {

/// What is stored, or done, when the process dies.
enum class CrashAt : std::uint8_t {
    // Statements in the safety log.
    Ready,
    ViewChange,        ///< of view 0
    LaterViewChange,   ///< of a view above it
    LockedViewChange,  ///< names a prepared block
    Proposal,          ///< in view 0
    LaterProposal,     ///< in a view above it
    RepeatedProposal,  ///< of a block prepared in an earlier view
    Prepare,           ///< in view 0
    LaterPrepare,      ///< in a view above it
    Commit,            ///< in view 0
    LaterCommit,       ///< in a view above it
    Votes,             ///< for payments that nobody disputes
    VotesForSide,      ///< for one side of a conflict
    Acknowledgements,  ///< of payments that nobody disputes
    SideAcknowledged,  ///< of one side of a conflict
    // What must be there with them.
    TransferRecord,
    CertificateRecord,
    BodyRecord,
    PreparedRecord,
    // The chain, and what is dropped.
    Block,
    WriteBack,
    Prune,
    Genesis,
    // After a restart.
    Loaded,     ///< everything is read, nothing is said
    Asking,     ///< the start-up question leaves
    Repeating,  ///< what was signed before the crash leaves again
};

enum class CrashPhase : std::uint8_t {
    Before,  ///< nothing of it is durable
    Stored,  ///< durable, and the process is gone within the turn
    Unsent,  ///< the turn is done; nothing of it is sent
    First,   ///< one message of the turn is sent, to one peer
    Half,    ///< half of them are
    AllButOne,
};

struct CrashPoint {
    CrashAt at = CrashAt::Ready;
    CrashPhase phase = CrashPhase::Before;
    friend bool operator==(const CrashPoint&, const CrashPoint&) = default;
};

/// Every one there is.
const std::vector<CrashPoint>& allCrashPoints();
/// As on the command line: "later-commit/half".
std::string nameOf(const CrashPoint& point);
std::optional<CrashPoint> crashPointFrom(std::string_view name);

/// What a run must bring for a thing to be stored at all.
enum class Happening : std::uint8_t { Anything, LaterView, Lock, Dispute, Epochs };
Happening happeningAt(CrashAt at);
/// So that runs of one seed at two points differ.
std::uint64_t seedOf(const CrashPoint& point, std::uint64_t seed);

/// Several things at once, as one transaction may hold them.
using CrashSubjects = std::uint32_t;
constexpr CrashSubjects subject(CrashAt at) {
    return CrashSubjects{1} << static_cast<unsigned>(at);
}

}  // namespace timecoin::sim
