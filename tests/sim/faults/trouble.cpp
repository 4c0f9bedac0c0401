#include "tests/sim/faults/trouble.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

/// Two clocks that are off by this much in two directions are still within 30 s of each other.
constexpr std::uint64_t kHarmlessJumpMs = 10'000;

}  // namespace

Trouble::Trouble(const Scenario& scenario, Timeline& timeline, Trace& trace, Links& links,
                 const std::vector<std::unique_ptr<Node>>& nodes, std::uint64_t seed)
    : m_scenario(scenario),
      m_timeline(timeline),
      m_trace(trace),
      m_links(links),
      m_nodes(nodes),
      m_partitions(seed ^ 0x7061727469ULL),
      m_clogs(seed ^ 0x636c6f67ULL),
      m_crashes(seed ^ 0x6372617368ULL),
      m_pauses(seed ^ 0x7061757365ULL),
      m_jumps(seed ^ 0x6a756d70ULL),
      m_restarts(seed ^ 0x646f776eULL),
      m_hush(seed ^ 0x68757368ULL) {}

void Trouble::begin(std::uint32_t members) {
    if (m_scenario.partitionEveryMs != 0) planPartition();
    if (m_scenario.clogEveryMs != 0) planClog();
    if (m_scenario.crashEveryMs != 0) planCrash();
    if (m_scenario.pauseEveryMs != 0) planPause();
    if (m_scenario.jumpEveryMs != 0) planJump();
    if (m_scenario.hermit) isolateHermit(members);
    if (m_scenario.hushMs != 0) planHush();
}

std::uint64_t Trouble::downMs() {
    return m_peace ? 100 : m_restarts.between(20, 20 + m_scenario.downMs);
}

NodeNumber Trouble::anyNode(Random& random) const {
    return static_cast<NodeNumber>(random.below(m_links.nodes()));
}

// ---- network ------------------------------------------------------------------------------

void Trouble::planPartition() {
    m_timeline.after(m_partitions.between(1, 2 * m_scenario.partitionEveryMs), [this] {
        if (m_peace) return;
        auto undo = partition();
        m_timeline.after(m_partitions.between(100, m_scenario.partitionMs),
                         [this, undone = std::move(undo)] {
                             if (m_peace) return;
                             m_trace.line(m_timeline.nowMs(), [] { return "no partition"; });
                             for (const auto& one : undone) one();
                             planPartition();
                         });
    });
}

/// Two sides; `c` is the node that is on both. Returns what undoes it.
std::vector<std::function<void()>> Trouble::partition() {
    std::string sides;
    const NodeNumber alone = anyNode(m_partitions);
    const bool isolate = m_partitions.chance(m_scenario.isolate);
    const bool bridge = m_partitions.chance(m_scenario.bridge);
    const bool oneWay = m_partitions.chance(m_scenario.oneWay);
    for (NodeNumber i = 0; i < m_links.nodes(); ++i) {
        const bool first = isolate ? i == alone : m_partitions.chance(500);
        sides += bridge && !isolate && i == alone ? 'c' : first ? 'a' : 'b';
    }
    const bool stall = m_scenario.partitionsStall;
    m_trace.line(m_timeline.nowMs(), [&] {
        return "partition " + sides + (oneWay ? ", b does not hear a" : "") +
               (stall ? ", messages wait" : "");
    });
    std::vector<std::function<void()>> undo;
    for (NodeNumber a = 0; a < m_links.nodes(); ++a) {
        for (NodeNumber b = 0; b < m_links.nodes(); ++b) {
            if (sides[a] != 'a' || sides[b] != 'b') continue;
            if (!oneWay && !stall) {
                m_links.cut(a, b);
                undo.emplace_back([this, a, b] { m_links.join(a, b); });
                continue;
            }
            const auto close = stall ? &Links::clog : &Links::mute;
            const auto open = stall ? &Links::unclog : &Links::unmute;
            (m_links.*close)(a, b);
            undo.emplace_back([this, open, a, b] { (m_links.*open)(a, b); });
            if (oneWay) continue;
            (m_links.*close)(b, a);
            undo.emplace_back([this, open, a, b] { (m_links.*open)(b, a); });
        }
    }
    return undo;
}

