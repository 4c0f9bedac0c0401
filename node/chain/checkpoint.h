// Checkpoints: blocks that people name to each other (R-CHK-1), and whether a point of the chain may
// be believed by its age (R-CHK-2). Old keys sign any history; a name read out by a friend they
// cannot sign.
#pragma once

#include "node/chain/params.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace timecoin {

struct Checkpoint {
    std::uint64_t height = 0;
    Hash block;
    /// Given by a person at this start, not by a file of unknown age.
    bool givenNow = false;
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// "HEIGHT:HASH", the hash in 64 hexadecimal digits.
std::string formatCheckpoint(std::uint64_t height, const Hash& block);
/// nullopt unless it is exactly that.
std::optional<Checkpoint> parseCheckpoint(std::string_view text);

/// A block whose certificate was checked.
struct ChainPoint {
    std::uint64_t height = 0;
    Hash block;
    std::uint64_t timestampMs = 0;
};

enum class Trust : std::uint8_t {
    Trusted,
    Follow,      ///< a checkpoint lies above: only what leads there may be taken
    Needed,      ///< keys that certify what follows may be past unbonding: a checkpoint is needed
    OtherChain,  ///< a checkpoint names another block
};

/// How long the keys of a masternode that has left still stand for something.
std::uint64_t unbondingMs(const NetworkParams& params);

/// Whether the last of `points` may be stood on. `points` rise and are of one certified chain; the
/// first is known otherwise: the genesis, or a tip kept from better days. A snapshot gives genesis
/// and its epoch boundaries, a running node its tip alone. `foreignKeys`: false when every key of
/// the network is this process's own.
Trust trustIn(std::span<const ChainPoint> points, std::span<const Checkpoint> checkpoints,
              const NetworkParams& params, std::uint64_t wallMs, bool foreignKeys);

}  // namespace timecoin
