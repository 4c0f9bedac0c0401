// The network between the nodes: a full mesh of connections that delay, lose, duplicate, reorder,
// break, and are cut, muted and clogged by others (faults/trouble.h). A connection that comes up
// again is a new one.
#pragma once

#include "tests/sim/checkers/checkers.h"
#include "tests/sim/scenario.h"
#include "tests/sim/timeline.h"
#include "tests/sim/trace.h"

#include <functional>
#include <memory>
#include <vector>

namespace timecoin::sim {

enum class Cargo : std::uint8_t { Other, Payment, Proposal, Commit };

/// A message on its way: encoded, as on a real wire.
struct Packet {
    std::shared_ptr<const Bytes> bytes;
    std::uint64_t id = 0;  ///< of its bytes
    bool answer = false;   ///< sent to this peer alone
    Cargo cargo = Cargo::Other;
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

    std::size_t nodes() const { return m_nodeUp.size(); }
    void setNodeUp(NodeNumber node, bool up);
    /// Sends over the connection as it is now; into the void when it is gone.
    void send(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet);

    // What is done twice must be undone twice: faults overlap.
    /// No connection between the two.
    void cut(NodeNumber a, NodeNumber b);
    void join(NodeNumber a, NodeNumber b);
    /// The connection stands, but what `from` says never arrives.
    void mute(NodeNumber from, NodeNumber to);
    void unmute(NodeNumber from, NodeNumber to);
    /// What `from` says waits, and comes all at once when nobody clogs the way any more.
    void clog(NodeNumber from, NodeNumber to);
    void unclog(NodeNumber from, NodeNumber to);
    /// These two never meet, not even in times of peace.
    void forbid(NodeNumber a, NodeNumber b);
    /// No faults from here on, only delay.
    void becomeReliable();

private:
    struct Link {
        bool up = false;
        bool forbidden = false;
        std::uint32_t cuts = 0;
        std::uint64_t connection = 0;
        std::uint64_t delayMs = 1;
        bool mayStand() const { return cuts == 0 && !forbidden; }
    };
    struct Waiting {
        std::uint64_t connection;
        Packet packet;
    };
    struct Way {
        std::uint32_t mutes = 0;
        std::uint32_t clogs = 0;
        std::vector<Waiting> waiting;
    };
    Link& link(NodeNumber a, NodeNumber b);
    void refresh(NodeNumber a, NodeNumber b);
    void connect(NodeNumber a, NodeNumber b);
    void drop(NodeNumber a, NodeNumber b);
    void breakLater(NodeNumber from, NodeNumber to, std::uint64_t connection);
    bool losesIt(NodeNumber from, NodeNumber to, const Packet& packet);
    void carry(NodeNumber from, NodeNumber to, std::uint64_t connection, const Packet& packet);
    void release(NodeNumber from, NodeNumber to);
    void note(const char* what, NodeNumber from, NodeNumber to, const Packet& packet);

    const Scenario& m_scenario;
    Timeline& m_timeline;
    Random m_random;
    Trace& m_trace;
    Handlers m_handlers;
    bool m_reliable = false;
    std::vector<bool> m_nodeUp;
    std::vector<std::vector<Link>> m_links;  // [smaller][larger]
    std::vector<std::vector<Way>> m_ways;    // [from][to]
    std::uint64_t m_lastConnection = 0;
};

}  // namespace timecoin::sim