/// Of one node to all others, or to one.
void Trouble::planClog() {
    m_timeline.after(m_clogs.between(1, 2 * m_scenario.clogEveryMs), [this] {
        if (m_peace) return;
        const NodeNumber from = anyNode(m_clogs);
        std::vector<NodeNumber> to;
        if (m_clogs.chance(500)) {
            for (NodeNumber i = 0; i < m_links.nodes(); ++i)
                if (i != from) to.push_back(i);
        } else if (const NodeNumber one = anyNode(m_clogs); one != from) {
            to.push_back(one);
        }
        const auto say = [this, from, to](const char* what) {
            m_trace.line(m_timeline.nowMs(), [&] {
                std::string line = "what node " + std::to_string(from) + " says to";
                for (const NodeNumber node : to) line += " " + std::to_string(node);
                return line + what;
            });
        };
        say(" piles up");
        for (const NodeNumber node : to) m_links.clog(from, node);
        m_timeline.after(m_clogs.between(50, 50 + m_scenario.clogMs), [this, from, to, say] {
            if (m_peace) return;
            say(" comes all at once");
            for (const NodeNumber node : to) m_links.unclog(from, node);
        });
        planClog();
    });
}

void Trouble::isolateHermit(std::uint32_t members) {
    const auto hermit = static_cast<NodeNumber>(m_partitions.below(members - 1));
    m_trace.line(0, [&] { return "node " + std::to_string(hermit) + " is a hermit"; });
    for (NodeNumber other = 0; other < m_links.nodes(); ++other)
        if (other != hermit) m_links.cut(hermit, other);
}

/// Connections stand, and what is said over them is lost: with nearly all ways silent nobody learns
/// enough even to start a timer, and only what is said again gets the network on.
void Trouble::planHush() {
    m_timeline.after(m_scenario.hushMs, [this] {
        if (m_peace) return;
        const auto silent = static_cast<std::uint32_t>(m_hush.between(700, 1'000));
        m_trace.line(m_timeline.nowMs(), [] { return "hardly anything is heard by anybody"; });
        for (NodeNumber from = 0; from < m_links.nodes(); ++from)
            for (NodeNumber to = 0; to < m_links.nodes(); ++to)
                if (from != to && m_hush.chance(silent)) m_links.mute(from, to);
    });
}

// ---- processes and clocks -------------------------------------------------------------------

void Trouble::planCrash() {
    m_timeline.after(m_crashes.between(1, 2 * m_scenario.crashEveryMs), [this] {
        if (m_peace) return;
        const bool all = m_crashes.chance(m_scenario.crashAll);
        const NodeNumber one = anyNode(m_crashes);
        for (const auto& node : m_nodes)
            if (all || node->number() == one)
                node->crash(all ? "loses power with all others" : "loses power");
        planCrash();
    });
}

void Trouble::planPause() {
    m_timeline.after(m_pauses.between(1, 2 * m_scenario.pauseEveryMs), [this] {
        if (m_peace) return;
        const std::uint64_t forMs = m_pauses.between(20, 20 + m_scenario.pauseMs);
        const bool asleep = m_pauses.chance(m_scenario.asleep);
        m_nodes[anyNode(m_pauses)]->pause(forMs, asleep);
        planPause();
    });
}

/// Those whose clock is wrong anyway jump far; the others by less than anybody minds.
void Trouble::planJump() {
    m_timeline.after(m_jumps.between(1, 2 * m_scenario.jumpEveryMs), [this] {
        if (m_peace) return;
        const bool far = m_scenario.farOff != 0;
        const std::uint64_t mostMs =
            far ? m_scenario.jumpMs : std::min(m_scenario.jumpMs, kHarmlessJumpMs);
        const auto jump = static_cast<std::int64_t>(m_jumps.below(2 * mostMs + 1)) -
                          static_cast<std::int64_t>(mostMs);
        const NodeNumber node =
            far ? static_cast<NodeNumber>(m_jumps.below(m_scenario.farOff)) : anyNode(m_jumps);
        m_nodes[node]->setClock(jump);
        planJump();
    });
}

}  // namespace timecoin::sim
