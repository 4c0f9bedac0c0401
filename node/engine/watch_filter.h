// Which of all that happens concerns the locks somebody watches. Everything else stays in the node
// thread: a wallet hears of its own payments however busy the network is.
// Thread: node. No Qt: values in, values out.
#pragma once

#include "node/base/member_bits.h"
#include "node/chain/block.h"
#include "node/core/turn.h"

#include <functional>
#include <map>
#include <set>
#include <variant>
#include <vector>

namespace timecoin {

/// A pooled transfer that pays or spends under a watched lock.
struct WatchedSeen {
    TransactionPtr transfer;
};
/// Who voted for and acknowledged such a transfer so far, in the window of `height`.
struct WatchedVotes {
    Hash id;
    std::uint64_t height = 0;
    MemberBits votesBy;
    MemberBits acksBy;
};
/// What of a committed block pays or spends under a watched lock.
struct WatchedCommitted {
    std::uint64_t height = 0;
    Hash hash;
    std::uint64_t timestampMs = 0;
    std::uint64_t slot = 0;
    std::vector<Transaction> transactions;  ///< in block order
};

/// What the owner of an engine hears, in order.
using EngineEvent = std::variant<CoreEvent, WatchedSeen, WatchedVotes, WatchedCommitted>;

class WatchFilter {
public:
    static constexpr std::size_t kMaxLocks = 200'000;

    /// What the filter asks about a payment that it begins to follow.
    struct Source {
        std::function<TransactionPtr(const Hash& id)> pooled;
        std::function<WatchedVotes(const Hash& id)> counted;
        std::function<std::uint64_t(std::uint64_t parentTimestampMs)> slotAfter;
    };
    explicit WatchFilter(Source source);

    /// The newest block's, before the first event.
    void setTipTimestamp(std::uint64_t timestampMs) { m_tipTimestampMs = timestampMs; }
    /// Adds locks, up to kMaxLocks. True when there are new ones: what is pooled may match now.
    bool add(const std::vector<Lock>& locks);
    /// Begins to follow those of `pooled` that match and are not followed yet.
    std::vector<EngineEvent> follow(const std::vector<TransactionPtr>& pooled);

    /// It pays a watched lock, or is signed for one.
    bool matches(const Transaction& transaction) const;
    /// Adds what concerns the watched locks behind the events that tell it; votes on other
    /// payments are dropped here. O(events), O(ids) for votes while anything is followed.
    std::vector<EngineEvent> pass(const std::vector<CoreEvent>& events);
    WatchedCommitted reduced(const Block& block, const Hash& hash, std::uint64_t slot) const;

private:
    void begin(const TransactionPtr& transfer, std::vector<EngineEvent>& out);
    void count(const VotesCounted& votes, std::vector<EngineEvent>& out);
    void onBlock(const BlockCommitted& event, std::vector<EngineEvent>& out);

    Source m_source;
    std::set<Lock> m_locks;
    std::map<Hash, WatchedVotes> m_followed;  // pooled ones: bounded by the pool
    std::uint64_t m_tipTimestampMs = 0;
};

}  // namespace timecoin
