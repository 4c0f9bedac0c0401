#include "tests/sim/links.h"

namespace timecoin::sim {

Links::Links(std::uint32_t nodes, const Scenario& scenario, Timeline& timeline, Random random,
             Trace& trace, Handlers handlers)
    : m_scenario(scenario),
      m_timeline(timeline),
      m_random(random),
      m_trace(trace),
      m_handlers(std::move(handlers)),
      m_nodeUp(nodes, false),
      m_links(nodes, std::vector<Link>(nodes)) {
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
    const bool wanted =
        m_nodeUp[a] && m_nodeUp[b] && (!link(a, b).cut || m_scenario.partitionsStall);
    if (!wanted) {
        drop(a, b);
    } else if (!link(a, b).up) {
        m_timeline.after(m_random.between(5, 150), [this, a, b] { connect(a, b); });
    }
}

void Links::connect(NodeNumber a, NodeNumber b) {
    Link& between = link(a, b);
    if (between.up || between.cut || !m_nodeUp[a] || !m_nodeUp[b]) return;
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
    if (between.cut) {
        m_held.push_back({from, to, connection, packet});
        return;
    }
    if (!m_reliable) {
        if (m_random.chance(m_scenario.broken)) {
            const NodeNumber a = std::min(from, to);
            const NodeNumber b = std::max(from, to);
            m_trace.line(m_timeline.nowMs(), [&] {
                return "connection " + std::to_string(a) + " - " + std::to_string(b) + " breaks";
            });
            // Later, since its ends are in the middle of something.
            m_timeline.after(0, [this, a, b, connection] {
                if (link(a, b).connection == connection) drop(a, b);
                refresh(a, b);
            });
            return;
        }
        if (m_random.chance(m_scenario.lost)) return;
        if (packet.payment && m_random.chance(m_scenario.lostPayments)) return;
        // A connection duplicates nothing; gossip comes twice by two ways.
        if (!packet.answer && m_random.chance(m_scenario.duplicate))
            carry(from, to, connection, packet);
    }
    carry(from, to, connection, packet);
}

void Links::carry(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet) {
    std::uint64_t delayMs = link(from, to).delayMs + m_random.between(0, m_scenario.jitterMs);
    if (!m_reliable && m_random.chance(m_scenario.straggler)) delayMs += m_random.below(1'000);
    m_timeline.after(delayMs, [this, from, to, connection, packet] {
        const Link& between = link(from, to);
        if (between.up && between.connection == connection)
            m_handlers.arrived(to, from, connection, packet);
    });
}

void Links::partition() {
    std::string groups;
    std::vector<bool> side;
    for (std::size_t i = 0; i < m_nodeUp.size(); ++i) {
        side.push_back(m_random.chance(500));
        groups += side.back() ? 'a' : 'b';
    }
    m_trace.line(m_timeline.nowMs(), [&] {
        return "partition " + groups + (m_scenario.partitionsStall ? ", messages wait" : "");
    });
    for (NodeNumber a = 0; a < m_nodeUp.size(); ++a) {
        for (NodeNumber b = a + 1; b < m_nodeUp.size(); ++b) {
            link(a, b).cut = side[a] != side[b];
            refresh(a, b);
        }
    }
}

void Links::heal() {
    m_trace.line(m_timeline.nowMs(), [] { return "no partition"; });
    for (NodeNumber a = 0; a < m_nodeUp.size(); ++a) {
        for (NodeNumber b = a + 1; b < m_nodeUp.size(); ++b) {
            link(a, b).cut = false;
            refresh(a, b);
        }
    }
    std::vector<Held> held;
    held.swap(m_held);
    for (const Held& one : held) send(one.from, one.to, one.connection, one.packet);
}

void Links::becomeReliable() {
    m_reliable = true;
    heal();
}

}  // namespace timecoin::sim
