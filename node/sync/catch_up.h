// Which blocks to ask of whom (R-SYNC-1..4). Pure. It trusts certificates, not peers: the core
// checks every block it hands over.
#pragma once

#include "node/base/instant.h"
#include "node/chain/block.h"

#include <map>
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
    /// Earliest monotonic time at which poll() should be called again: 0 when something has changed
    /// since, always a value while behind().
    std::optional<std::uint64_t> nextDueMs() const;

    enum class Arrival : std::uint8_t { Wanted, Unrequested };
    /// Keeps a block of a requested range until its turn (bounded by the ranges).
    Arrival onBlock(Source source, std::shared_ptr<const CertifiedBlock> block);
    /// The block after the tip, when it is here.
    std::shared_ptr<const CertifiedBlock> next() const;
    /// The core refused this very block: forget it and all else its source gave, and do not ask
    /// that source again for a while. Returns the source to blame; nullopt when the block is not
    /// here any more, whatever else is at its height.
    std::optional<Source> refuse(const CertifiedBlock& block, Instant now);

    /// True while some source claims to be ahead.
    bool behind() const;
    std::uint64_t bestClaimed() const;  ///< the own tip when nobody claims more

private:
    struct Open {
        std::uint64_t from = 0;
        std::uint32_t count = 0;
        std::uint64_t sentMs = 0;
        std::uint64_t heardMs = 0;  // sent, or first poll after something useful came
        bool heard = false;         // something useful came since the last poll
        std::uint64_t end() const { return from + count; }
    };
    struct State {
        std::uint64_t claimed = 0;
        std::optional<Open> open;
        std::map<std::uint64_t, std::uint32_t> owed;  // height: times asked and not answered
        std::uint64_t passedOverUntilMs = 0;
        std::uint32_t failures = 0;   // since it last gave a block that was good
        std::uint64_t askedTurn = 0;  // when it was last asked, in requests
    };
    struct Held {
        Source source = 0;
        std::shared_ptr<const CertifiedBlock> block;
    };

    std::uint64_t horizon() const;
    bool covered(std::uint64_t height) const;
    std::uint64_t firstMissing(const Open& open) const;
    bool complete(const Open& open) const;
    std::size_t openCount() const;
    void closeSilent(Instant now);
    void closeSlow(Instant now);
    std::vector<Source> idleSources(Instant now) const;
    bool hasFaultless(Instant now) const;
    std::optional<Request> rangeFor(Source source) const;
    void passOver(State& state, Instant now);
    void owe(State& state, const Request& request);

    std::uint64_t m_tip = 0;
    std::map<Source, State> m_sources;
    std::map<std::uint64_t, Held> m_held;  // by height, above the tip
    std::uint64_t m_requests = 0;
    std::uint64_t m_polledMs = 0;
    bool m_changed = true;  // since the last poll
};

}  // namespace timecoin
