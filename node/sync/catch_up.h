// Which blocks to ask of whom (R-SYNC-1..4). Pure. It trusts certificates, not peers: the core
// checks every block it hands over.
#pragma once

#include "node/base/instant.h"
#include "node/chain/block.h"

#include <memory>
#include <optional>
#include <vector>

namespace timecoin {

class CatchUp {
public:
    using Source = std::uint64_t;  ///< a peer, by whatever number the owner gives it

    struct Request {
        Source source = 0;
        std::uint64_t from = 0;
        std::uint32_t count = 0;
    };

    /// A source says (or shows) that it has this height. Claims are only a reason to ask.
    void onHeight(Source source, std::uint64_t height);
    void onGone(Source source);
    /// The own tip moved.
    void onTip(std::uint64_t height);
    /// Requests to send now: at most one open per source and three in all, ranges disjoint, never
    /// more than kBlocksPerBatch ahead of the tip times two; a source that stays silent for 5 s is
    /// passed over for a while, and its range asked elsewhere.
    std::vector<Request> poll(Instant now);
    /// Earliest monotonic time at which poll() should be called again.
    std::optional<std::uint64_t> nextDueMs() const;

    enum class Arrival : std::uint8_t { Wanted, Unrequested };
    /// Keeps a block of a requested range until its turn (bounded by the ranges).
    Arrival onBlock(Source source, std::shared_ptr<const CertifiedBlock> block);
    /// The block after the tip, when it is here.
    std::shared_ptr<const CertifiedBlock> next() const;
    /// The core refused that block: forget it, and do not ask its source again for a while.
    /// Returns the source to blame.
    std::optional<Source> refuse(std::uint64_t height, Instant now);

    /// True while some source claims to be ahead.
    bool behind() const;
    std::uint64_t bestClaimed() const;
};

}  // namespace timecoin
