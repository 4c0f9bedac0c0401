// The network between the nodes: a full mesh of connections that delay, lose, duplicate, reorder,
// break, and are cut by partitions. A connection that comes up again is a new one.
#pragma once

#include "tests/sim/checkers.h"
#include "tests/sim/scenario.h"
#include "tests/sim/timeline.h"
#include "tests/sim/trace.h"

#include <functional>
#include <memory>
#include <vector>

namespace timecoin::sim {

/// A message on its way: encoded, as on a real wire.
struct Packet {
    std::shared_ptr<const Bytes> bytes;
    Hash id;
    bool answer = false;   ///< sent to this peer alone
    bool payment = false;  ///< a transaction
};

class Links {
public:
    struct Handlers {
        std::function<void(NodeNumber at, NodeNumber peer, std::uint64_t connection)> up;
        std::function<void(NodeNumber at, std::uint64_t connection)> down;
        std::function<void(NodeNumber at, NodeNumber from, std::uint64_t connection,
                           const Packet& packet)>
            arrived;
    };

    Links(std::uint32_t nodes, const Scenario& scenario, Timeline& timeline, Random random,
          Trace& trace, Handlers handlers);

    void setNodeUp(NodeNumber node, bool up);
    /// Sends over the connection as it is now; into the void when it is gone.
    void send(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet);
    /// Two groups that cannot hear each other, until heal().
    void partition();
    void heal();
    /// No faults from here on, only delay.
    void becomeReliable();

private:
    struct Link {
        bool up = false;
        bool cut = false;
        std::uint64_t connection = 0;
        std::uint64_t delayMs = 1;
    };
    struct Held {
        NodeNumber from, to;
        std::uint64_t connection;
        Packet packet;
    };
    Link& link(NodeNumber a, NodeNumber b);
    void refresh(NodeNumber a, NodeNumber b);
    void connect(NodeNumber a, NodeNumber b);
    void drop(NodeNumber a, NodeNumber b);
    void carry(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet);

    const Scenario& m_scenario;
    Timeline& m_timeline;
    Random m_random;
    Trace& m_trace;
    Handlers m_handlers;
    bool m_reliable = false;
    std::vector<bool> m_nodeUp;
    std::vector<std::vector<Link>> m_links;  // [smaller][larger]
    std::vector<Held> m_held;
    std::uint64_t m_lastConnection = 0;
};

}  // namespace timecoin::sim
