#include "tests/sim/faults/links.h"

namespace timecoin::sim {

Links::Links(std::uint32_t nodes, const Scenario& scenario, Timeline& timeline, Random random,
             Trace& trace, Handlers handlers)
    : m_scenario(scenario),
      m_timeline(timeline),
      m_random(random),
      m_trace(trace),
      m_handlers(std::move(handlers)),
      m_nodeUp(nodes, false),
      m_links(nodes, std::vector<Link>(nodes)),
      m_ways(nodes, std::vector<Way>(nodes)) {
    for (auto& row : m_links)
        for (Link& link : row) link.delayMs = m_random.between(1, scenario.delayMs);
}

Links::Link& Links::link(NodeNumber a, NodeNumber b) {
    return m_links[std::min(a, b)][std::max(a, b)];
}

void Links::setNodeUp(NodeNumber node, bool up) {
    m_nodeUp[node] = up;
    for (NodeNumber other = 0; other < m_nodeUp.size(); ++other)
        if (other != node) refresh(std::min(node, other), std::max(node, other));
}

/// A connection stands when both ends run and nothing cuts it; it takes a moment to be made.
void Links::refresh(NodeNumber a, NodeNumber b) {
    const bool wanted = m_nodeUp[a] && m_nodeUp[b] && link(a, b).mayStand();
    if (!wanted) {
        drop(a, b);
    } else if (!link(a, b).up) {
        m_timeline.after(m_random.between(5, 150), [this, a, b] { connect(a, b); });
    }
}

void Links::connect(NodeNumber a, NodeNumber b) {
    Link& between = link(a, b);
    if (between.up || !between.mayStand() || !m_nodeUp[a] || !m_nodeUp[b]) return;
    between.up = true;
    between.connection = ++m_lastConnection;
    m_trace.mix(between.connection);
    m_handlers.up(a, b, between.connection);
    m_handlers.up(b, a, between.connection);
}

void Links::drop(NodeNumber a, NodeNumber b) {
    Link& between = link(a, b);
    if (!between.up) return;
    between.up = false;
    const std::uint64_t connection = between.connection;
    if (m_nodeUp[a]) m_handlers.down(a, connection);
    if (m_nodeUp[b]) m_handlers.down(b, connection);
}

void Links::send(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet) {
    const Link& between = link(from, to);
    if (!between.up || between.connection != connection) return;
    Way& way = m_ways[from][to];
    if (way.clogs != 0) {
        note("waits", from, to, packet);
        way.waiting.push_back({connection, packet});
        return;
    }
    if (way.mutes != 0) return note("not heard", from, to, packet);
    if (!m_reliable) {
        if (m_random.chance(m_scenario.broken)) return breakLater(from, to, connection);
        if (losesIt(from, to, packet)) return;
        // A connection duplicates nothing; gossip comes twice by two ways.
        if (!packet.answer && m_random.chance(m_scenario.duplicate)) {
            note("twice", from, to, packet);
            carry(from, to, connection, packet);
        }
    }
    carry(from, to, connection, packet);
}

bool Links::losesIt(NodeNumber from, NodeNumber to, const Packet& packet) {
    const bool lost =
        m_random.chance(m_scenario.lost) ||
        (packet.cargo == Cargo::Payment && m_random.chance(m_scenario.lostPayments)) ||
        (packet.cargo == Cargo::Proposal && m_random.chance(m_scenario.lostProposals)) ||
        (packet.cargo == Cargo::Commit && m_scenario.lostCommits != 0 &&
         m_random.chance(m_scenario.lostCommits));
    if (lost) note("lost", from, to, packet);
    return lost;
}

/// Later, since its ends are in the middle of something.
void Links::breakLater(NodeNumber from, NodeNumber to, std::uint64_t connection) {
    const NodeNumber a = std::min(from, to);
    const NodeNumber b = std::max(from, to);
    m_trace.line(m_timeline.nowMs(), [&] {
        return "connection " + std::to_string(a) + " - " + std::to_string(b) + " breaks";
    });
    m_timeline.after(0, [this, a, b, connection] {
        if (!link(a, b).up || link(a, b).connection != connection) return;  // broke before
        drop(a, b);
        refresh(a, b);
    });
}

void Links::carry(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet) {
    std::uint64_t delayMs = link(from, to).delayMs + m_random.between(0, m_scenario.jitterMs);
    if (!m_reliable && m_random.chance(m_scenario.straggler)) {
        delayMs += m_random.below(1'000);
        note("comes late", from, to, packet);
    }
    m_timeline.after(delayMs, [this, from, to, connection, packet] {
        const Link& between = link(from, to);
        if (between.up && between.connection == connection)
            m_handlers.arrived(to, from, connection, packet);
    });
}

void Links::note(const char* what, NodeNumber from, NodeNumber to, const Packet& packet) {
    m_trace.line(m_timeline.nowMs(), [&] {
        return std::string(what) + ": " + std::to_string(from) + " -> " + std::to_string(to) +
               "  message " + brief(packet.id);
    });
}

// ---- what others do to it -------------------------------------------------------------------

void Links::cut(NodeNumber a, NodeNumber b) {
    ++link(a, b).cuts;
    refresh(std::min(a, b), std::max(a, b));
}

void Links::join(NodeNumber a, NodeNumber b) {
    if (--link(a, b).cuts == 0) refresh(std::min(a, b), std::max(a, b));
}

void Links::mute(NodeNumber from, NodeNumber to) {
    ++m_ways[from][to].mutes;
}

void Links::unmute(NodeNumber from, NodeNumber to) {
    --m_ways[from][to].mutes;
}

void Links::clog(NodeNumber from, NodeNumber to) {
    ++m_ways[from][to].clogs;
}

void Links::unclog(NodeNumber from, NodeNumber to) {
    if (--m_ways[from][to].clogs == 0) release(from, to);
}

void Links::forbid(NodeNumber a, NodeNumber b) {
    link(a, b).forbidden = true;
}

void Links::release(NodeNumber from, NodeNumber to) {
    std::vector<Waiting> waiting;
    waiting.swap(m_ways[from][to].waiting);
    for (const Waiting& one : waiting) send(from, to, one.connection, one.packet);
}

void Links::becomeReliable() {
    m_reliable = true;
    for (NodeNumber a = 0; a < m_nodeUp.size(); ++a) {
        for (NodeNumber b = 0; b < m_nodeUp.size(); ++b) {
            m_ways[a][b].mutes = m_ways[a][b].clogs = 0;
            release(a, b);
            if (a >= b) continue;
            link(a, b).cuts = 0;
            refresh(a, b);
        }
    }
}

}  // namespace timecoin::sim
