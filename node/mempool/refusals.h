// Copies refused lately, by full hash and never by id, so that a bad witness does not poison the good
// payment it was copied from (R-POOL-5).
#pragma once

#include "node/base/instant.h"
#include "node/chain/transaction_check.h"

#include <deque>
#include <map>
#include <optional>

namespace timecoin {

inline constexpr std::size_t kMaxRefusals = 1'000;
inline constexpr std::uint64_t kRefusalLifetimeMs = 3'600'000;

class Refusals {
public:
    /// A copy that is remembered already keeps its place and its first reason.
    void remember(const Hash& fullHash, TxError reason, Instant now);
    /// nullopt: never refused, or longer ago than kRefusalLifetimeMs, or pushed out by newer ones.
    std::optional<TxError> find(const Hash& fullHash, Instant now) const;

private:
    struct Refusal {
        TxError reason;
        std::uint64_t atMs;
    };
    static bool isOver(const Refusal& refusal, Instant now);

    std::map<Hash, Refusal> m_refusals;
    std::deque<Hash> m_oldestFirst;
};

}  // namespace timecoin
