// Plans what goes wrong around the nodes until the peace: partitions, clogged links, lost power,
// processes that stand still, clocks that jump. Each kind has its own chance, so that leaving one
// out changes no other.
#pragma once

#include "tests/sim/faults/links.h"
#include "tests/sim/node.h"

#include <memory>
#include <vector>

namespace timecoin::sim {

class Trouble {
public:
    Trouble(const Scenario& scenario, Timeline& timeline, Trace& trace, Links& links,
            const std::vector<std::unique_ptr<Node>>& nodes, std::uint64_t seed);

    /// `members` of the genesis; those whose clocks are far off are the first `farOff`.
    void begin(std::uint32_t members);
    /// Nothing more is planned; what is cut or clogged is for Links::becomeReliable() to undo.
    void end() { m_peace = true; }
    /// Until it starts again.
    std::uint64_t downMs();

private:
    void planPartition();
    std::vector<std::function<void()>> partition();
    void planClog();
    void planCrash();
    void planPause();
    void planJump();
    void isolateHermit(std::uint32_t members);
    void planHush();
    NodeNumber anyNode(Random& random) const;

    const Scenario& m_scenario;
    Timeline& m_timeline;
    Trace& m_trace;
    Links& m_links;
    const std::vector<std::unique_ptr<Node>>& m_nodes;
    Random m_partitions, m_clogs, m_crashes, m_pauses, m_jumps, m_restarts, m_hush;
    bool m_peace = false;
};

}  // namespace timecoin::sim
