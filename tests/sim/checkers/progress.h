// How fast a healed network goes on: no honest member needs more than ten view changes at a height.
#pragma once

#include "tests/sim/checkers/members.h"

namespace timecoin::sim {

inline constexpr std::uint64_t kMostViewChanges = 10;

class ProgressChecker {
public:
    explicit ProgressChecker(Verdict& verdict) : m_verdict(verdict) {}

    /// From here on there are no faults but those of liars and of members that are stopped.
    void onPeace() { m_peace = true; }
    void onView(NodeNumber node, std::uint64_t height, std::uint32_t view) {
        if (!m_peace) return;
        // The first view of a height is not a change.
        if (++m_entered[{node, height}] > kMostViewChanges + 1)
            m_verdict.fail("liveness: node " + std::to_string(node) + " asks for view " +
                           std::to_string(view) + " of height " + std::to_string(height) +
                           ", more than " + std::to_string(kMostViewChanges) +
                           " view changes after the last fault");
    }

private:
    Verdict& m_verdict;
    bool m_peace = false;
    std::map<std::pair<NodeNumber, std::uint64_t>, std::uint64_t> m_entered;
};

}  // namespace timecoin::sim
