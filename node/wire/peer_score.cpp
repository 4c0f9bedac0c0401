#include "node/wire/peer_score.h"

#include "node/base/limits.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace timecoin::wire {

namespace {

struct ReasonRow {
    std::string_view name;
    std::uint32_t points;
};

// By value of MisbehaviourReason. What takes a deliberate act bans at once; what a peer may pass on
// before it could check it costs little.
constexpr std::array<ReasonRow, 9> kReasons{{
    {"bad-frame", 100},
    {"undecodable-message", 34},
    {"bad-handshake", 20},
    {"rate-exceeded", 1},
    {"invalid-signature", 20},
    {"invalid-transaction", 10},
    {"invalid-certificate", 20},
    {"invalid-block", 100},
    {"unrequested-data", 5},
}};
static_assert(kReasons.size() == static_cast<std::size_t>(MisbehaviourReason::UnrequestedData) + 1);

struct Rate {
    std::uint64_t messagesPerSecond;
    std::uint64_t messageBurst;
    std::uint64_t bytesPerSecond;
    std::uint64_t byteBurst;
};

constexpr std::uint64_t kMega = 1'000'000;
// By lane. 256 members, three phases a view and blocks back to back stay below the first; 2,000
// transfers a second voted and acknowledged by 256 members and relayed whole below the second; a
// block's missing transfers and its burst of questions fit the bursts.
constexpr std::array<Rate, kLanes> kRates{{
    {5'000, 20'000, 20 * kMega, 60 * kMega},
    {20'000, 100'000, 64 * kMega, 200 * kMega},
    {20'000, 100'000, 64 * kMega, 200 * kMega},
    {20'000, 40'000, 500 * kMega, 1'000 * kMega},
    {2, 20, 100'000, kMega},
}};
static_assert(kRates[1].messageBurst > 2 * kMaxAcknowledged);
static_assert(kRates[2].messageBurst > 2 * kMaxBlockTransactions);
static_assert(kRates[3].byteBurst > kBlocksPerBatch * std::uint64_t{kMaxBlockBytes});

const ReasonRow& rowOf(MisbehaviourReason reason) {
    return kReasons[static_cast<std::size_t>(reason)];
}

/// How many messages a request may draw, beyond the one that every message costs.
std::uint64_t drawnBy(const Message& message) {
    if (const auto* m = std::get_if<GetBlocks>(&message)) return m->count;
    if (const auto* m = std::get_if<GetHeaders>(&message)) return m->count;  // each is read
    if (const auto* m = std::get_if<GetTransactions>(&message)) return m->fullHashes.size();
    if (const auto* m = std::get_if<GetTransfers>(&message)) return m->ids.size();
    if (const auto* m = std::get_if<GetCertificates>(&message)) return m->ids.size();
    return 0;
}

}  // namespace

std::string_view reasonName(MisbehaviourReason reason) {
    return rowOf(reason).name;
}

std::uint32_t pointsOf(MisbehaviourReason reason) {
    return rowOf(reason).points;
}

// ---- scores -------------------------------------------------------------------------------

void ScoreBook::age(Entry& entry, std::uint64_t nowMs) {
    if (nowMs <= entry.pointsAtMs) return;
    const std::uint64_t forgiven = (nowMs - entry.pointsAtMs) / kForgiveMs;
    entry.points -= static_cast<std::uint32_t>(std::min<std::uint64_t>(forgiven, entry.points));
    entry.pointsAtMs += forgiven * kForgiveMs;
    if (nowMs >= entry.bannedUntilMs + kForgetBanMs) entry.bans = 0;
}

bool ScoreBook::add(const std::string& name, MisbehaviourReason reason, std::uint64_t nowMs) {
    const auto [found, isNew] = m_entries.try_emplace(name);
    Entry& entry = found->second;
    if (isNew) entry.pointsAtMs = nowMs;
    age(entry, nowMs);
    entry.points = std::min(entry.points + pointsOf(reason), 2 * kBanPoints);
    const bool ban = entry.points >= kBanPoints && nowMs >= entry.bannedUntilMs;
    if (ban) {
        entry.bannedUntilMs = nowMs + kBanMs[std::min<std::size_t>(entry.bans, kBanMs.size() - 1)];
        ++entry.bans;
        entry.points = 0;
    }
    makeRoom(name, nowMs);
    return ban;
}

std::uint32_t ScoreBook::points(const std::string& name, std::uint64_t nowMs) const {
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) return 0;
    Entry entry = found->second;
    age(entry, nowMs);
    return entry.points;
}

std::optional<std::uint64_t> ScoreBook::bannedUntil(const std::string& name,
                                                    std::uint64_t nowMs) const {
    const auto found = m_entries.find(name);
    if (found == m_entries.end() || nowMs >= found->second.bannedUntilMs) return std::nullopt;
    return found->second.bannedUntilMs;
}

void ScoreBook::makeRoom(const std::string& keep, std::uint64_t nowMs) {
    if (m_entries.size() <= m_capacity) return;
    const auto standing = [nowMs](Entry entry) {
        age(entry, nowMs);
        return std::tuple(entry.bannedUntilMs > nowMs, entry.bans, entry.points);
    };
    auto least = m_entries.end();
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (it->first == keep) continue;
        if (least == m_entries.end() || standing(it->second) < standing(least->second)) least = it;
    }
    if (least != m_entries.end()) m_entries.erase(least);
}

// ---- rates --------------------------------------------------------------------------------

bool TokenBucket::take(std::uint64_t tokens, std::uint64_t nowMs) {
    if (nowMs > m_atMs) {
        // A bucket is full long before this many milliseconds have passed; the product fits.
        const std::uint64_t elapsedMs = std::min<std::uint64_t>(nowMs - m_atMs, 3'600'000);
        m_milliTokens = std::min(m_milliTokens + elapsedMs * m_perSecond, m_burst * 1'000);
        m_atMs = nowMs;
    }
    if (tokens > m_milliTokens / 1'000) return false;
    m_milliTokens -= tokens * 1'000;
    return true;
}

InboundLimits::InboundLimits()
    : m_lanes([]<std::size_t... I>(std::index_sequence<I...>) {
          return std::array<LaneBuckets, kLanes>{
              LaneBuckets{TokenBucket(kRates[I].messagesPerSecond, kRates[I].messageBurst),
                          TokenBucket(kRates[I].bytesPerSecond, kRates[I].byteBurst)}...};
      }(std::make_index_sequence<kLanes>{})) {}

bool InboundLimits::takeMessage(Lane lane, std::uint64_t bytes, std::uint64_t nowMs) {
    LaneBuckets& buckets = m_lanes[static_cast<std::size_t>(lane)];
    return buckets.messages.take(1, nowMs) && buckets.bytes.take(bytes, nowMs);
}

bool InboundLimits::takeRequest(const Message& message, std::uint64_t nowMs) {
    const std::uint64_t drawn = drawnBy(message);
    if (drawn == 0) return true;
    return m_lanes[static_cast<std::size_t>(laneOf(message))].messages.take(drawn, nowMs);
}

}  // namespace timecoin::wire
