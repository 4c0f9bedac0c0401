// What a seed makes of a run: how bad network, disks, power and clocks are, and what clients do.
#pragma once

#include "tests/sim/random.h"

#include <cstdint>
#include <string>

namespace timecoin::sim {

/// What the command line chose.
struct RunOptions {
    std::uint64_t seed = 0;
    std::uint32_t members = 4;
    std::uint32_t blocks = 20;
    bool realCrypto = false;
    bool equivocators = false;  ///< f members lie
    std::uint32_t pool = 0;     ///< transfers a node's pool takes; 0: as many as ever
    bool printTrace = false;
};

/// Probabilities in 1,000; times in ms of virtual time; 0 for a mean interval: never.
struct Scenario {
    std::uint64_t blockIntervalMs = 2'000;
    std::uint64_t viewTimeoutMs = 500;

    std::uint64_t delayMs = 5;    ///< of a link, drawn up to this
    std::uint64_t jitterMs = 5;   ///< of a message on top
    std::uint32_t straggler = 0;  ///< this many messages take up to a second
    std::uint32_t duplicate = 0;
    std::uint32_t lost = 0;          ///< one message vanishes and nobody notices
    std::uint32_t lostPayments = 0;  ///< likewise of messages that carry a transaction
    std::uint32_t broken = 0;        ///< the connection breaks, with all that was on its way
    std::uint64_t partitionEveryMs = 0;
    std::uint64_t partitionMs = 0;  ///< length, up to this
    bool partitionsStall = false;   ///< messages wait for its end instead of being cut off

    std::uint64_t crashEveryMs = 0;  ///< some node loses power
    std::uint32_t crashAll = 0;      ///< of these, all at once
    std::uint64_t downMs = 0;        ///< until it starts again, up to this
    std::uint32_t crashInStore = 0;  ///< of storage operations: power lost before or after
    std::uint32_t failInStore = 0;   ///< of storage operations: an error of the disk

    std::uint32_t stopped = 0;   ///< members that are never there
    std::uint64_t skewMs = 0;    ///< of wall clocks, either way
    std::uint32_t farOff = 0;    ///< members whose wall clock is wrong by up to five minutes
    std::uint64_t verifyMs = 0;  ///< a verification takes up to this
    std::uint64_t turnMs = 0;    ///< inputs are gathered for up to this before a turn

    std::uint32_t epochSlots = 10;
    std::uint32_t joins = 0;         ///< masternodes that register while the network runs
    std::uint32_t retires = 0;       ///< members of the genesis that leave
    std::uint64_t joinWithinMs = 0;  ///< both happen before this

    std::uint64_t paymentEveryMs = 500;
    std::uint32_t conflict = 100;  ///< payments that are two, submitted to two nodes
    std::uint32_t child = 400;     ///< payments that spend an unconfirmed one
    std::uint32_t pool = 0;        ///< transfers a node's pool takes; fees differ then

    /// Drawn from `random`, so that seeds differ in kind and not only in detail.
    static Scenario draw(const RunOptions& options, Random& random);
    std::string describe() const;
};

}  // namespace timecoin::sim
