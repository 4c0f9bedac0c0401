// What a peer's behaviour costs it (R-PEER-5, R-PEER-6). Pure: the caller passes monotonic time.
#pragma once

#include "node/wire/messages.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace timecoin::wire {

/// Why points are given. Only what an honest node of this version never does is in here.
enum class MisbehaviourReason : std::uint8_t {
    BadFrame,            ///< framing or compression broke its rules
    UndecodableMessage,  ///< unknown kind, malformed or out of bounds
    BadHandshake,        ///< not our protocol, or a proof in it did not hold
    RateExceeded,        ///< a lane's token bucket ran dry
    InvalidSignature,
    InvalidTransaction,  ///< can never be valid, whatever the state
    InvalidCertificate,
    InvalidBlock,
    UnrequestedData,
};
/// Stable name for logs and counters.
std::string_view reasonName(MisbehaviourReason reason);
/// Points given for one occurrence.
std::uint32_t pointsOf(MisbehaviourReason reason);

inline constexpr std::uint32_t kBanPoints = 100;
/// One point is forgiven every so many milliseconds.
inline constexpr std::uint64_t kForgiveMs = 1'000;
/// First, second, third ban and every one after. A level is forgotten a day after the ban ended.
inline constexpr std::array<std::uint64_t, 4> kBanMs{60'000, 600'000, 3'600'000, 86'400'000};
inline constexpr std::uint64_t kForgetBanMs = 86'400'000;

/// Points and bans of peers by whatever names them: an identity key, an address. They outlive the
/// connection, so that connecting anew wipes nothing. Bounded: beyond `capacity` the entry with
/// the least standing against it is forgotten.
class ScoreBook {
public:
    explicit ScoreBook(std::size_t capacity = 4'096) : m_capacity(capacity) {}

    /// Adds the points of `reason`; true when the peer is banned from now on (it was not before).
    bool add(const std::string& name, MisbehaviourReason reason, std::uint64_t nowMs);
    std::uint32_t points(const std::string& name, std::uint64_t nowMs) const;
    /// When its ban ends; nullopt when it is not banned.
    std::optional<std::uint64_t> bannedUntil(const std::string& name, std::uint64_t nowMs) const;
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        std::uint32_t points = 0;
        std::uint64_t pointsAtMs = 0;  ///< when `points` was last brought up to date
        std::uint32_t bans = 0;        ///< level the next ban takes
        std::uint64_t bannedUntilMs = 0;
    };
    static void age(Entry& entry, std::uint64_t nowMs);
    void makeRoom(const std::string& keep, std::uint64_t nowMs);

    std::size_t m_capacity;
    std::map<std::string, Entry> m_entries;
};

/// Whole tokens that come back with time. Starts full.
class TokenBucket {
public:
    TokenBucket(std::uint64_t perSecond, std::uint64_t burst)
        : m_perSecond(perSecond),
          m_burst(burst),
          m_milliTokens(burst * 1'000) {}

    /// False, and nothing taken, when fewer than `tokens` are there.
    bool take(std::uint64_t tokens, std::uint64_t nowMs);

private:
    std::uint64_t m_perSecond;
    std::uint64_t m_burst;
    std::uint64_t m_milliTokens;
    std::uint64_t m_atMs = 0;
};

/// What one peer may send: messages and bytes of each lane. An honest bulk sync of 10,000 blocks a
/// second, 2,000 transfers a second and the votes for them stay far below (R-PEER-6).
class InboundLimits {
public:
    InboundLimits();
    bool takeMessage(Lane lane, std::uint64_t bytes, std::uint64_t nowMs);
    /// A request is charged as many messages of its lane as it may draw.
    bool takeRequest(const Message& message, std::uint64_t nowMs);

private:
    struct LaneBuckets {
        TokenBucket messages;
        TokenBucket bytes;
    };
    std::array<LaneBuckets, kLanes> m_lanes;
};

}  // namespace timecoin::wire
