// What a seed makes of a run: how bad network, disks, power and clocks are, who lies and how, and
// what clients do.
#pragma once

#include "tests/sim/crash_point.h"
#include "tests/sim/random.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace timecoin::sim {

/// The ways to lie; one file each in tests/sim/byzantine.
enum class Family : std::uint8_t {
    Equivocate,  ///< tells different peers different things
    Silent,      ///< says nothing, or leaves out some kinds
    Selective,   ///< speaks to some peers only
    Replay,      ///< says again what is long past
    Mutate,      ///< one field of what it says is off by one
    Twins,       ///< one key, two processes, each with a part of the network
    Withhold,    ///< votes and certificates come just before or after the window closes
    Propose,     ///< its blocks break a rule
    Amnesia,     ///< its disk goes back to what it was, and it goes on from there
    Spoil,       ///< payments and blocks it passes on are not what they were
    Accuse,      ///< shows evidence that is none
};
inline constexpr std::size_t kFamilies = 11;
std::string_view nameOf(Family family);
std::optional<Family> familyFrom(std::string_view name);

/// What the command line chose.
struct RunOptions {
    std::uint64_t seed = 0;
    std::uint32_t members = 4;
    std::uint32_t blocks = 20;
    std::uint64_t payments = ~0ULL;  ///< at most
    bool realCrypto = false;
    std::uint32_t pool = 0;                ///< transfers a node's pool takes; 0: as many as ever
    bool disks = false;                    ///< the stores that ship, on disks that tear and fail
    bool byzantine = false;                ///< f members lie, whatever the seed says
    std::set<std::string> only;            ///< families to lie by; empty: all
    std::set<std::string> without;         ///< kinds of faults left out, families too
    std::optional<CrashPoint> point = {};  ///< processes die there; the scenario is made for it
    bool printTrace = false;
};

/// Probabilities in 1,000; times in ms of virtual time; 0 for a mean interval: never.
struct Scenario {
    std::uint64_t blockIntervalMs = 2'000;
    std::uint64_t viewTimeoutMs = 500;

    std::uint64_t delayMs = 5;    ///< of a link, drawn up to this
    std::uint64_t jitterMs = 5;   ///< of a message on top: messages overtake each other
    std::uint32_t straggler = 0;  ///< this many messages take up to a second
    std::uint32_t duplicate = 0;
    std::uint32_t lost = 0;           ///< one message vanishes and nobody notices
    std::uint32_t lostPayments = 0;   ///< likewise of messages that carry a transaction
    std::uint32_t lostProposals = 0;  ///< likewise of proposals
    std::uint32_t lostCommits = 0;    ///< likewise of COMMITs
    std::uint32_t broken = 0;         ///< the connection breaks, with all that was on its way
    std::uint64_t partitionEveryMs = 0;
    std::uint64_t partitionMs = 0;  ///< length, up to this
    bool partitionsStall = false;   ///< messages wait for its end instead of being cut off
    std::uint32_t isolate = 0;      ///< partitions that cut off one node
    std::uint32_t bridge = 0;       ///< one node is in both halves
    std::uint32_t oneWay = 0;       ///< one half hears the other, but not the other way round
    std::uint64_t clogEveryMs = 0;  ///< what one node says, or says to one other, piles up
    std::uint64_t clogMs = 0;
    bool hermit = false;       ///< one member hears nobody until the peace
    std::uint64_t hushMs = 0;  ///< from then on until the peace hardly anything is heard by anybody

    std::uint64_t crashEveryMs = 0;  ///< some node loses power
    std::uint32_t crashAll = 0;      ///< of these, all at once
    std::uint64_t downMs = 0;        ///< until it starts again, up to this
    std::uint64_t pauseEveryMs = 0;  ///< some process stands still, and goes on
    std::uint64_t pauseMs = 0;
    std::uint32_t asleep = 0;        ///< of these, the machine slept: its timers stood still too
    std::uint32_t crashInStore = 0;  ///< of storage operations: power lost before or after
    std::uint32_t failInStore = 0;   ///< of storage operations: an error of the disk
    std::uint32_t failInRead = 0;    ///< of 100 times as many coins read
    int onlyStore = -1;              ///< both for this operation alone, by its number
    bool files = false;              ///< all of these through the operations of a file system

    std::uint32_t stopped = 0;      ///< members that are never there
    std::uint64_t skewMs = 0;       ///< of wall clocks, either way
    std::uint32_t farOff = 0;       ///< members whose wall clock is wrong by up to five minutes
    std::uint64_t jumpEveryMs = 0;  ///< some wall clock jumps
    std::uint64_t jumpMs = 0;       ///< up to this; those that are far off, by up to a day
    std::uint64_t verifyMs = 0;     ///< a verification takes up to this
    std::uint64_t turnMs = 0;       ///< inputs are gathered for up to this before a turn

    std::uint32_t epochSlots = 10;
    std::uint32_t joins = 0;         ///< masternodes that register while the network runs
    std::uint32_t retires = 0;       ///< members of the genesis that leave
    std::uint64_t joinWithinMs = 0;  ///< both happen before this

    std::uint64_t paymentEveryMs = 500;
    std::uint32_t conflict = 100;  ///< payments that are two, submitted to two nodes
    std::uint32_t split = 0;    ///< of these: each side is given to a part of the network at once
    std::uint32_t child = 400;  ///< payments that spend an unconfirmed one
    std::uint64_t impatientEveryMs = 0;  ///< somebody tries to spend what is not free yet
    std::uint32_t pool = 0;              ///< transfers a node's pool takes; fees differ then

    /// One entry for each member that lies: by which families.
    std::vector<std::set<Family>> liars;

    /// Drawn from the seed, so that seeds differ in kind and not only in detail; then what the
    /// command line leaves out is left out, and all else stays as it was.
    static Scenario draw(const RunOptions& options, Random& random);
    /// False: no such kind.
    bool leaveOut(std::string_view kind);
    /// The names leaveOut() knows.
    static std::vector<std::string> kinds();
    /// Everything that differs from a run without faults.
    std::string describe() const;
};

}  // namespace timecoin::sim
