// Reads all of a chain store and says what is wrong with it (R-STO-14): the chain of headers, every
// certificate with the set that governed its height, bodies and index, the registry folded anew, and
// all coins. Changes nothing.
#pragma once

#include "node/storage/storage.h"

#include <functional>
#include <string>
#include <vector>

namespace timecoin {

struct ChainProblem {
    enum class Code : std::uint8_t {
        Unreadable,   ///< `detail`: what the store said
        BrokenLink,   ///< a header that is not the child of the one before
        Uncertified,  ///< the members of its height have not signed it
        WrongBody,    ///< transactions or last commit are not those of the header
        NotInIndex,   ///< a transaction that is not found by its id
        WrongRegistry,
        WrongBoundary,  ///< an end of an epoch that is missing, or not what the header proves
        WrongTip,       ///< the state kept beside the newest block is not the state after it
        WrongCoins,     ///< all coins together are not what the tip says
        WrongLockIndex,
        WrongSupply,
        Contradiction,  ///< the recount finds what does not fit; `detail` names it
    };
    Code code = Code::Unreadable;
    std::uint64_t height = 0;  ///< of the block; that of the tip where it is about the state
    std::string detail;
};
std::string_view codeName(ChainProblem::Code code);

struct ChainReport {
    std::uint64_t base = 0;        ///< height of the oldest header
    std::uint64_t bodiesFrom = 0;  ///< of the oldest body
    std::uint64_t tip = 0;
    std::uint64_t blocks = 0;  ///< headers that were looked at and hold
    std::uint64_t transactions = 0;
    std::uint64_t boundaries = 0;
    std::uint64_t coins = 0;
    /// The oldest block from which on the registry could be folded.
    std::uint64_t registryFrom = 0;
    std::vector<ChainProblem> problems;  ///< blocks: the first only; empty: all is well
    bool stopped = false;                ///< by the caller
};

struct CheckProgress {
    bool coins = false;  ///< otherwise blocks
    std::uint64_t done = 0;
    std::uint64_t all = 0;  ///< 0: not known
};

/// The store has been opened. `progress` may stop it by false.
ChainReport checkChain(const ChainStore& store, const Network& network,
                       const SignatureScheme& scheme,
                       const std::function<bool(const CheckProgress&)>& progress);

/// Only the coins against the store's tip.
std::vector<ChainProblem> checkCoins(const ChainStore& store, const Network& network,
                                     std::uint64_t& coins,
                                     const std::function<bool(const CheckProgress&)>& progress);

}  // namespace timecoin
