#include "tests/sim/crash_point.h"

#include <array>

namespace timecoin::sim {

namespace {

constexpr std::array<std::string_view, 26> kThings = {"ready",
                                                      "view-change",
                                                      "later-view-change",
                                                      "locked-view-change",
                                                      "proposal",
                                                      "later-proposal",
                                                      "repeated-proposal",
                                                      "prepare",
                                                      "later-prepare",
                                                      "commit",
                                                      "later-commit",
                                                      "votes",
                                                      "votes-for-side",
                                                      "acknowledgements",
                                                      "side-acknowledged",
                                                      "transfer-record",
                                                      "certificate-record",
                                                      "body-record",
                                                      "prepared-record",
                                                      "block",
                                                      "write-back",
                                                      "prune",
                                                      "genesis",
                                                      "loaded",
                                                      "asking",
                                                      "repeating"};
static_assert(kThings.size() == static_cast<std::size_t>(CrashAt::Repeating) + 1);

constexpr std::array<std::string_view, 6> kPhases = {"before", "stored", "unsent",
                                                     "first",  "half",   "all-but-one"};
static_assert(kPhases.size() == static_cast<std::size_t>(CrashPhase::AllButOne) + 1);

/// What is stored without a word to anybody has no messages to be cut short.
bool exists(const CrashPoint& point) {
    const bool stores = point.phase == CrashPhase::Before || point.phase == CrashPhase::Stored;
    switch (point.at) {
    case CrashAt::WriteBack:
    case CrashAt::Prune:
    case CrashAt::Genesis: return stores;
    case CrashAt::Loaded: return point.phase == CrashPhase::Unsent;
    case CrashAt::Asking:
    case CrashAt::Repeating: return !stores;
    default: return true;
    }
}

}  // namespace

const std::vector<CrashPoint>& allCrashPoints() {
    static const std::vector<CrashPoint> kAll = [] {
        std::vector<CrashPoint> all;
        for (std::size_t at = 0; at < kThings.size(); ++at)
            for (std::size_t phase = 0; phase < kPhases.size(); ++phase) {
                const CrashPoint point{static_cast<CrashAt>(at), static_cast<CrashPhase>(phase)};
                if (exists(point)) all.push_back(point);
            }
        return all;
    }();
    return kAll;
}

Happening happeningAt(CrashAt at) {
    switch (at) {
    case CrashAt::LaterViewChange:
    case CrashAt::LaterProposal:
    case CrashAt::LaterPrepare:
    case CrashAt::LaterCommit: return Happening::LaterView;
    case CrashAt::LockedViewChange:
    case CrashAt::RepeatedProposal: return Happening::Lock;
    case CrashAt::Ready: return Happening::Dispute;
    case CrashAt::WriteBack: return Happening::Epochs;
    default: return Happening::Anything;
    }
}

std::uint64_t seedOf(const CrashPoint& point, std::uint64_t seed) {
    return seed * 1'000 + static_cast<std::uint64_t>(point.at) * 8 +
           static_cast<std::uint64_t>(point.phase);
}

std::string nameOf(const CrashPoint& point) {
    return std::string(kThings.at(static_cast<std::size_t>(point.at))) + "/" +
           std::string(kPhases.at(static_cast<std::size_t>(point.phase)));
}

std::optional<CrashPoint> crashPointFrom(std::string_view name) {
    for (const CrashPoint& point : allCrashPoints())
        if (nameOf(point) == name) return point;
    return std::nullopt;
}

}  // namespace timecoin::sim
